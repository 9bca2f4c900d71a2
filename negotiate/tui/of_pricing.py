"""What is asked to give a figure a price: which look costable, what a term would be, and its writing."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from negotiate.costing.bind import Missing, Proposal, Wanted, propose_term
from negotiate.costing.phrases import find
from negotiate.costing.suggest import Suggestion, suggest
from negotiate.tui.room import Desk
from negotiate.workspace.drafting import starting_text
from negotiate.workspace.pricing import write_term
from negotiate.workspace.texts import text

_OWN = {one.name for one in fields(Wanted)} - {"fields", "pinned"}
_MORE = "figure"
_PAY = "pay"
_HINTS = {
    "id": "such as nurse-ratio", "job": "such as school nurse", _PAY: "such as VIII.C, or $68,000",
    "pay source": "such as the payroll of October", "reading": "such as system-wide",
    "rounding": "such as up",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pricing:
    """A figure to be given a price, and what a person has said of its term so far, by field."""

    citation: str
    figure: str
    said: tuple[tuple[str, str], ...] = ()
    item: str = ""
    """The item (its id) in our draft of which it stands; empty: in the agreement in force."""

    def with_words(self, field: str, words: str) -> "Pricing":
        """One more field said; again, it is said anew."""
        kept = tuple(pair for pair in self.said if pair[0] != field)
        return replace(self, said=(*kept, (field, words.strip())))

    @property
    def wanted(self) -> Wanted:
        """What was said, as the term's maker takes it: pay that begins with a figure is an amount."""
        own: dict[str, Any] = {}
        rest: list[tuple[str, str]] = []
        for field, words in self.said:
            name = field.replace(" ", "_")
            if field == _PAY:
                amount = words.lstrip("$").replace(",", "")
                if amount[:1].isdigit():
                    own["amount"] = amount
                else:
                    own["schedule"] = words
            elif name in _OWN:
                own[name] = words
            elif field != _MORE:
                rest.append((field, words))
        return Wanted(**own, fields=tuple(rest))

    @property
    def term(self) -> str:
        """The term's name."""
        return dict(self.said).get("id", "")


def suggestions(desk: Desk) -> tuple[Suggestion, ...]:
    """Figures of the agreement in force that look costable and have no price."""
    costs = desk.costs
    return suggest(costs.inputs(text(desk.workspace, "baseline")), costs.model_for("baseline"))


def suggestions_in(item: str, citation: str) -> Callable[[Desk], tuple[Suggestion, ...]]:
    """Those of a clause of our draft on an item (its id)."""

    def ask(desk: Desk) -> tuple[Suggestion, ...]:
        found = starting_text(desk.workspace, item)
        every = suggest(desk.costs.inputs(found), desk.costs.model_for(found.name))
        return tuple(one for one in every if stands_in(one.citation, citation))

    return ask


def stands_in(citation: str, clause: str) -> bool:
    """Whether what is cited stands in a clause, or is the clause."""
    rest = citation.removeprefix(clause)
    return citation.startswith(clause) and not rest[:1].isalnum()


def proposal_of(one: Pricing) -> Callable[[Desk], Proposal]:
    """The term as it would be written, with what is still missing."""

    def ask(desk: Desk) -> Proposal:
        under = text(desk.workspace, "baseline")
        inputs = desk.costs.inputs(starting_text(desk.workspace, one.item) if one.item else under)
        further = [words for field, words in one.said if field == _MORE]
        return propose_term(inputs, one.citation, one.figure, one.wanted, None, further)

    return ask


def written_term(one: Pricing, proposal: Proposal) -> Callable[[Desk], str]:
    """Writes the term; the file it is in. What our draft alone says is priced beside the item's proposal."""

    def ask(desk: Desk) -> str:
        base = desk.costs.inputs(text(desk.workspace, "baseline"))
        in_force = any(find(base, phrase.text) for phrase in proposal.phrases)
        return write_term(desk.costs, proposal, one.term, "" if in_force else one.item)

    return ask


def hint_of(field: str) -> str:
    """How an answer looks; empty where the question says it."""
    return _HINTS.get(field, "")


def asked_first(missing: tuple[Missing, ...]) -> list[Missing]:
    """As many questions as stand in one dialog."""
    return list(missing[:5])
