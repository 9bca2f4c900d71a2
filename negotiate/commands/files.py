"""Commands that make workspaces and files: demo, packet, successor, verify, history, undo."""

from argparse import Namespace
from pathlib import Path

from negotiate.commands.output import as_json, data, heed, note, shows_screens, workspace_of, write_file
from negotiate.common.errors import Exit, Refused
from negotiate.common.text import many, text_code


def demo(args: Namespace) -> int:
    """A new workspace from the sample agreement; opens it."""
    from negotiate.workspace.creating import demo as make

    folder = Path(args.dir)
    with make(folder) as workspace:
        count = len(workspace.rows())
    note(f"a workspace with the sample agreement and {count} items is at {folder}")
    return 0 if args.no_open else open_screens(folder)


def open_screens(folder: Path) -> int:
    """Opens the screens on a workspace, where there is a terminal for them."""
    if not shows_screens():
        note(f"the screens need a terminal: `negotiate -w {folder}` opens them there")
        return 0
    from negotiate.tui.app import run

    return run(folder)


def packet(args: Namespace) -> int:
    """A packet of items, or the bargaining summary: the kind of file follows its ending."""
    from negotiate.packets.model import Reader
    from negotiate.workspace.exporting import Wanted
    from negotiate.workspace.exporting import packet as make

    which = "both" if args.agreed and args.open else "agreed" if args.agreed else "open" if args.open else ""
    with workspace_of(args) as workspace:
        moment = workspace.facts.moment
        wanted = Wanted(
            names=tuple(args.items),
            reader=Reader(args.reader),
            which=which,
            author=args.author,
            with_cost=args.with_cost,
            with_pay=args.with_pay,
            vote_at=moment(args.vote_at) if args.vote_at else None,
            release="the other side consents" if args.consent else "",
            paper="a4" if args.a4 else "us-letter",
        )
        if args.summary:
            from negotiate.workspace.summarizing import summary

            printed = summary(
                workspace, wanted, args.output, workspace.facts.start(args.since) if args.since else None
            )
        else:
            printed = make(workspace, wanted, args.output)
    write_file(Path(args.output), printed.content)
    code = text_code(printed.code)
    if args.json:
        passes = list(printed.passes)
        as_json({"file": args.output, "for": args.reader, "passes": passes, "code": code})
    whom = "the members" if args.summary and args.reader == "table" else _whom(args.reader)
    note(f"{args.output} written for {whom}: {', '.join(printed.passes)}")
    note(f"file code {code}")
    return 0


def _whom(reader: str) -> str:
    return {"table": "the other side"}.get(reader, f"the {reader}")


def successor(args: Namespace) -> int:
    """The integrated agreement: the baseline with every tentative agreement."""
    from negotiate.workspace.succeeding import successor as make

    with workspace_of(args) as workspace:
        content = make(workspace, args.output, args.blackline)
    write_file(Path(args.output), content)
    if args.json:
        as_json({"file": args.output, "blackline": args.blackline})
    note(f"{args.output} written")
    return 0


def verify(args: Namespace) -> int:
    """Every word of the tentative text accounted for."""
    if args.file:
        return _packet_checked(args)
    from negotiate.workspace.verifying import verify as check
    from negotiate.workspace.warnings import hand_edits

    with workspace_of(args) as workspace:
        outcome = check(workspace)
        heed(hand_edits(workspace))
    if args.json:
        as_json(outcome.to_json())
    else:
        data(
            f"{outcome.words:,} words: {outcome.words - outcome.words_from_agreements:,} of the baseline, "
            f"{outcome.words_from_agreements:,} from "
            f"{many(len(outcome.chain), 'tentative agreement')}; {many(outcome.passes, 'pass', 'passes')}"
        )
        for line in outcome.chain:
            data(f"  {line}")
        for finding in outcome.findings:
            data(f"{finding.kind}: {finding.where}: {finding.what}")
        found = len(outcome.findings)
        data(f"{found} finding{'s' * (found > 1)}" if found else "every word is accounted for")
    return Exit.FINDINGS if outcome.findings else Exit.DONE


def _packet_checked(args: Namespace) -> int:
    """A packet held against the record."""
    from negotiate.workspace.packet_checking import check_packet

    with workspace_of(args) as workspace:
        outcome = check_packet(workspace, Path(args.file))
    if args.json:
        as_json(outcome.to_json())
    else:
        for line in outcome.chain:
            data(line)
        for finding in outcome.findings:
            data(f"{finding.kind}: {finding.where}: {finding.what}")
        if not outcome.findings:
            data("the file holds the language on the record")
    return Exit.FINDINGS if outcome.findings else Exit.DONE


def history(args: Namespace) -> int:
    """Every act, who and when."""
    with workspace_of(args) as workspace:
        operations = workspace.repository.operations(args.limit)
        zone = workspace.facts.zone
    if args.json:
        as_json(
            [
                {
                    "id": one.id, "what": one.what, "who": str(one.who), "at": one.at.isoformat(),
                    "where": one.where, "kind": one.kind.value, "of": one.of or None,
                    "final": one.final or None,
                }
                for one in operations
            ]
        )  # fmt: skip
        return 0
    for one in operations:
        at = one.at.astimezone(zone)
        data(f"{at:%Y-%m-%d %H:%M}  {one.who.name:<18} {one.what}{f'  ({one.final})' if one.final else ''}")
    return 0


def undo(args: Namespace) -> int:
    """Takes the last act back, saying first what it will do."""
    with workspace_of(args) as workspace:
        plan = workspace.repository.undo_plan()
        if plan is None:
            raise Refused("there is nothing to undo")
        at = plan.at.astimezone(workspace.facts.zone)
        note(f"undo: {plan.what} ({plan.who.name}, {at:%Y-%m-%d %H:%M})")
        data(workspace.repository.undo().what)
    return 0


def redo(args: Namespace) -> int:
    """Does again what the last undo took back."""
    with workspace_of(args) as workspace:
        plan = workspace.repository.redo_plan()
        if plan is None:
            raise Refused("there is nothing to redo")
        note(f"redo: {plan.what}")
        data(workspace.repository.redo().what)
    return 0
