"""Our marks worked in by programs that keep one layer of marks, and rows of ours worked in cell by cell."""

from pathlib import Path
from typing import Any

import pytest
from bargain import Team
from lxml import etree
from receiving_kit import RAISE, REST, W, answer, edited, made, said, text_of

RATES = (
    "| Grade | Start | Top |\n| --- | --- | --- |\n| Page | 15.10 | 17.80 |\n| Librarian I | 24.60 | 33.90 |\n"
    "| Librarian II | 28.40 | 39.10 |\n| Archivist | 30.20 | 41.50 |\n"
)
BY = {f"{W}author": "Dana Reyes", f"{W}date": "2026-02-10T09:00:00Z"}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    team = made(tmp_path_factory.mktemp("layers"))
    rates = team.folder.parent / "rates.md"
    rates.write_text(RATES, encoding="utf-8")
    team("item", "open", "Rates", "--clause", "III.A.2")
    team("draft", "3", "--side", "union", "--clause", "III.A.2 ¶2", "--file", str(rates))
    team("pass", "3", "--side", "union", "--at", "2026-02-03T18:00")
    return team


@pytest.fixture(scope="module")
def packets(team: Team) -> dict[str, bytes]:
    out = {}
    for item in ("1", "3"):
        path = team.folder.parent / f"{item}.docx"
        team("packet", item, "-o", str(path))
        out[item] = path.read_bytes()
    return out


def struck_alone(root: Any, words: str) -> Any:  # noqa: ANN401 - lxml has no types here
    """Our insertion struck as LibreOffice saves it: the deletion alone, our mark gone."""
    ours = next(one for one in root.iter(f"{W}ins") if words in "".join(one.itertext()))
    mark = ours.makeelement(f"{W}del", BY)
    ours.getparent().replace(ours, mark)
    for run_ in [*ours]:
        mark.append(run_)
    for text in mark.iter(f"{W}t"):
        text.tag = f"{W}delText"
    return mark


def put(mark: Any, words: str, *, before: bool = False) -> None:  # noqa: ANN401
    """Words of theirs beside a mark; LibreOffice writes them before what they take the place of."""
    new = etree.Element(f"{W}ins", BY)
    run_ = etree.SubElement(new, f"{W}r")
    etree.SubElement(run_, f"{W}t").text = words
    (mark.addprevious if before else mark.addnext)(new)


def test_our_figure_struck_alone_is_refused_and_leaves_no_hole(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    found = said(team, tmp_path, edited(packets["1"], lambda root: struck_alone(root, "7.25%")))
    assert text_of(found) == {}
    assert answer(found, "III.A")["answered"] == ["III.A.1"]
    assert found["unmarked"] == []


def test_our_paragraph_struck_alone_never_stood_there(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    found = said(team, tmp_path, edited(packets["1"], lambda root: struck_alone(root, REST)))
    assert text_of(found) == {}
    assert answer(found, "II.A")["struck"] == ["II.A.5"]
    assert found["unmarked"] == []


@pytest.mark.parametrize("words", ["14.75", ""])
def test_a_cell_of_ours_is_written_over_or_refused(
    team: Team, tmp_path: Path, packets: dict[str, bytes], words: str
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        mark = struck_alone(root, "15.10")
        if words:
            put(mark, words, before=True)

    found = said(team, tmp_path, edited(packets["3"], change), items="3")
    assert found["unmarked"] == []
    changes = found["items"][0]["against_baseline"]["changes"]
    assert len(changes) == bool(words)
    assert words in str(changes)
    assert "Archivist" not in str(changes)  # our row stands as we marked it


def test_a_row_of_ours_with_one_cell_changed_is_theirs_whole(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        put(struck_alone(root, "41.50"), "40.00")

    found = said(team, tmp_path, edited(packets["3"], change), items="3")
    (one,) = found["items"][0]["against_baseline"]["changes"]
    assert all(words in str(one) for words in ("Archivist", "30.20", "40.00"))  # no cell of it is lost
    assert "41.50" not in str(one["spans"])


def test_a_row_of_ours_struck_cell_by_cell_is_gone(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        for words in ("Archivist", "30.20", "41.50"):
            struck_alone(root, words)

    found = said(team, tmp_path, edited(packets["3"], change), items="3")
    assert found["items"][0]["against_baseline"]["changes"] == []
    assert found["unmarked"] == []


@pytest.mark.parametrize("quietly", ["", "42.00"])
def test_a_row_of_ours_accepted_alone_is_a_mark_answered(
    team: Team, tmp_path: Path, packets: dict[str, bytes], quietly: str
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        row = next(one for one in root.iter(f"{W}tr") if "Archivist" in "".join(one.itertext()))
        for mark in [*row.iter(f"{W}ins")]:
            for run_ in [*mark]:
                mark.addprevious(run_)
            mark.getparent().remove(mark)
        for text in row.iter(f"{W}t"):
            text.text = text.text.replace("41.50", quietly or "41.50")

    found = said(team, tmp_path, edited(packets["3"], change), items="3")
    (one,) = found["items"][0]["against_baseline"]["changes"]
    assert "Archivist" in str(one["spans"])
    assert "15.10" not in str(one["spans"])  # our other change was left standing
    assert [quietly in str(told["spans"]) for told in found["unmarked"]] == ([True] if quietly else [])


@pytest.mark.parametrize("cell", ["left", "taken", "refused"])
@pytest.mark.parametrize("row", ["left", "taken", "refused"])
def test_marks_of_a_table_answered_one_by_one_are_no_quiet_changes(
    team: Team, tmp_path: Path, packets: dict[str, bytes], cell: str, row: str
) -> None:
    """The table then says what is in force with what was taken, and nothing is told as unmarked."""

    def settle(mark: Any, taken: bool) -> None:  # noqa: ANN401
        for run_ in [*mark] if (mark.tag == f"{W}ins") is taken else []:
            for text in run_.iter(f"{W}delText"):
                text.tag = f"{W}t"
            mark.addprevious(run_)
        mark.getparent().remove(mark)

    def change(root: Any) -> None:  # noqa: ANN401
        rows = [one for one in root.iter(f"{W}tr") if next(one.iter(f"{W}ins"), None) is not None]
        changed, added = rows
        if cell != "left":
            for mark in [*changed.iter(f"{W}ins", f"{W}del")]:
                settle(mark, cell == "taken")
        if row == "taken":
            for mark in [*added.iter(f"{W}ins")]:
                settle(mark, True)
        elif row == "refused":
            added.getparent().remove(added)

    found = said(team, tmp_path, edited(packets["3"], change), items="3")
    assert found["unmarked"] == []
    spans = str([one["spans"] for one in found["items"][0]["against_baseline"]["changes"]])
    assert ("15.10" in spans, "Archivist" in spans) == (cell == "taken", row == "taken")


@pytest.mark.parametrize("over", ["", "6.75%"])
def test_our_tracked_words_struck_by_hand_are_struck(
    team: Team, tmp_path: Path, packets: dict[str, bytes], over: str
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        ours = next(one for one in root.iter(f"{W}ins") if "7.25%" in "".join(one.itertext()))
        looks = etree.Element(f"{W}rPr")
        etree.SubElement(looks, f"{W}strike")
        ours[0].insert(0, looks)
        if over:
            run_ = etree.Element(f"{W}r")
            etree.SubElement(etree.SubElement(run_, f"{W}rPr"), f"{W}u", {f"{W}val": "single"})
            etree.SubElement(run_, f"{W}t").text = over
            ours.addnext(run_)

    data = edited(packets["1"], change)
    path = tmp_path / "hand.docx"
    path.write_bytes(data)
    asked = team("receive", "1", str(path), "--side", "district", "--yes", "--from", "Ola Brandt", code=3)
    assert "strike 1 times (“7.25%”)" in asked.err  # nothing of it is taken for our mark left standing
    found = said(team, tmp_path, data, "--marks", "strike=deleted,underline=added")
    assert text_of(found) == ({"III.A.1": f"1. {RAISE.replace('6.5%', over)}"} if over else {})
    assert answer(found, "III.A")["answered"] == ["III.A.1"]
    by_hand = [one for one in found["marks"] if "marks made by hand" in one["authors"]]
    assert len(by_hand) == 1  # the list of changes in our packet, struck and underlined by us, is none
