"""Where words come from, and packets held against the record."""

import re
from pathlib import Path

import docx
import pypdfium2
import pytest
from bargain import Team, run

UNION, DISTRICT = "Renata Okonjo", "Warren Abasolo"


@pytest.fixture
def team(sample: Path) -> Team:
    return Team(sample)


def test_each_paragraph_names_its_pass(team: Team) -> None:
    passes = [one["name"] for one in team("item", "show", "5", "--json").json()["passes"]]
    texts = {
        name: team("show", "IX.A.2", "--at", f"5:{name.split()[0].lower()}@{name.split()[1]}").out
        for name in passes
    }
    team("ta", "5", "--union", UNION, "--district", DISTRICT, "--at", "2026-05-06T19:10")
    found = {one["citation"]: one for one in team("provenance", "IX.A.2", "--json").json()}
    new = found["IX.A.2(d)"]
    assert (new["from"], new["number"], new["agreed_at"][:16]) == ("agreement", 5, "2026-05-06T19:10")
    received = [one for one in found.values() if one["from"] == "received"]
    assert received and all(one["first_pass"] is None for one in received)
    having = [name for name in passes if new["words"] in texts[name]]  # in the order handed across
    assert new["first_pass"] == having[0]
    assert f"first in {new['first_pass']}" in team("provenance", "IX.A.2(d)").out


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md"])
def test_a_packet_is_held_against_the_record(team: Team, tmp_path: Path, ending: str) -> None:
    file = str(tmp_path / f"packet.{ending}")
    team("packet", "2", "4", "-o", file)
    said = team("verify", file)
    assert "Union 2 on item 2" in said.out and "holds the language on the record" in said.out
    assert "byte for byte as it was made" in said.out


def test_a_packet_saved_anew_and_one_with_words_slipped_in(team: Team, tmp_path: Path) -> None:
    """A packet that a program saved again is still ours; a word anywhere in it that is not, is told."""
    file = tmp_path / "packet.docx"
    team("packet", "2", "--author", "R. Okonjo", "-o", str(file))
    document = docx.Document(str(file))
    document.save(str(file))
    said = team("verify", str(file))
    assert "holds the language" in said.out and "byte for byte" not in said.out
    note = next(one for one in document.paragraphs if one.text.startswith("This proposal is made"))
    note.text = note.text.replace("without prejudice", "without prejudice and for two weeks only")
    document.save(str(file))
    said = team("verify", str(file), code=1)
    assert "prejudice and for two weeks only" in said.out
    assert said.out.count("these words are in the file") == 1


def test_what_a_changed_packet_shows(team: Team, tmp_path: Path) -> None:
    file = tmp_path / "packet.md"
    team("packet", "2", "-o", str(file))
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("1 to 350", "1 to 400"), "utf-8")
    assert "has other words there" in team("verify", str(file), code=1).out
    file.write_text(re.sub(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", "0000-1111-2222", whole), "utf-8")
    assert "no pass on the record" in team("verify", str(file), code=1).out
    file.write_text("1. Nothing to see.\n", "utf-8")
    assert "no text code" in team("verify", str(file), code=4).err


def test_a_missing_page_is_told(team: Team, tmp_path: Path) -> None:
    file = tmp_path / "packet.pdf"
    team("packet", "2", "-o", str(file))
    with pypdfium2.PdfDocument(str(file)) as pages:
        count = len(pages)
        del pages[count - 1]
        pages.save(str(tmp_path / "short.pdf"))
    assert count > 1
    assert f"page {count}: this page is missing" in team("verify", str(tmp_path / "short.pdf"), code=1).out


def test_a_file_that_is_none(team: Team, tmp_path: Path) -> None:
    assert run("-w", str(team.folder), "verify", str(tmp_path / "none.pdf")).code == 4
