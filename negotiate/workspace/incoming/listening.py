"""A file heard: its paragraphs as the sender means them and as they were before any mark, who marked
what, and what a reader of the paper would not see."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negotiate.agreement.reading.byhand import BRACKETS, TOOL, Look, Seen, Sense
from negotiate.agreement.reading.decode import decode
from negotiate.agreement.reading.kinds import FileKind, kind_of
from negotiate.agreement.reading.markup import read_own
from negotiate.agreement.reading.reader import Heard, heard
from negotiate.agreement.reading.report import LINES, Places
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical
from negotiate.workspace.incoming.cutting import tells
from negotiate.workspace.incoming.hearing import bare_rows, units_of, units_of_text, without_struck_rows
from negotiate.workspace.incoming.model import Change, Unit
from negotiate.workspace.incoming.parts import with_parts
from negotiate.workspace.incoming.printed import Wording
from negotiate.workspace.incoming.typed_marks import in_words, page_in_words
from negotiate.workspace.incoming.worded import read_words

if TYPE_CHECKING:
    from negotiate.agreement.reading.word.revising import Mark, Whose

_SAID = re.compile(rb"<span class=\"?w\"?>\[(?:deleted|added)(?: row\]|:) ?</span>", re.IGNORECASE)
_TAGGED = re.compile(rb"</?(?:del|ins)(?:\s[^<>]*)?>|(?<=<span) class=\"?w\"?(?=>)", re.IGNORECASE)
MOST_PARAGRAPHS = 25_000  # the longest agreements have 5,000
_MOST_LINES = 250_000
UNSEEN_KINDS = ("hidden text", "field code", "unseen")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something beside the language: a comment, a header, hidden words. ``line`` is its line in the
    file, ``what`` says what it is."""

    line: int
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Listened:
    """A file heard. ``units`` are as the sender means them, ``before`` without any mark (None: the file
    marks nothing); ``ours`` are the paragraphs that our marks alone stand in, as those make them;
    ``by_hand`` what is set apart by hand, ``unseen`` what is not as it seems."""

    units: tuple[Unit, ...]
    before: tuple[Unit, ...] | None
    packet: bool
    kind: FileKind
    places: Places = LINES
    marks: "tuple[Mark, ...]" = ()
    by_hand: tuple[Seen, ...] = ()
    unseen: tuple[Remark, ...] = ()
    comments: tuple[Remark, ...] = ()
    edges: tuple[Remark, ...] = ()
    tracked: str = ""
    ours: tuple[Unit, ...] = ()


Asked = Callable[[bool, "Sequence[Mark]"], "Whose"]
"""Of whether the file is a packet of ours, and of its marks: which of them are ours."""
Made = Callable[[], tuple[frozenset[Change], frozenset[str]]]
"""Every change of words that passes of ours make, and the words of every block known."""


def listened(
    data: bytes,
    name: str,
    asked: Asked,
    senses: Mapping[str, Sense],
    wording: Callable[[], Wording],
    changes: Made = lambda: (frozenset(), frozenset()),
) -> Listened:
    """The file heard. ``senses`` are what the sender means by marks made by hand, ``wording`` gives what
    our files print, where a file says marks in words; ``changes`` what our passes change. Errors as for
    :func:`negotiate.agreement.reading.reader.read_received`, and :class:`BadInput` where such a mark cannot
    be told from the language."""
    kind = kind_of(data, name)
    lines = data.count(b"\n") + data.count(b"\r")
    if kind in (FileKind.TEXT, FileKind.MARKDOWN, FileKind.WEB) and lines > _MOST_LINES:
        raise endless(lines, "lines", name)
    found = _listened(data, name, asked, senses, changes)
    if not tells(found.units) and not tells(found.before or ()):
        return found
    known = wording()
    now = read_words(found.units, known, name, found.places)
    tools = tuple(one for one in found.by_hand if one.tool)  # other looks are those of our own marks
    was = now if found.before is None else read_words(found.before, known, name, found.places)
    return replace(found, units=now.now, before=was.before, ours=(*found.ours, *now.over), by_hand=tools)


def endless(many: int, what: str, name: str) -> BadInput:
    """A file of more paragraphs than any agreement has is not read: its time has a bound."""
    return BadInput(
        f"the file has {many:,} {what}, many times what the longest agreements have",
        where=name,
        do="give the file that holds the answer alone",
    )


def _listened(data: bytes, name: str, asked: Asked, senses: Mapping[str, Sense], changes: Made) -> Listened:
    own = read_own(data, name)
    if own is not None:
        units, packet = with_parts(units_of_text(own))
        return Listened(tuple(units), None, packet, FileKind.MARKDOWN)
    kind = kind_of(data, name)
    if kind is FileKind.WORD:
        from negotiate.workspace.incoming.word_heard import word_heard

        return word_heard(data, name, asked, senses, changes)
    return _plain(data, name, kind, senses)


def _plain(data: bytes, name: str, kind: FileKind, senses: Mapping[str, Sense]) -> Listened:
    if kind is FileKind.WEB:
        data = _all_told(data)
    now = heard(data, name, "accepted")
    if len(now.tokens) > MOST_PARAGRAPHS:
        raise endless(len(now.tokens), "paragraphs", name)
    before = heard(data, name, "rejected") if now.tracked else None
    units, packet = with_parts(units_of(now))
    if before is not None and kind is FileKind.MARKDOWN and tells(with_parts(units_of(before))[0]):
        data = in_words(decode(data, name)[0]).encode("utf-8", "replace")
        now, before = heard(data, name, "accepted"), None  # what it strikes is said in words too
        units, packet = with_parts(units_of(now))
    told = tells(units)
    gone, added = (_drawn(now, senses, sense, packet) for sense in (Sense.DELETED, Sense.ADDED))
    if (gone or added) and (kind is FileKind.PDF if packet else not told):
        before = heard(data, name, "accepted", added - gone)
        units = units_of(heard(data, name, "accepted", gone))
        units = with_parts(units)[0] if packet else units
    was = with_parts(units_of(before))[0] if before is not None else None
    units = units if was is None else without_struck_rows(units, bare_rows(was))
    found = [
        Seen(Look.BRACKETS, one.line, words[1])
        for one in units
        if not packet
        for words in BRACKETS.finditer(one.text)
    ]
    if senses.get(Look.BRACKETS) is Sense.DELETED and not told:
        was = None  # what was put in beside them is not known
        units = [replace(one, text=canonical(BRACKETS.sub("", one.text))) for one in units]
    return Listened(
        tuple(one for one in units if one.text or one.label or one.rows),
        None if was is None else tuple(was),
        packet,
        kind,
        now.places,
        (),
        tuple(one for one in (*now.by_hand, *found) if one.tool is packet),
        remarks(now, *UNSEEN_KINDS),
        remarks(now, "comment"),
        (),
        "" if told else now.tracked,
    )


def _drawn(now: Heard, senses: Mapping[str, Sense], sense: Sense, packet: bool) -> frozenset[str]:
    """The looks drawn on the file that the sender means in one sense; on a packet of ours, which has lines
    of its own, those of a reader's tools."""
    looks = {one.look for one in now.by_hand if one.tool or not packet}
    meant = [look for look, means in senses.items() if means is sense and look in looks]
    return frozenset(f"{TOOL}{look}" if packet else look for look in meant)


def _all_told(data: bytes) -> bytes:
    """A page of ours, its marks in its words alone: what its tags strike or underline is said in brackets
    too."""
    return _TAGGED.sub(b"", page_in_words(data)) if _SAID.search(data) else data


def remarks(now: Heard, *kinds: str) -> tuple[Remark, ...]:
    """The repairs of some kinds in what was heard that took words away."""
    return tuple(
        Remark(one.line, one.why, one.taken) for one in now.repairs if one.kind in kinds and one.taken
    )
