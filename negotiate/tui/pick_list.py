"""A list of any length to pick from: the outline, the passes, the drafts."""

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message

from negotiate.tui.line_view import LineView


class PickList(LineView):
    """A line view with a cursor; enter or a click picks the paragraph under it."""

    HELP: ClassVar[str] = "List: up and down move, enter or a click picks."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "move(-1000000)", "First", show=False),
        Binding("end", "move(1000000)", "Last", show=False),
        Binding("enter,space", "pick", "Pick", show=False),
    ]

    class Picked(Message):
        """The paragraph a person picked, by its number."""

        def __init__(self, view: "PickList", paragraph: int) -> None:
            super().__init__()
            self.view = view
            self.paragraph = paragraph

        @property
        def control(self) -> "PickList":
            """The list."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.cursor = 0
        self.pointed: Callable[[int], None] | None = None  # called at once with the paragraph moved to

    def put_cursor(self, at: int) -> None:
        """Moves the cursor, and the view where it would leave it."""
        at = max(0, min(at, len(self.paragraphs) - 1))
        before, self.cursor = self.cursor, at
        if before == at:
            return
        if self.pointed is not None:
            self.pointed(at)
        for one in (before, at):
            self.forget_painted(self.top_of(one), self.top_of(one + 1))
            self.refresh_lines(self.top_of(one), self.top_of(one + 1) - self.top_of(one))
        top, height = self.top_of(at), self.scrollable_content_region.height
        if top < self.scroll_offset.y or top >= self.scroll_offset.y + height:
            self.scroll_to(y=max(top - height // 3, 0), animate=False, force=True)

    def _row_style(self, at: int) -> Style:
        return self._style("cursor") if at == self.cursor else Style.null()

    def _gutter(self, at: int, inside: int) -> str:
        return "› " if at == self.cursor and inside == 0 else super()._gutter(at, inside)

    def action_move(self, by: int) -> None:
        """Moves the cursor."""
        self.put_cursor(self.cursor + by)

    def action_move_page(self, by: int) -> None:
        """Moves the cursor by a page."""
        self.put_cursor(self.cursor + by * max(self.scrollable_content_region.height - 1, 1))

    def action_pick(self) -> None:
        """Picks what is under the cursor."""
        if self.paragraphs:
            self.post_message(self.Picked(self, self.cursor))

    def on_click(self, event: Click) -> None:
        """Picks what was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or not self.paragraphs:
            return
        at, _ = self.place_of(offset.y + self.scroll_offset.y)
        self.put_cursor(at)
        self.action_pick()
