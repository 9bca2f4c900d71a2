"""The program: its rooms, its places, what it tells, and the acts that work everywhere."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Event, InputEvent
from textual.message import Message

from negotiate.common.errors import Exit, NegotiateError
from negotiate.tui.few_bytes import sparing
from negotiate.tui.home import Ahead
from negotiate.tui.hung_up import hung_up
from negotiate.tui.paragraphs import Paragraph
from negotiate.tui.place import Place
from negotiate.tui.room import Deliver, Room
from negotiate.tui.screens.items import Items
from negotiate.tui.settings import keymap, remember_theme, remembered_theme
from negotiate.tui.stopped import going_on
from negotiate.tui.taking_back import TakingBack
from negotiate.tui.themes import THEMES
from negotiate.tui.tidying import Tidying, load
from negotiate.tui.watching import Standing, done_since, standing

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from negotiate.tui.touring import Tour

WATCH = 2.0  # seconds between looks at what others did
_SOON = 0.1  # seconds until the first, before what was read for the first screen is read again


def _acts() -> "type[Provider]":
    from negotiate.tui.palette import Acts

    return Acts


class Answered(Message):
    """An answer of a room on its way to whoever asked."""

    def __init__(self, deliver: Deliver) -> None:
        super().__init__()
        self.deliver = deliver


class NegotiateApp(TakingBack):
    """The program. ``desk`` answers questions and does acts, ``ledger`` computes money."""

    TITLE = "negotiate"
    COMMANDS: ClassVar = {_acts}
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+q",
            "leave",
            "Quit",
            show=False,
            tooltip="Leave the program; everything is saved",
            priority=True,
        ),
        Binding("f2", "theme", "Theme", show=False, tooltip="Dark, light, high contrast; remembered"),
        Binding(
            "f6",
            "table",
            "Table view",
            show=False,
            tooltip="Only what both sides hold is on the screen; again to leave",
            priority=True,
        ),
    ]

    def __init__(
        self, folder: Path, desk: Room | None = None, *, tour: bool = False, ahead: Ahead | None = None
    ) -> None:
        """``desk`` is a room on the same workspace that is at work already, ``ahead`` what it was asked for
        the first screen; the ``tour`` begins at once."""
        super().__init__()
        self.folder = folder.absolute()
        self.desk = desk or Room(self.folder, "desk")
        self.ahead = ahead or Ahead()
        self.ledger = Room(self.folder, "ledger")
        self.tour: Tour | None = None
        self._begins_tour = tour
        self._tidying = Tidying(self._load_ahead)
        self._blind = False
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = remembered_theme()
        self.set_keymap(keymap())
        self.animation_level = "none"

    def get_driver_class(self) -> "type[Driver]":
        """The terminal's, writing in few bytes and begun again after a stop; a browser's as it is."""
        driver = super().get_driver_class()
        return going_on(sparing(driver)) if driver.__name__ == "LinuxDriver" else driver

    def get_default_screen(self) -> Place:
        """Home."""
        return Items()

    def on_mount(self) -> None:
        """The rooms may answer now."""
        for room in (self.desk, self.ledger):
            room.open_to(lambda deliver: self.post_message(Answered(deliver)), self.heed)
        self.set_timer(_SOON, self._look)
        self._watcher = self.set_interval(WATCH, self._watch)
        self.set_interval(WATCH, self._tidying.at_rest)
        if self._begins_tour:
            self.begin_tour()

    def _load_ahead(self) -> None:
        if not self.is_headless:
            self.desk.ask("load", load, lambda _: None, lambda _: None)

    async def on_event(self, event: Event) -> None:
        """What a person does puts off what can wait."""
        if isinstance(event, InputEvent):
            self._tidying.touched()
        await super().on_event(event)

    @property
    def ended_by(self) -> Exception | None:
        """The fault nobody foresaw that ended the screens; None where a person left them."""
        return self._exception

    def _fatal_error(self) -> None:
        """Ends the screens; the toolkit would paint where it happened, with what stood in the memory."""
        if os.environ.get("NEGOTIATE_DEBUG"):
            super()._fatal_error()
        else:
            self._close_messages_no_wait()

    def heed(self, words: str) -> None:
        """What the workspace says that nobody asked: a clock moved back."""
        self.notify(words, title="Heed", severity="warning", timeout=12, markup=False)

    def on_answered(self, message: Answered) -> None:
        """An answer from a room, handled where the screens are."""
        message.deliver()
        if self.tour is not None:
            self.tour.noticed()

    def on_unmount(self) -> None:
        """An act under way is finished."""
        self.end_tour()
        self.desk.close(finish=True)
        self.ledger.close()

    @property
    def settled(self) -> bool:
        """Whether every question is answered (the tests wait for it)."""
        return not (self.desk.busy or self.ledger.busy)

    def _watch(self) -> None:
        """Looks whether somebody else changed the workspace, and whether the terminal is still there."""
        if not self.is_web and not self.is_headless and hung_up():
            self.exit(return_code=Exit.INTERRUPTED)
        elif not self.desk.busy:
            self._look()

    def _look(self) -> None:
        self.desk.ask("watch", standing, self._watched, self._unwatched)

    def _watched(self, rows: Standing) -> None:
        if self.acting:
            self.known = None
            return
        known, here = self.known, isinstance(self.screen, Place) and self.screen.is_here
        if here or known is None:  # over a dialog it is told once that is left
            self.known = rows
        if self._blind:
            self._blind = False
            self.notify("The workspace can be read again.", markup=False)
        if known is not None and known != rows and isinstance(self.screen, Place) and here:
            self.desk.ask("others", lambda desk: done_since(desk, known), self._changed, self._unwatched)
            self.screen.refresh_page()

    def _changed(self, acts: tuple[str, ...]) -> None:
        """Says what others did, in the words of the history."""
        said = "The workspace was changed outside this window; it is read again."
        self.notify("\n".join((said, *acts)), timeout=12 if acts else None, markup=False)

    def _unwatched(self, error: NegotiateError) -> None:
        """The workspace cannot be read: said once, and looked for again, as after a night without the net."""
        if not self._blind:
            self._blind = True
            self.show_fault(error)

    # ---- places -------------------------------------------------------------------------------------

    def open_agreement(self, citation: str = "") -> None:
        """The reader."""
        from negotiate.tui.screens.agreement import AgreementReader

        self.push_screen(AgreementReader(citation=citation))

    def open_item(self, item: str) -> None:
        """An item."""
        from negotiate.tui.screens.item import ItemScreen

        self.push_screen(ItemScreen(item))

    def open(self, place: str) -> None:
        """A place by its name in :data:`negotiate.tui.places.PLACES`."""
        from negotiate.tui.places import make

        self.push_screen(make(place))

    def action_open(self, place: str) -> None:
        """A place, by its key."""
        self.open(place)

    def action_go(self) -> None:
        """A place, an item or a citation."""
        if not self.table.on and isinstance(self.screen, Place):
            from negotiate.tui.going import Going

            self.push_screen(Going(), self._gone)

    def _gone(self, where: "tuple[str, str] | None") -> None:
        if where is None:
            return
        kind, name = where
        if kind == "place":
            self.open(name)
        elif kind == "item":
            self.open_item(name)
        else:
            self.open_agreement(name)

    def action_command_line(self) -> None:
        """Asks for a command and shows what it says."""
        from negotiate.tui.commanding import run_command
        from negotiate.tui.dialogs import Ask, Tell

        screen = self.screen
        if self.table.on or not isinstance(screen, Place):
            return

        def given(words: tuple[str, ...] | None) -> None:
            if words is not None:
                screen.ask(
                    "command", run_command(words[0], self.folder), said,
                    money=True, urgent=True, act=True, waiting="working …",
                )  # fmt: skip

        def said(lines: list[Paragraph]) -> None:
            screen.refresh_page()
            self.push_screen(Tell("What it says", lines))

        fields = [("negotiate …", "", "such as: cost units, check, movement 1")]
        self.push_screen(Ask("A command", "", fields, "Run"), given)

    # ---- the guided tour ------------------------------------------------------------------------------

    def action_tour(self) -> None:
        """Begins the tour where it was left, or shows its steps."""
        if self.tour is not None:
            self.tour.choose()
        elif isinstance(self.screen, Place):
            from negotiate.workspace.touring import require_demo

            self.screen.ask("tour", lambda desk: require_demo(desk.workspace), lambda _: self.begin_tour())

    def begin_tour(self) -> None:
        """The tour stands on every screen from now on."""
        from negotiate.tui.touring import Tour

        self.tour = Tour(self)

    def end_tour(self) -> None:
        """The tour goes; it can be taken up again."""
        tour, self.tour = self.tour, None
        if tour is not None:
            tour.leave()

    def action_command_palette(self) -> None:
        """Every act by name."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="What do you want to do?"))

    # ---- acts of the whole program ----------------------------------------------------------------------

    def action_theme(self) -> None:
        """The next theme, remembered."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]
        remember_theme(self.theme)
        self.notify(f"theme: {self.theme}", markup=False)

    def action_leave(self) -> None:
        """Leaves once the keys typed before are in: this key does not wait for the pane in focus, they do."""
        (self.focused or self.screen).call_later(self._leave)

    def _leave(self) -> None:
        """What is being typed is put on the disk first; where that cannot be done, the key is asked for
        once more."""
        places = [screen for screen in self.screen_stack if isinstance(screen, Place)]
        warned = any(place.unkept for place in places)
        for place in places:
            place.do_save_typed()
        if warned or not any(place.changed for place in places):
            self.exit(0)
            return

        def kept(_nothing: None) -> None:
            if any(place.unkept for place in places):
                self.notify("Ctrl+Q again leaves without what is typed.", severity="warning", markup=False)
            else:
                self.exit(0)

        self.desk.ask("leave", lambda _desk: None, kept, self.show_fault)
