"""`receive`: the other side's file is shown as it was understood, then stored when a person says so."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, data, heed, note, width, workspace_of
from negotiate.common.errors import Refused

if TYPE_CHECKING:
    from negotiate.workspace.incoming.outcome import Received, Understood
    from negotiate.workspace.recording import Done


def receive(args: Namespace) -> int:
    """Shows what a file says, and makes it the side's pass."""
    from negotiate.bargaining.parties import Side
    from negotiate.workspace.incoming.senders import read_senses
    from negotiate.workspace.incoming.telling import shown
    from negotiate.workspace.receiving import store, understand

    side, path = Side(args.side), Path(args.file)
    senses = read_senses(args.marks) if args.marks else {}
    with workspace_of(args) as workspace:
        at = workspace.facts.moment(args.at) if args.at else workspace.now()
        found = understand(workspace, args.item, path, side, senses, args.reading or "accepted", args.sender)
        if not args.json:
            own = side is workspace.facts.side
            for line in shown(found, path.name, side.value, width(), own=own):
                note(line)
        done: list[Done] = []
        if not args.dry_run and _confirmed(args, found, side.value):
            done = store(workspace, found, path, side, at, senses)
    for one in done:
        heed(one.warnings)
        if not args.json:
            data(one.what)
    if args.json:
        as_json(_json(found, done))
    if not done and not args.dry_run:
        raise Refused("nothing is stored", do="read what the file says above, then give --yes")
    return 0


def _confirmed(args: Namespace, found: "Received", side: str) -> bool:
    if args.yes:
        return True
    if args.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    items = ", ".join(str(one.item.number) for one in found.items)
    sys.stderr.write(f"Store this as the {side}'s pass on item {items}? It is final. [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _redlines(one: "Understood") -> dict[str, object]:
    """The redlines of an item's outcome, as `redline` gives them."""
    from negotiate.redline.renderings.as_json import to_json

    against = {
        "against_ours": one.against_ours,
        "against_own": one.against_own,
        "against_baseline": one.against_baseline,
    }
    return {key: None if found is None else to_json(found, key, "file") for key, found in against.items()}


def _json(found: "Received", done: "Sequence[Done]") -> dict[str, object]:
    """The outcome for scripts; with the keys every act has once it is stored."""
    told: dict[str, object] = {"stored": bool(done)}
    if done:
        last = done[0]
        told |= {
            "what": last.what, "item": last.item.id, "number": last.item.number,
            "state": last.item.state.value, "ball": last.item.ball.value if last.item.ball else "nobody",
            "warnings": [warning for one in done for warning in one.warnings],
        }  # fmt: skip
    told["items"] = [
        {
            "number": one.item.number, "gets": list(one.gets),
            **_redlines(one),
            "answers": [
                {
                    "citation": answer.citation, "whole": answer.whole, "answered": list(answer.answered),
                    "new": list(answer.new), "struck": list(answer.struck), "left_out": list(answer.left_out),
                    "unchanged": list(answer.unchanged), "taken_up": list(answer.taken_up),
                    "moved": list(answer.moved), "given_way": list(answer.given_way),
                    "not_mentioned": list(answer.silent), "unanswered": list(answer.unanswered),
                    "renumbered": list(answer.renumbered),
                }
                for answer in one.answers
            ],
        }
        for one in found.items
    ]  # fmt: skip
    for key, listed in (("unmarked", found.quiet), ("copies", found.copies), ("elsewhere", found.elsewhere)):
        told[key] = [
            {
                "citation": one.citation, "line": one.line, "items": list(one.owners),
                "notes": list(one.notes),
                "spans": [[op.value, text] for op, text in one.pieces],
            }
            for one in listed
        ]  # fmt: skip
    told["marks"] = [
        {
            "citation": one.citation, "line": one.mark.line, "date": one.mark.date,
            "authors": list(one.mark.authors),
            "deleted": one.mark.deleted, "inserted": one.mark.inserted, "standing": one.mark.standing,
            "moved": one.mark.moved,
        }
        for one in found.marks
    ]  # fmt: skip
    for key, remarks in (("unseen", found.unseen), ("comments", found.comments), ("edges", found.edges)):
        told[key] = [{"line": one.line, "what": one.what, "text": one.text} for one in remarks]
    told["sender"] = found.sender
    told["unmatched"] = list(found.unmatched)
    return told
