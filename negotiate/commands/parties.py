"""The command that names the parties, who may sign, the units, the term and the first school year."""

from argparse import Namespace
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, data, heed, workspace_of

if TYPE_CHECKING:
    from negotiate.workspace.naming import Parties


def parties(args: Namespace) -> int:
    """Says how the parties are named; with options, names them."""
    from negotiate.workspace.naming import Named, Parties, name_parties, parties_of

    wanted = Parties(
        args.title,
        args.union,
        _listed(args.union_signs),
        args.district,
        _listed(args.district_signs),
        _listed(args.unit),
        args.term_from,
        args.term_to,
        args.first_year,
    )
    asked = wanted == Parties()
    with workspace_of(args) as workspace:
        done = Named(parties_of(workspace), ()) if asked else name_parties(workspace, wanted)
    heed(done.warnings)
    if args.json:
        shown = _json(done.stands)
        as_json(shown if asked else shown | {"changed": [*done.changed], "warnings": [*done.warnings]})
    elif asked:
        data("\n".join(_lines(done.stands)))
    else:
        data("\n".join(done.changed) or "nothing to change: it stands there so")
    return 0


def _listed(given: list[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)


def _lines(stands: "Parties") -> list[str]:
    from negotiate.workspace.naming import shown

    term = f"{stands.term_from} to {stands.term_to}" if stands.term_from else "not said"
    signs = [shown(one) or "anyone" for one in (stands.union_signs, stands.district_signs)]
    return [
        f"title              {shown(stands.title)}",
        f"union              {shown(stands.union)}",
        f"  may sign         {signs[0]}",
        f"district           {shown(stands.district)}",
        f"  may sign         {signs[1]}",
        f"units              {shown(stands.units) or 'none named'}",
        f"term               {term}",
        f"first school year  {stands.first_year or 'not said'}",
    ]


def _json(stands: "Parties") -> dict[str, object]:
    return {
        "title": stands.title,
        "union": {"name": stands.union, "signatories": [*(stands.union_signs or ())]},
        "district": {"name": stands.district, "signatories": [*(stands.district_signs or ())]},
        "units": [*(stands.units or ())],
        "term": {"from": stands.term_from, "to": stands.term_to} if stands.term_from else None,
        "first_year": int(stands.first_year) if stands.first_year else None,
    }
