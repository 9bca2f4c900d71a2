"""Redlines made without the engine: random changes whose two texts are known beforehand.

The texts are put together block by block while the changes are drawn, so they are an oracle
for whatever is made of the redline.
"""

from dataclasses import dataclass
from random import Random

from negotiate.agreement.blocks import Block, Kind, Placed, Rows
from negotiate.redline.model import Change, ChangeKind, Op, Redline, Span

WORDS = (
    "teachers", "20", "6.5%", "2.5%", "$1,500", "shall",
    "(f)", "a|b", "<tag>", "&amp;", "“quoted”", "naïve",
    "#set", "*", "_", "\\", "[deleted:", "]", "—", "the", "1:700", "𝔘nion", "1/2",
    "-", "'", '"', "@x", "$y$", "~",
)  # fmt: skip
KINDS = (
    "equal", "equal", "equal", "edited", "edited", "inserted", "deleted", "moved", "moved-edited",
    "split", "merged",
    "table-equal", "table-edited", "table-inserted", "table-deleted", "heading", "replaced",
)  # fmt: skip


@dataclass
class Draft:
    """A change before its lines are known: blocks of each side, spans by (op, text, old, new)."""

    kind: ChangeKind
    old: list[Block]
    new: list[Block]
    spans: list[tuple[Op, str, int | None, int | None]]


@dataclass(frozen=True)
class Pair:
    """A redline and the two texts it was made from, as the Word reader gives texts."""

    redline: Redline
    old: tuple[str | Rows, ...]
    new: tuple[str | Rows, ...]


def words(rng: Random, least: int = 1, most: int = 6) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))


def _paragraph(text: str, depth: int = 2) -> Block:
    return Block(Kind.PARAGRAPH, text, "", depth)


def _table(rows: Rows) -> Block:
    return Block(Kind.TABLE, "", "", 2, rows)


def _rows(rng: Random, columns: int) -> Rows:
    return tuple(tuple(words(rng, 0, 3) for _ in range(columns)) or ("x",) for _ in range(rng.randint(1, 4)))


def _pure(op: Op, block: Block) -> list[tuple[Op, str, int | None, int | None]]:
    at = (None if op is Op.INSERT else 0, None if op is Op.DELETE else 0)
    return [(op, block.canonical, *at)]


def _edited(rng: Random, kind: ChangeKind) -> Draft:
    spans: list[tuple[Op, str, int | None, int | None]] = []
    for number in range(rng.randint(2, 5)):
        space = " " if number else ""
        for op in rng.choice(([Op.EQUAL], [Op.DELETE, Op.INSERT], [Op.DELETE], [Op.INSERT])):
            at = (None if op is Op.INSERT else 0, None if op is Op.DELETE else 0)
            spans.append((op, space + words(rng), *at))
    spans.insert(0, (Op.EQUAL, "V. ", 0, 0))
    old = "".join(text for op, text, *_ in spans if op is not Op.INSERT)
    new = "".join(text for op, text, *_ in spans if op is not Op.DELETE)
    return Draft(kind, [_paragraph(old)], [_paragraph(new, rng.choice((2, 2, 3)))], spans)


def _split(rng: Random) -> Draft:
    first, second = words(rng), words(rng)
    label = rng.choice(("", "(b) "))
    spans: list[tuple[Op, str, int | None, int | None]] = [
        (Op.EQUAL, first, 0, 0),
        (Op.DELETE, " ", 0, None),
    ]
    if label:
        spans.append((Op.INSERT, label, None, 1))
    spans.append((Op.EQUAL, second, 0, 1))
    return Draft(
        ChangeKind.SPLIT,
        [_paragraph(f"{first} {second}")],
        [_paragraph(first), _paragraph(label + second)],
        spans,
    )


def _merged(rng: Random) -> Draft:
    turned = _split(rng)
    other = {Op.DELETE: Op.INSERT, Op.INSERT: Op.DELETE, Op.EQUAL: Op.EQUAL}
    spans = [(other[op], text, new, old) for op, text, old, new in turned.spans]
    return Draft(ChangeKind.MERGED, turned.new, turned.old, spans)


def _table_edited(rng: Random) -> Draft:
    """Rows kept, taken out, put in, and cells changed; a span's place is its row's number."""
    columns = rng.randint(1, 4)
    old: list[tuple[str, ...]] = []
    new: list[tuple[str, ...]] = []
    spans: list[tuple[Op, str, int | None, int | None]] = []
    for _ in range(rng.randint(1, 5)):
        row = tuple(words(rng, 0, 3) for _ in range(columns))
        at, to = len(old), len(new)
        what = rng.choice(("equal", "delete", "insert", "cell"))
        other = tuple(rng.choice((cell, words(rng, 0), f"{cell} {words(rng)}".strip())) for cell in row)
        if not old or not new:
            what = "equal"
        if what == "equal":
            spans.append((Op.EQUAL, Block(Kind.TABLE, rows=(row,)).canonical, at, to))
            other = row
        elif what == "delete":
            spans.append((Op.DELETE, Block(Kind.TABLE, rows=(row,)).canonical, at, None))
        elif what == "insert":
            spans.append((Op.INSERT, Block(Kind.TABLE, rows=(other,)).canonical, None, to))
        else:
            for number, (before, after) in enumerate(zip(row, other, strict=True)):
                spans.append((Op.EQUAL, " | " if number else "| ", at, to))
                kept = before if after.startswith(before) else ""
                spans += [(Op.EQUAL, kept, at, to)] if kept else []
                spans += [(Op.DELETE, before, at, None)] if before != kept else []
                spans += [(Op.INSERT, after[len(kept) :], None, to)] if after != kept else []
            spans.append((Op.EQUAL, " |", at, to))
        old += [row] if what != "insert" else []
        new += [other] if what != "delete" else []
    return Draft(ChangeKind.TABLE, [_table(tuple(old))], [_table(tuple(new))], spans)


def _draft(rng: Random) -> Draft:
    what = rng.choice(KINDS)
    if what == "edited":
        return _edited(rng, ChangeKind.EDITED)
    if what == "moved-edited":
        return _edited(rng, ChangeKind.MOVED_EDITED)
    if what == "split":
        return _split(rng)
    if what == "merged":
        return _merged(rng)
    if what == "table-edited":
        return _table_edited(rng)
    block = _table(_rows(rng, rng.randint(1, 4))) if what.startswith("table") else _paragraph(words(rng))
    if what == "heading":
        block = Block(Kind.HEADING, words(rng), rng.choice(("", "A.", "Article V")), rng.randint(1, 7))
    if what.endswith("inserted"):
        return Draft(ChangeKind.INSERTED, [], [block], _pure(Op.INSERT, block))
    if what.endswith("deleted"):
        return Draft(ChangeKind.DELETED, [block], [], _pure(Op.DELETE, block))
    if what == "replaced":  # a paragraph becomes a table
        other = _table(_rows(rng, 2))
        return Draft(ChangeKind.TABLE, [block], [other], [*_pure(Op.DELETE, block), *_pure(Op.INSERT, other)])
    kind = ChangeKind.MOVED if what == "moved" else ChangeKind.EQUAL
    return Draft(kind, [block], [block], _pure(Op.EQUAL, block))


def make_pair(rng: Random, most: int = 9) -> Pair:
    """A redline of up to ``most`` changes in the new text's order, moves drawn from anywhere."""
    drafts = [_draft(rng) for _ in range(rng.randint(1, most))]
    old_order = [d for d in drafts if d.old and d.kind not in (ChangeKind.MOVED, ChangeKind.MOVED_EDITED)]
    for draft in drafts:
        if draft.kind in (ChangeKind.MOVED, ChangeKind.MOVED_EDITED):
            old_order.insert(rng.randint(0, len(old_order)), draft)
    old = _placed([(draft, block) for draft in old_order for block in draft.old])
    new = _placed([(draft, block) for draft in drafts for block in draft.new])
    return Pair(
        Redline(tuple(_change(draft, old.get(id(draft), ()), new.get(id(draft), ())) for draft in drafts)),
        _text([block for draft in old_order for block in draft.old]),
        _text([block for draft in drafts for block in draft.new]),
    )


def _placed(blocks: list[tuple[Draft, Block]]) -> dict[int, tuple[Placed, ...]]:
    found: dict[int, tuple[Placed, ...]] = {}
    line = 1
    for number, (draft, block) in enumerate(blocks, 1):
        item = Placed(block, "V.A", number, "agreement", "05.md", line, line)
        found[id(draft)] = (*found.get(id(draft), ()), item)
        line += max(len(block.rows), 1) + 1
    return found


def _change(draft: Draft, old: tuple[Placed, ...], new: tuple[Placed, ...]) -> Change:
    def line(side: tuple[Placed, ...], at: int | None) -> int | None:
        if at is None:
            return None
        return side[0].text_line + at if side[0].block.rows else side[at].text_line

    spans = tuple(Span(op, text, line(old, at), line(new, to)) for op, text, at, to in draft.spans)
    return Change(draft.kind, old, new, spans)


def _text(blocks: list[Block]) -> tuple[str | Rows, ...]:
    return tuple(block.rows if block.kind is Kind.TABLE else block.canonical for block in blocks)
