"""PDF files as other people print them: heads in all places, line numbers, spaced headings, raised marks."""

import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from office import need
from pdf_files import plain, rewritten, typeset
from received import words_stored
from same_parts import parts, tables

from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported

_SENTENCE = (
    "The Board shall pay each teacher the sum that this schedule names for the step on which the teacher stands, "
    "and it shall pay that sum in equal parts on the last school day of each month of the year. "
)
_PAGE = "#set page(width: 6in, height: 9in, margin: 0.9in{})\n#set text(10pt)\n"
_LABELS = [
    f"{a}{s}{k}" for a in ("I", "II", "III") for s in ("", ".A", ".B") for k in ("", ".1", ".2") if s or not k
]


def _articles() -> str:
    out: list[str] = []
    for article in ("I", "II", "III"):
        out.append(f"#align(center)[*ARTICLE {article}* \\ *TITLE OF {article}*]\n\n")
        for section in "AB":
            out.append(f"{section}. {_SENTENCE * 2}\n\n")
            out += [f"#pad(left: 18pt)[{n}. {_SENTENCE}]\n\n" for n in (1, 2)]
    return "".join(out)


def _read(template: str) -> Imported:
    return read_received(typeset(template), "a.pdf")


def _texts(found: Imported) -> list[str]:
    return [block.canonical for block in found.agreement.blocks()]


_NUMBER = "counter(page).get().first()"


@pytest.mark.parametrize(
    "setting",
    [
        ", header: context [Harlow Agreement #h(1fr) Page #counter(page).display()]",
        f", header: context {{ let n = {_NUMBER}; if calc.odd(n) [#h(1fr) Teachers #n] else [#n #h(1fr) Harlow] }}",
        f', footer: context align(right)[#text(8pt)[HRL{{#(str(10400 + {_NUMBER}))}}]], header: [DRAFT 3/4/2026]',
        ', numbering: "i", header: align(center)[#text(8pt)[TENTATIVE AGREEMENT]]',
        f", footer: context align(center)[– #{_NUMBER} –]",
        f', background: context place(right + top, dx: -10pt, dy: 300pt, rotate(90deg)[HRL-#(str(900 + {_NUMBER}))])',
    ],
)  # fmt: skip
def test_heads_feet_and_stamps_in_all_places_are_furniture(setting: str) -> None:
    more = "#pagebreak()\n".join(["ANNEX\n\n" + (_SENTENCE * 3 + "\n\n") * 9] * 3)
    found = _read(_PAGE.format(setting) + _articles() + "#pagebreak()\n" + more)
    plain = _read(_PAGE.format("") + _articles() + "#pagebreak()\n" + more)
    assert parts(found.agreement) == parts(plain.agreement) == _LABELS
    assert words_stored(found) == words_stored(plain)
    assert any(repair.kind == "page furniture" for repair in found.repairs)


@pytest.mark.parametrize("count", ["#set par.line(numbering: \"1\")", "#set par.line(numbering: \"1\", numbering-scope: \"page\")",
                                   "#set par.line(numbering: n => if calc.rem(n, 5) == 0 [#n])"])  # fmt: skip
def test_the_numbers_of_lines_are_no_words(count: str) -> None:
    found = _read(_PAGE.format(', numbering: "1"') + count + "\n" + _articles())
    plain = _read(_PAGE.format(', numbering: "1"') + _articles())
    assert _texts(found) == _texts(plain)
    assert sum("line numbers" in repair.why for repair in found.repairs) >= 3


def test_the_steps_of_a_schedule_are_no_line_numbers() -> None:
    rows = "".join(f"[{n}],[\\${n}0,000],[\\${n}5,000]," for n in range(1, 25))
    page = f"A. Pay:\n#table(columns: (1in, 2in, 2in), stroke: none, [Step],[BA],[MA],{rows})\n#pagebreak()\n"
    (first, second) = tables(_read(_PAGE.format("") + page * 2).agreement)
    assert (
        first
        == second
        == (("Step", "BA", "MA"), *((str(n), f"${n}0,000", f"${n}5,000") for n in range(1, 25)))
    )


def test_spaced_out_headings_are_words() -> None:
    spaced = "#align(center)[#text(tracking: {})[{}]]\n\n"
    found = _read(
        _PAGE.format("") + spaced.format("4pt", "ARTICLE I") + spaced.format("3pt", "RECOGNITION OF THE UNION")
        + "A. The affidavit.\n\n#text(tracking: 0.8pt)[B. Somewhat spaced words of it.]\n"
    )  # fmt: skip
    assert _texts(found) == [
        "ARTICLE I RECOGNITION OF THE UNION", "A. The affidavit.", "B. Somewhat spaced words of it.",
    ]  # fmt: skip


_COMMITTEES = (
    ("Committee", "Chair", "Meets"),
    ("Safety", "Principal", "First Monday"),
    ("Sick bank", "Association president", "Every other week"),
    ("Calendar", "Superintendent", "June"),
)


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_table_of_words_without_rules_is_found_by_its_columns(align: str) -> None:
    cells = ",".join(f"[{cell}]" for row in _COMMITTEES for cell in row)
    page = f"A. They are:\n#table(columns: (1.2in, 1.6in, 1.4in), align: {align}, stroke: none, {cells})\nB. After it.\n"
    found = _read(_PAGE.format("") + page)
    assert tables(found.agreement) == [_COMMITTEES]
    assert _texts(found)[0] == "A. They are:" and _texts(found)[-1] == "B. After it."


@pytest.mark.parametrize(
    "fill", ["(x, y) => if calc.odd(y) { luma(230) }", "(x, y) => if y == 0 { luma(200) }", "luma(240)"]
)
def test_shaded_cells_without_rules_are_the_same_table(fill: str) -> None:
    rows = "".join(f"[{n}],[\\${n}0,000],[\\${n}5,000]," for n in range(1, 6))
    page = f"A. Pay:\n\n#table(columns: (1in, 1in, 1in), stroke: none, fill: {fill}, [Step],[BA],[MA],{rows})\n\nB. Next.\n"
    assert tables(_read(_PAGE.format("") + page).agreement) == [
        (("Step", "BA", "MA"), *((str(n), f"${n}0,000", f"${n}5,000") for n in range(1, 6)))
    ]


def test_labels_set_apart_from_short_words_are_no_table() -> None:
    rows = "".join(f"#grid(columns: (0.6in, 1fr), [{label}], [{words}])\n" for label, words in
                   (("A.", "Hours"), ("B.", "Pay"), ("C.", "Leave"), ("1.1", "Scope"), ("1.2", "Term"), ("1.3", "Parties")))  # fmt: skip
    assert not tables(_read(_PAGE.format("") + rows).agreement)


def test_a_note_at_the_foot_of_a_page_interrupts_no_sentence() -> None:
    page = '#set page(width: 5in, height: 3.2in, margin: 0.6in, numbering: "1")\n#set text(10pt)\n'
    found = _read(f"{page}A. {_SENTENCE}#footnote[The note of it.] {_SENTENCE * 3}\n\nB. Last.\n")
    first, note, last = _texts(found)
    assert first.split() == f"A. {_SENTENCE}1 {_SENTENCE * 3}".replace(". 1 ", ".1 ").split()
    assert (note, last) == ("1The note of it.", "B. Last.")


def _dot() -> bytes:
    """A picture of one grey point, as PNG."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x80")),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def test_pages_that_are_pictures_and_blank_pages_are_told_apart() -> None:
    dot = ", ".join(str(byte) for byte in _dot())
    found = _read(
        f"#set page(width: 5in, height: 6in)\nA. Words.\n#pagebreak()\n#image(bytes(({dot})), width: 100%)\n"
        "#pagebreak()\nB. More.\n#pagebreak()\n#h(0pt)"
    )
    pictured, blank = (doubt.what for doubt in found.doubts)
    assert pictured.startswith(
        "1 page is without text, a picture as a scanner makes it; its words are not read: 2"
    )
    assert blank.startswith("1 page is blank: 4")


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    data = rewritten(plain("A. Words."), lambda one: one.encrypt("", "owner", algorithm="RC4-128"))
    assert _texts(read_received(data, "a.pdf")) == ["A. Words."]


@pytest.mark.slow
def test_a_browser_s_raised_and_lowered_signs_stay_in_their_line(tmp_path: Path) -> None:
    need("chromium")
    (tmp_path / "a.html").write_text(
        "<meta charset=utf-8><style>body{font:11pt serif}</style><h3 style='letter-spacing:4px'>ARTICLE I</h3><p>A. Teachers"
        f"<sup>1</sup> and nurses, CO<sub>2</sub>, x<sup>2</sup>, the 1<sup>st</sup> day.<sup>2</sup> {_SENTENCE}</p>"
        "<p><sup>1</sup>A note on it.</p>",
        "utf-8",
    )
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile",
         "--no-pdf-header-footer", f"--print-to-pdf={tmp_path}/a.pdf", f"file://{tmp_path}/a.html"],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    assert _texts(read_received((tmp_path / "a.pdf").read_bytes(), "a.pdf")) == [
        "ARTICLE I", f"A. Teachers 1 and nurses, CO2, x2, the 1st day. 2 {_SENTENCE.strip()}", "1 A note on it.",
    ]  # fmt: skip


def test_two_columns_of_short_clauses_are_read_one_after_the_other() -> None:
    # most lines are headings and entries of lists: few of them fill the column
    words = "A clause of the agreement that is long enough to run on over the end of the line that it begins."
    sections = [
        f"{letter}. Heading {letter}\n\n"
        + "".join(f"{n}. Item {n}\n\n" for n in range(1, 6))
        + f"6. {words}\n\n"
        for letter in "ABCDEFGH"
    ]
    page = "#set page(width: 8.5in, height: 6in, margin: 0.8in, columns: 2)\n#set text(10pt)\n"
    agreement = _read(page + "ARTICLE I\n\n" + "".join(sections)).agreement
    labelled = [one.block.label for one in place(agreement) if one.block.opens_clause and one.paragraph == 1]
    assert labelled[1:] == [
        label for letter in "ABCDEFGH" for label in (f"{letter}.", *(f"{n}." for n in range(1, 7)))
    ]
