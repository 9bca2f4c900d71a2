"""Who marked what in a Word file, and the file with one party's own marks undone where they stand.

A mark is a group of deletions and insertions with no plain words between: one change. Where all of
it is of one party, untouched, it stands; where the other party worked in it, it is answered.
Paragraphs are counted as the reader of Word files counts them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from negotiate.agreement.reading.word.inline import DELETED, INSERTED
from negotiate.agreement.reading.word.package import MC, W
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

REVISED = INSERTED | DELETED
_SWAPPED = {
    f"{W}ins": f"{W}del", f"{W}del": f"{W}ins", f"{W}moveFrom": f"{W}moveTo", f"{W}moveTo": f"{W}moveFrom",
    f"{W}cellIns": f"{W}cellDel", f"{W}cellDel": f"{W}cellIns",
}  # fmt: skip
_TEXTS = frozenset({f"{W}t", f"{W}delText"})
_P, _R = f"{W}p", f"{W}r"
_ROW_MARKS = (f"{W}ins", f"{W}del")
_PUT_IN = frozenset({f"{W}ins", f"{W}cellIns"})
_CELL_MARKS = (f"{W}cellIns", f"{W}cellDel")


@dataclass(frozen=True, slots=True)
class Mark:
    """One change that a file marks: where, by whom and when (the first who worked on it), the words
    deleted and inserted. ``standing`` says that it is wholly of the party asked about, untouched;
    ``moved`` that its words have only gone to another place, or come from one."""

    line: int
    authors: tuple[str, ...]
    date: str
    deleted: str
    inserted: str
    standing: bool = False
    moved: bool = False


Whose = Callable[[Sequence[str], str, str], bool]
"""Of a change's authors, words deleted and words inserted: whether it is the party's own."""


@dataclass(slots=True)
class _Group:
    line: int
    pieces: "list[tuple[str, tuple[etree._Element, ...]]]" = field(default_factory=list)
    marks: "list[etree._Element]" = field(default_factory=list)  # of paragraph ends, rows and cells
    within: frozenset[int] = frozenset()  # the paragraphs of a row or cell that is marked
    begins: bool = False  # whether its paragraph begins with it

    @property
    def elements(self) -> "list[etree._Element]":
        seen: dict[int, etree._Element] = {}
        for _, over in self.pieces:
            for one in over:
                seen.setdefault(id(one), one)
        return [*seen.values(), *self.marks]

    def words(self, tags: frozenset[str], *, alone: bool = False) -> str:
        return canonical(
            "".join(
                text
                for text, over in self.pieces
                if any(one.tag in tags for one in over) and not (alone and len({one.tag for one in over}) > 1)
            )
        )

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.get(f"{W}author", "") for one in self.elements))


class Changes:
    """The changes marked in a file, by the paragraphs that hold them."""

    def __init__(self, root: "etree._Element", held: "Held") -> None:
        """``held`` as :func:`paragraphs` gives it for ``root``."""
        self._groups = [
            group
            for line, one in held
            if next(one.iter(*REVISED), None) is not None
            for group in _groups(one, line)
        ]
        self._groups += _rows(root, held)

    def settle(self, whose: Whose | None = None) -> tuple[Mark, ...]:
        """The marks in order; those that ``whose`` claims are swapped (an insertion becomes a deletion),
        so that a reading with all changes made has them undone."""
        stands = self._standing(whose) if whose is not None else frozenset()
        found = tuple(_mark(one, id(one) in stands) for one in self._groups if one.elements)
        if whose is not None:
            kept = self._ends_kept(stands)
            for group in self._groups:
                if id(group) in kept:
                    continue
                for one in group.elements if id(group) in stands else _refused(group, whose):
                    one.tag = _SWAPPED[one.tag]
        return found

    def _standing(self, whose: Whose) -> frozenset[int]:
        """The identities of the groups that stand. Both ends of a move stand or neither does, and a row put
        in, of which anything was answered, is answered whole; one struck is there for who works in it."""
        standing = [group for group in self._groups if _claimed(group, whose)]
        moved = {_moving(group) for group in self._groups} - {_moving(group) for group in standing}
        standing = [group for group in standing if _moving(group) not in moved - {""}]
        kept = {id(group) for group in standing}
        worked = {group.line for group in self._groups if id(group) not in kept}
        put_in = [group for group in self._groups if any(one.tag in _PUT_IN for one in group.marks)]
        answered = [group for group in put_in if worked.intersection(group.within)]
        within = {line for group in answered for line in group.within}
        return frozenset(
            id(group) for group in standing if group not in answered and group.line not in within
        )

    def _ends_kept(self, stands: frozenset[int]) -> frozenset[int]:
        """Ends of paragraphs put in, that stand, before words put in that somebody answered: the last
        paragraph of a part is put in with the end of the one before it, and theirs begins here."""
        answered = {
            group.line
            for group in self._groups
            if group.begins and id(group) not in stands and group.words(INSERTED)
        }
        return frozenset(
            id(group)
            for group in self._groups
            if not group.pieces
            and not group.within
            and group.line + 1 in answered
            and any(one.tag in INSERTED for one in group.marks)
        )


def marked_only(body: "etree._Element", held: "Held") -> "tuple[etree._Element, tuple[int, ...]]":
    """A document of those parts of a body that hold marks, and the ordinals of its paragraphs: to read
    what was there before the marks, the rest need not be read again."""
    from lxml import etree

    above = body.getparent()
    whole = etree.Element(above.tag if above is not None else f"{W}document")
    inner = etree.SubElement(whole, body.tag)
    kept: list[etree._Element] = []
    joins = False  # whether the paragraph before ends in a mark: it may go on in this one
    for child in body:
        touched = next(child.iter(*REVISED, *_CELL_MARKS), None) is not None
        if touched or joins:
            kept.append(child)
        joins = touched
    inside = {id(one) for child in kept for one in child.iter(_P)}
    for child in kept:
        inner.append(deepcopy(child))
    return whole, tuple(line for line, one in held if id(one) in inside)


Held = Sequence[tuple[int, "etree._Element"]]
"""Paragraphs with their ordinals. An element's identity lasts as long as somebody holds it."""


def paragraphs(root: "etree._Element") -> "Held":
    """The paragraphs of a body with their ordinals; what is only for older programs is left out."""
    old = next(root.iter(f"{MC}Fallback"), None) is not None
    found: Iterable[etree._Element] = root.iter(_P)
    if old:
        found = (one for one in found if next(one.iterancestors(f"{MC}Fallback"), None) is None)
    return list(enumerate(found, 1))


def _claimed(group: _Group, whose: Whose) -> bool:
    deleted, inserted = _changed(group)
    return whose(group.authors, deleted, inserted)


def _refused(group: _Group, whose: Whose) -> "list[etree._Element]":
    """The party's deletions in a change of which the other struck every word put in, and put in none
    itself: the change is refused, and what was deleted stands."""
    deleted, inserted = _changed(group)
    if not deleted or inserted or not group.words(INSERTED):
        return []
    lone = {id(over[0]): over[0] for _, over in group.pieces if len(over) == 1 and over[0].tag in DELETED}
    authors = tuple(dict.fromkeys(one.get(f"{W}author", "") for one in lone.values()))
    return list(lone.values()) if whose(authors, deleted, group.words(INSERTED)) else []


def _changed(group: _Group) -> tuple[str, str]:
    """The words deleted from what was, and those inserted that still stand."""
    return group.words(DELETED, alone=True), group.words(INSERTED, alone=True)


def _mark(group: _Group, standing: bool) -> Mark:
    dates = sorted(filter(None, (one.get(f"{W}date", "") for one in group.elements)))
    gone, come = (INSERTED, DELETED) if standing else (DELETED, INSERTED)
    taken = canonical(
        "".join(text for text, over in group.pieces if len({one.tag for one in over}) > 1)
    )  # put in and struck again
    deleted = " ".join(filter(None, (group.words(gone, alone=True), taken)))
    inserted = group.words(come, alone=True)
    moved = bool(_moving(group)) and not (deleted and inserted)
    return Mark(group.line, group.authors, dates[-1] if dates else "", deleted, inserted, standing, moved)


def _moving(group: _Group) -> str:
    """What a group moves, by which both ends of the move are known; empty where it moves nothing."""
    tags = frozenset({f"{W}moveFrom", f"{W}moveTo"})
    return group.words(tags)[:200] if any(one.tag in tags for one in group.elements) else ""


def _groups(paragraph: "etree._Element", line: int) -> Iterator[_Group]:
    """The changes inside a paragraph, in order; its end goes with the last."""
    group = _Group(line, begins=True)
    inserted = False
    for text, over in _pieces(paragraph, ()):
        if not text:
            continue
        deletes = any(one.tag in DELETED for one in over)
        inserts = any(one.tag in INSERTED for one in over)
        if not over or (inserted and deletes and not inserts):
            if group.pieces:
                yield group
            group, inserted = _Group(line), False  # plain words, or another change, stand before the next
        if over:
            group.pieces.append((text, over))
            inserted = inserted or inserts
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is not None:
        group.marks += [child for child in properties if child.tag in REVISED]
    if group.pieces or group.marks:
        yield group


def _pieces(
    parent: "etree._Element", over: "tuple[etree._Element, ...]"
) -> "Iterator[tuple[str, tuple[etree._Element, ...]]]":
    """The runs of a paragraph in order, each with the marks it stands under."""
    for child in parent:
        tag = child.tag
        if tag == _R:
            yield "".join(_run_text(child)), over
        elif tag in REVISED:
            yield from _pieces(child, (*over, child))
        elif tag != f"{W}pPr" and tag != _P:
            yield from _pieces(child, over)


def _run_text(run: "etree._Element") -> Iterator[str]:
    for part in run:
        if part.tag in _TEXTS:
            yield part.text or ""
        elif part.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "


def _rows(root: "etree._Element", held: "Held") -> list[_Group]:
    """Rows and cells that are marked as inserted or deleted, each with the line of its first paragraph."""
    line_of = {id(one): line for line, one in held}
    found: list[_Group] = []
    for holder, marks in ((f"{W}trPr", _ROW_MARKS), (f"{W}tcPr", _CELL_MARKS)):
        for properties in root.iter(holder):
            own = [child for child in properties if child.tag in marks]
            holding = properties.getparent()
            if own and holding is not None:
                within = frozenset(line_of.get(id(one), 0) for one in holding.iter(_P))
                found.append(_Group(min(within, default=0), [], own, within))
    return found
