"""The draft's figures: those with a price are underlined and turned by a key; what the draft newly breaks."""

from pathlib import Path

import pytest
from screens_kit import notes, press, screens, settle, shown, until, without_costs, write

from negotiate.tui.screens.draft import DraftScreen


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)
    monkeypatch.setattr("negotiate.tui.screens.draft.REST", 0.05)


async def test_figures_are_turned_and_what_breaks_is_said(sample: Path) -> None:
    async with screens(sample, (120, 40)) as pilot:
        await press(pilot, "down", "enter", "d")  # social workers: one ratio with a price
        screen = pilot.app.screen
        assert isinstance(screen, DraftScreen)
        editor = screen.editor
        await settle(pilot, money=True)
        words, before = editor.text, shown(pilot, "#money")
        (bound,) = editor.bound(words)
        assert words[bound.start : bound.end] == "350"
        drawn = editor.get_line(0).spans
        assert [(one.start, one.end, str(one.style)) for one in drawn] == [
            (bound.start, bound.end, "underline")
        ]
        await press(pilot, "ctrl+down")  # the cursor stands at the first word
        await settle(pilot, money=True)
        assert editor.text == words.replace("350", "325")
        assert "1 to 325" in shown(pilot, "#redline")
        assert shown(pilot, "#money") != before
        await press(pilot, "alt+up")
        assert editor.text == words
        await press(pilot, "ctrl+z", "ctrl+z")
        assert editor.text == words and not screen.changed
        assert editor.selection.end[0] == 0
        await press(pilot, "end")
        await write(pilot, " See Section XX.9.")
        await until(pilot, lambda: "there is no XX.9" in shown(pilot, "#heed"))
        assert screen.query_one("#heed").display
        await press(pilot, "f9")
        await until(pilot, lambda: not screen.query_one("#heed").display)
        editor.load_text("No figure at all.")
        await press(pilot, "ctrl+up")
        assert "No figure stands on this line" in notes(pilot)


async def test_words_and_digits_turn_together_wherever_the_phrase_has_them(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "down", "down", "enter", "d")  # a caseload: words and digits
        screen = pilot.app.screen
        assert isinstance(screen, DraftScreen)
        editor = screen.editor
        words = editor.text
        assert "thirty-eight (38)" in words
        sentence = words.split("\n")[0]
        editor.load_text(f"{words}\n\n{sentence}")
        await press(pilot, "ctrl+up")
        assert editor.text == f"{words}\n\n{sentence}".replace("thirty-eight (38)", "thirty-nine (39)")
        assert editor.cursor_location[1] == sentence.index("thirty-eight")
        await press(pilot, "ctrl+z")
        assert editor.text == f"{words}\n\n{sentence}"  # one turn, one undo
        at = sentence.index("thirty-eight")
        assert editor.pointed() == (0, at, at + len("thirty-eight (38)"))
