"""Commands on the session log: start, note, caucus, end, next, show, redact."""

from argparse import Namespace
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, data, heed, note, workspace_of

if TYPE_CHECKING:
    from negotiate.bargaining.session import Entry
    from negotiate.workspace.sessions import Logged
    from negotiate.workspace.workspace import Workspace


def start(args: Namespace) -> int:
    """A session begins."""
    from negotiate.workspace import sessions

    with workspace_of(args) as workspace:
        at = workspace.facts.moment(args.at) if args.at else None
        return _said(args, workspace, sessions.start(workspace, args.place, args.present, at))


def plan(args: Namespace) -> int:
    """When the next session is."""
    from negotiate.workspace import sessions

    with workspace_of(args) as workspace:
        at = workspace.facts.moment(args.at)
        return _said(args, workspace, sessions.plan(workspace, args.place, at))


def enter(args: Namespace) -> int:
    """A note on what was said."""
    from negotiate.workspace import sessions

    with workspace_of(args) as workspace:
        at = workspace.facts.moment(args.at) if args.at else None
        words = " ".join(args.words)
        return _said(args, workspace, sessions.note(workspace, words, args.item, args.offer, at))


def pause(args: Namespace) -> int:
    """A caucus, or the end."""
    from negotiate.bargaining.session import Entered
    from negotiate.workspace import sessions

    with workspace_of(args) as workspace:
        at = workspace.facts.moment(args.at) if args.at else None
        words = " ".join(args.words)
        return _said(args, workspace, sessions.pause(workspace, Entered(args.what), words, at))


def redact(args: Namespace) -> int:
    """Strikes an entry; a tombstone stays."""
    from negotiate.workspace import sessions

    with workspace_of(args) as workspace:
        done = sessions.redact(workspace, args.id, args.why)
        note("the team's other copies strike it when they sync; a server keeps it until its next `git gc`")
        return _said(args, workspace, done)


def show(args: Namespace) -> int:
    """The whole log."""
    from negotiate.bargaining.session import Entered
    from negotiate.workspace.sessions import entries

    with workspace_of(args) as workspace:
        found = entries(workspace)
        if args.json:
            as_json([_as_data(one) for one in found])
            return 0
        rows = {row.id: row for row in workspace.rows()}
        zone = workspace.facts.zone
        for one in found:
            row = rows.get(one.item)
            about = f"item {row.number}{f', {one.offer}' if one.offer else ''}: " if row else ""
            when = one.when.astimezone(zone).strftime("%Y-%m-%d %H:%M %z")
            words = {
                Entered.START: "session starts", Entered.CAUCUS: "caucus", Entered.END: "session ends",
                Entered.NEXT: "next session",
            }  # fmt: skip
            said = words.get(one.kind, "")
            said += f" at {one.place}" if one.place else ""
            said += f"; present: {', '.join(one.present)}" if one.present else ""
            said += f"{': ' if said and one.words else ''}{one.words}"
            if one.struck_by:
                said = f"[struck by {one.struck_by}: {one.struck_why}]"
            told = "" if one.at else " (recorded)"
            data(f"{when}{told}  {about}{said}  [{one.id}, {one.by}]")
    return 0


def _said(args: Namespace, _workspace: "Workspace", done: "Logged") -> int:
    heed(done.warnings)
    if args.json:
        as_json(_as_data(done.entry))
    else:
        data(done.what)
    return 0


def _as_data(one: "Entry") -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "at": one.at.isoformat() if one.at else None,
        "recorded": one.recorded.isoformat(),
        "by": one.by,
        "words": one.words,
        "place": one.place or None,
        "present": list(one.present),
        "item": one.item or None,
        "pass": one.offer or None,
        "redacted": {"by": one.struck_by, "why": one.struck_why} if one.struck_by else None,
    }
