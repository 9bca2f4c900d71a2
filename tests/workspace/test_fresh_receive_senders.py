"""What marks made by hand mean is a person's manner: confirmed once for each, whom the file or a command names."""

import io
import zipfile
from pathlib import Path

import pytest
from bargain import Team
from receiving_kit import RAISE, made, p, r, text_of, word

from negotiate.bargaining.parties import Side
from negotiate.common.errors import BadInput
from negotiate.workspace.incoming.senders import Sender, sender_of

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{}</dc:creator>'
    "<cp:lastModifiedBy>{}</cp:lastModifiedBy></cp:coreProperties>"
)
MARKS = "strike=deleted,underline=added"


def letter(creator: str, writer: str, figure: str) -> bytes:
    """Our raise struck by hand and theirs underlined, in a file that names people."""
    data = word(
        p(
            "1. All rates rise by ",
            r("6.5%", "<w:strike/>"),
            r(figure, '<w:u w:val="single"/>'),
            r(RAISE[22:]),
        )
    )
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("docProps/core.xml", CORE.format(creator, writer))
    return held.getvalue()


def test_each_person_of_a_side_is_asked_once(tmp_path: Path) -> None:
    team: Team = made(tmp_path)
    path = tmp_path / "letter.docx"

    def receive(data: bytes, *more: str, code: int = 0) -> str:
        path.write_bytes(data)
        return team("receive", "1", str(path), "--side", "district", "--dry-run", *more, code=code).err

    def store(data: bytes, at: str, *more: str) -> None:
        path.write_bytes(data)
        team("receive", "1", str(path), "--side", "district", "--yes", "--at", at, *more)

    dana, omar = letter("Pat Lee", "Dana Reyes", "3%"), letter("Omar Diaz", "", "4%")
    assert "what Dana Reyes means by them" in receive(dana, code=3)
    store(dana, "2026-02-10T09:00", "--marks", MARKS)
    assert "as Dana Reyes means them" in receive(letter("", "Dana Reyes", "5%"))
    assert "what Omar Diaz means by them" in receive(omar, code=3)  # another person: asked again
    assert "as Dana Reyes means them" in receive(omar, "--from", "Dana Reyes")
    store(letter("", "", "2%"), "2026-02-11T09:00", "--marks", MARKS)  # nobody named: the side
    assert "what Omar Diaz means by them" in receive(omar, code=3)
    path.write_bytes(letter("", "", "2%"))
    found = team("receive", "1", str(path), "--side", "district", "--dry-run", "--json").json()
    assert (found["sender"], text_of(found)) == ("", {"III.A.1": f"1. {RAISE.replace('6.5', '2')}"})
    kept = (team.folder / "received.yaml").read_text("utf-8")
    assert kept.count("from: Dana Reyes") == 1
    assert kept.count("side: district") == 2


def test_a_name_of_ours_on_a_packet_sent_back_is_no_senders() -> None:
    ours = frozenset({"Larkspur Workers"})
    named = letter("Ann Roy", "Larkspur Workers", "3%")
    assert sender_of(named, "a.docx", Side.DISTRICT, ours) == Sender(Side.DISTRICT, "Ann Roy")
    assert sender_of(b"1. A clause.", "a.txt", Side.DISTRICT, ours) == Sender(Side.DISTRICT)
    with pytest.raises(BadInput):
        sender_of(named[:200], "a.docx", Side.DISTRICT, ours)
