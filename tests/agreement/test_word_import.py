"""Word files: every word of the body is stored or listed, and what a person should know is said."""

import io
from datetime import UTC, datetime

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from office import converted
from printing import automatic_word, one_paragraph_a_line, wrapped_pages
from received import words_stored
from same_parts import assert_comes_back, parts, tables
from sample_files import agreement as sample
from word_files import abstract, docx, level, num, p, run, style, table
from word_words import words_in_word

from negotiate.agreement.blocks import Block, Kind
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported
from negotiate.packets.write import successor


def _read(body: str, parts_: dict[str, str] | None = None, reading: str = "accepted") -> Imported:
    return read_received(docx(body, parts_), "a.docx", reading)  # type: ignore[arg-type]


def _texts(found: Imported) -> list[str]:
    return [block.canonical for block in found.agreement.blocks()]


def _said(found: Imported) -> str:
    return "\n".join(doubt.what for doubt in found.doubts)


def _same_as_sample(found: Imported) -> None:
    known = sample()
    assert parts(found.agreement) == parts(known)
    assert tables(found.agreement) == tables(known)
    assert words_stored(found) == [word for block in known.blocks() for word in block.words]


def test_an_agreement_numbered_by_word_itself_comes_back() -> None:
    data = automatic_word(sample())
    found = read_received(data, "sample.docx")
    _same_as_sample(found)
    assert words_stored(found) == words_in_word(data, found)
    numbered = [repair for repair in found.repairs if repair.kind == "numbering"]
    assert len(numbered) > 400 and found.layout == "Word paragraphs"


@pytest.mark.slow
def test_libreoffice_s_word_files_come_back() -> None:
    data = converted(automatic_word(sample()), "docx", "docx")
    found = read_received(data, "sample.docx")
    _same_as_sample(found)
    assert words_stored(found) == words_in_word(data, found)


@pytest.mark.slow
@pytest.mark.parametrize("printed", [one_paragraph_a_line, wrapped_pages])
def test_plain_text_that_travels_as_a_word_file_is_read_as_text(printed: object) -> None:
    text = printed(sample())  # type: ignore[operator]
    found = read_received(converted(text.encode(), "txt", "docx"), "sample.docx")
    straight = read_received(text.encode(), "sample.txt")
    assert _texts(found) == _texts(straight)
    assert [(r.kind, r.line, r.taken) for r in found.repairs] == [
        (r.kind, r.line, r.taken) for r in straight.repairs
    ]


def test_our_own_successor_comes_back() -> None:
    at = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
    found = read_received(successor(sample(), (), ".docx", title="Calder", at=at, author="Ours"), "s.docx")
    assert_comes_back(found, sample())


def test_a_file_made_by_another_program_keeps_its_words() -> None:
    made = python_docx.Document()
    made.add_heading("ARTICLE I Recognition", 1)
    made.add_paragraph("A. The Board recognizes\tthe Association.")
    grid = made.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            grid.cell(row, column).text = f"{row}{column}"
    grid.cell(0, 0).merge(grid.cell(0, 1))
    grid.cell(1, 2).merge(grid.cell(2, 2))
    made.sections[0].header.paragraphs[0].text = "Draft of March"
    held = io.BytesIO()
    made.save(held)
    found = read_received(held.getvalue(), "a.docx")
    (rows,) = tables(found.agreement)
    assert rows == (("00 01", "", "02"), ("10", "11", "12 22"), ("20", "21", ""))
    assert words_stored(found) == words_in_word(held.getvalue(), found)
    assert [(r.kind, r.taken) for r in found.repairs] == [("page furniture", "Draft of March")]


def test_heading_styles_make_headings_and_numbered_prose_in_a_heading_style_stays_prose() -> None:
    styles = style("T1", "heading 1") + style(
        "T2", based="T1", inside='<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
    )
    long = "The parties agree " + "to meet and confer in good faith " * 6
    lists = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + num(1, 0)
    body = p("leave of absence", "T1", (1, 0)) + p("sick leave", "T2", (1, 1)) + p(long, "T2", (1, 1))
    found = _read(body, {"styles": styles, "numbering": lists})
    kinds = [(block.kind, block.label, block.depth) for block in found.agreement.blocks()]
    assert kinds == [(Kind.HEADING, "1.", 1), (Kind.HEADING, "1.1", 2), (Kind.PARAGRAPH, "1.2", 2)]


def test_signs_inside_a_paragraph_are_what_a_reader_sees() -> None:
    raw = (
        run("pre") + "<w:r><w:noBreakHyphen/></w:r>" + run("school, co") + "<w:r><w:softHyphen/></w:r>" + run("operate")
        + "<w:r><w:br/></w:r>" + run("next") + "<w:r><w:tab/></w:r>" + run("stop ")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:sym w:font="Odd" w:char="F041"/></w:r>'
    )  # fmt: skip
    found = _read(p(raw=raw) + p("Second."))
    assert _texts(found)[0] == "pre-school, cooperate next stop ✓\ufffd"
    assert "only its own font has" in _said(found)


def test_line_breaks_inside_a_paragraph_part_it_before_a_label_only() -> None:
    lines = [
        "ARTICLE I",
        "Recognition",
        "A. The Board recognizes the Association, as is provided in",
        "Section 3, and",
        "B. it",
        "does.",
    ]
    raw = "<w:r><w:br/></w:r>".join(run(line) for line in lines)
    assert _texts(_read(p(raw=raw))) == [
        "ARTICLE I Recognition", "A. The Board recognizes the Association, as is provided in Section 3, and", "B. it does.",
    ]  # fmt: skip


def test_fields_show_their_result_and_what_their_code_holds_is_listed() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>' + run("lost words")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Article V") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + '<w:fldSimple w:instr="DATE">' + run(" in May") + "</w:fldSimple>"
    )  # fmt: skip
    found = _read(p("See ", raw=field + run(".")))
    assert _texts(found) == ["See Article V in May."]
    assert [(r.kind, r.taken) for r in found.repairs] == [("field code", "lost words")]


def test_a_table_of_contents_is_no_list_of_articles() -> None:
    entries = "".join(p(f"Article {n}\tPay {n}\t7", style="TOC1") for n in ("I", "II", "III"))
    articles = "".join(
        p(f"Article {n}") + p(f"Pay {n}") + p("A. Words stand here, in full.") for n in ("I", "II", "III")
    )
    found = _read(entries + articles, {"styles": style("TOC1", "toc 1")})
    titles = [
        article.title or article.path
        for document in found.agreement.documents
        for article in document.articles
    ]
    assert not tables(found.agreement)
    assert titles == ["00-front-matter.md", "Article I Pay I", "Article II Pay II", "Article III Pay III"]


def test_footnotes_follow_the_paragraph_that_cites_them() -> None:
    cite = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(f'<w:footnote w:id="{n}">{p(f"Note {n} words.")}</w:footnote>' for n in (2, 3, 9))
    notes += f'<w:footnote w:type="separator" w:id="0">{p("rule")}</w:footnote>'
    cell = f"<w:tc>{p('$5', raw=cite.format(2))}</w:tc>"
    body = p("A. Pay", raw=cite.format(3)) + table([["Step", "BA"], ["1", cell]]) + p("B. Hours")
    found = _read(body, {"footnotes": notes})
    assert _texts(found) == [
        "A. Pay", "[Footnote 1] Note 3 words.", "| Step | BA |\n| 1 | $5 |", "[Footnote 2] Note 2 words.", "B. Hours",
    ]  # fmt: skip
    assert [r.taken for r in found.repairs if r.kind == "note" and r.taken] == ["Note 9 words."]
    assert "footnote 2" in _said(found)


def test_notes_of_a_file_without_any_form_of_its_own_are_kept() -> None:
    cite = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    found = _read(
        p("A. Pay", raw=cite) + p("B. Hours"),
        {"footnotes": f'<w:footnote w:id="1">{p("Words.")}</w:footnote>'},
    )
    assert _texts(found) == ["A. Pay", "[Footnote 1] Words.", "B. Hours"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    words = f"<w:txbxContent>{p('Boxed words.')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{words}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{words}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = _read(p("A. First.", raw=box) + p("B. Second."))
    assert _texts(found) == ["A. First.", "Boxed words.", "B. Second."]
    assert [block.line for block in found.agreement.blocks()] == [1, 2, 3]
    assert "text box" in _said(found)


def test_hidden_text_is_left_out_and_said_and_a_hidden_mark_joins_a_heading_to_its_words() -> None:
    hidden = p("Plain ", raw=run("secret", "<w:vanish/>"))
    run_in = p("A. Heading.", mark="<w:vanish/><w:specVanish/>") + p("Its words.")
    found = _read(hidden + run_in)
    assert _texts(found) == ["Plain", "A. Heading. Its words."]
    assert [r.taken for r in found.repairs if r.kind == "hidden text"] == ["secret"]
    assert "hidden text" in _said(found)


_TRACKED = (
    p("A. The Board shall ", raw='<w:del w:author="Dee" w:date="2026-01-02T00:00:00Z"><w:r><w:delText>not </w:delText></w:r></w:del>'
      '<w:ins w:author="Una">' + run("promptly ") + "</w:ins>" + run("pay."))
    + p("Joined", mark='<w:del w:author="Dee"/>') + p(" words.")
    + table([["Step", "BA"], ["1", "$5"]]).replace("<w:tr><w:tc><w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space=\"preserve\">1",
      '<w:tr><w:trPr><w:ins w:author="Una"/></w:trPr><w:tc><w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">1')
)  # fmt: skip


@pytest.mark.parametrize(
    ("reading", "texts", "taken"),
    [
        ("accepted", ["A. The Board shall promptly pay.", "Joined words.", "| Step | BA |\n| 1 | $5 |"], ["not", ""]),
        ("rejected", ["A. The Board shall not pay.", "Joined", "words.", "| Step | BA |"], ["promptly", "1 $5"]),
    ],
)  # fmt: skip
def test_tracked_changes_are_read_one_way_and_said(reading: str, texts: list[str], taken: list[str]) -> None:
    found = _read(_TRACKED, reading=reading)
    assert _texts(found) == texts
    assert f"2 insertions, 2 deletions by Dee, Una); it was read with all of them {reading}" in _said(found)
    assert [r.taken for r in found.repairs if r.kind == "tracked change"] == taken


def test_comments_pictures_and_furniture_are_said() -> None:
    found = _read(
        p("A. Words.", raw="<w:r><w:drawing><x:blip xmlns:x='y'/></w:drawing></w:r>"),
        {
            "comments": f'<w:comment w:id="1" w:author="Dee">{p("Why?")}</w:comment>',
            "footer": p("Page 2 of 9"),
        },
    )
    assert "1 comment by Dee" in _said(found) and "1 pictures" in _said(found)
    assert [(r.kind, r.taken) for r in found.repairs] == [
        ("comment", "Why?"),
        ("page furniture", "Page 2 of 9"),
    ]
    assert _texts(found) == ["A. Words."]


def test_tables_of_one_column_are_paragraphs_and_nested_tables_stay_in_their_cell() -> None:
    inner = f"<w:tc>{table([['a', 'b'], ['c', 'd']])}{p()}</w:tc>"
    found = _read(table([["A. Boxed."], ["B. Both."]]) + table([["Step", "BA"], ["1", inner]]))
    assert _texts(found) == ["A. Boxed.", "B. Both.", "| Step | BA |\n| 1 | a b c d |"]
    assert "one column" in _said(found) and "inside a table" in _said(found)


_WORDS = st.lists(
    st.sampled_from(["pay", "Article V", "1.", "(a)", "$5,000", "the", "A.", "\u00a0", "Hours"]), max_size=5
)
_PARAGRAPH = st.builds(
    lambda words, sign, place: p(raw=sign.join(run(word) for word in words), num=place),
    _WORDS,
    st.sampled_from(["<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", run(" ")]),
    st.one_of(st.none(), st.tuples(st.integers(0, 2), st.integers(0, 3))),
)
_TABLE = st.lists(st.lists(_WORDS.map(" ".join), min_size=2, max_size=4), min_size=1, max_size=3).map(table)


@settings(max_examples=examples(80), deadline=None)
@given(st.lists(st.one_of(_PARAGRAPH, _PARAGRAPH, _TABLE), max_size=14))
def test_any_body_keeps_every_word(body: list[str]) -> None:
    lists = abstract(0, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "bullet", "•"))
    data = docx("".join([*body, p("End.")]), {"numbering": lists + num(1, 0) + num(2, 0)})
    found = read_received(data, "a.docx")
    assert "".join(words_stored(found)) == "".join(words_in_word(data, found))


def test_lines_are_ordinals_of_paragraphs() -> None:
    found = _read(p("A. One.") + p() + table([["a", "b"], ["c", "d"]]) + p("B. Two."))
    blocks: list[Block] = list(found.agreement.blocks())
    assert [block.line for block in blocks] == [1, 3, 7]
