"""Commands on cost: what a text costs, and a cost term made from a figure."""

from argparse import Namespace
from pathlib import Path

from negotiate.commands.output import as_json, data, note, workspace_of
from negotiate.common.errors import BadInput


def cost(args: Namespace) -> int:
    """What texts cost more than another, by year."""
    from negotiate.costing.output import to_json, to_text
    from negotiate.workspace.costs import Costs

    names = args.texts or ["tentative"]
    with workspace_of(args) as workspace:
        costs = Costs(workspace)
        reports = [costs.report(name, args.against, args.years) for name in names]
    if args.json:
        found = [to_json(report) for report in reports]
        as_json(found[0] if len(found) == 1 else found)
        return 0
    for report in reports:
        data(to_text(report))
    return 0


def bind(args: Namespace) -> int:
    """Makes a cost term from a figure of the language."""
    from negotiate.costing.bind import Wanted, append_term, propose_term
    from negotiate.workspace.costs import FOLDER, Costs
    from negotiate.workspace.texts import text

    with workspace_of(args) as workspace:
        costs = Costs(workspace)
        found = text(workspace, args.at)
        wanted = Wanted(
            id=args.id, kind=args.kind, job=args.job, reading=args.reading, rounding=args.rounding,
            effective=args.effective, source=args.source, schedule=args.schedule, heading=args.heading,
            step=args.step, lane=args.lane, per=args.per, units=args.units, amount=args.amount,
            pay_source=args.pay_source, pinned=tuple(args.pin), fields=_fields(args.field),
        )  # fmt: skip
        proposal = propose_term(costs.inputs(found), args.citation, args.figure, wanted, args.nth)
        for phrase in proposal.phrases:
            note(f"phrase in {phrase.clause}: “{phrase.text}”")
        if proposal.missing:
            data(proposal.yaml)
            asked = "; ".join(f"{_option(one.field)}: {one.question}" for one in proposal.missing)
            raise BadInput("the term is not written, because the language does not say all of it", do=asked)
        path = f"{FOLDER}/terms.yaml"
        before = workspace.data_file(path) or "terms: []\n"
        after = append_term(before, proposal.yaml, path)
        place = Path(workspace.folder) / path
        place.parent.mkdir(exist_ok=True)
        place.write_text(after, encoding="utf-8")
    data(proposal.yaml)
    note(f"{path} now has the term {args.id}")
    return 0


def _option(field: str) -> str:
    """The option that gives a missing field; pay is given by several."""
    if field == "pay":
        return "--schedule CITATION --step STEP --lane LANE, or --amount AMOUNT --pay-source WORDS"
    return f"--{field.replace('_', '-')}"


def _fields(given: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for one in given:
        key, equals, value = one.partition("=")
        if not equals:
            raise BadInput(f"{one!r} is not KEY=VALUE", do="such as --field count=rooms")
        pairs.append((key, value))
    return tuple(pairs)
