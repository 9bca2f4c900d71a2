"""The table of items."""

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

SegmentLines = list[list[Segment]]


class ItemTable(DataTable[Text]):
    """The list; enter opens the item under the cursor."""

    HELP: ClassVar[str] = "List of items: up and down move, enter or a second click opens the item."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", tooltip="Open the item: its passes, cost and acts"),
        Binding("home", "scroll_top", "First", show=False),
        Binding("end", "scroll_bottom", "Last", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("j", "cursor_down", "Down", show=False),
    ]

    def _render_cell(
        self,
        row_index: int,
        column_index: int,
        base_style: Style,
        width: int,
        cursor: bool = False,
        hover: bool = False,
    ) -> SegmentLines:
        """A cell of one style on one line, as :func:`negotiate.tui.plain.cell` makes it, drawn at once.
        The toolkit lays each out as a page of its own (half a millisecond, 150 of them on a screen)."""
        _, cells = self._get_row_renderables(row_index)
        cell = cells[column_index] if column_index >= 0 else None
        if not isinstance(cell, Text) or cell.spans or width <= 2 * self.cell_padding:
            return super()._render_cell(row_index, column_index, base_style, width, cursor, hover)
        own, over = self._get_styles_to_render_cell(
            row_index == -1,
            False,
            False,
            hover,
            cursor,
            self.show_cursor,
            self._show_hover_cursor,
            self.cursor_foreground_priority == "css",
            self.cursor_background_priority == "css",
        )
        ground = base_style + Style.from_meta({"row": row_index, "column": column_index}) + own
        style = ground + (Style.parse(cell.style) if isinstance(cell.style, str) else cell.style) + over
        room = width - 2 * self.cell_padding
        words = _fitted(cell.plain, room, right=cell.justify == "right")
        edge = Segment(" " * self.cell_padding, ground + over)
        return [[edge, Segment(words, style), edge]]


def _fitted(words: str, room: int, *, right: bool) -> str:
    """The words in so many cells, cut off with an ellipsis where they are longer."""
    taken = cell_len(words)
    if taken > room:
        return set_cell_size(words, room - 1) + "…"
    gap = " " * (room - taken)
    return gap + words if right else words + gap
