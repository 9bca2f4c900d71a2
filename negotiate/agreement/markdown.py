"""An article as Markdown, a block a line, and back again without loss.

    # **Article V** Staffing

    - ## **A.** Teachers

      - ### **1.** Class Size

        - **(a)** The parties recognize …

          A second paragraph of (a).

          | Grade | Most pupils |
          | --- | --- |
          | 3 | 25 |

Indentation is the level (two spaces each), a bold label opens a clause, ``#`` makes a
heading. Reading never refuses a line: what is not of this form is a paragraph of the
clause it stands in. Laws: reading what was written gives the same blocks; writing what
was read keeps every word.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from negotiate.agreement.blocks import HEADING, PARAGRAPH, TABLE, Article, Block, Document, Kind
from negotiate.common.text import canonical

_LABEL = re.compile(r"\*\*((?:[^*\\]|\\.)+)\*\*(?: |$)")
_ITEM = re.compile(r"(?:- )?(#+)(?: |$)")
_ESCAPED_START = re.compile(r"[\\#|]|-(?: |$)|\*\*|<!--")
_DOCUMENT = re.compile(r"<!-- document: ([a-z0-9]+(?:-[a-z0-9]+)*) -->")
_RULE_CELL = re.compile(r":?-{3,}:?")
_ESCAPED, _ESCAPED_BAR = re.compile(r"\\(.)"), re.compile(r"\\([\\|])")
_TO_ESCAPE = re.compile(r"([*\\])")
_SPLIT_CELLS = re.compile(r"(?<!\\)((?:\\\\)*)\|")


def write_article(article: Article) -> str:
    """The article's file: blocks in order, one line each, a blank line between."""
    return "\n".join(block_lines(block) + "\n" for block in article.blocks)


def write_documents(documents: Sequence[Document]) -> str:
    """Several documents as one file: a comment that no reader sees names each but the first."""
    parts = ["\n".join(write_article(article) for article in one.articles) for one in documents]
    heads = ["", *(f"<!-- document: {one.name} -->\n\n" for one in documents[1:])]
    return "\n".join(head + part for head, part in zip(heads, parts, strict=False))


def read_documents(text: str, name: str, path: str) -> tuple[Document, ...]:
    """The documents of one file, each as one article of the ``path``; the first is called ``name``.

    Blocks keep their line in the file. A document named twice goes on where it stopped.
    """
    lines = text.split("\n")
    starts = [
        (0, name),
        *((at, found[1]) for at, line in enumerate(lines) if (found := _DOCUMENT.fullmatch(line))),
    ]
    blocks: dict[str, tuple[Block, ...]] = {}
    for (at, called), (end, _) in pairwise([*starts, (len(lines), "")]):
        skipped = at + (at > 0)
        article = read_article("\n" * skipped + "\n".join(lines[skipped:end]), path)
        blocks[called] = blocks.get(called, ()) + article.blocks
    return tuple(Document(called, (Article(path, held),)) for called, held in blocks.items())


def block_lines(block: Block) -> str:
    """One block as its line of Markdown (a table as several)."""
    inside = "  " * max(block.depth - 1, 0)
    if block.kind is TABLE:
        return "\n".join(inside + row for row in _table_lines(block))
    label = f"**{_escape_label(block.label)}** " if block.label else ""
    text = label + (block.text if label else _escape(block.text))
    if block.depth <= 1 and block.kind is HEADING:
        return f"# {text}".rstrip()
    outside = "  " * max(block.depth - 2, 0) + "- "
    if block.kind is HEADING:
        return f"{outside}{'#' * min(block.depth, 6)} {text}".rstrip()
    return (outside + text if label else inside + text).rstrip()


def read_article(text: str, path: str) -> Article:
    """The article a file holds. Total: any text gives blocks, and no word is lost."""
    blocks: list[Block] = []
    table: list[tuple[int, str]] = []
    depth = 1
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip()
        body = line.lstrip(" ")
        if body.startswith("|"):
            if not table:
                depth = _inside_depth(line, body)
            table.append((number, body))
            continue
        if table:
            blocks.append(_read_table(table, depth))
            table = []
        if body:
            blocks.append(_read_line(line, body, number))
    if table:
        blocks.append(_read_table(table, depth))
    return Article(path, tuple(blocks))


def _inside_depth(line: str, body: str) -> int:
    return (len(line) - len(body)) // 2 + 1


def _read_line(line: str, body: str, number: int) -> Block:
    indent = len(line) - len(body)
    item = body.startswith("- ") or body == "-"
    if not item and indent == 0 and body.startswith("#"):
        rest = body.lstrip("#")
        return _labelled(HEADING, len(body) - len(rest), rest.lstrip(" "), number)
    heading = _ITEM.match(body) if item else None
    if heading is not None:
        return _labelled(HEADING, indent // 2 + 2, body[heading.end() :], number)
    if item and _LABEL.match(body[2:]):
        return _labelled(PARAGRAPH, indent // 2 + 2, body[2:], number)
    if item:  # a list item typed by hand, without a label: its marker is kept as text
        return Block(PARAGRAPH, canonical(body), "", indent // 2 + 1, (), number)
    return Block(PARAGRAPH, canonical(_unescape(body)), "", indent // 2 + 1, (), number)


def _labelled(kind: Kind, depth: int, rest: str, number: int) -> Block:
    found = _LABEL.match(rest)
    if found is None:
        return Block(kind, canonical(_unescape(rest)), "", depth, (), number)
    label = found[1]
    if "\\" in label:
        label = _ESCAPED.sub(r"\1", label)
    return Block(kind, canonical(rest[found.end() :]), canonical(label), depth, (), number)


def _escape(text: str) -> str:
    return "\\" + text if _ESCAPED_START.match(text) else text


def _unescape(text: str) -> str:
    return text[1:] if text.startswith("\\") and _ESCAPED_START.match(text, 1) else text


def _escape_label(label: str) -> str:
    return _TO_ESCAPE.sub(r"\\\1", label) if "*" in label or "\\" in label else label


def _table_lines(block: Block) -> list[str]:
    rows = ["| " + " | ".join(_escape_cell(cell) for cell in row) + " |" for row in block.rows]
    width = len(block.rows[0]) if block.rows else 1
    return [*rows[:1], "| " + " | ".join(["---"] * width) + " |", *rows[1:]]


def _escape_cell(cell: str) -> str:
    if cell.endswith(("-", ":")) and _RULE_CELL.fullmatch(cell):
        return "\\" + cell
    return cell.replace("\\", "\\\\").replace("|", "\\|")


def _unescape_cell(cell: str) -> str:
    if "\\" not in cell:
        return cell
    if cell.startswith("\\") and _RULE_CELL.fullmatch(cell[1:]):
        return cell[1:]
    return _ESCAPED_BAR.sub(r"\1", cell)


def _cells(body: str) -> list[str]:
    ended = body[1:-1] if len(body) > 1 and _ends_row(body) else body[1:]
    if "\\" not in ended:
        return [canonical(cell) for cell in ended.split("|")]
    parts = _SPLIT_CELLS.split(ended)
    joined = [parts[i] + (parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    return [canonical(cell) for cell in joined]


def _ends_row(body: str) -> bool:
    before = body[:-1]
    return body.endswith("|") and (len(before) - len(before.rstrip("\\"))) % 2 == 0


def _read_table(lines: list[tuple[int, str]], depth: int) -> Block:
    rows = [_cells(body) for _, body in lines]
    if len(rows) > 1 and all(_RULE_CELL.fullmatch(cell) for cell in rows[1]):
        del rows[1]
    cells = tuple(tuple(_unescape_cell(cell) for cell in row) for row in rows)
    return Block(TABLE, "", "", depth, cells, lines[0][0])
