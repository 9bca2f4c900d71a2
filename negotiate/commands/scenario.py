"""The command on scenarios: what raises, ratios and readings would cost, each alone and together."""

from argparse import Namespace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, data, workspace_of
from negotiate.common.errors import BadInput

if TYPE_CHECKING:
    from negotiate.costing.terms import Reading


def scenario(args: Namespace) -> int:
    """Prices a scenario; without a knob turned, lists the knobs."""
    from negotiate.costing.output import plain, to_json, to_text
    from negotiate.workspace.costs import Costs
    from negotiate.workspace.scenario import Scenario, compare, knobs

    wanted = Scenario(
        args.on,
        tuple(_number(one) for one in args.raises),
        _day(args.effective),
        tuple(args.schedule),
        tuple((term, _number(value)) for term, value in _pairs(args.ratio)),
        tuple((term, _reading(value)) for term, value in _pairs(args.read)),
    )
    with workspace_of(args) as workspace:
        costs = Costs(workspace)
        if not (wanted.raises or wanted.ratios or wanted.readings):
            found = knobs(costs, args.on)
            if args.json:
                as_json([
                    {"term": one.term, "job": one.job, "citation": one.citation, "value": float(one.value),
                     "reading": one.reading.value if one.reading else None} for one in found
                ])  # fmt: skip
                return 0
            for one in found:
                read = f", read {one.reading.value}" if one.reading else ""
                data(f"{one.term}  {plain(one.value)}{read}  ({one.citation})")
            return 0
        priced = compare(costs, wanted, args.years)
    if args.json:
        as_json([{"what": name, "cost": to_json(report)} for name, report in priced])
        return 0
    for name, report in priced:
        data(f"{name}\n{to_text(report)}\n")
    return 0


def _pairs(given: list[str]) -> list[tuple[str, str]]:
    out = []
    for one in given:
        term, equals, value = one.partition("=")
        if not equals:
            raise BadInput(f"{one!r} is not TERM=VALUE", do="such as nurse-ratio=500")
        out.append((term, value))
    return out


def _number(given: str) -> Fraction:
    try:
        value = Fraction(given.strip().removesuffix("%").replace(",", ""))
    except (ValueError, ZeroDivisionError):
        raise BadInput(f"{given!r} is no number", do="such as 2.5") from None
    if value < 0:
        raise BadInput(f"{given!r} is below 0", do="give a number of 0 or more")
    return value


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise BadInput(f"{given!r} is no day", do="write it as 2026-09-01") from None


def _reading(given: str) -> "Reading":
    from negotiate.costing.terms import Reading

    try:
        return Reading(given)
    except ValueError:
        known = ", ".join(one.value for one in Reading)
        raise BadInput(f"{given!r} is no reading", do=f"one of {known}") from None
