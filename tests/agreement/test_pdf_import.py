"""PDF files: lines, columns and tables come back from the places of their letters, no word is lost."""

import io
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pypdf
import pytest
from office import converted
from pdf_files import blank, plain, rewritten, two_columns, typeset, without_tables
from printing import automatic_word, one_paragraph_a_line
from received import words_stored
from same_parts import parts, tables
from sample_files import agreement as sample

from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported
from negotiate.common.errors import BadInput
from negotiate.packets.write import successor

_AT = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


def _texts(found: Imported) -> list[str]:
    return [block.canonical for block in found.agreement.blocks()]


def _letters(words: list[str]) -> str:
    return "".join(words).replace("-", "")


def _letters_by_pypdf(data: bytes) -> Counter[str]:
    """Every letter of a PDF as another library reads it, in no order; hyphens are print's own."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return Counter("".join(text.split()).replace("-", "").replace("\u00ad", ""))


def _letters_accounted(found: Imported) -> Counter[str]:
    taken = [word for repair in found.repairs for word in repair.taken.split()]
    return Counter(_letters([*words_stored(found), *taken]))


@pytest.fixture(scope="module")
def own() -> bytes:
    return successor(sample(), (), ".pdf", title="Calder", at=_AT, author="Ours")


def test_our_own_successor_comes_back(own: bytes) -> None:
    found = read_received(own, "s.pdf")
    assert parts(found.agreement) == parts(sample())
    assert tables(found.agreement)[:11] == tables(sample())
    known = [word for block in sample().blocks() for word in block.words]
    stored = words_stored(found)
    first = stored.index(known[0], stored.index("(UTC+00:00)"))
    assert _letters(stored[first : first + len(known)]) == _letters(known)
    assert found.layout == "printed lines, counted through all pages"


def test_every_letter_is_stored_or_listed(own: bytes) -> None:
    assert _letters_accounted(read_received(own, "s.pdf")) == _letters_by_pypdf(own)


@pytest.mark.slow
def test_libreoffice_s_print_of_a_word_file_comes_back() -> None:
    data = converted(automatic_word(sample()), "docx", "pdf")
    found = read_received(data, "sample.pdf")
    assert parts(found.agreement) == parts(sample())
    assert tables(found.agreement) == tables(sample())
    known = [word for block in sample().blocks() for word in block.words]
    assert words_stored(found) == known
    furniture = [repair for repair in found.repairs if repair.kind == "page furniture"]
    pages = len(pypdf.PdfReader(io.BytesIO(data)).pages)
    assert [repair.taken for repair in furniture] == [
        f"Calder Harbor Agreement 2023-2026, page {number}" for number in range(1, pages + 1)
    ]
    assert found.places.say(furniture[4].line).startswith("page 5, line ")


@pytest.mark.slow
def test_a_print_with_a_cell_a_line_comes_back() -> None:
    data = converted(one_paragraph_a_line(sample()).encode(), "txt", "pdf")
    found = read_received(data, "sample.pdf")
    assert parts(found.agreement) == parts(sample())
    assert tables(found.agreement) == tables(sample())


def test_two_columns_are_read_one_after_the_other() -> None:
    known = without_tables(sample())
    data = two_columns(known)
    found = read_received(data, "two.pdf")
    assert parts(found.agreement) == parts(known)
    words = [word for block in known.blocks() for word in block.words]
    assert _letters(words_stored(found)) == _letters(words)
    broken = sum(a != b for a, b in zip(words_stored(found), words, strict=True))
    joined = sum(repair.kind == "join" for repair in found.repairs)  # compounds, and words found nowhere else
    assert broken <= joined < 20
    assert _letters_accounted(found) == _letters_by_pypdf(data)


_TABLE = """
#set page(width: 6in, height: 4in, margin: 0.7in)
A. The schedule is:
#table(columns: (1fr, 1fr, 1fr), table.header[Step][BA][MA], table.cell(colspan: 2)[joined across], [\\$9],
  [2], table.cell(rowspan: 2)[tall words], [\\$8], [3], [\\$7],
  ..range(4, 24).map(n => ([#n], [\\$#(n * 10)], [])).flatten())
B. After it.
"""


def test_a_ruled_table_over_two_pages_with_merged_cells_is_one_table() -> None:
    found = read_received(typeset(_TABLE), "a.pdf")
    (rows,) = tables(found.agreement)
    assert rows[:4] == (
        ("Step", "BA", "MA"),
        ("joined across", "", "$9"),
        ("2", "tall words", "$8"),
        ("3", "", "$7"),
    )
    assert rows[4:] == tuple((str(n), f"${n * 10}", "") for n in range(4, 24))
    heads = [repair.taken for repair in found.repairs if "head, printed again" in repair.why]
    assert heads and set(heads) == {"Step BA MA"}
    assert _texts(found)[0] == "A. The schedule is:" and _texts(found)[-1] == "B. After it."


def test_a_table_without_rules_is_found_by_its_columns() -> None:
    rows = "".join(f"[{n}],[\\${n}0,000],[\\${n}5,000]," for n in range(1, 6))
    page = f"A. Pay is:\n#v(8pt)\n#table(columns: (1in, 2in, 2in), stroke: none, [Step],[BA],[MA],{rows})\n"
    found = read_received(typeset(page), "a.pdf")
    assert tables(found.agreement) == [
        (("Step", "BA", "MA"), *((str(n), f"${n}0,000", f"${n}5,000") for n in range(1, 6)))
    ]


def test_a_page_turned_on_its_side_is_read_along_its_lines() -> None:
    data = plain("A. The Board shall pay teachers. It shall pay them monthly, and in full, without delay.")

    def turn(writer: pypdf.PdfWriter) -> None:
        page = writer.pages[0]
        page.add_transformation(pypdf.Transformation().rotate(90).translate(792, 0))
        page.mediabox.upper_right = page.cropbox.upper_right = (792, 612)

    assert _texts(read_received(rewritten(data, turn), "a.pdf")) == _texts(read_received(data, "a.pdf"))


def test_words_across_the_page_are_taken_out_and_listed() -> None:
    mark = "#set page(background: rotate(45deg, text(60pt, luma(220))[DRAFT COPY]))\nA. Words of the clause."
    found = read_received(typeset(mark), "a.pdf")
    assert _texts(found) == ["A. Words of the clause."]
    assert [(repair.kind, repair.taken) for repair in found.repairs] == [("page furniture", "DRAFT COPY")]


def test_ligatures_are_their_letters() -> None:
    found = read_received(plain("A. The first office shall file affidavits."), "a.pdf")
    assert _texts(found) == ["A. The first office shall file affidavits."]


def test_a_chapter_head_that_returns_is_furniture_and_the_article_s_own_heading_is_not() -> None:
    template = """
    #set page(width: 6in, height: 9in, margin: 0.8in, header: context if counter(page).get().first() > 1 [ARTICLE V])
    #text(14pt)[ARTICLE V PAY]

    #for n in range(1, 100) [#{n}. The Board shall pay the sum of \\$#n to each teacher in the month that follows. \\ ]
    """
    found = read_received(typeset(template), "a.pdf")
    assert [a.title for d in found.agreement.documents for a in d.articles] == ["ARTICLE V PAY"]
    assert {repair.taken for repair in found.repairs if repair.kind == "page furniture"} == {"ARTICLE V"}
    assert parts(found.agreement) == ["V", *(f"V.{n}" for n in range(1, 100))]


def _locked(data: bytes) -> bytes:
    return rewritten(data, lambda writer: writer.encrypt("secret", algorithm="RC4-128"))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"%PDF-1.7 rest", "damaged"),
        (lambda: plain("A. Words.")[:900], "damaged"),
        (lambda: _locked(plain("A. Words.")), "password"),
        (lambda: blank(3), "no text"),
        (lambda: blank(1001), "1,001 pages; at most 1,000"),
        (lambda: b"only words", "not a PDF"),
    ],
)
def test_what_cannot_be_read_is_said(make: Callable[[], bytes], words: str) -> None:
    with pytest.raises(BadInput, match=words) as fault:
        read_received(make(), "theirs.pdf")
    assert fault.value.where == "theirs.pdf" and fault.value.do


def test_pages_without_text_and_a_torn_end_are_said() -> None:
    def add(writer: pypdf.PdfWriter) -> None:
        writer.add_blank_page(612, 792)

    data = rewritten(plain("A. Words of the clause."), add)
    assert "1 page is blank: 2" in read_received(data, "a.pdf").doubts[0].what
    torn = data.replace(b"%%EOF", b"")
    assert any("breaks off" in doubt.what for doubt in read_received(torn, "a.pdf").doubts)


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a"])
def test_a_pdf_is_known_by_its_first_bytes(name: str) -> None:
    assert _texts(read_received(plain("A. Words."), name)) == ["A. Words."]
