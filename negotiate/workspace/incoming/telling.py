"""What a file was understood to say, in words, line by line: for a terminal and for a screen."""

from collections.abc import Iterable, Iterator, Sequence

from negotiate.redline.model import Op
from negotiate.redline.renderings.as_text import to_text
from negotiate.redline.wording import CLOSES, OPENS
from negotiate.redline.wordlevel import Piece
from negotiate.workspace.incoming.outcome import Answer, Received, Understood
from negotiate.workspace.incoming.quiet import Difference

_SHOWN = 20  # entries of a list shown; the rest are counted, and all are in --json


def shown(found: Received, name: str, side: str, width: int, *, own: bool = False) -> Iterator[str]:
    """What was understood, line by line: what was changed without a mark first. ``own``: the file is of
    the side whose workspace it is, and answers the other's pass."""
    yield from _listed("CHANGED WITHOUT A MARK:", (_difference(one, found) for one in found.quiet))
    yield from _listed(
        "WHAT A READER OF THE PAPER DOES NOT SEE, OR MAY CHANGE:",
        (f"{found.places.say(one.line)}: {one.what}: “{one.text}”" for one in found.unseen),
    )
    if found.packet:
        yield "this is a packet of ours sent back; its cover, lists and signature lines are no language"
    yield from _listed("marked in the file:", _marks(found))
    if found.by_hand and found.sender:
        yield f"its marks made by hand are taken as {found.sender} means them"
    if found.tracked:
        yield f"marked in the file, by nobody named: {found.tracked}"
    for one in found.items:
        yield from _item(one, name, side, width, "the other side's last pass" if own else "our last pass")
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


def _item(one: Understood, name: str, side: str, width: int, answered: str) -> Iterator[str]:
    item = one.item
    yield f"item {item.number}, {item.title}:"
    if one.gets:
        yield f"  it has no clauses yet and gets those that the file changes: {', '.join(one.gets)}"
    for answer in one.answers:
        yield from (f"  {line}" for line in _answer(answer))
    for against, of in (
        (one.against_ours, answered),
        (one.against_own, f"the {side}'s own last pass"),
        (one.against_baseline, "the agreement in force"),
    ):
        if against is None:
            continue
        if not against.changes:
            yield f"  against {of}: nothing changes"
        else:
            yield to_text(against, of, name, width=width).rstrip("\n")


def _answer(one: Answer) -> Iterator[str]:
    if one.says:
        manner = "given whole" if one.whole else "given in part; the rest stays as it was"
        answers = f"; answers {', '.join(one.answered)}" if one.answered else ""
        yield f"{one.citation}: {manner}{answers}"
    elif one.unanswered:
        yield f"{one.citation}: unanswered, which is no acceptance"
    elif one.given_way:
        yield f"{one.citation}: gives way to the answer on what we put for it"
    elif one.unchanged:
        yield f"{one.citation}: as it is in force"
    else:
        yield f"{one.citation}: not in the file; it stays as it was"
    for words in one.new:
        yield f"  new: {words}"
    for verb, names in (
        ("in our words", one.taken_up),
        ("in another order there (their order is not taken over)", one.moved),
        ("as we strike it, for what we put for it is answered", one.given_way if one.says else ()),
        ("struck by a mark", one.struck),
        ("struck by leaving out", one.left_out),
        ("not mentioned", one.silent if one.says else ()),
        ("ours, unanswered (no acceptance)", one.unanswered if one.says else ()),
    ):
        if names:
            yield f"  {verb}: {', '.join(names)}"
    for line in one.renumbered:
        yield f"  {line}"


def _marks(found: Received) -> Iterator[str]:
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
        gone, come = ("moved from here", "moved here") if mark.moved else ("deleted", "added")
        words = [f"[{gone}: {mark.deleted}]"] if mark.deleted else []
        words += [f"[{come}: {mark.inserted}]"] if mark.inserted else []
        yield f"{names}{when}, {place}: {' '.join(words) or 'the end of a paragraph, a row or a cell'}"
    for names, places in standing.items():
        yield f"{names}: {len(places)} left standing ({', '.join(dict.fromkeys(places))})"


def _difference(one: Difference, found: Received, *, owners: bool = False) -> str:
    notes = "".join(f"; {note_}" for note_ in one.notes)
    whose = ""
    if owners:
        items = ", ".join(f"item {number}" for number in one.owners)
        whose = f" ({items}: receive it with that item too)" if items else " (no item on the table)"
    where = f", {found.places.say(one.line)}" if one.line else ""
    return f"{one.citation}{whose}{where}: {in_words(one.pieces)}{notes}"


def in_words(pieces: Sequence[Piece], context: int = 50) -> str:
    """Pieces as ``… a ratio of [deleted: 20] [added: 16] students …``; long unchanged words cut."""
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
