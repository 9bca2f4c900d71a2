"""The round on a received agreement of a large city, played whole; the successor word by word."""

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import boston_round as played
import pytest
from boston_asked import BIG
from boston_items import CURRENT, INK, REOPENED, SMALL, WITHDRAWN
from boston_oracle import expected
from office import need
from playing import Play, pages

pytestmark = [pytest.mark.round, pytest.mark.slow]


@pytest.fixture(scope="module")
def received(shared: Path) -> Path:
    return shared / "data" / "contracts" / "boston-btu-2010-2016.txt"


@pytest.fixture(scope="module")
def round_played(received: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Play, Path]:
    """The round, from the received text to the ratified successor."""
    need("soffice")
    folder = tmp_path_factory.mktemp("round")
    return played.play(received, folder), folder


def test_every_item_ends_as_it_was_settled(round_played: tuple[Play, Path]) -> None:
    play, _ = round_played
    states = {number: row["state"] for number, row in play.team.board().items()}
    assert states.pop(WITHDRAWN.number) == "withdrawn"
    small = {one.number for one in (*SMALL, CURRENT, INK, REOPENED)}
    assert set(states) == small | {number for number, *_ in BIG}
    assert set(states.values()) == {"ratified"}
    assert play.team("verify", "--json").json()["accounted"]


def test_the_counters_are_told_and_the_unmarked_change_with_them(round_played: tuple[Play, Path]) -> None:
    play, _ = round_played
    told = "\n".join(play.lines)
    at = told.index("CHANGED WITHOUT A MARK")
    slip = told[at : told.index("this is a packet of ours sent back", at)].splitlines()[1:]
    assert len(slip) == 1 and "[deleted: fifty-five (55)] [added: sixty (60)]" in slip[0]
    assert "[deleted: 20] [added: 21] |" in told  # the counter in PDF, against our last pass
    assert "what the ink changes" in told
    assert "11:30 PM" in told and "2022-06-28 23:30 -0400  session ends" in told


def test_the_big_items_cost_what_a_hand_reckons(round_played: tuple[Play, Path]) -> None:
    """55,371 students, $74,598 at step 5, Masters; 300 rooms; an aide 15 of 30 hours at $24,000."""
    told = "\n".join(round_played[0].lines)
    rate, students = 74_598, 55_371
    sums = (
        (students / 400 - 8) * rate,  # social workers, instead of the eight
        students / 800 * rate,  # psychologists, new language
        (4_300 / 36 - 100 + 3_400 / 28 - 100 + 640 / 26 - 20) * rate,  # three caseloads
        (students / 500 - students / 700) * rate,  # nurses
        300 * rate + 150 * 24_000,  # a teacher and half an aide in each inclusion classroom
    )
    for one in sums:
        assert f"stand-alone ${round(one):,};" in told
    # 75 schools, two grades of 64: four classes of 20 instead of three of 22
    assert f"class size   ${150 * rate:,}" in told
    # 74,598 × 1.04 = 77,581.92, to the dollar 77,582
    assert f"base pay   ${4_000 * (77_582 - rate):,}" in told


class _Words(HTMLParser):
    """The words of a page's blocks, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self._head = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._head += tag == "head"
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._head -= tag == "head"
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag not in ("ins", "del", "em", "strong", "b", "i", "span", "a", "sup", "sub"):
            self.out.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._head:
            self.out.append(data)


def test_the_successor_is_the_received_words_with_what_was_agreed(
    round_played: tuple[Play, Path], received: Path
) -> None:
    """Word by word: plain replacement in the received text, with the raised tables reckoned by hand."""
    play, folder = round_played
    first = subprocess.run(
        ["git", "-C", str(play.team.folder), "rev-list", "--max-parents=0", "main"],
        capture_output=True, text=True, check=True,
    ).stdout.split()[-1]  # fmt: skip
    page = _Words()
    page.feed((folder / "successor.html").read_text("utf-8"))
    words = "".join(page.out).split()
    wanted = expected(
        received.read_text("utf-8"), lambda clause: play.team("show", clause, "--at", first).out.strip()
    )
    start = next(at for at in range(60) if words[at : at + 12] == wanted[:12])
    got = words[start : start + len(wanted)]
    wrong = next((at for at, (one, two) in enumerate(zip(got, wanted, strict=True)) if one != two), None)
    assert wrong is None, (got[wrong - 8 : wrong + 8], wanted[wrong - 8 : wrong + 8])
    rest = " ".join(words[start + len(wanted) :])
    assert rest.startswith("Where each change came from")
    assert len(re.findall(r"[0-9a-f]{4}-[0-9a-f]{4}-", rest)) >= 30


def test_the_ratification_packet_tells_members_of_every_item_and_of_the_vote(
    round_played: tuple[Play, Path],
) -> None:
    play, folder = round_played
    told = pages(folder / "ratification.pdf")
    assert "July 6, 2022" in told
    for number, row in play.team.board().items():
        assert (row["title"] in told) == (number != WITHDRAWN.number), row["title"]
    said = "\n".join(play.lines)
    failed = said.index("--body members --vote no")
    assert said.index("ratification.pdf") < failed < said.index("--body members --vote yes")


def test_every_packet_is_known_again(round_played: tuple[Play, Path]) -> None:
    _, folder = round_played
    for reader in played.READERS:
        for ending in played.ENDINGS:
            assert (folder / f"{reader}.{ending}").stat().st_size > 1_000
