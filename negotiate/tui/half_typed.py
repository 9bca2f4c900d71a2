"""Words typed in a dialog that was left, or whose act failed: they stand there when it opens again."""

from collections.abc import Hashable

Words = tuple[str, ...]


class HalfTyped:
    """What is kept while the program runs, by the dialog and what it is about."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Words] = {}
        self._given: tuple[Hashable, Words] | None = None

    def left(self, about: Hashable, words: Words, stood: Words) -> None:
        """The dialog is left; what ``stood`` there from the start need not be kept."""
        if words != stood:
            self._kept[about] = words

    def given(self, about: Hashable, words: Words) -> None:
        """The words go to their act."""
        self._given = (about, words)

    def failed(self) -> None:
        """The act could not be done: the words come back."""
        if self._given is not None:
            self.left(*self._given, ())
            self._given = None

    def done(self) -> None:
        """The act is done: its words are used."""
        self._given = None

    def again(self, about: Hashable) -> Words | None:
        """The words kept, once."""
        return self._kept.pop(about, None)
