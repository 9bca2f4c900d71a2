"""Starting: what is loaded when, in which terminal, and what is said where there is no workspace."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from negotiate.common.errors import WorkspaceFault
from negotiate.tui.app import run


def python(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | more,
        timeout=60,
    )


def test_the_door_loads_no_screen() -> None:
    found = python("-c", "import sys, negotiate.tui.app; print([m for m in sys.modules if m == 'textual'])")
    assert found.stdout.strip() == "[]", found.stderr


def test_help_loads_no_screens() -> None:
    code = (
        "import sys, runpy; sys.argv = ['negotiate', '--help']\n"
        "try: runpy.run_module('negotiate', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print('LOADED', sorted({'textual', 'git', 'docx', 'negotiate.tui'} & set(sys.modules)))"
    )
    assert "LOADED []" in python("-c", code).stdout


def test_the_items_are_read_without_money_or_comparing_texts(sample: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom negotiate.tui import home, program\n"
        "from negotiate.tui.room import Desk\n"
        "rows = home.items_page(Desk(Path(sys.argv[1]))).rows\n"
        "heavy = ('negotiate.costing.', 'negotiate.redline.', 'numpy', 'rapidfuzz')\n"
        "print(len(rows) > 1, 'LOADED', [name for name in sys.modules if name.startswith(heavy)])"
    )
    found = python("-c", code, str(sample))
    assert "True LOADED []" in found.stdout, found.stdout + found.stderr[-800:]


def test_no_workspace_is_an_error_before_any_screen(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceFault):
        run(tmp_path)


def test_a_plain_terminal_gets_plain_text(sample: Path) -> None:
    controller, inside = pty.openpty()
    try:
        found = subprocess.run(
            [sys.executable, "-m", "negotiate", "-w", str(sample)],
            stdin=inside, capture_output=True, text=True, check=False, timeout=60,
            env=os.environ | {"TERM": "dumb"},
        )  # fmt: skip
    finally:
        os.close(inside)
        os.close(controller)
    assert found.returncode == 0, found.stderr
    assert "Inclusion staffing" in found.stdout
    assert "\x1b" not in found.stdout


def test_without_colour_the_marks_remain(sample: Path) -> None:
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom negotiate.tui.program import NegotiateApp\n"
        "async def main():\n"
        "    app = NegotiateApp(Path(sys.argv[1]))\n"
        "    async with app.run_test(size=(100, 30)) as pilot:\n"
        "        marks = False\n"
        "        for _ in range(800):\n"
        "            rows = app.screen._compositor.render_strips()\n"
        "            text = '\\n'.join(''.join(s.text for s in r) for r in rows)\n"
        "            marks = '[-three (3)-][+four (4)+]' in text\n"
        "            if marks and not app.desk.busy: break\n"
        "            await pilot.pause(0.05)\n"
        "        styles = {s.style.color.name for r in rows for f in [app._filters[0]]\n"
        "                  for s in f.apply(list(r), app.screen.styles.background) if s.style and s.style.color}\n"
        "        grey = all(n in ('default', 'black', 'white') or n[1:3] == n[3:5] == n[5:7] for n in styles)\n"
        "        print('NOCOLOR', app.no_color, grey, marks)\n"
        "asyncio.run(main())\n"
    )
    found = python("-c", code, str(sample), NO_COLOR="1")
    assert "NOCOLOR True True True" in found.stdout, found.stdout + found.stderr[-800:]


async def test_what_takes_long_says_so_and_can_be_given_up(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from screens_kit import place, press, program, screen_text, screens, settle, shown, until, without_costs

    go = threading.Event()
    without_costs(monkeypatch)
    monkeypatch.setattr("negotiate.tui.screens.item.apart_of", lambda *_: lambda _desk: go.wait(20) and [])
    async with screens(sample) as pilot:
        await press(pilot, "enter")
        before = shown(pilot, "#view")
        await pilot.press("2")
        await until(pilot, lambda: "esc stops waiting" in screen_text(pilot))
        await pilot.press("escape")
        assert "stopped" in screen_text(pilot) and place(pilot) == "ItemScreen"
        go.set()
        await settle(pilot)
        assert shown(pilot, "#view") == before  # the late answer is shown to nobody
        await press(pilot, "escape")
        assert place(pilot) == "Items" and program(pilot).settled
