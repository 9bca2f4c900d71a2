"""Home: every item with its state, whose move it is and what it costs; the redline beside it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import DataTable, Input

from negotiate.common.errors import NegotiateError
from negotiate.common.text import printable
from negotiate.tui import places
from negotiate.tui.home import ItemsPage, item_cost, items_page, last_pass, put_on_table, totals
from negotiate.tui.line_view import LineView
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.place import COMMON, GOING
from negotiate.tui.plain import cell
from negotiate.tui.sharing_acts import SharingActs
from negotiate.tui.words import cost_words, many, move_words, short_when, state_words
from negotiate.workspace.listing import BoardRow

if TYPE_CHECKING:
    from negotiate.workspace.recording import Done

Show = Callable[[list[Paragraph]], None]
_COST = "Cost, 1st year"
_COLUMNS = ("№", "Item", "State", "Move", "Passes", "Last pass", _COST)
_WIDE, _BESIDE = 84, 150
_FIGURE = len("$999,999,999")
_ORDERS: tuple[tuple[str, Callable[[BoardRow], tuple[object, ...]]], ...] = (
    ("number", lambda row: (row.number,)),
    ("article", lambda row: (row.clauses, row.number)),
    ("move", lambda row: (row.ball == "nobody", row.ball, row.number)),
    ("state", lambda row: (row.state, row.number)),
    ("last pass", lambda row: (row.last_pass_at, row.number)),
)
_AFTER = 0.15  # seconds: money is computed once the items are painted


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


class Items(SharingActs, inherit_bindings=False):
    """The items on the table."""

    HELP: ClassVar[str] = (
        "Items: every subject on the table. The redline of the last pass against the agreement in force "
        "stands beside the list. Enter opens the item; / filters by any words, !word leaves out."
    )

    DEFAULT_CSS = """
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
        Binding("s", "do('sort')", "Order", show=False, tooltip="By number, article, move, state, last pass"),
        Binding("o", "do('new')", "New item", tooltip="Put a new item on the table"),
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
        self.costs: dict[tuple[str, str, int], BoardRow] = {}
        self._columns: tuple[str, ...] = ()
        self._totals = ""
        self._totalled: tuple[tuple[str, str, int], ...] | None = None
        self._order = 0

    def body(self) -> ComposeResult:
        """The list with its filter, and the preview."""
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
        self.refresh_page()

    def refresh_page(self) -> None:
        """Asks for the items again; the cursor stays on its item."""
        self.ask("page", items_page, self._show)

    def on_screen_resume(self) -> None:
        """Back from another place, where an act may have been done."""
        if self.page is not None:
            self.refresh_page()

    def fit(self, width: int) -> None:
        """Preview beside the list, or below it; fewer columns where it is narrow."""
        self.query_one("#body").set_class(width >= _BESIDE, "-beside")
        if self.page is not None:
            self._fill()

    # ---- the list -------------------------------------------------------------------------------------

    def _show(self, page: ItemsPage) -> None:
        self.page = page
        side = page.facts.party(page.facts.side).name
        self.say_heading(f"Items · for {side} · {page.facts.title}")
        self._fill()
        self.set_timer(_AFTER, self._ask_costs)

    def _ask_costs(self) -> None:
        assert self.page is not None
        for row in self.page.rows:
            if self._key(row) not in self.costs:
                self.ask(f"cost {row.item}", item_cost(row.item), self._price, money=True)
        stands = tuple(self._key(row) for row in self.page.rows)
        if stands != self._totalled:  # something moved since
            self._totalled = stands
            self.ask("totals", totals, self._total, self._no_total, money=True)

    def _total(self, said: str) -> None:
        self._totals = said
        self._status()

    def _no_total(self, _error: NegotiateError) -> None:
        self._total("")

    def _key(self, row: BoardRow) -> tuple[str, str, int]:
        return (row.item, row.last_pass_at, row.passes)

    def _price(self, row: BoardRow) -> None:
        self.costs[self._key(row)] = row
        if row.item not in self.table.rows or _COST not in self._columns:
            return
        words = cell(self._money(row))
        if words.cell_len > self.table.ordered_columns[-1].width:
            self._fill()
        else:
            self.table.update_cell(row.item, _COST, words)

    def _fill(self) -> None:
        assert self.page is not None
        table, selected = self.table, self.selected
        wanted = self.query_one("#filter", Input).value
        by = _ORDERS[self._order][1]
        self.shown = sorted((row for row in self.page.rows if _matches(row, wanted)), key=by)
        width = self.size.width * (55 if self.size.width >= _BESIDE else 100) // 100
        self._columns = _COLUMNS if width >= _WIDE else _COLUMNS[:4]
        widths = {name: self._width(name) for name in self._columns}
        taken = sum(widths.values()) - widths["Item"] + 2 * len(widths) + 1
        widths["Item"] = max(min(widths["Item"], width - taken), 12)
        table.clear(columns=True)
        for name in self._columns:
            table.add_column(cell(name), key=name, width=widths[name])
        for row in self.shown:
            table.add_row(*[self._cell(row, name) for name in self._columns], key=row.item)
        again = [
            at for at, row in enumerate(self.shown) if selected is not None and row.item == selected.item
        ]
        if again:
            table.move_cursor(row=again[0], animate=False)
        self._status()
        if not self.shown:
            self._preview_empty()

    def _width(self, name: str) -> int:
        """As wide as the longest cell; the cost is not known yet when the list is first shown."""
        longest = max((self._cell(row, name).cell_len for row in self.shown), default=0)
        return max(longest, len(name), 14 if name == _COST else 0)

    def _cell(self, row: BoardRow, name: str) -> Text:
        assert self.page is not None
        if name == "№":
            return cell(str(row.number), right=True)
        if name == "Item":
            return cell(f"{row.title}  [{row.package}]" if row.package else row.title)
        if name == "State":
            return cell(state_words(row.state))
        if name == "Move":
            words = move_words(row.ball, self.page.facts.side)
            return cell(words, style="bold" if words.endswith("(us)") else "")
        if name == "Passes":
            return cell(str(row.passes), right=True)
        if name == "Last pass":
            return cell(short_when(row.last_pass_at))
        priced = self.costs.get(self._key(row))
        return cell(self._money(priced) if priced is not None else "…".rjust(_FIGURE))

    def _money(self, row: BoardRow) -> str:
        """Figures stand under figures; what a total leaves out stands after it."""
        figure, _, rest = cost_words(row).partition(" (")
        return figure.rjust(_FIGURE) + (f" ({rest}" if rest else "")

    def _status(self) -> None:
        assert self.page is not None
        mine = sum(row.ball == self.page.facts.side.value for row in self.page.rows)
        filtered = "" if len(self.shown) == len(self.page.rows) else f"{len(self.shown)} shown of "
        agreed = f"{self.page.agreed} agreed"
        count = f"{filtered}{many(len(self.page.rows), 'item')} · {agreed} · {mine} for us to answer"
        order = f"by {_ORDERS[self._order][0]}" if self._order else ""
        self.say_status(" · ".join(part for part in (count, order, self._totals) if part))

    @property
    def selected(self) -> BoardRow | None:
        """The item under the cursor."""
        at = self.table.cursor_row
        return self.shown[at] if 0 <= at < len(self.shown) else None

    # ---- the preview ------------------------------------------------------------------------------------

    def on_data_table_row_highlighted(self, _event: DataTable.RowHighlighted) -> None:
        """Another item: its redline beside it, once the list is painted."""
        self.call_after_refresh(self._ask_preview)

    def _ask_preview(self) -> None:
        row = self.selected if self.is_here else None
        if row is None or not self.shown:
            return
        preview = self.query_one("#preview", LineView)
        if not row.passes:
            cited = ", ".join(row.clauses) or "no clause yet"
            preview.show([
                flow(Mark.STRONG, printable(f"{row.number}  {row.title}"), after=1),
                flow(Mark.NOTE, printable(f"Nothing has been passed yet. It touches {cited}."), after=1),
                flow(Mark.NOTE, "Enter opens the item; d there writes a draft."),
            ])  # fmt: skip
            return
        side = self._last_side(row)
        self.ask(
            "preview",
            last_pass(f"{row.item}:{side}"),
            self._preview(row, side),
            self._no_preview,
        )

    def _last_side(self, row: BoardRow) -> str:
        """Whose language to show: the one who moved last, so that the other must answer."""
        assert self.page is not None
        if row.ball == "nobody":
            return self.page.facts.side.value
        return "district" if row.ball == "union" else "union"

    def _preview(self, row: BoardRow, side: str) -> Show:
        def show(paragraphs: list[Paragraph]) -> None:
            head = self._head(row, side)
            self.query_one("#preview", LineView).show([head, *paragraphs])

        return show

    def _head(self, row: BoardRow, side: str) -> Flow:
        words = f"{row.number}  {row.title}: the {side}’s last pass against the agreement in force"
        return Flow((Run(Mark.STRONG, printable(words)),), clip=True)

    def _no_preview(self, error: NegotiateError) -> None:
        lines = [flow(Mark.WARN, printable(words)) for words in (error.what, error.do) if words]
        self.query_one("#preview", LineView).show(lines)

    def _preview_empty(self) -> None:
        assert self.page is not None
        said = (
            "No item has these words. Press / and change the filter, or esc to show all."
            if self.page.rows
            else "Nothing is on the table yet. Press o for a new item, or a to read the agreement."
        )
        self.query_one("#preview", LineView).show([flow(Mark.NOTE, said)])

    # ---- acts -------------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if act == "open" and self.selected is None:
            return "There is no item to open: put one on the table with o."
        if act in ("next-change", "previous-change") and not self.query_one("#preview", LineView).heads:
            return "There is no change to go to."
        return ""

    def on_data_table_row_selected(self, _event: DataTable.RowSelected) -> None:
        """Enter or a second click on a row."""
        self.action_do("open")

    def do_open(self) -> None:
        """Opens the item under the cursor."""
        assert self.selected is not None
        self.negotiate.open_item(self.selected.item)

    def do_sort(self) -> None:
        """The next order of the list: by number, article, whose move, state, last pass."""
        self._order = (self._order + 1) % len(_ORDERS)
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

    def do_next_change(self) -> None:
        """The preview's next change."""
        self._step(1)

    def do_previous_change(self) -> None:
        """The preview's earlier change."""
        self._step(-1)

    def _step(self, by: int) -> None:
        view = self.query_one("#preview", LineView)
        view.step_change(by)
        self.say_status(f"change {view.change + 1} of {len(view.heads)}")

    def on_input_changed(self, _event: Input.Changed) -> None:
        """The list follows the filter."""
        if self.page is not None:
            self._fill()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter goes back to the list as filtered."""
        self.table.focus()

    def do_new(self) -> None:
        """Asks for a title and clauses, then opens the item."""
        from negotiate.tui.dialogs import Ask

        fields = [
            ("Title", "", "such as Inclusion staffing"),
            ("Clauses, with commas between", "", "such as V.A.2(f), V.B.12(1)"),
        ]
        self.app.push_screen(Ask("A new item on the table", "", fields, "Put on the table"), self._open_new)

    def _open_new(self, given: tuple[str, ...] | None) -> None:
        if given is None:
            return
        title, cited = given
        clauses = [part.strip() for part in cited.replace(";", ",").split(",") if part.strip()]
        self.ask("act", put_on_table(title, clauses), self._opened)

    def _opened(self, done: "Done") -> None:
        self.negotiate.tell(done)
        self.negotiate.open_item(done.item.id)


def _matches(row: BoardRow, words: str) -> bool:
    """Every word stands somewhere in the row; one with ``!`` before it stands nowhere."""
    said = " ".join(
        [str(row.number), row.title, state_words(row.state), row.ball, row.package, *row.clauses]
    ).casefold()
    for word in words.casefold().split():
        if word.startswith("!") and len(word) > 1:
            if word[1:] in said:
                return False
        elif word not in said:
            return False
    return True
