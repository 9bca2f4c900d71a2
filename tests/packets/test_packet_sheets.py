"""Sheets of ours: no figure is parted in two lines, and a chart stands with the figures it draws."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from negotiate.packets.elements import Bars, Element, File, Part, Sheet, Tone, Words
from negotiate.packets.pdf import pdf

_LINE, _MARGINS = 468, 11  # points: US Letter less an inch either side; a cell's own room
_DIGIT, _POINT = 0.556 * 9.5, 0.278 * 9.5  # Arial's digit and its comma or full stop, at 9.5 pt

BOARD = Sheet(
    ("", "2025-26, current year", "2026-27", "2027-28", "2028-29"),
    (
        ("Payroll without the settlement, with roll-up", *["$155,095,639.42"] * 4),
        ("Settlement, share of the payroll", "", "6.03 %", "5.90 %", "5.79 %"),
    ),
    figures=1,
)


def test_a_board_s_figures_keep_on_one_line() -> None:
    widths = [share * _LINE / sum(BOARD.shares) for share in BOARD.shares]
    needed = 12 * _DIGIT + 3 * _POINT + _MARGINS  # a dollar sign is as wide as a digit
    assert min(widths[1:]) >= needed
    assert widths[0] >= len("settlement,") * _DIGIT + _MARGINS  # and the longest word beside them


def test_words_share_a_line_that_has_no_figures_and_widths_given_stand() -> None:
    assert Sheet(("Who", "Why"), (("A", "long " * 40),)).shares[1] > 3 * Sheet(("Who",), (("A",),)).shares[0]
    assert Sheet(("a", "b"), (("1", "2" * 90),), widths=(3, 1)).shares == (3, 1)


@pytest.mark.parametrize("lines", [14, 18, 22, 26, 30])
def test_a_chart_stands_on_the_page_of_its_figures_and_leaves_no_page_empty(
    tmp_path: Path, lines: int
) -> None:
    elements: list[Element] = [Words(f"Line {at} of the clause.") for at in range(lines)]
    elements += [
        Part("Our estimate", 2),
        Sheet(("", "2026-27"), (("Positions", "$41.00"), ("Total", "$43.00")), figures=1),
        Bars("Total by year", (("2026-27", 4300, "$43.99"),)),
        *(Words(f"What it rests on, {at}.", Tone.AFTER) for at in range(6)),
        Part("Tentative agreement", 2),
        Sheet(("For", "Name"), (("A", ""), ("B", "")), tall=True),
    ]
    at = datetime(2026, 3, 4, 9, tzinfo=UTC)
    path = tmp_path / "chart.pdf"
    path.write_bytes(pdf(File("A chart", tuple(elements), "We", at, "head", "foot")))
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    pages = done.stdout.split("\f")
    (drawn,) = [page for page in pages if "$43.99" in page]
    assert "$43.00" in drawn and "Our estimate" in drawn
    if lines <= 26:  # hand count: 26 lines of 19 pt and the chart's 9 lines are under a page's 650 pt
        assert f"Line {lines - 1} of" in drawn
