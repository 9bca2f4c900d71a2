"""verify finds each thing that can be wrong with a record, named as what it is."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bargain import Team, copied, run

AT = "2026-03-0"


def _git(team: Team, *words: str, stdin: str | None = None) -> str:
    who = ["-c", "user.name=Pat", "-c", "user.email=pat@example.org"]
    command = ["git", "-C", str(team.folder), *who, *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, input=stdin).stdout.strip()


def _make(tmp_path: Path) -> Team:
    """Two agreements, the first signed by key for the union."""
    text = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    key = tmp_path / "una"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    path = team.folder / "agreement.yaml"
    public = key.with_suffix(".pub").read_text().strip()
    named = "    name: the Union\n"
    words = path.read_text("utf-8").replace(named, f"{named}    keys: [{{name: Una, key: {public}}}]\n")
    path.write_text(words, "utf-8")
    for title, clause, new in (("Pay", "I.A", "Pay is 110 dollars."), ("Leave", "I.B", "Leave is 12 days.")):
        team("item", "open", title, "--clause", clause)
        team("draft", title, "--side", "union", "--clause", clause, "--text", new)
        team("pass", title, "--side", "union", "--at", AT + "4T18:10")
        team("accept", title, "--side", "district", "--at", AT + "5T18:10")
    team(
        "ta", "1", "--side", "union", "--by", "Una", "--how", "key", "--key", str(key), "--at", AT + "6T18:10"
    )
    team("ta", "1", "--side", "district", "--by", "Dan", "--at", AT + "6T18:11")
    team("ta", "2", "--union", "Una", "--district", "Dan", "--at", AT + "6T18:20")
    assert team("verify", "--json").json()["findings"] == []
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _rewritten(team: Team, path: str, change: Callable[[str], str]) -> None:
    """The tentative text as if a file of its last commit had always been another."""
    blob = change(_git(team, "show", f"tentative:{path}") + "\n")
    fresh = _git(team, "hash-object", "-w", "--stdin", stdin=blob)
    index = {"GIT_INDEX_FILE": str(team.folder / ".git" / "forged")}
    base = ["git", "-C", str(team.folder)]

    env = {**os.environ, **index}
    subprocess.run([*base, "read-tree", "tentative"], check=True, env=env)
    subprocess.run([*base, "update-index", "--cacheinfo", f"100644,{fresh},{path}"], check=True, env=env)
    tree = subprocess.run(
        [*base, "write-tree"], check=True, env=env, capture_output=True, text=True
    ).stdout.strip()
    message = _git(team, "log", "-1", "--format=%B", "tentative")
    commit = _git(team, "commit-tree", tree, "-p", "tentative~1", "-m", message)
    _git(team, "update-ref", "refs/heads/tentative", commit)
    item = team.board()[2]["item"]
    _git(team, "tag", "-d", f"ta/{item}")
    _git(team, "tag", "-a", "-m", message, f"ta/{item}", commit)


def _found(team: Team) -> list[tuple[str, str]]:
    findings = team("verify", "--json", code=1).json()["findings"]
    return [(one["kind"], one["what"]) for one in findings]


def test_a_changed_record(team: Team) -> None:
    _rewritten(team, "proposals/02-leave/ta.yaml", lambda text: text.replace("number: 2", "number: 3", 1))
    assert ("agreement", "its record was changed after it was signed") in _found(team)


def test_a_missing_signature(team: Team) -> None:
    def without(text: str) -> str:
        head, _, rest = text.partition("- side: district")
        return head + rest[rest.index("previous:") :]

    _rewritten(team, "proposals/02-leave/ta.yaml", without)
    assert ("signature", "the district has not signed") in _found(team)


def test_a_signature_on_another_text(team: Team) -> None:
    """The record of Pay says another language than the one its key signed; its own digest is made to fit."""
    from negotiate.bargaining.tentative import read_record, write_record

    def other(text: str) -> str:
        record, _ = read_record(text.replace("language: ", "language: 0"), "ta.yaml")
        return write_record(record)

    _rewritten(team, "proposals/01-pay/ta.yaml", other)
    kinds = _found(team)
    assert ("signature", "Una's signature is on another text, or of another key") in kinds
    assert ("agreement", "its record was changed after it was signed") in kinds


def test_an_agreement_moved_off_its_branch(team: Team) -> None:
    item = team.board()[1]["item"]
    message = _git(team, "tag", "-l", "--format=%(contents)", f"ta/{item}")
    _git(team, "tag", "-f", "-a", "-m", message, f"ta/{item}", "main")
    assert ("chain", "its tag is not on the tentative text") in _found(team)


def test_one_taken_out_of_the_tentative_text(team: Team) -> None:
    _git(team, "update-ref", "refs/heads/tentative", "tentative~1")
    assert ("agreement", "it is under a TA, but no record of it stands") in _found(team)


def test_a_word_that_nobody_agreed_to(team: Team) -> None:
    (path,) = [one for one in _git(team, "ls-tree", "-r", "--name-only", "tentative").split("\n")
               if one.startswith("baseline_contract/agreement/") and one.endswith(".md")]  # fmt: skip
    _rewritten(team, path, lambda text: text.replace("12 days", "13 days"))
    found = _found(team)
    assert [kind for kind, _ in found] == ["text"]


def test_a_pass_moved_to_another_text(team: Team) -> None:
    item = team.board()[1]["item"]
    name = f"pass/{item}/union-1"
    message = _git(team, "tag", "-l", "--format=%(contents)", name)
    _git(team, "tag", "-f", "-a", "-m", message, name, f"proposal/{item}~2")
    assert any(kind == "pass" for kind, _ in _found(team))


@pytest.mark.parametrize("ending", ["pdf", "md"])
def test_a_packet_of_an_agreement_with_a_word_changed(team: Team, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"packet.{ending}"
    team("packet", "1", "-o", str(file))
    assert "holds the language" in team("verify", str(file)).out
    if ending == "md":
        file.write_text(file.read_text("utf-8").replace("110", "111"), "utf-8")
        assert "other words there" in team("verify", str(file), code=1).out
