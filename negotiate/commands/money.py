"""Commands on cost: what a text costs, and a cost term made from a figure."""

from argparse import Namespace
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, data, note, workspace_of
from negotiate.common.errors import BadInput, NegotiateError

if TYPE_CHECKING:
    from negotiate.costing.packages import PackageCost
    from negotiate.costing.report import CostReport
    from negotiate.workspace.costs import Costs


def cost(args: Namespace) -> int:
    """What texts cost more than another, by year."""
    from negotiate.costing.output import bands_json, bands_text, to_json, to_text
    from negotiate.workspace.costs import Costs

    names = args.texts or ["tentative"]
    with workspace_of(args) as workspace:
        costs = Costs(workspace, args.method)
        found = [_costed(costs, name, args) for name in names]
        drawn = [
            costs.ranges(name, args.against, args.years, args.draws, args.seed) if args.ranges else None
            for name in names
        ]
    if args.json:
        shown = [to_json(report, parts) for report, parts in found]
        for each, one in zip(shown, drawn, strict=True):
            each |= {} if one is None else {"ranges": bands_json(one)}
        as_json(shown[0] if len(shown) == 1 else shown)
        return 0
    for (report, parts), one in zip(found, drawn, strict=True):
        data(to_text(report, parts))
        if one is not None:
            data(bands_text(one, report.caveat))
    return 0


def _costed(costs: "Costs", name: str, args: Namespace) -> "tuple[CostReport, PackageCost | None]":
    """A text's report; of a package, its parts as well."""
    from negotiate.workspace.packaging import package_costs

    if name.startswith("package:"):
        return package_costs(
            costs, name, args.against, args.years, tuple(args.order.split(",")) if args.order else ()
        )
    return costs.report(name, args.against, args.years), None


def bind(args: Namespace) -> int:
    """Makes a cost term from a figure of the language, or from several that belong together."""
    from negotiate.costing.bind import Wanted, propose_tables, propose_term
    from negotiate.costing.phrases import find
    from negotiate.workspace.costs import Costs
    from negotiate.workspace.drafting import starting_text
    from negotiate.workspace.pricing import write_term
    from negotiate.workspace.texts import text

    with workspace_of(args) as workspace:
        costs = Costs(workspace)
        item = workspace.find(args.item) if args.item else None
        asked = text(workspace, args.at or "baseline", "baseline")
        found = starting_text(workspace, item.id) if item is not None and not args.at else asked
        wanted = Wanted(
            id=args.id, kind=args.kind, job=args.job, reading=args.reading, rounding=args.rounding,
            effective=args.effective, source=args.source, schedule=args.schedule, heading=args.heading,
            step=args.step, lane=args.lane, per=args.per, units=args.units, amount=args.amount,
            pay_source=args.pay_source, pinned=tuple(args.pin), fields=_fields(args.field),
        )  # fmt: skip
        inputs, given = costs.inputs(found), args.figure
        if given:
            proposal = propose_term(inputs, args.citation, given[0], wanted, args.nth, given[1:])
        else:
            proposal = propose_tables(inputs, args.citation, wanted)
        if item is None and args.at and not args.field and proposal.phrases:
            base = costs.inputs(text(workspace, "baseline"))
            if not any(find(base, phrase.text) for phrase in proposal.phrases):
                note("the baseline has no such language: --item ITEM binds it beside that proposal")
        for phrase in proposal.phrases:
            note(f"phrase in {phrase.clause}: “{phrase.text}”")
        for line in _where(costs, [phrase.text for phrase in proposal.phrases]):
            note(line)
        if proposal.missing:
            data(proposal.yaml)
            questions = "; ".join(f"{_option(one.field)}: {one.question}" for one in proposal.missing)
            raise BadInput(
                "the term is not written, because the language does not say all of it", do=questions
            )
        path = write_term(costs, proposal, args.id, item.id if item is not None else "")
    data(proposal.yaml)
    note(f"{path} now has the term {args.id}")
    return 0


def _where(costs: "Costs", phrases: list[str]) -> list[str]:
    """Where the phrases stand in every version there is: each pass and draft of every item."""
    if not phrases:
        return []
    from negotiate.costing.phrases import find
    from negotiate.workspace.texts import text, versions

    out: dict[str, list[str]] = {}
    for name in ("baseline", "tentative", *versions(costs.workspace)):
        try:
            inputs = costs.inputs(text(costs.workspace, name, "baseline"))
        except NegotiateError as fault:
            out.setdefault(f"cannot be looked at ({fault.what})", []).append(name)
            continue
        places = dict.fromkeys(match.citation for phrase in phrases for match in find(inputs, phrase))
        out.setdefault(f"it stands at {', '.join(places)}" if places else "it does not stand", []).append(
            name
        )
    if len(out) == 1:
        return [f"{said} in every version" for said in out]
    return [f"{said} in {_named(texts)}" for said, texts in out.items()]


_NAMED = 6


def _named(texts: list[str]) -> str:
    """Names of versions; of many, the first."""
    more = len(texts) - _NAMED
    return ", ".join(texts) if more < 2 else f"{', '.join(texts[:_NAMED])} and {more} more"


_OPTIONS = ("id", "kind", "job", "reading", "rounding", "effective", "source", "step", "lane", "pay source")


def _option(field: str) -> str:
    """The option that gives a missing field; pay is given by several."""
    if field == "pay":
        return "--schedule CITATION --step STEP --lane LANE, or --amount AMOUNT --pay-source WORDS"
    if field == "figure":
        return "FIGURE"
    return f"--{field.replace(' ', '-')}" if field in _OPTIONS else f"--field {field}=…"


def _fields(given: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for one in given:
        key, equals, value = one.partition("=")
        if not equals:
            raise BadInput(f"{one!r} is not KEY=VALUE", do="such as --field count=rooms")
        pairs.append((key, value))
    return tuple(pairs)
