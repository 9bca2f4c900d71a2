"""The person has the last word: what import.yaml says is applied when the files are read again."""

import json
from pathlib import Path

import pytest
from bargain import Team, run

from negotiate.agreement.reading.corrections import read_corrections
from negotiate.workspace.correcting import with_entry

_TEXT = """\
Article I - Nurses

A. The Committee employs nurses.

1. Each school has

(a) a nurse on two days; and

(b) a nurse on call.

Article II - Signatures

A. Okafor, President

A. Lindqvist, Chair
"""


@pytest.fixture
def team(tmp_path: Path) -> Team:
    (tmp_path / "ours.txt").write_text(_TEXT, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "ours.txt")).code == 0
    return Team(tmp_path / "team")


def _corrections(team: Team) -> Path:
    return team.folder / "baseline_contract" / "import.yaml"


def _cited(team: Team) -> list[str]:
    return [row["citation"] for row in team("outline", "--json").json()]


def test_a_correction_is_applied_when_read_again_and_can_be_undone(team: Team) -> None:
    before = _cited(team)
    assert before == ["I", "I.A", "I.A.1", "I.A.1(a)", "I.A.1(b)", "II", "II.A", "II.A[2]"]
    said = team("correct", "13", "text")
    assert said.out == '- {line: 13, text: "A. Okafor, President", is: text}\n'
    team("correct", "7", "label", "--under", "I")
    assert _cited(team) == before  # nothing changes before it is read again
    rehearsed = team("import", "--again", "--dry-run")
    assert rehearsed.out.startswith("line 7: I.A.1(a) is now I(a): (a) a nurse on two days; and\n")
    assert _cited(team) == before
    done = team("import", "--again")
    assert done.out.splitlines()[:3] == rehearsed.out.splitlines()[:3]
    assert _cited(team) == ["I", "I.A", "I.A.1", "I(a)", "I(b)", "II", "II.A"]
    assert team("verify", "--json").json()["accounted"] is True
    kept = _corrections(team).read_text("utf-8")
    assert team("import", "--again").out.startswith("the outline stays as it is")
    assert (
        len(team("history", "--json").json()) == 4
    )  # begun, two corrections, read again; the last changed nothing
    team("undo")
    assert _cited(team) == before
    team("redo")
    assert _corrections(team).read_text("utf-8") == kept
    assert _cited(team)[3] == "I(a)"


def test_git_finds_nothing_left_to_commit(team: Team, git: object) -> None:
    assert callable(git)
    team("correct", "13", "text")
    assert git(team.folder, "status", "--short") == ""  # a correction is an act like any other
    team("import", "--again")
    assert git(team.folder, "status", "--short") == ""


def test_a_correction_that_no_longer_fits_says_where_its_words_stand(team: Team) -> None:
    _corrections(team).write_text(
        "corrections:\n  - line: 11\n    text: A. Okafor\n    is: text\n", encoding="utf-8"
    )
    said = team("import", "--again", code=4)
    assert "baseline_contract/import.yaml:2: “A. Okafor” does not stand at line 11" in said.err
    assert "line 11 now says “Article II - Signatures”" in said.err
    assert "it stands at line 13 now" in said.err


def test_a_correction_that_does_not_fit_is_not_written(team: Team) -> None:
    before = _corrections(team).read_bytes()
    assert "no label was seen" in team("correct", "1", "label", code=4).err
    assert "line 2 has no words" in team("correct", "2", "text", code=4).err
    team("correct", "13", "text")
    assert "said to be text already" in team("correct", "13", "heading", code=4).err
    assert _corrections(team).read_bytes() != before
    assert len(read_corrections(_corrections(team).read_text("utf-8"))) == 1


def test_passes_keep_the_baseline_they_were_made_on(team: Team) -> None:
    team("item", "open", "Nurses", "--clause", "I.A")
    team("correct", "13", "text")
    said = team("import", "--again", code=3)
    assert "items on the table were made on the baseline as it is (1 Nurses)" in said.err
    assert "II.A" in team("import", "--again", "--dry-run").out
    assert "II.A[2]" in _cited(team)


def test_edits_by_hand_are_not_lost_unasked(team: Team, git: object) -> None:
    assert callable(git)
    article = team.folder / "baseline_contract" / "agreement" / "01-nurses.md"
    article.write_text(article.read_text("utf-8").replace("employs nurses", "employs school nurses"), "utf-8")
    git(team.folder, "commit", "-qam", "A slip mended")
    team("correct", "13", "text")
    assert "edited by hand since it was imported" in team("import", "--again", code=3).err
    team("import", "--again", "--over-edits")
    assert team("show", "I.A").out.startswith("A. The Committee employs nurses.\n")
    assert "employs school nurses" in git(team.folder, "log", "-p", "-3", "--format=%s")


def test_what_was_received_is_checked_before_it_is_read_again(team: Team, git: object) -> None:
    assert callable(git)
    (team.folder / "baseline_contract" / "source" / "agreement.txt").write_text("Article I\n\nPay\n", "utf-8")
    git(team.folder, "commit", "-qam", "Tampered")
    assert "is gone or was changed" in team("import", "--again", code=5).err


def test_a_repair_is_refused_and_taken_back(tmp_path: Path) -> None:
    pages = "".join(
        f"A. Clause {n} says what the parties have agreed upon for the year, and says it over\n"
        f"two lines of the page.\n\n" + "B. More.\n\n" * 6 + f"Holloway Agreement {n}\n\n"
        for n in range(1, 5)
    )
    (tmp_path / "a.txt").write_text("Article I - All\n\n" + pages, "utf-8")
    assert run("init", str(tmp_path / "t"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "t")
    listed = team("report", "--json").json()["repairs"]
    assert [one["taken"] for one in listed] == [f"Holloway Agreement {n}" for n in range(1, 5)]
    team("correct", str(listed[1]["line"]), "as-received")
    team("import", "--again")
    assert [one["taken"][-1] for one in team("report", "--json").json()["repairs"]] == ["1", "3", "4"]
    assert "Holloway Agreement 2" in "".join(
        path.read_text("utf-8") for path in (team.folder / "baseline_contract" / "agreement").glob("*.md")
    )


def test_a_damaged_word_is_read_as_a_person_says(team: Team) -> None:
    team("correct", "3", "damaged", "--word", "nurses", "--read", "school nurses", "--by", "Ida Moran")
    team("import", "--again")
    assert team("show", "I.A").out.startswith("A. The Committee employs school nurses.")
    told = team("report").out
    assert "line 3: damaged word: read so by Ida Moran: “nurses” → “school nurses”" in told
    assert "35 words received: 36 stored, 1 left out, 2 put in" in told


def test_the_dry_run_says_how_to_settle_each_doubt_and_takes_what_it_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_TEXT.replace("A. Lind", "C. Lind"), "utf-8")
    said = run("init", str(tmp_path / "t"), "--from", str(tmp_path / "a.txt"), "--dry-run")
    assert not (tmp_path / "t").exists()
    entry = next(line for line in said.out.splitlines() if "is: as-read" in line)
    assert entry.strip() == '- {line: 15, text: "C. Lindqvist, Chair", is: as-read}  # right as it stands'
    (tmp_path / "c.yaml").write_text(f"corrections:\n{entry}\n", "utf-8")
    words = ("init", str(tmp_path / "t"), "--from", str(tmp_path / "a.txt"))
    again = run(*words, "--corrections", str(tmp_path / "c.yaml"), "--dry-run")
    assert "no doubts" in again.out
    assert run(*words, "--corrections", str(tmp_path / "c.yaml")).code == 0
    assert _corrections(Team(tmp_path / "t")).read_text("utf-8") == f"corrections:\n{entry}\n"
    (tmp_path / "c.yaml").write_text("corrections:\n  - {line: 3, text: B., is: text}\n", "utf-8")
    refused = run("init", str(tmp_path / "u"), *words[2:], "--corrections", str(tmp_path / "c.yaml"))
    assert refused.code == 4
    assert "c.yaml:2: “B.” does not stand at line 3" in refused.err
    assert not (tmp_path / "u").exists()


def test_of_a_word_file_paragraphs_are_named(tmp_path: Path) -> None:
    """A blackline in Word is the file with tracked changes."""
    (tmp_path / "old.txt").write_text(_TEXT, "utf-8")
    (tmp_path / "new.txt").write_text(_TEXT.replace("employs nurses", "employs two nurses"), "utf-8")
    theirs = str(tmp_path / "a.docx")
    files = (str(tmp_path / "old.txt"), str(tmp_path / "new.txt"))
    assert run("redline", *files, "--all", "-o", theirs, "--author", "Ann Lee").code == 0
    said = run("init", str(tmp_path / "t"), "--from", theirs)
    assert "a.docx has tracked changes (1 insertion, 0 deletions by Ann Lee); taken is the text" in said.err
    team = Team(tmp_path / "t")
    lines = {row["citation"]: row["source_line"] for row in team("outline", "--json").json()}
    doubt = f"paragraph {lines['II.A[2]']}: the label stands twice in a row: “A. Lindqvist, Chair”"
    assert doubt in said.out
    assert team("show", "I.A").out.startswith("A. The Committee employs two nurses.\n")
    number = lines["II.A"]
    entry = f'- {{paragraph: {number}, text: "A. Okafor, President", is: text}}\n'
    assert team("correct", str(number), "text").out == entry
    team("import", "--again", "--reading", "rejected")
    assert team("show", "I.A").out.startswith("A. The Committee employs nurses.\n")
    assert "II.A[2]" not in _cited(team)
    assert team("report", "--json").json()["reading"] == "rejected"
    rejected = run("init", str(tmp_path / "u"), "--from", theirs, "--reading", "rejected")
    assert "tracked changes" not in rejected.err
    assert "with all of them rejected, not accepted" in rejected.out


def test_files_beside_the_agreement_are_documents_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_TEXT + "\nAPPENDIX A FORMS\n\nThe form.\n", "utf-8")
    (tmp_path / "MOU 2025.txt").write_text(
        "MEMORANDUM OF UNDERSTANDING\n\n1. Nurses count.\n\nAPPENDIX A FORMS\n\nA form.\n", "utf-8"
    )
    (tmp_path / "letter.txt").write_text("SIDE LETTER\n\n1. Nurses count twice.\n", "utf-8")
    said = run(
        "init", str(tmp_path / "t"), "--from", str(tmp_path / "a.txt"),
        "--with", str(tmp_path / "MOU 2025.txt"), "--with", str(tmp_path / "letter.txt"),
    )  # fmt: skip
    assert said.code == 0, said.err
    team = Team(tmp_path / "t")
    documents = {row["file"].split("/")[1] for row in team("outline", "--json").json()}
    assert documents == {"agreement", "appendix-a-forms", "mou-2025", "mou-2025-appendix-a-forms", "letter"}
    assert team("correct", "3", "text", "--file", "letter").out.startswith('- {file: "letter.txt", line: 3,')
    assert (
        "no received file is called 'lettre'" in team("correct", "3", "text", "--file", "lettre", code=4).err
    )
    again = team("import", "--again").out
    assert again.startswith("letter, line 3: letter:1 is now text: 1. Nurses count twice.\n")


@pytest.mark.parametrize(
    "before",
    [
        "corrections: []\n",
        "corrections:\n",
        "",
        "# mine\ncorrections: []  # none yet\n",
        "corrections:\n- {line: 1, text: a, is: text}\n",
        "corrections:\n    - line: 1\n      text: a\n      is: text\n",
    ],
)
def test_an_entry_is_added_and_the_rest_stays_as_written(before: str) -> None:
    after = with_entry(before, '- {line: 9, text: "b: c", is: text}')
    assert [one.line for one in read_corrections(after)] == [*([1] if "line: 1" in before else []), 9]
    for line in before.replace("corrections: []", "corrections:").splitlines():
        assert line in after


def test_the_report_filed_is_json(team: Team) -> None:
    kept = json.loads((team.folder / "baseline_contract/source/agreement.import.json").read_text("utf-8"))
    assert kept["kept_as"] == "agreement.txt"
    assert kept["places"] == {"unit": "line", "pages": []}


def test_a_doubt_about_a_row_that_begins_with_an_empty_cell_is_answered_by_its_line(tmp_path: Path) -> None:
    rows = (
        "\u00a0 24 25=26 27",
        "BA 40,100 41,200 43,300",
        "MA 42,100 43,200 44,300",
        "DR 44,100 45,200 46,300",
    )
    cells = [cell.replace("=", " 9/1/") for row in rows for cell in row.replace(" 2", " 9/1/2").split(" ")]
    head = "Article I - Pay\n\nA. The schedule of pay is this.\n\n"
    (tmp_path / "pay.txt").write_text(head + "\n\n".join(cells) + "\n\nB. It is paid.\n", "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "pay.txt")).code == 0
    team = Team(tmp_path / "team")
    (doubt,) = team("report", "--json").json()["doubts"]
    assert cells[0] == "\u00a0" and doubt["line"] == 5 and "9/1/25 9/1/26" in doubt["what"]
    assert team("correct", "5", "as-read").out == '- {line: 5, text: "9/1/24", is: as-read}\n'
    team("import", "--again")
    assert team("report", "--json").json()["doubts"] == []
