"""A file that is no agreement gets one clear answer, soon, and nothing is written."""

import errno
import os
import zipfile
from pathlib import Path

import pytest
from bargain import Said, Team, run

_TEXT = "Article I\n\nPay\n\nA. Pay is “100” dollars – café.\n\nB. Leave is ten days.\n"


def _zip(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")


def _init(tmp_path: Path, name: str) -> Said:
    said = run("init", str(tmp_path / "w"), "--from", str(tmp_path / name))
    assert (tmp_path / "w").exists() == (said.code == 0)
    return said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", " \n\u00a0\n\t\n".encode(), "the file is empty"),
        ("a.txt", b"Article I\n\nA. Pay\x00 is due.\n", "binary, not text"),
        ("a.txt", bytes(range(1, 256)) * 20, "binary, not text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)), "this is a picture"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(range(1, 256)), "this is a picture"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "files ending in '.png' cannot be read"),
        ("a.txt", b"\x1f\x8b\x08" + bytes(range(1, 256)), "packed (gzip)"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word (.doc)"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.rtf", b"{\\rtf1 Article I}", "rich text (.rtf)"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        ("a.pdf", b"Article I", "not a PDF"),
        ("a", b"Article I", "no ending"),
        ("a.pages", b"PK\x03\x04torn", "a.pages"),
    ],
)
def test_what_is_no_text_is_said(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    found = _init(tmp_path, name)
    assert found.code == 4
    assert found.err.count("\n") == 1
    assert said in found.err


def test_archives_that_are_no_word_file(tmp_path: Path) -> None:
    _zip(tmp_path / "a.odt", "content.xml")
    _zip(tmp_path / "a.pages", "Index/Document.iwa")
    _zip(tmp_path / "whole.docx", "[Content_Types].xml", "word/document.xml")
    whole = (tmp_path / "whole.docx").read_bytes()
    (tmp_path / "torn.docx").write_bytes(whole[: len(whole) // 2])
    for name in ("a.odt", "a.pages", "torn.docx"):
        assert _init(tmp_path, name).code == 4


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder", "this is a folder"),
        ("missing.txt", "no such file"),
        ("dangling.txt", "no such file"),
        ("loop.txt", "cannot read the file"),
        ("pipe.txt", "this is a pipe"),
        ("zero.txt", "this is a device"),
    ],
)
def test_what_is_no_file_is_said_at_once(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    for words in (("init", str(tmp_path / "w"), "--from"), ("check",), ("redline", str(tmp_path / "x.txt"))):
        if words[0] == "init" or name != "folder":  # elsewhere a name without an ending is no file's
            found = run(*words, str(tmp_path / name))
            assert found.code == 4
            assert said in found.err or "x.txt" in found.err
    assert not (tmp_path / "w").exists()


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(_TEXT, "utf-8")
    opened = os.open

    def refuse(path: str | Path, *rest: int, **more: int) -> int:
        if str(path).endswith("a.txt"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    found = _init(tmp_path, "a.txt")
    assert found.code == 4
    assert "cannot read the file: Permission denied" in found.err


def test_a_file_larger_than_any_agreement_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as made:
        made.truncate(65 * 1024 * 1024)
    found = _init(tmp_path, "big.txt")
    assert found.code == 4
    assert "68,157,440 bytes, more than the" in found.err


def test_text_beyond_what_an_agreement_has_is_refused_with_the_limit(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"A. The parties agree on a word more.\n" * 240_000)
    found = _init(tmp_path, "big.txt")
    assert found.code == 4
    assert "8,880,000 bytes of text, more than the 8,388,608" in found.err


@pytest.mark.parametrize(
    ("content", "characters"),
    [
        (_TEXT.encode("utf-16"), "utf-16"),
        (_TEXT.encode("utf-16-le"), "utf-16-le"),
        (_TEXT.encode("utf-16-be"), "utf-16-be"),
        (_TEXT.encode("utf-32"), "utf-32"),
        (_TEXT.encode("utf-8-sig"), "utf-8"),
        (_TEXT.encode("cp1252"), "cp1252"),
        (_TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (_TEXT.replace("\n", "\r").encode(), "utf-8"),
        (_TEXT.rstrip().encode(), "utf-8"),
        (_TEXT.encode() + "C. “Late” café.".encode("cp1252"), "utf-8 and cp1252"),
        ("C. “Late” café.\r".encode("cp1252") + _TEXT.replace("\n", "\r").encode(), "cp1252 and utf-8"),
    ],
)
def test_every_manner_of_writing_text_is_read(tmp_path: Path, content: bytes, characters: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    said = _init(tmp_path, "a.txt")
    assert said.code == 0, said.err
    assert ("characters as" in said.out) == (characters != "utf-8")
    team = Team(tmp_path / "w")
    assert team("show", "I.A").out == "A. Pay is “100” dollars – café.\n"
    assert team("report", "--json").json()["encoding"] == characters
    if b"Late" in content:
        assert "“Late” café." in "".join(
            path.read_text("utf-8") for path in (team.folder / "baseline_contract" / "agreement").glob("*.md")
        )


def test_a_name_is_no_command_to_a_terminal(tmp_path: Path) -> None:
    name = "a\x1b[31m\nb.txt"
    (tmp_path / name).write_text(_TEXT, "utf-8")
    said = _init(tmp_path, name)
    assert said.code == 0, said.err
    assert "\x1b" not in said.out + said.err
    missing = run("init", str(tmp_path / "v"), "--from", str(tmp_path / "no\x1b[31m.txt"))
    assert "\x1b" not in missing.err
    assert Team(tmp_path / "w")("import", "--again").code == 0
