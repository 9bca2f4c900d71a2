"""A file heard: its paragraphs as the sender means them and as they were before any mark, who marked
what, and what a reader of the paper would not see."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from negotiate.agreement.reading.byhand import BRACKETS, Look, Seen, Sense
from negotiate.agreement.reading.decode import decode
from negotiate.agreement.reading.kinds import FileKind, kind_of
from negotiate.agreement.reading.markup import read_own
from negotiate.agreement.reading.reader import Heard, heard
from negotiate.agreement.reading.report import LINES, Places
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical
from negotiate.workspace.incoming.cutting import tells
from negotiate.workspace.incoming.hearing import units_of, units_of_text
from negotiate.workspace.incoming.model import Part, Unit
from negotiate.workspace.incoming.parts import is_heading, is_ours, with_parts
from negotiate.workspace.incoming.printed import Wording
from negotiate.workspace.incoming.typed_marks import in_words, page_in_words
from negotiate.workspace.incoming.worded import read_words

if TYPE_CHECKING:
    from lxml import etree

    from negotiate.agreement.reading.word.package import Package
    from negotiate.agreement.reading.word.revising import Held, Mark, Whose

_BY_HAND = "marks made by hand"
_SAID = re.compile(rb"<span class=\"?w\"?>\[(?:deleted|added)(?: row\]|:) ?</span>", re.IGNORECASE)
_TAGGED = re.compile(rb"</?(?:del|ins)(?:\s[^<>]*)?>|(?<=<span) class=\"?w\"?(?=>)", re.IGNORECASE)
_LONGEST_HEADING = 60  # letters of a heading of our packets
_MOST_PARAGRAPHS = 25_000  # the longest agreements have 5,000
_MOST_LINES = 250_000
_UNSEEN_KINDS = ("hidden text", "field code", "unseen")


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


def listened(
    data: bytes, name: str, asked: Asked, senses: Mapping[str, Sense], wording: Callable[[], Wording]
) -> Listened:
    """The file heard. ``senses`` are what the sender means by marks made by hand, ``wording`` gives what
    our files print, where a file says marks in words. Errors as for
    :func:`negotiate.agreement.reading.reader.read_received`, and :class:`BadInput` where such a mark cannot
    be told from the language."""
    kind = kind_of(data, name)
    lines = data.count(b"\n") + data.count(b"\r")
    if kind in (FileKind.TEXT, FileKind.MARKDOWN, FileKind.WEB) and lines > _MOST_LINES:
        raise _endless(lines, "lines", name)
    found = _listened(data, name, asked, senses)
    if not tells(found.units) and not tells(found.before or ()):
        return found
    known = wording()
    now = read_words(found.units, known, name, found.places)
    was = now if found.before is None else read_words(found.before, known, name, found.places)
    return replace(found, units=now.now, before=was.before, ours=(*found.ours, *now.over), by_hand=())


def _endless(many: int, what: str, name: str) -> BadInput:
    """A file of more paragraphs than any agreement has is not read: its time has a bound."""
    return BadInput(
        f"the file has {many:,} {what}, many times what the longest agreements have",
        where=name,
        do="give the file that holds the answer alone",
    )


def _listened(data: bytes, name: str, asked: Asked, senses: Mapping[str, Sense]) -> Listened:
    own = read_own(data, name)
    if own is not None:
        units, packet = with_parts(units_of_text(own))
        return Listened(tuple(units), None, packet, FileKind.MARKDOWN)
    kind = kind_of(data, name)
    if kind is FileKind.WORD:
        return _word(data, name, asked, senses)
    return _plain(data, name, kind, senses)


def _plain(data: bytes, name: str, kind: FileKind, senses: Mapping[str, Sense]) -> Listened:
    if kind is FileKind.WEB:
        data = _all_told(data)
    now = heard(data, name, "accepted")
    if len(now.tokens) > _MOST_PARAGRAPHS:
        raise _endless(len(now.tokens), "paragraphs", name)
    before = heard(data, name, "rejected") if now.tracked else None
    units, packet = with_parts(units_of(now))
    if before is not None and kind is FileKind.MARKDOWN and tells(with_parts(units_of(before))[0]):
        data = in_words(decode(data, name)[0]).encode("utf-8", "replace")
        now, before = heard(data, name, "accepted"), None  # what it strikes is said in words too
        units, packet = with_parts(units_of(now))
    told = tells(units)
    gone, added = (_drawn(now, senses, sense) for sense in (Sense.DELETED, Sense.ADDED))
    if (gone or added) and not packet and not told:
        before = heard(data, name, "accepted", added)
        units = units_of(heard(data, name, "accepted", gone))
    was = with_parts(units_of(before))[0] if before is not None else None
    units = units if was is None else [_without_struck_rows(one, was) for one in units]
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
        () if packet else (*now.by_hand, *found),
        _remarks(now, *_UNSEEN_KINDS),
        _remarks(now, "comment"),
        (),
        "" if told else now.tracked,
    )


def _without_struck_rows(unit: Unit, before: Sequence[Unit]) -> Unit:
    """A table without the rows of which every word is struck; ``before`` is the file without its marks."""
    if all(map(any, unit.rows)):
        return unit
    was = next((one.rows for one in before if one.line == unit.line), ())
    if len(was) != len(unit.rows):
        return unit
    rows = tuple(row for row, old in zip(unit.rows, was, strict=True) if any(row) or not any(old))
    return replace(unit, rows=rows)


def _drawn(now: Heard, senses: Mapping[str, Sense], sense: Sense) -> frozenset[str]:
    """The looks drawn on the file that the sender means in one sense."""
    looks = {one.look for one in now.by_hand}
    return frozenset(look for look, meant in senses.items() if meant is sense and look in looks)


def _all_told(data: bytes) -> bytes:
    """A page of ours, its marks in its words alone: what its tags strike or underline is said in brackets
    too."""
    return _TAGGED.sub(b"", page_in_words(data)) if _SAID.search(data) else data


def _word(data: bytes, name: str, asked: Asked, senses: Mapping[str, Sense]) -> Listened:
    from negotiate.agreement.reading.word import byhand, revising
    from negotiate.agreement.reading.word.package import Package
    from negotiate.agreement.reading.word.styles import Styles
    from negotiate.agreement.reading.word.unseen import unseen_in

    package = Package(data, name)
    root = package.body()
    sheets = package.related("styles")
    styles = Styles(package.part(sheets[0]) if sheets else None)
    held = revising.paragraphs(root)
    if len(held) > _MOST_PARAGRAPHS:
        raise _endless(len(held), "paragraphs", name)
    found = byhand.seen_in(held, styles)
    faint = tuple(Remark(one.line, one.what, one.text) for one in unseen_in(held, styles))
    byhand.as_tracked(held, styles, senses, _BY_HAND)
    packet = _is_packet(held)
    if packet:
        _end_before_headings(held)
    changes = revising.Changes(root, held)
    marks = changes.settle()
    if marks:
        part, lines = revising.marked_only(root, held)
        alone = _rewritten(data, package, part)
        was, made = heard(alone, name, "rejected"), heard(alone, name, "accepted")
        marks = changes.settle(asked(packet, marks))
        now = heard(_rewritten(data, package, root.getroottree().getroot()), name, "accepted")
    else:
        now, was, made, lines = heard(data, name, "accepted"), None, None, ()
    theirs = frozenset(mark.line for mark in marks if not mark.standing)
    standing: dict[int, tuple[str, ...]] = {}
    for mark in marks:
        if mark.standing:
            standing[mark.line] = (*standing.get(mark.line, ()), mark.inserted or mark.deleted)
    units, packet = with_parts(units_of(now, theirs, standing))
    ours = _merged(units_of(now), units_of(made), lines) if made is not None and standing else ()
    around = {unit.line: unit.canonical for unit in units if unit.part is Part.AROUND}
    said = frozenset(around.values()) if packet else frozenset()
    return Listened(
        tuple(units),
        None if was is None else tuple(with_parts(_merged(units_of(now), units_of(was), lines))[0]),
        packet,
        FileKind.WORD,
        now.places,
        marks,
        tuple(one for one in found if one.line not in around),
        (*_remarks(now, *_UNSEEN_KINDS), *faint, *_asides(now)),
        _remarks(now, "comment"),
        tuple(
            one
            for one in _remarks(now, "page furniture")
            if not (packet and is_ours(one.text)) and one.text not in said
        ),
        ours=tuple(
            one
            for one in with_parts(ours)[0]
            if one.part is not Part.AROUND and one.line in standing and one.line not in theirs
        ),
    )


def _merged(now: Sequence[Unit], before: Sequence[Unit], lines: Sequence[int]) -> list[Unit]:
    """The file before its marks: what holds none is as it is now. ``lines`` are those of ``before``."""
    known = set(lines)
    was = [replace(unit, line=lines[unit.line - 1]) for unit in before if 0 < unit.line <= len(lines)]
    return sorted([*(unit for unit in now if unit.line not in known), *was], key=lambda unit: unit.line)


def _is_packet(held: "Held") -> bool:
    texts = (_text_of(one) for _, one in held)
    return with_parts([Unit(canonical(text)) for text in texts if 0 < len(text) < _LONGEST_HEADING])[1]


def _end_before_headings(held: "Held") -> None:
    """Whoever strikes the last paragraph of a part strikes its end too: what a heading of ours stands over
    does not go on in it."""
    from negotiate.agreement.reading.word.inline import DELETED
    from negotiate.agreement.reading.word.package import W

    for (_, before), (_, one) in pairwise(held):
        ends = before.find(f"{W}pPr/{W}rPr")
        marks = [] if ends is None else [mark for mark in ends if mark.tag in DELETED]
        if ends is not None and marks and is_heading(canonical(_text_of(one))):
            for mark in marks:
                ends.remove(mark)


def _text_of(paragraph: "etree._Element") -> str:
    from negotiate.agreement.reading.word.package import W

    return "".join(part.text or "" for part in paragraph.iter(f"{W}t"))


def _rewritten(data: bytes, package: "Package", root: "etree._Element") -> bytes:
    """The file with another main part; pictures and the like are left behind."""
    from lxml import etree

    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for info in old.infolist():
            path = info.filename.replace("\\", "/").lstrip("/")
            if path.lower() == package.main.lower():
                new.writestr(path, etree.tostring(root, encoding="UTF-8", xml_declaration=True))
            elif path.lower().endswith((".xml", ".rels")):
                new.writestr(path, old.read(info))
    return held.getvalue()


def _remarks(now: Heard, *kinds: str) -> tuple[Remark, ...]:
    return tuple(
        Remark(one.line, one.why, one.taken) for one in now.repairs if one.kind in kinds and one.taken
    )


def _asides(now: Heard) -> tuple[Remark, ...]:
    """Notes, which stand at the foot of a page and are read behind what cites them, and files linked in,
    whose words nobody here has read."""
    from negotiate.agreement.reading.word.body import LINKED

    return tuple(
        Remark(one.line, one.what, one.text or "its words are not read")
        for one in now.doubts
        if one.what.startswith(("footnote", "endnote")) or one.what == LINKED
    )
