"""A long text on the screen by the Line API: laid out once a width, drawn a line at a time.

60,000 words are a few thousand paragraphs. Only their heights are computed when the text or
the width changes; a line is drawn when it is looked at, and kept.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise, zip_longest
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip

from negotiate.common.text import many
from negotiate.tui.kept_lines import KeptLines
from negotiate.tui.paragraphs import Mark, Paragraph, Row, cut

_GUTTER = 2
_COMPARED = 400  # paragraphs up to which a new text is compared with the one shown


class LineView(KeptLines, can_focus=True):
    """Paragraphs and tables, with search, changes to step through, and text to select."""

    HELP: ClassVar[str] = "Text: move with the arrow keys, page up and page down, home and end."

    COMPONENT_CLASSES = {f"line--{mark.value}" for mark in Mark} | {
        "line--hit",
        "line--cursor",
        "line--gutter",
    }

    DEFAULT_CSS = """
    LineView { overflow-y: scroll; overflow-x: auto; scrollbar-size: 0 1; background: $background; }
    LineView > .line--delete { color: $text-error; text-style: strike; }
    LineView > .line--insert { color: $text-success; text-style: underline; }
    LineView > .line--label { text-style: bold; }
    LineView > .line--citation { text-style: bold; color: $text-accent; }
    LineView > .line--kind { color: $text-warning; text-style: italic; }
    LineView > .line--note { color: $text-muted; }
    LineView > .line--heading { text-style: bold; color: $text-primary; }
    LineView > .line--strong { text-style: bold; }
    LineView > .line--warn { color: $text-warning; text-style: bold; }
    LineView > .line--rule { color: $text-disabled; }
    LineView > .line--bracket { color: $text-muted; text-style: bold; }
    LineView > .line--hit { background: $warning; color: $background; text-style: bold underline; }
    LineView > .line--cursor { background: $surface; }
    LineView:focus > .line--cursor {
        background: $primary; color: $background; text-style: bold;
    }
    LineView > .line--gutter { color: $text-accent; text-style: bold; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Line up", show=False),
        Binding("down,j", "scroll_down", "Line down", show=False),
        Binding("pageup,b", "page_up", "Page up", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("left", "scroll_left", "Left", show=False),
        Binding("right", "scroll_right", "Right", show=False),
        Binding("home", "scroll_home", "Start", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.paragraphs: Sequence[Paragraph] = ()
        self.moved: Callable[[int], None] | None = None  # called at once, so that all is painted together
        self.needle = ""
        self.hits: list[int] = []
        self.hit = -1
        self.change = -1
        self.heads: list[int] = []
        self.margin: dict[int, str] = {}
        self._ends: list[int] = []
        self._width = 0
        self._styles: dict[str, Style] = {}
        self._drawn: tuple[int, list[Row]] = (-1, [])

    # ---- content and layout ----------------------------------------------------------------------

    def show(self, paragraphs: Sequence[Paragraph], *, keep: bool = False) -> None:
        """Shows other content; ``keep`` stays at the place where the view is."""
        y = self.scroll_offset.y if keep else 0
        change = self.change if keep else -1
        before = self.paragraphs if keep and not self.needle and change < 0 else ()
        ends = self._ends
        self.paragraphs = paragraphs
        self.heads = [at for at, one in enumerate(paragraphs) if one.head]
        self.change = min(change, len(self.heads) - 1)
        self._lay_out()
        if before and self._same_elsewhere(before, ends):
            return
        self.forget_painted()
        self.refresh()
        self.scroll_to(y=min(y, max(self._total - 1, 0)), animate=False, force=True)
        if self.needle:
            self.find(self.needle, move=False)

    @property
    def _total(self) -> int:
        return self._ends[-1] if self._ends else 0

    def _lay_out(self) -> None:
        self._width = max(self.scrollable_content_region.width - _GUTTER, 4)
        self._ends = list(accumulate(one.height(self._width) for one in self.paragraphs))
        self._drawn = (-1, [])
        widest = max(
            (_widest(one, self._width) for one in self.paragraphs if hasattr(one, "cells")), default=0
        )
        self.set_content_size(Size(max(widest, self._width) + _GUTTER, self._total))

    def _same_elsewhere(self, before: Sequence[Paragraph], ends: list[int]) -> bool:
        """Where only one paragraph is another and of the same height, draws its changed lines alone."""
        if ends != self._ends or len(before) != len(self.paragraphs) or len(before) > _COMPARED:
            return False
        pairs = enumerate(zip(before, self.paragraphs, strict=True))
        for at in [at for at, (old, new) in pairs if old != new]:
            top = self.top_of(at)
            rows = zip_longest(before[at].rows(self._width), self.paragraphs[at].rows(self._width))
            for inside, (old, new) in enumerate(rows):
                if old != new or before[at].change != self.paragraphs[at].change:
                    self.forget_painted(top + inside, top + inside + 1)
                    self.refresh_lines(top + inside)
        return True

    def on_resize(self, _event: Resize) -> None:
        """Lays out for the new width and stays at the same paragraph."""
        if max(self.scrollable_content_region.width - _GUTTER, 4) == self._width:
            return
        at, inside = self.place_of(self.scroll_offset.y)
        self._lay_out()
        self.forget_painted()
        self.refresh()
        if self.paragraphs:
            self.scroll_to(y=self.top_of(at) + inside, animate=False, force=True)

    def place_of(self, y: int) -> tuple[int, int]:
        """The paragraph at content line ``y``, and the line inside it."""
        at = min(bisect_right(self._ends, y), max(len(self._ends) - 1, 0))
        return at, max(y - self.top_of(at), 0)

    def top_of(self, paragraph: int) -> int:
        """The content line at which a paragraph starts."""
        return self._ends[paragraph - 1] if 0 < paragraph <= len(self._ends) else 0

    def go_to(self, paragraph: int, *, context: int = 0) -> None:
        """Brings a paragraph to the top, ``context`` lines below it."""
        self.scroll_to(y=max(self.top_of(paragraph) - context, 0), animate=False, force=True)

    def follow(self, before: Sequence[Paragraph]) -> None:
        """Brings the first paragraph that was not so ``before`` into view, the count above them left out;
        nothing moves where it is seen already, or nothing stood there."""
        old, new = before[1:], self.paragraphs[1:]
        at = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
        top = self.top_of(at + 1)
        seen = self.scroll_offset.y <= top < self.scroll_offset.y + self.scrollable_content_region.height
        if old and at < len(new) and not seen:
            head = next((n for n in reversed(self.heads) if n <= at + 1), at + 1)
            near = top - self.top_of(head) < self.scrollable_content_region.height - 2
            self.go_to(head if near else at + 1, context=1)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tells whoever wants to know that another place is shown."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value) and self.paragraphs and self.moved is not None:
            self.moved(self.place_of(round(new_value))[0])

    # ---- changes -----------------------------------------------------------------------------------

    def step_change(self, by: int) -> bool:
        """Goes to the next (or an earlier) change; False where there is none."""
        if not self.heads:
            return False
        self.change = max(0, min(self.change + by, len(self.heads) - 1))
        self.forget_painted()
        self.go_to(self.heads[self.change], context=1)
        self.refresh()
        return True

    @property
    def change_words(self) -> str:
        """Where it stands among its changes: ``change 2 of 5 · V.A.2(f)``; before the first step how many
        there are; empty where there is none."""
        if not self.heads:
            return ""
        if self.change < 0:
            return many(len(self.heads), "change")
        key = self.paragraphs[self.heads[self.change]].key
        return f"change {self.change + 1} of {len(self.heads)}" + (f" · {key}" if key else "")

    def put_margin(self, signs: dict[int, str]) -> None:
        """Signs of one cell beside paragraphs, by their number."""
        self.margin = signs
        self.forget_painted()
        self.refresh()

    # ---- search ------------------------------------------------------------------------------------

    def find(self, needle: str, *, move: bool = True) -> int:
        """Marks every place that holds ``needle`` (whatever its case); how many paragraphs do."""
        self.needle = needle
        low = needle.casefold()
        self.hits = [at for at, one in enumerate(self.paragraphs) if low and low in one.text.casefold()]
        self.forget_painted()
        self.refresh()
        self.hit = -1
        if self.hits and move:
            here = self.place_of(self.scroll_offset.y)[0]
            self.hit = next((n for n, at in enumerate(self.hits) if at >= here), 0)
            self.go_to(self.hits[self.hit], context=2)
        return len(self.hits)

    def step_hit(self, by: int) -> bool:
        """Goes to the next (or an earlier) place found, round the ends; False where there is none."""
        if not self.hits:
            return False
        self.hit = (self.hit + by) % len(self.hits)
        self.forget_painted()
        self.go_to(self.hits[self.hit], context=2)
        self.refresh()
        return True

    # ---- drawing -----------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Another theme: every line is drawn anew."""
        super().notify_style_update()
        self.forget_painted()
        self._styles.clear()

    def content_line(self, y: int) -> Strip:
        """One line of the text."""
        if y >= self._total:
            return Strip.blank(self.size.width, self.rich_style)
        return Strip(Segment.simplify(self._selected(y, list(self._segments(*self.place_of(y))))))

    def _segments(self, at: int, inside: int) -> Iterator[Segment]:
        if self._drawn[0] != at:  # a paragraph is wrapped once for all its lines
            self._drawn = at, self.paragraphs[at].rows(self._width)
        rows = self._drawn[1]
        row: Row = rows[inside] if inside < len(rows) else ()
        base = self._row_style(at)
        gutter = self._gutter(at, inside)
        yield Segment(gutter, (self._style("text") if gutter.isspace() else self._style("gutter")) + base)
        if (self.needle and at in self.hits[self.hit : self.hit + 1]) or (self.needle and self._is_hit(at)):
            yield from self._found(row, base)
        else:
            yield from (Segment(run.text, self._style(run.mark.value) + base) for run in row)
        if base:
            taken = sum(len(run.text) for run in row)
            yield Segment(" " * max(self._width - taken, 0), self.rich_style + base)

    def _is_hit(self, at: int) -> bool:
        where = bisect_right(self.hits, at)
        return where > 0 and self.hits[where - 1] == at

    def _row_style(self, _at: int) -> Style:
        return Style.null()

    def _gutter(self, at: int, inside: int) -> str:
        one = self.paragraphs[at]
        if self.hits and self.hit >= 0 and self.hits[self.hit] == at and inside == 0:
            return "» "
        if one.change is None or one.change != self.change:
            return f"{self.margin[at]} " if inside == 0 and at in self.margin else "  "
        return "▶ " if one.head and inside == 0 else "▌ "

    def _found(self, row: Row, base: Style) -> Iterator[Segment]:
        """A row with the words looked for marked, also where a run ends inside them."""
        text = "".join(run.text for run in row)
        low, needle = text.casefold(), self.needle.casefold()
        ends, at = [0], low.find(needle) if len(low) == len(text) else -1
        while at >= 0:
            if at < ends[-1]:  # it overlaps the one before
                ends.pop()
                ends.append(at + len(needle))
            else:
                ends += [at, at + len(needle)]
            at = low.find(needle, at + 1)
        for number, (start, end) in enumerate(pairwise([*ends, len(text)])):
            more = base + self._style("hit") if number % 2 else base
            yield from (Segment(run.text, self._style(run.mark.value) + more) for run in cut(row, start, end))

    def _style(self, name: str) -> Style:
        found = self._styles.get(name)
        if found is None:
            found = self._styles[name] = self.get_component_rich_style(
                f"line--{name}", partial=name == "cursor"
            )
        return found

    # ---- text to copy ------------------------------------------------------------------------------

    @property
    def allow_select(self) -> bool:
        """Text can be selected by mouse and copied."""
        return True

    def _selected(self, y: int, segments: list[Segment]) -> list[Segment]:
        span = self.text_selection.get_span(y) if self.text_selection is not None else None
        if span is None:
            return segments
        start, end = span
        found = self.screen.get_component_rich_style("screen--selection")
        style = Style(bgcolor=found.bgcolor)  # its colour of letters is its ground: they would not be seen
        out, at = [], 0
        for segment in segments:
            for char in segment.text:
                inside = at >= start and (end == -1 or at < end)
                out.append(
                    Segment(char, (segment.style or Style.null()) + style if inside else segment.style)
                )
                at += 1
        return out

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The words selected, as they stand on the screen without the gutter."""
        low = selection.start.y if selection.start is not None else 0
        high = selection.end.y if selection.end is not None else self._total - 1
        lines = []
        for y in range(max(low, 0), min(high + 1, self._total)):
            text = "".join(segment.text for segment in self._segments(*self.place_of(y)))
            start, end = selection.get_span(y) or (0, -1)
            lines.append(text[max(start, _GUTTER) : None if end == -1 else end])
        return "\n".join(lines), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draws what is selected anew."""
        del selection
        self.forget_painted()
        self.refresh()

    # ---- moving, without animation -------------------------------------------------------------------

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_page_up(animate=False)

    def action_scroll_down(self) -> None:
        """A line down."""
        self.scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """A line up."""
        self.scroll_up(animate=False)

    def action_scroll_home(self) -> None:
        """To the start."""
        self.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        """To the end."""
        self.scroll_end(animate=False)


def _widest(one: Paragraph, width: int) -> int:
    return max((sum(len(run.text) for run in row) for row in one.rows(width)), default=0)
