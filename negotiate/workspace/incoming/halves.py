"""Half of a change of ours answered: its deletion made and its insertion left as a mark, or the like.

Whoever works in Word's margin accepts or rejects one balloon at a time, and a substitution of ours is
two. A half left standing beside the other's answer is no mark left unanswered: "6.5% 7.25%" is nobody's
offer, and neither is a sentence with a hole. The change is answered whole, as its half was.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from negotiate.agreement.reading.word.package import W
from negotiate.agreement.reading.word.revising import REVISED, Held
from negotiate.common.text import canonical
from negotiate.workspace.incoming.model import Change

if TYPE_CHECKING:
    from lxml import etree

_INS, _DEL = f"{W}ins", f"{W}del"
_OTHER = "marks inside"  # of a control or a link
_LIKE = 80  # of 100: a new paragraph of ours, perhaps with words of theirs in it
_RUNS = frozenset({f"{W}r", f"{W}hyperlink", f"{W}smartTag", f"{W}sdt", f"{W}fldSimple"})


@dataclass(slots=True)
class _Stretch:
    """Parts of a paragraph side by side that stand under one kind of mark, or none (``kind`` empty)."""

    kind: str
    parts: "list[etree._Element]"

    @property
    def key(self) -> str:
        tags = (f"{W}t", f"{W}delText")
        return "".join("".join(text.text or "" for one in self.parts for text in one.iter(*tags)).split())


def complete(
    held: Held, ours: Callable[[str], bool], changes: Collection[Change], known: Collection[str]
) -> bool:
    """Answers whole every change of ours that was answered by half; whether there was any. ``ours`` says
    whether marks under a name are ours, ``known`` are the words of every block of any text."""
    substituted = [one for one in changes if one.gone and one.put]
    found = False
    for _, paragraph in held:
        if substituted and any(child.tag in (_INS, _DEL) for child in paragraph):
            stretches = list(_stretches(paragraph))
            for at, one in enumerate(stretches):
                if one.kind in (_INS, _DEL) and all(_alone(part, ours) for part in one.parts):
                    found = _answered(one, *_around(stretches, at), substituted) or found
    fresh = [one.put for one in changes if one.put and not one.gone and not one.part]
    return _ended(held, ours, fresh, known) or found


def _ended(held: Held, ours: Callable[[str], bool], fresh: Sequence[str], known: Collection[str]) -> bool:
    """Takes our mark from the end that makes a paragraph of ours, put in or moved, where its words were
    accepted: it would run into its neighbour. The last of a part is put in with the end of the one before."""
    found = False

    def is_new(words: str) -> bool:
        return any(fuzz.ratio(words, one) >= _LIKE for one in fresh)

    for at, (_, paragraph) in enumerate(held):
        for mark in paragraph.findall(f"{W}pPr/{W}rPr/{_INS}"):
            here, below = (_plain(one) for _, one in (held[at], held[min(at + 1, len(held) - 1)]))
            stands = (here in known and below in known) or is_new(here) or is_new(below)
            above = mark.getparent()
            if stands and above is not None and ours(mark.get(f"{W}author", "")):
                above.remove(mark)
                found = True
    return found


def _is_plain(part: "etree._Element") -> bool:
    return part.tag in _RUNS and next(part.iter(*REVISED), None) is None


def _plain(paragraph: "etree._Element") -> str:
    """The words of a paragraph that stand under no mark."""
    runs = (child for child in paragraph if _is_plain(child))
    return canonical("".join(text.text or "" for run in runs for text in run.iter(f"{W}t")))


def _alone(mark: "etree._Element", ours: Callable[[str], bool]) -> bool:
    return ours(mark.get(f"{W}author", "")) and next(mark.iterdescendants(*REVISED), None) is None


def _stretches(paragraph: "etree._Element") -> Iterator[_Stretch]:
    last: _Stretch | None = None
    for child in paragraph:
        kind = child.tag if child.tag in REVISED else "" if _is_plain(child) else _OTHER
        if kind == _OTHER and next(child.iter(*REVISED), None) is None:
            continue  # bookmarks and the like stand between words, and part none
        if last is not None and last.kind == kind:
            last.parts.append(child)
            continue
        if last is not None:
            yield last
        last = _Stretch(kind, [child])
    if last is not None:
        yield last


def _around(stretches: Sequence[_Stretch], at: int) -> tuple[str | None, str | None]:
    """The plain words right before and right behind a mark; None where another mark stands there."""
    sides = (stretches[at - 1 : at] if at else [], stretches[at + 1 : at + 2])
    before, after = ("" if not side else None if side[0].kind else side[0].key for side in sides)
    return before, after


def _answered(mark: _Stretch, before: str | None, after: str | None, changes: Sequence[Change]) -> bool:
    """Answers the change that a mark is half of, where the words around it say that the other half was."""
    if before is None or after is None:
        return False
    for one in changes:
        halves = (one.gone, one.put) if mark.kind == _DEL else (one.put, one.gone)
        mine, other = ("".join(words.split()) for words in halves)
        if mine != mark.key:
            continue
        plain = _ends(before, one.before + other) and _begins(after, one.after)
        plain = plain or (_ends(before, one.before) and _begins(after, other + one.after))
        bare = _ends(before, one.before) and _begins(after, one.after)
        if plain or bare:
            _settle(mark, stays=not plain)  # beside the other half its words are told twice, else not at all
            return True
    return False


def _ends(words: str, end: str) -> bool:
    return words.endswith(end) if end else not words


def _begins(words: str, begin: str) -> bool:
    return words.startswith(begin) if begin else not words


def _settle(mark: _Stretch, *, stays: bool) -> None:
    """Makes the words under a mark plain, or takes them out."""
    for one in mark.parts:
        above = one.getparent()
        if above is None:
            continue
        if stays:
            for text in one.iter(f"{W}delText"):
                text.tag = f"{W}t"
            at = above.index(one)
            for child in reversed(list(one)):
                above.insert(at, child)
        above.remove(one)
