"""Files of the other side's own making: letters, whole agreements, tables, its own tracked changes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bargain import Team, run
from receiving_kit import (
    A2,
    AGREEMENT,
    RAISE,
    REST,
    answer,
    made,
    marked,
    p,
    r,
    said,
    table,
    text_of,
    word,
    words_of,
)

A4 = "A librarian may exchange shifts with another, and both shall fle a slip with the Director."
A3 = "The Director shall post the schedule of a month fourteen (14) days before it begins."
SIGNED = '<w:{kind} w:id="7" w:author="Dana Reyes" w:date="2026-02-10T09:00:00Z"/>'


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("files"))


def test_two_paragraphs_in_a_letter(team: Team, tmp_path: Path) -> None:
    body = (
        p("February 10, 2026"),
        p("Dear colleagues, the Board answers as follows."),
        p(
            r("7)"), "<w:r><w:tab/></w:r>", r("A page works no more "), marked("del", "than 20"),
            marked("ins", "than 19"), f'<w:smartTag w:element="time">{r(" hours in any ")}</w:smartTag>',
            r("week, and no more than 6 hours on a Sunday."),
        ),
        p("1. All rates rise by ", marked("del", "6.5%"), marked("ins", "3%"), RAISE[22:]),
        p("Respectfully submitted,"),
        p("Dana Reyes, Director"),
    )  # fmt: skip
    found = said(team, tmp_path, word(*body))
    assert text_of(found) == {
        "II.A.2": f"2. {A2.replace('20', '19')}",  # renumbered or not: the label is ours
        "III.A.1": f"1. {RAISE.replace('6.5', '3')}",
    }
    assert answer(found, "II.A")["not_mentioned"] == ["II.A", "II.A.1", "II.A.3", "II.A.4"]
    assert found["unmarked"] == []
    assert found["unmatched"] == [
        "February 10, 2026", "Dear colleagues, the Board answers as follows.", "Respectfully submitted,",
        "Dana Reyes, Director",
    ]  # fmt: skip


def test_a_whole_agreement_and_where_the_copies_differ(team: Team, tmp_path: Path) -> None:
    theirs = (
        AGREEMENT.replace("fled", "filed").replace("fle ", "file ").replace("6.5%", "4%")
        .replace("the trustees of the", "the trustees of").replace("4. A librarian", "4. A page has "
        "fifteen minutes of rest in every four hours.\n\n5. A librarian").replace("fifteen (15)", "ten (10)")
    )  # fmt: skip
    found = said(team, tmp_path, theirs, name="whole.md")
    assert text_of(found) == {
        "II.A.5": "5. A page has fifteen minutes of rest in every four hours.",  # an answer to our new clause
        "III.A.1": f"1. {RAISE.replace('6.5', '4')}",
    }
    copies = {one["citation"]: one["notes"] for one in found["copies"]}
    assert copies == {"I.B.1": [], "II.A.4": ["our scan says “fle”, their copy “file”"]}
    (elsewhere,) = found["elsewhere"]
    assert (elsewhere["citation"], elsewhere["items"]) == ("IV.A", [2])


def test_one_file_answers_two_items(tmp_path: Path) -> None:
    team = made(tmp_path)
    theirs = AGREEMENT.replace("6.5%", "4%").replace("fifteen (15)", "ten (10)")
    path = tmp_path / "both.md"
    path.write_text(theirs, encoding="utf-8")
    words = ("receive", "1", "2", str(path), "--side", "district", "--at", "2026-02-11T09:00")
    refused = team(*words, code=3)
    assert "nothing is stored" in refused.err
    assert team.board()[1]["passes"] == 1  # shown first, stored on a person's word alone
    done = team(*words, "--yes")
    assert done.out.count("has crossed the table") == 2
    assert {row["passes"] for row in team.board().values()} == {2, 1}
    assert words_of(team)["III.A.1"] == RAISE.replace("6.5", "4")
    assert words_of(team)["II.A.2"] == A2
    shown = team("show", "IV.A", "--at", "2:district").out
    assert "ten (10) days" in shown


ROW: dict[str, bytes | str] = {
    "a table": word(p("Page rates"), table([["Page", "14.60", "17.80"]])),
    "a line": "Page 14.60 17.80\n",
    "with its head": word(table([["Grade", "Start", "Top"], ["Page", "14.60", "17.80"]])),
}


@pytest.mark.parametrize("kind", ROW)
def test_a_row_of_a_table_by_itself(team: Team, tmp_path: Path, kind: str) -> None:
    data = ROW[kind]
    found = said(team, tmp_path, data, name="row.txt" if isinstance(data, str) else "row.docx")
    (change,) = found["items"][0]["against_baseline"]["changes"]
    assert change["kind"] == "table"
    assert [words for op, words, *_ in change["spans"] if op != "equal"] == ["14.10", "14.60"]


def test_word_in_all_its_manners(team: Team, tmp_path: Path) -> None:
    """Struck inside an insertion, a paragraph struck with its mark, one moved, one put in, a form field."""
    moved = '<w:{0}RangeStart w:id="5" w:name="m" w:author="Dana Reyes"/>{1}<w:{0}RangeEnd w:id="5"/>'
    inside = (
        f'<w:ins w:id="1" w:author="Ann Smith" w:date="2026-02-09T09:00:00Z">{marked("del", "19")}</w:ins>'
    )
    body = (
        p("A. Work Week"),
        p("1. The work week of a full-time librarian is thirty-seven (37) hours, meals left out."),
        "<w:sdt><w:sdtPr/><w:sdtContent>"
        + p("2. A page works no more than ", inside, marked("ins", "18"), marked("del", "20"), A2[28:])
        + "</w:sdtContent></w:sdt>",
        p(moved.format("moveTo", marked("moveTo", f"3. {A4}")), mark=SIGNED.format(kind="moveTo")),
        p(marked("del", f"3. {A3}"), mark=SIGNED.format(kind="del")),
        p(marked("ins", "4. A short shift is paid as three hours."), mark=SIGNED.format(kind="ins")),
        p(moved.format("moveFrom", marked("moveFrom", f"4. {A4}")), mark=SIGNED.format(kind="moveFrom")),
        p("B. Sundays"),
    )
    found = said(team, tmp_path, word(*body))
    assert text_of(found)["II.A.2"] == f"2. {A2.replace('20', '18')}"
    assert answer(found, "II.A")["struck"] == ["II.A.3"]
    assert answer(found, "II.A")["moved"] == []  # with the one between struck, the order is as it was
    assert answer(found, "II.A")["new"] == ["4. A short shift is paid as three hours."]
    assert found["unmarked"] == []
    names = {name for one in found["marks"] for name in one["authors"]}
    assert names == {"Ann Smith", "Dana Reyes"}
    assert [one["deleted"] or one["inserted"] for one in found["marks"] if one["moved"]] == [
        f"3. {A4}",
        f"4. {A4}",
    ]
    shown = team("receive", "1", str(tmp_path / "back.docx"), "--side", "district", "--dry-run").err
    assert f"[moved from here: 4. {A4}]" in shown
    assert f"[moved here: 3. {A4}]" in shown


def test_a_table_marked_in_one_cell_and_changed_in_another(team: Team, tmp_path: Path) -> None:
    def row(cells: list[str], mark: str = "") -> str:
        inner = "".join(
            f"<w:tc><w:tcPr/>{one if one.startswith('<w:p ') else p(one)}</w:tc>" for one in cells
        )
        return f"<w:tr><w:trPr>{mark}</w:trPr>{inner}</w:tr>"

    new = [p(marked("ins", one), mark=SIGNED.format(kind="ins")) for one in ("Driver", "26.00", "35.00")]
    rows = (
        row(["Grade", "Start", "Top"])
        + row(["Page", p(marked("del", "14.10"), marked("ins", "14.25")), "17.80"])
        + row(["Librarian I", "24.60", "33.50"])
        + row(new, SIGNED.format(kind="ins"))
        + row(["Librarian II", "28.40", "39.10"])
    )
    found = said(team, tmp_path, word(p("2. Hourly rates are these:"), f"<w:tbl><w:tblPr/>{rows}</w:tbl>"))
    (one,) = found["unmarked"]
    assert one["citation"] == "III.A.2 ¶2"
    assert [words for op, words in one["spans"] if op != "equal"] == ["33.90", "33.50"]
    (change,) = found["items"][0]["against_baseline"]["changes"]
    assert "Driver" in "".join(span[1] for span in change["spans"])


def test_an_answer_to_a_new_article_is_found(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text(AGREEMENT, encoding="utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(source), "--side", "union").code == 0
    team = Team(tmp_path / "team")
    team("item", "open", "Parking")
    ours = (
        "A. A librarian parks free of charge in every lot of the District.\n\n"
        "B. The District lights each lot until one hour after closing.\n"
    )
    team("draft", "1", "--side", "union", "--new-article", "ARTICLE V PARKING", "--text", ours)
    team("pass", "1", "--side", "union", "--at", "2026-02-03T18:00")
    reply = (
        "Board response\n\nPARKING\n\nA. A librarian parks for $10 a month in every lot of the District.\n\n"
        "B. The District lights each lot until one hour after closing.\n"
    )
    path = tmp_path / "reply.txt"
    path.write_text(reply, encoding="utf-8")
    team("receive", "1", str(path), "--side", "district", "--at", "2026-02-10T18:00", "--yes")
    found = team("redline", "1:union", "1:district", "--format", "json").json()
    (change,) = found["changes"]
    assert change["kind"] == "edited"
    assert [words for op, words, *_ in change["spans"] if op == "insert"] == ["for $10 a month"]
    team("accept", "1", "--side", "union", "--at", "2026-02-11T18:00")
    assert team.board()[1]["state"] == "awaiting-signature"


def test_another_order_is_told(team: Team, tmp_path: Path) -> None:
    first, third = (
        f"3. {A3}",
        "1. The work week of a full-time librarian is thirty-seven (37) hours, meals left out.",
    )
    swapped = AGREEMENT.replace(f"{first}\n\n", "").replace(third, f"{first}\n\n{third}")
    found = said(team, tmp_path, swapped, name="whole.md")
    assert answer(found, "II.A")["moved"] == ["II.A.3"]
    assert answer(found, "II.A")["left_out"] == []


def test_a_clause_cut_out_is_struck_only_where_the_rest_is_given(team: Team, tmp_path: Path) -> None:
    whole = AGREEMENT.replace(f"3. {A3}\n\n", "")
    found = said(team, tmp_path, whole, name="whole.md")
    assert answer(found, "II.A")["left_out"] == ["II.A.3"]
    assert REST not in str(text_of(found))
    loose = said(team, tmp_path, f"1. {RAISE.replace('6.5', '5')}\n", name="loose.txt")
    assert answer(loose, "III.A")["left_out"] == []
    assert list(text_of(loose)) == ["III.A.1"]


def test_the_file_itself_is_kept_with_its_pass(tmp_path: Path, git: Callable[..., str]) -> None:
    team = made(tmp_path)
    path = tmp_path / "a letter.txt"
    path.write_text(f"1. {RAISE.replace('6.5', '5')}\n", encoding="utf-8")
    team("receive", "1", str(path), "--side", "district", "--at", "2026-02-10T18:00", "--yes")
    ref = next(
        one for one in git(team.folder, "branch", "--list", "proposal/*", "--format=%(refname:short)").split()
        if "received" in git(team.folder, "ls-tree", "-r", "--name-only", one)
    )  # fmt: skip
    kept = git(team.folder, "show", f"{ref}:proposals/01-hours-and-pay/received/district-1.txt")
    assert kept == path.read_text("utf-8")
    team("accept", "1", "--side", "union", "--at", "2026-02-11T18:00")
    team("ta", "1", "--union", "Ann Lee", "--district", "Bo Ruiz", "--at", "2026-02-12T10:00")
    assert team("verify").code == 0
