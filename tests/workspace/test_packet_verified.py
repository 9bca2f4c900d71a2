"""``verify FILE`` on packets that somebody has cut, added to, hidden words in or saved again.

The oracle is the edit itself: what was taken out or put in must be told, and a file that is not the same
to the byte is never called unchanged.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from bargain import Team
from lxml import etree

from negotiate.workspace.packet_words import held

UNCHANGED = "whole and unchanged"
ENDINGS = ("docx", "pdf", "html", "md")


@pytest.fixture(scope="module")
def made(_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Team, dict[str, bytes]]:
    """The sample district, and a packet of two items and one of an item for its team in each format."""
    folder = tmp_path_factory.mktemp("verified")
    team = Team(Path(shutil.copytree(_sample, folder / "team", symlinks=True)))
    files = {}
    for ending in ENDINGS:
        team("packet", "2", "4", "-o", str(folder / f"p.{ending}"))
        files[ending] = (folder / f"p.{ending}").read_bytes()
    return team, files


def told(team: Team, folder: Path, name: str, data: bytes) -> str:
    """What ``verify`` says of changed bytes, which must end with findings."""
    path = folder / name
    path.write_bytes(data)
    out = team("verify", str(path), code=1).out
    assert UNCHANGED not in out
    return out


CUTS = {
    "cover": "reserves the right to add to",
    "list of changes": "List of changes",
    "signatures": "tentatively agree to the proposed language",
    "index": "Items in this packet",
}


@pytest.mark.parametrize("part", CUTS)
def test_a_sentence_cut_is_told_in_every_part(
    made: tuple[Team, dict[str, bytes]], tmp_path: Path, part: str
) -> None:
    team, files = made
    phrase = CUTS[part]
    text = files["md"].decode()
    assert phrase in text
    out = told(team, tmp_path, "cut.md", text.replace(phrase, "", 1).encode())
    assert "taken out here" in out and phrase in out
    if part == "cover":
        page = files["html"].decode()
        out = told(team, tmp_path, "cut.html", page.replace(phrase, "", 1).encode())
        assert "taken out here" in out and phrase in out
    document = docx.Document(io.BytesIO(files["docx"]))
    gone = next(one for one in document.paragraphs if phrase in one.text)
    for run in gone.runs:
        run.text = run.text.replace(phrase, "")
    out = told(team, tmp_path, "cut.docx", _saved(document))
    assert "taken out here" in out and phrase in out


def _saved(document: "docx.document.Document") -> bytes:
    room = io.BytesIO()
    document.save(room)
    return room.getvalue()


def test_a_table_row_cut_is_told(made: tuple[Team, dict[str, bytes]], tmp_path: Path) -> None:
    team, files = made
    document = docx.Document(io.BytesIO(files["docx"]))
    table = next(one for one in document.tables if one.cell(0, 0).text == "Item")
    row = table.rows[1]
    title = row.cells[1].text
    table._tbl.remove(row._tr)
    out = told(team, tmp_path, "row.docx", _saved(document))
    assert "taken out here" in out and title in out
    page = files["html"].decode()
    cut = re.sub(r"<tr>(?:(?!</tr>).)*Social workers.*?</tr>", "", page, count=1, flags=re.DOTALL)
    assert cut != page
    assert "taken out here" in told(team, tmp_path, "row.html", cut.encode())


def test_a_word_of_a_state_is_no_state_in_the_language(
    made: tuple[Team, dict[str, bytes]], tmp_path: Path
) -> None:
    """“open” and “held” are states of items; struck out of a sentence they are words like others."""
    team, files = made
    text = files["md"].decode().replace("reserves the right", "open reserves the right", 1)
    assert "these words are in the file" in told(team, tmp_path, "state.md", text.encode())


def test_a_page_cut_from_a_pdf(made: tuple[Team, dict[str, bytes]], tmp_path: Path) -> None:
    team, files = made
    with pypdfium2.PdfDocument(files["pdf"]) as pages:
        del pages[1]
        pages.save(str(tmp_path / "cut.pdf"))
    out = told(team, tmp_path, "cut.pdf", (tmp_path / "cut.pdf").read_bytes())
    assert "page 2: this page is missing" in out and "taken out here" in out


def test_a_pdf_saved_anew_is_not_called_unchanged(
    made: tuple[Team, dict[str, bytes]], tmp_path: Path
) -> None:
    team, files = made
    with pypdfium2.PdfDocument(files["pdf"]) as pages:
        pages.save(str(tmp_path / "anew.pdf"))
    out = team("verify", str(tmp_path / "anew.pdf")).out
    assert UNCHANGED not in out and "written anew" in out


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A Word file with one part changed, or put in."""
    room = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            inner = old.read(info)
            new.writestr(info, change(inner) if info.filename == name else inner)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return room.getvalue()


def _hidden(body: bytes) -> bytes:
    """The first reservation's run no longer shown."""
    at = body.index(b"This proposal is made")
    run = max(body.rfind(b"<w:r>", 0, at), body.rfind(b"<w:r ", 0, at))
    inner = body.index(b">", run) + 1
    assert b"<w:rPr>" not in body[inner:at]
    return body[:inner] + b"<w:rPr><w:vanish/></w:rPr>" + body[inner:]


QUIET: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "header": (
        "word/header1.xml",
        lambda xml: xml.replace(b"</w:p>", b"<w:r><w:t>Draft only</w:t></w:r></w:p>", 1),
    ),
    "style": ("word/styles.xml", lambda xml: xml.replace(b"</w:styles>", b"<w:style/></w:styles>")),
    "hidden": ("word/document.xml", _hidden),
    "colour": (
        "word/document.xml",
        lambda xml: _hidden(xml).replace(b"<w:vanish/>", b'<w:color w:val="FFFFFF"/>'),
    ),
    "a part put in": ("word/media/seal.png", lambda _: b"\x89PNG"),
    "a property": (
        "docProps/core.xml",
        lambda xml: xml.replace(b"<dc:title>", b"<dc:subject>Secret</dc:subject><dc:title>"),
    ),
}


@pytest.mark.parametrize("what", QUIET)
def test_what_no_page_shows_is_told(made: tuple[Team, dict[str, bytes]], tmp_path: Path, what: str) -> None:
    team, files = made
    name, change = QUIET[what]
    data = with_part(files["docx"], name, change)
    told(team, tmp_path, "quiet.docx", data)


def test_a_comment_in_a_page_is_told(made: tuple[Team, dict[str, bytes]], tmp_path: Path) -> None:
    team, files = made
    page = files["html"].replace(b"</main>", b"<!-- see our target --></main>")
    assert "see our target" in told(team, tmp_path, "comment.html", page)
    page = files["html"].replace(b"<del>", b'<del style="display:none">')
    told(team, tmp_path, "style.html", page if page != files["html"] else page + b"<i hidden>x</i>")


def test_the_members_summary_is_known_again(made: tuple[Team, dict[str, bytes]], tmp_path: Path) -> None:
    team, _ = made
    file = tmp_path / "summary.md"
    team("packet", "--summary", "--since", "2026-04-10T00:00", "-o", str(file))
    assert UNCHANGED in team("verify", str(file)).out
    text = file.read_text("utf-8")
    cut = text.replace("State: awaiting signature.", "")
    assert cut != text
    assert "awaiting signature" in told(team, tmp_path, "cut.md", cut.encode())


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_what_was_asked_for_is_read_from_the_file(
    made: tuple[Team, dict[str, bytes]], tmp_path: Path, ending: str
) -> None:
    """Author, paper and money are choices of whoever made it: none of them is a fault."""
    team, _ = made
    file = tmp_path / f"asked.{ending}"
    team("packet", "4", "--for", "team", "--with-cost", "--a4", "--author", "R. Vane", "-o", str(file))
    assert UNCHANGED in team("verify", str(file)).out


def test_a_state_that_went_on_is_no_fault_and_is_told(
    made: tuple[Team, dict[str, bytes]], tmp_path: Path
) -> None:
    team, _ = made
    file = tmp_path / "before.md"
    team("packet", "4", "-o", str(file))
    folder = tmp_path / "team"
    later = Team(Path(shutil.copytree(team.folder, folder, symlinks=True)))
    later("hold", "4", "--why", "after the count")
    out = later("verify", str(file)).out
    assert "gone on since" in out and UNCHANGED not in out


def test_what_an_office_program_writes_of_itself_is_no_difference(
    made: tuple[Team, dict[str, bytes]],
) -> None:
    """Saved again: properties in another order, empty ones added, the pages counted in the footer."""
    _, files = made
    room = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as old, zipfile.ZipFile(room, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                root = etree.fromstring(data)
                root[:] = reversed(root)
                etree.SubElement(root, "{http://purl.org/dc/elements/1.1/}subject")
                data = etree.tostring(root)
            elif "footer" in name and name.endswith(".xml"):
                assert b"<w:t>1</w:t>" in data
                data = data.replace(b"<w:t>1</w:t>", b"<w:t>7</w:t>")
            new.writestr(name, data)
    mine, again = held(files["docx"], "p.docx"), held(room.getvalue(), "p.docx")
    assert mine.stretches == again.stretches and mine.parts != again.parts  # the words are the same
