"""A place with a list and, beside it, what is under the list's cursor; below it where there is no room."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from negotiate.tui.line_view import LineView
from negotiate.tui.paragraphs import Mark, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import NARROW, NO_CHANGE, Place
from negotiate.tui.view_bar import ViewBar


class Beside(Place):
    """``#list`` and ``#view``, with a bar of views above the view where ``VIEWS`` names some."""

    VIEWS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """(words, act) of each view; none: no bar."""

    DEFAULT_CSS = """
    Beside #body { layout: horizontal; height: 1fr; }
    Beside #list { width: 42; border-right: solid $primary; }
    Beside #shown { width: 1fr; height: 1fr; }
    Beside #view { height: 1fr; }
    Beside #body.-narrow { layout: vertical; }
    Beside #body.-narrow #list {
        width: 100%; height: 1fr; max-height: 6; border-right: none; border-bottom: solid $primary;
    }
    """

    def body(self) -> ComposeResult:
        """The list; the bar of views; the view."""
        with Container(id="body"):
            yield PickList(id="list")
            with Vertical(id="shown"):
                if self.VIEWS:
                    yield ViewBar(self.VIEWS, id="views")
                yield LineView(id="view")

    @property
    def list(self) -> PickList:
        """The list."""
        return self.query_one("#list", PickList)

    @property
    def view(self) -> LineView:
        """What is shown of what the cursor is on."""
        return self.query_one("#view", LineView)

    def on_mount(self) -> None:
        """The list has the focus; what is shown follows its cursor."""
        self.say_heading(type(self).__name__)
        self.list.pointed = self.point
        self.list.focus()
        self.refresh_page()

    def fit(self, width: int) -> None:
        """Beside each other where there is room."""
        self.query_one("#body").set_class(width < NARROW, "-narrow")

    def point(self, at: int) -> None:
        """Shows what is under the cursor."""

    def waiting(self, words: str = "reading …") -> None:
        """Says that the view is being made."""
        self.view.show([flow(Mark.NOTE, words)])

    # ---- changes, where the view has any ----------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if act in ("next", "previous") and not self.view.heads:
            return NO_CHANGE
        return super().why_not(act)

    def do_next(self) -> None:
        """The next change."""
        self._step(1)

    def do_previous(self) -> None:
        """The change before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        view = self.view
        view.step_change(by)
        self.say_status(view.change_words)
