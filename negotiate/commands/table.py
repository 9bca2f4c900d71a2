"""Commands on what moved at the table and where words come from: movement, provenance."""

from argparse import Namespace
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, data, note, workspace_of
from negotiate.common.errors import Usage
from negotiate.common.text import text_code

if TYPE_CHECKING:
    from negotiate.bargaining.movement import Moved
    from negotiate.workspace.movements import ItemMoved, PassMoved, SideMoved

_NOTHING = "no item has a pass yet"
_MOST = 6
"""Figures of one paragraph that a line shows."""


def movement(args: Namespace) -> int:
    """Each side's moves, pass by pass, in words, figures and cents."""
    from negotiate.workspace.movements import movement as moves

    with workspace_of(args) as workspace:
        found = moves(workspace, args.items)
    if args.json:
        as_json([_item(one) for one in found])
        return 0
    if not found:
        note(_NOTHING)
    for one in found:
        data(f"{one.item.number} {one.item.title}: {one.item.state.value}")
        for side in one.sides:
            for row in side.passes:
                data(f"  {row.one.name}, {_when(row)}, against {row.after}:{_money(row)}")
                for move in row.moved:
                    data(f"    {_line(move)}")
            for lapsed in side.left_out:
                data(f"  {lapsed.name} was offered in package {lapsed.package}, rejected: no position")
            for row, move in side.retreats:
                data(f"  heed: {_back(row, move)}")
                data(f"    {move.from_pass}: {move.from_words or '(nothing)'}")
                data(f"    {row.one.name}: {move.after or '(nothing)'}")
            if len(side.passes) > 1:
                data(f"  {_sum(side)}")
    return 0


def _back(row: "PassMoved", move: "Moved") -> str:
    return f"{row.one.name} goes back from {move.from_pass} at {move.citation}: {move.retreat}"


def _when(row: "PassMoved") -> str:
    return row.one.at.strftime("%Y-%m-%d %H:%M") if row.one.at else ""


def _money(row: "PassMoved") -> str:
    from negotiate.costing.output import dollars

    if row.cents is None:
        return f" no cost ({row.reason})"
    moved = f", moved {dollars(row.cents_moved)}" if row.cents_moved is not None else ""
    return f" {dollars(row.cents)} in the first year{moved}" + (f" ({row.reason})" if row.reason else "")


def _line(move: "Moved") -> str:
    from negotiate.costing.output import plain

    parts = []
    for one in move.figures:
        if one.before != one.after:
            far = "" if one.nearer is None else f" (other side {plain(one.other or one.after)})"
            parts.append(f"{plain(one.before)} → {plain(one.after)}{far}")
    if len(parts) > _MOST:  # a schedule: all of them are in --json
        parts = [*parts[:_MOST], f"and {len(parts) - _MOST} figures more"]
    what = " (new)" if move.before is None else " (struck)" if move.after is None else ""
    return f"{move.citation} {move.way.value}{what}" + (f": {', '.join(parts)}" if parts else "")


def _sum(side: "SideMoved") -> str:
    from negotiate.bargaining.movement import Way
    from negotiate.costing.output import dollars

    counts = ", ".join(
        f"{side.count(way)} {way.value}" for way in (Way.CHANGES, Way.ADOPTS, Way.DROPS, Way.ADDS)
    )
    money = f"; {dollars(side.cents)} from the first pass to the last" if side.cents is not None else ""
    return (
        f"the {side.side.value} in all, after its first pass: {counts}; figures nearer {side.nearer}, "
        f"further {side.further}{money}"
    )


def _item(one: "ItemMoved") -> dict[str, object]:
    return {
        "item": one.item.id,
        "number": one.item.number,
        "title": one.item.title,
        "sides": {side.side.value: _side(side) for side in one.sides},
    }


def _side(side: "SideMoved") -> dict[str, object]:
    from negotiate.bargaining.movement import Way

    return {
        "passes": [
            {
                "pass": row.one.name,
                "at": row.one.at.isoformat() if row.one.at else None,
                "against": row.after,
                "cents": row.cents,
                "cents_moved": row.cents_moved,
                "cost_reason": row.reason or None,
                "moves": [_move(move) for move in row.moved],
            }
            for row in side.passes
        ],
        "no_positions": [lapsed.name for lapsed in side.left_out],
        "sum": {
            **{way.value: side.count(way) for way in (Way.CHANGES, Way.ADOPTS, Way.DROPS, Way.ADDS)},
            "figures_nearer": side.nearer,
            "figures_further": side.further,
            "cents": side.cents,
        },
    }


def _move(move: "Moved") -> dict[str, object]:
    from negotiate.costing.output import plain

    return {
        "citation": move.citation,
        "way": move.way.value,
        "before": move.before,
        "after": move.after,
        "figures": [
            {
                "before": plain(one.before),
                "after": plain(one.after),
                "other": None if one.other is None else plain(one.other),
                "nearer": None if one.nearer is None else plain(one.nearer),
            }
            for one in move.figures
        ],
        "retreat": {"from": move.from_pass, "why": move.retreat, "words": move.from_words}
        if move.retreat
        else None,
    }


def ratify(args: Namespace) -> int:
    """A vote of a unit's body; the last yes adopts the successor."""
    from negotiate.workspace.ratifying import ratify as vote

    closing = {}
    for given in args.close:
        item, equals, how = given.rpartition("=")
        if not equals or how not in ("current", "withdrawn"):
            raise Usage(f"{given!r} closes nothing", do="write it as 3=current or 3=withdrawn")
        closing[item] = how
    with workspace_of(args) as workspace:
        at = workspace.facts.moment(args.at) if args.at else workspace.now()
        done = vote(workspace, args.unit, args.body, args.vote == "yes", at, closing)
    if args.json:
        as_json(
            {
                "what": done.what,
                "ratified": bool(done.round),
                "round": done.round or None,
                "waiting": [{"unit": unit, "body": body} for unit, body in done.waiting],
                "labels": list(done.labels),
                "rewritten": [
                    {"citation": one.citation, "was": one.was, "now": one.now, "target": one.target}
                    for one in done.rewritten
                ],
                "references": list(done.references),
            }
        )
        return 0
    data(done.what)
    for line in (*done.labels, *(one.line for one in done.rewritten), *done.references):
        data(f"  {line}")
    if done.waiting:
        data(f"still to say yes: {', '.join(f'{body} of {unit}' for unit, body in done.waiting)}")
    return 0


def provenance(args: Namespace) -> int:
    """Where the words of a clause come from, paragraph by paragraph."""
    from negotiate.workspace.provenance import provenance as origins

    with workspace_of(args) as workspace:
        found = origins(workspace, args.citation, args.at)
    if args.json:
        as_json(
            [
                {
                    "citation": one.citation,
                    "words": one.words,
                    "from": "agreement" if one.agreed else "received",
                    "item": one.agreed.item if one.agreed else None,
                    "number": one.agreed.number if one.agreed else None,
                    "agreed_at": one.agreed.at.isoformat() if one.agreed else None,
                    "first_pass": one.first.name if one.first else None,
                    "first_at": one.first.at.isoformat() if one.first and one.first.at else None,
                    "text_code": text_code(one.agreed.language) if one.agreed else None,
                    "round": one.round or None,
                    "renumbered": [{"was": each.was, "now": each.now} for each in one.renumbered],
                }
                for one in found
            ]
        )
        return 0
    for one in found:
        data(f"{one.citation}: {one.line}")
    return 0
