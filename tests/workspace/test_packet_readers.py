"""What each reader is handed: the table, the members, the board, the team, and members after a session."""

import re
import shutil
from pathlib import Path

import pytest
from bargain import Team


@pytest.fixture(scope="module")
def team(_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The sample district with pay under a tentative agreement, the first pay made in December."""
    folder = tmp_path_factory.mktemp("readers") / "team"
    made = Team(Path(shutil.copytree(_sample, folder, symlinks=True)))
    made("ta", "5", "--union", "Renata Okonjo", "--district", "Warren Abasolo", "--at", "2026-05-02T10:00")
    settings = folder / "agreement.yaml"
    settings.write_text(
        settings.read_text().replace("first_year: 2026}", "first_year: 2026, paid_from: 2026-12-15}")
    )
    return made


def packet(team: Team, *words: str) -> str:
    """A packet as Markdown, without its escapes."""
    out = team.folder.parent / "packet.md"
    team("packet", *words, "-o", str(out))
    return re.sub(r"\\\\(.)", r"\\1", out.read_text())


def test_an_item_named_twice_is_printed_once(team: Team) -> None:
    assert packet(team, "1", "1", "inclusion-staffing") == packet(team, "1")


def test_all_open_items_and_all_agreements(team: Team) -> None:
    told = packet(team, "--open")
    assert told.startswith("# 4 open items\n")
    assert re.findall(r"^## Item (\d)", told, re.MULTILINE) == ["1", "2", "3", "4"]
    assert packet(team, "--agreed").startswith("# Item 5: Pay, with more for paraprofessionals\n")
    said = team("packet", "-o", "x.md", code=4)
    assert "no item is named" in said.err


def test_the_table_sees_no_money_and_no_first_position(team: Team) -> None:
    told = packet(team, "--open")
    assert "estimate" not in told and "First positions" not in told
    assert "## Open items" not in packet(team, "1")
    index = told.split("### Open items")[1].split("\n\n")[1]
    assert [line.split("|")[1].strip() for line in index.splitlines()[2:]] == ["1", "2", "3", "4"]


def test_members_see_first_positions_outcome_votes_and_their_pay(team: Team) -> None:
    told = packet(team, "5", "--for", "members", "--with-cost", "--with-pay", "--vote-at", "2026-06-03T18:00")
    assert "The vote is planned for June 3, 2026, 6:00 PM (UTC-04:00)." in told
    assert "| Teachers and specialists | members | not yet taken |  |" in told
    first = told.split("First positions and outcome")[1].split("Our estimate")[0]
    assert first.index("Union 1, Calder Harbor Educators Association") < first.index("District 1, Calder")
    assert "increased by 4%." in first and "increased by 2%." in first
    assert "Outcome: tentatively agreed on 2026-05-02, as above." in first
    # Step 1, BA: 54,343 − 52,632 = 1,711 more a year; September to December are 4 of 10 pay months: 684.40.
    assert "| 1 | BA | $52,632.00 | $54,343.00 | $55,973.00 | $57,652.00 | $684.40 |" in told
    # An hour's pay, 19.01 → 20.53; its retroactive part is that of a whole job.
    assert re.search(r"\| 1 \| Hourly rate \| \$19\.01 \| \$20\.53 \|", told)


def test_the_board_sees_a_line_a_change_and_the_cost_against_the_current_year(team: Team) -> None:
    told = packet(team, "--open", "--for", "board", "--with-cost")
    assert "| 1. Inclusion staffing | V.B.2(a) | edited |" in told
    assert "Proposed language" not in told and "Tentative agreement" not in told
    table = told.split("## Our estimate: cost against the current year\n\n")[1].split("\n\n")[0]
    rows = {
        line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:-1]]
        for line in table.splitlines()
        if line.startswith("|")
    }
    assert rows[""][0] == "2025-26, current year"

    def cents(name: str) -> list[int]:
        return [int(re.sub(r"\D", "", cell)) for cell in rows[name] if cell]

    before, added = cents("Payroll without the settlement, with roll-up"), cents("Settlement: total")
    assert cents("Payroll with the settlement") == [
        before[0],
        *(own + more for own, more in zip(before[1:], added, strict=True)),
    ]
    parts = [cents(name) for name in rows if name.startswith("Settlement: ") and name != "Settlement: total"]
    assert [sum(each) for each in zip(*parts, strict=True)] == added
    # 143,607,244 for teachers and 11,488,395 for paraprofessionals (`cost units`), to the dollar.
    assert abs(before[0] - (143_607_244 + 11_488_395) * 100) < 200


def test_the_summary_says_where_agreement_is_and_what_the_contention_is(team: Team) -> None:
    told = packet(team, "--summary", "--since", "2026-04-10")
    agreed, contention = told.split("## What is in contention")
    assert "Item 5. Pay" in agreed and "Item 1. Inclusion" not in agreed
    assert "State: TA." in agreed and "New: tentatively agreed, May 2, 2026" in agreed
    assert re.findall(r"^### Item (\d)", contention, re.MULTILINE) == ["1", "2", "3", "4"]
    one = contention.split("### Item 2")[0]
    assert "The next move is with Calder Harbor Educators Association." in one
    assert "Union 2, Calder" in one and "District 2, Calder" in one
    assert "New: District 2 was handed across, April 15, 2026" in one and "New: Union 2" not in one


def test_agreed_language_goes_to_members_without_what_was_offered_first(team: Team, tmp_path: Path) -> None:
    """The ground rules may keep offers in the room: what both sides agreed on is voted on all the same."""
    settings = team.folder / "agreement.yaml"
    before = settings.read_text()
    settings.write_text(before.replace("confidentiality: none ", "confidentiality: until-ratified "))
    try:
        told = packet(team, "5", "--for", "members")
        assert "Outcome: tentatively agreed" in told and "Union 1," not in told
        out = str(tmp_path / "s.md")
        said = team("packet", "--summary", "-o", out, code=3)
        assert "1 Inclusion staffing" in said.err and "5 Pay" not in said.err
        assert "Union 1," in packet(team, "5", "--for", "members", "--consent")
    finally:
        settings.write_text(before)
