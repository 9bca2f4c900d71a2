"""Citations find clauses as people write them; edits change that and nothing else."""

import pytest

from negotiate.agreement.blocks import Agreement, Block
from negotiate.agreement.citations import Index, place, split_paragraph
from negotiate.agreement.editing import change_cells, delete_clause, insert_after, replace_clause
from negotiate.agreement.reading.reader import read_received
from negotiate.common.errors import BadInput

_TEXT = """Article V

Staffing

A. Teachers

1. Class Size

(a) Classes shall be small.

(b) Limits

No class shall have more than 25 pupils.

(1) In music, 40 pupils.

(2) In shop, 20 pupils and 20:1 at the benches.

Grade | Most

2. Inclusion

(a) The ratio shall be 20 students to one teacher.

B. Nurses

1) One nurse to 700 students.

Article VI

Pay

A. All teachers are paid.
"""


@pytest.fixture
def agreement() -> Agreement:
    return read_received(_TEXT.encode(), "a.txt").agreement


def _words(agreement: Agreement, citation: str) -> list[str]:
    return [one.block.canonical for one in Index(place(agreement), agreement.main).clause(citation)]


@pytest.mark.parametrize(
    "citation",
    [
        "V.A.1(b)(2)",
        "Article V(A)(1)(b)(2)",
        "VA1(b)(2)",
        "Art. V, Sec. A, 1(b)(2)",
        "v.a.1.b.2",
        "agreement:V.A.1(b)(2)",
    ],
)
def test_a_citation_as_people_write_it(agreement: Agreement, citation: str) -> None:
    assert _words(agreement, citation) == ["(2) In shop, 20 pupils and 20:1 at the benches.", "Grade | Most"]


def test_a_paragraph_of_a_clause(agreement: Agreement) -> None:
    assert _words(agreement, "V.A.1(b) ¶2") == ["No class shall have more than 25 pupils."]
    with pytest.raises(BadInput, match="2 paragraphs, not 9"):
        _words(agreement, "V.A.1(b) ¶9")


def test_what_is_not_there_names_the_nearest(agreement: Agreement) -> None:
    with pytest.raises(BadInput, match=r"no clause is cited as 'V\.A\.3'") as fault:
        _words(agreement, "V.A.3")
    assert "V.A" in fault.value.do


def _changed(before: Agreement, after: Agreement) -> tuple[list[Block], list[Block]]:
    old, new = list(before.blocks()), list(after.blocks())
    while old and new and old[0] == new[0]:
        old.pop(0), new.pop(0)
    while old and new and old[-1] == new[-1]:
        old.pop(), new.pop()
    return old, new


def test_one_paragraph_replaces_the_block_it_is_a_version_of(agreement: Agreement) -> None:
    after = replace_clause(agreement, "V.A.1(b)", "(2) In shop, 16 pupils and 16:1 at the benches.")
    old, new = _changed(agreement, after)
    assert [block.text for block in old] == ["In shop, 20 pupils and 20:1 at the benches."]
    assert [block.text for block in new] == ["In shop, 16 pupils and 16:1 at the benches."]


def test_one_paragraph_like_none_of_a_heading_s_blocks_is_no_guess(agreement: Agreement) -> None:
    with pytest.raises(BadInput, match="heading with 4 blocks"):
        replace_clause(agreement, "V.A.1(b)", "Something wholly different about parking at the schools.")


def test_a_whole_clause_replaced_by_its_own_words_is_the_same(agreement: Agreement) -> None:
    for one in place(agreement):
        if one.paragraph == 1 and one.block.opens_clause:
            whole = "\n\n".join(_words(agreement, one.citation))
            assert replace_clause(agreement, one.citation, whole) == agreement, one.citation


def test_a_new_clause_goes_on_with_the_list(agreement: Agreement) -> None:
    after = insert_after(agreement, "V.A.1(b)", "(c) Co-teachers\n\n(1) shall be hired.")
    found = [one for one in place(after) if one.citation.startswith("V.A.1(c)")]
    assert [(one.citation, one.block.text) for one in found] == [
        ("V.A.1(c)", "Co-teachers"),
        ("V.A.1(c)(1)", "shall be hired."),
    ]
    assert _changed(agreement, after)[0] == []


def test_a_clause_struck_goes_with_all_under_it(agreement: Agreement) -> None:
    after = delete_clause(agreement, "V.A.1(b)")
    old, new = _changed(agreement, after)
    assert (len(old), new) == (5, [])


def test_cells_are_changed_by_row_and_column() -> None:
    text = "# Article I Size\n\n## A. Table\n\n| Grade | Most |\n| --- | --- |\n| 3 | 25 |\n| 4 | 28 |\n"
    agreement = read_received(text.encode(), "a.md").agreement
    after = change_cells(agreement, "I.A", [("3", "Most", "22")])
    table = next(block for block in after.blocks() if block.rows)
    assert table.rows == (("Grade", "Most"), ("3", "22"), ("4", "28"))
    with pytest.raises(BadInput, match="no single cell"):
        change_cells(agreement, "I.A", [("9", "Most", "22")])


def test_a_paragraph_can_be_cited_with_the_keys_a_keyboard_has() -> None:
    for said in ("V.A.1(e) p4", "V.A.1(e) p. 4", "V.A.1(e) par. 4", "V.A.1(e) para 4", "V.A.1(e) ¶4"):
        assert split_paragraph(said) == ("V.A.1(e)", 4)
    assert split_paragraph("V.Ap4") == ("V.Ap4", None)
