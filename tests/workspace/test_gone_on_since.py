"""Files handed out and verified later: what went on since is told as such, and tampering still is.

The oracle is the round itself: the files were made by the program, so none of them is at fault; with one
digit changed each of them is.
"""

from pathlib import Path

import pytest
from bargain import Team, copied
from test_ground_rules import AT, _make

ENDINGS = ("docx", "pdf", "html", "md")


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> tuple[Team, Path]:
    """Packets and successors made after the first agreement, and the round gone on: item 2 agreed, a body
    has voted."""
    folder = tmp_path_factory.mktemp("later")
    team = copied(_make, folder)
    for ending in ENDINGS:
        team("packet", "1", "2", "-o", str(folder / f"table.{ending}"))
        team("packet", "1", "-o", str(folder / f"members.{ending}"), "--for", "members")
    team("successor", "-o", str(folder / "clean.docx"))
    team("successor", "-o", str(folder / "black.pdf"), "--blackline")
    team("accept", "2", "--side", "district", "--at", AT + "7T18:10")
    team("ta", "2", "--union", "Una", "--district", "Dan", "--at", AT + "8T18:10")
    team("ratify", "--unit", "all", "--body", "board", "--vote", "yes", "--at", AT + "9T18:10")
    return team, folder


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("reader", ["table", "members"])
def test_a_packet_of_an_earlier_day_is_ours(later: tuple[Team, Path], ending: str, reader: str) -> None:
    team, folder = later
    out = team("verify", str(folder / f"{reader}.{ending}")).out
    assert "gone on since the file was made" in out and "the file holds the language on the record" in out
    if ending in ("html", "md"):
        path = folder / f"digit.{ending}"
        text = (folder / f"{reader}.{ending}").read_text("utf-8")
        words = "Leave" if reader == "table" else "tentatively agreed"
        assert words in text
        path.write_text(text.replace(words, "Leaves", 1), "utf-8")
        assert "Leaves" in team("verify", str(path), code=1).out


@pytest.mark.parametrize("name", ["clean.docx", "black.pdf"])
def test_a_successor_of_an_earlier_day_is_told_whole(later: tuple[Team, Path], name: str) -> None:
    team, folder = later
    out = team("verify", str(folder / name)).out
    assert "as it stood on" in out and "whole and unchanged" in out
