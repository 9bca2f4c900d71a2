"""Commands that bring agreements in: init, import, the report of an import, corrections of it."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from negotiate.commands.output import as_json, data, note, workspace_of
from negotiate.common.errors import BadInput, Usage
from negotiate.common.text import many, printable

if TYPE_CHECKING:
    from negotiate.agreement.blocks import Agreement
    from negotiate.agreement.reading.report import Places
    from negotiate.agreement.reading.word.reader import Reading
    from negotiate.workspace.importing import Read
    from negotiate.workspace.reimporting import Again

_MOST_SHOWN = 12
_KEYS = (
    "until", "text", "label", "title", "level", "under", "columns", "name", "kind", "word", "read", "by",
)  # fmt: skip


def init(args: Namespace) -> int:
    """A new workspace from a received agreement, and the MOUs that stand beside it."""
    from negotiate.agreement.blocks import Agreement
    from negotiate.bargaining.parties import Side
    from negotiate.workspace.creating import begin, rehearse

    corrections = Path(args.corrections) if args.corrections else None

    def read(reading: "Reading | None") -> "tuple[Read, ...]":
        beside = [Path(one) for one in args.beside]
        return rehearse(
            Path(args.source), args.document, beside=beside, reading=reading, corrections=corrections
        )

    found = read(args.reading)
    asked = _ask(found, args)
    found = read(asked) if asked is not None else found
    if not args.dry_run:
        begin(Path(args.dir), found, Side(args.side), corrections)
    if args.json:
        as_json(_all_json(found))
        return 0
    for one in found:
        _show(one, settle=args.dry_run)
        if args.dry_run:
            _outline(one)
    if len(found) > 1:
        documents = tuple(one for read_ in found for one in read_.report.agreement.documents)
        _tell_amended(Agreement(documents), [one.name for one in documents])
    if args.dry_run:
        note("nothing was written; give corrections with --corrections FILE")
    else:
        note(f"the workspace is at {args.dir}; the file as received is kept in baseline_contract/source")
        note("`negotiate parties` names the two sides, who may sign, the units and the term")
        if any(one.report.imported.doubts for one in found):
            note("`negotiate report` says how to settle each doubt")
    return 0


def import_document(args: Namespace) -> int:
    """Another agreement, side letter or MOU into this workspace; or the files it keeps, read again."""
    from negotiate.workspace.importing import wanted
    from negotiate.workspace.reimporting import add_document

    if args.again:
        return _again(args)
    if not args.source or not args.document:
        raise Usage(
            "which file, and what is it to be called?",
            do="give FILE and --document NAME; or --again to read the files that are here once more",
        )
    if args.dry_run or args.over_edits:
        raise Usage("--dry-run and --over-edits go with --again", do="leave them out")
    with workspace_of(args) as workspace:
        read = add_document(workspace, wanted(Path(args.source), args.document, args.reading))
        if args.json:
            as_json(read.report.to_json())
            return 0
        _show(read)
        _tell_reading(read)
        note(f"cite it as {read.wanted.document}:CITATION")
        names = [one.name for one in read.report.agreement.documents]
        _tell_amended(workspace.baseline, names)
    return 0


def _again(args: Namespace) -> int:
    from negotiate.workspace.reimporting import import_again, rehearse_again

    if args.source or args.document:
        raise Usage("--again reads the files that are here", do="leave FILE and --document out")
    with workspace_of(args) as workspace:
        again = (
            rehearse_again(workspace, args.reading)
            if args.dry_run
            else import_again(workspace, args.reading, over_edits=args.over_edits)
        )
    if args.json:
        as_json(
            {
                "written": not args.dry_run,
                "outline": list(again.outline),
                "blocks": again.blocks,
                "files": [one.report.to_json() for one in again.read],
            }
        )
        return 0
    _changes(again)
    for one in again.read:
        _doubts(one, settle=args.dry_run)
    note(
        "nothing was written"
        if args.dry_run
        else "the baseline is as read now; `negotiate undo` takes it back"
    )
    return 0


def _changes(again: "Again") -> None:
    for line in again.outline:
        data(line)
    if not again.outline:
        data("the outline stays as it is")
    if not again.blocks:
        return
    blocks = "1 block is" if again.blocks == 1 else f"{again.blocks:,} blocks are"
    data(f"{blocks} new or changed in words or cells")


def report(args: Namespace) -> int:
    """The report of an import: every repair with what it took, every doubt with how to settle it."""
    from negotiate.workspace.received import names_file

    if args.name and names_file(args.name):
        from negotiate.workspace.creating import rehearse

        corrections = Path(args.corrections) if args.corrections else None
        found = rehearse(Path(args.name), reading=args.reading, corrections=corrections)
        return _listed([one.report.to_json() for one in found], args)
    from negotiate.workspace.reimporting import filed

    with workspace_of(args) as workspace:
        kept = [dict(one.report) for one in filed(workspace) if args.name in ("", one.wanted.document)]
    if not kept and not args.name:
        raise BadInput(
            "this workspace keeps no received file",
            do="`negotiate import FILE --document NAME` brings one in",
        )
    if not kept:
        raise BadInput(
            f"no received file became a document called {args.name!r}", do="see `negotiate outline`"
        )
    return _listed(kept, args)


def _listed(kept: "list[dict[str, Any]]", args: Namespace) -> int:
    from negotiate.agreement.reading.report import Places

    if args.json:
        as_json(kept if len(kept) > 1 else kept[0])
        return 0
    for one in kept:
        named = one.get("places") or {"unit": "line", "pages": []}
        places = Places(named["unit"], tuple(named["pages"]))
        for line in one.get("summary", [one["file"]]):
            data(line)
        data(many(len(one["repairs"]), "repair", none="no"))
        for repair in one["repairs"]:
            data(f"  {_repair(repair, places)}")
        data(many(len(one["doubts"]), "doubt", none="no"))
        for doubt in one["doubts"]:
            data(f"  {places.say(doubt['line'])}: {doubt['what']}{_quote(doubt['text'])}")
            for entry in doubt.get("settle", ()):
                data(f"      {entry}")
    note("a repair is refused with `negotiate correct LINE as-received`; settle doubts in import.yaml, then")
    note("`negotiate import --again`")
    return 0


def correct(args: Namespace) -> int:
    """Says what a line of the received file is: an entry of import.yaml."""
    from negotiate.workspace.correcting import correct as write

    keys = {key: getattr(args, key) for key in _KEYS if getattr(args, key)}
    with workspace_of(args) as workspace:
        entry = write(workspace, args.line, args.act, args.file, keys)
    if args.json:
        as_json({"entry": entry})
    else:
        data(entry)
    note("kept in baseline_contract/import.yaml; `negotiate import --again` applies it")
    return 0


# ---- how an import is told -----------------------------------------------------------------------


def _all_json(found: "Sequence[Read]") -> object:
    reports = [one.report.to_json() for one in found]
    return reports[0] if len(reports) == 1 else reports


def _show(read: "Read", *, settle: bool = False) -> None:
    from negotiate.workspace.import_report import kinds_of_repairs, repair_json, summary

    for line in summary(read.report):
        data(line)
    for document in read.report.agreement.documents:
        data(f"  {document.name}")
        for article in document.articles:
            data(f"    {article.title or '(before the first article)'}")
    repairs = read.report.imported.repairs
    told = f": {kinds_of_repairs(repairs)}" if repairs else ""
    data(f"{many(len(repairs), 'repair', none='no')}{told}")
    for one in repairs if len(repairs) <= _MOST_SHOWN or settle else repairs[:3]:
        data(f"  {_repair(repair_json(one), read.report.imported.places)}")
    if len(repairs) > _MOST_SHOWN and not settle:
        data("  … `negotiate report` lists every one")
    _doubts(read, settle=settle)


def _doubts(read: "Read", *, settle: bool) -> None:
    from negotiate.workspace.import_report import settlements

    doubts, places = read.report.imported.doubts, read.report.imported.places
    data(many(len(doubts), "doubt", none="no"))
    for one in doubts if settle else doubts[:_MOST_SHOWN]:
        data(f"  {places.say(one.line)}: {one.what}{_quote(one.text)}")
        for entry in settlements(one, places.unit) if settle else ():
            data(f"      {entry}")
    if len(doubts) > _MOST_SHOWN and not settle:
        data(f"  … and {len(doubts) - _MOST_SHOWN:,} more: `negotiate report` lists every one")


def _repair(one: "dict[str, Any]", places: "Places") -> str:
    taken, given = one["taken"], one.get("given", "")
    words = f"{_quote(taken)} → “{given}”" if taken and given else _quote(taken or given)
    return f"{places.say(one['line'])}: {one['kind']}: {one['why']}{words}"


def _quote(words: str) -> str:
    return f": “{words}”" if words else ""


def _outline(read: "Read") -> None:
    from negotiate.agreement.citations import place

    for one in place(read.report.agreement):
        if one.block.opens_clause:
            begins = "  " * (one.block.depth - 1) + one.block.canonical[:70]
            data(f"{begins}  [{one.citation}] {read.report.imported.places.say(one.block.line)}")


def _ask(found: "Sequence[Read]", args: Namespace) -> "Reading | None":
    """Which reading of tracked changes is wanted, where nobody has said; None: the one taken."""
    marked = [one for one in found if one.report.imported.tracked]
    if args.reading or not marked:
        return None
    for one in marked:
        _tell_reading(one)
    if args.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    sys.stderr.write("read it as it would be with the changes [a]ccepted or [r]ejected? [a] ")
    sys.stderr.flush()
    return "rejected" if sys.stdin.readline().strip().lower().startswith("r") else None


def _tell_reading(read: "Read") -> None:
    tracked = read.report.imported.tracked
    if tracked and read.wanted.reading is None:
        note(
            f"{printable(read.wanted.name)} has tracked changes ({tracked}); taken is the text with all of "
            "them accepted; --reading rejected takes the text before them"
        )


def _tell_amended(agreement: "Agreement", documents: "Sequence[str]") -> None:
    """Which clauses of the main document the others named say they change."""
    from negotiate.agreement.citations import Index, place
    from negotiate.agreement.finding.amendments import amendments

    found = amendments(Index(place(agreement), agreement.main))
    told = [one for one in found if one.document in documents]
    if told:
        clauses = many(len(told), "clause")
        data(f"{clauses} of {agreement.main} changed by a document beside it (nothing is applied)")
    for one in told:
        data(f"  {one.target}, by {one.citation}: “{one.says}”")
