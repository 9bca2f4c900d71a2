"""The value of 1 %, a step and one FTE, and a payroll taken apart: by hand."""

import json
from fractions import Fraction

import pytest
from costing_texts import text

from negotiate.common.errors import BadInput
from negotiate.costing.model import read_model
from negotiate.costing.units import Money, units
from negotiate.costing.units_output import to_json, to_text

PAGE = """\
- **A.** Pay

  Effective September 1, 2025

  | Step | BA | MA |
  | --- | --- | --- |
  | 1 | 50,000 | 54,000 |
  | 2 | 52,000 | 57,000 |

  Effective September 1, 2026

  | Step | BA | MA |
  | --- | --- | --- |
  | 1 | 51,000 | 55,080 |
  | 2 | 53,040 | 58,140 |

- **B.** The District shall employ 8 nurses.
"""
FILES = {
    "agreement.yaml": "school_year: {first_year: 2026}",
    "salary_model/scattergram.csv": "step,lane,fte\n1,BA,10\n1,MA,5\n2,MA,4\n",
    "salary_model/movement.yaml": "movement: [{as_of: 2025-10-01, source: payroll, lanes: [{from: BA, to: MA, percent: 10}], leave: 20, hire: [{step: 1, lane: BA}]}]",
    "salary_model/rates.yaml": "roll_up: [{name: Medicare, percent: 10, applies_to: [salary], source: round}]",
    "salary_model/terms.yaml": """\
terms:
  - {id: pay, kind: schedule-pay, pay: {schedule: A}}
  - {id: nurses, kind: fixed-positions, job: nurse, pay: {schedule: A, step: 2, lane: MA}, phrases: [{text: "shall employ {positions} nurses"}]}
  - {id: gone, kind: fixed-positions, job: cook, pay: {schedule: A, step: 2, lane: MA}, phrases: [{text: "shall employ {positions} cooks"}]}
""",
}
MODEL = read_model(FILES)
PLACE = text(PAGE)


def test_the_value_of_one_per_cent_of_a_step_and_of_one_position() -> None:
    (one,) = units(PLACE, MODEL, 2).units
    # 10 × 50,000 + 5 × 54,000 + 4 × 57,000 = 998,000
    assert one.salary == Money(998_000_00, 1_097_800_00)
    assert one.one_percent == Money(9_980_00, 10_978_00)
    # 10 × 2,000 + 5 × 3,000
    assert one.one_step == Money(35_000_00, 38_500_00)
    assert (one.fte, one.base_year) == (Fraction(19), "2025-26")
    (nurse,) = units(PLACE, MODEL, 2).jobs
    assert nurse.one_fte == Money(58_140_00, 63_954_00)


def test_years_that_cannot_be_stated_are_refused() -> None:
    with pytest.raises(BadInput, match="1 to 10 years, not -1"):
        units(PLACE, MODEL, -1)


def test_a_payroll_taken_apart_adds_up() -> None:
    (one,) = units(PLACE, MODEL, 1).units
    (year,) = one.years
    assert (year.base, year.step) == (998_000_00, 35_000_00)
    # one of the ten goes to MA at step 2: 57,000 instead of 52,000
    assert (year.lane, year.turnover) == (5_000_00, 0)
    # 9 BA and 10 MA at step 2, 2 % more: 9 × 1,040 + 10 × 1,140
    assert year.raises == 20_760_00
    assert year.total == Money(1_058_760_00, 1_164_636_00)
    assert year.without_movement == 1_018_760_00


def test_what_has_no_price_is_counted_and_named() -> None:
    found = units(PLACE, MODEL, 1)
    assert [one.term for one in found.unpriced] == ["gone"]
    assert "(1 unpriced)" in to_text(found) and "UNPRICED  gone" in to_text(found)
    data = json.loads(json.dumps(to_json(found)))
    assert data["units"][0]["one_percent"] == {"salary_cents": 998000, "with_roll_up_cents": 1097800}
    assert data["unpriced"][0]["term"] == "gone"
