"""Bad input gets one clear error, the right exit code, and nothing is written."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from bargain import Team, run

from negotiate.cli import main
from negotiate.commands.output import shows_screens
from negotiate.common.errors import BadInput
from negotiate.workspace.titles import signatory_of


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    folder = tmp_path_factory.mktemp("bad")
    (folder / "a.txt").write_text(
        "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n", "utf-8"
    )
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    team = Team(folder / "team")
    team("item", "open", "Pay", "--clause", "I.A")
    return team


def test_a_name_that_could_never_be_taken_back_is_refused_first() -> None:
    for said, why in (("", "who signs"), ("…", "who signs"), ("x" * 201, "201 characters")):
        with pytest.raises(BadInput, match=why):
            signatory_of(said, "union")
    assert signatory_of("Renata  Okonjo ", "union") == "Renata Okonjo"


def _refs(team: Team) -> str:
    return subprocess.run(
        ["git", "-C", str(team.folder), "for-each-ref"], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("show", "IX.Z"), 4, "no clause is cited as 'IX.Z'"),
        (("item", "open", "Leave", "--clause", "V.B"), 4, "no clause is cited as"),
        (("item", "open", "  ", "--clause", "I.A"), 4, "needs a title"),
        (("item", "open", "x" * 201, "--clause", "I.A"), 4, "201 characters"),
        (("package", "", "1", "1"), 4, "a package needs a title"),
        (("package", "../", "1", "1"), 4, "a package needs a title"),
        (("item", "open", "pay", "--clause", "I.A"), 4, "called 'pay' already"),
        (("draft", "9", "--side", "union", "--delete", "I.A"), 4, "no item is called '9'"),
        (("draft", "1", "--side", "union", "--clause", "I.A"), 2, "what is the clause to say?"),
        (("draft", "1", "--side", "union", "--text", "words"), 2, "which clause"),
        (("draft", "1", "--side", "union", "--clause", "I.A", "--file", "/no/such"), 4, "No such file"),
        (("pass", "1", "--side", "union"), 4, "has no draft on item 1"),
        (("pass", "1", "--side", "union", "--at", "yesterday"), 4, "'yesterday' is not a time"),
        (("pass", "1", "--side", "union", "--at", "2026-03-04"), 4, "a day without its hour"),
        (("history", "--limit", "-1"), 2, "of 1 or more"),
        (("search", "pay", "--limit", "0"), 2, "of 1 or more"),
        (("search", " "), 2, "nothing to look for"),
        (("hand", "1"), 3, "nothing on 'Pay' is printed"),
        (("accept", "1", "--side", "union"), 3, "has made no pass"),
        (("ta", "1", "--union", "A", "--district", "B"), 3, "no pass"),
        (("ta", "1", "--union", "A"), 2, "who signs?"),
        (("reject", "1"), 3, "nothing has been proposed"),
        (("redline", "baseline", "nosuch"), 4, "no text is called 'nosuch'"),
        (("redline", "baseline", "1:union"), 4, "made no pass"),
        (("redline", "baseline", "--all"), 2, ""),
        (("receive", "1", "/no/such.txt", "--side", "district"), 4, "no such file"),
        (("packet", "1", "-o", "x.odt"), 4, "cannot be written as"),
        (("packet", "1", "-o", "x.docx"), 4, "no pass on item 1"),
        (("cost", "nosuch"), 4, "no text is called"),
        (("redo",), 3, "nothing to redo"),
    ],
)
def test_the_error_says_what_and_nothing_is_written(
    team: Team, words: tuple[str, ...], code: int, said: str
) -> None:
    before = _refs(team)
    found = team(*words, code=code)
    assert said in found.err
    assert "Traceback" not in found.err
    assert found.out == ""
    assert _refs(team) == before


def test_no_workspace_here(tmp_path: Path) -> None:
    said = run("-w", str(tmp_path), "board")
    assert said.code == 5
    assert "no workspace here" in said.err


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"%PDF-1.4"])
def test_an_import_that_cannot_be_leaves_nothing(tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "agreement.txt"
    source.write_bytes(data)
    said = run("init", str(tmp_path / "team"), "--from", str(source))
    assert said.code == 4
    assert not (tmp_path / "team").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Article I\n\nPay\n\nA. Words.\n", "utf-8")
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "mine").write_text("mine")
    said = run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt"))
    assert said.code == 5
    assert [path.name for path in (tmp_path / "team").iterdir()] == ["mine"]


def test_a_dry_run_shows_the_outline_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Article I\n\nPay\n\nA. Words.\n\nC. More.\n", "utf-8")
    said = run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt"), "--dry-run")
    assert said.code == 0
    assert "[I.C] line 7" in said.out
    assert "jumps over" in said.out
    assert not (tmp_path / "team").exists()


_HOSTILE = "$(touch owned) `id` [b]bold[/b] --output=x ../../etc \u202e\u200b | # **x** \\"


def test_text_from_outside_is_data(team: Team, tmp_path: Path) -> None:
    team("item", "open", f"Leave {_HOSTILE}", "--clause", "I.B")
    team("draft", "2", "--side", "union", "--clause", "I.B", "--text", f"Leave is {_HOSTILE} twelve days.")
    shown = team("show", "I.B", "--at", "2:draft").out
    assert shown == f"B. Leave is {_HOSTILE} twelve days.\n".replace("  ", " ")
    assert not (team.folder / "owned").exists()
    assert not Path("owned").exists()
    team("pass", "2", "--side", "union", "--at", "2026-03-04T18:10")
    for ending in ("docx", "pdf", "html", "md"):
        team("packet", "2", "-o", str(tmp_path / f"p.{ending}"))
    assert team.board()[2]["title"] == " ".join(f"Leave {_HOSTILE}".split())
    assert team("verify", "--json").json()["accounted"] is True


def test_the_person_s_own_edits_are_left_alone(team: Team) -> None:
    article = next((team.folder / "baseline_contract" / "agreement").glob("01-*.md"))
    mine = article.read_text("utf-8") + "\nmy own note\n"
    article.write_text(mine, "utf-8")
    team("item", "open", "Hours", "--clause", "I")
    assert article.read_text("utf-8") == mine
    assert "my own note" not in team("show", "I").out


def test_words_in_another_encoding_are_refused_and_every_letter_is_written(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        "not text as this terminal says" in team("item", "open", "caf\udce9", "--clause", "I.A", code=2).err
    )
    for encoding in ("ascii", "latin-1"):  # the pipe of a locale that has no arrow
        piped = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", piped)
        assert main(["-w", str(team.folder), "redline", "baseline", "tentative"]) == 0
        assert piped.buffer.getvalue().decode("utf-8").startswith("baseline → tentative")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("piped", ["", "stdin", "stdout", "stderr"])
def test_screens_are_shown_only_where_keys_come_in_and_drawings_go_out(
    monkeypatch: pytest.MonkeyPatch, piped: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, stream, io.StringIO() if stream == piped else _Terminal())
    assert shows_screens() == (not piped)


def test_a_demo_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("negotiate.workspace.rehearsing.play", interrupted)
    said = run("demo", str(tmp_path / "demo"), "--no-open")
    assert (said.code, said.err) == (130, "negotiate: interrupted\n")
    assert list(tmp_path.iterdir()) == []


def test_a_clause_that_the_draft_strikes_is_told_as_struck(team: Team) -> None:
    draft = ("draft", "1", "--side", "district", "--option", "struck")
    team(*draft, "--delete", "I.A")
    said = team(*draft, "--clause", "I.A", "--text", "A. Pay is 120 dollars.", code=4).err
    assert "I.A is struck in this draft" in said
    assert "--insert-after" in said
    assert "no clause is cited" in team(*draft, "--clause", "I.Z", "--text", "Words.", code=4).err
    assert "has this draft already" in team(*draft, "--start", "baseline", "--delete", "I.B", code=4).err
    team("undo")
