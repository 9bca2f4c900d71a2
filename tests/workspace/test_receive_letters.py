"""Loose words of a letter: lines broken at a width, a row of new figures, what a letter says of a clause."""

from pathlib import Path

import pytest
from bargain import Team
from receiving_kit import A2, RAISE, answer, made, said, text_of

from negotiate.agreement.blocks import Block, Kind
from negotiate.workspace.incoming.model import Slot, Unit
from negotiate.workspace.incoming.rows import as_rows


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("letters"))


def test_a_clause_of_three_broken_lines_is_one_paragraph(team: Team, tmp_path: Path) -> None:
    lines = "A page works no more than 18\nhours in any week, and no more\nthan 6 hours on a Sunday.\n"
    found = said(team, tmp_path, lines, name="letter.txt")
    assert text_of(found) == {"II.A.2": f"2. {A2.replace('20', '18')}"}


@pytest.mark.parametrize("row", ["Librarian I   25.10   34.70", "| Librarian I | 25.10 | 34.70 |"])
def test_a_row_may_have_new_figures_throughout(team: Team, tmp_path: Path, row: str) -> None:
    found = said(team, tmp_path, row + "\n", name="row.txt")
    (one,) = found["items"][0]["against_baseline"]["changes"]
    assert one["old"][0]["citation"] == "III.A.2 ¶2"
    assert answer(found, "III.A")["answered"] == ["III.A.2 ¶2"]


def _schedule(name: str, *figures: str) -> Slot:
    return Slot(
        name, ("agreement", name), Block(Kind.TABLE, "", "", 1, (("Step", "A", "B"), ("2", *figures)))
    )


def test_a_row_that_two_schedules_may_have_is_in_neither() -> None:
    slots = [_schedule("1", "48,000", "52,000"), _schedule("2", "49,000", "53,000")]
    both = frozenset({0, 1})
    assert (
        as_rows(Unit("2 48,600 52,500"), slots, both) is None
    )  # 600 and 500 from the one, 400, 500 the other
    found = as_rows(Unit("2 49,000 53,500"), slots, both)  # one figure as it is
    assert found is not None
    assert found[1] == 1
    found = as_rows(Unit("2 48,200 52,300"), [slots[0], _schedule("2", "88,000", "92,000")], both)
    assert found is not None
    assert found[1] == 0


def test_a_figure_struck_with_typed_signs_is_no_offer(team: Team, tmp_path: Path) -> None:
    for struck in ("-6.5%- 5.5%", "~~6.5%~~ 5.5%", "--6.5%-- 5.5%"):
        path = tmp_path / "typed.txt"
        path.write_text(RAISE.replace("6.5%", struck) + "\n", encoding="utf-8")
        refused = team("receive", "1", str(path), "--side", "district", "--yes", code=4)
        assert "struck words cannot be told from live ones" in refused.err


@pytest.mark.parametrize(
    "letter",
    [
        "Section III.A.1 is amended to read as follows:\n\n“{words}”\n",
        "Replace paragraph 1 of III.A with:\n\n1. {words}\n",
    ],
)
def test_what_a_letter_says_of_a_clause_is_no_language(team: Team, tmp_path: Path, letter: str) -> None:
    says = RAISE.replace("6.5%", "5%")
    found = said(team, tmp_path, letter.format(words=says), name="letter.txt")
    assert text_of(found) == {"III.A.1": f"1. {says}"}
    assert found["unmatched"] == [letter.split("\n", 1)[0]]


RELIEF = "The schedule names a relief librarian for every Sunday of the month."


@pytest.mark.parametrize(
    ("line", "citation"),
    [
        ("Add to Section II.A.3:", "II.A.3 ¶2"),
        ("After Section II.A.2, insert the following:", "II.A.2 ¶2"),
        ("Add the following new paragraph to Article III, Section A:", "III.A.3 ¶2"),
        ("Insert the following new paragraph before paragraph 3 of II.A:", "II.A.2 ¶2"),
    ],
)
@pytest.mark.parametrize("form", ["{line}\n\n{words}\n", "{line} “{words}”\n"])
def test_new_language_goes_where_the_letter_says(
    team: Team, tmp_path: Path, line: str, citation: str, form: str
) -> None:
    above = f"1. {RAISE.replace('6.5%', '5%')}\n\n" if "Article" not in line else ""
    found = said(team, tmp_path, above + form.format(line=line, words=RELIEF), name="letter.txt")
    assert text_of(found).get(citation) == RELIEF
    assert len(text_of(found)) == 1 + bool(above)


def test_a_clause_that_is_new_goes_among_its_kin(team: Team, tmp_path: Path) -> None:
    letter = (
        f"Add a new Section III.A.4 to read:\n\n4. {RELIEF}\n\nII.A.2 shall read: {A2.replace('20', '18')}\n"
    )
    found = said(team, tmp_path, letter, name="letter.txt")
    assert text_of(found) == {"III.A.4": f"4. {RELIEF}", "II.A.2": f"2. {A2.replace('20', '18')}"}


def test_what_a_letter_adds_to_other_clauses_is_not_put_here(team: Team, tmp_path: Path) -> None:
    letter = f"1. {RAISE.replace('6.5%', '5%')}\n\nAdd to Section IV.B:\n\n{RELIEF}\n"
    found = said(team, tmp_path, letter, name="letter.txt")
    assert list(text_of(found)) == ["III.A.1"]
    assert found["unmatched"] == ["Add to Section IV.B:", RELIEF]


@pytest.mark.parametrize(
    "words", ["CCL", "Current contract language.", "No change", "Reject Union’s proposal; CCL"]
)
def test_a_word_for_current_language_is_no_language(team: Team, tmp_path: Path, words: str) -> None:
    letter = f"1. The work week of a full-time librarian is forty (40) hours, meals left out.\n\n2. {words}\n"
    found = said(team, tmp_path, letter, name="letter.txt")
    assert list(text_of(found)) == ["II.A.1"]
    assert found["unmatched"] == [f"2. {words}"]
