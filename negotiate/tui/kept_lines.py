"""A view by the Line API that paints a line once: what is scrolled back, or one line on, is not made again.

The toolkit lays effects, colours and cuts on every line anew whenever a widget is painted, half a millisecond
a line. Here the line with all of that is kept until its words, its styles or the width are others.
"""

from collections.abc import Hashable

from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from negotiate.tui.scroll_bar import Bar

_KEPT = 1024  # lines


class KeptLines(ScrollView):
    """A scroll view whose lines are kept as painted, by their number in the content."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._painted: LRUCache[int, Strip] = LRUCache(_KEPT)
        self._painted_for: Hashable = None
        self._edges: tuple[Strip, ...] = ()  # what stands left and right of each line

    def content_line(self, y: int) -> Strip:
        """Line ``y`` of the content, as wide as it is."""
        raise NotImplementedError

    def forget_painted(self, start: int = 0, stop: int | None = None) -> None:
        """Lines ``start:stop`` of the content are others now; all without an end."""
        if stop is None:
            self._painted.clear()
            return
        for y in range(start, stop):
            self._painted.discard(y)

    def render_line(self, y: int) -> Strip:
        """One line of the screen, each stretch with its place in the content: for the mouse."""
        left, top = self.scroll_offset
        width = self.size.width
        line = self.content_line(top + y).crop_extend(left, left + width, self.rich_style)
        return line.apply_offsets(left, top + y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as painted; borders are the toolkit's, and all of it where an effect is laid on it."""
        gutter = self.styles.gutter
        if not self._as_it_is:
            return super().render_lines(crop)
        width, height = self.size
        left, top = self.scroll_offset
        whole = width + gutter.width
        style, ground, filters = self.rich_style, self.background_colors[1], self.get_line_filters()
        now = (width, left, style, ground, self.styles.border, gutter, *map(id, filters))
        if now != self._painted_for:
            self._painted.clear()
            self._painted_for = now
            self._edges = ()
            if gutter.left or gutter.right:
                (row,) = super().render_lines(Region(0, gutter.top, whole, 1))
                self._edges = (row.crop(0, gutter.left), row.crop(whole - gutter.right, whole))
        keep = self.text_selection is None
        strips = []
        for y in crop.line_range:
            if not 0 <= y - gutter.top < height:
                strips += super().render_lines(Region(0, y, whole, 1))
                continue
            at = top + y - gutter.top
            strip = self._painted.get(at)
            if strip is None:
                strip = self.content_line(at).crop_extend(left, left + width, style)
                for one in filters:
                    strip = strip.apply_filter(one, ground)
                if self._edges:
                    strip = Strip.join([self._edges[0], strip, self._edges[1]])
                if keep:
                    self._painted[at] = strip
            strips.append(strip)
        if crop.column_span != (0, whole):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    @property
    def _as_it_is(self) -> bool:
        """Whether no effect is laid on the lines."""
        styles = self.styles
        plain = not styles.tint.a and styles.text_opacity == 1.0 and not styles.has_rule("hatch")
        return plain and self.opacity == 1.0

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            bar = Bar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self._vertical_scrollbar = bar
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def set_content_size(self, size: Size) -> None:
        """How large the content is. The screen is laid out anew only where that changes this view's own
        height: elsewhere its scroll bar alone is another."""
        if size == self.virtual_size:
            return
        if self.styles.auto_dimensions or not self.container_size:
            self.virtual_size = size
            return
        self.set_reactive(KeptLines.virtual_size, size)
        self._scroll_update(size)
