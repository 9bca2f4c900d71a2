"""What takes long says so; esc ends the work itself, and the room goes on answering."""

import time
from pathlib import Path
from threading import Event

import pytest

from negotiate.common.errors import NegotiateError
from negotiate.tui.commanding import run_command
from negotiate.tui.room import Deliver, Desk, Room
from negotiate.workspace.listing import board_rows
from negotiate.workspace.workspace import Workspace


def test_a_question_is_stopped_where_it_stands(sample: Path) -> None:
    room, begun, steps = Room(sample, "test"), Event(), [0]
    told: list[object] = []
    answered = Event()

    def tell(what: object) -> None:
        told.append(what)
        answered.set()

    def post(deliver: Deliver) -> bool:
        deliver()
        return True

    def endless(_desk: Desk) -> str:
        while True:
            steps[0] += 1
            begun.set()

    def failed(error: NegotiateError) -> None:
        told.append(error.what)

    room.open_to(post)
    room.ask("long", endless, tell, failed)
    assert begun.wait(20)
    room.stop("short")  # another slot: nothing happens to this one
    counted = steps[0]
    time.sleep(0.05)
    assert steps[0] > counted
    room.stop("long")
    room.ask("next", lambda desk: len(desk.workspace.rows()), tell, failed)
    assert answered.wait(20)
    assert told == [5] and not room.busy
    stopped = steps[0]
    time.sleep(0.05)
    assert steps[0] == stopped
    room.stop("next")  # over already: stopping it does nothing
    answered.clear()
    room.ask("last", lambda desk: desk.workspace.item("1").number, tell, failed)
    assert answered.wait(20) and told == [5, 1]
    room.close()


def test_what_lies_in_the_folder_is_not_the_program(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("negotiate", "git"):
        (tmp_path / f"{name}.py").write_text("print('HOSTILE')\n")
    monkeypatch.chdir(tmp_path)
    with Workspace.open(sample) as workspace:
        said = run_command("board", sample)(Desk(sample))
        titles = [row.title for row in board_rows(workspace)]
    words = "\n".join(str(one) for one in said)
    assert "HOSTILE" not in words
    assert titles and all(title in words for title in titles)


def test_a_command_given_up_ends_its_process(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\necho begun > {tmp_path}/begun\nsleep 1\necho over > {tmp_path}/over\n")
    slow.chmod(0o755)
    monkeypatch.setattr("negotiate.tui.commanding.sys.executable", str(slow))
    room, answered = Room(sample, "test"), Event()

    def post(deliver: Deliver) -> bool:
        deliver()
        return True

    room.open_to(post)
    room.ask("command", run_command("board", sample), lambda _: answered.set(), lambda _: answered.set())
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    room.stop("command")
    room.ask("next", lambda _: None, lambda _: answered.set(), lambda _: None)
    assert answered.wait(20)
    time.sleep(1.2)
    assert not (tmp_path / "over").exists()
    room.close()
