"""What is kept as painted is what would be painted anew; a cell drawn at once is the toolkit's own."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Offset, Region
from textual.selection import Selection
from textual.strip import Strip
from textual.widgets import DataTable

from negotiate.tui.item_table import ItemTable
from negotiate.tui.line_view import LineView
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.plain import cell

_WORDS = ["aa", "aaa", "teacher", "[not]", "shall", "學校", "é", "V.A.2(f)", "figure 1,234"]


class _Two(App[None]):
    """A long text between borders, and a list."""

    CSS = "LineView { height: 1fr; border-left: solid red; border-top: solid red; } PickList { height: 8; }"

    def compose(self) -> ComposeResult:
        yield LineView(id="text")
        yield PickList(id="list")


def _text(random: Random) -> list[Paragraph]:
    return [
        Flow(
            tuple(
                Run(random.choice(list(Mark)), " ".join(random.choices(_WORDS, k=random.randint(1, 9))))
                for _ in range(random.randint(1, 4))
            ),
            after=random.randint(0, 1),
            change=at // 2,
            head=at % 2 == 0,
        )
        for at in range(random.randint(1, 40))
    ]


def _seen(view: LineView) -> list[list[Segment]]:
    strips = view.render_lines(Region(0, 0, view.outer_size.width, view.outer_size.height))
    return [list(Segment.simplify(strip)) for strip in strips]


async def test_a_line_that_is_kept_is_the_line_drawn_anew() -> None:
    random = Random(7)
    app = _Two()
    async with app.run_test(size=(50, 30)) as pilot:
        view, listed = app.query_one("#text", LineView), app.query_one("#list", PickList)
        text = _text(random)
        view.show(text)
        listed.show([flow(Mark.TEXT, words) for words in _WORDS * 2])
        acts = (
            lambda: view.show(_text(random)),
            lambda: view.show([*text[:1], flow(Mark.TEXT, random.choice(_WORDS)), *text[2:]], keep=True),
            lambda: view.step_change(random.choice((1, -1))),
            lambda: view.find(random.choice(_WORDS)),
            lambda: view.find(""),
            lambda: view.step_hit(1),
            lambda: view.put_margin({random.randrange(9): "!"}),
            lambda: view.scroll_to(y=random.randrange(40), animate=False, force=True),
            lambda: listed.put_cursor(random.randrange(18)),
            view.focus,
            listed.focus,
            lambda: setattr(app, "theme", random.choice(("textual-dark", "textual-light"))),
            lambda: setattr(app.screen, "selections", {view: Selection(Offset(3, 1), Offset(9, 4))}),
            app.screen.clear_selection,
        )
        for _ in range(60):
            random.choice(acts)()
            await pilot.pause(0)
            for one in (view, listed):
                kept = _seen(one)
                one.forget_painted()
                assert kept == _seen(one)


class _Table(App[None]):
    def compose(self) -> ComposeResult:
        yield ItemTable(cursor_type="row")


async def test_a_cell_drawn_at_once_is_the_toolkits() -> None:
    app = _Table()
    async with app.run_test(size=(60, 8)):
        table = app.query_one(ItemTable)
        table.add_column(cell("a"), key="a", width=9)

        @settings(max_examples=60, deadline=None)
        @given(st.text(max_size=14), st.booleans(), st.booleans(), st.booleans())
        def drawn(words: str, bold: bool, right: bool, cursor: bool) -> None:
            table.clear()
            table.add_row(cell(words, "bold" if bold else "", right=right))
            how = (0, 0, table.rich_style, 11, cursor)
            ours, theirs = ItemTable._render_cell(table, *how), DataTable._render_cell(table, *how)
            assert _line(ours) == _line(theirs)

        drawn()


def _line(lines: list[list[Segment]]) -> list[Segment]:
    (line,) = lines
    return list(Segment.simplify(Strip(line).adjust_cell_length(11)))
