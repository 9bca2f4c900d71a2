"""Bytes flipped, cut and torn in valid files: one clear error or an import, never a fault or a hang."""

import random
import zipfile
from io import BytesIO
from time import perf_counter

import pytest
from pdf_files import typeset
from printing import automatic_word, web_lists
from received import words_stored
from sample_files import agreement as sample
from word_files import abstract, docx, level, num, p, style, table, zipped

from negotiate.agreement.reading.reader import read_received
from negotiate.common.errors import BadInput

_LONGEST = 60.0  # seconds for all the files of a test


def _small_word() -> bytes:
    body = (
        p("Hours", "H", (1, 0)) + p("The Board shall pay.", num=(1, 1)) + table([["Step", "BA"], ["1", "$5"]])
    )
    lists = abstract(0, level(0, "upperRoman", "Article %1"), level(1, "upperLetter", "%2.")) + num(1, 0)
    notes = f'<w:footnote w:id="1">{p("Note.")}</w:footnote>'
    return docx(
        body + p("Last.", raw='<w:r><w:footnoteReference w:id="1"/></w:r>'),
        {"numbering": lists, "styles": style("H", "heading 1"), "footnotes": notes, "footer": p("1")},
    )


def _small_pdf() -> bytes:
    return typeset(
        "#set page(width: 5in, height: 4in)\nA. Words of a clause.\n#table(columns: 2, [Step], [BA], [1], [\\$5])\n"
        "#pagebreak()\nB. More words of it, with H#sub[2]O and a note#super[1]."
    )


def _small_page() -> bytes:
    return (
        b"<!doctype html><meta charset=utf-8><style>ol{list-style:upper-alpha} li::before{content:counter(x)}</style>"
        b"<h1>Article I</h1><ol start=3><li>Words &amp; more<li>Again</ol><table><tr><td rowspan=2>1<td>2<tr><td>3</table>"
    )


def _small_marked() -> bytes:
    return (
        b"# Article I\n\n**A.** Words of *it*[^1] `code` [l](x/y).\n\n| Step | BA |\n|--|--|\n| 1 | 5 |\n\n"
        b"+---+---+\n| a | b |\n+---+---+\n\n[^1]: Note.\n"
    )


def _mangled(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    match chance.randrange(5):
        case 0:
            return bytes(made[: chance.randrange(len(made))])
        case 1:
            for _ in range(chance.choice([1, 3, 30])):
                made[chance.randrange(len(made))] = chance.randrange(256)
        case 2:
            at = chance.randrange(len(made))
            made[at : at + chance.randrange(200)] = b""
        case 3:
            at = chance.randrange(len(made))
            made[at:at] = made[chance.randrange(len(made)) :][:300]
        case _:
            at = chance.randrange(len(made))
            made[at : at + 20] = chance.randbytes(20)
    return bytes(made)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """A Word file with one of its parts mangled, packed again without a fault."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = _mangled(parts[name], chance)
    return zipped(parts)


@pytest.mark.parametrize(
    ("data", "name", "count"),
    [
        (_small_word(), "a.docx", 250),
        (_small_pdf(), "a.pdf", 120),
        (_small_page(), "a.html", 250),
        (_small_marked(), "a.md", 250),
    ],
)
def test_mangled_bytes_are_read_or_told(data: bytes, name: str, count: int) -> None:
    chance = random.Random(name)
    began = perf_counter()
    for _ in range(count):
        try:
            read_received(_mangled(data, chance), name)
        except BadInput as fault:
            assert fault.do and "\n" not in fault.args[0]
    assert perf_counter() - began < _LONGEST


def test_a_word_file_with_mangled_parts_is_read_or_told() -> None:
    data, chance = _small_word(), random.Random(5)
    told = 0
    for _ in range(250):
        try:
            read_received(_inside(data, chance), "a.docx")
        except BadInput as fault:
            told += 1
            assert fault.do and "\n" not in fault.args[0]
    assert 20 < told < 250


@pytest.mark.parametrize("reading", ["accepted", "rejected"])
def test_attributes_that_are_no_numbers_are_no_fault(reading: str) -> None:
    """Every number in the markup of a Word file, one after the other, is something else."""
    data = _small_word()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {one: archive.read(one).decode() for one in archive.namelist()}
    for name, text in parts.items():
        for odd in ("-1", "99999999999999999999", "x", "", "1.5", "²"):
            quoted = '"'.join(
                odd if at % 2 and piece.isdigit() else piece for at, piece in enumerate(text.split('"'))
            )
            try:
                read_received(zipped({**parts, name: quoted}), "a.docx", reading)  # type: ignore[arg-type]
            except BadInput as fault:
                assert fault.do


def test_signs_of_markup_and_control_in_received_words_are_data() -> None:
    odd = "*see* _x_ `y` # 1 | \\a & <b> %s {0} ${x} ../.. -–—"
    word = read_received(docx(p(f"A. {odd}") + p("B. End.")), "a.docx")
    page = read_received(
        f"<html><p>A. {odd.replace('&', '&amp;').replace('<', '&lt;')}<p>B. End.".encode(), "a.html"
    )
    assert words_stored(word) == words_stored(page) == f"A. {odd} B. End.".split()


@pytest.mark.slow
def test_the_whole_sample_with_flipped_bytes() -> None:
    chance = random.Random(11)
    for data, name in ((automatic_word(sample()), "a.docx"), (web_lists(sample()).encode(), "a.html")):
        for _ in range(12):
            try:
                read_received(_mangled(data, chance), name)
            except BadInput as fault:
                assert fault.do


def test_a_file_of_countless_articles_is_refused() -> None:
    with pytest.raises(BadInput, match="5,001 articles"):  # each would be a file of its own
        read_received(b"A. \n\n" * 5_001, "a.txt")


@pytest.mark.parametrize("text", ["\u200b\u200b\n\n\u00ad\n", "|" * 200 + "\n|---|\n"])
@pytest.mark.parametrize("kind", ["txt", "md"])
def test_a_file_of_signs_that_leave_no_word_is_refused(text: str, kind: str) -> None:
    if (text[0], kind) != ("|", "txt"):  # there bars are words
        with pytest.raises(BadInput, match="no words"):
            read_received(text.encode(), f"a.{kind}")
