"""Go to a place, an item or a citation by the first letters typed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from negotiate.bargaining.trailers import Row
from negotiate.common.text import printable
from negotiate.tui.dialogs import Dialog
from negotiate.tui.paragraphs import Flow, Mark, Run
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import Place
from negotiate.tui.places import PLACES
from negotiate.tui.plain import plain
from negotiate.tui.room import Desk
from negotiate.tui.words import state_words

Where = tuple[str, str]
"""(``place``, ``item`` or ``citation``; its name)"""


class Going(Dialog[Where]):
    """A line to type in, and what it may mean; enter goes to the first, or to the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", priority=True),
        Binding("up", "move(-1)", "Up", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__("Go to")
        self.rows: tuple[Row, ...] = ()
        self.found: list[tuple[Where, str, str]] = []

    def inside(self) -> ComposeResult:
        """The line and the list."""
        yield Input(placeholder="a place, an item, or a citation such as V.A.2(f)", compact=True)
        yield PickList()
        yield Static(plain("enter goes there · esc leaves"), classes="text")

    def on_mount(self) -> None:
        """The items are asked for."""
        below = [one for one in self.app.screen_stack if isinstance(one, Place)]
        if below:
            below[-1].ask("going", _rows, self._known, urgent=True)
        self._fill("")

    def _known(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows
        if self.is_attached:
            self._fill(self.query_one(Input).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """The list follows what is typed."""
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        words = typed.casefold().split()
        every = [(("place", one.name), one.name, one.words) for one in PLACES]
        for row in self.rows:
            every.append((("item", row.id), f"{row.number}  {row.title}", state_words(row.state.value)))
        self.found = [one for one in every if all(word in f"{one[1]} {one[2]}".casefold() for word in words)]
        if words and typed.strip()[0].isupper():
            self.found.append(
                (("citation", typed.strip()), typed.strip(), "where it stands in the agreement")
            )
        lines = [
            Flow((Run(Mark.STRONG, printable(name)), Run(Mark.NOTE, printable(f"  {said}"))), clip=True)
            for _, name, said in self.found
        ]
        view = self.query_one(PickList)
        view.show(lines)
        view.styles.height = max(min(len(lines), 14), 1)
        view.put_cursor(0)

    def action_move(self, by: int) -> None:
        """Moves the cursor while the line keeps the focus."""
        view = self.query_one(PickList)
        view.put_cursor(view.cursor + by)

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Goes there."""
        self._go(self.query_one(PickList).cursor)

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """Goes there by a click."""
        self._go(event.paragraph)

    def _go(self, at: int) -> None:
        if at < len(self.found):
            self.dismiss(self.found[at][0])


def _rows(desk: Desk) -> tuple[Row, ...]:
    return desk.workspace.rows()
