"""A raise written a second time: the commonest act of a round, an offer on pay after an offer on pay.

The oracle is the rule of the agreement: each cell is the last printed one and the per cent, half up to
the dollar; what is written twice says no more than what is written once.
"""

import shutil
from pathlib import Path

import pytest
from bargain import Team

AT = "2026-05-0"
LAST = 52_632  # step 1, BA, September 1, 2025, as the sample prints it


@pytest.fixture(scope="module")
def team(_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The sample district with an item of its own on pay, which has passes already on item 5."""
    folder = Path(shutil.copytree(_sample, tmp_path_factory.mktemp("raises") / "team", symlinks=True))
    team = Team(folder)
    team("item", "open", "Pay again", "--clause", "IX.A.2", "--clause", "IX.A.4")
    return team


def written(team: Team, side: str, *percents: str) -> str:
    years = [
        w for n, one in enumerate(percents) for w in ("--percent", one, "--effective", f"{2026 + n}-09-01")
    ]
    return team("schedule", "raise", "6", "--side", side, "--term", "teachers-base-pay", *years).err


def table(team: Team, text: str, letter: str) -> list[str]:
    return team("show", f"IX.A.4({letter})", "--at", text).out.splitlines()


def test_a_second_offer_writes_its_raises_anew(team: Team) -> None:
    assert table(team, "baseline", "d")[3].startswith(f"| 1 | {LAST:,} |")
    written(team, "union", "5", "4", "4")
    team("pass", "6", "--side", "union", "--at", AT + "1T18:00")
    told = written(team, "union", "3")
    assert "the raise of 2027-09-01" in told and "the raise of 2028-09-01" in told
    assert table(team, "6:draft", "e")[3].startswith(f"| 1 | {round(LAST * 1.03):,} |")  # 54,210.96
    assert "(f)" not in team("show", "IX.A.4", "--at", "6:draft").out
    assert "(f)" not in team("show", "IX.A.2", "--at", "6:draft").out
    assert "struck" not in written(team, "union", "3.25", "3", "3")
    once = [table(team, "6:draft", letter) for letter in "efg"]
    assert once[0][3].startswith("| 1 | 54,343 |")  # 52,632 × 1.0325 = 54,342.54
    written(team, "union", "3.25", "3", "3")
    assert [table(team, "6:draft", letter) for letter in "efg"] == once


def test_the_other_side_starts_from_its_own_offer(team: Team) -> None:
    written(team, "district", "2")
    assert table(team, "6:draft--district", "e")[3].startswith("| 1 | 53,685 |")  # 52,632 × 1.02 = 53,684.64
    assert "(f)" not in team("show", "IX.A.2", "--at", "6:draft--district").out


def test_what_is_in_force_stays(team: Team) -> None:
    said = team("schedule", "raise", "6", "--side", "union", "--term", "teachers-base-pay", "--percent", "2",
                "--effective", "2025-09-01", code=4)  # fmt: skip
    assert "printed already" in said.err


def test_two_rows_with_one_figure_are_not_one_thing(team: Team) -> None:
    """Kindergarten's 22 made 20 says nothing of another row's goal of 22; a sentence's 22 it would."""
    team("item", "open", "Maximums", "--clause", "IV.A.2")
    text = team("show", "IV.A.2").out.replace("| Kindergarten | 18 | 22 |", "| Kindergarten | 18 | 20 |")
    said = team("draft", "7", "--side", "union", "--clause", "IV.A.2", "--text", text).err
    assert "still stands" not in said
