"""What is asked to give a figure a price: which look costable, what a term would be, and its writing."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from negotiate.costing.bind import Missing, Proposal, Wanted, propose_term
from negotiate.costing.suggest import Suggestion, suggest
from negotiate.tui.room import Desk
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

    def with_words(self, field: str, words: str) -> "Pricing":
        """One more field said; again, it is said anew."""
        kept = tuple(pair for pair in self.said if pair[0] != field)
        return Pricing(self.citation, self.figure, (*kept, (field, words.strip())))

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


def proposal_of(one: Pricing) -> Callable[[Desk], Proposal]:
    """The term as it would be written, with what is still missing."""

    def ask(desk: Desk) -> Proposal:
        inputs = desk.costs.inputs(text(desk.workspace, "baseline"))
        further = [words for field, words in one.said if field == _MORE]
        return propose_term(inputs, one.citation, one.figure, one.wanted, None, further)

    return ask


def written_term(one: Pricing, proposal: Proposal) -> Callable[[Desk], str]:
    """Writes the term; the file it is in."""
    return lambda desk: write_term(desk.costs, proposal, one.term)


def hint_of(field: str) -> str:
    """How an answer looks; empty where the question says it."""
    return _HINTS.get(field, "")


def asked_first(missing: tuple[Missing, ...]) -> list[Missing]:
    """As many questions as stand in one dialog."""
    return list(missing[:5])
