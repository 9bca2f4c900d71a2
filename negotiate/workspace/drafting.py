"""A clause being typed: at every pause its redline and its cost, from what has changed alone.

Made once when a person opens a clause; each text typed is then read in place, compared with
the clause in force and priced against the baseline, without looking at the rest of the
agreement again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Placed
from negotiate.agreement.checks.checking import check_draft
from negotiate.agreement.citations import place
from negotiate.agreement.editing import with_article
from negotiate.agreement.typed import open_clauses, read_typed, write_typed
from negotiate.bargaining.parties import Side
from negotiate.common.errors import BadInput, NegotiateError
from negotiate.common.text import digest
from negotiate.costing.engine import cost
from negotiate.costing.phrases import spans
from negotiate.costing.report import CostReport
from negotiate.costing.uncosted import not_costed
from negotiate.costing.versions import TextInputs
from negotiate.redline.engine import redline
from negotiate.redline.model import Change, Redline
from negotiate.workspace.checking import accepted
from negotiate.workspace.costs import Costs
from negotiate.workspace.received import Text
from negotiate.workspace.recording import own_option
from negotiate.workspace.texts import OWN, text
from negotiate.workspace.warnings import draft_warnings
from negotiate.workspace.workspace import Workspace

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """What a typed text comes to: its redline against the clause in force, and the item's cost
    (None with ``no_cost`` saying why)."""

    redline: Redline
    cost: CostReport | None
    no_cost: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure that a cost term reads: where it is printed in its paragraph, and the term's name."""

    start: int
    end: int
    term: str


class Drafting:
    """One clause of one side's draft, open for typing."""

    def __init__(self, workspace: Workspace, costs: Costs, item_id: str, citation: str) -> None:
        """``citation`` is of the draft as it stands, or of the baseline."""
        self.item = workspace.item(item_id)
        self.citation = citation
        self._base = text(workspace, "baseline")
        self._text = starting_text(workspace, item_id)
        self._stands = _Standing(self._text, citation)
        self._clause = self._stands.clause
        changed = redline(self._base.placed, self._text.placed)
        self._old = self._in_force(changed)
        self._elsewhere = self._changes_elsewhere(changed)
        self._costs = costs
        self._inputs = costs.inputs(self._base)
        self._model = costs.model_for(f"{self.item.id}:draft")
        self._chain = open_clauses(self._stands.before)

    @property
    def start(self) -> str:
        """The clause as it stands in the draft, to be edited."""
        return write_typed([one.block for one in self._clause])

    @property
    def name(self) -> str:
        """Under which name what is typed is kept until it is saved."""
        return typed_name(self.item.id, self.citation)

    def agreement(self, typed: str) -> Agreement:
        """The draft with the clause saying what was typed; no words strike the clause."""
        return self._stands.saying(typed)

    def agreement_now(self, workspace: Workspace, typed: str) -> Agreement:
        """The draft as it stands by now, with the clause saying what was typed: what others changed in its
        other clauses since this one was opened stays. BadInput where the clause is there no more."""
        now = starting_text(workspace, self.item.id)
        if now.agreement == self._text.agreement:
            return self.agreement(typed)
        return _Standing(now, self.citation).saying(typed)

    def citation_of(self, typed: str) -> str:
        """What the clause is cited as once it says what was typed; empty where it is struck."""
        fresh = self._placed(self._read(typed))
        return fresh[0].name if fresh else ""

    @property
    def after_label(self) -> int:
        """Where in the text the words of the clause begin."""
        label = self._clause[0].block.label
        return len(label) + 1 if label and self._clause[0].block.text else 0

    def bound(self, words: str) -> tuple[Bound, ...]:
        """The figures of one paragraph as typed that a cost term reads, in order."""
        found = {
            span: Bound(*span, term.id)
            for term in self._model.terms
            for phrase in term.phrases
            for span in spans(words, phrase.text)
        }
        return tuple(found[span] for span in sorted(found))

    def look(self, typed: str) -> Typed:
        """The redline and the cost of what was typed."""
        placed = self._placed(self._read(typed))
        found = redline(self._old, placed)
        try:
            return Typed(found, self._cost(placed, found))
        except NegotiateError as fault:
            return Typed(found, None, fault.what)

    def warnings(self, workspace: Workspace, typed: str) -> tuple[str, ...]:
        """What a person should heed in the draft as typed."""
        return draft_warnings(workspace, self.item, self.agreement(typed))

    def breaks(self, workspace: Workspace, typed: str) -> tuple[str, ...]:
        """What ``check`` finds in the draft as typed and not in the text it is laid over."""
        new, _ = check_draft(workspace.tentative, self.agreement(typed))
        kept = {one.id for one in accepted(workspace)}
        return tuple(f"{one.citation}: {one.message}" for one in new if one.id not in kept)

    def _read(self, typed: str) -> list[Block]:
        return self._stands.read(typed)

    def _placed(self, fresh: Sequence[Block]) -> tuple[Placed, ...]:
        """The typed blocks with their citations: named under the clauses they stand in."""
        first = self._clause[0]
        article = Article(first.file, (*self._chain, *fresh))
        documents = [Document(first.document, (article,))]
        main = self._text.agreement.main
        if main != first.document:
            documents.insert(0, Document(main, ()))
        return place(Agreement(tuple(documents)))[len(self._chain) :]

    def _cost(self, placed: tuple[Placed, ...], found: Redline) -> CostReport:
        at = self._stands.at
        whole = (*self._text.placed[:at], *placed, *self._text.placed[at + len(self._clause) :])
        version = TextInputs(f"item {self.item.number} as typed", whole)
        changes = (*self._elsewhere, *found.changes)
        missing = not_costed(changes, version, self._inputs, self._model)
        return cost(version, self._inputs, self._model, 3, missing)

    def _in_force(self, changed: Redline) -> tuple[Placed, ...]:
        """The clause of the baseline; cited otherwise in the draft, what it was made from."""
        try:
            return self._base.index.clause(self.citation)
        except BadInput:
            here = {id(one) for one in self._clause}
            made = [change for change in changed.blocks if any(id(one) in here for one in change.new)]
            return tuple(old for change in made for old in change.old)

    def _changes_elsewhere(self, changed: Redline) -> tuple[Change, ...]:
        """What the draft changes outside this clause."""
        here = {id(one) for one in (*self._clause, *self._old)}
        return tuple(
            change for change in changed if not any(id(one) in here for one in (*change.old, *change.new))
        )


class _Standing:
    """Where a clause stands in a text: its article, and the blocks before, of and behind it."""

    def __init__(self, text: Text, citation: str) -> None:
        self._text = text
        self.clause = text.index.clause(citation)
        first = self.clause[0]
        self._article = _article(text.agreement, first)
        self.at = text.placed.index(first)
        self._start = self.at - next(
            at
            for at, one in enumerate(text.placed)
            if (one.document, one.file) == (first.document, first.file)
        )
        self._end = self._start + len(self.clause)

    @property
    def before(self) -> tuple[Block, ...]:
        """What stands before it in its article."""
        return self._article.blocks[: self._start]

    def read(self, typed: str) -> list[Block]:
        """The clause's blocks as typed."""
        return read_typed(typed, self._article.blocks[self._start : self._end], self.before)

    def saying(self, typed: str) -> Agreement:
        """The whole text with the clause saying what was typed."""
        whole = (*self.before, *self.read(typed), *self._article.blocks[self._end :])
        return with_article(self._text.agreement, self.clause[0].document, Article(self._article.path, whole))


def starting_text(workspace: Workspace, item_id: str, side: Side | None = None, option: str = "") -> Text:
    """What a side's draft of an item (none: ours) starts from: the draft there is, the side's last pass,
    or the baseline."""
    item = workspace.item(item_id)
    side = side or workspace.facts.side
    option = option or own_option(workspace, side)
    draft = f"{item.id}:draft" + ("" if option == OWN else f"--{option}")
    for name in (draft, f"{item.id}:{side.value}"):
        try:
            return text(workspace, name, "baseline")
        except BadInput:
            continue
    return text(workspace, "baseline")


def named(workspace: Workspace, item_id: str, citation: str) -> str:
    """A clause as the program cites it, however a person did; as given where the draft has struck it."""
    try:
        return starting_text(workspace, item_id).index.clause(citation)[0].name
    except BadInput:
        return text(workspace, "baseline").index.clause(citation)[0].name


def typed_name(item_id: str, citation: str) -> str:
    """The name under which the typed text of a clause is kept."""
    short = citation if len(citation) <= _LONGEST_NAME else digest(citation)[:12]
    return f"item-{item_id}-draft-{short}"


def clauses_to_draft(workspace: Workspace, item_id: str) -> tuple[str, ...]:
    """The clauses a draft of the item is written on: those it touches, and those it has changed."""
    item = workspace.item(item_id)
    draft, base = starting_text(workspace, item_id), text(workspace, "baseline")
    found: dict[str, None] = {}
    for citation in item.clauses:
        try:
            found[draft.index.clause(citation)[0].name] = None
        except BadInput:
            continue  # struck in the draft
    covered = {id(one) for citation in found for one in draft.index.clause(citation)}
    if draft.agreement != base.agreement:
        for change in redline(base.placed, draft.placed):
            for one in change.new:
                if id(one) not in covered:
                    found[one.citation] = None
    return tuple(found)


def _article(agreement: Agreement, one: Placed) -> Article:
    return next(
        article
        for document in agreement.documents
        if document.name == one.document
        for article in document.articles
        if article.path == one.file
    )
