"""Line ends, byte-order marks, accents in one sign or two, signs of no width or another direction:
kept as received, compared as the words they are, shown where they could deceive."""

import codecs
import subprocess
import unicodedata
from pathlib import Path

import pytest
from bargain import Team, copied, run

TEXT = "Article I\n\nPay\n\nA. The café stipend is 100 dollars.\n\nB. Leave is ten days.\n"
OFFER = "The café stipend is 110 dollars."


def _ways(text: str) -> dict[str, bytes]:
    """One text as different machines write it."""
    return {
        "plain": text.encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
        "mark": codecs.BOM_UTF8 + text.encode(),
        "wide": text.encode("utf-16"),
        "decomposed": unicodedata.normalize("NFD", text).replace("\n", "\r\n").encode(),
    }


def _make(folder: Path) -> Team:
    (folder / "a.txt").write_bytes(_ways(TEXT)["decomposed"])
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    team = Team(folder / "team")
    team("item", "open", "Pay", "--clause", "I.A")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def test_the_received_file_stays_as_it_came_and_its_words_as_typed(team: Team, tmp_path: Path) -> None:
    kept = (team.folder / "baseline_contract" / "source" / "agreement.txt").read_bytes()
    assert kept == (tmp_path / "a.txt").read_bytes()
    assert unicodedata.normalize("NFD", "café") in team("show", "I.A").out


@pytest.mark.parametrize("way", sorted(_ways("")))
def test_files_of_one_text_differ_in_no_word(tmp_path: Path, way: str) -> None:
    (tmp_path / "one.txt").write_bytes(_ways(TEXT)["plain"])
    (tmp_path / "two.txt").write_bytes(_ways(TEXT)[way])
    changes = run("redline", str(tmp_path / "one.txt"), str(tmp_path / "two.txt"), "--json").json()["changes"]
    assert {one["kind"] for one in changes} <= ({"typography"} if way == "decomposed" else set())


@pytest.mark.parametrize("way", sorted(_ways("")))
def test_one_text_typed_in_two_ways_is_one_text_to_sign(team: Team, tmp_path: Path, way: str) -> None:
    for side, data in (("union", _ways(OFFER)["plain"]), ("district", _ways(OFFER)[way])):
        (tmp_path / "offer.txt").write_bytes(data)
        team(
            "draft",
            "1",
            "--side",
            side,
            "--start",
            "baseline",
            "--clause",
            "I.A",
            "--file",
            str(tmp_path / "offer.txt"),
        )
        team("pass", "1", "--side", side, "--at", "2026-03-04T18:10")
    assert team.board()[1]["state"] == "awaiting-signature"
    team("ta", "1", "--union", "Una", "--district", "Dan", "--at", "2026-03-04T19:10")
    assert team("verify", "--json").json()["findings"] == []
    assert "café" in unicodedata.normalize("NFC", team("provenance", "I.A", "--json").json()[0]["words"])


@pytest.mark.parametrize(
    ("sign", "name"),
    [("\u200b", "of no width"), ("\u202e", "right to left"), ("\ufeff", "a mark amid words"), ("\u2066", "isolate"),
     ("\u200f", "a right-to-left mark"), ("\x1b[31m", "a terminal's colour")],
)  # fmt: skip
def test_signs_that_could_deceive_are_said_and_shown(team: Team, sign: str, name: str) -> None:
    words = f"The café{sign} stipend is 110 dollars."
    said = team("draft", "1", "--side", "union", "--clause", "I.A", "--text", words)
    assert "no reader sees" in said.err, name
    shown = team("redline", "baseline", "1:draft").out
    assert (
        sign not in shown and "\N{REPLACEMENT CHARACTER}" in shown
    )  # a person sees that something stands there
    kept = team("redline", "baseline", "1:draft", "--json").json()["changes"][0]["spans"]
    assert sign in "".join(text for op, text, *_ in kept if op != "delete")  # a script gets what is stored


def test_letters_of_a_script_that_runs_the_other_way_are_words(team: Team) -> None:
    words = "The stipend (מענק) is 110 dollars; نعم is not."
    said = team("draft", "1", "--side", "union", "--clause", "I.A", "--text", words)
    assert "no reader sees" not in said.err
    team("pass", "1", "--side", "union", "--at", "2026-03-04T18:10")
    assert team("show", "I.A", "--at", "1:union").out == f"A. {words}\n"
    log = ["git", "-C", str(team.folder), "fsck", "--strict"]
    assert subprocess.run(log, capture_output=True, check=True).returncode == 0
