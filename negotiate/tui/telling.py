"""What the program tells: in passing, as a fault, as help; nothing of ours over the table view."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from negotiate.common.errors import NegotiateError
from negotiate.common.text import printable
from negotiate.tui.half_typed import HalfTyped
from negotiate.tui.paragraphs import Flow, Mark, Run, flow
from negotiate.tui.place import Place
from negotiate.tui.watching import Standing

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from negotiate.workspace.recording import Done

_MESSAGES = 200  # kept of what was said in passing


class AtTable:
    """Whether the table view is shown, and what is to be done when it is left."""

    def __init__(self) -> None:
        self.on = False
        self._later: list[Callable[[], None]] = []

    def waits(self, then: Callable[[], None]) -> bool:
        """Keeps ``then`` for later where the table view is shown."""
        if self.on:
            self._later.append(then)
        return self.on

    def leave(self) -> list[Callable[[], None]]:
        """The table view is left; what waited."""
        self.on = False
        later, self._later = self._later, []
        return later


class Telling(App[int]):
    """The part of the program that speaks, and keeps silent at the table."""

    def __init__(self) -> None:
        super().__init__()
        self.table = AtTable()
        self.half_typed = HalfTyped()
        self.messages: deque[tuple[str, str]] = deque(maxlen=_MESSAGES)
        self.last_fault: NegotiateError | None = None
        self.known: Standing | None = None
        self.acting: set[str] = set()  # acts of ours under way: what changes meanwhile others did not change

    def act_over(self, name: str) -> None:
        """An act is done, or cannot be done: how the workspace stands is looked at anew. Any other question
        is no matter."""
        if name in self.acting:
            self.acting.remove(name)
            self.known = None

    # ---- the table view -------------------------------------------------------------------------------

    def action_table(self) -> None:
        """Shows only what both sides hold, over whatever stands there; again: asks whether to leave."""
        from negotiate.tui.screens.table import TableView

        if not self.table.on:
            self.table.on = True
            self.clear_notifications()
            self.push_screen(TableView())
        elif isinstance(self.screen, Place):
            self.screen.do_back()

    def leave_table(self) -> None:
        """Our own screens come back, and what waited for them."""
        self.pop_screen()
        for told in self.table.leave():
            told()

    def waits_for_table(self, place: Place, then: Callable[[], None]) -> bool:
        """Whether the table view is shown and ``place`` is not public: ``then`` is done when it is left."""
        return not place.PUBLIC and self.table.waits(then)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Says something in passing; never over the table view, and never as markup."""
        del markup
        self.half_typed.done()

        def told() -> None:
            self.messages.append((title, message))
            App.notify(self, message, title=title, severity=severity, timeout=timeout, markup=False)

        if not self.table.waits(told):
            told()

    def action_messages(self) -> None:
        """What was said in passing, the newest first; never over the table view."""
        from negotiate.tui.dialogs import Tell

        if self.table.on or not isinstance(self.screen, Place):
            return
        lines = [
            flow(Mark.TEXT, printable(f"{title}: {words}" if title else words), hang=2, after=1)
            for title, words in reversed(self.messages)
        ]
        self.push_screen(Tell("Messages", lines or [flow(Mark.NOTE, "Nothing was said yet.")]))

    # ---- telling --------------------------------------------------------------------------------------

    def tell(self, done: "Done") -> None:
        """What an act of ours did, and what to heed."""
        self.notify(done.what, markup=False)
        for warning in done.warnings:
            self.notify(warning, title="Heed", severity="warning", timeout=12, markup=False)

    def show_fault(self, error: NegotiateError) -> None:
        """What happened, where, and what to do."""
        from negotiate.tui.dialogs import Tell

        self.last_fault = error
        self.half_typed.failed()
        if self.table.waits(lambda: self.show_fault(error)):
            return
        parts = [(Mark.STRONG, error.what)]
        parts += [(Mark.TEXT, f"Where: {error.where}")] if error.where else []
        parts += [(Mark.TEXT, f"What to do: {error.do}")] if error.do else []
        lines = [flow(mark, printable(line)) for mark, words in parts for line in (*words.split("\n"), "")]
        self.push_screen(Tell("That cannot be done", lines[:-1]))

    def action_help(self) -> None:
        """Help for the focused pane, and the keys that work here."""
        from negotiate.tui.dialogs import Tell

        screen = self.screen
        if not isinstance(screen, Place):
            return
        lines = [flow(Mark.TEXT, words, after=1) for words in screen.help_for(screen.focused).split("\n\n")]
        bindings = [found.binding for found in screen.active_bindings.values()]
        for binding in sorted(bindings, key=lambda one: not one.tooltip):
            words = binding.tooltip or binding.description
            key = Run(Mark.LABEL, f"{self.get_key_display(binding):>9}  ")
            line = Flow((key, Run(Mark.TEXT if binding.tooltip else Mark.NOTE, words)), hang=11)
            if words and line not in lines:
                lines.append(line)
        self.push_screen(Tell("Help", lines))
