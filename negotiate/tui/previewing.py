"""The redline beside the list of items: read ahead for the items next to the cursor while nobody types."""

from collections import OrderedDict
from collections.abc import Callable

from textual.widgets import DataTable

from negotiate.common.errors import NegotiateError
from negotiate.common.text import printable
from negotiate.tui.home import ItemsPage, Standings, last_pass, our_draft
from negotiate.tui.item_preview import group_lines, head_lines, untouched_lines
from negotiate.tui.item_rows import Group, Line
from negotiate.tui.line_view import LineView
from negotiate.tui.paragraphs import Mark, Paragraph, flow
from negotiate.tui.putting_acts import PuttingActs
from negotiate.workspace.listing import BoardRow

_KEPT = 64  # redlines
_AHEAD = (1, -1, 2, -2)  # rows from the cursor whose redlines are read before they are asked for
Pass = tuple[str, str, str, int]
"""Which pass a redline is of: item, side, when, which one."""


class Previewing(PuttingActs, inherit_bindings=False):
    """The acts of Items on the redline beside the list."""

    page: ItemsPage | None
    shown: list[BoardRow]
    lines: list[Line]
    _standings: Standings | None

    def __init__(self) -> None:
        super().__init__()
        self._redlines: OrderedDict[Pass, list[Paragraph]] = OrderedDict()

    @property
    def preview(self) -> LineView:
        """The redline."""
        return self.query_one("#preview", LineView)

    @property
    def _at(self) -> int:
        """The list's line under the cursor."""
        raise NotImplementedError

    @property
    def _line(self) -> Line | None:
        return self.lines[self._at] if 0 <= self._at < len(self.lines) else None

    def forget_redlines(self) -> None:
        """The workspace is another: what was read is read again."""
        self._redlines.clear()

    def on_data_table_row_highlighted(self, _event: DataTable.RowHighlighted) -> None:
        """Another item: its redline beside it, at once where it is read, else once the list is painted."""
        line = self._line
        if isinstance(line, BoardRow) and self._pass(line) in self._redlines:
            self._ask_preview()
        else:
            self.call_after_refresh(self._ask_preview)

    def _ask_preview(self) -> None:
        line = self._line if self.is_here else None
        if line is None or not self.shown:
            return
        if isinstance(line, Group):
            self.preview.show(group_lines(line))
        elif not line.passes:
            head = untouched_lines(line)
            self.preview.show(head)
            self.ask("preview", our_draft(line.item), self._drafted(line, head), lambda _: None)
        elif (found := self._redlines.get(self._pass(line))) is not None:
            self._show_redline(line, found)
        else:
            then = self._read(line, shown=True)
            self.ask("preview", last_pass(self._named(line)), then, self._no_preview, urgent=True)

    def _drafted(self, row: BoardRow, head: list[Paragraph]) -> Callable[[list[Paragraph]], None]:
        """Puts our draft below what is said of an item that nobody has passed on."""

        def then(found: list[Paragraph]) -> None:
            line = self._line
            if found and isinstance(line, BoardRow) and line.item == row.item and not line.passes:
                self.preview.show([*head, *found])

        return then

    def _pass(self, row: BoardRow) -> Pass:
        return (row.item, self._last_side(row), row.last_pass_at, row.passes)

    def _named(self, row: BoardRow) -> str:
        return f"{row.item}:{self._last_side(row)}"

    def _last_side(self, row: BoardRow) -> str:
        """Whose language to show: the one who moved last, so that the other must answer."""
        assert self.page is not None
        if row.ball == "nobody":
            return self.page.facts.side.value
        return "district" if row.ball == "union" else "union"

    def _read(self, row: BoardRow, *, shown: bool) -> Callable[[list[Paragraph]], None]:
        """Keeps a redline that was asked for, and shows it where its item is under the cursor."""
        key, page = self._pass(row), self.page

        def then(found: list[Paragraph]) -> None:
            if self.page is page:  # else it may be of the workspace as it was
                self._redlines[key] = found
                if len(self._redlines) > _KEPT:
                    self._redlines.popitem(last=False)
            line = self._line
            if shown and isinstance(line, BoardRow) and self._pass(line) == key:
                self._show_redline(line, found)
            self._read_ahead()

        return then

    def _show_redline(self, row: BoardRow, found: list[Paragraph]) -> None:
        positions = self._standings.items if self._standings else {}
        head = head_lines(row, self._last_side(row), positions.get(str(row.number)))
        self.preview.show([*head, *found])
        self.call_after_refresh(self._read_ahead)

    def _read_ahead(self) -> None:
        """The next redline that may be wanted; one whose item cannot be read is asked for when it is."""
        if not self.is_here or self.app.screen is not self or "ahead" in self._asked.values():
            return
        near = (self.lines[self._at + by] for by in _AHEAD if 0 <= self._at + by < len(self.lines))
        for row in near:
            if isinstance(row, BoardRow) and row.passes and self._pass(row) not in self._redlines:
                question = last_pass(self._named(row))
                self.ask("ahead", question, self._read(row, shown=False), lambda _: None)
                return

    def _no_preview(self, error: NegotiateError) -> None:
        lines = [flow(Mark.WARN, printable(words)) for words in (error.what, error.do) if words]
        self.preview.show(lines)

    def _preview_empty(self) -> None:
        assert self.page is not None
        said = (
            "No item has these words. Press / and change the filter, or esc to show all."
            if self.page.rows
            else "Nothing is on the table yet. Press o for a new item, a to read the agreement, "
            "D to see how it was read."
        )
        self.preview.show([flow(Mark.NOTE, said)])

    def do_next_change(self) -> None:
        """The preview's next change."""
        self._step(1)

    def do_previous_change(self) -> None:
        """The preview's earlier change."""
        self._step(-1)

    def _step(self, by: int) -> None:
        view = self.preview
        view.step_change(by)
        self.say_status(view.change_words)
