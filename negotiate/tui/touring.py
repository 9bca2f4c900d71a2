"""The guided tour on the screens: says what to do next, notices that it was done, never stands in the way.

What changed the record is noticed on the record, what only looks on the screen. The tour can be left and
found again where it was; it does nothing for the person but lay out the other side's answer.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.screen import Screen
from textual.widgets import Static

from negotiate.common.errors import NegotiateError
from negotiate.tui.dialogs import Choose, Dialog, Tell
from negotiate.tui.paragraphs import Mark, flow
from negotiate.tui.place import Place
from negotiate.tui.plain import plain
from negotiate.tui.room import Desk
from negotiate.tui.screens.agreement import AgreementReader
from negotiate.tui.screens.item import ItemScreen
from negotiate.tui.screens.items import Items
from negotiate.tui.settings import keymap
from negotiate.tui.tour_steps import END, STEPS, Step, with_keys
from negotiate.workspace.touring import DONE, Stands, keep, passed, require_demo, stands, their_counter

if TYPE_CHECKING:
    from negotiate.tui.program import NegotiateApp

_GLANCE = 0.25  # seconds between looks at the screen
_LOW = 24  # rows below which a dialog needs the whole screen
_AT_TABLE = "Tour · table view: f6 leaves it."


class TourPane(Static):
    """What to do next: its ``words``."""

    DEFAULT_CSS = """
    TourPane { height: auto; max-height: 5; padding: 0 1; background: $panel; color: $text;
        border-left: thick $accent; }
    TourPane.-over { dock: bottom; margin-bottom: 2; }
    """

    def __init__(self, words: str, *, classes: str = "") -> None:
        super().__init__(plain(words), classes=classes)
        self.words = words

    def say(self, words: str) -> None:
        """Other words; said again they are not laid out again."""
        if words != self.words:
            self.words = words
            self.update(plain(words))


class Tour:
    """One person's tour. ``behind`` are the steps done or left out."""

    def __init__(self, app: "NegotiateApp") -> None:
        self._app = app
        self._from = Path.cwd()
        self.behind: list[str] = []
        self._praise = ""
        self._own = False  # whether the answer just given was the tour's own
        self._due = False  # whether a room has answered since the record was asked
        self._timer = app.set_interval(_GLANCE, self.glance)
        app.screen_change_signal.subscribe(app, self._moved)
        os.chdir(app.folder)  # what is written without a folder lands in the demo workspace
        self.look()

    @property
    def step(self) -> Step:
        """What is to be done next."""
        return next((one for one in STEPS if one.id not in self.behind), END)

    # ---- noticing -------------------------------------------------------------------------------------

    def look(self) -> None:
        """Asks the record how far the round is."""
        self._due = False
        behind = tuple(self.behind)
        self._app.desk.ask("tour", lambda desk: _asked(desk, behind), self._stands, self._blind)

    def noticed(self) -> None:
        """A room has answered: perhaps an act was done."""
        self._due = self._due or not self._own
        self._own = False

    def _stands(self, answer: tuple[tuple[str, ...], Stands]) -> None:
        self._own = True
        if not self.behind:
            self.behind = list(answer[0])
        while (done := DONE.get(self.step.id)) is not None and done(answer[1]):
            self._behind(self.step)
        self._show()

    def _blind(self, _error: NegotiateError) -> None:
        """A tour that cannot look says nothing: whoever acts is told by the act."""
        self._own = True

    def glance(self) -> None:
        """Looks at the screen."""
        if not self._app.is_running:
            return
        seen = _SEEN.get(self.step.id)
        if seen is not None and seen(self._app):
            self._behind(self.step)
            self.look()
        elif self._due and self.step.id in DONE:
            self.look()
        elif not self._app.screen.query(TourPane):
            self._show()

    def _behind(self, step: Step) -> None:
        self.behind.append(step.id)
        self._praise = f"✓ {step.title}"

    # ---- showing --------------------------------------------------------------------------------------

    def _moved(self, _screen: Screen[object]) -> None:
        self._app.call_later(self._show)

    def _show(self) -> None:
        """The step, on the screen on top."""
        if self._app.tour is not self:
            return
        screen = self._app.screen
        words = self.words if not (isinstance(screen, Place) and screen.PUBLIC) else self._public
        there = screen.query(TourPane)
        if there:
            there.first().say(words)
        elif isinstance(screen, Place) and screen.query("#status"):
            screen.mount(TourPane(words), before="#status")
        elif isinstance(screen, Dialog) and self._app.size.height >= _LOW:
            screen.mount(TourPane(words, classes="-over"))  # where the place has it

    @property
    def words(self) -> str:
        """What the pane says."""
        step = self.step
        at = "done" if step is END else f"{STEPS.index(step) + 1} of {len(STEPS)}"
        head = " · ".join(part for part in (f"Tour {at}", step.title, self._praise) if part)
        chosen = keymap()
        return f"{head}\n{with_keys(step.do, chosen)}\n→ {with_keys(step.see, chosen)}"

    @property
    def _public(self) -> str:
        """Nothing of ours in the table view, not even what the tour says of it."""
        return self.words if self.step.id == "table" else _AT_TABLE

    # ---- choosing -------------------------------------------------------------------------------------

    def choose(self) -> None:
        """The steps: one goes on to a later one, or leaves."""
        marks = {True: "✓", False: " "}
        listed = [f"{marks[one.id in self.behind]} {at:2}  {one.title}" for at, one in enumerate(STEPS, 1)]
        listed.append("Leave the tour; f3 brings it back")
        at = STEPS.index(self.step) if self.step is not END else len(STEPS)
        text = "enter on a later step leaves out those before it"
        self._app.push_screen(Choose("The guided tour", listed, text, at), self._chosen)

    def _chosen(self, at: int | None) -> None:
        if at is None:
            return
        if at == len(STEPS):
            self._app.end_tour()
            return
        step = STEPS[at]
        if step.id in self.behind:
            chosen = keymap()
            lines = [flow(Mark.TEXT, with_keys(part, chosen), after=1) for part in (step.do, step.see)]
            self._app.push_screen(Tell(step.title, lines))
            return
        self._praise = ""
        self.behind += [one.id for one in STEPS[:at] if one.id not in self.behind]
        self.look()

    def leave(self) -> None:
        """The tour goes; how far it was is kept."""
        self._timer.stop()
        self._app.screen_change_signal.unsubscribe(self._app)
        os.chdir(self._from)
        for screen in self._app.screen_stack:
            screen.query(TourPane).remove()


def _asked(desk: Desk, behind: tuple[str, ...]) -> tuple[tuple[str, ...], Stands]:
    """What is kept of the tour and how the round stands; the other side answers once we have passed."""
    workspace = desk.workspace
    require_demo(workspace)
    kept = passed(workspace)
    if behind and behind != kept:
        keep(workspace, behind)
    now = stands(workspace)
    if now.ours > 0 and not now.theirs:
        their_counter(workspace)
    return behind or kept, now


def _at_clause(app: "NegotiateApp") -> bool:
    screen = app.screen
    return isinstance(screen, AgreementReader) and screen.status.startswith("IV.C.4")


def _on_second(app: "NegotiateApp") -> bool:
    screen = app.screen
    return isinstance(screen, Items) and screen.selected is not None and screen.selected.number == 2


def _sees_cost(app: "NegotiateApp") -> bool:
    screen = app.screen
    return isinstance(screen, ItemScreen) and screen.mode == "cost" and not app.ledger.busy


def _sees_theirs(app: "NegotiateApp") -> bool:
    screen = app.screen
    if not isinstance(screen, ItemScreen) or screen.page is None or screen.mode not in ("redline", "beside"):
        return False
    ours = screen.page.facts.side
    return f":{ours.value}@" in screen.old and f":{ours.other.value}@" in screen.new


def _at_table(app: "NegotiateApp") -> bool:
    screen = app.screen
    return isinstance(screen, Place) and screen.PUBLIC


def _looks_back(app: "NegotiateApp") -> bool:
    screen = app.screen
    return isinstance(screen, AgreementReader) and screen.said != "" and screen.page is not None


_SEEN: Final[Mapping[str, Callable[["NegotiateApp"], bool]]] = {
    "items": _on_second,
    "read": _at_clause,
    "cost": _sees_cost,
    "quiet": _sees_theirs,
    "table": _at_table,
    "back": _looks_back,
}
"""A step by its id → whether the screen shows it. Steps that act are told by the record."""
