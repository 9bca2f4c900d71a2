"""What a person should heed before an act: said plainly, never in the way of the act."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from negotiate.agreement.blocks import Agreement, Kind, Placed
from negotiate.agreement.citations import Index, index_of, place
from negotiate.agreement.numbers import figures
from negotiate.agreement.store import ROOT, is_article
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import How, Item, Label
from negotiate.bargaining.states import State
from negotiate.bargaining.tentative import language_digest
from negotiate.common.errors import BadInput
from negotiate.common.text import printable
from negotiate.costing.output import plain
from negotiate.costing.versions import TextInputs, words_of
from negotiate.costing.wording import figure_twins, spots, twins
from negotiate.workspace.workspace import MAIN, Workspace


def draft_warnings(workspace: Workspace, item: Item, text: Agreement) -> tuple[str, ...]:
    """Figures that the text changes in one place and leaves standing in another."""
    base = workspace.baseline_index()
    new = index_of(text)
    said = [
        *_in_clause(base, new, item),
        *_elsewhere(base, new),
        *unseen_signs(base, new),
        *hand_edits(workspace),
    ]
    return tuple(dict.fromkeys(said))


def _in_clause(base: Index, new: Index, item: Item) -> Iterator[str]:
    """One clause that says a figure twice, changed once."""
    changed = {one.citation for one in _gone(base, new)}
    quoted: set[str] = set()
    for citation in dict.fromkeys([*item.clauses, *sorted(changed)]):
        try:
            olds, news = base.clause(citation), new.clause(citation)
        except BadInput:
            continue  # struck or renumbered: nothing to compare
        before, after = [words_of(one.block) for one in olds], [words_of(one.block) for one in news]
        in_tables = [words_of(one.block) for one in news if one.block.kind is Kind.TABLE]
        for twin in figure_twins(before, after, citation):
            now = ", ".join(plain(value) for value in twin.now)
            if twin.quote in quoted:
                continue  # the clause around it said so already
            in_cell = any(twin.quote in words for words in in_tables)
            if in_cell and twin.changed not in _said_less(olds, news):
                continue  # a cell changed and another cell has the same figure: two rows, not one thing
            quoted.add(twin.quote)
            was = plain(twin.changed)
            yield f"{citation}: {was} became {now} in one place and still stands here: “{twin.quote}”"


def _said_less(olds: Iterable[Placed], news: Iterable[Placed]) -> Counter[Fraction]:
    """The figures that stand less often in the clause's sentences than they did; tables left out."""

    def count(side: Iterable[Placed]) -> Counter[Fraction]:
        prose = (words_of(one.block) for one in side if one.block.kind is not Kind.TABLE)
        return Counter(figure.value for words in prose for figure in figures(words))

    return count(olds) - count(news)


def _elsewhere(base: Index, new: Index) -> Iterator[str]:
    """A figure that stands in like words in another clause, which the text leaves as it is."""
    gone = _gone(base, new)
    if not gone:
        return
    inputs = _baseline(base)
    still = {one.block.digest for one in new.placed}
    at = {id(one): number for number, one in enumerate(base.placed)}
    for one in gone:
        kept = {spot.figure.value for spot in spots(inputs, at[id(one)])} - _values_lost(new, one)
        for spot in spots(inputs, at[id(one)]):
            if spot.figure.value in kept or spot.figure.value == 1:  # the "1" of "1 to 700"
                continue
            for twin in twins(inputs, spot):
                if base.placed[twin.index].block.digest in still:
                    yield (
                        f"{one.name} changes {plain(spot.figure.value)}, which still stands in like words in "
                        f"{twin.citation}: “{twin.sentence}”"
                    )


@lru_cache(maxsize=2)
def _baseline(base: Index) -> TextInputs:
    """Kept with what is found in it: the baseline is the same at every pass."""
    return TextInputs("baseline", base.placed)


def unseen_signs(base: Index, new: Index) -> Iterator[str]:
    """Signs that a reader does not see, or that order a screen about: they could deceive."""
    known = {one.block.digest for one in base.placed}
    for one in new.placed:
        texts = one.block.canonical.split("\n")  # a line break parts the rows of a table
        if one.block.digest not in known and any(printable(words) != words for words in texts):
            yield f"{one.name} holds control or direction signs that no reader sees, and Word cannot hold"


def hand_edits(workspace: Workspace) -> Iterator[str]:
    """Articles edited in the folder: the record goes by what was committed, and says so."""
    for path, stored in workspace.repository.read_files(MAIN, ROOT, is_article).items():
        try:
            shown = (workspace.folder / path).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            shown = ""
        if shown != stored:
            yield f"{path} was changed by hand in the folder; in force is what is on the record"


def _gone(base: Index, new: Index) -> list[Placed]:
    still = {one.block.digest for one in new.placed}
    return [one for one in base.placed if one.block.digest not in still]


def _values_lost(new: Index, one: Placed) -> set[Fraction]:
    """The figures of a changed block that its clause no longer says at all."""
    old = TextInputs("old", (one,))
    try:
        now = TextInputs("new", new.clause(one.citation))
    except BadInput:
        return set()
    has = {spot.figure.value for at in range(len(now.placed)) for spot in spots(now, at)}
    return {spot.figure.value for spot in spots(old, 0)} - has


def pass_warnings(
    workspace: Workspace, item: Item, side: Side, text: Agreement, how: How, label: Label
) -> tuple[str, ...]:
    """Bidding against oneself (which an offer that is no position never does), a pass without language,
    language under a tentative agreement."""
    said: list[str] = []
    last = item.last
    if label.counts and last is not None and last.side is side and item.ball is side.other:
        said.append(
            f"the {side.other.value} owes the next move: after {last.name}, this bids against yourself"
        )
    if how is How.LANGUAGE:
        baseline = workspace.baseline
        if language_digest(baseline, text) == language_digest(baseline, baseline):
            said.append("this pass changes no language; `negotiate current` says so in words")
        said.extend(draft_warnings(workspace, item, text))
    said.extend(_under_agreement(workspace, item, text))
    said.extend(_unmarked(workspace, item, side, text))
    return tuple(said)


def _unmarked(workspace: Workspace, item: Item, side: Side, text: Agreement) -> Iterator[str]:
    """What the other side changed without a mark in its last pass, and this text takes over."""
    theirs = item.latest(side.other)
    if theirs is None or not theirs.unmarked:
        return
    has, said = (
        {one.name: one.block.digest for one in place(each)}
        for each in (text, workspace.agreement_at(theirs.text))
    )
    known = {block.digest for block in workspace.base_text(theirs).blocks()}
    own = item.latest(side)
    if own is not None:
        known |= {block.digest for block in workspace.agreement_at(own.text).blocks()}
    fresh = (set(said.values()) - known) & set(has.values())
    for citation in theirs.unmarked:
        if citation in said:
            taken = said[citation] in has.values()
        elif citation.startswith(("after ", "at the beginning")):
            taken = bool(fresh)
        else:  # left out without a mark
            taken = citation not in has
        if taken:
            yield f"{citation}: the {side.other.value} changed this in {theirs.name} without a mark"


def _under_agreement(workspace: Workspace, item: Item, text: Agreement) -> Iterator[str]:
    """What this text changes that a tentative agreement has changed already, or agreed to leave as it is."""
    placed = workspace.baseline_index().placed
    base = {one.block.digest for one in placed}
    agreed_out = base - {block.digest for block in workspace.tentative.blocks()}
    own_out = base - {block.digest for block in text.blocks()}
    cited = sorted({one.name for one in placed if one.block.digest in agreed_out & own_out})
    if cited:
        yield (
            f"{', '.join(cited)} is under a tentative agreement, which must be reopened before this can land"
        )
    for row in workspace.rows():
        if row.state is not State.TA or row.id == item.id:
            continue
        for citation in row.clauses:
            try:
                within = {one.block.digest for one in workspace.baseline_index().clause(citation)}
            except BadInput:
                continue  # cited in a text before this one
            if within & own_out and not within & agreed_out:
                yield (
                    f"{citation} stays as it is by the tentative agreement on item {row.number}, "
                    f"{row.title}: reopen that before this is agreed"
                )
