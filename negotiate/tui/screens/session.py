"""At the table, for our eyes: the log with its notes on items, a clock, and the passes; no other act."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Digits

from negotiate.bargaining.session import Entered, Entry
from negotiate.common.text import many, printable
from negotiate.tui.at_session import SessionPage, begin, note_on, pause, redact, session_page
from negotiate.tui.clocked import Clocked
from negotiate.tui.dialogs import Ask, Choose, Confirm
from negotiate.tui.item_acts import ItemActs
from negotiate.tui.large import clock, elapsed
from negotiate.tui.paragraphs import Flow, Mark, Run, flow
from negotiate.tui.place import COMMON, GOING
from negotiate.tui.questions import ItemPage, item_page
from negotiate.tui.room import Desk
from negotiate.tui.words import move_words, state_words
from negotiate.workspace.sessions import Logged

_PASSES = ("hand", "accept", "current", "receive")
_LOG = {
    Entered.START: "the session starts", Entered.NOTE: "", Entered.CAUCUS: "caucus",
    Entered.END: "the session ends", Entered.NEXT: "the next session is to be then",
}  # fmt: skip


class SessionScreen(Clocked, ItemActs, inherit_bindings=False):
    """The log beside the items."""

    HELP: ClassVar[str] = (
        "Session: the items, and the log of what was said. s starts a session, w notes what was said about "
        "the item under the cursor, r and e enter a caucus and the end. Passes can be handed across, "
        "received and answered here; drafts and states are left alone. f6 shows only what both sides hold."
    )

    DEFAULT_CSS = """
    SessionScreen #clock { height: 3; padding: 0 2; background: $surface; }
    SessionScreen.-low #clock { display: none; }
    SessionScreen.-large #list { width: 50%; }
    """

    CALLED = "Session"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "do('note')", "Note", tooltip="What was said about this item, for the log"),
        Binding("s", "do('begin')", "Start", tooltip="A session begins: where, and who is there"),
        Binding("r", "do('caucus')", "Caucus", show=False, tooltip="The teams meet apart"),
        Binding("e", "do('end')", "End", tooltip="The session ends"),
        Binding("X", "do('redact')", "Strike", show=False, tooltip="Strike an entry of the log for good"),
        Binding("h", "do('hand')", "Hand across", tooltip="Our ready pass crosses the table"),
        Binding("i", "do('receive')", "Receive", show=False, tooltip="The other side's file as its pass"),
        Binding("a", "do('accept')", "Accept", show=False, tooltip="A pass of exactly the other's last text"),
        Binding("c", "do('current')", "Current language", show=False, tooltip="A pass of no change"),
        Binding("l", "do('large')", "Large type", show=False, tooltip="The log in large type, and back"),
        Binding("f6", "app.table", "Table view", tooltip="Show only what both sides hold"),
        *COMMON,
        *GOING,
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.log_page: SessionPage | None = None

    def fit(self, width: int) -> None:
        """The tall clock goes where the screen is low."""
        super().fit(width)
        self.set_class(self.size.height < 20, "-low")

    def refresh_page(self) -> None:
        """Asks for the log and the items."""
        self.ask("log", session_page, self._show)

    def _show(self, page: SessionPage) -> None:
        first = self.log_page is None
        self.log_page = page
        self.set_clock(page.now)
        ours = page.facts.side
        self.list.show(
            [
                Flow((
                    Run(Mark.STRONG, printable(f"{row.number}  {row.title}")),
                    Run(Mark.NOTE, f"  {state_words(row.state.value)}"
                        + (f", {move_words(row.ball.value, ours)}" if row.ball else "")),
                ), hang=3)
                for row in page.rows
            ],
            keep=not first,
        )  # fmt: skip
        self._show_log()
        self.tick()
        self.point(self.list.cursor)
        if first and page.running is not None:
            self.negotiate.action_table()  # the default in a session

    def _show_log(self) -> None:
        page = self.log_page
        assert page is not None
        if not page.log:
            said = "Nothing is in the log yet. s starts a session; then w notes what was said."
            self.view.show([flow(Mark.NOTE, said)])
            return
        titles = {row.id: f"{row.number} {row.title}" for row in page.rows}
        after = 1 if self.has_class("-large") else 0
        self.view.show([_entry(one, titles, page, after) for one in page.log])
        self.view.scroll_end(animate=False)

    def point(self, at: int) -> None:
        """The acts are on the item under the cursor."""
        page = self.log_page
        self.page = None
        if page is not None and at < len(page.rows):
            self.ask("item", item_page(page.rows[at].id), self._item)

    def _item(self, page: ItemPage) -> None:
        self.page = page

    def tick(self) -> None:
        """The clock, and how long the session runs."""
        page, now = self.log_page, self.now
        if page is None or now is None:
            return
        spent = "" if page.running is None else elapsed(now - page.running.when)
        self.query_one("#clock", Digits).update(f"{clock(now)}  {spent}".rstrip())
        self.say_heading(
            f"Session · {clock(now)}" + (f" · {spent} since it began" if spent else " · none is running")
        )
        entries = "entry", "entries"
        self.say_status(f"{many(len(page.log), *entries)} in the log · f6 shows only what both sides hold")

    # ---- acts -------------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        page = self.log_page
        if act in ("back", "refresh", "large"):
            return ""
        if page is None:
            return "The log is still being read."
        if act == "begin" and page.running is not None:
            return "A session is running: e ends it."
        if act in ("caucus", "end") and page.running is None:
            return "No session is running: s starts one."
        if act == "redact" and not any(not one.struck_by for one in page.log):
            return "There is no entry to strike."
        return super().why_not(act) if act in _PASSES else ""

    def enter(self, question: Callable[[Desk], Logged]) -> None:
        """Enters something in the log."""
        self.ask("enter", question, self._entered, act=True)

    def _entered(self, done: Logged) -> None:
        self.app.notify(done.what, markup=False)
        for warning in done.warnings:
            self.app.notify(warning, title="Heed", severity="warning", markup=False)
        self.refresh_page()

    def do_begin(self) -> None:
        """A session begins."""
        fields = [
            ("Where", "", "a place"),
            ("Who is there, with commas between", "", "names"),
            ("When (empty: the time it is recorded)", "", "such as 2026-03-04 18:10"),
        ]
        self.app.push_screen(Ask("A session begins", "", fields, "Begin"), self._begin)

    def _begin(self, given: tuple[str, ...] | None) -> None:
        if given is not None:
            present = tuple(name.strip() for name in given[1].split(",") if name.strip())
            self.enter(begin(given[0], present, given[2]))

    def do_note(self) -> None:
        """A note about the item under the cursor."""
        page = self.log_page
        at = self.list.cursor
        row = page.rows[at] if page is not None and at < len(page.rows) else None
        about = f"About {row.number}  {row.title}" if row is not None else "About no item"
        fields = [
            ("What was said", "", "for the record"),
            ("About a pass (may stay empty)", "", "such as union@2"),
            ("When (empty: the time it is recorded)", "", "such as 2026-03-04 18:10"),
        ]

        def given(words: tuple[str, ...] | None) -> None:
            if words is not None:
                self.enter(note_on(words[0], row.id if row is not None else "", words[1].strip(), words[2]))

        self.app.push_screen(Ask("A note", about, fields, "Note"), given)

    def do_caucus(self) -> None:
        """The teams meet apart."""
        self._pause("A caucus", Entered.CAUCUS, "Caucus")

    def do_end(self) -> None:
        """The session ends."""
        self._pause("The session ends", Entered.END, "End")

    def _pause(self, title: str, kind: Entered, yes: str) -> None:
        fields = [("Words for the log (may stay empty)", "", ""), ("When (empty: now)", "", "")]

        def given(words: tuple[str, ...] | None) -> None:
            if words is not None:
                self.enter(pause(kind, words[0], words[1]))

        self.app.push_screen(Ask(title, "", fields, yes), given)

    def do_redact(self) -> None:
        """Strikes an entry; asks which, why, and whether it is meant."""
        page = self.log_page
        assert page is not None
        there = [one for one in reversed(page.log) if not one.struck_by]
        said = [f"{one.when:%Y-%m-%d %H:%M}  {one.words or _LOG[one.kind]}" for one in there]

        def chosen(at: int | None) -> None:
            if at is not None:
                field = [("Why", "", "stands on the record in its place")]
                self.app.push_screen(
                    Ask("Strike this entry", said[at], field, "Go on"), lambda words: why(at, words)
                )

        def why(at: int, words: tuple[str, ...] | None) -> None:
            if words is not None:
                effect = (
                    f"{said[at]}\n\nIts words leave the record for good; that it was struck, and why, stays."
                )
                self.app.push_screen(
                    Confirm("Strike it for good?", effect, "Strike"),
                    lambda sure: self.enter(redact(there[at].id, words[0])) if sure else None,
                )

        self.app.push_screen(Choose("Which entry is struck?", said), chosen)

    def do_large(self) -> None:
        """Large type and back."""
        self.toggle_class("-large")
        self._show_log()


def _entry(one: Entry, titles: dict[str, str], page: SessionPage, after: int) -> Flow:
    """One entry: its time, what it is about, what was said."""
    when = one.when.astimezone(page.facts.zone)
    runs = [Run(Mark.NOTE, f"{when:%d %b %H:%M}{'' if one.at else ' (recorded)'}  ")]
    if one.struck_by:
        runs.append(Run(Mark.WARN, printable(f"struck by {one.struck_by}: {one.struck_why}")))
        return Flow(tuple(runs), hang=2, after=after)
    if one.kind is not Entered.NOTE:
        present = f"; present: {', '.join(one.present)}" if one.present else ""
        where = f" at {one.place}" if one.place else ""
        runs.append(Run(Mark.STRONG, printable(f"{_LOG[one.kind]}{where}{present} ")))
    if one.item:
        offer = f", {one.offer}" if one.offer else ""
        runs.append(Run(Mark.CITATION, printable(f"{titles.get(one.item, one.item)}{offer}: ")))
    runs.append(Run(Mark.TEXT, printable(one.words)))
    return Flow(tuple(runs), hang=2, after=after)
