"""Home: every item with its state, whose move it is and what it costs; the redline beside it."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import DataTable, Input, Static

from negotiate.common.errors import NegotiateError
from negotiate.common.text import many
from negotiate.tui import places
from negotiate.tui.home import (
    ItemsPage,
    Standings,
    item_costs,
    items_page,
    round_words,
    totals,
)  # fmt: skip
from negotiate.tui.item_rows import (
    COST,
    ORDERS,
    OURS,
    RIGHT,
    Group,
    Line,
    above_words,
    columns_for,
    filtered,
    grouped,
    heading,
    width_of,
    words_of,
)  # fmt: skip
from negotiate.tui.item_table import ItemTable
from negotiate.tui.line_view import LineView
from negotiate.tui.place import COMMON, GOING, NO_CHANGE
from negotiate.tui.plain import cell, plain
from negotiate.tui.previewing import Previewing
from negotiate.tui.words import since
from negotiate.workspace.listing import BoardRow

_BESIDE = 150
_TALL = 30  # rows from which the figures by year stand in a table of their own
_AFTER = 0.15  # seconds: money is computed once the items are painted


class Items(Previewing, inherit_bindings=False):
    """The items on the table."""

    HELP: ClassVar[str] = (
        "Items: every subject on the table, beside it the redline of its last pass. Enter opens the item, or "
        "folds an article; / filters by any words, !word leaves out."
    )

    DEFAULT_CSS = """
    Items #above { height: auto; max-height: 6; padding: 0 1; background: $surface; text-wrap: nowrap;
        text-overflow: ellipsis; }
    Items #body { layout: vertical; height: 1fr; }
    Items #body.-beside { layout: horizontal; }
    Items #list { height: auto; max-height: 45%; min-height: 4; }
    Items #body.-beside #list { width: 55%; height: 1fr; max-height: 100%; }
    Items DataTable { height: auto; max-height: 100%; scrollbar-size: 1 1; }
    Items #filter { display: none; height: 1; border: none; padding: 0 1; }
    Items #filter.-open { display: block; }
    Items #preview { height: 1fr; border-top: solid $primary; }
    Items #body.-beside #preview { border-top: none; border-left: solid $primary; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *places.keys(),
        Binding(
            "slash", "do('filter')", "Filter", key_display="/", tooltip="Show only items with these words"
        ),
        Binding("o", "do('new')", "New item", tooltip="Put a new item on the table"),
        Binding("s", "do('sort')", "Order", show=False, tooltip="By number, article, move, state, last pass"),
        Binding("g", "do('group')", "Group", show=False, tooltip="Under a heading for each article, or not"),
        Binding("N", "do('plan')", "Next session", show=False, tooltip="Say when the next session is"),
        Binding("n", "do('next-change')", "Next change", show=False, tooltip="Next change in the preview"),
        Binding(
            "p",
            "do('previous-change')",
            "Earlier change",
            show=False,
            tooltip="Earlier change in the preview",
        ),
        Binding("Y", "do('sync')", "Share", show=False, tooltip="Share with the team's other machines"),
        Binding("B", "do('send')", "Send passes", show=False, tooltip="A file of passes for the other side"),
        Binding("I", "do('take')", "Take passes", show=False, tooltip="The other side's file of passes"),
        Binding("u", "app.undo", "Undo", show=False, tooltip="Take the last act back"),
        Binding("ctrl+r", "app.redo", "Redo", show=False, tooltip="Do again what undo took back"),
        Binding("q", "app.leave", "Quit", tooltip="Leave the program; everything is saved"),
        *(one for one in COMMON if one.action != "do('back')"),
        Binding("escape", "do('back')", "Back", show=False, tooltip="Take the filter away"),
        *GOING,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page: ItemsPage | None = None
        self.shown: list[BoardRow] = []
        self.lines: list[Line] = []
        self.costs: dict[tuple[str, str, int], BoardRow] = {}
        self.folded: frozenset[str] | None = None
        self._columns: tuple[str, ...] = ()
        self._round = ""
        self._standings: Standings | None = None
        self._reckoned = False  # whether the standings are known: none, where nothing was passed
        self._totalled: tuple[tuple[str, str, int], ...] | None = None
        self._order = 0
        self._was_ahead = False  # what is shown was read before there was a screen
        self._near = False  # what is shown is only like the filter's words

    def body(self) -> ComposeResult:
        """The round and the money; the list with its filter, and the preview."""
        yield Static(id="above")
        with Container(id="body"):
            with Container(id="list"):
                yield Input(placeholder="words to show, !words to leave out", id="filter", compact=True)
                yield ItemTable(cursor_type="row", id="table")
            yield LineView(id="preview")

    @property
    def table(self) -> "DataTable[Text]":
        """The list."""
        return self.query_one("#table", DataTable)

    def on_mount(self) -> None:
        """Asks for the items."""
        self.say_heading("negotiate")
        self.table.focus()
        page = self.negotiate.ahead.take()
        if page is None:
            self.refresh_page()
        else:
            self._was_ahead = True
            self._show(page)

    def _ask_again(self) -> None:
        """What was read before the screen stood there is looked at once more."""
        if self.is_here:
            self.ask("page", items_page, self._still)

    def _still(self, page: ItemsPage) -> None:
        if self.page is None or (page.facts, page.rows) != (self.page.facts, self.page.rows):
            self._show(page)

    def refresh_page(self) -> None:
        """Asks for the items again; the cursor stays on its item."""
        self.ask("page", items_page, self._show)

    def _ask_round(self) -> None:
        """What stands above the items is asked once they are painted."""
        if self.is_here:
            self.ask("round", round_words, self._rounded)

    def on_screen_resume(self) -> None:
        """Back from another place, where an act may have been done."""
        if self._was_ahead:  # the screen is there for the first time
            self._was_ahead = False
            self.set_timer(_AFTER, self._ask_again)
        elif self.page is not None:
            self.refresh_page()

    def fit(self, width: int) -> None:
        """Preview beside the list, or below it; fewer columns where it is narrow."""
        self.query_one("#body").set_class(width >= _BESIDE, "-beside")
        if self.page is not None:
            self._above()
            self._fill()

    # ---- the list -------------------------------------------------------------------------------------

    def _show(self, page: ItemsPage) -> None:
        self.page = page
        self.forget_redlines()
        side = page.facts.party(page.facts.side).name
        self.say_heading(f"Items · for {side} · {page.facts.title}")
        self._fill()
        self.call_after_refresh(self._ask_round)
        self.set_timer(_AFTER, self._ask_costs)

    def _ask_costs(self) -> None:
        assert self.page is not None
        unpriced = [row.item for row in self.page.rows if self._key(row) not in self.costs]
        if unpriced:
            self.ask("costs", item_costs(unpriced), self._priced(unpriced), money=True)
        stands = tuple(self._key(row) for row in self.page.rows)
        if stands != self._totalled:  # something moved since
            self._totalled = stands
            self.ask("totals", totals, self._total, self._no_total, money=True)

    def _total(self, found: Standings | None) -> None:
        self._standings, self._reckoned = found, True
        self._above()
        if OURS in self._columns:
            self._fill()
        self._ask_preview()

    def _no_total(self, _error: NegotiateError) -> None:
        self._total(None)

    def _rounded(self, said: str) -> None:
        self._round = said
        self._above()

    def _above(self) -> None:
        """The round, the next session and what is agreed; the money by year, as the room allows."""
        page = self.page
        if page is None:
            return
        lines = [" · ".join(part for part in (page.agreed_of_all, self._round) if part)]
        if self._standings:
            lines += above_words(self._standings, self.size.width, tall=self.size.height >= _TALL)
        self.query_one("#above", Static).update(plain("\n".join(lines)))

    def _key(self, row: BoardRow) -> tuple[str, str, int]:
        return (row.item, row.last_pass_at, row.passes)

    def _priced(self, asked: list[str]) -> "Callable[[list[BoardRow]], None]":
        def show(rows: list[BoardRow]) -> None:
            self.costs |= {self._key(row): row for row in rows}
            for row in rows:
                self._price(row)
            if rest := asked[len(rows) :]:
                self.ask("costs", item_costs(rest), self._priced(rest), money=True)

        return show

    def _price(self, row: BoardRow) -> None:
        if row.item not in self.table.rows or COST not in self._columns:
            return
        words = self._cell(row, COST)
        if words.cell_len > self.table.ordered_columns[-1].width:
            self._fill()
        else:
            self.table.update_cell(row.item, COST, words)

    def _fill(self) -> None:
        assert self.page is not None
        table, here = self.table, self._here()
        wanted = self.query_one("#filter", Input).value
        by = ORDERS[self._order][1]
        found, self._near = filtered(self.page.rows, wanted)
        self.shown = sorted(found, key=by)
        self.lines = [*self.shown] if self.folded is None else [*grouped(self.shown, self.folded)]
        width = self.size.width * (55 if self.size.width >= _BESIDE else 100) // 100
        widths = columns_for(
            width,
            cache(lambda name: width_of(name, [self._cell(line, name).cell_len for line in self.lines])),
            both=not self.page.is_over,
        )
        self._columns = tuple(widths)
        table.clear(columns=True)
        for name in self._columns:
            table.add_column(cell(heading(name)), key=name, width=widths[name])
        for line in self.lines:
            table.add_row(*[self._cell(line, name) for name in self._columns], key=_name(line))
        again = [at for at, line in enumerate(self.lines) if _name(line) == here]
        if again:
            table.move_cursor(row=again[0], animate=False)
        self._status()
        if not self.shown:
            self._preview_empty()

    def _cell(self, line: Line, name: str) -> Text:
        assert self.page is not None
        if isinstance(line, Group):
            return cell(line.words(name), style="bold")
        positions = self._standings.items if self._standings else {} if self._reckoned else None
        words = words_of(
            line, name, self.page.facts.side, self._days, self.costs.get(self._key(line)), positions
        )
        mine = name == "Move" and words.endswith("(us)")
        return cell(words, style="bold" if mine else "", right=name in RIGHT)

    def _days(self, at: str) -> str:
        """The day, and how many days ago that is."""
        assert self.page is not None
        return since(datetime.fromisoformat(at), self.page.now) if at else ""

    def _status(self) -> None:
        assert self.page is not None
        mine = sum(row.ball == self.page.facts.side.value for row in self.page.rows)
        only = "" if len(self.shown) == len(self.page.rows) else f"{len(self.shown)} shown of "
        near = "none has these words; like them: " if self._near and self.shown else ""
        count = (
            f"{near}{only}{many(len(self.page.rows), 'item')} · {self.page.agreed} · {mine} for us to answer"
        )
        order = f"by {ORDERS[self._order][0]}" if self._order else ""
        fold = "by article" if self.folded is not None else ""
        self.say_status(" · ".join(part for part in (count, fold, order) if part))

    @property
    def selected(self) -> BoardRow | None:
        """The item under the cursor; None on a heading."""
        line = self._line
        return line if isinstance(line, BoardRow) else None

    @property
    def _at(self) -> int:
        return self.table.cursor_row

    def _here(self) -> str:
        line = self._line
        return _name(line) if line is not None else ""

    # ---- acts -------------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if act == "open" and self._line is None:
            return "There is no item to open: put one on the table with o."
        if act in ("next-change", "previous-change") and not self.preview.heads:
            return NO_CHANGE
        return ""

    def on_data_table_row_selected(self, _event: DataTable.RowSelected) -> None:
        """Enter or a second click on a row."""
        self.action_do("open")

    def do_open(self) -> None:
        """Opens the item under the cursor; folds the article, or unfolds it."""
        line = self._line
        if isinstance(line, Group):
            self.folded = (self.folded or frozenset()) ^ {line.article}
            self._fill()
        elif line is not None:
            self.negotiate.open_item(line.item)

    def do_group(self) -> None:
        """A heading for each article, or none."""
        here = self._here()
        self.folded = frozenset() if self.folded is None else None
        self._fill()
        if here in self.table.rows:
            self.table.move_cursor(row=self.table.get_row_index(here), animate=False)

    def do_sort(self) -> None:
        """The next order of the list: by number, article, whose move, state, last pass."""
        self._order = (self._order + 1) % len(ORDERS)
        self._fill()

    def do_filter(self) -> None:
        """Opens the filter."""
        box = self.query_one("#filter", Input)
        box.add_class("-open")
        box.focus()

    def do_back(self) -> None:
        """Esc takes the filter away."""
        box = self.query_one("#filter", Input)
        box.value = ""
        box.remove_class("-open")
        self.table.focus()

    def on_input_changed(self, _event: Input.Changed) -> None:
        """The list follows the filter."""
        if self.page is not None:
            self._fill()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter goes back to the list as filtered."""
        self.table.focus()


def _name(line: Line) -> str:
    """The key of a line of the list."""
    return f"article {line.article}" if isinstance(line, Group) else line.item
