"""Places to look at, in a line or two: each by its key or a click; the one shown is marked without colour."""

from collections.abc import Sequence

from rich.cells import cell_len
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
        """Where there is no room for all in a line, they take two or more."""
        if event.size.width != self._room:
            self._room = event.size.width
            self._fit()

    def _fit(self) -> None:
        """Every choice can be read: what does not fit into a line stands in the next one."""
        at = across = row = 0  # where it would stand in one line; where it stands; in which line
        for act, words in self._words.items():
            one = self.query_one(f"#choice-{act}", Choice)
            wide = cell_len(words) + 2
            if self._room and across and across + wide > self._room:
                row, across = row + 1, 0
            one.styles.offset = (across - at, row)
            at, across = at + wide, across + wide
        self.styles.height = row + 1

    def mark(self, act: str) -> None:
        """Marks the choice that is shown."""
        self.shown = act
        for one in self.query(Choice):
            one.set_class(one.act == act, "-shown")

    def say(self, act: str, words: str) -> None:
        """Other words for a choice."""
        if self._words[act] != words:
            self._words[act] = words
            self.query_one(f"#choice-{act}", Choice).update(plain(words))
            self._fit()
