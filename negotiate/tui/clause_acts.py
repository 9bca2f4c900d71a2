"""Which clause a draft is written in: another of the item's, or one that it does not touch yet."""

from collections.abc import Callable

from negotiate.common.errors import NegotiateError
from negotiate.tui.dialogs import Ask, Choose
from negotiate.tui.of_draft import Opened
from negotiate.tui.turning_acts import TurningActs

_OTHER = "Another clause of the agreement …"


class ClauseActs(TurningActs):
    """The act of a draft that goes on in another clause. What is typed in this one is kept."""

    citation = ""
    opened: Opened | None = None

    def open_clause(self, failed: Callable[[NegotiateError], None]) -> None:
        """Opens ``citation``; ``failed`` gets what is wrong with it."""
        raise NotImplementedError

    def do_clause(self) -> None:
        """Asks which."""
        assert self.opened is not None
        clauses = list(self.opened.clauses)
        at = clauses.index(self.citation) if self.citation in clauses else 0

        def chosen(number: int | None) -> None:
            if number is not None and number < len(clauses):
                self._go(clauses[number])
            elif number is not None:
                self.app.push_screen(ask_clause(), cited)

        def cited(words: tuple[str, ...] | None) -> None:
            if words is not None and words[0].strip():
                self._go(words[0].strip())

        self.app.push_screen(Choose("Which clause", [*clauses, _OTHER], at=at), chosen)

    def _go(self, citation: str) -> None:
        before, opened = self.citation, self.opened
        if citation == before:
            return

        def failed(error: NegotiateError) -> None:
            self.citation, self.opened = before, opened
            self.fault(error)

        self.do_save_typed()
        self.citation, self.opened = citation, None
        self.open_clause(failed)


def ask_clause() -> Ask:
    """Asks where language is written that the item has no clause for yet."""
    return Ask(
        "Where does the language stand?",
        "The clause opens for typing: change its words, or add paragraphs to it, with blank lines between.",
        [("The clause it stands in, or behind", "", "such as V.A.2(f)")],
        "Open",
    )
