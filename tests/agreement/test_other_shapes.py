"""Agreements of shapes met seldom: narrow columns, pages of tables, labels of other traditions."""

import pytest
from pdf_files import typeset
from received import words_stored
from same_parts import parts, tables

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import index_of
from negotiate.agreement.editing import replace_clause
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported

_SENTENCE = (
    "The district shall post a list of the vacancies of each school before the first day of the term. "
)


def _read(text: str) -> Imported:
    return read_received(text.encode(), "a.txt")


def _print(page: str) -> Imported:
    return read_received(typeset(page), "a.pdf")


def _texts(agreement: Agreement) -> list[str]:
    return [block.canonical for block in agreement.blocks() if not block.rows]


_NARROW = """
#set page(width: 6.5in, height: 6in, margin: 0.7in, columns: 2, header: [Agreement of Elm Bay #h(1fr) 2026-2029])
#set columns(gutter: 24pt)
#set text(size: 11pt)
"""


def test_narrow_columns_are_read_one_after_the_other_with_their_paragraphs_whole() -> None:
    clauses = [f"{letter}. {_SENTENCE * 3}".strip() for letter in "ABCDEFGHIJKLMNOPQR"]
    body = "".join(
        f"#block(inset: (left: {30 * (at % 2)}pt))[{one}]\n" for at, one in enumerate(clauses)
    )  # the last page fills its left column alone
    found = _print(_NARROW + "#block[ARTICLE 1]\n" + body)
    assert _texts(found.agreement) == ["ARTICLE 1", *clauses]
    heads = [one.taken for one in found.repairs if one.kind == "page furniture"]
    assert set(heads) == {"Agreement of Elm Bay", "2026-2029"}


def test_a_table_over_the_end_of_a_column_is_one_and_stands_where_it_is_read() -> None:
    rows = "".join(f"[{n}],[{40 + n},100],[{42 + n},200]," for n in range(1, 21))
    table = f"#table(columns: 3, [Step], [BA], [MA], {rows})\n"
    wide = '#place(bottom, scope: "parent", float: true)[#table(columns: (1fr, 1fr), [Plan], [Cost], [A], [9])]\n'
    words = "".join(f"#block[{letter}. {_SENTENCE}]\n" for letter in "ABC")
    after = "".join(f"#block[{letter}. {_SENTENCE * 2}]\n" for letter in "DEFGHIJ")
    found = _print(_NARROW + "#set page(header: none)\n" + wide + words + table + after)
    stored = [f"{block.label}{len(block.rows) or ''}" for block in found.agreement.blocks()]
    schedule = next(one for one in tables(found.agreement) if len(one) > 2)
    assert schedule == (
        ("Step", "BA", "MA"),
        *((str(n), f"{40 + n},100", f"{42 + n},200") for n in range(1, 21)),
    )
    assert [one for one in stored if one != "2"] == [
        "A.",
        "B.",
        "C.",
        "21",
        "D.",
        "E.",
        "F.",
        "G.",
        "H.",
        "I.",
        "J.",
    ]


@pytest.mark.parametrize(
    "title",
    ["Salary Schedule {y}-{z}", "APPENDIX A-{n}", "ARTICLE {n}", "Year {n} Salaries", "Pay Chart {n}"],
)
def test_a_title_that_climbs_from_page_to_page_is_no_running_head(title: str) -> None:
    titles = [title.format(n=n, y=2024 + n, z=25 + n) for n in range(1, 6)]
    foot = "#set page(width: 6in, height: 5in, margin: 0.8in, footer: context counter(page).display())\n"
    rows = "".join(f"[{n}],[4{n},100],[4{n},200]," for n in range(1, 6))
    body = "#pagebreak()\n".join(
        f"#block[{one}]\nA. {_SENTENCE}\n#table(columns: 3, [Step], [BA], [MA], {rows})\n" for one in titles
    )
    found = _print(foot + body)
    words = " ".join(words_stored(found))
    assert [one for one in titles if one not in words] == []
    assert len(tables(found.agreement)) == 5
    assert [one.taken for one in found.repairs if one.kind == "page furniture"] == list("12345")


def test_titles_of_schedules_in_wrapped_text_are_no_running_heads() -> None:
    rows = "".join(f"{step:>2}    4{step:02},100    4{step:02},200\n" for step in range(1, 21))
    schedules = "".join(
        f"Salary schedule for {2026 + n}-{27 + n}\n\nStep  BA   MA\n{rows}\n" for n in range(4)
    )
    text = (
        f"ARTICLE 1 PAY\n\nA. {_SENTENCE}\nIt is\npaid as the law and the parties say in the schedules.\n\n"
    )
    found = _read(text + schedules)
    assert not [one for one in found.repairs if one.kind == "page furniture"]
    assert sum(one.startswith("Salary schedule for") for one in _texts(found.agreement)) == 4


def test_a_cited_number_alone_on_its_line_is_no_page_number() -> None:
    clauses = [
        f"{n}. The district shall pay the premium of each member in the manner of\n{n}.1.1.\n\n"
        + f"{_SENTENCE[:60]}\n{_SENTENCE[60:]}\n\n" * 5
        for n in range(1, 6)
    ]
    found = _read("".join(clauses))
    assert not [one for one in found.repairs if one.kind == "page furniture"]


def test_a_figure_wider_than_its_cell_is_one_figure() -> None:
    rows = "".join(f"[{n}],[4{n},451],[5{n},732]," for n in range(1, 6))
    page = "#set page(width: 6in, height: 4in, margin: 1in)\n#set text(size: 11pt)\n"
    found = _print(
        page + f"#table(columns: (20pt, 33pt, 33pt), inset: (left: 6pt, rest: 2pt), [S], [BA], [MA], {rows})"
    )
    assert tables(found.agreement) == [
        (("S", "BA", "MA"), *((str(n), f"4{n},451", f"5{n},732") for n in range(1, 6)))
    ]


def test_a_figure_cut_off_behind_its_comma_is_told() -> None:
    text = "ARTICLE 1 PAY\n\nStep\tBA\tMA\n" + "".join(f"{n}\t4{n},100\t5{n},20\n" for n in range(1, 6))
    said = [one.what for one in _read(text).doubts if "lost its end" in one.what]
    assert said == ["'51,20', and 4 figures below: a figure may have lost its end"]


def test_narrow_columns_of_figures_without_rules_keep_their_heads() -> None:
    heads = ("Step", "BA", "BA+15", "MA", "MA+15", "MA+30")
    body = [(str(n), *(f"{40 + n},{100 + k}" for k in range(5))) for n in range(1, 12)]
    cells = ",".join(f"[{cell}]" for row in (heads, *body) for cell in row)
    page = "#set page(width: 8in, height: 6in, margin: 1in)\n#set text(size: 11pt)\n"
    table = f"#table(columns: 6, stroke: none, inset: 3pt, {cells})"
    found = _print(page + "ARTICLE 1\n\n" + f"A. {_SENTENCE * 4}\n\n#pagebreak()\n" + table)
    assert tables(found.agreement) == [(heads, *body)]


def test_labels_of_other_traditions() -> None:
    words = "The board shall pay."
    dashed = "ARTICLE 3\n\n" + "".join(
        f"{one} {words}\n\n" for one in ("3-1", "3-1-1", "3-1-2", "a)", "b)", "3-1-3", "3-2", "3-3", "3-3-1")
    )
    found = _read(dashed)
    labelled = [(one.label, one.depth) for one in found.agreement.blocks()][1:]
    assert labelled == [
        ("3-1", 2), ("3-1-1", 3), ("3-1-2", 3), ("a)", 4), ("b)", 4), ("3-1-3", 3), ("3-2", 2), ("3-3", 2), ("3-3-1", 3),
    ]  # fmt: skip
    assert not found.doubts
    degrees = _read(f"Article 7\n\n{words}\n\n1° {words}\n\n2° {words}\n\na) {words}\n\n3° {words}\n")
    assert parts(degrees.agreement) == ["7", "7.1", "7.2", "7.2(A)", "7.3"]
    named = _read(
        f"ARTICLE 2\n\nClause 1. {words}\n\n(a) {words}\n\nClause 2. {words}\n\nClause 2 of it is old.\n"
    )
    assert parts(named.agreement) == ["2", "2.1", "2.1(A)", "2.2"]


def test_a_draft_that_begins_with_its_own_label_keeps_it_once() -> None:
    text = "ARTICLE 3\n\n3-1 One.\n\n3-1-1 Two.\n\n3-1-2 The board shall pay.\n\n3-1-3 Four.\n"
    made = replace_clause(_read(text).agreement, "3.3-1.3-1-2", "3-1-2 The board shall pay at once.")
    assert [one.label for one in made.blocks()] == ["ARTICLE 3", "3-1", "3-1-1", "3-1-2", "3-1-3"]
    assert [one.text for one in made.blocks()][3] == "The board shall pay at once."


def test_labels_without_a_space_before_their_words() -> None:
    found = _read(
        "ARTICLE 1 PAY\n\n1.1The board pays.\n\n(a)Each member.\n\n(b)“Day” is a day.\n\n1.2A member asks.\n"
    )
    assert parts(found.agreement) == ["1", "1.1", "1.1(A)", "1.1(B)", "1.2"]
    assert [one.taken for one in found.repairs if one.kind == "parted"] == [
        "1.1The",
        "(a)Each",
        "(b)“Day”",
        "1.2A",
    ]


def test_sections_that_count_through_chapters_are_found_by_their_number() -> None:
    sections = iter(f"§ {n} {_SENTENCE}\n\n(a) {_SENTENCE}\n\n(b) {_SENTENCE}\n\n" for n in range(1, 10))
    text = "".join(
        f"Chapter {n} Rules of Work\n\n" + "".join(next(sections) for _ in range(3)) for n in (1, 2, 3)
    )
    found = _read(text)
    index = index_of(found.agreement)
    assert [len(one.articles) for one in found.agreement.documents] == [3]
    assert not found.doubts
    for asked in ("§ 5(b)", "Section 5(b)", "5(b)", "Chapter 2, Section 5(b)"):
        assert index.placed[index.find(asked)].citation == "Chapter 2.5(b)"


def test_a_list_inside_a_sentence_stays_in_it_at_a_line_s_end() -> None:
    text = (
        "ARTICLE 1 CLASSES\n\nA. The committee shall consider (1) enrollment in each building, (2) space, and\n"
        "(3) the needs of the students in all of the buildings of the district that\nare open.\n\n"
        "B. A member shall file the form within ten days of the event that is at\nissue in the grievance.\n"
    )
    assert parts(_read(text).agreement) == ["1", "1.A", "1.B"]


def test_headings_without_numbers_head_what_stands_below_and_it_is_told() -> None:
    plain = "".join(
        f"{article}\n\nScope\n\n{_SENTENCE}\n\nNotice Given\n\n{_SENTENCE}\n\n"
        for article in ("Leave", "Pay", "Hours")
    )
    found = _read(plain)
    heads = [(one.text, one.depth) for one in found.agreement.blocks() if one.opens_clause]
    assert heads == [
        (text, depth)
        for one in ("Leave", "Pay", "Hours")
        for text, depth in ((one, 1), ("Scope", 2), ("Notice Given", 2))
    ]
    assert [one.what for one in found.doubts] == [
        "nothing is numbered here: lines that read like headings head it"
    ]
    bare = _read("\n\n".join([_SENTENCE.strip()] * 14))
    assert [one.what for one in bare.doubts] == ["nothing is numbered here and nothing reads like a heading"]


def test_a_page_of_tables_side_by_side_is_told_where_other_pages_have_two_columns() -> None:
    rows = ",".join(f"[{n}],[4{n},100]" for n in range(1, 9))
    tables_only = f"#table(columns: 2, stroke: none, {rows})\n"
    prose = "".join(f"#block[{letter}. {_SENTENCE * 3}]\n" for letter in "ABCDEFGHIJKLMNOPQ")
    page = prose + "#pagebreak()\n" + tables_only + "#colbreak()\n" + tables_only
    said = [one.what for one in _print(_NARROW + page).doubts if "read across" in one.what]
    assert len(said) == 1 and said[0].startswith("page 5 is read across")
