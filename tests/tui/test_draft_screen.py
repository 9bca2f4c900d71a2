"""The draft: redline and cost follow the keys; what is typed survives; saving, leaving, an editor."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from screens_kit import (
    place,
    press,
    program,
    say,
    screen_text,
    screens,
    settle,
    shown,
    until,
    without_costs,
    write,
)
from textual import events

from negotiate.tui.line_view import LineView
from negotiate.tui.screens.draft import DraftScreen
from negotiate.workspace import actions
from negotiate.workspace.drafting import typed_name
from negotiate.workspace.texts import text
from negotiate.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)


def draft_screen(pilot: object) -> DraftScreen:
    from textual.pilot import Pilot

    assert isinstance(pilot, Pilot)
    screen = pilot.app.screen
    assert isinstance(screen, DraftScreen)
    return screen


async def test_redline_and_cost_follow_the_keys(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "down", "enter", "d")  # social workers, IV.C.4(a)
        screen = draft_screen(pilot)
        words = screen.editor.text
        at = words.index("1 to")
        await settle(pilot, money=True)
        before = shown(pilot, "#money")
        screen.editor.move_cursor((0, at + len("1 to ")))
        await pilot.press("delete", "delete", "delete")
        await write(pilot, "100")
        await until(pilot, lambda: "ratio of 1 to 100, counted" in shown(pilot, "#redline"))
        await until(pilot, lambda: shown(pilot, "#money") != before)
        await settle(pilot, money=True)
        assert "$" in shown(pilot, "#money")


async def test_what_is_typed_survives_a_kill(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "d")
        await write(pilot, "Kept words. ")
        screen = draft_screen(pilot)

        def kept() -> bool:
            with Workspace.open(sample) as workspace:
                found = workspace.repository.drafts.read(typed_name(screen.item_id, screen.citation))
            return found is not None and found.startswith("(a) Kept words. ")

        await until(pilot, kept)
    async with screens(sample) as pilot:  # as after a kill: nothing of the first program is left
        await press(pilot, "enter", "d")
        assert draft_screen(pilot).editor.text.startswith("(a) Kept words. ")
        assert draft_screen(pilot).changed


@pytest.mark.parametrize("last", ["ctrl+q", "escape"])
async def test_keys_that_come_in_a_burst_are_all_kept(sample: Path, last: str) -> None:
    """ctrl+q goes before the pane in focus: it waits for the keys typed before it."""
    async with screens(sample) as pilot:
        await press(pilot, "enter", "d")
        screen = draft_screen(pilot)
        for key in [*"Allofthesewords", last]:
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: not pilot.app.is_running or not isinstance(pilot.app.screen, DraftScreen))
    with Workspace.open(sample) as workspace:
        kept = workspace.repository.drafts.read(typed_name(screen.item_id, screen.citation))
    assert kept is not None and kept.startswith("(a) Allofthesewords")


async def test_esc_leaves_and_loses_nothing(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "d")
        await pilot.press("Z", "escape")
        await settle(pilot)
        await press(pilot, "d")
        assert draft_screen(pilot).editor.text.startswith("(a) Z")
        await press(pilot, "f9")
        assert not draft_screen(pilot).changed
        await press(pilot, "ctrl+z")
        assert draft_screen(pilot).editor.text.startswith("(a) Z")


async def test_saving_makes_it_our_draft(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "down", "enter", "d")
        screen = draft_screen(pilot)
        await press(pilot, "ctrl+s")
        assert "Nothing is changed" in "\n".join(one.message for one in pilot.app._notifications)
        await write(pilot, "By agreement, ")
        await press(pilot, "ctrl+s")
        assert not screen.changed
        citation = screen.citation
    with Workspace.open(sample) as workspace:
        name = workspace.item("2").id
        found = text(workspace, f"{name}:draft").index.clause(citation)
        assert "By agreement, " in found[0].block.canonical
        assert workspace.repository.drafts.names() == ()


async def test_another_clause_of_the_item(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "d")
        first = draft_screen(pilot).editor.text
        await write(pilot, "Q")
        await press(pilot, "f7", "down", "enter")
        assert draft_screen(pilot).citation == "V.B.3"
        await press(pilot, "f7", "up", "enter")
        assert draft_screen(pilot).editor.text == first.replace("(a) ", "(a) Q", 1)


async def test_an_editor_of_ones_own(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "my editor.py"
    script.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text() + '\\nA further one.\\n')"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")
    monkeypatch.delenv("VISUAL", raising=False)

    @contextmanager
    def nothing() -> Iterator[None]:
        yield

    async with screens(sample) as pilot:
        await press(pilot, "enter", "d")
        monkeypatch.setattr(pilot.app, "suspend", nothing)
        await press(pilot, "ctrl+e")
        await settle(pilot, money=True)
        assert draft_screen(pilot).editor.text.endswith("A further one.")
        assert "A further one." in shown(pilot, "#redline")
        os.environ["EDITOR"] = "no-such-editor-anywhere"
        await press(pilot, "ctrl+e")
        assert "no-such-editor-anywhere did not work" in screen_text(pilot)


async def test_it_fits_a_small_terminal(sample: Path) -> None:
    async with screens(sample, (60, 15)) as pilot:
        await press(pilot, "enter", "d")
        await write(pilot, "W")
        await settle(pilot, money=True)
        screen = draft_screen(pilot)
        assert screen.editor.size.height >= 4
        assert "[+WAn+]" in shown(pilot, "#redline")
        assert "$" in screen_text(pilot).splitlines()[-2]  # the total stands in the status line


async def test_new_language_is_written_where_no_clause_of_the_item_is(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_costs(monkeypatch)
    with Workspace.open(sample) as workspace:
        opened = actions.open_item(workspace, "Librarians", ())
        path = workspace.baseline_index().placed[workspace.baseline_index().find("IV.B.5")].name
    async with screens(sample) as pilot:
        program(pilot).open_item(opened.item.id)
        await settle(pilot)
        await press(pilot, "d")
        await say(pilot, ("no.where",))
        await settle(pilot, money=True)
        assert "no clause is cited" in screen_text(pilot)
        await press(pilot, "enter", "d")
        await say(pilot, ("iv.b.5",))
        await settle(pilot, money=True)
        assert draft_screen(pilot).citation == path
        await press(pilot, "ctrl+end")
        await write(pilot, "\n\nA librarian.")
        first = draft_screen(pilot).editor.text
        await press(pilot, "f7", "end", "enter")
        await say(pilot, ("no.where",))
        await settle(pilot, money=True)
        assert place(pilot) == "Tell"
        await press(pilot, "enter")
        assert draft_screen(pilot).citation == path and draft_screen(pilot).editor.text == first
        await press(pilot, "ctrl+s")
        await settle(pilot, money=True)
    with Workspace.open(sample) as workspace:
        assert "A librarian." in [one.block.text for one in text(workspace, f"{opened.item.id}:draft").placed]


async def test_a_long_paste_is_one_step_that_undo_takes_back_and_redo_brings(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "down", "enter", "d")
        editor = draft_screen(pilot).editor
        before, begun = editor.text, editor.cursor_location
        pasted = "One more line.\n" * 60  # more than the pane has: it scrolls now, and not after the undo
        pilot.app.post_message(events.Paste(pasted))
        await until(pilot, lambda: pasted in editor.text)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor.text == before)
        await pilot.press("ctrl+y")
        await until(pilot, lambda: pasted in editor.text)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor.text == before)
        assert editor.cursor_location == begun


async def test_the_redline_goes_where_somebody_types(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "down", "enter", "d")
        screen = draft_screen(pilot)
        view = screen.query_one("#redline", LineView)
        more = "\n\n".join(f"Paragraph {number} of what is new." for number in range(60))
        screen.editor.move_cursor(screen.editor.document.end)
        screen.editor.insert(f"\n\n{more}")
        await until(pilot, lambda: "Paragraph 59" in shown(pilot, "#redline"))
        for end, words in ((False, "Alpha "), (True, " omega"), (False, "Again ")):
            screen.editor.action_to_end(end)
            await write(pilot, words)
            await until(pilot, lambda words=words: words.strip() in shown(pilot, "#redline"))  # type: ignore[misc]
            top, height = view.scroll_offset.y, view.scrollable_content_region.height
            (at, *_) = [n for n, one in enumerate(view.paragraphs) if words.strip() in one.text]
            assert top <= view.top_of(at) < top + height
