"""Three texts, held as laws: what two parties changed apart is joined, what both changed is asked.

The oracle knows the acts of each party by block and cell, and makes the joined text by hand.
"""

import random
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from redline_texts import placed

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Rows
from negotiate.redline.cells import merge_rows
from negotiate.redline.separates import Standing, separates
from negotiate.redline.threeway import lay_over

NOUNS = (
    "teacher nurse counselor student class school building district committee union member salary step lane "
    "leave grievance seniority transfer evaluation schedule librarian substitute calendar insurance stipend"
).split()
VERBS = "receives keeps reports requests approves assigns shares counts reviews replaces offers posts".split()
Place = tuple[int, int, int]
"""A block, and a cell in it (row and column; -1 of a paragraph)."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What one party does: new words by place, blocks struck, blocks put in behind others."""

    worded: dict[Place, str]
    struck: frozenset[int]
    put: dict[int, Block]


def sentence(rng: random.Random) -> str:
    """A clause that no other one is like."""
    return (
        " ".join(f"{rng.choice(NOUNS)} {rng.choice(VERBS)}" for _ in range(9)) + f" {rng.randrange(10**6)}."
    )


def block(rng: random.Random) -> Block:
    if rng.random() < 0.25:
        head = ("Step", *(f"Lane {rng.randrange(10**4)}" for _ in range(3)))
        rows = tuple((str(n), *(f"{rng.randrange(10**5)}" for _ in range(3))) for n in range(1, 5))
        return Block(Kind.TABLE, rows=(head, *rows))
    return Block(Kind.PARAGRAPH, sentence(rng))


def acts(rng: random.Random, base: list[Block], share: float) -> Acts:
    """What a party does to about ``share`` of the blocks."""
    worded: dict[Place, str] = {}
    struck: set[int] = set()
    put: dict[int, Block] = {}
    for at, one in enumerate(base):
        if rng.random() > share:
            continue
        act = rng.choice(("word", "word", "strike", "put"))
        if act == "strike":
            struck.add(at)
        elif act == "put":
            put[at] = Block(Kind.PARAGRAPH, sentence(rng))
        elif one.kind is Kind.TABLE:
            for _ in range(rng.randint(1, 2)):
                worded[at, rng.randint(1, 4), rng.randint(1, 3)] = f"{rng.randrange(10**5)}.50"
        else:
            worded[at, -1, rng.randrange(18)] = f"novel{rng.randrange(10**6)}"
    return Acts(worded, frozenset(struck), put)


def made(base: list[Block], *parties: Acts) -> Agreement:
    """The text with the acts of every party done, a word or cell at its place."""
    out: list[Block] = []
    for at, one in enumerate(base):
        for party in parties:
            for (where, row, column), words in party.worded.items():
                if where == at:
                    one = _with(one, row, column, words)
        if not any(at in party.struck for party in parties):
            out.append(one)
        out += [party.put[at] for party in parties if at in party.put]
    return Agreement((Document("agreement", (Article("01-one.md", tuple(out)),)),))


def _with(one: Block, row: int, column: int, words: str) -> Block:
    if row < 0:
        found = one.text.split(" ")
        found[column] = words
        return replace(one, text=" ".join(found))
    rows = [list(cells) for cells in one.rows]
    rows[row][column] = words
    return replace(one, rows=tuple(map(tuple, rows)))


def said(text: Agreement) -> list[str]:
    return [one.canonical for one in text.blocks()]


def clashes(ours: Acts, theirs: Acts) -> set[int]:
    """The blocks that both parties changed differently; of a table, whose cell both did."""
    found: set[int] = set()
    for one, other in ((ours, theirs), (theirs, ours)):
        found |= {at for at, _, _ in one.worded if at in other.struck}
        found |= {at for at, row, _ in one.worded if row < 0 and any(at == a for a, _, _ in other.worded)}
        found |= {place[0] for place in one.worded.keys() & other.worded.keys()}
    return found


@given(st.integers(0, 10**9), st.integers(2, 12), st.sampled_from((0.1, 0.3, 0.5)))
@settings(max_examples=examples(80))
def test_acts_apart_are_joined_and_acts_on_one_block_are_asked(seed: int, many: int, share: float) -> None:
    rng = random.Random(seed)
    base = [block(rng) for _ in range(many)]
    ours, theirs = acts(rng, base, share), acts(rng, base, share)
    was, here, there = made(base), made(base, ours), made(base, theirs)
    laid, back = lay_over(was, here, there), lay_over(was, there, here)
    wanted = clashes(ours, theirs)
    asked = {one.base.text_line for one in laid.conflicts}
    lines = [item.text_line for item in placed(base)]
    assert asked == {one.base.text_line for one in back.conflicts} == {lines[at] for at in wanted}
    if wanted:
        return
    assert [len(one.ambiguous_insertions) > 0 for one in (laid, back)] == [
        _at_one_place(base, ours, theirs)
    ] * 2
    joined = made(base, theirs, ours)
    if laid.clean:
        assert said(laid.agreement) == said(joined) == said(back.agreement)
    else:  # whichever comes first, every block of both stands once
        assert sorted(said(laid.agreement)) == sorted(said(back.agreement)) == sorted(said(joined))


def _at_one_place(base: list[Block], ours: Acts, theirs: Acts) -> bool:
    """Whether both put a block in with nothing left between them that both texts hold."""
    gone = ours.struck | theirs.struck
    return any(
        all(between in gone for between in range(min(a, b) + 1, max(a, b) + 1))
        for a in ours.put
        for b in theirs.put
    )


@given(st.integers(0, 10**9))
@settings(max_examples=examples(40))
def test_who_changed_what_is_told_block_by_block(seed: int) -> None:
    rng = random.Random(seed)
    base = [block(rng) for _ in range(8)]
    ours, theirs = acts(rng, base, 0.3), acts(rng, base, 0.3)
    lines = [item.text_line for item in placed(base)]
    told = {
        lines.index(apart.base.text_line): apart.standing
        for apart in separates(
            placed(base), *(placed(list(made(base, party).blocks())) for party in (ours, theirs))
        )
        if apart.base is not None
    }
    for at in range(len(base)):
        we, they = (
            at in party.struck or any(at == a for a, _, _ in party.worded) for party in (ours, theirs)
        )
        both = Standing.ALIKE if at in ours.struck & theirs.struck else Standing.DIFFER
        wanted = both if we and they else Standing.OURS if we else Standing.THEIRS if they else None
        assert told.get(at) == wanted


def _put(rows: Rows, at: int, cells: list[str]) -> Rows:
    return tuple((*row[:at], cell, *row[at:]) for row, cell in zip(rows, cells, strict=True))


def _drop(rows: Rows, at: int) -> Rows:
    return tuple((*row[:at], *row[at + 1 :]) for row in rows)


@given(st.integers(0, 10**9), st.sampled_from(("put in", "struck")))
@settings(max_examples=examples(60))
def test_a_column_here_and_a_raise_there_conflict_only_in_one_cell(seed: int, act: str) -> None:
    rng = random.Random(seed)
    many, wide = rng.randint(2, 6), rng.randint(3, 5)
    head = ("Step", *(f"Lane {column}" for column in range(1, wide)))
    base = (head, *((str(row), *(f"{rng.randrange(10**5)}" for _ in head[1:])) for row in range(1, many + 1)))
    row, column = rng.randint(1, many), rng.randint(1, wide - 1)
    raised = _with(Block(Kind.TABLE, rows=base), row, column, "9.50").rows
    at = rng.randint(1, wide - 1)
    if act == "struck":
        shaped, joined = _drop(base, at), _drop(raised, at)
    else:
        cells = ["Lane X", *(f"x{number}" for number in range(many))]
        shaped, joined = _put(base, at, cells), _put(raised, at, cells)
    for onto, edited in ((shaped, raised), (raised, shaped)):
        merged = merge_rows(base, onto, edited)
        if act == "struck" and at == column:
            assert (merged.rows, len(merged.conflicts)) == (onto, 1)
        else:
            assert (merged.rows, merged.conflicts) == (joined, ())
