"""What a copy of each rendering says: taken literally, it gives the old and the new words back."""

import re
from collections.abc import Callable
from html import unescape

from hypothesis import assume, given
from hypothesis import strategies as st
from redline_texts import edited_pairs, lines, placed, table

from negotiate.agreement.blocks import Placed
from negotiate.redline.engine import redline
from negotiate.redline.model import Change, ChangeKind, Redline
from negotiate.redline.renderings.as_html import to_html
from negotiate.redline.renderings.as_markdown import to_markdown
from negotiate.redline.renderings.as_text import to_text
from negotiate.redline.wording import readable

Pair = tuple[tuple[Placed, ...], tuple[Placed, ...]]
_WIDE = 10**6


def terminal(found: Redline) -> str:
    """What is copied from the terminal, names and counts left out."""
    return to_text(found, "a", "b", width=_WIDE).split("\n", 4)[4]


def markdown(found: Redline) -> str:
    body = to_markdown(found, "a", "b").split("\n## Text\n\n", 1)[1].split("\n\n", 1)[1]
    return re.sub(r"\\(.)", r"\1", body)


def page(found: Redline) -> str:
    """What is selected of the page: its letters, tags left out."""
    body = to_html(found, "a", "b").split("</h3>", 1)[1]
    return unescape(re.sub(r"<[^>]*>", "", body))


def side(copied: str, kept: str, gone: str) -> str:
    """The copy with one side's marks taken at their word, the other's left out; spaces do not count."""
    without = re.sub(rf"\[{gone}: [^\]]*\]", "", copied)
    return "".join(re.sub(rf"\[{kept}: ([^\]]*)\]", r"\1", without).split())


def said(items: tuple[Placed, ...]) -> str:
    return "".join("".join(readable(item.block.canonical.replace("\n", " ")).split()) for item in items)


@given(edited_pairs(), st.sampled_from((terminal, markdown, page)))
def test_a_copy_gives_both_texts_back(pair: Pair, copied: Callable[[Redline], str]) -> None:
    for change in redline(*pair).changes:
        told = said(change.old) + said(change.new)
        assume(not set("[]\\|") & set(told) and "....." not in told)
        if change.is_table or change.kind is ChangeKind.MOVED:
            continue
        copy = copied(Redline((change,)))
        assert side(copy, "deleted", "added") == said(change.old)
        assert side(copy, "added", "deleted") == said(change.new)


def _raise() -> tuple[Change, ...]:
    old = [*lines("Pay rises by 6.5% in May."), *placed([table("Step | BA", "1 | 6.5%")])]
    new = [*lines("Pay rises by 2.5% in May."), *placed([table("Step | BA", "1 | 2.5%")])]
    return redline(old, new).changes


def test_two_figures_never_run_together() -> None:
    for change in _raise():
        found = Redline((change,))
        beside = to_text(found, "a", "b", width=120, side_by_side=True)
        for copied in (terminal(found), markdown(found), page(found)):
            assert "[deleted: 6.5%] [added: 2.5%]" in copied
        assert "[deleted: 6.5%]" in beside and "[added: 2.5%]" in beside
        for copied in (terminal(found), markdown(found), page(found), beside):
            assert not re.search(r"6\.5%\S*2\.5%|62\.5", copied.replace("]", "").replace("[", ""))
