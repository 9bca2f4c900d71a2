"""Markdown of many manners: marks go, each listed; signs that are no marks stay; tables are tables."""

import re
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from received import words_stored
from same_parts import parts, tables
from sample_files import agreement as sample

from negotiate.agreement.blocks import Block, Kind
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported


def _read(text: str, reading: str = "accepted") -> Imported:
    return read_received(text.encode(), "a.md", reading)  # type: ignore[arg-type]


def _texts(found: Imported) -> list[str]:
    return [block.canonical for block in found.agreement.blocks()]


def _taken(found: Imported, kind: str = "markup") -> list[str]:
    return [repair.taken for repair in found.repairs if repair.kind == kind]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("The *Board* and the __Union__ shall _meet_.", "The Board and the Union shall meet."),
        ("**A.** ***Pay*** of `teachers`", "A. Pay of teachers"),
        ("1\\. The \\$5 \\[sic\\] rate\\*", "1. The $5 [sic] rate*"),
        ("A. See [Article 2](#art-2), <https://a.example/b> and [rules][r].", "A. See Article 2, https://a.example/b and rules."),
        ("A. R&amp;D &sect; 5", "A. R&D § 5"),
        ("A. H<sub>2</sub>O<br/>and <u>more</u>", "A. H2O and more"),
        ("# **ARTICLE I** Pay #", "ARTICLE I Pay"),
        ("> A. Quoted.", "A. Quoted."),
        ("* **(a)** First", "(a) First"),
        ("A. Kept ![seal](seal.png)", "A. Kept seal"),
    ],
)  # fmt: skip
def test_marks_are_taken_off_and_listed(marked: str, plain: str) -> None:
    found = _read(f"{marked}\n\n[r]: https://a.example/rules\n\nEnd.\n")
    assert " ".join(_texts(found)) == f"{plain} End."
    assert len(_taken(found)) >= 2 or marked.count("&") == 2


@pytest.mark.parametrize(
    "text",
    [
        "* see note", "*Note: as shown.", "5*3*2 hours", "Salary* and Stipend* as shown", "By: ________ Date: ____",
        "(_____) and (_____)", "a snake_case_word", "rates of $_____ to $_____", "**** and ****", "[word](1)", "[^1]: A note.",
        "the <name of school> school", "~ 5 days", "2 < 3 and 4 > 3", "A & B", "#1 Main Street", "____________",
    ],
)  # fmt: skip
def test_signs_that_are_no_marks_stay(text: str) -> None:
    found = _read(f"A. First.\n\n{text}\n\nEnd.")
    assert _texts(found) == ["A. First.", text, "End."]
    assert not _taken(found)


def test_headings_rules_fences_comments_and_metadata() -> None:
    found = _read(
        "---\ntitle: x\n---\n<!-- not\nseen -->\nAgreement\n=========\n\nARTICLE 1 Pay\n-------------\n\nA. Words.\n\n* * *\n\n"
        "```\n*as it stands*\n```\n\n## ARTICLE 2 Leave ## {#two .plain}\n\nA. Sick leave.\n"
    )
    titles = [a.title for d in found.agreement.documents for a in d.articles if a.title]
    assert titles == ["ARTICLE 1 Pay", "ARTICLE 2 Leave"]
    assert "*as it stands*" in _texts(found)
    assert _taken(found, "comment") == ["<!-- not\nseen -->"]
    assert _taken(found) == ["=========", "-------------", "* * *", "```", "```", "## {#two .plain} ##"]


_SHOWN = (("Step", "BA", "MA | X"), ("1", "$50", "60"), ("2", "", "70 and more"))


@pytest.mark.parametrize(
    "table",
    [
        "| Step | BA | MA \\| X |\n|:--|--:|:-:|\n| 1 | **$50** | 60 |\n| 2 |  | 70 and more |",
        "Step | BA | MA \\| X\n--- | --- | ---\n1 | \\$50 | 60\n2 | | 70 and more",
        "+------+-----+-----------+\n| Step | BA  | MA \\| X   |\n+======+=====+===========+\n| 1    | $50 | 60        |\n"
        "+------+-----+-----------+\n| 2    |     | 70        |\n|      |     | and more  |\n+------+-----+-----------+",
        "  Step   BA      MA | X\n  ------ ------- ------------\n  1      $50     60\n  2              70 and more",
        "---------------------------\n Step   BA      MA\n                | X\n------ ------- ------------\n 1      $50     60\n\n"
        " 2              70 and\n                more\n---------------------------",
    ],
)  # fmt: skip
def test_a_table_drawn_in_any_manner_is_the_same_table(table: str) -> None:
    found = _read(f"A. The schedule:\n\n{table}\n\nB. After.")
    assert tables(found.agreement) == [_SHOWN]
    assert _texts(found)[0] == "A. The schedule:" and _texts(found)[-1] == "B. After."


@pytest.mark.parametrize(
    "text",
    ["A. Pay in ~~June\nor July~~ <ins>May</ins>.", "A. Pay in <del>June\nor July</del> <ins>May</ins>."],
)
def test_passages_marked_as_changed_are_read_one_way_and_said(text: str) -> None:
    assert " ".join(_texts(_read(text))).split() == "A. Pay in May.".split()
    assert " ".join(_texts(_read(text, "rejected"))).split() == "A. Pay in June or July .".split()
    assert _taken(_read(text), "tracked change") == ["June", "or July"]
    found = _read(text, "rejected")
    assert _taken(found, "tracked change") == ["May"]
    assert (
        "1 passages as inserted and 1 as deleted; it was read with all of them rejected"
        in found.doubts[0].what
    )
    assert found.tracked == "1 insertion, 1 deletion"


def test_a_change_that_never_ends_loses_no_word() -> None:
    assert " ".join(_texts(_read("A. Pay <del>in June."))) == "A. Pay in June."


def test_a_table_in_the_language_of_web_pages_is_a_table() -> None:
    table = "<table>\n<tr><th rowspan=2>Step</th><th colspan=2>Lane</th></tr>\n<tr><td>BA</td><td>MA</td></tr>\n</table>"
    found = _read(f"A. The schedule:\n\n{table}\n\nB. After.\n\n<table> is a tag.")
    assert tables(found.agreement) == [(("Step", "Lane", ""), ("", "BA", "MA"))]
    assert [block.line for block in found.agreement.blocks()][:3] == [1, 3, 8]
    assert _texts(found)[-1] == "is a tag."


def test_items_of_a_list_are_paragraphs() -> None:
    found = _read("A. Leaves:\n- sick leave of the usual kind\n- personal leave\n+ other\n\nB. More.")
    assert _texts(found) == [
        "A. Leaves:", "- sick leave of the usual kind", "- personal leave", "+ other", "B. More.",
    ]  # fmt: skip


def test_bold_items_of_others_are_not_our_own_form() -> None:
    found = _read("# Agreement\n\n- **Note** The parties agree.\n- **Article 1** is dated.\n")
    assert found.layout != "own form"
    assert "Note The parties agree." in " ".join(_texts(found))


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", text)


def _marked(block: Block, manner: int) -> str:
    if block.kind is Kind.TABLE:
        rows = ["| " + " | ".join(map(_escaped, row)) + " |" for row in block.rows]
        return "\n".join([rows[0], "|---" * len(block.rows[0]) + "|", *rows[1:]])
    label, words = _escaped(block.label), _escaped(block.text)
    if block.kind is Kind.HEADING:
        return f"{'#' * min(block.depth, 6)} {label} {words}"
    inside = "  " * max(block.depth - 1, 0)
    return (
        f"{label} {words}",
        f"**{label}** {words}" if label else words,
        f"{inside}- {label} {words}" if label else words,
    )[manner]


@pytest.mark.parametrize("manner", range(3))
def test_an_agreement_written_as_others_write_it_comes_back(manner: int) -> None:
    found = _read("\n\n".join(_marked(block, manner) for block in sample().blocks()))
    assert parts(found.agreement) == parts(sample())
    assert tables(found.agreement) == tables(sample())
    assert words_stored(found) == [word for block in sample().blocks() for word in block.words]


_SOUP = st.lists(
    st.sampled_from(
        ["pay", "A.", "**", "*", "_", "`", "~~", "\\", "[", "](x/y)", "|", "\n", "\n\n", "# ", "> ", "- ", "---", "+--+", "<!--",
         "-->", "<br>", "&amp;", "```", " ", "5", "====", "[^1]:", "\t", "  "]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=examples(200), deadline=None)
@given(_SOUP)
def test_any_soup_of_marks_is_read_and_no_word_is_lost(soup: str) -> None:
    found = _read(f"Start.\n\n{soup}\n\nend of it")
    taken = "".join(f"{repair.taken} " for repair in found.repairs)
    stored = " ".join(words_stored(found))
    for word in ("pay", "A.", "5"):
        assert stored.count(word) + taken.count(word) >= soup.count(word)


@pytest.mark.parametrize("sign", ["[", "*a ", "_", "`", "<", "![", "~~", "> ", "|", "\\", "&", "[](", "<!--"])
def test_a_row_of_one_sign_takes_no_long_time(sign: str) -> None:
    began = perf_counter()
    _read("A. Words.\n\n" + sign * (200_000 // len(sign)))
    _read("A. Words.\n\n" + f"{sign * 40}\n" * 400)
    assert perf_counter() - began < 30
