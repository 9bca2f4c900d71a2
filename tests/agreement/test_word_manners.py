"""Word files as other people make them: headings that are only bold, comments, hidden words, odd numbers."""

import pytest
from word_files import abstract, docx, level, num, p, run, style, table

from negotiate.agreement.blocks import Kind
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported
from negotiate.agreement.reading.word.numerals import numeral
from negotiate.common.errors import BadInput


def _read(body: str, parts: dict[str, str] | None = None) -> Imported:
    return read_received(docx(body, parts), "a.docx")


def _texts(found: Imported) -> list[str]:
    return [block.canonical for block in found.agreement.blocks()]


def _headings(found: Imported) -> list[tuple[int, str]]:
    return [(b.depth, b.canonical) for b in found.agreement.blocks() if b.kind is Kind.HEADING]


def _bold(text: str) -> str:
    return p(raw=run(text, "<w:b/>"))


_PROSE = p("The Board recognizes the Association as the agent of all teachers in the district.")


def test_bold_lines_head_what_stands_below_them_where_nothing_else_does() -> None:
    found = _read(
        _bold("HARLOW AGREEMENT") + _bold("RECOGNITION") + _PROSE + _bold("LEAVES") + _bold("Sick leave") + _PROSE
        + _bold("Personal leave") + _PROSE + _bold("A bold sentence that ends.") + p("SALARY", style="Strong") + _PROSE,
        {"styles": style("Strong", inside="<w:rPr><w:b/></w:rPr>")},
    )  # fmt: skip
    assert _headings(found) == [
        (1, "RECOGNITION"), (1, "LEAVES"), (2, "Sick leave"), (2, "Personal leave"), (1, "SALARY"),
    ]  # fmt: skip


def test_bold_lines_stay_words_where_articles_are_named() -> None:
    found = _read(
        _bold("ARTICLE I PAY") + _PROSE + _bold("Nurses") + _PROSE + _bold("ARTICLE II LEAVE") + _PROSE
    )
    assert _headings(found) == [(1, "ARTICLE I PAY"), (1, "ARTICLE II LEAVE")]


@pytest.mark.parametrize("below", ["H1", "H2"])
def test_an_article_s_number_and_its_title_may_be_two_headings(below: str) -> None:
    styles = style("H1", "heading 1") + style("H2", "heading 2")
    body = "".join(
        p(f"Article {n}", style="H1") + p(title, style=below) + p("1. Words of it.")
        for n, title in (("I", "Recognition"), ("II", "Pay"))
    )
    assert _headings(_read(body, {"styles": styles})) == [(1, "Article I Recognition"), (1, "Article II Pay")]


def test_sections_under_a_bare_article_stay_its_sections() -> None:
    styles = style("H1", "heading 1") + style("H2", "heading 2")
    body = p("Article I", style="H1") + "".join(p(t, style="H2") + _PROSE for t in ("Scope", "Terms"))
    body += p("Article II", style="H1") + p("Pay", style="H2") + _PROSE
    assert [depth for depth, _ in _headings(_read(body, {"styles": styles}))] == [1, 2, 2, 1, 2]


def test_every_comment_is_listed_with_its_place_and_words() -> None:
    anchored = '<w:commentRangeStart w:id="{0}"/>' + run("five dollars") + '<w:commentRangeEnd w:id="{0}"/>'
    comments = "".join(
        f'<w:comment w:id="{n}" w:author="{who}">{p(words)}</w:comment>'
        for n, who, words in ((3, "Dee", "Too high?"), (4, "Una", "Ask first."))
    )
    found = _read(
        p("A. First.") + p("B. Pay ", raw=anchored.format(3)) + p("C. ", raw=anchored.format(4)),
        {"comments": comments},
    )
    assert [(r.line, r.why, r.taken) for r in found.repairs if r.kind == "comment"] == [
        (2, "a comment by Dee, beside the text", "Too high?"),
        (3, "a comment by Una, beside the text", "Ask first."),
    ]
    assert not any("Too high" in text for text in _texts(found))


def test_hidden_words_are_left_out_and_listed_wherever_they_are_hidden() -> None:
    styles = style("Gone", inside="<w:rPr><w:vanish/></w:rPr>") + style(
        "Dim", kind="character", inside="<w:rPr><w:vanish/></w:rPr>"
    )
    lists = abstract(0, level(0, "upperLetter", "%1.")) + num(1, 0)
    body = (
        p("First ", num=(1, 0), raw=run("by its run", "<w:vanish/>") + run("seen."))
        + p("by the paragraph's style", style="Gone") + p("Second", num=(1, 0), raw=run(" by style", '<w:rStyle w:val="Dim"/>') + run("."))
        + p(raw=run("a whole clause", "<w:vanish/>"), num=(1, 0), mark="<w:vanish/>")
        + p("Third.", num=(1, 0)) + p("", style="Gone", raw=run("but shown", '<w:vanish w:val="0"/>'))
    )  # fmt: skip
    found = _read(body, {"styles": styles, "numbering": lists})
    assert _texts(found) == ["A. First seen.", "B. Second.", "C. Third.", "but shown"]
    assert [r.taken for r in found.repairs if r.kind == "hidden text"] == [
        "by its run", "by the paragraph's style", "by style", "a whole clause",
    ]  # fmt: skip


def test_a_note_says_behind_which_words_it_stood() -> None:
    cite = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    found = _read(
        p("A. Pay is five", raw=cite + run(" dollars.")),
        {"footnotes": f'<w:footnote w:id="1">{p("Note.")}</w:footnote>'},
    )
    assert "behind “A. Pay is five”" in next(r.why for r in found.repairs if r.kind == "note")


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (
            "ordinalText",
            {1: "First", 12: "Twelfth", 20: "Twentieth", 21: "Twenty-first", 100: "One hundredth"},
        ),
        ("cardinalText", {100: "One hundred", 342: "Three hundred forty-two", 1001: "One thousand one"}),
        ("chicago", {1: "*", 4: "§", 5: "**", 6: "††"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳"}),
        ("001", {1: "001", 27: "027", 1000: "1000"}),
    ],
)
def test_numerals_of_rare_forms(form: str, shown: dict[int, str]) -> None:
    assert {number: numeral(number, form) for number in shown} == shown


def test_a_form_that_newer_programs_know_is_read() -> None:
    newer = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent>'
        '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    )
    found = _read(p("Nine.", num=(1, 0)) + p("Ten.", num=(1, 0)), {"numbering": newer + num(1, 0)})
    assert _texts(found) == ["009. Nine.", "010. Ten."]


_LONG = "The Board shall pay teachers monthly, in full, and without any delay at all."


def test_a_table_that_sets_labels_beside_their_words_is_clauses() -> None:
    found = _read(table([["A.", _LONG], ["", _LONG], ["B.", _LONG]]) + table([["1", _LONG], ["2", _LONG]]))
    assert _texts(found)[:3] == [f"A. {_LONG}", _LONG, f"B. {_LONG}"]
    assert _texts(found)[3].startswith("| 1 |")
    assert "labels beside their words" in found.doubts[0].what


def test_a_file_that_only_holds_another_one_is_told() -> None:
    with pytest.raises(BadInput, match="only holds another one inside it"):
        _read('<w:altChunk r:id="x"/>')
