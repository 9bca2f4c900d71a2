"""Tables come in with the rows and columns they were printed with, or what is unsure is told."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import table_texts
import yaml
from received import imported, words_received, words_stored

from negotiate.agreement.blocks import Block, Kind
from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported


def _tables(found: Imported) -> list[Block]:
    return [block for block in found.agreement.blocks() if block.kind is Kind.TABLE]


def _read(text: str, name: str = "a.txt") -> Imported:
    found = read_received(text.encode(), name)
    assert words_stored(found) == words_received(text, found)
    return found


def _rows(text: str, name: str = "a.txt") -> list[table_texts.Rows]:
    return [block.rows for block in _tables(_read(text, name))]


def test_every_table_of_a_real_agreement(shared: Path) -> None:
    path = shared / "data" / "contracts" / "boston-btu-2010-2016.txt"
    oracle = yaml.safe_load((Path(__file__).parent / "boston_tables.yaml").read_text("utf-8"))
    lines = path.read_text("utf-8").split("\n")
    found = imported(path)
    tables = {block.line: block for block in _tables(found)}
    assert sorted(tables) == [one["line"] for one in oracle["tables"]]
    assert len(tables) == 42
    for one in oracle["tables"]:
        rows = tables[one["line"]].rows
        uneven = {at: len(row) for at, row in enumerate(rows, 1) if len(row) != one["columns"]}
        assert (len(rows), uneven) == (one["rows"], one.get("uneven", {})), one
        assert (rows[0][0], rows[-1][-1]) == (one["first"], one["last"]), one
        printed = [line for line in lines[one["line"] - 1 : one["last_line"]] if line.strip(" \t\r")]
        words = [word for line in printed for word in line.split()]
        assert [word for row in rows for cell in row for word in cell.split()] == words
    told = {doubt.line for doubt in found.doubts}
    assert set(oracle["told"]) <= told


Print = Callable[[Random, table_texts.Made], str | None]
_PRINTS: dict[str, tuple[Print, str]] = {
    "a cell a line": (table_texts.cell_a_line, "a.txt"),
    "a cell a paragraph": (table_texts.cell_a_paragraph, "a.txt"),
    "columns": (table_texts.set_in_columns, "a.txt"),
    "tabs": (table_texts.tab_separated, "a.txt"),
    "pipes": (table_texts.piped, "a.md"),
}


@pytest.mark.parametrize("name", _PRINTS)
def test_clean_tables_come_back_row_by_row(name: str) -> None:
    printed, file = _PRINTS[name]
    right, wrong = 0, []
    for seed in range(1000, 1100):
        random = Random(seed)
        made = table_texts.made_table(random)
        text = printed(random, made)
        if text is None:  # wider than the page
            continue
        if _rows(text, file) == [made.rows]:
            right += 1
        else:
            wrong.append(seed)
    assert right / (right + len(wrong)) >= 0.98, wrong


@pytest.mark.parametrize("damage", [table_texts.without_a_cell, table_texts.with_joined_cells])
def test_a_lost_or_a_joined_cell_is_told(
    damage: Callable[[Random, table_texts.Made], tuple[table_texts.Rows, int]],
) -> None:
    told, silent = 0, []
    for seed in range(2000, 2250):
        random = Random(seed)
        made = table_texts.made_table(random)
        rows, at = damage(random, made)
        if at < 0:
            continue
        if _read(table_texts.cell_a_line(random, made, rows)).doubts:
            told += 1
        else:
            silent.append(seed)
    assert told / (told + len(silent)) >= 0.95, silent


def test_the_salary_tables_of_an_oregon_agreement(shared: Path) -> None:
    contracts, oracles = shared / "data" / "contracts", shared / "data" / "oracles"
    found = imported(contracts / "oregon-stea-state-teachers-education-association-2023-2025.md")
    lines = (oracles / "oregon_stea_2023_25_schedule.csv").read_text().splitlines()[1:]
    wanted: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for line in lines:
        date, step, _, *cells = line.split(",")
        wanted.setdefault(date, {}).setdefault(step, []).append(tuple(f"{float(cell):.2f}" for cell in cells))
    grids = [block.rows for block in _tables(found) if len(block.rows[0]) == 8]
    assert len(grids) == len(wanted) == 3
    for rows, steps in zip(grids, wanted.values(), strict=True):
        assert rows[0][0] == "Step" and {len(row) for row in rows} == {8}
        for number, (step, paid) in enumerate(steps.items()):
            year, month, day = rows[1 + 3 * number : 4 + 3 * number]  # three printed lines a step
            assert month[0] == step
            lanes = list(zip(year[1:], month[1:], day[1:], strict=True))
            filled = [
                tuple([f"{float(cell.replace(',', '')):.2f}" for cell in lane]) for lane in lanes if lane[0]
            ]
            assert filled == paid
            assert not any(any(lane) for lane in lanes[: 7 - len(paid)])  # the first lanes end early


def test_headings_of_two_lines_and_steps_without_a_salary() -> None:
    text = """\
ARTICLE 3  PAY

A. Salaries are paid by the month and by the table below, to all who hold a license from
the state and are on the payroll of the county on the first day of the month.

                         SALARY SCHEDULE AS OF JULY 1, 2031
  Salary    Pay
  Range    Option   Step 1 Step 2 Step 3 Step 4    Step      Step
                                                    10        11
    30       AP      6346   6676   7009   7354     9866     10361
    31       AP                    7465   7832    10507     11034

 Where the rates of the system and the printed rates differ by two dollars ($2.00) or less,
 the system is the official rate.
"""
    assert _rows(text) == [
        (
            ("Salary", "Pay", "", "", "", "", "", ""),
            ("Range", "Option", "Step 1", "Step 2", "Step 3", "Step 4", "Step", "Step"),
            ("", "", "", "", "", "", "10", "11"),
            ("30", "AP", "6346", "6676", "7009", "7354", "9866", "10361"),
            ("31", "AP", "", "", "7465", "7832", "10507", "11034"),
        )
    ]


_PAGE = [
    "The committee meets on the first Tuesday of each month and keeps a record of what was said",
    "there.",
    "",
]


def _paged(second: list[str]) -> str:
    head = "Step      BA        MA"
    first = [head, *(f"{at:<10}{40000 + at:<10,}{50000 + at:<10,}".rstrip() for at in range(1, 9))]
    more = [f"{at:<10}{40000 + at:<10,}{50000 + at:<10,}".rstrip() for at in range(9, 13)]
    foot = [["", f"Invented County Agreement                         {page}", "\f"] for page in range(1, 5)]
    lines = ["ARTICLE 1  PAY", "", *(_PAGE * 5), *first, *foot[0], *second, *more, ""]
    for last in foot[1:]:
        lines += [*(_PAGE * 6), *last]
    return "\n".join(lines)


@pytest.mark.parametrize("again", [True, False])
def test_a_table_runs_over_a_page(again: bool) -> None:
    found = _read(_paged(["Step      BA        MA"] if again else []))
    (table,) = _tables(found)
    assert [row[0] for row in table.rows] == ["Step", *map(str, range(1, 13))]
    repeated = [repair for repair in found.repairs if "headings of a table" in repair.why]
    joined = [doubt for doubt in found.doubts if "over the end of a page" in doubt.what]
    assert (len(repeated), len(joined)) == ((1, 0) if again else (0, 1))


_CONTENTS = """\
TABLE OF CONTENTS

Article 1   Recognition              1
Article 2   Hours of work            3
Article 3   Salaries and wages       7
Article 4   Leaves                  12
Appendix A  Salary schedule         31

ARTICLE 1  RECOGNITION

A. The board recognizes the association as the representative of all who teach in its schools
and of all who nurse there.
"""


def test_a_table_of_contents_is_no_table() -> None:
    assert not _rows(_CONTENTS)
    leaders = _CONTENTS.replace("              1\n", " ........ 1\n").replace(
        "            3\n", " ...... 3\n"
    )
    assert not _rows(leaders)


@pytest.mark.parametrize(
    "lines",
    [
        [
            "For the Union",
            "Ana Reyes",
            "President",
            "Tom Field",
            "Vice President",
            "For the Board",
            "Lee Moss",
        ],
        ["Department Heads", "Librarians", "Nurses", "Counselors", "Coaches", "Psychologists", "Aides"],
        ["MEMORANDUM OF AGREEMENT", "BETWEEN", "THE BOARD", "AND", "THE UNION", "2031-2034", "Preamble"],
        ["Labor Day", "Veterans Day", "Thanksgiving", "New Year's Day", "Memorial Day", "Juneteenth"],
        ["AGREEMENT", "between", "THE BOARD", "and", "LOCAL 66", "2031", "2034", "Preamble"],
        [
            "For the Union",
            "Ana Reyes, President",
            "March 3, 2031",
            "For the Board",
            "Tom Field",
            "March 4, 2031",
        ],
        ["Harbor Office", "617-555-0100", "Hill Office", "413-555-0100", "Lake Office", "508-555-0199"],
        ["Step 1", "Step 2", "Step 3", "Grievances", "Arbitration", "Article 12", "Section 4"],
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_lists_of_short_lines_are_no_tables(lines: list[str], between: str) -> None:
    text = (
        "Article I\n\nPARTIES\n\nA. The parties are named.\n\n" + between.join(lines) + "\n\nB. They agree.\n"
    )
    assert not _rows(text)


def test_a_name_on_two_lines_stays_in_its_table() -> None:
    text = """\
ARTICLE 9  STIPENDS

A. Stipends are paid in June of each school year to those who have served for the whole of it
and who have handed in their keys.

Head Coach, Football          $9,100
Assistant Coach, Track
  and Cross Country           $4,250
Yearbook Advisor              $1,980
Teacher in Charge of the
Evening School                $2,400

B. No stipend is paid twice.
"""
    found = _read(text)
    (table,) = _tables(found)
    assert [row[-1] for row in table.rows if row[-1]] == ["$9,100", "$4,250", "$1,980", "$2,400"]
    assert {len(row) for row in table.rows} == {2}
    assert len([doubt for doubt in found.doubts if "name alone" in doubt.what]) == 2


def test_names_alone_below_the_headings_are_the_table_s() -> None:
    text = """\
ARTICLE 9  STIPENDS

A. Stipends are shares of the first step of the first lane, and they are paid in June of each
school year to those who have served for the whole of it.

Position                     Percent
ATHLETICS
Head Coach                       10%
Assistant Coach                   7%
MUSIC
Band Director                     9%

B. No stipend is paid twice.
"""
    assert _rows(text) == [
        (
            ("Position", "Percent"), ("ATHLETICS", ""), ("Head Coach", "10%"), ("Assistant Coach", "7%"),
            ("MUSIC", ""), ("Band Director", "9%"),
        )
    ]  # fmt: skip


def test_cells_without_a_mark_for_the_empty_ones_are_told() -> None:
    rows = [
        [str(at), f"{40000 + at:,}", f"{50000 + at:,}", *([f"{60000 + at:,}"] * (at > 3))]
        for at in range(1, 9)
    ]
    cells = ["BA", "MA", "PhD", *[cell for row in rows for cell in row]]
    found = _read(
        "ARTICLE 1 PAY\n\nA. Pay follows.\n\n" + "\n\n".join(["Step", *cells]) + "\n\nB. The end.\n"
    )
    assert any("cells may be lost" in doubt.what for doubt in found.doubts)


@pytest.mark.parametrize(
    "prose",
    [
        "A.  The   board   shall   pay  to   each   nurse   a   sum   of    500   dollars\n"
        "for   each   year   of   service   and   to   each   nurse   a   sum   of   600\n"
        "dollars  for  each  year;   the  board   shall   not   pay   more   than  1,200\n"
        "to  any  one  employee   in   the   course   of   any   year   of   service.",
        "A.\tThe union represents 120 nurses.\n\n1.\t30 days\n\n2.\t45 days\n\n3.\tThe rest.",
        "By: ______________________          By: ______________________\n"
        "Date: March 3, 2031                 Date: March 4, 2031\n"
        "For the Board                       For the Union",
    ],
)
def test_prose_set_wide_is_no_table(prose: str) -> None:
    assert not _rows(f"ARTICLE 1  PAY\n\n{prose}\n\nB. They agree on all that is written above this line.\n")


def test_labelled_lines_with_amounts_are_clauses() -> None:
    """A list of stipends is cited by its labels; what stands under one of them stays under it."""
    text = (
        "ARTICLE 3\nCOMPENSATION\n\nSection 1. Stipends are paid to those whom the principal names each year as\n"
        "heads of their departments and as mentors of new teachers:\n"
        "1. Department heads   $4,200\n2. Mentors   $1,500\n   a. of the first year;\n   b. of the second year.\n"
    )
    found = read_received(text.encode(), "a.txt").agreement
    named = [one.citation for one in place(found) if one.block.label]
    assert named == ["3", "3.1", "3.1.1", "3.1.2", "3.1.2.a", "3.1.2.b"]


def test_a_clause_whose_number_stands_apart_heads_no_table() -> None:
    """A print sets a number apart from its words; the columns below begin where they stand."""
    text = (
        "Article 3    Pay\n3.1     Every rate rises by a fiftieth on the first of April of each year of the term.\n"
        "3.2     The yearly rates on April 1 are:\nStep    Officer    Inspector\n1       48,200     61,300\n"
        "2       50,100     63,750\n3       52,050     66,300\n3.3     A rate is paid in twelve parts.\n"
    )
    assert _rows(text)[0][0] == ("Step", "Officer", "Inspector")
