"""A raised schedule is one table with changed cells, lanes and steps; another table is another table."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from redline_checker import faults
from redline_texts import lines, placed, table

from benchmarks.raises import is_schedule, raise_schedule
from negotiate.agreement.blocks import Block, Kind, Rows
from negotiate.redline.columns import columns_of
from negotiate.redline.engine import redline
from negotiate.redline.model import ChangeKind
from negotiate.redline.tableparts import count_parts
from negotiate.redline.tables import row_pairs

PAY = table(
    "Step | BA | MA | MA+30",
    "1 | 48,166 | 51,481 | 54,805",
    "2 | 54,088 | 57,995 | 61,909",
    "3 | 57,346 | 61,254 | 65,158",
    "4 | 60,611 | 64,536 | 68,430",
)
STIPENDS = table(
    "Position | Season | Stipend",
    "Head coach, football | Fall | $7,210",
    "Head coach, track | Spring | $5,800",
    "Band director | Year | $4,950",
    "Yearbook adviser | Year | $2,100",
)
HOURLY = table("Step | Custodian | Cook", "1 | 17.40 | 16.05", "2 | 18.25 | 16.80", "3 | 19.15 | 17.60")


def made(rng: random.Random) -> Rows:
    """A schedule of steps and lanes, its figures growing by lane and step."""
    lanes = rng.sample(("BA", "BA+15", "MA", "MA+15", "MA+45", "PhD"), rng.randint(2, 6))
    base, by_step, by_lane = rng.choice(((41_200, 1.035, 1.06), (38_750, 1.021, 1.021), (52_000, 1.0, 1.04)))
    names = [f"Step {k}" if rng.random() < 0.5 else str(k) for k in range(1, rng.randint(4, 14))]
    body = [
        (name, *(f"{base * by_step**k * by_lane**at:,.0f}" for at in range(len(lanes))))
        for k, name in enumerate(names)
    ]
    return (("Step", *(f"2025-26 {lane}" if base < 40_000 else lane for lane in lanes)), *body)


def tables_of(old: Block, new: Block) -> list[tuple[ChangeKind, int, int]]:
    found = redline(placed([old]), placed([new]))
    return [(change.kind, len(change.old), len(change.new)) for change in found.changes]


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 10**6))
def test_a_raised_schedule_is_one_table_with_its_own_lanes_and_steps(seed: int) -> None:
    rng = random.Random(seed)
    rows = made(rng)
    assert is_schedule(rows)
    raised = raise_schedule(rows, rng)
    old, new = placed([Block(Kind.TABLE, rows=rows)]), placed([Block(Kind.TABLE, rows=raised.rows)])
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert [(len(change.old), len(change.new)) for change in found.blocks] == [(1, 1)]
    columns = columns_of(rows, raised.rows)
    assert columns == [(was, at) for at, was in enumerate(raised.columns) if was is not None]
    pairs = [(i, j) for i, j in row_pairs(rows, raised.rows) if i is not None and j is not None]
    assert pairs == [(was, at) for at, was in enumerate(raised.lines) if was is not None]


def test_every_figure_a_lane_a_step_and_the_year_are_cells_a_column_and_a_row() -> None:
    new = table(
        "Step | BA | BA+24 | MA | MA+30",
        "1 | 49,611 | 51,000 | 53,025 | 56,449",
        "2 | 55,711 | 57,100 | 59,735 | 63,766",
        "3 | 59,066 | 60,600 | 63,092 | 67,113",
        "4 | 62,429 | 64,000 | 66,472 | 70,483",
        "5 | 64,302 | 66,000 | 68,466 | 72,597",
    )
    found = redline(placed([PAY]), placed([new]))
    assert count_parts(found) == {"table-cell": 12, "row-inserted": 1, "column-inserted": 1}


def test_heads_of_another_year_and_figures_with_them_are_the_same_columns() -> None:
    old = table("Title | 2023-24 | 2024-25", "Nurse | 50,000 | 51,500", "Aide | 30,000 | 30,900")
    new = table("Title | 2026-27 | 2027-28", "Nurse | 53,111 | 54,870", "Aide | 31,999 | 32,870")
    found = redline(placed([old]), placed([new]))
    assert count_parts(found) == {"table-cell": 6}


def test_rows_without_names_are_told_by_the_rise_of_their_figures() -> None:
    """Three lines a step: only the second carries its number, and the others are found all the same."""
    old = table(
        "Step | BA | MA | PhD", " | 52,524 | 59,100 | 63,000", "1 | 4,377 | 4,925 | 5,250",
        " | 273.56 | 307.81 | 328.13",
    )  # fmt: skip
    new = table(
        "Step | BA | MA | PhD", " | 55,944 | 62,940 | 67,095", "1 | 4,662 | 5,245 | 5,591",
        " | 291.38 | 327.81 | 349.45", " | 57,600 | 64,836 | 69,108", "2 | 4,800 | 5,403 | 5,759",
        " | 300.00 | 337.69 | 359.94",
    )  # fmt: skip
    found = redline(placed([old]), placed([new]))
    assert count_parts(found) == {"table-cell": 9, "row-inserted": 3}


@pytest.mark.parametrize("pair", [(PAY, STIPENDS), (PAY, HOURLY), (HOURLY, STIPENDS), (STIPENDS, HOURLY)])
def test_a_table_of_other_heads_and_rows_is_struck_and_added_whole(pair: tuple[Block, Block]) -> None:
    assert tables_of(*pair) == [(ChangeKind.DELETED, 1, 0), (ChangeKind.INSERTED, 0, 1)]


def test_the_same_positions_with_another_matter_are_another_table() -> None:
    days = table(
        "Position | Work days", "Head coach, football | 60", "Head coach, track | 45",
        "Band director | 185", "Yearbook adviser | 30",
    )  # fmt: skip
    stipends = Block(Kind.TABLE, rows=tuple((row[0], row[2]) for row in STIPENDS.rows))
    assert tables_of(stipends, days) == [(ChangeKind.DELETED, 1, 0), (ChangeKind.INSERTED, 0, 1)]


def test_a_table_cut_in_two_keeps_one_part_and_adds_the_other() -> None:
    halves = [Block(Kind.TABLE, rows=PAY.rows[:3]), Block(Kind.TABLE, rows=(PAY.rows[0], *PAY.rows[3:]))]
    for old, new in (([PAY], halves), (halves, [PAY])):
        before, after = placed(old), placed(new)
        found = redline(before, after)
        assert faults(found, before, after) == []
        assert sorted((len(change.old), len(change.new)) for change in found.blocks)[-1] == (1, 1)


def test_of_several_schedules_in_a_row_each_is_raised_in_its_place() -> None:
    """Three years of one schedule, each 3 % over the one before, and each raised by 2.5 %."""

    def year(rate: float) -> Block:
        body = [
            [row[0], *(f"{int(cell.replace(',', '')) * rate:,.0f}" for cell in row[1:])]
            for row in PAY.rows[1:]
        ]
        return Block(Kind.TABLE, rows=(PAY.rows[0], *map(tuple, body)))

    old = placed([year(1.03**k) for k in range(3)])
    new = placed([year(1.025 * 1.03**k) for k in range(3)])
    found = redline(old, new)
    pairs = [
        (change.old[0].text_line, change.new[0].text_line)
        for change in found.changes
        if change.old and change.new
    ]
    assert pairs == [(before.text_line, after.text_line) for before, after in zip(old, new, strict=True)]
    assert count_parts(found) == {"table-cell": 36}


def test_a_schedule_that_moved_and_was_raised_has_moved() -> None:
    raised = raise_schedule(PAY.rows, random.Random(4)).rows
    words = [item.block for item in lines(
        "The salary of each teacher is set by the schedule in this article.",
        "Payment is made on alternate Fridays through the school year.",
        "A teacher is placed on the step that the years of service give.",
    )]  # fmt: skip
    old, new = placed([words[0], PAY, *words[1:]]), placed([*words, Block(Kind.TABLE, rows=raised)])
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert [change.kind for change in found.changes] == [ChangeKind.MOVED_EDITED]
