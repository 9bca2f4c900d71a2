"""Published worked examples (``oracles.yaml``) and printed schedules, held exactly."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from costing_texts import close, text

from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.costing.dates import Calendar
from negotiate.costing.engine import cost
from negotiate.costing.grids import Grid
from negotiate.costing.kinds.changes import raised
from negotiate.costing.kinds.ratio import rounded
from negotiate.costing.model import Model, RollUp
from negotiate.costing.rounding import RoundTo, half_up
from negotiate.costing.schedules import Schedule, read_schedules, year_rate, year_weights
from negotiate.costing.staff import Cell
from negotiate.costing.terms import Rounding, read_terms

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).with_name("oracles.yaml")).read_text(encoding="utf-8")
)
PAY = """\
- **A.** Pay

  Effective September 1, 2019

  | Step | BA |
  | --- | --- |
  | 1 | {rate} |
  | 2 | 99,999.00 |
"""
TERMS = """\
terms:
  - id: pay
    kind: schedule-pay
    phrases: [{clause: A, text: "effective {date}, each rate shall be increased by {percent}%"}]
    rounds_to: cent
    pay: {schedule: A}
"""


def cents(dollars: str) -> int:
    value = Decimal(dollars) * 100
    assert value == int(value)
    return int(value)


@pytest.mark.parametrize("case", CASES["payroll"], ids=lambda case: case["name"])
def test_payroll_raised_year_after_year(case: dict[str, Any]) -> None:
    fte = 100
    page = PAY.format(rate=f"{Decimal(case['payroll']) / fte:,.2f}")
    more = "".join(
        f"\n- **{at}.** Effective September 1, {2020 + at}, each rate shall be increased by {percent}%.\n"
        for at, percent in enumerate(case["raises"])
    )
    roll_up = tuple(RollUp(name, Fraction(name), ("salary",), "") for name in case["roll_up"])
    model = Model(
        scattergram=(Cell("", "1", "BA", Fraction(fte)),),
        rates=roll_up,
        terms=read_terms(TERMS, "terms.yaml"),
        calendar=Calendar(first_year=2020),
    )
    report = cost(text(page + more, "draft"), text(page), model, len(case["raises"]))
    for year, over, rolled in zip(report.years, case["over_base"], case["roll_up_cost"], strict=True):
        assert dict(year.components) == {"base pay": cents(over), "roll-up": cents(rolled)}
        assert year.total_cents == cents(over) + cents(rolled)


@pytest.mark.parametrize("case", CASES["rate"], ids=str)
def test_raises_are_reckoned_from_the_printed_rate(case: dict[str, Any]) -> None:
    grid = Grid("", ("1",), ("rate",), ((),), ((cents(case["start"]),),))
    for percent, printed in zip(case["raises"], case["printed"], strict=True):
        grid = raised(grid, Fraction(percent), RoundTo(1))
        assert grid.cells == ((cents(printed),),)


@pytest.mark.parametrize("case", CASES["scattergram"], ids=lambda case: f"{case['fte']} x {case['salary']}")
def test_a_scattergram_cell(case: dict[str, Any]) -> None:
    base = text(PAY.format(rate="0.00"))
    model = Model(
        scattergram=(Cell("", "1", "BA", Fraction(case["fte"])),),
        terms=read_terms(TERMS, "terms.yaml"),
        calendar=Calendar(first_year=2019),
    )
    report = cost(text(PAY.format(rate=case["salary"] + ".00"), "draft"), base, model, 1)
    assert report.years[0].total_cents == cents(case["cost"])


@pytest.mark.parametrize("case", CASES["part_year"], ids=str)
def test_a_raise_for_part_of_the_year(case: dict[str, Any]) -> None:
    months = int(case["of"])
    calendar = Calendar(1, tuple(range(1, months + 1)))
    old = Grid("", ("1",), ("rate",), ((),), ((10_000,),))
    new = raised(old, Fraction(case["percent"]), RoundTo(1))
    begins = date(2020, months - int(case["months"]) + 1, 1)
    dated = [Schedule("", "", None, None, old), Schedule("", "", begins, None, new)]
    rate = year_rate(year_weights(dated, 2020, calendar), "1", "rate", calendar)
    assert rate == 10_000 * (1 + Fraction(case["annualized"]) / 100)


@pytest.mark.parametrize("case", CASES["staffing"], ids=str)
def test_staffing_rules(case: dict[str, Any]) -> None:
    fte = rounded(Fraction(case["pupils"]) / Fraction(case["ratio"]), Rounding(case["rounding"]))
    assert close(fte, case["fte"])


def test_the_printed_schedules_of_a_real_agreement(shared: Path) -> None:
    """Every cell of six dated grids, 9 steps × 9 lanes, as the agreement prints them."""
    received = shared / "data" / "contracts" / "boston-btu-2010-2016.txt"
    found = read_schedules(place(read_received(received.read_bytes(), received.name).agreement))
    with (shared / "data" / "oracles" / "boston_group1_schedule_2010_2015.csv").open(
        encoding="utf-8"
    ) as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 486
    by_heading = {schedule.heading.split(" · ")[0].replace("–", "-"): schedule for schedule in found[:6]}
    wrong = [
        row
        for row in rows
        if row["label"] not in by_heading
        or by_heading[row["label"]].cell(row["step"], row["lane"]) != int(row["annual"]) * 100
    ]
    assert wrong == []
    assert [s.effective for s in found[:6]] == [
        date(2010, 9, 1),
        *(date(year, 11, 1) for year in range(2011, 2016)),
    ]


def test_each_grid_is_the_one_before_raised_as_its_heading_says_but_for_one_misprint(shared: Path) -> None:
    with (shared / "data" / "oracles" / "boston_group1_schedule_2010_2015.csv").open(
        encoding="utf-8"
    ) as file:
        rows = list(csv.DictReader(file))
    labels = list(dict.fromkeys(row["label"] for row in rows))
    cells = {(row["label"], row["step"], row["lane"]): int(row["annual"]) * 100 for row in rows}
    off = []
    for before, label in zip(labels, labels[1:], strict=False):
        percent = Fraction(label.rsplit(":", 1)[1].strip().removesuffix("%"))
        for (of, step, lane), printed in cells.items():
            if of == label:
                old = Grid("", (step,), (lane,), ((),), ((cells[before, step, lane],),))
                if raised(old, percent, RoundTo(100)).cells != ((printed,),):
                    off.append((label, step, lane))
    assert len(cells) - 81 == 405
    assert len(off) == 1


def test_blended_rates_of_a_real_agreement(shared: Path) -> None:
    """Two tenths of the old rate and eight of the new, from printed rates, halves up."""
    with (shared / "data" / "oracles" / "boston_blended_rates.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    checked = 0
    for row in rows:
        for year in (2012, 2013, 2014, 2015):
            blended = row[f"blended_{year}_{(year + 1) % 100}"]
            old, new = row[f"full_{year - 1}_11_01"], row[f"full_{year}_11_01"]
            if not blended:
                continue
            unit = 1 if "." in blended else 100
            calendar = Calendar(blend=unit)
            dated = [
                Schedule("", "", date(at, 11, 1), None, Grid("", ("1",), ("rate",), ((),), ((cents(rate),),)))
                for at, rate in ((year - 1, old), (year, new))
            ]
            rate = year_rate(year_weights(dated, year, calendar), "1", "rate", calendar)
            assert rate == cents(blended), (row["label"], year)
            checked += 1
    assert checked >= 211


def test_three_printed_lines_a_cell_of_another_state(shared: Path) -> None:
    """Annual is 12 × a monthly rate in whole dollars, the third line a sixteenth of it to the cent;
    of the three the annual rate is read, dated by the appendix's own title."""
    with (shared / "data" / "oracles" / "oregon_stea_2023_25_schedule.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    name = "oregon-stea-state-teachers-education-association-2023-2025.md"
    received = shared / "data" / "contracts" / name
    found = read_schedules(place(read_received(received.read_bytes(), name).agreement))
    read = 0
    for row in rows:
        monthly = cents(row["monthly"])
        assert monthly % 100 == 0 and cents(row["annual"]) == 12 * monthly
        assert half_up(Fraction(monthly, 16)) == cents(row["per_16th"])
        dated = [s for s in found if s.effective == date.fromisoformat(row["effective"])]
        rate = dated[0].cell(row["step"], row["lane"]) if len(dated) == 1 else None
        assert rate == cents(row["annual"]), (row["effective"], row["step"], row["lane"])
        read += 1
    assert read == len(rows) == 285
