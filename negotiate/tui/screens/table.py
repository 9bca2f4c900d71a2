"""Table view: what both sides hold and nothing else, for a projector or a neighbour's eyes."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Digits

from negotiate.bargaining.parties import Side
from negotiate.common.errors import NegotiateError
from negotiate.common.text import many, printable
from negotiate.tui.clocked import Clocked
from negotiate.tui.large import clock, elapsed, wide
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON
from negotiate.tui.public import Shared, TablePage, agreed_text, passed_text, table_page
from negotiate.tui.view_bar import ViewBar
from negotiate.tui.words import state_words, when
from negotiate.workspace.recording import Done

Show = Callable[[list[Paragraph]], None]
_KEPT = tuple(one for one in COMMON if one.action != "do('back')")


class TableView(Clocked, inherit_bindings=False):
    """The items whose passes have crossed the table, and the passes."""

    PUBLIC = True
    CALLED = "At the table"
    HELP: ClassVar[str] = (
        "Table view: only what both sides hold. No cost, note, draft, target or unsent pass is anywhere on "
        "the screen, and messages wait until you leave. 1 and 2 show the last pass of each side, 3 what is "
        "agreed; l sets large type; w takes a note whose letters are hidden as you type. f6 leaves."
    )
    VIEWS = (("1 Union", "union"), ("2 District", "district"), ("3 Agreed", "agreed"))

    DEFAULT_CSS = """
    TableView #clock { display: none; height: 3; padding: 0 2; color: $text; background: $surface; }
    TableView.-large #clock { display: block; }
    TableView.-large #list { display: none; }
    TableView.-large #view { padding: 1 4; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "do('union')", "Union", show=False, tooltip="The union's last pass"),
        Binding("2", "do('district')", "District", show=False, tooltip="The district's last pass"),
        Binding("3", "do('agreed')", "Agreed", show=False, tooltip="What both have agreed on this item"),
        Binding("n", "do('next')", "Next change", tooltip="To the next change"),
        Binding("p", "do('previous')", "Earlier change", show=False, tooltip="To the change before"),
        Binding("right_square_bracket", "do('later')", "Next item", show=False, key_display="]",
                tooltip="The next item, also in large type"),
        Binding("left_square_bracket", "do('earlier')", "Earlier item", show=False, key_display="[",
                tooltip="The item before, also in large type"),
        Binding("a", "do('agreement')", "Agreement", tooltip="Read the agreement in force"),
        Binding("l", "do('large')", "Large type", tooltip="One item in large type, with the clock"),
        Binding("w", "do('note')", "Note", tooltip="A note for the session log; its letters are hidden"),
        *_KEPT,
        Binding("escape", "do('back')", "Leave", key_display="f6",
                tooltip="Leave the table view; asks first, since our own screens come back"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.page: TablePage | None = None
        self.mode = "union"

    def refresh_page(self) -> None:
        """Asks for what both sides hold."""
        self.ask("page", table_page, self._show)

    def fault(self, error: NegotiateError) -> None:
        """Not even an error says anything of ours here."""
        del error
        self.say_status("This cannot be shown now.")

    def _show(self, page: TablePage) -> None:
        again = self.page is not None
        self.page = page
        self.set_clock(page.now)
        self.list.show([self._line(one) for one in page.items], keep=again)
        self.tick()
        if not page.items:
            self.view.show([flow(Mark.NOTE, "Nothing has crossed the table yet.")])
            self.say_status("")
            return
        if not again:
            self.mode = self._begin()
        self.point(self.list.cursor)

    def _line(self, one: Shared) -> Flow:
        said = f"  {state_words(one.state)}"
        head = Run(Mark.STRONG, printable(f"{one.number}  {one.title}"))
        return Flow((head, Run(Mark.NOTE, said)), hang=3)

    def _begin(self) -> str:
        """The side that moved last, so that the other must answer."""
        one = self.selected
        return "union" if one is None or one.ball != "union" else "district"

    @property
    def selected(self) -> Shared | None:
        """The item under the cursor."""
        at = self.list.cursor
        return self.page.items[at] if self.page is not None and at < len(self.page.items) else None

    # ---- the clock --------------------------------------------------------------------------------------

    def tick(self) -> None:
        """The clock, and what is agreed."""
        page, now = self.page, self.now
        if page is None or now is None:
            return
        spent = f" · {elapsed(now - page.began)} in session" if page.began is not None else ""
        count = f"{page.agreed} of {many(len(page.items), 'item')} agreed"
        self.say_heading(f"At the table · {count} · {clock(now)}{spent}")
        self.query_one("#clock", Digits).update(
            f"{clock(now)}  {elapsed(now - page.began)}" if page.began is not None else clock(now)
        )

    # ---- what is shown ----------------------------------------------------------------------------------

    def point(self, at: int) -> None:
        """The item's passes."""
        del at
        self._look()

    def _look(self) -> None:
        one = self.selected
        if one is None:
            return
        self.query_one("#views", ViewBar).mark(self.mode)
        if self.mode == "agreed":
            self.ask("view", agreed_text(one.item), self._put(one, "what is agreed"), self._cannot)
            return
        last = one.latest(Side(self.mode))
        if last is None:
            self._put(one, "")([flow(Mark.NOTE, f"The {self.mode} has made no pass on this item.")])
            return
        at = when(last.at.astimezone(self.page.now.tzinfo)) if last.at and self.page is not None else ""
        self.ask("view", passed_text(last.text), self._put(one, f"{last.name}, {at}"), self._cannot)

    def _put(self, one: Shared, what: str) -> Show:
        def show(paragraphs: list[Paragraph]) -> None:
            large = self.has_class("-large")
            title = f"{one.number}  {one.title}"
            head = flow(Mark.STRONG, printable(wide(title) if large else title), after=1)
            state = f"{state_words(one.state)} · touches {', '.join(one.clauses)}"
            said = flow(Mark.NOTE, printable(" · ".join(part for part in (what, state) if part)), after=1)
            self.view.show([head, said, *paragraphs])
            self.say_status(f"{many(len(self.view.heads), 'change')}" if self.view.heads else "")

        return show

    def _cannot(self, error: NegotiateError) -> None:
        del error
        self.view.show([flow(Mark.NOTE, "This text cannot be shown now.")])

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """Enter on an item: its text has the focus."""
        del event
        self._look()
        self.view.focus()

    # ---- acts -------------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if act == "note" and (self.page is None or self.page.began is None):
            return "No session is running: notes belong to one."
        return super().why_not(act)

    def do_union(self) -> None:
        """The union's last pass."""
        self._turn("union")

    def do_district(self) -> None:
        """The district's last pass."""
        self._turn("district")

    def do_agreed(self) -> None:
        """What is agreed."""
        self._turn("agreed")

    def _turn(self, mode: str) -> None:
        self.mode = mode
        self._look()

    def do_later(self) -> None:
        """The next item."""
        self.list.put_cursor(self.list.cursor + 1)

    def do_earlier(self) -> None:
        """The item before."""
        self.list.put_cursor(self.list.cursor - 1)

    def do_large(self) -> None:
        """Large type and back."""
        self.toggle_class("-large")
        (self.view if self.has_class("-large") else self.list).focus()
        self._look()

    def do_agreement(self) -> None:
        """The agreement in force, which both sides hold."""
        from negotiate.tui.screens.public_reader import PublicReader

        self.app.push_screen(PublicReader())

    def do_note(self) -> None:
        """A note about the item under the cursor; nobody reads over the shoulder."""
        from negotiate.tui.dialogs import Ask

        one = self.selected
        about = f"About item {one.number}." if one is not None else "About no item."
        fields = [("Note (letters are hidden)", "", "")]
        self.app.push_screen(Ask("A note for the log", about, fields, "Note", hidden=True), self._noted)

    def _noted(self, given: tuple[str, ...] | None) -> None:
        one = self.selected
        if given is None or not given[0].strip():
            return
        from negotiate.tui.at_session import note_on

        self.ask("note", note_on(given[0], one.item if one is not None else ""), self._kept, act=True)

    def _kept(self, _done: Done | object) -> None:
        self.say_status("noted")

    def do_back(self) -> None:
        """Leaves, once a person has confirmed that our own screens may be seen."""
        from negotiate.tui.dialogs import Confirm

        text = "Our own screens come back: costs, notes and drafts may be on them."
        self.app.push_screen(Confirm("Leave the table view?", text, "Leave"), self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            self.negotiate.leave_table()
