"""The house: pure rooms load no git, screen or Word; --help loads next to nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

_HEAVY = ("textual", "rich", "git", "docx", "lxml", "typst", "numpy")
ROOT = Path(__file__).resolve().parents[1]


def _loaded(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    return set(done.stdout.split("\n")[-2].split())


def _modules(room: str) -> list[str]:
    folder = ROOT / "negotiate" / room
    paths = sorted(folder.rglob("*.py"))
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths
    ]


@pytest.mark.parametrize("room", ["common", "agreement", "redline", "costing", "bargaining"])
def test_a_pure_room_loads_no_git_screen_or_word(room: str) -> None:
    names = _modules(room)
    assert names
    loaded = _loaded("\n".join(f"import {name}" for name in names))
    assert not loaded & {"textual", "git", "docx", "typst", "lxml"}


def test_help_loads_next_to_nothing() -> None:
    code = (
        "import contextlib, io\nfrom negotiate.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n    main(['--help'])"
    )
    assert not _loaded(code) & {*_HEAVY, "yaml", "rapidfuzz"}


def test_a_redline_of_two_files_loads_no_git_and_no_screen(tmp_path: Path) -> None:
    for name, text in (("a.txt", "Article I\n\nPay\n\nA. Ten."), ("b.txt", "Article I\n\nPay\n\nA. Twelve.")):
        (tmp_path / name).write_text(text)
    code = f"from negotiate.cli import main\nmain(['redline', {str(tmp_path / 'a.txt')!r}, {str(tmp_path / 'b.txt')!r}])"
    assert not _loaded(code) & {"textual", "git", "docx", "typst", "lxml"}


def test_files_stay_small() -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "negotiate").rglob("*.py")}
    assert max(sizes.values()) <= 600, max(sizes, key=lambda path: sizes[path])
    ordered = sorted(sizes.values())
    assert ordered[len(ordered) // 2] <= 140
