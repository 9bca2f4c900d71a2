"""How the agreement was read: each doubt with the ways to settle it, each repair, and reading again."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotiate.common.text import many, printable
from negotiate.tui.beside import Beside
from negotiate.tui.dialogs import Ask, Choose, Confirm, Tell
from negotiate.tui.of_import import (
    ImportPage,
    Told,
    Way,
    around,
    import_page,
    read_again,
    settle,
    would_change,
)
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON, GOING
from negotiate.tui.view_bar import ViewBar

Given = Callable[[tuple[str, ...] | None], None]


class Doubts(Beside, inherit_bindings=False):
    """Doubts and repairs of the received files."""

    HELP: ClassVar[str] = (
        "Import: 1 lists what the reader was not sure of, 2 every repair it made. Enter offers the ways to "
        "settle the one under the cursor; A reads the received file again with what was settled, after "
        "saying what would change."
    )
    VIEWS = (("1 Doubts", "doubts"), ("2 Repairs", "repairs"))

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "do('settle')", "Settle", tooltip="Say what the line is, or refuse the repair"),
        Binding("1", "do('doubts')", "Doubts", show=False, tooltip="What the reader was not sure of"),
        Binding("2", "do('repairs')", "Repairs", show=False, tooltip="What the reader repaired"),
        Binding("A", "do('again')", "Read again", tooltip="Read the received file again as settled"),
        *COMMON,
        *GOING,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page: ImportPage | None = None
        self.mode = "doubts"

    def refresh_page(self) -> None:
        """Asks for the report."""
        self.ask("page", import_page, self._show)

    def _show(self, page: ImportPage) -> None:
        self.page = page
        self.say_heading(f"Import · {many(len(page.doubts), 'doubt')} · {many(len(page.repairs), 'repair')}")
        self._turn(self.mode)

    @property
    def told(self) -> tuple[Told, ...]:
        """What is listed."""
        page = self.page
        return () if page is None else page.doubts if self.mode == "doubts" else page.repairs

    def _turn(self, mode: str) -> None:
        if mode != self.mode:
            self.list.cursor = 0
        self.mode = mode
        self.query_one("#views", ViewBar).mark(mode)
        lines = [
            Flow(
                (
                    Run(Mark.LABEL, "[x] " if one.settled else "[ ] "),
                    Run(Mark.NOTE, f"{one.where}  "),
                    Run(Mark.TEXT, printable(one.what)),
                ),
                hang=4,
            )
            for one in self.told
        ]
        self.list.show(lines, keep=True)
        self.say_status(self._stands())
        self.point(self.list.cursor)

    def _stands(self) -> str:
        """How far the list is settled, and what comes next."""
        waits = sum(one.settled for one in self.told)
        if waits:
            return f"{waits} of {len(self.told)} settled; A reads the file again with them"
        return "nothing is settled yet; enter settles the one under the cursor" if self.told else ""

    def point(self, at: int) -> None:
        """The words, and the ways to settle it."""
        page = self.page
        if page is None:
            return
        summary: list[Paragraph] = [flow(Mark.NOTE, printable(line)) for line in page.summary]
        if at >= len(self.told):
            none = "The reader had no doubt." if self.mode == "doubts" else "Nothing had to be repaired."
            self.view.show([flow(Mark.STRONG, none, after=1), *summary])
            return
        one = self.told[at]
        lines: list[Paragraph] = [
            flow(Mark.STRONG, printable(one.what)),
            flow(Mark.NOTE, printable(one.where), after=1),
        ]
        if one.words:
            lines.append(flow(Mark.TEXT, printable(one.words), indent=2, after=1))
        if one.ways:
            lines.append(flow(Mark.NOTE, "Enter settles it as one of these:"))
        lines += [
            flow(Mark.TEXT, printable(f"{way.means} ({way.act})"), indent=2, hang=2) for way in one.ways
        ]
        if not one.ways:
            lines.append(flow(Mark.NOTE, "It is to be looked at: no correction of a line settles it."))
        rule = flow(Mark.RULE, "─" * 20)
        self.view.show([*lines, rule, *summary])

        def near(received: list[Paragraph]) -> None:
            if self.told[at : at + 1] == (one,) and self.list.cursor == at:
                self.view.show([*lines, rule, *received, rule, *summary])
                self.say_status(self._stands())

        self.ask("view", around(one), near)

    # ---- acts -------------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if act == "settle" and (self.list.cursor >= len(self.told) or not self.told[self.list.cursor].ways):
            return "No correction of a line settles this: it is to be looked at."
        return super().why_not(act)

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """Enter or a click."""
        del event
        self.action_do("settle")

    def do_doubts(self) -> None:
        """The doubts."""
        self._turn("doubts")

    def do_repairs(self) -> None:
        """The repairs."""
        self._turn("repairs")

    def do_settle(self) -> None:
        """Offers the ways."""
        one = self.told[self.list.cursor]

        def chosen(at: int | None) -> None:
            if at is None:
                return
            way = one.ways[at]
            if way.asks_under:
                field = [("Under which clause does it open one?", "", "a citation, such as V.A.2")]
                self.app.push_screen(Ask("Where is its place?", one.words, field, "Settle"), under(way))
            else:
                self._settle(one, way)

        def under(way: Way) -> Given:
            def given(words: tuple[str, ...] | None) -> None:
                if words is not None:
                    self._settle(one, way, words[0].strip())

            return given

        options = [f"{way.means} ({way.act})" for way in one.ways]
        self.app.push_screen(Choose("What is it?", options, f"{one.what}\n{one.words}"), chosen)

    def _settle(self, one: Told, way: Way, under: str = "") -> None:
        self.ask("settle", settle(one, way, under), self._written, act=True)

    def _written(self, said: str) -> None:
        self.app.notify(f"{said}. It waits until A reads the file again.", markup=False)
        self.refresh_page()

    def do_again(self) -> None:
        """Says what would change, then asks."""
        self.say_status("reading again …")
        self.ask("again", would_change, self._would, money=True)

    def _would(self, lines: list[Paragraph]) -> None:
        said = "\n".join(line.text for line in lines)

        def sure(yes: bool | None) -> None:
            if yes:
                self.say_status("reading again …")
                self.ask("again", read_again, self._read, act=True)

        self._turn(self.mode)
        self.app.push_screen(Confirm("Read the received file again?", said, "Read again"), sure)

    def _read(self, lines: list[Paragraph]) -> None:
        self.app.push_screen(Tell("Read again", lines))
        self.refresh_page()
