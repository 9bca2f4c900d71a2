"""The table of items."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import DataTable


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
