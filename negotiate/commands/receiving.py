"""`receive`: the other side's file is shown as it was understood, then stored when a person says so."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, data, heed, note, width, workspace_of
from negotiate.common.errors import Refused

if TYPE_CHECKING:
    from negotiate.redline.wordlevel import Piece
    from negotiate.workspace.incoming.outcome import Answer, Received, Understood
    from negotiate.workspace.incoming.quiet import Difference
    from negotiate.workspace.recording import Done

_SHOWN = 20  # entries of a list shown; the rest are counted, and all are in --json


def receive(args: Namespace) -> int:
    """Shows what a file says, and makes it the side's pass."""
    from negotiate.bargaining.parties import Side
    from negotiate.workspace.incoming.senders import read_senses
    from negotiate.workspace.receiving import store, understand

    side, path = Side(args.side), Path(args.file)
    senses = read_senses(args.marks) if args.marks else {}
    with workspace_of(args) as workspace:
        at = workspace.facts.moment(args.at) if args.at else workspace.now()
        found = understand(workspace, args.item, path, side, senses, args.reading or "accepted")
        if not args.json:
            for line in shown(found, path.name, side.value):
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


def shown(found: "Received", name: str, side: str) -> Iterator[str]:
    """What was understood, line by line: what was changed without a mark first."""
    yield from _listed("CHANGED WITHOUT A MARK:", (_difference(one, found) for one in found.quiet))
    yield from _listed(
        "WHAT A READER OF THE PAPER DOES NOT SEE, OR MAY CHANGE:",
        (f"{found.places.say(one.line)}: {one.what}: “{one.text}”" for one in found.unseen),
    )
    if found.packet:
        yield "this is a packet of ours sent back; its cover, lists and signature lines are no language"
    yield from _listed("marked in the file:", _marks(found))
    if found.tracked:
        yield f"marked in the file, by nobody named: {found.tracked}"
    for one in found.items:
        yield from _item(one, name, side)
    yield from _listed(
        "it also changes clauses outside this:",
        (_difference(one, found, owners=True) for one in found.elsewhere),
    )
    yield from _listed(
        "our copies of the current agreement differ, and nobody proposed a change there:",
        (_difference(one, found) for one in found.copies),
    )
    yield from _listed("matched nothing:", found.unmatched)
    yield from _listed(
        "comments:", (f"{found.places.say(one.line)}: {one.what}: “{one.text}”" for one in found.comments)
    )
    yield from _listed("in headers and footers:", (f"{one.what}: “{one.text}”" for one in found.edges))


def _item(one: "Understood", name: str, side: str) -> Iterator[str]:
    item = one.item
    yield f"item {item.number}, {item.title}:"
    for answer in one.answers:
        yield from (f"  {line}" for line in _answer(answer))
    for against, of in (
        (one.against_ours, "our last pass"),
        (one.against_own, f"the {side}'s own last pass"),
        (one.against_baseline, "the agreement in force"),
    ):
        if against is None:
            continue
        from negotiate.redline.renderings.as_text import to_text

        if not against.changes:
            yield f"  against {of}: nothing changes"
        else:
            yield to_text(against, of, name, width=width()).rstrip("\n")


def _answer(one: "Answer") -> Iterator[str]:
    if one.says:
        manner = "given whole" if one.whole else "given in part; the rest stays as it was"
        answers = f"; answers {', '.join(one.answered)}" if one.answered else ""
        yield f"{one.citation}: {manner}{answers}"
    elif one.unanswered:
        yield f"{one.citation}: unanswered, which is no acceptance"
    elif one.unchanged:
        yield f"{one.citation}: as it is in force"
    else:
        yield f"{one.citation}: not in the file; it stays as it was"
    for words in one.new:
        yield f"  new: {words}"
    for verb, names in (
        ("in our words", one.taken_up),
        ("struck by a mark", one.struck),
        ("struck by leaving out", one.left_out),
        ("not mentioned", one.silent if one.says else ()),
        ("ours, unanswered (no acceptance)", one.unanswered if one.says else ()),
    ):
        if names:
            yield f"  {verb}: {', '.join(names)}"
    for line in one.renumbered:
        yield f"  {line}"


def _marks(found: "Received") -> Iterator[str]:
    """What each name marks, by date and place; of our marks left standing how many, and where."""
    standing: dict[str, list[str]] = {}
    for one in found.marks:
        mark = one.mark
        names = ", ".join(dict.fromkeys(name or "someone" for name in mark.authors))
        place = one.citation or found.places.say(mark.line)
        if mark.standing:
            standing.setdefault(names, []).append(place)
            continue
        when = f", {mark.date[:10]}" if mark.date else ""
        words = [f"[deleted: {mark.deleted}]"] if mark.deleted else []
        words += [f"[added: {mark.inserted}]"] if mark.inserted else []
        yield f"{names}{when}, {place}: {' '.join(words) or 'the end of a paragraph, a row or a cell'}"
    for names, places in standing.items():
        yield f"{names}: {len(places)} left standing ({', '.join(dict.fromkeys(places))})"


def _difference(one: "Difference", found: "Received", *, owners: bool = False) -> str:
    notes = "".join(f"; {note_}" for note_ in one.notes)
    whose = ""
    if owners:
        items = ", ".join(f"item {number}" for number in one.owners)
        whose = f" ({items}: receive it with that item too)" if items else " (no item on the table)"
    where = f", {found.places.say(one.line)}" if one.line else ""
    return f"{one.citation}{whose}{where}: {in_words(one.pieces)}{notes}"


def in_words(pieces: "Sequence[Piece]", context: int = 50) -> str:
    """Pieces as ``… a ratio of [deleted: 20] [added: 16] students …``; long unchanged words cut."""
    from negotiate.redline.model import Op
    from negotiate.redline.wording import CLOSES, OPENS

    out = ""
    for at, (op, text) in enumerate(pieces):
        if op is not Op.EQUAL:
            stripped = text.strip()
            gap = " " if out and not out.endswith(" ") else ""
            out += f"{gap}{OPENS[op]}{stripped}{CLOSES[op]}" if stripped else ""
            continue
        first, last = at == 0, at + 1 == len(pieces)
        if len(text) > (context if first or last else 2 * context):
            head = "" if first else text[:context].rsplit(" ", 1)[0]
            tail = "" if last else text[-context:].partition(" ")[2]
            text = f"{head} … {tail}"
        gap = " " if out.endswith("]") and text[:1].isalnum() else ""
        out += gap + text
    return out.replace("\n", " / ").strip()


def _listed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if not listed:
        return
    yield heading
    for line in listed[:_SHOWN]:
        yield f"  {line}"
    if len(listed) > _SHOWN:
        yield f"  … and {len(listed) - _SHOWN} more (all with --json)"


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
            "number": one.item.number,
            **_redlines(one),
            "answers": [
                {
                    "citation": answer.citation, "whole": answer.whole, "answered": list(answer.answered),
                    "new": list(answer.new), "struck": list(answer.struck), "left_out": list(answer.left_out),
                    "unchanged": list(answer.unchanged), "taken_up": list(answer.taken_up),
                    "not_mentioned": list(answer.silent), "unanswered": list(answer.unanswered),
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
        }
        for one in found.marks
    ]  # fmt: skip
    for key, remarks in (("unseen", found.unseen), ("comments", found.comments), ("edges", found.edges)):
        told[key] = [{"line": one.line, "what": one.what, "text": one.text} for one in remarks]
    told["unmatched"] = list(found.unmatched)
    return told
