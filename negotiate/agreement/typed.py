"""A clause as a person edits it: plain paragraphs with blank lines between, and back to blocks.

A paragraph left as it was stays the block it was, with its label, level and kind; only what
was touched is read anew, in its place. Laws: reading what was written gives the same blocks;
whatever is typed, its words are in the blocks, in order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from negotiate.agreement.blocks import Block, Kind
from negotiate.agreement.fragment import read_fragment
from negotiate.agreement.markdown import read_article
from negotiate.common.text import canonical

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def write_typed(blocks: Sequence[Block]) -> str:
    """The blocks as they are edited; a table as rows of aligned cells."""
    return "\n\n".join(_written(block) for block in blocks)


def read_typed(text: str, blocks: Sequence[Block], before: Sequence[Block]) -> list[Block]:
    """The blocks ``text`` says, where it was written from ``blocks``.

    ``before`` are the blocks of the article that come before them. No text gives no blocks.
    """
    typed = [part.strip("\n") for part in _BLANK_LINES.split(text.strip()) if part.strip()]
    old, new = [canonical(_written(block)) for block in blocks], [canonical(part) for part in typed]
    out: list[Block] = []
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            out += blocks[i:j]
        elif j - i == m - k:
            for block, part in zip(blocks[i:j], typed[k:m], strict=True):
                out += _edited(block, part) or _fresh([part], [*before, *out])
        else:
            out += _fresh(typed[k:m], [*before, *out])
    return out


def open_clauses(blocks: Sequence[Block]) -> list[Block]:
    """The clauses open after the last of ``blocks``, outermost first."""
    stack: list[Block] = []
    for block in blocks:
        if block.opens_clause:
            stack = [one for one in stack if one.depth < block.depth]
            stack.append(block)
        else:
            stack = [one for one in stack if one.depth <= block.depth]
    return stack


def _written(block: Block) -> str:
    if block.kind is not Kind.TABLE:
        return block.canonical
    cells = [[cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row] for row in block.rows]
    count = max((len(row) for row in cells), default=0)
    sizes = [max((len(row[at]) for row in cells if at < len(row)), default=0) for at in range(count)]
    return "\n".join(
        "| " + " | ".join(cell.ljust(sizes[at]) for at, cell in enumerate(row)) + " |" for row in cells
    )


def _edited(block: Block, part: str) -> list[Block]:
    """The block with other words, where they are still of its form; nothing where they are not."""
    if _is_table(part):
        return [_table(part, block.depth)] if block.kind is Kind.TABLE else []
    if block.kind is Kind.TABLE or "\n" in part:
        return []
    words = canonical(part)
    if not block.label:
        return [replace(block, text=words)] if _same_beginning(block.text, words) else []
    if words == block.label or words.startswith(f"{block.label} "):
        return [replace(block, text=words[len(block.label) :].strip())]
    return []


def _same_beginning(old: str, new: str) -> bool:
    """Whether words without a label are still without one: a bracketed or dotted start may be a label."""
    first = new.split(" ", 1)[0]
    return first == old.split(" ", 1)[0] or (first.isalpha() and len(first) > 1)


def _fresh(parts: Sequence[str], before: Sequence[Block]) -> list[Block]:
    """New paragraphs, read as a part of the agreement that stands after ``before``."""
    out: list[Block] = []
    for run in _runs(parts):
        above = open_clauses([*before, *out])
        if _is_table(run):
            out.append(_table(run, above[-1].depth if above else 1))
        else:
            out += read_fragment(run, above)
    return out


def _runs(parts: Sequence[str]) -> Iterator[str]:
    """Tables by themselves, the paragraphs between them together."""
    run: list[str] = []
    for part in parts:
        if not _is_table(part):
            run.append(part)
            continue
        if run:
            yield "\n\n".join(run)
        run = []
        yield part
    if run:
        yield "\n\n".join(run)


def _is_table(part: str) -> bool:
    return all(line.strip().startswith("|") for line in part.split("\n"))


def _table(part: str, depth: int) -> Block:
    lines = "\n".join(line.strip() for line in part.split("\n"))
    return replace(read_article(lines, "").blocks[0], depth=depth, line=0)
