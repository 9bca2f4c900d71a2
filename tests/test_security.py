"""What SECURITY.md promises is shown by the tests it names; and what has no other place to be tried."""

import io
import os
import re
import shutil
import tomllib
from pathlib import Path
from unittest import mock

import pytest
from bargain import Team, run

from negotiate.commands.output import data, note
from negotiate.common.errors import WorkspaceFault
from negotiate.repository import Repository
from negotiate.repository.remote import Remote
from negotiate.workspace.writing import write_file

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = "Leave \x1b]0;taken\x07\x1b[2J\x9b31m\u202edays\u2066\u200b"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A workspace made where new files may be read by everyone."""
    folder = tmp_path_factory.mktemp("security") / "above" / "team"
    before = os.umask(0o022)
    try:
        assert run("demo", str(folder), "--no-open").code == 0
    finally:
        os.umask(before)
    return Team(folder)


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_no_other_account_gets_into_a_new_workspace(team: Team, tmp_path: Path) -> None:
    assert _mode(team.folder) == 0o700
    assert _mode(team.folder / ".git") == 0o700
    assert (
        _mode(team.folder.parent) == 0o777 & ~os.umask(os.umask(0o022)) or _mode(team.folder.parent) == 0o755
    )
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o750)
    Repository.create(shared).close()
    assert _mode(shared) == 0o750  # whoever made a folder for the group meant it
    assert _mode(shared / ".git") == 0o700


def test_nothing_reaches_a_terminal_as_a_command() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out, err = Terminal(), Terminal()
    with mock.patch("sys.stdout", out), mock.patch("sys.stderr", err):
        data(HOSTILE)
        note(HOSTILE)
    for said in (out.getvalue(), err.getvalue()):
        assert said.endswith("\n")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", said)
        assert "Leave" in said
        assert "days" in said


def test_a_link_where_a_file_is_made_leads_nowhere(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("kept")
    (tmp_path / ".packet.md.part").symlink_to(victim)
    write_file(tmp_path / "packet.md", b"ours")
    assert victim.read_text() == "kept"
    assert (tmp_path / "packet.md").read_bytes() == b"ours"


@pytest.mark.parametrize(("path", "code"), [("agreement.yaml", 5), ("salary_model/terms.yaml", 0)])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    team: Team, tmp_path: Path, path: str, code: int
) -> None:
    copy = Team(shutil.copytree(team.folder, tmp_path / "copy"))
    (copy.folder / path).unlink()
    os.mkfifo(copy.folder / path)
    said = copy("cost", "2:union", code=code)
    assert "is no file" in said.err or "not costed" in said.out


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://ana:s3cret@127.0.0.1:1/x.git", "https://127.0.0.1:1/x.git"),
        ("https://s3cret-0123456789abcdef@127.0.0.1:1/x.git", "https://127.0.0.1:1/x.git"),
        ("https://ana:s3cr@et@127.0.0.1:1/x.git", "https://127.0.0.1:1/x.git"),
        ("ssh://git@127.0.0.1:1/x.git", "ssh://git@127.0.0.1:1/x.git"),
    ],
)
def test_no_password_of_an_address_is_told(team: Team, address: str, shown: str) -> None:
    with Repository.open(team.folder) as repository:
        remote = Remote(repository._git, address)
        assert remote.url == address
        if address.startswith("https"):
            with pytest.raises(WorkspaceFault) as fault:
                remote.fetch(["heads/main"])
            assert "s3cr" not in str(fault.value)
            assert shown in str(fault.value)
    assert remote.shown == shown


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_dependency_is_pinned_by_hash_and_its_licence_is_told() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = {_plain(re.split(r"[<>=\[]", one)[0]) for one in told["project"]["dependencies"]}
    pins = re.split(r"^(?=\w)", (ROOT / "requirements.lock").read_text("utf-8"), flags=re.MULTILINE)[1:]
    pinned = {_plain(one.split("==")[0]) for one in pins}
    assert needed <= pinned
    assert [one for one in pins if not re.search(r"^    --hash=sha256:[0-9a-f]{64}", one, re.MULTILINE)] == []
    licences = _plain((ROOT / "docs" / "decisions" / "0010-licences.md").read_text("utf-8"))
    assert sorted(name for name in pinned if name not in licences) == []


def test_every_promise_names_tests_that_are_there() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    promises = re.findall(
        r"^- \*\*.+?(?=^- |^#|\Z)", text.split("## What it does not")[0], re.MULTILINE | re.DOTALL
    )
    assert len(promises) > 8
    for promise in promises:
        named = re.findall(r"`(tests/[\w/]+\.py)`", promise)
        assert named, promise
        assert [one for one in named if not (ROOT / one).is_file()] == []


def test_a_link_in_a_workspace_is_neither_read_nor_written_through(team: Team, tmp_path: Path) -> None:
    away, sheet = tmp_path / "away", tmp_path / "staff.csv"
    shutil.move(team.folder / "salary_model", away)
    (away / "private").write_text("terms: [the neighbour's]\n")
    sheet.write_text("step,lane,fte\n1,BA,1\n")
    before = {path.name: path.read_bytes() for path in away.iterdir()}
    try:
        (team.folder / "salary_model").symlink_to(away)
        assert "a link stands there" in team("cost", "1:union", code=5).err
        assert "a link stands there" in team("cost-staff", str(sheet), code=5).err
        assert {path.name: path.read_bytes() for path in away.iterdir()} == before
        (team.folder / "salary_model").unlink()
        (team.folder / "salary_model").mkdir()
        (team.folder / "salary_model/terms.yaml").symlink_to(away / "private")
        said = team("cost", "1:union", code=5).err
        assert "a link stands there" in said
        assert "neighbour" not in said
    finally:
        shutil.rmtree(team.folder / "salary_model", ignore_errors=True)
        shutil.move(away, team.folder / "salary_model")
        (team.folder / "salary_model/private").unlink()
