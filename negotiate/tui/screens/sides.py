"""Two texts side by side, from change to change or whole."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from negotiate.common.text import many
from negotiate.tui.line_view import LineView
from negotiate.tui.paragraphs import Paragraph
from negotiate.tui.place import COMMON, GOING, NO_CHANGE, Place
from negotiate.tui.questions import sides_of


class Sides(Place, inherit_bindings=False):
    """Old left, new right."""

    HELP: ClassVar[str] = (
        "Side by side: the older text left, the newer right, what differs marked in each. n and p step from "
        "change to change, a shows all blocks or the changed ones."
    )
    DEFAULT_CSS = "Sides #view { height: 1fr; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "do('next')", "Next change", tooltip="To the next change"),
        Binding("p", "do('previous')", "Earlier change", tooltip="To the change before"),
        Binding("a", "do('all')", "All", tooltip="All blocks, or the changed ones alone"),
        *COMMON,
        *GOING,
    ]

    def __init__(self, old: str, new: str, names: tuple[str, str]) -> None:
        super().__init__()
        self.pair = (old, new)
        self.names = names
        self.whole = False

    def body(self) -> ComposeResult:
        """The texts."""
        yield LineView(id="view")

    @property
    def view(self) -> LineView:
        """The texts."""
        return self.query_one("#view", LineView)

    def on_mount(self) -> None:
        """Asks for both."""
        self.say_heading(f"{self.names[0]} | {self.names[1]}")
        self.view.focus()
        self.refresh_page()

    def refresh_page(self) -> None:
        """Asks for both again."""
        self.say_status("comparing …")
        self.ask("view", sides_of(*self.pair, self.names, whole=self.whole), self._show)

    def _show(self, paragraphs: list[Paragraph]) -> None:
        self.view.show(paragraphs)
        self.say_status(many(len(self.view.heads), "change"))

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        return NO_CHANGE if act in ("next", "previous") and not self.view.heads else ""

    def do_next(self) -> None:
        """The next change."""
        self._step(1)

    def do_previous(self) -> None:
        """The change before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        self.view.step_change(by)
        self.say_status(self.view.change_words)

    def do_all(self) -> None:
        """All blocks, or the changed ones."""
        self.whole = not self.whole
        self.refresh_page()
