"""A scroll bar that is painted with every line scrolled: the few looks its cells have are made once."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


class Bar(ScrollBar):
    """The toolkit's upright scroll bar, its cells kept as painted."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The cells from top to bottom."""
        bar, size = self.render(), self.size
        if (
            not isinstance(bar, ScrollBarRender)
            or not isinstance(bar.style, Style)
            or crop.width != size.width
        ):
            return super().render_lines(crop)
        back, thumb = bar.style.bgcolor, bar.style.color
        if back is None or thumb is None:
            return super().render_lines(crop)
        cells = bar.render_bar(
            size.height, bar.virtual_size, bar.window_size, bar.position, size.width, True, back, thumb
        ).segments
        under = self.visual_style.rich_style
        strips = [_strip(cell.text, cell.style, under) for cell in list(cells)[crop.y : crop.bottom]]
        ground = self.background_colors[1]
        for one in self.get_line_filters():
            strips = [strip.apply_filter(one, ground) for strip in strips]
        return strips


@lru_cache(256)
def _strip(text: str, style: Style | None, under: Style) -> Strip:
    return Strip([Segment(text, under + style)], len(text))
