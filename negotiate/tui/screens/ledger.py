"""Agreements: each tentative agreement with its signatures and codes, what is left, and the votes."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotiate.bargaining.tentative import TentativeAgreement
from negotiate.common.text import many, printable
from negotiate.tui.beside import Beside
from negotiate.tui.dialogs import Ask, Choose, Confirm, Tell
from negotiate.tui.for_packet import write_successor
from negotiate.tui.of_ledger import (
    LedgerPage,
    checked,
    ledger_page,
    left_paragraphs,
    origins_of,
    record_paragraphs,
    vote,
    vote_paragraphs,
)
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON, GOING
from negotiate.tui.view_bar import ViewBar
from negotiate.tui.words import when
from negotiate.workspace.ratifying import Voted

Named = Callable[[tuple[str, ...] | None], None]
Picked = Callable[[int | None], None]


class Ledger(Beside, inherit_bindings=False):
    """The tentative agreements of this round."""

    HELP: ClassVar[str] = (
        "Agreements: every tentative agreement in the order it was signed. 1 shows its signatures and text "
        "codes, 2 where the words of each clause come from, 3 what is left, 4 the votes. v records a vote, "
        "y accounts for every word, W writes the integrated agreement."
    )
    VIEWS = (("1 Record", "record"), ("2 Words", "words"), ("3 Left", "left"), ("4 Votes", "votes"))

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "do('record')", "Record", show=False, tooltip="Signatures and text codes"),
        Binding("2", "do('words')", "Words", show=False, tooltip="Where the words of each clause come from"),
        Binding("3", "do('left')", "Left", show=False, tooltip="What is still to be agreed"),
        Binding("4", "do('votes')", "Votes", show=False, tooltip="The votes of this round"),
        Binding("v", "do('vote')", "Vote", tooltip="Record the vote of a unit's body"),
        Binding("y", "do('verify')", "Account", tooltip="Account for every word of the agreed text"),
        Binding("W", "do('successor')", "Write", tooltip="Write the integrated agreement, clean or marked"),
        *COMMON,
        *GOING,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page: LedgerPage | None = None
        self.mode = "record"

    def refresh_page(self) -> None:
        """Asks for what is agreed."""
        self.ask("page", ledger_page, self._show)

    def _show(self, page: LedgerPage) -> None:
        self.page = page
        ratified = f" · ratified in round {page.ratified}" if page.ratified else ""
        self.say_heading(f"Agreements · {many(len(page.records), 'tentative agreement')}{ratified}")
        lines = [
            Flow(
                (
                    Run(Mark.STRONG, printable(f"{one.number}  {one.title}")),
                    Run(Mark.NOTE, f"  {when(one.at.astimezone(page.facts.zone))}"),
                ),
                hang=3,
            )
            for one in page.records
        ]
        self.list.show(lines or [flow(Mark.NOTE, "Nothing is agreed yet.")], keep=True)
        self._look()

    @property
    def selected(self) -> TentativeAgreement | None:
        """The record under the cursor."""
        at = self.list.cursor
        return self.page.records[at] if self.page is not None and at < len(self.page.records) else None

    def point(self, at: int) -> None:
        """Another record."""
        del at
        self._look()

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """Enter on a record: its text has the focus."""
        del event
        self.view.focus()

    def _look(self) -> None:
        page, one = self.page, self.selected
        if page is None:
            return
        self.query_one("#views", ViewBar).mark(self.mode)
        waits = f" · {many(len(page.waiting), 'vote')} to come" if page.records and not page.ratified else ""
        self.say_status(f"{many(len(page.left), 'item')} left{waits}")
        if self.mode == "left":
            self.view.show(left_paragraphs(page))
        elif self.mode == "votes":
            self.view.show(vote_paragraphs(page))
        elif one is None:
            said = "Sign one on an item, with s: both sides' last passes must be one text."
            self.view.show([flow(Mark.NOTE, said)])
        elif self.mode == "record":
            self.view.show(record_paragraphs(one, page.facts))
        else:
            self.ask("words", origins_of(one), self.view.show)

    # ---- acts -------------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if self.page is None and act not in ("back", "refresh"):
            return "The record is still being read."
        if act == "vote" and self.page is not None and (not self.page.records or self.page.ratified):
            return "There is no tentative agreement to vote on."
        return super().why_not(act)

    def do_record(self) -> None:
        """Signatures and codes."""
        self._turn("record")

    def do_words(self) -> None:
        """Where the words come from."""
        self._turn("words")

    def do_left(self) -> None:
        """What is left."""
        self._turn("left")

    def do_votes(self) -> None:
        """The votes."""
        self._turn("votes")

    def _turn(self, mode: str) -> None:
        self.mode = mode
        self._look()

    def do_verify(self) -> None:
        """Every word accounted for."""
        self.ask("verify", checked, self._verified)

    def _verified(self, lines: list[Paragraph]) -> None:
        self.app.push_screen(Tell("Every word", lines))

    def do_successor(self) -> None:
        """Asks for the file, and whether it is marked."""
        options = ["Clean", "Marked against the agreement in force"]

        def chosen(at: int | None) -> None:
            if at is not None:
                field = [("The file; its ending says the kind", "agreement.docx", ".docx .pdf .html .md")]
                self.app.push_screen(
                    Ask("Write the integrated agreement", "", field, "Write"), named(at == 1)
                )

        def named(marked: bool) -> Named:
            def write(given: tuple[str, ...] | None) -> None:
                if given is not None and given[0].strip():
                    self.say_status("writing …")
                    self.ask("write", write_successor(given[0], marked), self._written, act=True)

            return write

        self.app.push_screen(Choose("The integrated agreement", options), chosen)

    def _written(self, said: str) -> None:
        self.app.notify(said, markup=False)
        self._look()

    # ---- the vote ---------------------------------------------------------------------------------------

    def do_vote(self) -> None:
        """Who voted, how, when; how open items end; then whether it is meant."""
        page = self.page
        assert page is not None
        who = [*page.waiting]
        options = [f"{body} of {unit}: {said}" for unit, body in who for said in ("yes", "no")]
        self.app.push_screen(Choose("Who voted, and how?", options), self._voted(who))

    def _voted(self, who: list[tuple[str, str]]) -> Picked:
        def chosen(at: int | None) -> None:
            if at is None:
                return
            page = self.page
            assert page is not None
            (unit, body), yes = who[at // 2], at % 2 == 0
            fields = [("When the vote was taken", page.now.strftime("%Y-%m-%d %H:%M"), "a time")]
            fields += [
                (f"Item {row.number}, {row.title}, is open: it ends as", "current", "current or withdrawn")
                for row in page.left
            ]
            self.app.push_screen(
                Ask(f"{body} of {unit}: {'yes' if yes else 'no'}", "", fields, "Go on"),
                self._meant(unit, body, yes),
            )

        return chosen

    def _meant(self, unit: str, body: str, yes: bool) -> Named:
        def given(words: tuple[str, ...] | None) -> None:
            page = self.page
            if words is None or page is None:
                return
            closing = {str(row.number): how.strip() for row, how in zip(page.left, words[1:], strict=True)}
            last = yes and [*page.waiting] == [(unit, body)]
            effect = f"{body} of {unit} says {'yes' if yes else 'no'} to text code {page.code}."
            effect += " It is the last vote: the integrated agreement comes into force." if last else ""
            effect += " A vote stands on the record for good."

            def sure(is_sure: bool | None) -> None:
                if is_sure:
                    self.ask("vote", vote(unit, body, yes, words[0], closing), self._counted, act=True)

            self.app.push_screen(Confirm("Record this vote?", effect, "Record"), sure)

        return given

    def _counted(self, done: Voted) -> None:
        self.app.notify(done.what, markup=False)
        self.mode = "votes"
        self.refresh_page()
