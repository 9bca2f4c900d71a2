"""Running heads and page numbers in a text of a paragraph a line, whose tables stand one cell a line."""

from collections.abc import Sequence

from negotiate.agreement.blocks import Kind
from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported

_SENTENCE = "The Board shall do what this section says, and shall tell the Association of it in each year."
_CELLS = ("Step", "BA", "MA", "1", "50,000", "55,000", "2", "\u00a0", "56,000", "3", "52,000", "57,000")


def _read(furniture: Sequence[Sequence[str]]) -> Imported:
    """Four articles, each ending in a table; a page's end stands below each of the tables."""
    lines: list[str] = []
    for article, foot in enumerate(furniture, 1):
        lines += [f"ARTICLE {article} PAY"]
        lines += [f"{letter}. {_SENTENCE}" for letter in "ABCDE"]
        lines += [*_CELLS, *foot]
    return read_received("\n".join([*lines, f"F. {_SENTENCE}"]).encode(), "a.txt")


def _tables(found: Imported) -> list[tuple[tuple[str, ...], ...]]:
    return [one.block.rows for one in place(found.agreement) if one.block.kind is Kind.TABLE]


_WANTED = [(("Step", "BA", "MA"), ("1", "50,000", "55,000"), ("2", "", "56,000"), ("3", "52,000", "57,000"))]


def test_a_running_head_above_its_page_number_is_no_row() -> None:
    found = _read([("Fernwood Agreement 2023", str(page)) for page in range(4, 8)])
    assert _tables(found) == 4 * _WANTED
    assert [one.kind for one in found.repairs] == 8 * ["page furniture"]


def test_a_line_that_says_page_is_none() -> None:
    found = _read([(f"Page {page} of 40",) for page in range(4, 8)])
    assert _tables(found) == 4 * _WANTED
    assert len(found.repairs) == 4


def test_numbers_of_steps_are_cells_however_far_apart() -> None:
    rows = [cell for step in range(1, 6) for cell in (str(step), *(f"{step}{n:02},000" for n in range(13)))]
    heads = ["Step", *(f"Lane {n}" for n in range(13))]
    text = "\n".join(["ARTICLE 1 PAY", *(f"{letter}. {_SENTENCE}" for letter in "ABCDE"), *heads, *rows])
    found = read_received(text.encode(), "a.txt")
    assert found.repairs == ()
    assert [[row[0] for row in table] for table in _tables(found)] == [["Step", "1", "2", "3", "4", "5"]]


def test_cells_that_say_what_for_are_cells_of_figures() -> None:
    text = """ARTICLE 1 LOAD

A. Teachers have at most these pupils:

    Level               Target    Relief begins
    Grades 4-5              26               30
    Middle school    150 a day        165 a day
    High school      160 a day        175 a day

B. After it.
"""
    assert [len(table) for table in _tables(read_received(text.encode(), "a.txt"))] == [4]
