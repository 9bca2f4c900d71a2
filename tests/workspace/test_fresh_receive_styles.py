"""Words struck or whitened by a style, a cell that lost its marks, a file linked in: each is told."""

from pathlib import Path

import pytest
from bargain import Team
from receiving_kit import A2, RAISE, made, p, said, table, word

from negotiate.workspace.incoming.doubling import doubled_cell

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Older"><w:basedOn w:val="Old"/></w:style>'
    '<w:style w:type="character" w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Gone"><w:rPr><w:dstrike/></w:rPr></w:style>'
)
PALE = '<w:r><w:rPr><w:rStyle w:val="Pale"/></w:rPr><w:t xml:space="preserve"> if funds allow</w:t></w:r>'
RATES = [["Grade", "Start", "Top"], ["Page", "14.10", "17.80"], ["Librarian I", "24.60", "33.90"]]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("styled"))


@pytest.mark.parametrize(
    "struck",
    [
        p(f"1. {RAISE}", properties='<w:pStyle w:val="Older"/>'),
        table([[f"1. {RAISE}", ""]]).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="Gone"/></w:tblPr>'),
    ],
    ids=["paragraph", "table"],
)
def test_what_a_style_strikes_is_struck(team: Team, tmp_path: Path, struck: str) -> None:
    path = tmp_path / "styled.docx"
    path.write_bytes(word(struck, p(f"2. {A2.replace('20', '18')}"), styles=STYLES))
    refused = team("receive", "1", str(path), "--side", "district", "--yes", code=3)
    assert "nobody has said yet" in refused.err
    assert "strike 1 times" in refused.err


def test_white_by_a_style_is_not_seen_on_paper(team: Team, tmp_path: Path) -> None:
    found = said(team, tmp_path, word(p(f"1. {RAISE[:-1].replace('6.5', '5')}", PALE, "."), styles=STYLES))
    assert [(one["what"], one["text"]) for one in found["unseen"]] == [
        ("words in the colour of the paper", "if funds allow")
    ]


def test_a_file_linked_in_is_told(team: Team, tmp_path: Path) -> None:
    found = said(team, tmp_path, word(p(f"1. {RAISE.replace('6.5', '5')}"), '<w:altChunk r:id="x"/>'))
    assert any("another file" in one["what"] for one in found["unseen"])


def test_old_and_new_rate_in_one_cell_are_no_offer(team: Team, tmp_path: Path) -> None:
    rows = [[cell.replace("14.10", "14.10 15.25") for cell in row] for row in RATES]
    path = tmp_path / "cells.docx"
    path.write_bytes(word(p("2. Hourly rates are these:"), table(rows)))
    refused = team("receive", "1", str(path), "--side", "district", "--yes", code=4)
    assert "III.A.2 ¶2 says “14.10 15.25”" in refused.err


def test_plain_cells_are_no_lost_marks() -> None:
    was = (("Grade", "Pay", "Hours"), ("Page", "14.10", "7 to 9"))
    for new in (("Page", "15.25", "7 to 9"), ("Page", "14.10", "8 to 9"), ("Runner", "12.00 13.00", "7")):
        assert doubled_cell((was[0], new), [was]) == ""
    assert doubled_cell((was[0], ("Page", "14.1015.25", "7 to 9")), [was]) == "14.1015.25"
