"""Assents: by key over one statement, several a side, scans kept, and what a forged record shows."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from bargain import Team, copied, run

AT = "2026-03-06T18:1"


def _key(folder: Path, name: str) -> Path:
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
    subprocess.run(words, check=True)
    return folder / name


def _make(tmp_path: Path) -> Team:
    text = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    for item, clause, words in (("Pay", "I.A", "Pay is 110 dollars."), ("Leave", "I.B", "Leave is 12 days.")):
        team("item", "open", item, "--clause", clause)
        team("draft", item, "--side", "union", "--clause", clause, "--text", words)
        team("pass", item, "--side", "union", "--at", "2026-03-04T18:10")
        team("accept", item, "--side", "district", "--at", "2026-03-05T18:10")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _rules(team: Team, old: str, new: str) -> None:
    path = team.folder / "agreement.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def _with_keys(team: Team, folder: Path) -> dict[str, Path]:
    keys = {"union": _key(folder, "renata"), "district": _key(folder, "warren")}
    for side, key in keys.items():
        public = key.with_suffix(".pub").read_text().strip()
        name = f"    name: the {side.capitalize()}\n"
        _rules(team, name, f"{name}    keys: [{{name: {key.name}, key: {public}}}]\n")
    return keys


def test_both_sides_sign_one_statement_by_key(team: Team, tmp_path: Path) -> None:
    keys = _with_keys(team, tmp_path)
    said = team("ta", "1", "--statement").out
    team(
        "ta",
        "1",
        "--side",
        "union",
        "--by",
        "renata",
        "--how",
        "key",
        "--key",
        str(keys["union"]),
        "--at",
        AT + "0",
    )
    assert team("ta", "1", "--statement").out == said  # the same for the other side
    (tmp_path / "statement").write_text(said, "utf-8")
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", keys["district"], "-n", "negotiate-tentative-agreement", tmp_path / "statement"],
        check=True, capture_output=True,
    )  # fmt: skip
    made = str(tmp_path / "statement.sig")
    done = team(
        "ta",
        "1",
        "--side",
        "district",
        "--by",
        "warren",
        "--how",
        "key",
        "--signature",
        made,
        "--at",
        AT + "1",
    )
    assert "renata for the union (key) and warren for the district (key)" in done.out
    assert team("verify", "--json").json()["findings"] == []


def test_a_signature_on_another_text_or_by_another_key_is_refused(team: Team, tmp_path: Path) -> None:
    keys = _with_keys(team, tmp_path)
    stranger = str(_key(tmp_path, "stranger"))
    by = ("ta", "1", "--side", "union", "--by", "renata", "--how", "key")
    assert "is not of this statement" in team(*by, "--key", stranger, code=3).err
    (tmp_path / "other").write_text(team("ta", "2", "--statement").out, "utf-8")
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", keys["union"], "-n", "negotiate-tentative-agreement", tmp_path / "other"],
        check=True, capture_output=True,
    )  # fmt: skip
    assert "is not of this statement" in team(*by, "--signature", str(tmp_path / "other.sig"), code=3).err
    assert (
        "no key of Pat is known"
        in team("ta", "1", "--side", "union", "--by", "Pat", "--how", "key", code=3).err
    )
    team(*by, "--key", str(tmp_path / "none"), code=4)
    team(*by, "--key", str(team.folder / "agreement.yaml"), code=4)
    assert team.board()[1]["state"] == "awaiting-signature"


def test_as_many_sign_as_the_ground_rules_ask(team: Team) -> None:
    _rules(team, "signatories_per_side: 1", "signatories_per_side: 2")
    said = team("ta", "1", "--union", "A", "--union", "B", "--district", "Y", "--at", AT + "0")
    assert "the district has yet to sign (1 more)" in said.out
    assert team.board()[1]["state"] == "awaiting-signature"
    assert "signed for the district already" in team("ta", "1", "--side", "district", "--by", "Y", code=3).err
    done = team("ta", "1", "--side", "district", "--by", "Z", "--at", AT + "1").out
    assert "A for the union (typed) and B for the union (typed) and Y for the district (typed) and Z" in done
    assert team("verify", "--json").json()["findings"] == []


def test_scans_are_filed_with_their_digest_and_leave_with_the_agreement(team: Team, tmp_path: Path) -> None:
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF ink\x00")
    team("ta", "1", "--side", "union", "--by", "A", "--how", "paper", "--scan", str(scan), "--at", AT + "0")
    team("ta", "1", "--side", "district", "--by", "Z", "--at", AT + "1")

    def filed() -> list[str]:
        words = [
            "git",
            "-C",
            str(team.folder),
            "ls-tree",
            "-r",
            "--name-only",
            "tentative",
            "proposals/01-pay/",
        ]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()

    assert filed() == ["proposals/01-pay/signed-union-a.pdf", "proposals/01-pay/ta.yaml"]
    words = ["git", "-C", str(team.folder), "show", "tentative:proposals/01-pay/ta.yaml"]
    record = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert hashlib.sha256(scan.read_bytes()).hexdigest() in record
    team("reopen", "1", "--consent")
    assert filed() == []
    assert team("verify", "--json").json()["findings"] == []


def test_a_pass_after_a_signature_makes_it_void(team: Team) -> None:
    team("ta", "1", "--side", "union", "--by", "A", "--at", AT + "0")
    team("current", "1", "--side", "union", "--at", AT + "1")
    team("accept", "1", "--side", "district", "--at", AT + "2")
    said = team("ta", "1", "--side", "district", "--by", "Z", "--at", AT + "3").out
    assert "the union has yet to sign" in said
