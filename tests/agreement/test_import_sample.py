"""The sample agreement printed and received again: its labels, parents, tables and words come back."""

from pathlib import Path

import pytest
from printing import one_paragraph_a_line, wrapped_pages
from received import words_received, words_stored
from sample_files import agreement as sample

from negotiate.agreement.blocks import Agreement, Kind
from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received


def _parts(agreement: Agreement) -> list[str]:
    """The citation of every labelled part, in order: label and parents in one name, documents apart."""
    return [
        one.citation.rpartition(":")[2].upper()
        for one in place(agreement)
        if one.block.label and one.paragraph == 1
    ]


def test_the_tour_s_received_file_is_the_sample_s_print() -> None:
    kept = Path(__file__).resolve().parents[2] / "docs" / "tour" / "calder-harbor-2023-2026.txt"
    assert kept.read_text("utf-8") == wrapped_pages(sample())


@pytest.mark.parametrize("printed", [one_paragraph_a_line, wrapped_pages])
def test_the_printed_sample_comes_back(printed: object) -> None:
    known = sample()
    text = printed(known)  # type: ignore[operator]
    found = read_received(text.encode(), "sample.txt")
    assert words_stored(found) == words_received(text, found)
    wanted, got = _parts(known), _parts(found.agreement)
    there = sum((part in set(got)) for part in wanted)
    assert there / len(wanted) >= 0.985, sorted(set(wanted) - set(got))[:20]
    assert len(set(got) - set(wanted)) / len(got) <= 0.015, sorted(set(got) - set(wanted))[:20]
    tables = [block.rows for block in known.blocks() if block.kind is Kind.TABLE]
    again = [block.rows for block in found.agreement.blocks() if block.kind is Kind.TABLE]
    assert sum(rows in again for rows in tables) >= 0.9 * len(tables)
