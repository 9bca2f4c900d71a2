"""Ranges: seeded, bounded by their ends, and each draw a costing to the cent."""

import pytest
from costing_texts import text
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiate.common.errors import BadInput
from negotiate.costing.engine import cost
from negotiate.costing.model import read_model
from negotiate.costing.output import bands_json, bands_text
from negotiate.costing.ranges import bands, read_ranges

PAGE = """\
- **A.** The Board shall employ nurses in a ratio of 1 to 500 students.

- **B.** Pay

  Effective September 1, 2026

  | Step | BA |
  | --- | --- |
  | 1 | 50,000 |
  | 2 | 60,000 |
  | 3 | 70,000 |
"""
AFTER = PAGE.replace("1 to 500", "1 to 400")
MODEL = read_model(
    {
        "agreement.yaml": "school_year: {first_year: 2026}",
        "salary_model/enrolment.csv": "students\n10000\n",
        "salary_model/scattergram.csv": "step,lane,fte\n1,BA,10\n2,BA,10\n3,BA,10\n",
        "salary_model/movement.yaml": "movement: [{as_of: 2025-10-01, source: x, leave: 10, hire: [{step: 1, lane: BA}]}]",
        "salary_model/terms.yaml": """\
terms:
  - {id: nurses, kind: staffing-ratio, job: nurse, reading: system-wide, rounding: none, phrases: [{text: "nurses in a ratio of 1 to {students} students"}], pay: {schedule: B, step: 2, lane: BA}}
  - {id: pay, kind: schedule-pay, pay: {schedule: B}}
""",
    }
)
RANGES = read_ranges(
    "ranges:\n  - {what: enrolment, low: -10, high: 10, source: a}\n  - {what: hiring-step, low: 1, high: 3, source: b}\n",
    "ranges.yaml",
)


def test_the_ends_are_costings_of_their_own_and_the_widest_comes_first() -> None:
    found = bands(text(AFTER, "draft"), text(PAGE), MODEL, RANGES, 1, 60)
    # 10,000 / 400 − 10,000 / 500 = 5 nurses: at step 2, 300,000; at 1, 250,000; at 3, 350,000;
    # 9,000 students make 4.5 nurses, 11,000 make 5.5: 270,000 and 330,000
    steps, students = found.swings
    assert (steps.range.what, steps.low, steps.high) == ("hiring-step", (250_000_00,), (350_000_00,))
    assert (students.low, students.high) == ((270_000_00,), (330_000_00,))
    assert "hiring-step" in bands_text(found).splitlines()[2]
    assert bands_json(found)["draws"] == 60


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=6)
def test_the_same_seed_gives_the_same_bands_and_none_leaves_its_ends(seed: int) -> None:
    one, again = (bands(text(AFTER, "draft"), text(PAGE), MODEL, RANGES, 2, 30, seed) for _ in range(2))
    assert one == again
    for low, middle, high in one.bands:
        # 4.5 nurses at step 1 and 5.5 at step 3 are the ends
        assert 225_000_00 <= low <= middle <= high <= 385_000_00


def test_turnover_moves_a_raise_and_is_labelled() -> None:
    ranges = read_ranges("ranges: [{what: turnover, low: 0, high: 20, source: x}]", "ranges.yaml")
    more = PAGE.replace("70,000", "77,000")
    found = bands(text(more, "draft"), text(PAGE), MODEL, ranges, 1, 20)
    assert found.method == "turnover-adjusted"
    # all move up: 20 at step 3 with no one leaving; four fifths of them with a fifth leaving
    (swing,) = found.swings
    assert (swing.low, swing.high) == ((140_000_00,), (112_000_00,))
    assert cost(text(more, "draft"), text(PAGE), MODEL, 1).years[0].total_cents == 140_000_00


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ranges: [{what: turnover, low: 5, high: 2, source: x}]", "in order"),
        ("ranges: [{what: turnover, low: 5, high: 200, source: x}]", "from 0 to 100"),
        ("ranges: [{what: weather, low: 5, high: 6, source: x}]", "one of"),
        ("ranges: [{what: hiring-step, low: 1.5, high: 3, source: x}]", "whole steps"),
        ("ranges: [{what: turnover, group: cooks, low: 1, high: 3, source: x}]", "cooks"),
        ("", "no ranges"),
    ],
)
def test_ranges_that_say_nothing_are_refused(words: str, said: str) -> None:
    with pytest.raises(BadInput) as fault:
        bands(text(AFTER, "draft"), text(PAGE), MODEL, read_ranges(words, "ranges.yaml"), 1, 20)
    assert said in str(fault.value)
