"""Ground rules that are kept: confidentiality of proposals, how many sign, who is at the table."""

from pathlib import Path

import pytest
from bargain import Team, copied, run

AT = "2026-03-0"


def _make(tmp_path: Path) -> Team:
    """Item 1 under a tentative agreement, item 2 proposed."""
    text = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    for title, clause, words in (
        ("Pay", "I.A", "Pay is 110 dollars."),
        ("Leave", "I.B", "Leave is 12 days."),
    ):
        team("item", "open", title, "--clause", clause)
        team("draft", title, "--side", "union", "--clause", clause, "--text", words)
        team("pass", title, "--side", "union", "--at", AT + "4T18:10")
    team("accept", "1", "--side", "district", "--at", AT + "5T18:10")
    team("ta", "1", "--union", "Una", "--district", "Dan", "--at", AT + "6T18:10")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _rule(team: Team, words: str) -> None:
    path = team.folder / "agreement.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  reopen: mutual\n", f"  reopen: mutual\n  {words}\n"), "utf-8")


@pytest.mark.parametrize(
    ("rule", "item", "code"),
    [
        ("confidentiality: none", "2", 0),
        ("confidentiality: until-impasse", "2", 3),
        ("confidentiality: until-impasse", "1", 0),  # agreed: those who vote on it may see it
        ("confidentiality: until-impasse\n  impasse: 2026-04-01", "2", 0),
        ("confidentiality: until-impasse\n  impasse: 2026-04-03", "2", 3),  # tomorrow
        ("confidentiality: until-ratified\n  impasse: 2026-04-01", "2", 3),
        ("confidentiality: until-ratified", "1", 0),
    ],
)
def test_a_packet_for_the_members_keeps_what_is_between_the_parties(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, item: str, code: int
) -> None:
    monkeypatch.setenv("NEGOTIATE_NOW", "2026-04-02T12:00")
    _rule(team, rule)
    file = tmp_path / "members.md"
    said = team("packet", item, "-o", str(file), "--for", "members", code=code)
    assert file.exists() is (code == 0)
    if code:
        assert "2 Leave (proposed)" in said.err and "ground rules" in said.err
        team("packet", "1", item, "-o", str(file), "--for", "members", code=3)  # one is enough
        assert not file.exists()
        team("packet", item, "-o", str(file), "--for", "members", "--consent")
    assert "whole and unchanged" in team("verify", str(file)).out  # with its offers or without them
    for reader in ("table", "team"):  # the parties themselves
        team("packet", item, "-o", str(tmp_path / f"{reader}.md"), "--for", reader)


def test_a_rule_that_is_none_is_refused(team: Team) -> None:
    _rule(team, "impasse: soon")
    assert "agreement.yaml:" in team("board", code=4).err


def test_nothing_lands_until_as_many_signed_as_the_rules_ask(team: Team) -> None:
    path = team.folder / "agreement.yaml"
    path.write_text(
        path.read_text("utf-8").replace("signatories_per_side: 1", "signatories_per_side: 2"), "utf-8"
    )
    team("accept", "2", "--side", "district", "--at", AT + "7T18:10")
    team("ta", "2", "--union", "Una", "--district", "Dan", "--at", AT + "7T18:20")
    assert team.board()[2]["state"] == "awaiting-signature"
    assert "12 days" not in team("show", "I.B", "--at", "tentative").out
    # one person is not two, on either side
    assert "signed for the union already" in team("ta", "2", "--side", "union", "--by", "Una", code=3).err
    team("ta", "2", "--side", "union", "--by", "Ula", "--at", AT + "7T18:30")
    assert team.board()[2]["state"] == "awaiting-signature"
    team("ta", "2", "--side", "district", "--by", "Dora", "--at", AT + "7T18:40")
    assert team.board()[2]["state"] == "TA"
    assert team("verify", "--json").json()["findings"] == []


def test_no_observers_are_admitted(team: Team) -> None:
    _rule(team, "observers: none")
    assert "no observers" in team("session", "start", "--present", "Ola", "--at", AT + "7T18:00").err
