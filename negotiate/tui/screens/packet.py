"""A packet: choose items and reader, see what will be in it and what will not, write it."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotiate.common.errors import NegotiateError
from negotiate.common.text import many, printable
from negotiate.tui.beside import Beside
from negotiate.tui.dialogs import Ask, Confirm
from negotiate.tui.for_packet import Choice, Look, PacketPage, look_at, packet_page, write_packet
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON, GOING
from negotiate.tui.view_bar import ViewBar
from negotiate.tui.words import state_words


class PacketScreen(Beside, inherit_bindings=False):
    """Items to choose, and the packet beside them."""

    HELP: ClassVar[str] = (
        "Packet: enter puts the item under the cursor in, or takes it out; 1 to 4 choose the reader, c "
        "prints the cost, y old and new pay. Above the packet stands what is in it and what is not. w "
        "writes it: the kind of file follows the ending, .docx, .pdf, .html or .md."
    )
    VIEWS = (("1 Table", "table"), ("2 Members", "members"), ("3 Board", "board"), ("4 Team", "team"))

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "do('choose')", "Choose", tooltip="Take the item in, or leave it out; so does space"
        ),
        Binding("w", "do('write')", "Write", tooltip="Write the packet as Word, PDF, web page or Markdown"),
        Binding("1", "do('table')", "Table", show=False, tooltip="For the other side of the table"),
        Binding("2", "do('members')", "Members", show=False, tooltip="For the members"),
        Binding("3", "do('board')", "Board", show=False, tooltip="For the school board or committee"),
        Binding("4", "do('team')", "Team", show=False, tooltip="For our team"),
        Binding("a", "do('all')", "All", tooltip="All items that have a pass, or none"),
        Binding("c", "do('cost')", "Cost", tooltip="Print the cost, or leave it out"),
        Binding("y", "do('pay')", "Pay", show=False, tooltip="Print old and new pay, cell by cell, or not"),
        *COMMON,
        *GOING,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page: PacketPage | None = None
        self.choice = Choice((), "table")
        self.looked = False

    def refresh_page(self) -> None:
        """Asks for the items."""
        self.ask("page", packet_page, self._show)

    def _show(self, page: PacketPage) -> None:
        first, self.page = self.page is None, page
        self.say_heading("Packet")
        if first and page.rows:
            ours = [row for row in page.rows if _has_pass(row.union_passes, row.district_passes)]
            self.choice = replace(self.choice, items=tuple(row.id for row in ours[:1]))
        self._fill()

    def _fill(self) -> None:
        assert self.page is not None
        lines = []
        for row in self.page.rows:
            mark = "[x] " if row.id in self.choice.items else "[ ] "
            runs = (Run(Mark.LABEL, mark), Run(Mark.TEXT, printable(f"{row.number}  {row.title}")))
            lines.append(Flow((*runs, Run(Mark.NOTE, f"  {state_words(row.state.value)}")), hang=4))
        self.list.show(lines, keep=True)
        self.query_one("#views", ViewBar).mark(self.choice.reader)
        self._look()

    def _look(self) -> None:
        self.looked = False
        if not self.choice.items:
            said = "Nothing is chosen: enter on an item puts it in, a takes all that have a pass."
            if self.page is not None and not self.page.rows:
                said = "Nothing is on the table yet: o on Items puts an item there."
            self.view.show([flow(Mark.NOTE, said)])
            return
        self.say_status("laying out …")
        money = self.choice.with_cost or self.choice.with_pay
        self.ask("look", look_at(self.choice), self._seen, self._cannot, money=money, urgent=True)

    def _seen(self, found: Look) -> None:
        self.looked = True
        said: list[Paragraph] = [flow(Mark.STRONG, "In it")]
        said += [flow(Mark.TEXT, printable(one), indent=2, hang=2) for one in found.inside]
        said.append(flow(Mark.STRONG, "Not in it"))
        said += [flow(Mark.NOTE, printable(one), indent=2, hang=2) for one in found.outside]
        rule = flow(Mark.RULE, "─" * 40, after=1)
        self.view.show([*said, rule, *found.paragraphs])
        reader = "the other side" if self.choice.reader == "table" else f"the {self.choice.reader}"
        self.say_status(f"{many(len(self.choice.items), 'item')} · for {reader} · w writes it")

    def _cannot(self, error: NegotiateError) -> None:
        lines = [flow(Mark.WARN, printable(error.what), after=1)]
        lines += [flow(Mark.NOTE, printable(words)) for words in (error.where, error.do) if words]
        self.view.show(lines)
        self.say_status("nothing can be written yet")

    # ---- acts -------------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if act == "write" and not self.choice.items:
            return "Nothing is chosen: enter on an item puts it in."
        if act == "write" and not self.looked:
            return "The packet cannot be made yet: the reason stands beside the list."
        return super().why_not(act)

    def do_choose(self) -> None:
        """The item under the cursor."""
        self.list.action_pick()

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """Puts an item in, or takes it out."""
        if self.page is None or event.paragraph >= len(self.page.rows):
            return
        one = self.page.rows[event.paragraph].id
        there = self.choice.items
        kept = [row.id for row in self.page.rows if (row.id in there) != (row.id == one)]
        self._take(items=tuple(kept))

    def _take(self, **changes: object) -> None:
        self.choice = replace(self.choice, **changes)  # type: ignore[arg-type]
        self._fill()

    def do_all(self) -> None:
        """All items that have a pass; all of them taken: none."""
        assert self.page is not None
        every = tuple(row.id for row in self.page.rows if _has_pass(row.union_passes, row.district_passes))
        self._take(items=() if self.choice.items == every else every)

    def do_table(self) -> None:
        """For the other side."""
        self._take(reader="table")

    def do_members(self) -> None:
        """For the members."""
        self._take(reader="members")

    def do_board(self) -> None:
        """For the board."""
        self._take(reader="board")

    def do_team(self) -> None:
        """For the team."""
        self._take(reader="team")

    def do_cost(self) -> None:
        """With or without the cost."""
        self._take(with_cost=not self.choice.with_cost)

    def do_pay(self) -> None:
        """With or without pay."""
        self._take(with_pay=not self.choice.with_pay)

    def do_write(self) -> None:
        """Asks for the file."""
        fields = [
            (
                "The file; its ending says the kind",
                f"packet-for-{self.choice.reader}.docx",
                ".docx .pdf .html .md",
            ),
            ("Why confidential offers may be shown (may stay empty)", "", ""),
        ]
        self.app.push_screen(Ask("Write the packet", "", fields, "Write"), self._write)

    def _write(self, given: tuple[str, ...] | None) -> None:
        if given is None or not given[0].strip():
            return
        choice = replace(self.choice, release=given[1])
        go = write_packet(choice, given[0])

        def sure(yes: bool | None) -> None:
            if yes:
                self.say_status("writing …")
                self.ask("write", go, self._written, money=choice.with_cost or choice.with_pay, act=True)

        if choice.reader == "table" and choice.with_cost:
            text = "The other side will read our estimate of the cost. It can be left out with c."
            self.app.push_screen(Confirm("Print our costs for the other side?", text, "Print them"), sure)
        else:
            sure(True)

    def _written(self, said: str) -> None:
        self.app.notify(said, markup=False)
        self._look()


def _has_pass(union: int, district: int) -> bool:
    return bool(union + district)
