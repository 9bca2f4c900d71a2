"""``cost units`` as JSON and as plain text."""

from negotiate.costing.output import Json, dollars, fte
from negotiate.costing.units import Money, PayrollYear, Units


def to_json(found: Units) -> dict[str, Json]:
    """The values as plain data, whole cents."""
    return {
        "text": found.text,
        "method": found.method,
        "currency": "USD",
        "first_year": found.first_year,
        "units": [
            {
                "term": one.term,
                "group": one.group,
                "base_year": one.base_year,
                "fte": float(one.fte),
                "payroll": _money(one.salary),
                "one_percent": _money(one.one_percent),
                "one_step": _money(one.one_step),
                "years": [_year(year) for year in one.years],
            }
            for one in found.units
        ],
        "jobs": [
            {"job": one.job, "term": one.term, "one_fte": _money(one.one_fte), "basis": one.basis}
            for one in found.jobs
        ],
        "unpriced": [
            {"term": one.term, "citation": one.citation, "reason": one.reason} for one in found.unpriced
        ],
        "assumptions": dict(found.assumptions),
        "digests": dict(found.digests),
    }


def _money(money: Money) -> dict[str, Json]:
    return {"salary_cents": money.salary, "with_roll_up_cents": money.with_roll_up}


def _year(year: PayrollYear) -> dict[str, Json]:
    return {
        "label": year.label,
        "base_cents": year.base,
        "step_cents": year.step,
        "lane_cents": year.lane,
        "turnover_cents": year.turnover,
        "raise_cents": year.raises,
        "total_cents": year.total.salary,
        "with_roll_up_cents": year.total.with_roll_up,
        "without_step_and_lane_cents": year.without_movement,
    }


def to_text(found: Units) -> str:
    """The values for people, whole dollars."""
    beside = f"   ({len(found.unpriced)} unpriced)" if found.unpriced else ""
    lines = [f"What {found.text} reckons with ({found.method}){beside}"]
    for one in found.units:
        lines += [
            "",
            f"{one.group}: {fte(one.fte)} FTE, base year {one.base_year}, payroll {_both(one.salary)}",
        ]
        lines.append(f"    1 %   {_both(one.one_percent)}")
        lines.append(f"    one step for all   {_both(one.one_step)}")
        for year in one.years:
            parts = (
                ("base", year.base), ("step", year.step), ("lane", year.lane), ("turnover", year.turnover),
                ("raise", year.raises),
            )  # fmt: skip
            shown = " + ".join(f"{name} {dollars(cents)}" for name, cents in parts if cents or name == "base")
            total = dollars(year.total.salary)
            lines.append(
                f"    {year.label}   {shown} = {total}, with roll-up {dollars(year.total.with_roll_up)}"
            )
            lines.append(f"        without step and lane {dollars(year.without_movement)}")
    if found.jobs:
        lines += ["", f"One FTE in {found.first_year}"]
        lines += [f"    {one.job}   {_both(one.one_fte)}   ({one.basis})" for one in found.jobs]
    for left in found.unpriced:
        lines += ["", f"UNPRICED  {left.term} ({left.citation}): {left.reason}"]
    lines += ["", "Assumptions"]
    lines += [f"    {what}: {how}" for what, how in found.assumptions]
    return "\n".join(lines) + "\n"


def _both(money: Money) -> str:
    return f"{dollars(money.salary)}, with roll-up {dollars(money.with_roll_up)}"
