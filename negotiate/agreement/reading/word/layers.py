"""Deletions over somebody's insertions, as programs save them that keep one layer of marks only.

Word nests them: words put in by one and struck by another stand in both marks. LibreOffice writes the
deletion alone, and the words would pass for ones that stood there before any mark.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from negotiate.agreement.reading.word.inline import DELETED
from negotiate.agreement.reading.word.package import W
from negotiate.agreement.reading.word.revising import Held
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

PutIn = Callable[[str, str], object]
"""Of words struck by the one party and words struck right behind them by another: whether the one put the
second in for the first."""


def relayer(held: "Held", author: str, put_in: PutIn) -> bool:
    """Puts the insertions of ``author`` back around what others struck of them; whether there was any."""
    made = False
    for _, paragraph in held:
        if next(paragraph.iter(f"{W}del"), None) is None:
            continue
        gone = ""
        for by, run in list(_runs(paragraph)):
            words = _words(run)
            if by == author:
                gone = words
                continue
            if by and put_in(gone, words):
                for one in run:
                    _wrap(one, author)
                made = True
            gone = ""
    return made


def _runs(paragraph: "etree._Element") -> "Iterator[tuple[str, list[etree._Element]]]":
    """Deletions side by side of one author each, what is put in between them apart; plain words between
    them as of nobody."""
    by, run = "", list["etree._Element"]()
    for child in paragraph:
        if child.tag in DELETED:
            author = child.get(f"{W}author", "")
        elif child.tag == f"{W}r":
            author = ""
        else:
            continue
        if run and (author != by or not author):
            yield by, run
            run = []
        by, run = author, [*run, child]
    if run:
        yield by, run


def _words(run: "list[etree._Element]") -> str:
    return canonical("".join(part.text or "" for one in run for part in one.iter(f"{W}delText")))


def _wrap(one: "etree._Element", author: str) -> None:
    above = one.getparent()
    if above is None:
        return
    layer = above.makeelement(f"{W}ins", {f"{W}author": author})
    above.replace(one, layer)
    layer.append(one)
