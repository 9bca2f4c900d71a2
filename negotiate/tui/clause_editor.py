"""Where a clause is typed: the toolkit's text area, drawing no more at a key than a key changes."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Self

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, TextAreaTheme

from negotiate.agreement.labels import parse_label
from negotiate.agreement.numbers import figures
from negotiate.agreement.turning import turned
from negotiate.common.text import printable
from negotiate.workspace.drafting import Bound

_THEME = "clause"
Place = tuple[int, int, int]
"""A figure as printed: its row, and where it begins and ends in the row."""
_Shown = tuple[str, tuple[tuple[int, int], ...], bool]


class _Theme(TextAreaTheme):
    """The styles of the program's theme, laid on when they change, not at every key (2 to 3 ms each)."""

    _laid: tuple[str, bool] | None = None

    def apply_css(self, text_area: TextArea) -> None:
        """Reads the styles where the program's theme or the focus is another."""
        styled = (text_area.app.theme, text_area.has_focus)
        if styled != self._laid:
            self._laid = styled
            super().apply_css(text_area)


class Editor(TextArea):
    """Where the clause is typed; the figures that a cost term reads are underlined."""

    HELP: ClassVar[str] = (
        "Text of the clause: type freely; paragraphs are parted by blank lines, a table has a row a line. "
        "Underlined figures have a price: ctrl+up and ctrl+down turn the one under the cursor, or the "
        "nearest on its line, and redline and cost follow; words and digits turn together, and so does every "
        "other place where the same priced phrase has the figure. "
        "ctrl+z and ctrl+y undo and redo typing. What you type is kept at every pause, even if the program "
        "is killed; ctrl+s saves it as our draft."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+home", "to_end(False)", "To the beginning", show=False, tooltip="To the clause's beginning"
        ),
        Binding("ctrl+end", "to_end(True)", "To the end", show=False, tooltip="To the clause's end"),
    ]

    bound: Callable[[str], Sequence[Bound]] = staticmethod(lambda _: ())
    """The figures of a line that a cost term reads."""

    _editing: bool = False

    def on_mount(self) -> None:
        """The program's styles, laid on only when they change."""
        self.register_theme(_Theme(_THEME))
        self.theme = _THEME

    def action_to_end(self, end: bool) -> None:
        """The cursor at the clause's end, or at its beginning."""
        self.move_cursor(self.document.end if end else (0, 0))

    def edit(self, edit: Edit) -> EditResult:
        """An edit draws the lines anew that it changed (a line takes some 1.5 ms, all of them 5 KB a key)."""
        before, marked = self._rows_shown(), self.selection.start != self.selection.end
        self._editing = True
        try:
            result = super().edit(edit)
        finally:
            self._editing = False
        after = self._rows_shown()
        whole = marked or not self.text or len(before) <= 1  # what is selected, or stands in an empty text
        top, last = self.scroll_offset.y, max(len(before), len(after))
        for at in range(top, min(last + 1, top + self.size.height)):
            if whole or before[at : at + 1] != after[at : at + 1]:
                self.refresh(Region(0, at - top, self.size.width + 2, 1))
        return result

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """An undo that takes the cursor's line, and with it the need to scroll, asks for this before the
        toolkit has put the cursor back; it asks again once it has."""
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Within an edit all is not drawn anew: the edit tells which lines are."""
        if self._editing and not regions and not layout:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _rows_shown(self) -> list[_Shown]:
        """Every row of the text as it is wrapped, with what is underlined in it and where the cursor is."""
        shown: list[_Shown] = []
        cursor = self.wrapped_document.location_to_offset(self.cursor_location).y
        for line in range(self.document.line_count):
            bound, start = self.bound(self.document.get_line(line)), 0
            for words in self.wrapped_document.get_sections(line):
                end = start + len(words)
                under = tuple(
                    (one.start - start, one.end - start) for one in bound if _meets(one, start, end)
                )
                shown.append((words, under, len(shown) == cursor))
                start = end
        return shown

    def get_line(self, line_index: int) -> Text:
        """A line as it is shown: control characters stand as marks, they command nothing; figures that
        have a price are underlined."""
        words = self.document.get_line(line_index)
        shown = Text(printable(words), end="", no_wrap=True)
        for one in self.bound(words):
            shown.stylize("underline", one.start, one.end)
        return shown

    # ---- figures ------------------------------------------------------------------------------------

    def pointed(self) -> Place | None:
        """The figure under the cursor; else the nearest on its line that has a price, or the nearest."""
        row, at = self.cursor_location
        words = self.document.get_line(row)
        every = _figures(words)
        under = [one for one in every if one[0] <= at <= one[1]]
        priced = [(one.start, one.end) for one in self.bound(words)]
        near = [one for one in every if any(one[0] < end and start < one[1] for start, end in priced)]
        found = min(under or near or every, key=lambda one: max(one[0] - at, at - one[1]), default=None)
        return None if found is None else (row, *found)

    def turn(self, by: int) -> tuple[str, str] | None:
        """Turns the figure pointed at, with all that say it for the same priced phrase, in one edit; what
        it said and says now, None where no figure can be turned."""
        found = self.pointed()
        if found is None:
            return None
        row, start, end = found
        old = self.document.get_line(row)[start:end]
        new = turned(old, by)
        if new == old:
            return None
        spots = self._with_it(found)
        low, high = spots[0], spots[-1]
        lines = {at: self.document.get_line(at) for at in range(low[0], high[0] + 1)}
        for at, begin, stop in reversed(spots):
            lines[at] = lines[at][:begin] + turned(lines[at][begin:stop], by) + lines[at][stop:]
        last = len(self.document.get_line(high[0]))
        shift = sum(
            len(turned(self.document.get_line(at)[begin:stop], by)) - (stop - begin)
            for at, begin, stop in spots
            if at == row and begin < start
        )
        self.history.checkpoint()
        self.replace("\n".join(lines.values()), (low[0], 0), (high[0], last), maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor((row, start + shift))
        return old, new

    def _with_it(self, found: Place) -> list[Place]:
        """The figure and those that its cost term reads elsewhere in the text with the same value."""
        row, start, end = found
        terms = {
            one.term for one in self.bound(self.document.get_line(row)) if one.start < end and start < one.end
        }
        value = _value(self.document.get_line(row)[start:end])
        places = {found}
        for at in range(self.document.line_count):
            words = self.document.get_line(at)
            for one in self.bound(words):
                if one.term in terms and _value(words[one.start : one.end]) == value:
                    places |= {
                        (at, begin, stop)
                        for begin, stop in _figures(words)
                        if begin < one.end and one.start < stop
                    }
        return sorted(places)


def _meets(one: Bound, start: int, end: int) -> bool:
    return one.start < end and start < one.end


def _figures(words: str) -> list[tuple[int, int]]:
    """The figures of a line without its label."""
    first = words.split(" ", 1)[0]
    label = len(first) if first and parse_label(first) is not None else 0
    return [(one.start, one.end) for one in figures(words) if one.start >= label]


def _value(printed: str) -> object:
    found = figures(printed)
    return found[0].value if found else printed
