"""Marks made by hand in a Word file (struck, underlined, bold, coloured, in brackets), and the file with
them as tracked changes, so that one reading serves both.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from negotiate.agreement.reading.byhand import BRACKETS, Look, Seen, Sense
from negotiate.agreement.reading.word.inline import INSERTED
from negotiate.agreement.reading.word.package import W, is_on, value
from negotiate.agreement.reading.word.revising import REVISED, Held
from negotiate.agreement.reading.word.styles import Styles
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

_R, _T, _RPR = f"{W}r", f"{W}t", f"{W}rPr"
_LOOKED = tuple(W + name for name in ("strike", "dstrike", "u", "b", "i", "color", "highlight", "rStyle"))
_PLAIN = frozenset({"", "auto", "000000", "none", "default"})
_WRITTEN = {Sense.DELETED: f"{W}del", Sense.ADDED: f"{W}ins"}


def seen_in(held: "Held", styles: Styles) -> list[Seen]:
    """Every stretch of words that is set apart, outside tracked changes."""
    found: list[Seen] = []
    for line, paragraph in held:
        looked = styles.strikes or next(paragraph.iter(*_LOOKED), None) is not None
        if not looked and not _bracketed_words(paragraph):
            continue
        for run, free in _all_runs(paragraph):
            text = _text(run)
            if not text.strip():
                continue
            for look in _looks(run, styles):
                if not free and look is not Look.STRUCK:
                    continue
                if found and found[-1].line == line and found[-1].look == look and found[-1].run_on:
                    found[-1] = Seen(look, line, found[-1].text + text, True)
                else:
                    found.append(Seen(look, line, text, True))
        whole = "".join(_text(run) for run in _runs(paragraph))
        found += [Seen(Look.BRACKETS, line, one[1]) for one in BRACKETS.finditer(whole)]
    return [Seen(one.look, one.line, canonical(one.text)) for one in found]


def _bracketed_words(paragraph: "etree._Element") -> bool:
    return any("[" in (part.text or "") for part in paragraph.iter(_T))


def as_tracked(held: "Held", styles: Styles, senses: Mapping[str, Sense], author: str) -> bool:
    """Turns what is set apart, in place, into tracked changes by ``author``; whether there was any."""
    made = False
    for _, paragraph in held if senses else ():
        if Look.BRACKETS in senses and senses[Look.BRACKETS] is not Sense.PLAIN:
            made |= _bracketed(paragraph, senses[Look.BRACKETS], author)
        for run, free in list(_all_runs(paragraph)):
            looks = [look for look in _looks(run, styles) if look in senses and (free or look is Look.STRUCK)]
            said = {senses[look] for look in looks} - {Sense.PLAIN}
            if said and _text(run):
                _wrap(run, Sense.DELETED if Sense.DELETED in said else Sense.ADDED, author)
                made = True
    return made


def _runs(paragraph: "etree._Element") -> "Iterator[etree._Element]":
    """The runs of a paragraph that no tracked change holds."""
    for run in paragraph.iter(_R):
        above = next(run.iterancestors(*REVISED, f"{W}p"), None)
        if above is paragraph:
            yield run


def _all_runs(paragraph: "etree._Element") -> "Iterator[tuple[etree._Element, bool]]":
    """The runs of a paragraph that no tracked change holds, and those of tracked insertions, which somebody
    may have struck by hand; whether each is free."""
    for run in paragraph.iter(_R):
        holders = list(run.iterancestors(*REVISED, f"{W}p"))
        if holders[0] is paragraph:
            yield run, True
        elif holders[1:2] == [paragraph] and holders[0].tag in INSERTED:
            yield run, False


def _text(run: "etree._Element") -> str:
    return "".join(part.text or "" for part in run if part.tag == _T)


def _looks(run: "etree._Element", styles: Styles) -> Iterator[str]:
    """How a run is set apart from plain text."""
    properties = run.find(_RPR)
    own = [is_on(properties, name) for name in ("strike", "dstrike")]
    if any(own) or (own == [None, None] and styles.strikes and any(map(styles.struck, styles.around(run)))):
        yield Look.STRUCK
    if properties is None:
        return
    under = value(properties, "u")
    if under not in (None, "none"):
        yield Look.UNDERLINED
    if is_on(properties, "b"):
        yield Look.BOLD
    if is_on(properties, "i"):
        yield Look.ITALIC
    colour = (value(properties, "color") or "").lower()
    if colour not in _PLAIN:
        yield f"{Look.COLOUR}:{colour}"
    ground = (value(properties, "highlight") or "").lower()
    if ground not in _PLAIN:
        yield f"{Look.HIGHLIGHT}:{ground}"


def _wrap(run: "etree._Element", sense: Sense, author: str) -> None:
    parent = run.getparent()
    if parent is None:
        return
    mark = parent.makeelement(_WRITTEN[sense], {f"{W}author": author})
    parent.replace(run, mark)
    mark.append(run)


def _bracketed(paragraph: "etree._Element", sense: Sense, author: str) -> bool:
    """Words in brackets as one mark; the brackets themselves are nobody's words."""
    runs = list(_runs(paragraph))
    whole = "".join(_text(run) for run in runs)
    spans = [(one.start(), one.end()) for one in BRACKETS.finditer(whole)]
    if not spans:
        return False
    at = 0
    for run in runs:
        size = len(_text(run))
        cuts = sorted({0, size} | {min(max(edge - at, 0), size) for span in spans for edge in span})
        for piece, (start, end) in zip(_split(run, cuts), zip(cuts, cuts[1:], strict=False), strict=False):
            if any(low <= at + start and at + end <= high for low, high in spans):
                for part in piece.iter(_T):
                    part.text = re.sub(r"[\[\]]", "", part.text or "")
                _wrap(piece, sense, author)
        at += size
    return True


def _split(run: "etree._Element", cuts: list[int]) -> "list[etree._Element]":
    """The run parted at places of its text."""
    if len(cuts) < 3 or len([part for part in run if part.tag == _T]) != 1:
        return [run]
    text = _text(run)
    pieces = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = deepcopy(run)
        for part in piece.iter(_T):
            part.text = text[start:end]
        run.addprevious(piece)
        pieces.append(piece)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)
    return pieces
