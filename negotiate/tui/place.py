"""What every screen is: a heading, a body, keys below; acts that say why they cannot be done."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.events import Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from negotiate.common.errors import NegotiateError
from negotiate.tui.keys_line import Keys, in_order
from negotiate.tui.plain import plain
from negotiate.tui.room import Desk
from negotiate.tui.settings import named

if TYPE_CHECKING:
    from negotiate.tui.program import NegotiateApp

T = TypeVar("T")
NARROW = 100
SLOW = 0.2  # seconds: what takes longer says so, and can be given up
_STOPPABLE = frozenset({"view", "money", "words", "verify", "command", "refs"})
"""Slots whose questions change nothing. An act is never cut short."""
_ACTS = count()


NO_CHANGE = "There is no change to go to."
"""Why a step to the next change cannot be made."""
COMMON: tuple[Binding, ...] = (
    Binding("question_mark,f1", "app.help", "Help", key_display="?", tooltip="Help for the pane you are in"),
    Binding("escape", "do('back')", "Back", tooltip="Back to where you came from; nothing typed is lost"),
    Binding("tab", "app.focus_next", "Next pane", show=False, tooltip="To the next pane"),
    Binding("shift+tab", "app.focus_previous", "Earlier pane", show=False, tooltip="To the pane before"),
    Binding(
        "ctrl+c", "screen.copy_text", "Copy", show=False, tooltip="Copy the text selected with the mouse"
    ),
    Binding("f5", "do('refresh')", "Refresh", show=False, tooltip="Read the workspace again"),
)
GOING: tuple[Binding, ...] = (
    Binding(
        "ctrl+g",
        "app.go",
        "Go to",
        id="anywhere.go",  # the agreement has a key of its own that goes to a citation
        show=False,
        tooltip="Go to a place, an item or a citation, by its first letters",
    ),
    Binding(
        "f4", "app.command_line", "Command", show=False, tooltip="Any command of the program, its words shown"
    ),
    Binding(
        "ctrl+l", "app.messages", "Messages", show=False, tooltip="What was said in passing, the newest first"
    ),
    Binding("f3", "app.tour", "Tour", show=False, tooltip="The guided tour of a demo workspace; its steps"),
)


class Place(Screen[None]):
    """A screen of the program. A key's act is ``do_NAME``; ``why_not`` says why it cannot be done."""

    HELP: ClassVar[str] = ""
    PUBLIC: ClassVar[bool] = False
    """Whether all that can stand here is what both sides hold: such a place may be shown at the table."""

    unkept: str = ""
    """Why what is typed here could not be put on the disk; empty where it could."""

    _said: str | None = None

    def __init_subclass__(cls, **how: Any) -> None:  # noqa: ANN401 - as Textual declares it
        """Every key gets a name by which a person can exchange it."""
        own = cls.__dict__.get("BINDINGS")
        if own:
            cls.BINDINGS = [*named(cls.__name__.lower(), (one for one in own if isinstance(one, Binding)))]
        super().__init_subclass__(**how)

    DEFAULT_CSS = """
    Place > #heading {
        height: 1; background: $primary-background; color: $text; text-style: bold; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    Place > #status {
        height: 1; background: $surface; color: $text-muted; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked: dict[str, str] = {}  # what is waited for: the slot of each question, by its name
        self._awaited: set[str] = set()  # of these the ones that the status line says are waited for
        self._resting = ""  # what the line says when nothing is

    @property
    def negotiate(self) -> "NegotiateApp":
        """The program."""
        return cast("NegotiateApp", self.app)

    def compose(self) -> ComposeResult:
        """Heading, body, status line, keys."""
        yield Static(id="heading")
        yield from self.body()
        yield Static(id="status")
        yield Keys()

    def body(self) -> ComposeResult:
        """What stands between the heading and the keys."""
        raise NotImplementedError

    def on_resize(self, event: Resize) -> None:
        """The keys and the body are laid out for the width."""
        self.query_one(Keys).fit()
        self.fit(event.size.width)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, in one order whatever has the focus."""
        own = self._bindings.key_to_bindings
        found = {key: self._as_here(one, own.get(key, ())) for key, one in super().active_bindings.items()}
        return in_order(found, self, own)

    def _as_here(self, found: ActiveBinding, own: Sequence[Binding]) -> ActiveBinding:
        """A key as the line of keys says it: enter in a list does what the place says it does, and a key that
        does nothing in what is shown now is not among them."""
        mine = next((one for one in own if one.show), None)
        if mine is not None and not found.binding.show and found.node is not self:
            found = found._replace(node=self, binding=mine, tooltip=mine.tooltip)
        act = found.binding.action.removeprefix("do('").removesuffix("')")
        words = self.key_words(act) if found.node is self else None
        if words is None:
            return found
        binding = replace(found.binding, show=bool(words), description=words or found.binding.description)
        return found._replace(binding=binding)

    def key_words(self, act: str) -> str | None:
        """What the line of keys calls an act in what is shown now; empty: it does not stand there; None: as
        its key was declared."""
        del act
        return None

    def fit(self, width: int) -> None:
        """Lays the body out for a width."""

    def say_heading(self, text: str) -> None:
        """The line at the top."""
        self.query_one("#heading", Static).update(plain(text), layout=False)

    def say_status(self, text: str) -> None:
        """The line above the keys; said again it is not drawn again."""
        self._resting = text
        self._show_status(text)

    def _show_status(self, text: str) -> None:
        if text != self._said:
            self._said = text
            self.query_one("#status", Static).update(plain(text), layout=False)

    @property
    def status(self) -> str:
        """What the line above the keys says."""
        return self._said or ""

    # ---- asking -------------------------------------------------------------------------------------

    def ask(
        self,
        slot: str,
        question: Callable[[Desk], T],
        then: Callable[[T], None],
        fault: Callable[[NegotiateError], None] | None = None,
        *,
        money: bool = False,
        urgent: bool = False,
        act: bool = False,
        waiting: str = "",
    ) -> None:
        """Puts a question to the desk (or to the one that computes money); the answer comes while this
        screen is there, or not at all. What is ``urgent`` goes before what waits. While the table view is
        shown, answers to what is not public wait until it is left.

        An ``act`` changes the workspace: a later one in the same slot does not take its place, and a fault of
        it is told also where the screen was left meanwhile. ``waiting`` is what the status line says until
        the answer or the fault has come.
        """
        app = self.negotiate
        room = app.ledger if money else app.desk

        name = f"{type(self).__name__}:{slot}"
        if act:
            name += f" {next(_ACTS)}"
            app.acting.add(name)
        self._asked[name] = slot
        if waiting:
            self._wait(name, waiting)
        if slot in _STOPPABLE:
            self.set_timer(SLOW, lambda: self._slow(name))

        def arrived(deliver: Callable[[], None]) -> None:
            app.act_over(name)
            self._asked.pop(name, None)
            self._waited(name)
            deliver()

        def answered(value: T) -> None:
            if self.is_here and not app.waits_for_table(self, lambda: answered(value)):
                then(value)

        def failed(error: NegotiateError) -> None:
            if self.is_here:
                if not app.waits_for_table(self, lambda: failed(error)):
                    (fault or self.fault)(error)
            elif act and app.is_running:
                app.show_fault(error)

        room.ask(
            name,
            question,
            lambda value: arrived(lambda: answered(value)),
            lambda error: arrived(lambda: failed(error)),
            urgent=urgent,
        )

    def _slow(self, name: str) -> None:
        if name in self._asked and self.is_here:
            self._wait(name, "computing …  esc stops waiting")

    def _wait(self, name: str, words: str) -> None:
        self._awaited.add(name)
        self._show_status(words)

    def _waited(self, name: str) -> None:
        """The status line says again what it said, where nothing it tells of is waited for any more."""
        self._awaited.discard(name)
        if not self._awaited and self.is_here:
            self._show_status(self._resting)

    def stop_waiting(self) -> bool:
        """Gives up what is computed and changes nothing; False where nothing is waited for."""
        waited = [name for name, slot in self._asked.items() if slot in _STOPPABLE]
        for name in waited:
            for room in (self.negotiate.desk, self.negotiate.ledger):
                room.stop(name)
            self.negotiate.act_over(name)
            del self._asked[name]
            self._awaited.discard(name)
        if waited:
            self.say_status("stopped: what was computed is not shown")
        return bool(waited)

    @property
    def is_here(self) -> bool:
        """Whether this screen still stands, with all its parts: not while the program closes."""
        return self.is_attached and self.is_running and self.app.is_running

    def fault(self, error: NegotiateError) -> None:
        """Shows what happened, where, and what to do."""
        self.negotiate.show_fault(error)

    # ---- acts ---------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why the act cannot be done now; empty where it can."""
        del act
        return ""

    def action_do(self, act: str) -> None:
        """Does the act, or says why not."""
        if act == "back" and self.stop_waiting():
            return
        why = self.why_not(act)
        if why:
            self.app.notify(why, title="Not now", severity="warning", markup=False)
            return
        cast("Callable[[], None]", getattr(self, f"do_{act.replace('-', '_')}"))()

    def do_back(self) -> None:
        """Leaves the screen."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()

    @property
    def changed(self) -> bool:
        """Whether something is typed here that is not saved."""
        return False

    def do_save_typed(self) -> None:
        """Saves what is being typed, where this screen has something typed."""

    def do_refresh(self) -> None:
        """Reads the workspace again."""
        self.refresh_page()

    def refresh_page(self) -> None:
        """Asks anew for all that is shown."""

    def help_for(self, focused: Widget | None) -> str:
        """What the focused pane is for."""
        pane = getattr(focused, "HELP", "") if focused is not None else ""
        return "\n\n".join(part for part in (self.HELP, pane) if part)
