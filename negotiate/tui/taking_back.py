"""Undo and redo of the last act: said first, done when a person says yes."""

from collections.abc import Callable

from negotiate.repository.model import Operation
from negotiate.tui.place import Place
from negotiate.tui.room import Desk
from negotiate.tui.telling import Telling

Plan = Callable[[Desk], Operation | None]
Answer = Callable[[bool | None], None]


class TakingBack(Telling):
    """The acts that take the last act back, and do it again."""

    def action_undo(self) -> None:
        """Says what undo would take back, and asks."""
        self._plan("undo", lambda desk: desk.workspace.repository.undo_plan(), "There is nothing to undo.")

    def action_redo(self) -> None:
        """Says what redo would do again, and asks."""
        self._plan(
            "redo", lambda desk: desk.workspace.repository.redo_plan(), "There is nothing to do again."
        )

    def _plan(self, what: str, question: Plan, nothing: str) -> None:
        screen = self.screen
        if not isinstance(screen, Place):
            return

        from negotiate.tui.dialogs import Confirm

        def planned(plan: Operation | None) -> None:
            if plan is None:
                self.notify(nothing, severity="warning", markup=False)
                return
            if what == "undo" and plan.final:
                words = f"“{plan.what}” cannot be taken back: {plan.final}."
                self.notify(words, title="Not now", severity="warning", markup=False)
                return
            effect = f"{plan.what}\n\nby {plan.who.name} on {plan.at:%Y-%m-%d %H:%M}"
            title = "Take this back?" if what == "undo" else "Do this again?"
            self.push_screen(Confirm(title, effect, what.capitalize()), self._planned(what, screen))

        screen.ask(what, question, planned)

    def _planned(self, what: str, screen: Place) -> Answer:
        def go(yes: bool | None) -> None:
            if yes:
                screen.ask(what, _takes_back if what == "undo" else _does_again, taken, act=True)

        def taken(operation: Operation) -> None:
            self.notify(operation.what, markup=False)
            screen.refresh_page()

        return go


def _takes_back(desk: Desk) -> Operation:
    return desk.workspace.repository.undo()


def _does_again(desk: Desk) -> Operation:
    return desk.workspace.repository.redo()
