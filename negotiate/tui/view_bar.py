"""One line of places to look at: each by its key or by a click; the one shown is marked without colour."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.widgets import Static

from negotiate.tui.plain import plain


class Choice(Static):
    """Words that do an act of the screen when clicked."""

    DEFAULT_CSS = """
    Choice { width: auto; padding: 0 1; height: 1; }
    Choice:hover { text-style: underline; }
    Choice.-shown { text-style: bold reverse; }
    """

    def __init__(self, words: str, act: str, *, id: str | None = None) -> None:
        super().__init__(plain(words), id=id)
        self.act = act

    async def on_click(self) -> None:
        """Does the act."""
        await self.app.run_action(f"do('{self.act}')", default_namespace=self.screen)


class ViewBar(Horizontal):
    """The choices, and one of them shown."""

    DEFAULT_CSS = "ViewBar { height: 1; background: $surface; }"

    def __init__(self, choices: Sequence[tuple[str, str]], *, id: str) -> None:
        """``choices`` are (words, act)."""
        super().__init__(id=id)
        self.choices = choices
        self._words = {act: words for words, act in choices}
        self._room = 0
        self.shown = choices[0][1]

    def compose(self) -> ComposeResult:
        """The choices in a row."""
        for words, act in self.choices:
            yield Choice(words, act, id=f"choice-{act}")

    def on_mount(self) -> None:
        """The first is shown."""
        self.mark(self.shown)

    def on_resize(self, event: Resize) -> None:
        """Where there is no room for all, the words of those not shown are cut short."""
        self._room = event.size.width
        self._fit()

    def _fit(self) -> None:
        """Every choice can be seen: its key always, of its words as much as there is room for."""
        taken = [len(words) + 2 for words in self._words.values()]
        if self._room and sum(taken) > self._room:
            most = next(
                most for most in range(20, 1, -1)
                if most == 2 or sum(len(_cut(one, most)) + 2 for one in self._words.values()) <= self._room
            )  # fmt: skip
        else:
            most = 0
        for act, words in self._words.items():
            self.query_one(f"#choice-{act}", Choice).update(plain(_cut(words, most) if most else words))

    def mark(self, act: str) -> None:
        """Marks the choice that is shown."""
        self.shown = act
        for one in self.query(Choice):
            one.set_class(one.act == act, "-shown")

    def say(self, act: str, words: str) -> None:
        """Other words for a choice."""
        self._words[act] = words
        self._fit()


def _cut(words: str, most: int) -> str:
    """The key and as many letters of the words; what is cut ends in a point."""
    key, _, rest = words.partition(" ")
    return words if len(rest) <= most else f"{key} {rest[: most - 1].rstrip()}."
