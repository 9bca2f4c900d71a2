"""Commands on the figures of the language: values, what looks costable, the distance, a raise written."""

from argparse import Namespace
from datetime import date
from fractions import Fraction

from negotiate.commands.output import as_json, data, note, said, workspace_of
from negotiate.common.errors import BadInput, Usage


def units(args: Namespace) -> int:
    """The value of 1 %, of a step, of one FTE, and payrolls by year."""
    from negotiate.costing.units import units as units_of
    from negotiate.costing.units_output import to_json, to_text
    from negotiate.workspace.costs import Costs
    from negotiate.workspace.texts import text

    with workspace_of(args) as workspace:
        costs = Costs(workspace, args.method)
        found = units_of(costs.inputs(text(workspace, args.text)), costs.model_for(args.text), args.years)
    if args.json:
        as_json(to_json(found))
    else:
        data(to_text(found))
    return 0


def suggest(args: Namespace) -> int:
    """Figures in the language that look costable."""
    from negotiate.costing.suggest import suggest as suggested
    from negotiate.workspace.costs import Costs
    from negotiate.workspace.texts import text

    with workspace_of(args) as workspace:
        costs = Costs(workspace)
        found = suggested(costs.inputs(text(workspace, args.text)), costs.model_for(args.text))
    if args.json:
        as_json(
            [
                {
                    "citation": one.citation, "kind": one.kind, "figure": one.figure,
                    "sentence": one.sentence, "phrase": one.phrase,
                    "matches": list(one.matches), "twins": list(one.twins),
                    "asks": [{"field": ask.field, "question": ask.question} for ask in one.asks],
                }
                for one in found
            ]
        )  # fmt: skip
        return 0
    for one in found:
        data(f"{one.citation}  {one.kind}  {one.figure}\n    “{one.phrase or one.sentence}”")
        others = [
            citation for citation in dict.fromkeys((*one.matches, *one.twins)) if citation != one.citation
        ]
        if others:
            data(f"    stands also in {', '.join(others)}")
        if one.asks:
            data("    asks " + "; ".join(f"{ask.field}: {ask.question}" for ask in one.asks))
    note(f"{len(found)} figures look costable and have no cost term; `negotiate cost bind` makes one")
    return 0


def distance(args: Namespace) -> int:
    """How far the parties are apart, item by item and in total."""
    from negotiate.costing.output import dollars
    from negotiate.workspace.costs import Costs
    from negotiate.workspace.packaging import apart

    with workspace_of(args) as workspace:
        costs = Costs(workspace, args.method)
        rows, total = apart(costs, args.against, args.years)
        labels = [year.label for year in costs.report("baseline", "baseline", args.years).years]
    if args.json:
        keyed = [
            {"item": one.item, "title": one.title, "union_cents": list(one.union),
             "district_cents": list(one.district), "distance_cents": list(one.distance),
             "union_left_out": one.union_left_out, "district_left_out": one.district_left_out}
            for one in (*rows, total)
        ]  # fmt: skip
        as_json({"against": args.against, "years": labels, "items": keyed[:-1], "total": keyed[-1]})
        return 0
    if not rows:
        note("no item of this round has a pass yet")
        return 0
    data(f"Distance between the parties, each against {args.against} ({' · '.join(labels)})")
    for one in (*rows, total):
        data(f"\n{f'{one.item}  ' if one.item else ''}{one.title}")
        for name, cents, left in (
            ("union", one.union, one.union_left_out), ("district", one.district, one.district_left_out),
            ("apart", one.distance, ""),
        ):  # fmt: skip
            shown = " · ".join("no total" if each is None else dollars(each) for each in cents)
            data(f"    {name:<9}{shown}{f'   ({left})' if left else ''}")
    return 0


def raises(args: Namespace) -> int:
    """Every series of raises within bounds, priced at once; those a sum of money would buy."""
    from negotiate.costing.output import dollars, plain
    from negotiate.costing.series import all_series
    from negotiate.workspace.costs import Costs
    from negotiate.workspace.texts import text

    bounds = (_number(args.low, least=0), _number(args.high, least=0), _number(args.by))
    limit = None if not args.within else int(_number(args.within) * 100)
    with workspace_of(args) as workspace:
        costs = Costs(workspace, args.method)
        inputs = costs.inputs(text(workspace, args.text))
        found = all_series(inputs, costs.model_for(args.text), args.term, bounds, args.years)
    fitting = [one for one in found.series if limit is None or one.total <= limit]
    if args.json:
        rows = [
            {"percents": [float(each) for each in one.percents], "years_cents": list(one.cents),
             "total_cents": one.total}
            for one in fitting
        ]  # fmt: skip
        as_json({"text": found.text, "term": found.term, "method": found.method, "years": list(found.years),
                 "series": rows})  # fmt: skip
        return 0
    least, most = plain(bounds[0]), plain(bounds[1])
    said = f"{len(found.series):,} series from {least} to {most} % by {plain(bounds[2])} %, with roll-up"
    data(f"{found.term} on {found.text} ({found.method}; {' · '.join(found.years)}): {said}")
    shown = [one for one in fitting if one.even] if limit is None else fitting[: args.most]
    for one in shown:
        percents = " · ".join(plain(each) for each in one.percents)
        data(f"    {percents} %   {' · '.join(map(dollars, one.cents))}   in all {dollars(one.total)}")
    if limit is not None:
        data(f"    {len(fitting):,} of them cost no more than {dollars(limit)} in all; the dearest are shown")
    return 0


def schedule_raise(args: Namespace) -> int:
    """Writes a raise into a draft as language and tables."""
    from negotiate.bargaining.parties import Side
    from negotiate.costing.raising import Raise
    from negotiate.workspace.raising import raise_pay

    if len(args.effective) != len(args.percent) + len(args.amount) or not args.effective:
        raise Usage("each raise needs its day", do="give --percent 3 --effective 2026-09-01 for each")
    if args.percent and args.amount:
        raise Usage("per cents and amounts are written one after the other", do="run the command for each")
    days = [_day(one) for one in args.effective]
    sizes = [Raise(day, percent=_number(size)) for day, size in zip(days, args.percent, strict=False)]
    for day, size in zip(days, args.amount, strict=False):
        cents = _number(size) * 100
        if cents.denominator != 1:
            raise BadInput(f"{size!r} is not dollars and whole cents", do="write it as 1200 or 1200.50")
        sizes.append(Raise(day, cents=int(cents)))
    with workspace_of(args) as workspace:
        return said(args, raise_pay(workspace, args.item, Side(args.side), args.term, sizes, args.option))


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadInput(f"{given!r} is no day", do="write it as 2026-09-01") from None


def _number(given: str, least: int | None = None) -> Fraction:
    """A number above 0, or (``least`` 0) from 0 on."""
    try:
        value = Fraction(given.strip("$% ").replace(",", ""))
    except (ValueError, ZeroDivisionError):
        raise BadInput(f"{given!r} is no number", do="such as 2.5") from None
    if value < 0 or (value == 0 and least is None):
        raise BadInput(f"{given!r} raises nothing", do="give a number above 0")
    return value
