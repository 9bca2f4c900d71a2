"""One line of places to look at: each by its key or by a click; the one shown is marked without colour."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
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
        self.shown = choices[0][1]

    def compose(self) -> ComposeResult:
        """The choices in a row."""
        for words, act in self.choices:
            yield Choice(words, act, id=f"choice-{act}")

    def on_mount(self) -> None:
        """The first is shown."""
        self.mark(self.shown)

    def mark(self, act: str) -> None:
        """Marks the choice that is shown."""
        self.shown = act
        for one in self.query(Choice):
            one.set_class(one.act == act, "-shown")

    def say(self, act: str, words: str) -> None:
        """Other words for a choice."""
        self.query_one(f"#choice-{act}", Choice).update(plain(words))
