"""Their first proposal, on an item that was opened without a clause: it gets what the file changes."""

from pathlib import Path

import pytest
from bargain import Team, run
from receiving_kit import AGREEMENT, marked, p, said, text_of, word

SUNDAY = "A librarian who works on a Sunday is paid one and one-half times the hourly rate."
MOBILE = "A librarian who drives a bookmobile is paid a differential of $1.25 an hour."
ARTICLE = "ARTICLE V\nPARKING\n\nA. A librarian parks for $10 a month in every lot.\n\nB. The lots are lit until nine.\n"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    folder = tmp_path_factory.mktemp("first")
    (folder / "a.md").write_text(AGREEMENT, encoding="utf-8")
    made = run("init", str(folder / "team"), "--from", str(folder / "a.md"), "--side", "union")
    assert made.code == 0, made.err
    team = Team(folder / "team")
    for title in ("Sundays", "Parking", "Rates"):
        team("item", "open", title)
    team("item", "open", "Grievances", "--clause", "IV.A")
    return team


FILES: dict[str, tuple[str | bytes, dict[str, str]]] = {
    "two.txt": (
        f"Our proposal:\n\n1. {SUNDAY.replace('half', 'quarter')}\n\n3. {MOBILE.replace('1.25', '1.15')}\n",
        {"II.B.1": f"1. {SUNDAY.replace('half', 'quarter')}", "III.A.3": f"3. {MOBILE.replace('1.25', '1.15')}"},
    ),
    "whole.md": (  # the clause of item 4 is not this item's, what a scan damaged no proposal
        AGREEMENT.replace("two Sundays", "three Sundays").replace("fifteen (15)", "ten (10)").replace("fle", "file"),
        {"II.B.2": "2. No librarian works more than three Sundays in a month without consent."},
    ),
    "more.md": (
        AGREEMENT.replace("without consent.", "without consent.\n\n3. Sunday shifts are drawn by lot in each branch."),
        {"II.B.3": "3. Sunday shifts are drawn by lot in each branch."},
    ),
    "tracked.docx": (
        word(p(f"1. {SUNDAY}"), p("2. No librarian works more than ", marked("del", "two"), marked("ins", "four"),
                                  " Sundays in a month without consent.")),
        {"II.B.2": "2. No librarian works more than four Sundays in a month without consent."},
    ),
    "row.txt": ("Page 14.60 17.80\n", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_the_item_gets_the_clauses_that_the_file_changes(team: Team, tmp_path: Path, name: str) -> None:
    data, expected = FILES[name]
    found = said(team, tmp_path, data, name=name, items="1")
    got = text_of(found)
    if name == "row.txt":
        (change,) = found["items"][0]["against_baseline"]["changes"]
        assert [words for op, words, *_ in change["spans"] if op != "equal"] == ["14.10", "14.60"]
        assert found["items"][0]["gets"] == ["III.A.2"]
    else:
        assert got == expected
        kept = [one if name != "more.md" else "II.B.2" for one in expected]
        assert found["items"][0]["gets"] == kept
    assert team.board()[1]["passes"] == 0


def test_it_is_shown_then_stored_with_its_clauses(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(str(FILES["two.txt"][0]), encoding="utf-8")
    words = ("receive", "3", str(path), "--side", "district", "--at", "2026-02-10T18:00")
    refused = team(*words, code=3)
    assert "gets those that the file changes: II.B.1, III.A.3" in refused.err
    assert team.board()[3]["passes"] == 0
    team(*words, "--yes")
    item = team("item", "show", "3", "--json").json()
    assert item["clauses"] == ["II.B.1", "III.A.3"]
    team("accept", "3", "--side", "union", "--at", "2026-02-11T18:00")
    team("ta", "3", "--union", "Ann Lee", "--district", "Bo Ruiz", "--at", "2026-02-12T10:00")
    assert "one-quarter" in team("show", "II.B.1", "--at", "tentative").out
    assert team("verify").code == 0


def test_a_new_article_is_one(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(f"District proposal\n\n{ARTICLE}", encoding="utf-8")
    team("receive", "2", str(path), "--side", "district", "--at", "2026-02-10T18:05", "--yes")
    assert (
        team("show", "V.A", "--at", "2:district").out
        == "A. A librarian parks for $10 a month in every lot.\n"
    )
    assert "District proposal" not in team("show", "V", "--at", "2:district").out


def test_of_two_such_items_nobody_knows_which(team: Team, tmp_path: Path) -> None:
    team("item", "open", "Keys")
    path = tmp_path / "two.txt"
    path.write_text(str(FILES["two.txt"][0]), encoding="utf-8")
    refused = team("receive", "1", "5", str(path), "--side", "district", "--dry-run", code=3)
    assert "item 1 and item 5 have no clauses yet" in refused.err


def test_a_file_that_changes_nothing_gives_no_clause(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "same.md"
    path.write_text(AGREEMENT, encoding="utf-8")
    refused = team("receive", "1", str(path), "--side", "district", "--dry-run", code=4)
    assert "none of the clauses of item 1" in refused.err
