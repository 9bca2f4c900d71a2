"""The figure under the cursor of a draft, turned up and down by its step."""

from negotiate.tui.clause_editor import Editor
from negotiate.tui.place import Place


class TurningActs(Place):
    """The acts of a draft that turn a figure, and say what it was and is."""

    _turned = ""

    @property
    def editor(self) -> Editor:
        """The text typed."""
        return self.query_one("#editor", Editor)

    def _say(self) -> None:
        """Says how the draft stands."""
        raise NotImplementedError

    def do_turn_up(self) -> None:
        """The figure pointed at, a step more."""
        self._turn(1)

    def do_turn_down(self) -> None:
        """The figure pointed at, a step less."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        done = self.editor.turn(by)
        if done is None:
            self.app.notify("That figure cannot be turned further.", severity="warning", markup=False)
            return
        self.call_after_refresh(self._say_turned, f"{done[0]} → {done[1]}")

    def _say_turned(self, words: str) -> None:
        self._turned = words
        self._say()
