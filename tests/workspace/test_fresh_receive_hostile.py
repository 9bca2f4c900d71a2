"""Files that reach out, carry programs or unpack without end: read for their words or refused, soon; nothing is
fetched and nothing run."""

import io
import socket
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bargain import Team
from receiving_kit import RAISE, made, p, r, said, text_of, word

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THEIRS = p(f"1. {RAISE.replace('6.5', '5')}")
MOST_SECONDS = 20.0  # of the processor, on a machine that does other work too


def packed(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A Word file with its parts changed and others put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return out.getvalue()


def same(_: str, part: bytes) -> bytes:
    """No change."""
    return part


def related(*relations: str) -> Callable[[str, bytes], bytes]:
    """Relations of the main part put in."""

    def change(name: str, part: bytes) -> bytes:
        ends = b"</Relationships>"
        inside = "".join(relations).encode()
        return part.replace(ends, inside + ends) if name == "word/_rels/document.xml.rels" else part

    return change


def outside(id_: str, kind: str, target: str) -> str:
    """A relation to something outside the file."""
    return f'<Relationship Id="{id_}" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/>'


def linked() -> bytes:
    """A link, a picture, a frame and a template on the network."""
    body = f'<w:p><w:hyperlink r:id="h">{r("See our site.")}</w:hyperlink></w:p>' + THEIRS
    drawing = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="i"/></v:shape></w:pict></w:r></w:p>'
    host = "http://192.0.2.7"
    relations = [
        outside("h", "hyperlink", f"{host}/page"), outside("i", "image", f"{host}/a.png"),
        outside("f", "subDocument", "file:////192.0.2.7/share/a.docx"),
    ]  # fmt: skip
    settings = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        f'xmlns:r="{RELATION}"><w:attachedTemplate r:id="t"/></w:settings>'
    )
    rels = f'<Relationships xmlns="{RELATION}">{outside("t", "attachedTemplate", f"{host}/a.dotm")}</Relationships>'
    return packed(
        word(body, drawing), related(*relations),
        **{"word/settings.xml": settings.encode(), "word/_rels/settings.xml.rels": rels.encode()},
    )  # fmt: skip


def macros() -> bytes:
    """A file with programs, renamed."""

    def change(name: str, part: bytes) -> bytes:
        if name != "[Content_Types].xml":
            return part
        kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        return part.replace(kind, b"application/vnd.ms-word.document.macroEnabled.main+xml")

    return packed(word(THEIRS), change, **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(2_000)})


def embedded() -> bytes:
    """Another program's object inside."""
    held = (
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" '
        'ProgID="Package" r:id="o"/></w:object></w:r></w:p>'
    )
    one = f'<Relationship Id="o" Type="{RELATION}/oleObject" Target="embeddings/oleObject1.bin"/>'
    parts = {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + b"calc.exe" * 400}
    return packed(word(THEIRS, held), related(one), **parts)


def crowd() -> bytes:
    """Ten thousand parts."""
    return packed(word(THEIRS), same, **{f"word/media/{n}.png": b"" for n in range(10_001)})


def zeros() -> bytes:
    """A part that unpacks to 300 million spaces."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(30):
                part.write(b" " * 10_000_000)
    return out.getvalue()


def laughs() -> bytes:
    """Entities made of entities."""
    names = "abcdefghij"
    inside = "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip(names, names[1:], strict=False)
    )
    head = f'<!DOCTYPE x [<!ENTITY a "ha">{inside}]>'

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        return head.encode() + part.replace(b"6.5", b"&j;").replace(b"5%", b"&j;%")

    return packed(word(THEIRS), change)


def other_type() -> bytes:
    """A workbook's type on the main part."""

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"wordprocessingml.document", b"spreadsheetml.sheet") if "Types" in name else part

    return packed(word(THEIRS), change)


def endless_pdf() -> bytes:
    """A PDF of 5,000 pages."""
    pages = 5_000
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % (n + 5) for n in range(pages))
    objects.append(b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    words = b"BT /F 11 Tf 72 700 Td (1. All rates rise by 5% on July 1 of each year of this Agreement.) Tj ET"
    objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(words), words))
    objects += [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    ] * pages
    out, places = b"%PDF-1.4\n", []
    parts = [out]
    at = len(out)
    for number, one in enumerate(objects, 1):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, one)
        places.append(at)
        parts.append(part)
        at += len(part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (size, table, size))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line out, and no program but git."""
    opened = subprocess.Popen.__init__

    def dial(*_: object, **__: object) -> None:
        raise AssertionError("a file received reached for the network")

    def start(self: object, args: object, *rest: object, **more: object) -> None:
        first = args[0] if isinstance(args, (list, tuple)) else str(args)
        assert Path(str(first)).name == "git", f"a file received started {first}"
        opened(self, args, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(socket, "socket", dial)
    monkeypatch.setattr(socket, "create_connection", dial)
    monkeypatch.setattr(socket, "getaddrinfo", dial)
    monkeypatch.setattr(subprocess.Popen, "__init__", start)


READ: dict[str, Callable[[], bytes]] = {"linked": linked, "macros": macros, "embedded": embedded}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "crowd.docx": (crowd, "parts"),
    "zeros.docx": (zeros, "unpack"),
    "laughs.docx": (laughs, ""),
    "type.docx": (other_type, "an Excel workbook"),
    "endless.pdf": (endless_pdf, "5,000 pages"),
}


@pytest.mark.parametrize("name", READ)
def test_the_words_are_read_and_nothing_else(team: Team, tmp_path: Path, name: str) -> None:
    found = said(team, tmp_path, READ[name](), name=f"{name}.docx")
    assert text_of(found) == {"III.A.1": f"1. {RAISE.replace('6.5', '5')}"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_end_is_refused_soon(team: Team, tmp_path: Path, name: str) -> None:
    make, why = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    begun = time.process_time()
    refused = team("receive", "1", str(path), "--side", "district", "--yes", code=4)
    assert time.process_time() - begun < MOST_SECONDS
    assert why in refused.err
    assert refused.err.count("\n") == 1
    assert team.board()[1]["passes"] == 1
