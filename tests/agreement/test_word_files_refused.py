"""Files that are no Word file, are damaged, locked or too large: one clear answer each."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from word_files import docx, p, zipped

from negotiate.agreement.reading.reader import read_received
from negotiate.common.errors import BadInput

_GOOD = docx(p("A. Words."))
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_LOCKED = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def _with(name: str, data: bytes | str) -> bytes:
    with zipfile.ZipFile(BytesIO(_GOOD)) as archive:
        files: dict[str, bytes | str] = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**files, name: data})


def _twice(name: str) -> bytes:
    """A part that stands in the file twice: which one is read differs from program to program."""
    held = BytesIO(_GOOD)
    with zipfile.ZipFile(held, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(name, archive.read(name).replace(b"words", b"other"))
    return held.getvalue()


def _deep(levels: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * levels + p("x") + "</w:tc></w:tr></w:tbl>" * levels


def _encrypted_entry() -> bytes:
    data = bytearray(_GOOD)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag word of every entry
        found = data.find(sign)
        while found >= 0:
            data[found + at] |= 1
            found = data.find(sign, found + 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: _GOOD[: len(_GOOD) // 2], "damaged"),
        (lambda: _GOOD[:200] + b"\x00" * 40 + _GOOD[240:], "damaged"),
        (lambda: b"PK\x03\x04" + bytes(100), "damaged"),
        (lambda: _with("word/document.xml", "<w:document"), "not well formed"),
        (lambda: _with("word/document.xml", "<other/>"), "no document part"),
        (lambda: _with("[Content_Types].xml", "<Types/>"), "names no Word document"),
        (lambda: docx(p("x"), content_type=_EXCEL), "Excel workbook"),
        (lambda: zipped({"a.txt": "words"}), "zip archive"),
        (lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "OpenDocument"),
        (lambda: _LOCKED, "password"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "old Word"),
        (_encrypted_entry, "password"),
        (lambda: b"{\\rtf1 words}", "rich text"),
        (lambda: b"only words", "not a Word file"),
        (lambda: _with("word/big.bin", bytes(9_000_000)), "times its size"),
        (lambda: zipped({f"{n}.txt": "" for n in range(10_001)}), "10,001 parts"),
        (lambda: _with("word/document.xml", '<!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>'), "document type"),
        (lambda: docx(p()), "no words"),
        (lambda: _twice("word/document.xml"), "word/document.xml twice"),
        (lambda: docx(_deep(300)), "not well formed"),
    ],
)  # fmt: skip
def test_it_is_said_clearly(make: Callable[[], bytes], words: str) -> None:
    with pytest.raises(BadInput, match=words) as fault:
        read_received(make(), "theirs.docx")
    assert fault.value.where == "theirs.docx"
    assert fault.value.do


def test_an_outside_entity_is_never_fetched(tmp_path: object) -> None:
    secret = tmp_path / "secret.txt"  # type: ignore[operator]
    secret.write_text("the secret words")
    data = _with("word/document.xml", f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{secret}">]><d>&e;</d>')
    with pytest.raises(BadInput) as fault:
        read_received(data, "theirs.docx")
    assert "secret words" not in str(fault.value)


@pytest.mark.parametrize("name", ["a.doc", "a.txt", "a.docm", "a"])
def test_the_first_bytes_say_what_it_is(name: str) -> None:
    assert [block.canonical for block in read_received(_GOOD, name).agreement.blocks()] == ["A. Words."]


def test_a_part_that_lies_about_its_size_is_not_unpacked() -> None:
    bomb = _with("word/big.bin", b"\0" * 4096)
    with zipfile.ZipFile(BytesIO(bomb)) as archive:
        archive.getinfo("word/big.bin")
    lying = bomb.replace((4096).to_bytes(4, "little"), (1 << 30).to_bytes(4, "little"))
    with pytest.raises(BadInput, match="bytes, more than"):
        read_received(lying, "theirs.docx")
