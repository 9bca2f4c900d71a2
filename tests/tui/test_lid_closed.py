"""A lid closed for a night amid a draft: the process stops and goes on, the world has gone on, the disk is full."""

import os
import pty
import select
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from screens_kit import press, program, screens, settle, shown, without_costs, write

from negotiate.agreement.editing import Edit, EditKind
from negotiate.bargaining.parties import Side
from negotiate.common.errors import WorkspaceFault
from negotiate.repository.drafts import Drafts
from negotiate.tui.screens.draft import DraftScreen
from negotiate.workspace import actions
from negotiate.workspace.texts import text
from negotiate.workspace.workspace import Workspace


def test_a_program_that_was_stopped_goes_on_and_leaves_the_terminal_as_it_was(sample: Path) -> None:
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    started = subprocess.Popen(
        [sys.executable, "-m", "negotiate", "-w", str(sample)], stdin=slave, stdout=slave, stderr=slave,
        env={**os.environ, "TERM": "xterm-256color"}, start_new_session=True,
    )  # fmt: skip
    try:
        read(master, 1500)
        for _ in range(2):
            started.send_signal(signal.SIGSTOP)
            os.waitpid(started.pid, os.WUNTRACED)
            started.send_signal(signal.SIGCONT)
            read(master, 1500)  # painted anew
        assert termios.tcgetattr(slave)[3] != before[3]
        started.send_signal(signal.SIGSTOP)
        os.write(master, b"\x11")  # ctrl+q, typed before the lid opens
        started.send_signal(signal.SIGCONT)
        while started.poll() is None:
            read(master, 1)
        assert started.returncode == 0
        assert termios.tcgetattr(slave) == before
    finally:
        started.kill()
        started.wait()
        os.close(slave)
        os.close(master)


def read(master: int, count: int) -> None:
    """Reads so much of what is painted, or what comes in two seconds."""
    while count > 0 and select.select([master], [], [], 2)[0]:
        count -= len(os.read(master, min(count, 65536)))


def clauses(folder: Path) -> tuple[str, str]:
    """What our draft of item 1 says in its two clauses."""
    with Workspace.open(folder) as workspace:
        index = text(workspace, "1:draft").index
        return index.clause("V.B.2(a)")[0].block.canonical, index.clause("V.B.5(a)")[0].block.canonical


async def test_what_others_did_meanwhile_is_told_and_nothing_of_it_or_typed_is_lost(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_costs(monkeypatch)
    with Workspace.open(sample) as other:
        actions.draft(other, "1", Side.UNION, [Edit(EditKind.REPLACE, "V.B.5(a)", "(a) One each.")])
    async with screens(sample) as pilot:
        app = program(pilot)
        await press(pilot, "enter", "d")
        await write(pilot, "Typed here. ")
        screen = app.screen
        assert isinstance(screen, DraftScreen)
        app._watch()
        await settle(pilot, money=True)
        with Workspace.open(sample) as other:
            actions.draft(other, "1", Side.UNION, [Edit(EditKind.REPLACE, "V.B.5(a)", "(a) Two each.")])
        await press(pilot, "ctrl+s")  # before the look that would have told
        await settle(pilot, money=True)
        assert clauses(sample)[0].startswith("(a) Typed here.") and clauses(sample)[1] == "(a) Two each."
        await write(pilot, "More. ")
        app._watch()
        await settle(pilot, money=True)
        with Workspace.open(sample) as other:
            actions.draft(other, "1", Side.UNION, [Edit(EditKind.REPLACE, "V.B.2(a)", "(a) Theirs.")])
        app._watch()
        await settle(pilot, money=True)
        await settle(pilot, money=True)
        said = "\n".join(words for _, words in app.messages)
        assert "changed outside this window" in said and "draft on item 1" in said
        assert "saved, it takes the other's place" in said
        assert screen.editor.text.startswith("(a) Typed here. More. ")
        assert "More." in shown(pilot, "#redline")
        await press(pilot, "ctrl+s")
        assert clauses(sample)[0].startswith("(a) Typed here. More. ")


async def test_what_cannot_be_kept_is_said_and_not_left_unasked(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_costs(monkeypatch)
    whole = Drafts.write

    def full(_self: Drafts, name: str, _text: str) -> None:
        raise WorkspaceFault("cannot write: the disk is full", where=name, do="free some space there")

    async with screens(sample) as pilot:
        app = program(pilot)
        await press(pilot, "enter", "d")
        screen = app.screen
        assert isinstance(screen, DraftScreen)
        monkeypatch.setattr(Drafts, "write", full)
        await write(pilot, "Words. ")
        screen.do_save_typed()
        await settle(pilot)
        assert app.last_fault is not None and not isinstance(app.screen, DraftScreen)  # told over the draft
        await press(pilot, "escape")
        await write(pilot, "More. ")
        screen.do_save_typed()
        await settle(pilot)
        assert isinstance(app.screen, DraftScreen)  # not again at each pause
        assert screen.status.count("NOT KEPT") == 1 and "the disk is full" in screen.status
        monkeypatch.setattr(Drafts, "write", whole)
        await write(pilot, "!")
        screen.do_save_typed()
        await settle(pilot)
        assert "kept as typed" in screen.status
        monkeypatch.setattr(Drafts, "write", full)
        await write(pilot, "?")
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert app.is_running and app.return_code is None
        await press(pilot, "escape")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert app.return_code == 0
