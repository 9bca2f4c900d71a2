"""Texts for the redline's tests: drawn by Hypothesis, or made by hand from a few lines."""

from collections.abc import Sequence

from hypothesis import strategies as st

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Placed
from negotiate.agreement.citations import place
from negotiate.common.text import canonical

WORDS = (
    "the of and shall teacher teachers student students class size nurse committee union "
    'seniority grievance not 16 20 20:1 $1,500 6.5% (f)(1) V.A.2(f) three (3) September 1, 2024 . , ; — ’ " “'
).split(" ")
LABELS = ("", "", "(a)", "(b)", "(c)", "1.", "2.", "Section 3.", "IV.")


def texts(longest: int = 14) -> st.SearchStrategy[str]:
    """Canonical text of words that a contract holds, or of anything at all."""
    worded = st.lists(st.sampled_from(WORDS), max_size=longest).map(" ".join)
    return st.one_of(worded, worded, st.text(max_size=20)).map(canonical)


def tables() -> st.SearchStrategy[Block]:
    """Tables, ragged ones and empty ones too."""
    cells = st.one_of(st.sampled_from(("", "1", "2", "45,000", "46,350", "Step", "Master’s")), texts(6))
    rows = st.lists(st.lists(cells, max_size=4).map(tuple), max_size=5).map(tuple)
    return rows.map(lambda found: Block(Kind.TABLE, rows=found))


def blocks() -> st.SearchStrategy[Block]:
    """Any block."""
    labelled = st.builds(
        Block,
        st.sampled_from((Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.HEADING)),
        texts(),
        st.sampled_from(LABELS),
    )
    return st.one_of(labelled, labelled, labelled, tables())


@st.composite
def edited_pairs(draw: st.DrawFn) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """A text and an edition of it: blocks kept, dropped, moved, joined, changed, added."""
    old = draw(st.lists(blocks(), max_size=9))
    new: list[Block] = []
    for block in draw(st.permutations(old)) if draw(st.booleans()) else old:
        act = draw(st.sampled_from(("keep", "keep", "keep", "drop", "add", "label", "words", "cut", "join")))
        new += _acted(draw, act, block, new)
    return placed(old), placed(new)


def _acted(draw: st.DrawFn, act: str, block: Block, new: list[Block]) -> list[Block]:
    words = block.text.split(" ")
    at = draw(st.integers(0, max(len(words) - 1, 0)))
    match act:
        case "drop":
            return []
        case "add":
            return [block, draw(blocks())]
        case "label" if block.kind is not Kind.TABLE:
            return [Block(block.kind, block.text, draw(st.sampled_from(LABELS)))]
        case "words" if block.kind is not Kind.TABLE:
            words[at : at + 1] = draw(texts(4)).split(" ")
            return [Block(block.kind, canonical(" ".join(words)), block.label)]
        case "words" if block.rows:
            return [Block(Kind.TABLE, rows=(*block.rows[1:], (draw(texts(3)), *block.rows[0][1:])))]
        case "cut" if block.kind is not Kind.TABLE:
            first, second = " ".join(words[:at]), " ".join(words[at:])
            return [Block(block.kind, canonical(first), block.label), Block(block.kind, canonical(second))]
        case "join" if new and new[-1].kind is not Kind.TABLE and block.kind is not Kind.TABLE:
            last = new.pop()
            return [Block(last.kind, canonical(f"{last.text} {block.text}"), last.label)]
    return [block]


def placed(found: Sequence[Block], path: str = "01-one.md") -> tuple[Placed, ...]:
    """Blocks as one article of one document, placed."""
    return place(Agreement((Document("agreement", (Article(path, tuple(found)),)),)))


def lines(*found: str) -> tuple[Placed, ...]:
    """Paragraphs from strings; ``(a) text`` and ``1. text`` carry their label."""
    return placed([_paragraph(text) for text in found])


def _paragraph(text: str) -> Block:
    head, _, rest = text.partition(" ")
    if head[:1] in "(0123456789" and head[-1:] in ").":
        return Block(Kind.PARAGRAPH, rest, head, 2)
    return Block(Kind.PARAGRAPH, text, "", 2)


def table(*rows: str) -> Block:
    """A table from ``a | b | c`` lines."""
    return Block(Kind.TABLE, rows=tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows))
