"""What a reader of the paper does not see, marks made by hand, and words that lost their marks."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bargain import Team
from receiving_kit import A2, RAISE, answer, made, marked, p, r, said, text_of, word

from negotiate.workspace.incoming.alike import look_alike, mixed_words
from negotiate.workspace.incoming.doubling import doubled

STRIKE, UNDER, WHITE = "<w:strike/>", '<w:u w:val="single"/>', '<w:color w:val="FFFFFF"/>'
MARKS = "strike=deleted,underline=added"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("quiet"))


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wps:wsp><wps:txbx>'
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_what_is_hidden_comes_first_and_with_its_words(team: Team, tmp_path: Path) -> None:
    rate = "A librarian who drives a bookmobile is paid a differential of $1.25 an hour."
    data = word(
        p(r("1. All rates rise by "), marked("del", "6.5%"), marked("ins", "5%"), RAISE[22:],
          r(" if funds allow", WHITE)),
        p("2. A pаge works no more than 2O hours in any week, and no more than 6 hours on a Sunday."),
        p("3. The Director shall post the schedule of a month fourteen (14) days before it begins",
          r(" or later", "<w:vanish/>"), "."),
        p("4. A librarian may exchange shifts with another, and both shall fle a slip with the ",
          f'<w:fldSimple w:instr=" DOCPROPERTY Boss ">{r("Director")}</w:fldSimple>', ".",
          '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'),
        p(f"3. {rate}", BOX.format(p("This differential ends in June.")),
          '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        comments=f'<w:comment w:id="0" w:author="Dana Reyes">{p("We can live with this.")}</w:comment>',
        footnotes=f'<w:footnote w:id="2">{p("Only while the Director so wishes.")}</w:footnote>',
        header=p("Rates are subject to appropriation"),
    )  # fmt: skip
    found = said(team, tmp_path, data)
    quiet = {one["citation"]: one for one in found["unmarked"]}
    assert [words.strip() for op, words in quiet["III.A.1"]["spans"] if op != "equal"] == ["if funds allow"]
    looks = quiet["II.A.2"]["notes"]
    assert any("cyrillic small letter a" in note for note in looks)
    assert any("“2O” looks like “20”" in note for note in looks)
    unseen = {one["text"]: one["what"] for one in found["unseen"]}
    assert "colour of the paper" in unseen["if funds allow"]
    assert "neither shows nor prints" in unseen["or later"]
    assert "DOCPROPERTY" in unseen["Director"]
    assert "text box" in unseen["This differential ends in June."]
    assert any("footnote" in what for what in unseen.values())
    assert [one["text"] for one in found["comments"]] == ["We can live with this."]
    assert [one["text"] for one in found["edges"]] == ["Rates are subject to appropriation"]
    assert "or later" not in str(text_of(found))
    shown = team("receive", "1", str(tmp_path / "back.docx"), "--side", "district", "--dry-run").err
    assert shown.index("CHANGED WITHOUT A MARK") < shown.index("marked in the file") < shown.index("item 1")


def test_white_words_on_a_dark_ground_are_seen(team: Team, tmp_path: Path) -> None:
    dark = f'{WHITE}<w:shd w:val="clear" w:fill="1F3864"/>'
    found = said(team, tmp_path, word(p(r(f"1. {RAISE.replace('6.5', '5')}", dark))))
    assert found["unseen"] == []


def by_hand(tmp_path: Path) -> Path:
    path = tmp_path / "hand.docx"
    path.write_bytes(
        word(
            p("2. A page works no more than ", r("20", STRIKE), r("18", UNDER), A2[28:]),
            p("1. All rates rise by ", r("6.5", STRIKE), r(" 2.5", UNDER), RAISE[21:]),
        )
    )
    return path


def test_marks_made_by_hand_are_confirmed_once_for_each_sender(tmp_path: Path) -> None:
    team = made(tmp_path)
    path = by_hand(tmp_path)
    words = ("receive", "1", str(path), "--side", "district", "--at", "2026-02-11T09:00")
    refused = team(*words, "--yes", code=3)
    assert MARKS in refused.err  # what to say, and the words it is about
    assert "“6.5”" in refused.err
    assert team.board()[1]["passes"] == 1
    team(*words, "--marks", MARKS, "--yes")
    kept = (team.folder / "received.yaml").read_text("utf-8")
    assert "strike=deleted" in kept
    assert "district" in kept
    found = team("receive", "1", str(path), "--side", "district", "--dry-run", "--json").json()  # remembered
    assert text_of(found) == {
        "II.A.2": f"2. {A2.replace('20', '18')}",
        "III.A.1": f"1. {RAISE.replace('6.5', '2.5')}",
    }
    other = team("receive", "1", str(path), "--side", "union", "--dry-run", code=3)
    assert "union means by them" in other.err


def test_lines_drawn_in_a_pdf(team: Team, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    source = tmp_path / "counter.typ"
    source.write_text(
        '#set page(paper: "us-letter")\nBoard response\n\n'
        "2. A page works no more than #strike[20] #underline[18] hours in any week, and no more than 6 hours on "
        "a Sunday.\n\n#strike[3. The Director shall post the schedule of a month fourteen (14) days before it "
        "begins.]\n\n1. All rates rise by #strike[6.5%]#underline[2.5%] on July 1 of each year of this "
        "Agreement.\n",
        encoding="utf-8",
    )
    path = tmp_path / "counter.pdf"
    path.write_bytes(typst.compile(str(source)))
    assert "strike 3 times" in team("receive", "1", str(path), "--side", "district", "--yes", code=3).err
    found = said(team, tmp_path, path.read_bytes(), "--marks", MARKS, name="counter.pdf")
    assert text_of(found) == {
        "II.A.2": f"2. {A2.replace('20', '18')}",
        "II.A.3": "",
        "III.A.1": f"1. {RAISE.replace('6.5', '2.5')}",
    }
    assert answer(found, "II.A")["struck"] == ["II.A.3"]
    assert found["unmarked"] == []


WEB = (
    "<html><body><p>2. A page works no more than <s>20</s> <u>18</u>"
    + A2[28:]
    + "</p><p>1. All rates rise by "
    '<span style="text-decoration: line-through">6.5%</span> <u>2.5%</u>' + RAISE[22:] + "</p></body></html>"
)


def test_struck_words_of_a_web_page(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "counter.html"
    path.write_text(WEB, encoding="utf-8")
    assert "strike 2 times" in team("receive", "1", str(path), "--side", "district", "--yes", code=3).err
    found = said(team, tmp_path, WEB, "--marks", MARKS, name="counter.html")
    assert set(text_of(found)) == {"II.A.2", "III.A.1"}
    assert found["unmarked"] == []


@pytest.mark.parametrize("words", ["6.5 2.5%", "6.5% 2.5%", "62.5%", "6.5%2.5%", "[6.5%] 2.5%", "2.5% 6.5%"])
def test_words_that_lost_their_marks_are_no_offer(team: Team, tmp_path: Path, words: str) -> None:
    path = tmp_path / "copied.txt"
    path.write_text(f"1. {RAISE.replace('6.5%', words)}\n", encoding="utf-8")
    refused = team("receive", "1", str(path), "--side", "district", "--yes", code=4)
    assert "nothing is stored" in refused.err
    found = team("receive", "1", str(path), "--side", "district", "--dry-run", "--marks", "none").err
    assert "III.A.1" in found  # a person may say that it is meant as it stands


def test_brackets_may_be_how_a_sender_strikes(team: Team, tmp_path: Path) -> None:
    text = f"1. {RAISE.replace('6.5%', '[6.5%] 2.5%')}\n"
    found = said(team, tmp_path, text, "--marks", "brackets=deleted", name="counter.txt")
    assert text_of(found) == {"III.A.1": f"1. {RAISE.replace('6.5', '2.5')}"}


OLD = "No class holds more than 20 students, and a raise of 6.5% is paid."


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("20", "18"),
        OLD.replace("20 students", "20 students and 30 adults"),
        OLD.replace("6.5%", "7%"),
        OLD.replace("20", "200"),
        OLD.replace("20 students", "20 (twenty) students"),
        OLD.replace("is paid", "may be paid"),
        f"{OLD} It is paid on July 1, 2027.",
    ],
)
def test_plain_changes_are_no_lost_marks(new: str) -> None:
    assert doubled(new, [OLD, OLD.replace("20", "16")]) == ""


@pytest.mark.parametrize("new", ["July 1, 2027", "July 1, 2027,", "July 15, 2026", "June 30, 2028."])
def test_another_date_is_no_lost_mark(new: str) -> None:
    said = "Effective {}, the Library shall employ pages in a ratio of 1 to {}."
    texts = [said.format("July 1, 2026", ratio) for ratio in ("40", "60", "50")]
    assert doubled(said.format(new, "45"), texts) == ""
    assert doubled(said.format(new, "45 50"), texts) == "45 50."


@pytest.mark.parametrize(
    "new", [OLD.replace("20", "2016"), OLD.replace("20", "20 16"), OLD.replace("20 ", "2018 ")]
)
def test_old_and_new_run_together_are(new: str) -> None:
    assert doubled(new, [OLD, OLD.replace("20", "16")])


@pytest.mark.parametrize(("was", "says"), [("page", "pаge"), ("100", "1O0"), ("11", "l1"), ("COPE", "СОРЕ")])
def test_letters_that_look_alike(was: str, says: str) -> None:
    assert look_alike(was, says)
    assert not look_alike(was, was)


def test_other_languages_are_no_disguise() -> None:
    assert list(mixed_words("El niño y la señora vivirán aquí; naïve façade")) == []
    assert list(mixed_words("a pаge of text")) == ["pаge"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 300_000_000)
    return out.getvalue()


def crowded() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"p{number}", b"")
    return out.getvalue()


def with_entity() -> bytes:
    held = word(p("one"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(held)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + part
            new.writestr(name, part)
    return out.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.docx": bomb,
    "crowd.docx": crowded,
    "entity.docx": with_entity,
    "no.docx": lambda: b"<html>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(team: Team, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    refused = team("receive", "1", str(path), "--side", "district", "--yes", code=4)
    assert str(path.name) in refused.err
    assert "Traceback" not in refused.err
