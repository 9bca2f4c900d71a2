"""Our own packet back: what we strike taken up, and words written over inside our own marks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bargain import Team, run
from receiving_kit import AGREEMENT, W, answer, edited, said

SUNDAYS = "A librarian who works on a Sunday is paid twice the hourly rate."
TABLE = (
    "| Grade | Start | Middle | Top | Bonus |\n| --- | --- | --- | --- | --- |\n"
    "| Page | 15.30 | 17.10 | 19.20 | 300 |\n| Librarian I | 26.70 | 31.15 | 36.40 | 450 |\n"
    "| Librarian II | 30.90 | 36.55 | 42.80 | 600 |\n| Archivist | 31.70 | 37.60 | 43.70 | 650 |\n"
)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    folder = tmp_path_factory.mktemp("strikes")
    (folder / "larkspur.md").write_text(AGREEMENT, encoding="utf-8")
    (folder / "rates.md").write_text(TABLE, encoding="utf-8")
    said_ = run("init", str(folder / "team"), "--from", str(folder / "larkspur.md"), "--side", "union")
    assert said_.code == 0, said_.err
    team = Team(folder / "team")
    team("item", "open", "Sundays", "--clause", "II.B")
    team("item", "open", "Rates", "--clause", "III.A")
    team("draft", "1", "--side", "union", "--clause", "II.B.1", "--text", SUNDAYS, "--delete", "II.B.2")
    team("draft", "2", "--side", "union", "--clause", "III.A.2 ¶2", "--file", str(folder / "rates.md"))
    for item in ("1", "2"):
        team("pass", item, "--side", "union", "--at", "2026-02-03T18:00")
    return team


@pytest.fixture(scope="module")
def packets(team: Team, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("packets")
    for item in ("1", "2"):
        team("packet", item, "-o", str(out / f"{item}.docx"))
    return {item: (out / f"{item}.docx").read_bytes() for item in ("1", "2")}


def accepted(root: Any) -> None:  # noqa: ANN401 - lxml has no types here
    """Accepts every mark, as Word does."""
    for one in [*root.iter(f"{W}p"), *root.iter(f"{W}tr")]:
        ends = one.find(f"{W}pPr/{W}rPr/{W}del") if one.tag == f"{W}p" else one.find(f"{W}trPr/{W}del")
        if ends is not None:
            follows = one.getnext()
            for run_ in (
                [] if one.tag == f"{W}tr" else [*one.iterchildren(f"{W}r", f"{W}ins", f"{W}del")][::-1]
            ):
                follows.insert(1, run_)  # behind its properties: the paragraph goes on in the next
            one.getparent().remove(one)
    for one in [*root.iter(f"{W}tbl")]:
        if one.find(f"{W}tr") is None:
            one.getparent().remove(one)
    for one in [*root.iter(f"{W}del")]:
        one.getparent().remove(one)
    for one in [*root.iter(f"{W}ins")]:
        for run_ in [*one]:
            one.addprevious(run_)
        one.getparent().remove(one)


@pytest.mark.parametrize("item", ["1", "2"])
def test_all_of_ours_taken_up_is_our_text_with_what_we_strike_gone(
    team: Team, tmp_path: Path, packets: dict[str, bytes], item: str
) -> None:
    found = said(team, tmp_path, edited(packets[item], accepted), items=item)
    assert found["items"][0]["against_ours"]["changes"] == []


def written(old: str, new: str) -> Callable[[Any], None]:
    """Types over words of one run, no mark made."""

    def change(root: Any) -> None:  # noqa: ANN401 - lxml has no types here
        run_ = next(one for one in root.iter(f"{W}t") if old in (one.text or ""))
        run_.text = run_.text.replace(old, new)

    return change


@pytest.mark.parametrize(
    ("item", "old", "new", "where"), [("1", "twice", "half", "II.B.1"), ("2", "31.15", "21.15", "III.A.2 ¶2")]
)
def test_words_written_over_inside_our_marks_are_told(
    team: Team, tmp_path: Path, packets: dict[str, bytes], item: str, old: str, new: str, where: str
) -> None:
    assert said(team, tmp_path, packets[item], items=item)["unmarked"] == []
    found = said(team, tmp_path, edited(packets[item], written(old, new)), items=item)
    (quiet,) = found["unmarked"]
    assert quiet["citation"] == where
    assert quiet["notes"] == ["written inside our own marks"]
    assert new in "".join(words for op, words in quiet["spans"] if op == "insert")
    assert answer(found, where.rsplit(".", 1)[0])["answered"] == []


def test_a_packet_of_several_items_sent_back_untouched_says_nothing(team: Team, tmp_path: Path) -> None:
    team("item", "open", "Grievances", "--clause", "II.A.1")
    team("draft", "3", "--side", "union", "--clause", "II.A.1", "--text", "The work week is 35 hours.")
    team("pass", "3", "--side", "union", "--at", "2026-02-03T18:00")
    team("packet", "1", "2", "3", "-o", str(tmp_path / "all.docx"))
    found = said(team, tmp_path, (tmp_path / "all.docx").read_bytes(), items="1 2 3")
    assert found["unmarked"] == []
    assert all(one["against_baseline"]["changes"] == [] for one in found["items"])
