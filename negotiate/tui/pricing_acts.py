"""Figures given a price from the screens: those that look costable listed, what is missing asked for."""

from negotiate.common.text import printable
from negotiate.costing.bind import Proposal
from negotiate.costing.suggest import Suggestion
from negotiate.tui.beside import Beside
from negotiate.tui.dialogs import Ask, Choose, Confirm
from negotiate.tui.of_pricing import (
    Pricing,
    asked_first,
    hint_of,
    proposal_of,
    suggestions_in,
    written_term,
)
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.place import Place

Words = tuple[str, ...] | None


class Pricer(Place):
    """What is asked until a figure has a price, and its priced phrase written."""

    def price(self, one: Suggestion, item: str = "") -> None:
        """Prices a figure that looks costable: what it seems to be is said already. ``item`` (its id): it
        stands in our draft."""
        self.propose(Pricing(one.citation, one.figure, (("kind", one.kind),), item))

    def propose(self, one: Pricing) -> None:
        """Asks what the language does not say, until nothing is missing; then shows the term."""
        self.ask(
            "propose", proposal_of(one), lambda made: self._proposed(one, made),
            money=True, urgent=True, waiting="reading …",
        )  # fmt: skip

    def _proposed(self, one: Pricing, made: Proposal) -> None:
        phrases = "\n".join(f"{phrase.clause}: “{phrase.text}”" for phrase in made.phrases)
        if made.missing:
            questions = asked_first(made.missing)
            known = dict(one.said)
            asked = [
                (f"{each.field}: {each.question}", known.get(each.field, ""), hint_of(each.field))
                for each in questions
            ]

            def given(words: Words) -> None:
                if words is None:
                    return
                more = one
                for each, said in zip(questions, words, strict=True):
                    if said.strip():
                        more = more.with_words(each.field, said)
                if more == one:
                    self.app.notify("Nothing was answered: nothing is written.", severity="warning")
                else:
                    self.propose(more)

            self.app.push_screen(Ask("What the language does not say", phrases, asked, "Go on"), given)
            return

        def sure(yes: bool | None) -> None:
            if yes:
                self.ask("bind", written_term(one, made), self._bound, money=True, urgent=True, act=True)

        self.app.push_screen(Confirm("Write this priced phrase?", f"{phrases}\n\n{made.yaml}", "Write"), sure)

    def _bound(self, path: str) -> None:
        self.app.notify(f"The figure has a price: {path}", markup=False)
        self.refresh_page()


class PricingActs(Beside, Pricer):
    """Figures of the agreement in force."""

    def do_bind(self) -> None:
        """Asks for a figure and where it stands."""
        asked = [
            ("Where it stands", "", "such as IV.C.1(a)"),
            ("The figure, as printed", "", "such as 700, 2.5% or $1,450"),
        ]
        text = "Its words become a priced phrase: wherever they stand, the figure has a price."

        def given(words: Words) -> None:
            if words is not None:
                self.propose(Pricing(words[0].strip(), words[1].strip()))

        self.app.push_screen(Ask("Price a figure", text, asked, "Go on"), given)


class DraftPricing(Pricer):
    """Figures of a clause of our draft."""

    item_id: str
    citation: str

    def do_price(self) -> None:
        """The clause's figures that look costable and have no price, or any other; one is priced."""
        self.ask("price", suggestions_in(self.item_id, self.citation), self._choose, money=True, urgent=True)

    def _choose(self, found: tuple[Suggestion, ...]) -> None:
        def chosen(at: int | None) -> None:
            if at is None:
                return
            if at == len(found):
                ask = [("The figure, as printed", "", "such as 700, 2.5% or $1,450")]
                self.app.push_screen(Ask("Price a figure", self.citation, ask, "Go on"), other)
            elif found[at].phrase:
                self.price(found[at], self.item_id)
            else:
                self.app.notify(f"{by_line(found[at])} --item ITEM", markup=False, timeout=12)

        def other(words: Words) -> None:
            if words is not None:
                self.propose(Pricing(self.citation, words[0].strip(), (), self.item_id))

        options = [printable(f"{one.kind}  {one.figure}: “{one.phrase or one.sentence}”") for one in found]
        said = "" if found else "No figure here looks costable and has no price yet."
        self.app.push_screen(Choose("Price a figure", [*options, "Another figure"], said), chosen)


def suggested(one: Suggestion) -> list[Paragraph]:
    """A figure that looks costable: where, its words, what would be asked."""
    out: list[Paragraph] = [flow(Mark.HEADING, f"{one.citation}  {one.kind}  {one.figure}", after=1)]
    out.append(flow(Mark.TEXT, f"“{one.phrase or one.sentence}”", after=1))
    others = [each for each in dict.fromkeys((*one.matches, *one.twins)) if each != one.citation]
    if others:
        out.append(flow(Mark.NOTE, f"stands also in {', '.join(others)}", after=1))
    for ask in one.asks:
        out.append(Flow((Run(Mark.LABEL, f"{ask.field}: "), Run(Mark.NOTE, ask.question)), indent=2, hang=2))
    if one.phrase:
        return [*out, flow(Mark.NOTE, ""), flow(Mark.NOTE, "Enter prices it.")]
    return [*out, flow(Mark.NOTE, ""), flow(Mark.NOTE, by_line(one))]


def by_line(one: Suggestion) -> str:
    """How a table is priced: its words are its cells, and no phrase stands for them."""
    return f"It is a table. F4 prices it as a whole: cost bind {one.citation} --kind {one.kind} --id NAME"
