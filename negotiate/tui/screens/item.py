"""One item: its passes on a time line, the redline of any two texts, what separates the parties, its cost."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical

from negotiate.common.errors import NegotiateError
from negotiate.common.text import printable
from negotiate.tui.dialogs import Choose
from negotiate.tui.item_more import MoreItemActs
from negotiate.tui.line_view import LineView
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON, GOING, NARROW, NO_CHANGE
from negotiate.tui.questions import ItemPage, apart_of, cost_of, item_page, redline_of, sides_of, three_of
from negotiate.tui.view_bar import ViewBar
from negotiate.tui.words import move_words, pass_words, state_words, when

Show = Callable[[list[Paragraph]], None]
Then = Callable[[int | None], None]


class ItemScreen(MoreItemActs, inherit_bindings=False):
    """An item with its acts."""

    HELP: ClassVar[str] = (
        "Item: its passes are listed in order; enter on one shows what it changes. 1 shows the redline of "
        "two texts (f and t choose them), 2 what separates the parties, 3 the cost and what drives it. n and "
        "p step through the changes. An act that cannot be taken back asks first."
    )

    DEFAULT_CSS = """
    ItemScreen #body { layout: horizontal; height: 1fr; }
    ItemScreen #passes { width: 36; border-right: solid $primary; }
    ItemScreen #body.-narrow { layout: vertical; }
    ItemScreen #body.-narrow #passes {
        width: 100%; height: 4; border-right: none; border-bottom: solid $primary;
    }
    ItemScreen #shown { height: 1fr; width: 1fr; }
    ItemScreen #view { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "do('next')", "Next change", tooltip="To the next change"),
        Binding("p", "do('previous')", "Earlier change", show=False, tooltip="To the change before"),
        Binding("d", "do('draft')", "Draft", tooltip="Write our draft; redline and cost follow each key"),
        Binding(
            "h",
            "do('hand')",
            "Hand across",
            tooltip="Make our draft a pass: ready to print, or across the table",
        ),
        Binding("a", "do('accept')", "Accept", tooltip="A pass of exactly the other side's last text"),
        Binding("s", "do('sign')", "Sign", tooltip="Tentative agreement, where both sides have one text"),
        Binding("1", "do('redline')", "Redline", show=False, tooltip="The redline of two texts"),
        Binding("2", "do('apart')", "What separates", show=False, tooltip="What still separates the parties"),
        Binding(
            "3", "do('cost')", "Cost", show=False, tooltip="What the text shown costs, and what drives it"
        ),
        Binding("4", "do('beside')", "Side by side", show=False, tooltip="The two texts side by side"),
        Binding(
            "5", "do('three')", "Three texts", show=False, tooltip="In force, the union's, the district's"
        ),
        Binding(
            "f", "do('from')", "Compare from", show=False, tooltip="Choose the text the redline starts from"
        ),
        Binding("t", "do('to')", "Compare to", show=False, tooltip="Choose the text the redline leads to"),
        Binding(
            "c", "do('current')", "Current language", show=False, tooltip="A pass that proposes no change"
        ),
        Binding(
            "i",
            "do('receive')",
            "Receive a file",
            show=False,
            tooltip="The other side's file becomes its pass",
        ),
        Binding(
            "r",
            "do('recall')",
            "Recall",
            show=False,
            tooltip="Take back a pass that is ready, not yet across",
        ),
        Binding("o", "do('hold')", "Hold", show=False, tooltip="The item waits for an answer"),
        Binding("w", "do('withdraw')", "Withdraw", show=False, tooltip="Take the item off the table"),
        Binding("x", "do('reject')", "Reject", show=False, tooltip="Reject the last pass"),
        Binding("O", "do('reopen')", "Reopen", show=False, tooltip="Take a tentative agreement back"),
        Binding("e", "do('concept')", "In concept", show=False, tooltip="Agreed; the language is to come"),
        Binding("S", "do('split')", "Split", show=False, tooltip="Some clauses become an item of their own"),
        Binding("J", "do('join')", "Join", show=False, tooltip="Other items are joined into this one"),
        Binding(
            "K", "do('package')", "Package", show=False, tooltip="Offer this item with others, all or nothing"
        ),
        Binding(
            "A", "do('accept-package')", "Accept package", show=False, tooltip="Accept the whole package"
        ),
        Binding("X", "do('break-package')", "Reject package", show=False, tooltip="Reject the whole package"),
        Binding(
            "R", "do('raise')", "Raise", show=False, tooltip="Write a raise and its tables into our draft"
        ),
        Binding("I", "do('ink')", "Ink", show=False, tooltip="The signing copy was changed in ink"),
        Binding("u", "app.undo", "Undo", show=False, tooltip="Take the last act back"),
        Binding("ctrl+r", "app.redo", "Redo", show=False, tooltip="Do again what undo took back"),
        Binding(
            "g",
            "do('read')",
            "In the agreement",
            show=False,
            tooltip="Read the item's clause where it stands",
        ),
        *COMMON,
        *GOING,
    ]

    def __init__(self, item: str) -> None:
        super().__init__()
        self.item_id = item
        self.page = None
        self.mode = "redline"
        self.old, self.new = "baseline", ""
        self._names: list[str] = []

    def body(self) -> ComposeResult:
        """The passes; the bar of views; the view."""
        with Container(id="body"):
            yield PickList(id="passes")
            with Vertical(id="shown"):
                yield ViewBar(
                    (
                        ("1 Redline", "redline"), ("2 What separates", "apart"), ("3 Cost", "cost"),
                        ("4 Side by side", "beside"), ("5 Three texts", "three"),
                    ),
                    id="views",
                )  # fmt: skip
                yield ViewBar((("From", "from"), ("To", "to")), id="pair")
                yield LineView(id="view")

    @property
    def view(self) -> LineView:
        """What is shown."""
        return self.query_one("#view", LineView)

    def on_mount(self) -> None:
        """Asks for the item."""
        self.say_heading("Item")
        self.query_one("#pair", ViewBar).mark("")
        self.view.focus()
        self.refresh_page()

    def on_screen_resume(self) -> None:
        """Back from the draft."""
        if self.page is not None:
            self.refresh_page()

    def refresh_page(self) -> None:
        """Asks for the item again."""
        self.ask("page", item_page(self.item_id), self._show)

    def fit(self, width: int) -> None:
        """The passes stand beside the view where there is room, else above it."""
        self.query_one("#body").set_class(width < NARROW, "-narrow")

    def _show(self, page: ItemPage) -> None:
        before = self.page
        self.page = page
        item = page.item
        move = f" · move: {move_words(item.ball.value, page.facts.side)}" if item.ball else ""
        self.say_heading(f"{item.number}  {item.title} · {state_words(item.state.value)}{move}")
        names = [name for name, _ in page.texts]
        last = [name for name in names if name.startswith(item.id)]
        moved = before is None or before.item != item or before.texts != page.texts
        if moved or self.new not in names:
            self.new = last[-1] if last else ""
            if item.last is not None and before is None:
                self.new = f"{item.id}:{item.last.side.value}@{item.last.number}"
        if self.old not in names:
            self.old = names[0]
        self._list_passes(page)
        self._ask_view(keep=not moved)

    def _list_passes(self, page: ItemPage) -> None:
        item = page.item
        lines: list[Flow] = []
        self._names = []
        for name, words in page.texts:
            one = next((p for p in item.passes if name == f"{item.id}:{p.side.value}@{p.number}"), None)
            said = pass_words(one) if one is not None else words
            runs = [Run(Mark.STRONG if one is not None else Mark.TEXT, printable(said))]
            if one is not None and one.at is not None:
                runs.append(Run(Mark.NOTE, f"  {when(one.at.astimezone(page.facts.zone))}"))
            lines.append(Flow(tuple(runs), hang=2))
            self._names.append(name)
        for waiting in (item.ready,):
            if waiting is not None:
                said = f"{waiting.name} is ready, not yet across: h hands it across"
                lines.append(Flow((Run(Mark.WARN, printable(said)),), hang=2))
                self._names.append(f"{item.id}:{waiting.side.value}")
        passes = self.query_one("#passes", PickList)
        passes.show(lines, keep=True)
        if self.new in self._names:
            passes.put_cursor(self._names.index(self.new))

    # ---- the view -------------------------------------------------------------------------------------

    def _ask_view(self, *, keep: bool = False) -> None:
        page = self.shown_page()
        pair = self.query_one("#pair", ViewBar)
        pair.say("from", f"from [{page.shown(self.old)}]")
        pair.say("to", f"to [{page.shown(self.new) if self.new else 'nothing yet'}]")
        self.query_one("#views", ViewBar).mark(self.mode)
        pair.display = self.mode not in ("apart", "three")

        def show(paragraphs: list[Paragraph]) -> None:
            self.view.show(paragraphs, keep=keep)
            self._say_place()

        if self.mode == "apart":
            self.ask("view", apart_of(self.item_id, page.facts.side), show, self._no_view)
        elif self.mode == "three":
            self.ask("view", three_of(self.item_id), show, self._no_view)
        elif not self.new:
            self._empty()
        elif self.mode == "beside":
            names = (page.shown(self.old), page.shown(self.new))
            self.ask("view", sides_of(self.old, self.new, names, whole=False), show, self._no_view)
        elif self.mode == "redline":
            self.ask("view", redline_of(self.old, self.new), show, self._no_view)
        else:
            self.view.show([flow(Mark.NOTE, "computing …")])
            names = (f"{page.item.title}, {page.shown(self.new)}", page.shown(self.old).lower())
            self.ask(
                "money",
                cost_of(self.new, self.old, names),
                self._cost(show),
                self._no_view,
                money=True,
                urgent=True,
            )

    def _cost(self, show: Show) -> Show:
        def then(paragraphs: list[Paragraph]) -> None:
            if self.mode == "cost":
                show(paragraphs)

        return then

    def _no_view(self, error: NegotiateError) -> None:
        lines = [flow(Mark.WARN, printable(error.what), after=1)]
        lines += [flow(Mark.NOTE, printable(words)) for words in (error.where, error.do) if words]
        self.view.show(lines)
        self._say_place()

    def _empty(self) -> None:
        cited = ", ".join(self.shown_page().item.clauses) or "no clause yet"
        self.view.show([
            flow(Mark.STRONG, "Nothing has been passed yet.", after=1),
            flow(Mark.NOTE, printable(f"The item touches {cited}."), after=1),
            flow(Mark.NOTE, "d writes a draft · c passes current language · i receives their file"),
        ])  # fmt: skip
        self._say_place()

    def _say_place(self) -> None:
        page, where = self.shown_page(), self.view.change_words
        drafted = " · draft" if page.facts.side.value in page.drafts else ""
        cited = ", ".join(page.item.clauses)
        self.say_status(
            " · ".join(part for part in (where, f"touches {cited}" if cited else "") if part) + drafted
        )

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """A pass: what it changes."""
        if event.paragraph < len(self._names):
            self.new = self._names[event.paragraph]
            if self.mode in ("apart", "three"):
                self.mode = "redline"
            self._ask_view()

    # ---- looking ----------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if act in ("next", "previous") and not self.view.heads:
            return NO_CHANGE
        return super().why_not(act)

    def do_next(self) -> None:
        """The next change."""
        self.view.step_change(1)
        self._say_place()

    def do_previous(self) -> None:
        """The change before."""
        self.view.step_change(-1)
        self._say_place()

    def do_redline(self) -> None:
        """The redline of two texts."""
        self._look("redline")

    def do_apart(self) -> None:
        """What separates the parties."""
        self._look("apart")

    def do_cost(self) -> None:
        """The cost of the text shown."""
        self._look("cost")

    def do_beside(self) -> None:
        """The two texts side by side."""
        self._look("beside")

    def do_three(self) -> None:
        """Three texts at once."""
        self._look("three")

    def _look(self, mode: str) -> None:
        self.mode = mode
        self._ask_view()

    def do_from(self) -> None:
        """Chooses the older text."""
        self._choose("Compare from", self.old, self._from)

    def do_to(self) -> None:
        """Chooses the newer text."""
        self._choose("Compare to", self.new, self._to)

    def _choose(self, title: str, stands: str, then: Then) -> None:
        texts = self.shown_page().texts
        at = next((n for n, (name, _) in enumerate(texts) if name == stands), 0)
        self.app.push_screen(Choose(title, [words for _, words in texts], at=at), then)

    def _from(self, at: int | None) -> None:
        if at is not None:
            self.old = self.shown_page().texts[at][0]
            self._ask_view()

    def _to(self, at: int | None) -> None:
        if at is not None:
            self.new = self.shown_page().texts[at][0]
            self._ask_view()

    def do_read(self) -> None:
        """The clause where it stands in the agreement."""
        self.negotiate.open_agreement(next(iter(self.shown_page().item.clauses), ""))

    def do_draft(self) -> None:
        """The draft; where the item touches no clause, asks where its language is to stand."""
        from negotiate.tui.clause_acts import ask_clause
        from negotiate.tui.screens.draft import DraftScreen

        def cited(words: tuple[str, ...] | None) -> None:
            if words is not None and words[0].strip():
                self.app.push_screen(DraftScreen(self.item_id, words[0].strip()))

        page = self.shown_page()
        if page.item.clauses or page.drafts or page.item.passes:
            self.app.push_screen(DraftScreen(self.item_id))
        else:
            self.app.push_screen(ask_clause(), cited)
