"""Commands on the items of the table: open, draft, pass, receive, sign."""

import os
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Set
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, data, heed, note, said, width, workspace_of
from negotiate.common.errors import BadInput, Usage

if TYPE_CHECKING:
    from negotiate.agreement.editing import Edit
    from negotiate.bargaining.record import Item
    from negotiate.workspace.workspace import Workspace


def item_open(args: Namespace) -> int:
    """Puts an item on the table."""
    from negotiate.workspace.actions import open_item

    with workspace_of(args) as workspace:
        return said(args, open_item(workspace, args.title, args.clause))


def item_split(args: Namespace) -> int:
    """Takes clauses of an item into a new one."""
    from negotiate.workspace.reshaping import split

    with workspace_of(args) as workspace:
        return said(args, split(workspace, args.item, args.title, args.clause))


def item_join(args: Namespace) -> int:
    """Joins items into one."""
    from negotiate.workspace.reshaping import join

    with workspace_of(args) as workspace:
        return said(args, join(workspace, args.item, args.others))


def item_list(args: Namespace) -> int:
    """The items by number, a line each; with ``--touching`` those on a clause, or that change its words."""
    if not args.touching:
        return board(args)
    from negotiate.workspace.overlaps import Overlaps

    with workspace_of(args) as workspace:
        wanted = {row.id for row in Overlaps(workspace).touching(args.touching)}
    return board(args, wanted)


def item_show(args: Namespace) -> int:
    """One item: where it stands, everything that happened to it, and what separates the parties."""
    from negotiate.workspace.apart import separation
    from negotiate.workspace.overtaken import WORDS, difference, overtaken

    with workspace_of(args) as workspace:
        item = workspace.item(args.item)
        apart = separation(workspace, item)
        found = overtaken(workspace, item)
    if args.json:
        again = [one.citation for one in found]
        as_json({**_item_json(item), "sign_again": again, "separates": [one.to_json() for one in apart]})
        return 0
    ball = item.ball.value if item.ball else "nobody"
    clauses = f" ({', '.join(item.clauses)})" if item.clauses else ""
    state = WORDS if found else "clean copy due" if item.ink is not None else item.state.value
    data(f"{item.number} {item.title}{clauses}: {state}, the move is with {ball}")
    for event in item.events:
        who = f"{event.side.value.capitalize()} " if event.side else ""
        number = f"{event.number} " if event.number else "" if event.label.counts else f"{event.label.value} "
        when = (event.handed or event.at).strftime("%Y-%m-%d %H:%M %z")
        why = f" ({event.why})" if event.why else ""
        signed = f" by {event.signatory}, {event.manner}" if event.signatory else ""
        data(f"  {when}  {who}{number}{event.act.value}{signed}{why}")
    if found:
        data("Changed by another agreement since both sides agreed:")
        data(difference(found, item.number))
    if apart:
        data(f"What separates the parties, against {_against(item)}:")
    for one in apart:
        data(f"  {one.citation}: {one.words}")
    return 0


def _against(item: "Item") -> str:
    from negotiate.workspace.rounds import round_of

    number = round_of(item)
    return f"the agreement before round {number}" if number else "the baseline"


def _item_json(item: "Item") -> dict[str, object]:
    return {
        "item": item.id,
        "number": item.number,
        "title": item.title,
        "clauses": list(item.clauses),
        "state": item.state.value,
        "ball": item.ball.value if item.ball else "nobody",
        "package": item.package or None,
        "passes": [
            {
                "name": one.name,
                "side": one.side.value,
                "number": one.number,
                "label": one.label.value,
                "how": one.how.value,
                "at": one.at.isoformat() if one.at else None,
                "digest": one.digest,
            }
            for one in (*item.passes, *item.floated, *((item.ready,) if item.ready else ()))
        ],
        "events": [
            {
                "event": one.act.value,
                "at": one.at.isoformat(),
                "by": one.by,
                "side": one.side.value if one.side else None,
                "why": one.why or None,
            }
            for one in item.events
        ],
    }  # fmt: skip


def board(args: Namespace, wanted: Set[str] | None = None) -> int:
    """Every item (or those with an id ``wanted``), its state, whose move it is, its passes and its cost."""
    from negotiate.workspace.listing import board_rows

    with workspace_of(args) as workspace:
        rows = board_rows(workspace, wanted=wanted)
        how = "" if rows else workspace.first_act()
        zone = workspace.facts.zone
    if args.json:
        as_json([row.to_json() for row in rows])
        return 0
    for fault in dict.fromkeys(row.reason for row in rows if row.fault):
        note(f"heed: nothing is costed: {fault}")
    if not rows and wanted is None:
        note(f"no item is on the table; {how}")
    wide = min(max((len(row.title) for row in rows), default=0), 44)
    for row in rows:
        package = f"  package {row.package}" if row.package else ""
        title = row.title if len(row.title) <= wide else row.title[: wide - 1] + "…"
        data(
            f"{row.number:>3}  {title:<{wide}} {row.state_shown:<18} {row.ball:<9} {row.passes:>2} passes  "
            f"{_there(row.last_pass_at, zone):<17} {row.cost_shown}{package}".rstrip()
        )
    return 0


def _there(at: str, zone: tzinfo) -> str:
    """A moment of the record in the workspace's time zone; nothing where there is none."""
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def draft(args: Namespace) -> int:
    """Edits a side's draft of an item; without edits, in $EDITOR."""
    from negotiate.bargaining.parties import Side
    from negotiate.workspace import actions

    side = Side(args.side)
    with workspace_of(args) as workspace:
        edits = _edits(args)
        if not edits:
            edits = _by_editor(workspace, args, side)
        return said(args, actions.draft(workspace, args.item, side, edits, args.option, args.start))


def _edits(args: Namespace) -> "list[Edit]":
    from negotiate.agreement.editing import Edit, EditKind

    text = args.text
    if args.file:
        text = _words_of(Path(args.file))
    edits: list[Edit] = []
    if args.clause and text is None:
        raise Usage("what is the clause to say?", do="give --text or --file")
    if sum(map(bool, (args.clause, args.insert_after or args.new_article, args.new_document))) > 1:
        raise Usage("one text cannot stand in two places", do="write them one after the other")
    if args.clause:
        edits.append(Edit(EditKind.REPLACE, args.clause, text))
    if (args.new_article or args.new_document) and text is None:
        raise Usage("what is it to say?", do="give --text or --file")
    if args.new_article:
        edits.append(Edit(EditKind.NEW_ARTICLE, args.insert_after, _headed(args.new_article, text)))
    elif args.new_document:
        edits.append(Edit(EditKind.NEW_DOCUMENT, args.new_document, text))
    elif args.insert_after:
        if text is None:
            raise Usage("an insertion needs its text", do="give --insert-after CITATION --text TEXT")
        edits.append(Edit(EditKind.INSERT_AFTER, args.insert_after, text))
    if text is not None and not edits:
        raise Usage("which clause does the text belong to?", do="give --clause or --insert-after")
    edits += [Edit(EditKind.DELETE, citation) for citation in args.delete]
    return edits


def _headed(heading: str, text: str) -> str:
    """The article's words under its heading, which a file may give once more."""
    first, _, rest = text.lstrip().partition("\n")
    return f"{heading}\n\n{rest if ' '.join(first.split()) == ' '.join(heading.split()) else text}"


def _words_of(path: Path) -> str:
    from negotiate.agreement.reading.decode import decode

    try:
        return decode(path.read_bytes(), str(path))[0]
    except OSError as fault:
        raise BadInput(
            f"cannot read the file: {fault.strerror}",
            where=str(path),
            do="give the file that holds the words",
        ) from None


def _by_editor(workspace: "Workspace", args: Namespace, side: object) -> "list[Edit]":
    """The item's clauses in the person's editor, one after the other; unchanged ones are left."""
    from negotiate.agreement.editing import Edit, EditKind
    from negotiate.bargaining.parties import Side
    from negotiate.workspace.recording import own_option
    from negotiate.workspace.texts import text

    item = workspace.item(args.item)
    assert isinstance(side, Side)
    option = args.option or own_option(workspace, side)
    have = [ref.name.rsplit("--", 1)[-1] for ref in workspace.drafts_of(item)]
    found = text(workspace, f"{item.id}:draft--{option}" if option in have else "baseline", "baseline")
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not sys.stdin.isatty():
        raise Usage(
            "what is the draft to say?",
            do="give --clause CITATION --text TEXT (or --file FILE), or set EDITOR",
        )
    edits: list[Edit] = []
    for citation in item.clauses:
        before = "\n\n".join(one.block.canonical for one in found.index.clause(citation)) + "\n"
        with tempfile.TemporaryDirectory(prefix="negotiate-") as folder:
            path = Path(folder) / "clause.txt"
            path.write_text(before, encoding="utf-8")
            subprocess.run([*editor.split(), str(path)], check=False)
            after = path.read_text(encoding="utf-8")
        if after.strip() != before.strip():
            edits.append(Edit(EditKind.REPLACE, citation, after))
    if not edits:
        raise BadInput(
            "nothing was changed in the editor, so no draft was saved",
            do="write the words and save before you leave it",
        )
    return edits


def make_pass(args: Namespace) -> int:
    """Freezes the draft as the side's next pass."""
    from negotiate.bargaining.parties import Side
    from negotiate.bargaining.record import Label
    from negotiate.workspace import actions

    with workspace_of(args) as workspace:
        at = _time(workspace, args.at)
        label = Label(args.label) if args.label else None
        done = actions.make_pass(workspace, args.item, Side(args.side), at, label, args.option)
        return said(args, done)


def hand(args: Namespace) -> int:
    """Confirms that the ready pass crossed the table."""
    from negotiate.workspace import actions

    with workspace_of(args) as workspace:
        return said(args, actions.hand(workspace, args.item, _time(workspace, args.at) or workspace.now()))


def recall(args: Namespace) -> int:
    """Takes a ready pass back."""
    from negotiate.workspace import actions

    with workspace_of(args) as workspace:
        return said(args, actions.recall(workspace, args.item))


def accept(args: Namespace) -> int:
    """A pass of exactly the other side's last text."""
    from negotiate.bargaining.parties import Side
    from negotiate.workspace import actions

    with workspace_of(args) as workspace:
        return said(args, actions.accept(workspace, args.item, Side(args.side), _time(workspace, args.at)))


def current(args: Namespace) -> int:
    """A pass of current language."""
    from negotiate.bargaining.parties import Side
    from negotiate.workspace import actions

    with workspace_of(args) as workspace:
        return said(args, actions.current(workspace, args.item, Side(args.side), _time(workspace, args.at)))


def change_state(args: Namespace) -> int:
    """Hold, withdraw or reject an item."""
    from negotiate.bargaining.parties import Side
    from negotiate.bargaining.states import Act
    from negotiate.workspace import actions

    act = {
        "hold": Act.HELD, "withdraw": Act.WITHDRAWN, "reject": Act.REJECTED, "concept": Act.AGREED,
    }[args.command]  # fmt: skip
    with workspace_of(args) as workspace:
        side = Side(args.side) if args.side else None
        return said(args, actions.change_state(workspace, args.item, act, side, args.why))


def reopen(args: Namespace) -> int:
    """Takes a tentative agreement back, as the ground rules allow."""
    from negotiate.bargaining.parties import Side
    from negotiate.workspace.agreements import reopen as take_back

    with workspace_of(args) as workspace:
        side = Side(args.side) if args.side else workspace.facts.side
        return said(args, take_back(workspace, args.item, side, args.why, args.consent))


def package(args: Namespace) -> int:
    """Offers items together, all or nothing."""
    from negotiate.workspace.packages import package as together

    with workspace_of(args) as workspace:
        return said(args, together(workspace, args.name, args.items))


def tentative(args: Namespace) -> int:
    """A tentative agreement: both sides at once, or one side first."""
    from negotiate.bargaining.parties import Side
    from negotiate.bargaining.tentative import Assent
    from negotiate.redline.renderings.as_text import to_text
    from negotiate.workspace.agreements import Given, sign, statement_of
    from negotiate.workspace.inking import ink

    if args.statement:
        with workspace_of(args) as workspace:
            data(statement_of(workspace, workspace.item(args.item)))
            return 0
    how = Assent(args.how)
    scan, key, signature = (Path(one) if one else None for one in (args.scan, args.key, args.signature))
    given = []
    if args.ink and not (args.side or args.union or args.district):
        pass  # nobody has initialled the ink yet
    elif args.side:
        if not args.by or args.union or args.district:
            raise Usage("who signs?", do="give --side SIDE --by NAME, or --union NAME --district NAME")
        given += [Given(Side(args.side), name, how, scan, key, signature) for name in args.by]
    else:
        if not (args.union and args.district) or how is Assent.KEY:
            raise Usage("who signs?", do="give --union NAME --district NAME, or --side SIDE --by NAME")
        given += [Given(Side.UNION, name, how, scan) for name in args.union]
        given += [Given(Side.DISTRICT, name, how, scan) for name in args.district]
    with workspace_of(args) as workspace:
        at = _time(workspace, args.at)
        if args.ink:
            found = ink(workspace, args.item, args.clause, _words_of(Path(args.ink)), tuple(given), at)
            done = found.done
            note(f"what the ink changes:\n{to_text(found.changes, 'as passed', 'in ink', width=width())}")
        else:
            done = sign(workspace, args.item, tuple(given), at, args.again)
        if given and how is Assent.TYPED:
            heed([f"the assent is {Assent.TYPED.meaning}"])
        return said(args, done)


def _time(workspace: "Workspace", given: str | None) -> datetime | None:
    return workspace.facts.moment(given) if given else None
