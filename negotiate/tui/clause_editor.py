"""Where a clause is typed: the toolkit's text area, drawing no more at a key than a key changes."""

from typing import ClassVar, Self

from rich.text import Text
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from negotiate.common.text import printable


class Editor(TextArea):
    """Where the clause is typed."""

    HELP: ClassVar[str] = (
        "Text of the clause: type freely; paragraphs are parted by blank lines, a table has a row a line. "
        "ctrl+z and ctrl+y undo and redo typing. What you type is kept at every pause, even if the program "
        "is killed; ctrl+s saves it as our draft."
    )

    _styled: tuple[str, bool] | None = None
    _edited: int | None = None

    def edit(self, edit: Edit) -> EditResult:
        """An edit draws the lines there are anew, not the empty ones below them (5 KB a key)."""
        self._edited = self.wrapped_document.height
        try:
            return super().edit(edit)
        finally:
            self._edited = None

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Within an edit, draws the lines of the text alone."""
        if self._edited is not None and not regions and not layout:
            lines = max(self._edited, self.wrapped_document.height) + 1
            regions = (Region(0, 0, self.size.width + 2, min(lines, self.size.height)),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines; the theme's styles are laid on when they change, not at every key (2 to 3 ms each)."""
        styled = (self.app.theme, self.has_focus)
        if self._theme is not None and styled != self._styled:
            self._styled = styled
            self._theme.apply_css(self)
        return ScrollView.render_lines(self, crop)

    def get_line(self, line_index: int) -> Text:
        """A line as it is shown: control characters stand as marks, they command nothing."""
        return Text(printable(self.document.get_line(line_index)), end="", no_wrap=True)
