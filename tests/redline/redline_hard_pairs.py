"""Pairs of texts that drawing block by block never makes: much that is alike, and much at once.

Runs of near-identical lines, the same few blocks over and over, sections swapped or doubled, blocks split
or merged and moved, labels alone, single words, empty blocks. Each family is a maker of old blocks; the new
text comes of several acts on it, one after the other, so that acts fall on what others did.
"""

import random
from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st
from redline_texts import placed

from benchmarks.raises import is_schedule, raise_schedule
from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.common.text import canonical

Maker = Callable[[random.Random], list[Block]]
Act = Callable[[random.Random, list[Block]], None]

_WORDS = (
    "teacher pay hours leave board union year class step days shall each the of and to any may notice "
    "grievance assigned building principal member $1,200 6.5% 24 (c) May 1, 2031"
).split(" ")
_PHRASES = (
    "Any member who is assigned to a class of more than 24 pupils shall be paid for each pupil over.",
    "The Board shall give notice of any vacancy ten days before it is filled.",
    "This section ends with the agreement and binds neither party after it.",
    "Each school keeps a list of the hours worked by its aides in each month of the year.",
    "Nothing in this section limits the right of a member to file a grievance.",
)
_LABELS = ("", "", "(a)", "(b)", "1.", "Section 2.")


def _paragraph(text: str, label: str = "", kind: Kind = Kind.PARAGRAPH) -> Block:
    return Block(kind, canonical(text), label, 2)


def _lines_alike(rng: random.Random) -> list[Block]:
    """Table-like lines: the same words, other figures."""
    head = rng.choice(("Step", "After", "Lane A", "Rate of pay for month"))
    tail = rng.choice(("", " of service", " per hour per month"))
    first, count = rng.randint(1, 4), rng.randint(0, 11)
    return [
        _paragraph(f"{head} {k} {rng.choice((k, 7, 40_000 + k))} {50 + k % 3}{tail}")
        for k in range(first, first + count)
    ]


def _few_over_and_over(rng: random.Random) -> list[Block]:
    """Two or three blocks, each several times."""
    few = [_any(rng) for _ in range(rng.randint(1, 3))]
    return [rng.choice(few) for _ in range(rng.randint(0, 10))]


def _sections(rng: random.Random) -> list[Block]:
    """Headings with clauses under them, boilerplate at the end of each."""
    blocks: list[Block] = []
    for number in range(1, rng.randint(2, 4)):
        blocks.append(_paragraph(rng.choice(("Leave", "Pay", "Hours of work")), f"{number}.", Kind.HEADING))
        blocks += [_clause(rng, f"({'abcd'[k]})") for k in range(rng.randint(0, 3))]
        blocks.append(_paragraph(_PHRASES[2]))
    return blocks


def _scraps(rng: random.Random) -> list[Block]:
    """Single words, empty blocks, labels alone, tables of nothing."""
    texts = ("", "", "Pay", "the", "(a)", "1.", "$5", "—", "Pay the", "1. Pay")
    made = [_paragraph(rng.choice(texts), rng.choice(_LABELS)) for _ in range(rng.randint(0, 7))]
    return [*made, *(_table(rng) for _ in range(rng.randint(0, 1)))]


def _schedules(rng: random.Random) -> list[Block]:
    """Schedules of pay one after the other, each a year on from the one before."""
    lanes, steps = rng.randint(1, 4), rng.randint(0, 4)
    return [
        Block(
            Kind.TABLE,
            rows=(
                ("Step", *("BA+#MA"[at : at + 2] for at in range(lanes))),
                *(
                    (str(step), *(f"{40_000 * 1.03 ** (step + lane + year):,.0f}" for lane in range(lanes)))
                    for step in range(1, steps + 1)
                ),
            ),
        )
        for year in range(rng.randint(1, 3))
    ]


def _mixed(rng: random.Random) -> list[Block]:
    return [block for _ in range(2) for block in rng.choice(MAKERS[:-1])(rng)]


def _clause(rng: random.Random, label: str = "") -> Block:
    """Sentences of few kinds, with words of their own between them."""
    own = " ".join(rng.choice(_WORDS) for _ in range(rng.randint(0, 9)))
    parts = [*(rng.choice(_PHRASES) for _ in range(rng.randint(0, 2))), own]
    rng.shuffle(parts)
    return _paragraph(" ".join(parts), label)


def _table(rng: random.Random) -> Block:
    width = rng.randint(0, 3)
    cells = ("", "Step", "1", "2", "40,000", "a b c d e")
    return Block(
        Kind.TABLE,
        rows=tuple(tuple(rng.choice(cells) for _ in range(width)) for _ in range(rng.randint(0, 4))),
    )


def _any(rng: random.Random) -> Block:
    made = rng.choice((_clause, _clause, _table, lambda rng: _paragraph(rng.choice(_WORDS))))(rng)
    return replace(made, label=rng.choice(_LABELS)) if made.kind is not Kind.TABLE else made


MAKERS: tuple[Maker, ...] = (_lines_alike, _few_over_and_over, _sections, _schedules, _scraps, _mixed)


def _spot(rng: random.Random, blocks: list[Block]) -> int:
    return rng.randint(0, len(blocks) - 1)


def _move(rng: random.Random, blocks: list[Block]) -> None:
    """One block, or a stretch, to another place."""
    at = _spot(rng, blocks)
    end = min(at + rng.choice((1, 1, 2, 4)), len(blocks))
    taken = blocks[at:end]
    del blocks[at:end]
    to = rng.randint(0, len(blocks))
    blocks[to:to] = taken


def _copy(rng: random.Random, blocks: list[Block]) -> None:
    """One block, or a stretch, a second time."""
    at = _spot(rng, blocks)
    to = rng.randint(0, len(blocks))
    blocks[to:to] = blocks[at : at + rng.choice((1, 1, 2, 4))]


def _drop(rng: random.Random, blocks: list[Block]) -> None:
    del blocks[_spot(rng, blocks)]


def _put(rng: random.Random, blocks: list[Block]) -> None:
    blocks.insert(rng.randint(0, len(blocks)), rng.choice((_any, _any, _table))(rng))


def _word(rng: random.Random, blocks: list[Block]) -> None:
    """A word or a few replaced, put in or cut; in a table a cell."""
    at = _spot(rng, blocks)
    block = blocks[at]
    fresh = [rng.choice(_WORDS) for _ in range(rng.randint(0, 3))]
    if block.kind is Kind.TABLE:
        rows = [list(row) for row in block.rows]
        if rows and rows[0]:
            row = rng.choice([row for row in rows if row] or rows)
            row[rng.randint(0, len(row) - 1)] = " ".join(fresh)
        blocks[at] = replace(block, rows=tuple(map(tuple, rows)))
        return
    found = block.text.split()
    k = rng.randint(0, len(found))
    found[k : k + rng.randint(0, 2)] = fresh
    blocks[at] = replace(block, text=canonical(" ".join(found)))


def _label(rng: random.Random, blocks: list[Block]) -> None:
    """Another label, or the label told as the first word of the text."""
    at = _spot(rng, blocks)
    block = blocks[at]
    if block.kind is Kind.TABLE:
        return
    if block.label and rng.random() < 0.3:
        blocks[at] = replace(block, label="", text=block.canonical)
    else:
        blocks[at] = replace(block, label=rng.choice(_LABELS))


def _split(rng: random.Random, blocks: list[Block]) -> None:
    at = _spot(rng, blocks)
    found = blocks[at].text.split()
    if blocks[at].kind is not Kind.TABLE:
        k = rng.randint(0, len(found))
        parts = [" ".join(found[:k]), " ".join(found[k:])]
        blocks[at : at + 1] = [replace(blocks[at], text=parts[0]), _paragraph(parts[1])]


def _merge(rng: random.Random, blocks: list[Block]) -> None:
    at = _spot(rng, blocks)
    pair = blocks[at : at + 2]
    if len(pair) == 2 and all(block.kind is not Kind.TABLE for block in pair):
        blocks[at : at + 2] = [replace(pair[0], text=canonical(f"{pair[0].text} {pair[1].text}"))]


def _swap_row(rng: random.Random, blocks: list[Block]) -> None:
    """A row or a column comes, goes or stands elsewhere."""
    tables = [at for at, block in enumerate(blocks) if block.kind is Kind.TABLE and block.rows]
    if not tables:
        return
    at = rng.choice(tables)
    rows = list(blocks[at].rows)
    if rng.random() < 0.3:
        column = rng.randint(0, 2)
        rows = [row[:column] + (() if rng.random() < 0.9 else ("",)) + row[column + 1 :] for row in rows]
    else:
        row = rows.pop(rng.randint(0, len(rows) - 1))
        if rng.random() < 0.7:
            rows.insert(rng.randint(0, len(rows)), row)
    blocks[at] = replace(blocks[at], rows=tuple(rows))


def _raise(rng: random.Random, blocks: list[Block]) -> None:
    """Every figure of a table raised, lanes and steps that come and go."""
    tables = [at for at, block in enumerate(blocks) if is_schedule(block.rows)]
    if tables:
        at = rng.choice(tables)
        blocks[at] = replace(blocks[at], rows=raise_schedule(blocks[at].rows, rng).rows)


ACTS: tuple[Act, ...] = (
    _move,
    _move,
    _copy,
    _drop,
    _put,
    _word,
    _word,
    _label,
    _split,
    _merge,
    _swap_row,
    _raise,
)


def hard_pair(rng: random.Random) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """A text of one family and what several acts made of it."""
    old = rng.choice(MAKERS)(rng)
    new = list(old)
    acts = rng.choice((ACTS, ACTS, (_move, _move, _move, _drop), (_copy, _drop, _word)))
    for _ in range(rng.randint(0, 7)):
        if not new:
            break
        rng.choice(acts)(rng, new)
    return placed(old), placed(new)


def hard_pairs() -> st.SearchStrategy[tuple[tuple[Placed, ...], tuple[Placed, ...]]]:
    """Such pairs as Hypothesis draws them."""
    return st.randoms(use_true_random=False).map(hard_pair)
