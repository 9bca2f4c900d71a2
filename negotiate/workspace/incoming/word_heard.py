"""A Word file heard: loaded when one comes."""

import io
import zipfile
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from negotiate.agreement.reading.byhand import Sense
from negotiate.agreement.reading.kinds import FileKind
from negotiate.agreement.reading.reader import Heard, heard
from negotiate.agreement.reading.word import byhand, revising
from negotiate.agreement.reading.word.body import LINKED
from negotiate.agreement.reading.word.layers import relayer
from negotiate.agreement.reading.word.package import Package, W
from negotiate.agreement.reading.word.revising import Held
from negotiate.agreement.reading.word.styles import Styles
from negotiate.agreement.reading.word.unseen import unseen_in
from negotiate.common.text import canonical
from negotiate.workspace.incoming.halves import complete
from negotiate.workspace.incoming.hearing import units_of, without_struck_rows
from negotiate.workspace.incoming.listening import (
    MOST_PARAGRAPHS,
    UNSEEN_KINDS,
    Asked,
    Listened,
    Made,
    Remark,
    endless,
    remarks,
)
from negotiate.workspace.incoming.model import Part, Unit
from negotiate.workspace.incoming.parts import is_heading, is_ours, with_parts

_BY_HAND = "marks made by hand"
_LONGEST_HEADING = 60  # letters of a heading of our packets


def word_heard(
    data: bytes, name: str, asked: Asked, senses: Mapping[str, Sense], made_by_us: Made
) -> Listened:
    """A Word file heard; arguments and errors as for
    :func:`negotiate.workspace.incoming.listening.listened`."""
    package = Package(data, name)
    root = package.body()
    sheets = package.related("styles")
    styles = Styles(package.part(sheets[0]) if sheets else None)
    held = revising.paragraphs(root)
    if len(held) > MOST_PARAGRAPHS:
        raise endless(len(held), "paragraphs", name)
    found = byhand.seen_in(held, styles)
    faint = tuple(Remark(one.line, one.what, one.text) for one in unseen_in(held, styles))
    packet = _is_packet(held)
    if packet:
        _end_before_headings(held)
    byhand.as_tracked(_language(held) if packet else held, styles, senses, _BY_HAND)
    changes = revising.Changes(root, held)
    marks = changes.settle()
    if packet and marks and _made_whole(held, marks, asked, made_by_us):
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
    bare = _bare(root, held) if marks else frozenset(one.line for one in units_of(now))
    before = None
    if was is not None:
        before = without_struck_rows(_merged(units_of(now), units_of(was), lines), bare)
    units, packet = with_parts(without_struck_rows(units_of(now, theirs, standing), bare))
    ours = _merged(units_of(now), units_of(made), lines) if made is not None and standing else ()
    said = {unit.canonical for unit in units if packet and unit.part is Part.AROUND}
    return Listened(
        tuple(units),
        None if before is None else tuple(with_parts(before)[0]),
        packet,
        FileKind.WORD,
        now.places,
        marks,
        tuple(one for one in found if _part_at(units, one.line) is not Part.AROUND),
        (*remarks(now, *UNSEEN_KINDS), *faint, *_asides(now)),
        remarks(now, "comment"),
        tuple(
            one
            for one in remarks(now, "page furniture")
            if not (packet and is_ours(one.text)) and one.text not in said
        ),
        ours=tuple(_ours_alone(with_parts(ours)[0], standing, theirs)),
    )


def _made_whole(held: Held, marks: Sequence[revising.Mark], asked: Asked, made_by_us: Made) -> bool:
    """Whether words of ours that others struck, with our own mark lost, got it back, or a change of ours
    that was answered by half was answered whole."""
    whose = asked(True, marks)

    def ours(name: str) -> bool:
        return whose((name,), "", "")

    author = next((name for one in marks for name in one.authors if ours(name)), "")
    if not author:
        return False
    made, known = made_by_us()
    redlines = _in_redlines(held)
    changes = {(one.gone, one.put) for one in made}
    layered = relayer(redlines, author, lambda gone, put: (gone, put) in changes or ("", put) in changes)
    return complete(redlines, ours, made, known) or layered


def _ours_alone(units: Sequence[Unit], standing: Container[int], theirs: Container[int]) -> Iterator[Unit]:
    """The paragraphs in which our marks stand and nobody else's, nor in what our marks join to them."""
    for at, one in enumerate(units):
        end = units[at + 1].line if at + 1 < len(units) else one.line + 1
        joined = range(one.line, max(end, one.line + 1))
        if (
            one.part is not Part.AROUND
            and one.line in standing
            and not any(line in theirs for line in joined)
        ):
            yield one


def _bare(root: etree._Element, held: Held) -> frozenset[int]:
    """The lines of tables with a row that has no words under any mark either."""
    line_of = {id(one): line for line, one in held}
    return frozenset(
        line_of.get(id(next(table.iter(f"{W}p"), None)), 0)
        for table in root.iter(f"{W}tbl")
        if any(not any(str(text).strip() for text in row.itertext()) for row in table.iterchildren(f"{W}tr"))
    )


def _part_at(units: Sequence[Unit], line: int) -> Part:
    """The part in which a paragraph stands; those of a table's cells are counted from its first."""
    at = bisect_right(units, line, key=lambda one: one.line)
    return units[at - 1].part if at else Part.AROUND


def _merged(now: Sequence[Unit], before: Sequence[Unit], lines: Sequence[int]) -> list[Unit]:
    """The file before its marks: what holds none is as it is now. ``lines`` are those of ``before``."""
    known = set(lines)
    was = [replace(unit, line=lines[unit.line - 1]) for unit in before if 0 < unit.line <= len(lines)]
    return sorted([*(unit for unit in now if unit.line not in known), *was], key=lambda unit: unit.line)


def _is_packet(held: Held) -> bool:
    texts = (_text_of(one) for _, one in held)
    return with_parts([Unit(canonical(text)) for text in texts if 0 < len(text) < _LONGEST_HEADING])[1]


def _in_redlines(held: Held) -> Held:
    """The paragraphs of a packet's redlines, where our words stand as marks."""
    return [one for one, part in zip(held, _parts(held), strict=True) if part is Part.MARKED]


def _language(held: Held) -> Held:
    """The paragraphs of a packet that are language: not its cover, nor its list of changes."""
    return [one for one, part in zip(held, _parts(held), strict=True) if part is not Part.AROUND]


def _parts(held: Held) -> list[Part]:
    texts = (canonical(_text_of(one))[:_LONGEST_HEADING] for _, one in held)
    return [unit.part for unit in with_parts([Unit(text) for text in texts])[0]]


def _end_before_headings(held: Held) -> None:
    """Whoever takes out the last paragraph of a part may leave the end before it marked: what a heading of
    ours stands over does not go on in it."""
    for (_, before), (_, one) in pairwise(held):
        ends = before.find(f"{W}pPr/{W}rPr")
        marks = [] if ends is None else [mark for mark in ends if mark.tag in revising.REVISED]
        if ends is not None and marks and is_heading(canonical(_text_of(one))):
            for mark in marks:
                ends.remove(mark)


def _text_of(paragraph: etree._Element) -> str:
    return "".join(part.text or "" for part in paragraph.iter(f"{W}t"))


def _rewritten(data: bytes, package: Package, root: etree._Element) -> bytes:
    """The file with another main part; pictures and the like are left behind."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for info in old.infolist():
            path = info.filename.replace("\\", "/").lstrip("/")
            if path.lower() == package.main.lower():
                new.writestr(path, etree.tostring(root, encoding="UTF-8", xml_declaration=True))
            elif path.lower().endswith((".xml", ".rels")):
                new.writestr(path, old.read(info))
    return held.getvalue()


def _asides(now: Heard) -> tuple[Remark, ...]:
    """Notes, which stand at the foot of a page and are read behind what cites them, and files linked in,
    whose words nobody here has read."""
    return tuple(
        Remark(one.line, one.what, one.text or "its words are not read")
        for one in now.doubts
        if one.what.startswith(("footnote", "endnote")) or one.what == LINKED
    )
