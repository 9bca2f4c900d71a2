"""A new article, a new side letter: drafted, passed, laid over, agreed, taken back, adopted."""

from pathlib import Path

import pytest
from bargain import Team, copied, run
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.agreement.adding import new_article, new_document
from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.store import agreement_files, read_agreement
from negotiate.common.errors import BadInput
from negotiate.workspace.rehearsing import play
from negotiate.workspace.workspace import Workspace

_TEXT = (
    "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Article II says when.\n\n"
    "Article II\n\nLeave\n\nA. Leave is ten days.\n"
)
_MENTORS = (
    "A. Each new teacher has a mentor.\n\n1. The mentor is chosen jointly.\n\nB. A mentor has 900 dollars.\n"
)
_LETTER = "SIDE LETTER ON PARKING\n\nThe parties agree:\n\n1. Parking is free.\n\n2. This ends in 2027.\n"
_AT = "2026-03-0"


def _make(folder: Path) -> Team:
    for name, words in (("a", _TEXT), ("mentors", _MENTORS), ("letter", _LETTER)):
        (folder / f"{name}.txt").write_text(words, "utf-8")
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    return Team(folder / "team")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _agree(team: Team, item: str) -> None:
    team("pass", item, "--side", "union", "--at", _AT + "4T18:10")
    team("accept", item, "--side", "district", "--at", _AT + "5T18:10")
    team("ta", item, "--union", "A", "--district", "B", "--at", _AT + "6T18:10")


def _outline(team: Team, text: str) -> list[str]:
    return [row["citation"] for row in team("outline", text, "--json").json()]


def test_a_new_article_goes_all_the_way(team: Team, tmp_path: Path) -> None:
    team("item", "open", "Mentors")
    file = str(tmp_path / "mentors.txt")
    team("draft", "1", "--side", "union", "--new-article", "Article III Mentors", "--file", file)
    shown = team("redline", "baseline", "1:draft", "--json").json()
    assert shown["summary"] == {"inserted": 4}
    assert [one["new"][0]["citation"] for one in shown["changes"]] == ["III", "III.A", "III.A.1", "III.B"]
    # its clauses are drafted on like any other
    team("draft", "1", "--side", "union", "--clause", "III.B", "--text", "A mentor has 800 dollars.")
    _agree(team, "1")
    names = _outline(team, "tentative")
    assert names.index("II.A") < names.index("III")
    assert "800" in team("show", "III.B", "--at", "tentative").out
    assert team("verify", "--json").json()["accounted"] is True
    assert "item 1, Mentors" in team("provenance", "III.A").out
    made = tmp_path / "successor.md"
    team("successor", "-o", str(made))
    assert "Each new teacher has a mentor" in made.read_text("utf-8")
    # taken back, it is gone as if it had never been
    team("reopen", "1", "--consent")
    assert "III" not in _outline(team, "tentative")
    assert team("verify", "--json").json()["accounted"] is True


def test_an_article_stands_behind_the_one_cited(team: Team) -> None:
    team("item", "open", "Hours")
    text = ("--text", "A. The day is seven hours.")
    team("draft", "1", "--side", "union", "--new-article", "Article 1A Hours", "--insert-after", "I.B", *text)
    names = _outline(team, "1:draft")
    assert names.index("I.B") < names.index("1A") < names.index("II")


def test_side_letters_land_in_any_order_and_are_adopted(team: Team, tmp_path: Path) -> None:
    letter = str(tmp_path / "letter.txt")
    for name in ("zoning", "parking"):
        team("item", "open", name.title())
        team("draft", name, "--side", "union", "--new-document", name, "--file", letter)
        _agree(team, name)
    assert team("verify", "--json").json()["accounted"] is True
    assert team("show", "parking:1", "--at", "tentative").out == "1. Parking is free.\n"
    for body in ("members", "board"):
        said = team("ratify", "--unit", "all", "--body", body, "--vote", "yes", "--at", "2026-06-01T20:00")
    assert "round 1 is ratified" in said.out
    assert team("show", "zoning:2").out == "2. This ends in 2027.\n"
    assert team("verify", "--json").json()["accounted"] is True


def test_two_new_articles_of_one_label_count_on_when_adopted(team: Team) -> None:
    """II is followed by two articles III: the second, by name of its file, becomes IV."""
    for item in ("Mentors", "Tutors"):
        team("item", "open", item)
        words = ("--text", f"A. There are {item.lower()}.")
        team("draft", item, "--side", "union", "--new-article", f"Article III {item}", *words)
        _agree(team, item)
    assert {"III", "III[2]"} <= set(_outline(team, "tentative"))
    for body in ("members", "board"):
        said = team("ratify", "--unit", "all", "--body", body, "--vote", "yes", "--at", "2026-06-01T20:00")
    assert "Article III “Tutors” is now Article IV" in said.out + said.err
    assert _outline(team, "baseline").count("IV") == 1
    assert "III[2]" not in _outline(team, "baseline")


def test_it_is_played_from_a_written_proposal(team: Team) -> None:
    written = (
        "title: Parking and mentors\nclauses: []\npasses:\n"
        "- side: union\n  at: 2026-03-04T18:10-05:00\n  edits:\n"
        "  - new_article: Article III Mentors\n    text: |\n      A. Each has one.\n\n      B. For a year.\n"
        "  - new_article: Article 1A Hours\n    insert_after: I\n    text: A. Seven hours.\n"
        "  - new_document: parking\n    text: |\n      SIDE LETTER\n\n      1. Parking is free.\n"
        "- side: district\n  at: 2026-03-05T18:10-05:00\n  accept: true\n"
    )
    with Workspace.open(team.folder) as workspace:
        item = play(workspace, written, "written.yaml")
    assert item.state.value == "awaiting-signature"
    names = _outline(team, "1:union")
    assert {"III.B", "1A.A", "parking:1"} <= set(names)
    assert names.index("1A") < names.index("II")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--new-article", "Article III Mentors"), 2, "what is it to say"),
        (("--new-article", "Article III Mentors", "--text", " "), 4, "needs a heading and its language"),
        (("--new-article", "Article III X", "--clause", "I.A", "--text", "x"), 2, "two places"),
        (("--new-article", "Article III X", "--text", "A. x\n\nArticle IV\n\nY\n\nA. y"), 4, "2 articles"),
        (
            ("--new-article", "Article III X", "--insert-after", "IX", "--text", "A. x"),
            4,
            "no clause is cited",
        ),
        (("--new-document", "agreement", "--text", "x"), 4, "called 'agreement' already"),
        (("--new-document", "source", "--text", "x"), 4, "cannot be called"),
        (("--new-document", "../x", "--text", ""), 4, "there is no text"),
    ],
)
def test_what_cannot_be_added_is_refused(team: Team, words: tuple[str, ...], code: int, says: str) -> None:
    team("item", "open", "New")
    said = team("draft", "1", "--side", "union", *words, code=code)
    assert says in said.err
    assert "Traceback" not in said.err


def _article(path: str, word: str) -> Article:
    return Article(
        path, (Block(Kind.HEADING, word, "", 1), Block(Kind.PARAGRAPH, f"Words of {word}.", "A.", 2))
    )


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["Pay", "Zeal", "Aims", "Leave"])), max_size=12)
)
def test_an_article_stays_where_it_was_put(added: list[tuple[int, str]]) -> None:
    """Law: stored and read again, the articles are in the order in which they were placed."""
    text = Agreement((Document("agreement", (_article("01-one.md", "One"), _article("02-two.md", "Two"))),))
    for number, (at, title) in enumerate(added):
        names = [article.blocks[0].text for article in text.documents[0].articles]
        before = names[at % len(names)]
        heading = f"{title} {number}"
        text = new_article(text, f"[{before}]", f"{heading}\n\nWords of {heading}.")
        names.insert(names.index(before) + 1, heading)
        assert [article.blocks[0].text for article in text.documents[0].articles] == names
        assert read_agreement(agreement_files(text)) == text


def test_an_article_stands_before_the_appendices() -> None:
    heads = (("01-pay.md", "Article I", "Pay"), ("02-appendix-a.md", "Appendix A", "Forms"))
    articles = tuple(Article(path, (Block(Kind.HEADING, words, label, 1),)) for path, label, words in heads)
    text = new_article(Agreement((Document("agreement", articles),)), "", "Article II Leave\n\nA. Ten days.")
    found = [article.blocks[0].label for article in text.documents[0].articles]
    assert found == ["Article I", "Article II", "Appendix A"]


def test_a_document_keeps_every_word_and_its_order() -> None:
    text = Agreement((Document("agreement", (_article("01-one.md", "One"),)),))
    words = "Preface words.\n\n" + "\n\n".join(
        f"Article {n}\n\nPart {n}\n\nA. Rule {n}." for n in range(1, 12)
    )
    made = new_document(text, "Big MOU", words)
    assert made.documents[1].name == "big-mou"
    said = " ".join(block.canonical for article in made.documents[1].articles for block in article.blocks)
    assert "".join(said.split()) == "".join(words.split())
    assert read_agreement(agreement_files(made), ("agreement",)) == made
    with pytest.raises(BadInput, match="already"):
        new_document(made, "big mou", "x")
