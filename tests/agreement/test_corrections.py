"""What a person says of a file's lines is how it is read; no word is lost by it."""

from html import escape
from typing import Any

import pytest
import yaml
from hypothesis import event, given, settings
from hypothesis import strategies as st
from laws import examples
from received import words_received, words_stored

from negotiate.agreement.blocks import Block
from negotiate.agreement.citations import place
from negotiate.agreement.markdown import read_article, write_article
from negotiate.agreement.reading.corrections import read_corrections
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported
from negotiate.common.errors import BadInput

_WRAPPED = """\
AGREEMENT OF THE HOLLOWAY SCHOOL COMMITTEE

ARTICLE I  NURSES

A. The Committee employs nurses for all of its schools, and counts them each
year in October.

1. Each school has

(a) a nurse on two days of the week; and
(b) a nurse on call on every other day of the week, as agreed with the well-
known clinic.

B. Counselors

1. There are fi.ve counselors for the elementary schools, and one for every
three hundred pupils of the high school.

Step   First   Second
1      100     200
2      110     210

ARTICLE II  SIGNATURES

A. Okafor signs for the union.

A. Lindqvist signs for the Committee.
"""
_LINES = _WRAPPED.split("\n")


def _read(*entries: dict[str, Any], text: str = _WRAPPED, name: str = "h.txt") -> Imported:
    """The text read with entries of an ``import.yaml``; a missing quote is the line's first words."""
    for one in entries:
        line = one.get("line") or int(str(one["lines"]).split("-")[0])
        one.setdefault("text", " ".join(text.split("\n")[line - 1].split()[:3]))
        if "lines" in one:
            last = int(one["lines"].split("-")[1])
            one.setdefault("until", text.split("\n")[last - 1].split()[-1])
    written = yaml.safe_dump({"corrections": list(entries)}, allow_unicode=True)
    return read_received(text.encode(), name, corrections=read_corrections(written))


def _at(found: Imported, line: int) -> tuple[str, Block]:
    return next((one.name, one.block) for one in place(found.agreement) if one.block.line == line)


def _line(begins: str) -> int:
    return next(at for at, line in enumerate(_LINES, 1) if line.startswith(begins))


def test_the_reading_without_corrections() -> None:
    """What the entries below change."""
    found = _read()
    assert _at(found, _line("(a)"))[0] == "I.A.1(a)"
    assert _at(found, _line("1. There"))[0] == "I.B.1"
    assert _at(found, _line("A. Okafor"))[0] == "II.A"


def test_a_label_belongs_under_the_parent_said() -> None:
    for under in ("I", f"{_line('ARTICLE I ')} ARTICLE I"):
        found = _read({"line": _line("(a)"), "is": "label", "under": under})
        assert _at(found, _line("(a)"))[0] == "I(a)"
    found = _read({"line": _line("1. There"), "is": "label", "under": f"{_line('1. Each')} 1. Each school"})
    assert _at(found, _line("1. There"))[1].depth == 4
    assert _at(found, _line("B. Coun"))[1].depth >= 4  # nothing between closes the parent


def test_a_line_is_no_label() -> None:
    found = _read({"line": _line("A. Okafor"), "is": "text"}, {"line": _line("A. Lind"), "is": "text"})
    name, block = _at(found, _line("A. Okafor"))
    assert (name, block.label, block.text) == ("II ¶2", "", "A. Okafor signs for the union.")
    assert not found.doubts


def test_a_line_is_a_label_the_reader_does_not_see() -> None:
    text = _WRAPPED.replace("1. Each school has", "Par 1 Each school has")
    found = _read(
        {"line": _line("1. Each"), "is": "label", "label": "Part 1"}, text=text.replace("Par ", "Part ")
    )
    _, block = _at(found, _line("1. Each"))
    assert (block.label, block.text) == ("Part 1", "Each school has")
    with pytest.raises(BadInput, match="a label as agreements print them"):
        _read({"line": _line("1. Each"), "is": "label", "label": "Par 1"}, text=text)


def test_an_article_with_its_label_and_title() -> None:
    text = _WRAPPED.replace("ARTICLE II  SIGNATURES", "II. Signatures The parties sign below.")
    line = _line("ARTICLE II ")
    found = _read({"line": line, "is": "article", "label": "II.", "title": "Signatures"}, text=text)
    assert [a.title for a in found.agreement.documents[0].articles] == [
        "", "ARTICLE I NURSES", "II. Signatures",
    ]  # fmt: skip
    blocks = found.agreement.documents[0].articles[2].blocks
    assert blocks[1].text == "The parties sign below."
    with pytest.raises(BadInput, match="does not follow"):
        _read({"line": line, "is": "article", "label": "II.", "title": "Parties"}, text=text)
    with pytest.raises(BadInput, match="does not begin with the label"):
        _read({"line": line, "is": "article", "label": "III."}, text=text)


def test_lines_join_and_part_as_said() -> None:
    found = _read(
        {"line": _line("(b)"), "is": "continued"},
        {"line": _line("year in"), "is": "paragraph"},
        {"line": _line("known"), "is": "as-received"},
    )
    assert "of the week; and (b) a nurse on call" in _at(found, _line("(a)"))[1].text
    assert _at(found, _line("year in"))[1].text == "year in October."
    assert "the well- known clinic" in _at(found, _line("(a)"))[1].text
    assert not found.repairs


def test_a_block_is_a_table_or_none() -> None:
    first, last = _line("Step"), _line("2      110")
    found = _read({"lines": f"{first}-{last}", "is": "no-table"})
    assert _at(found, first + 1)[1].rows == ()
    cells = "Article I\n\nA. Pay\n\nStep\nFirst\nYear one\n100\nYear two\n200\n\nB. Leave\n"
    found = _read({"lines": "5-10", "is": "table", "columns": 2}, text=cells)
    assert _at(found, 5)[1].rows == (("Step", "First"), ("Year one", "100"), ("Year two", "200"))
    found = _read({"lines": "5-9", "is": "table", "columns": 2}, text=cells)
    assert _at(found, 5)[1].rows[-1] == ("Year two",)  # kept as received, and said
    assert [doubt.line for doubt in found.doubts if "this row has 1 cells" in doubt.what] == [9]


def test_a_row_that_begins_with_an_empty_cell_is_named_by_its_next_words() -> None:
    text = "Article I\n\nA. Pay\n\n\u00a0\nFirst\n\u00a0\nSecond\n1\n100\n2\n200\n\nB. Leave\n"
    entry = {"lines": "5-12", "text": "First", "until": "200", "is": "table", "columns": 2}
    found = _read(entry, text=text)
    assert _at(found, 5)[1].rows == (("", "First"), ("", "Second"), ("1", "100"), ("2", "200"))
    with pytest.raises(BadInput, match="does not stand at line 5"):
        _read({**entry, "text": "Second"}, text=text)


def test_page_furniture_is_out_and_listed() -> None:
    found = _read({"line": 1, "is": "furniture"})
    assert [(one.kind, one.line, one.taken) for one in found.repairs] == [
        ("page furniture", 1, _LINES[0]),
        ("join", _line("known"), ""),
    ]
    assert all(block.line != 1 for block in found.agreement.blocks())


def test_a_document_begins() -> None:
    line = _line("ARTICLE II ")
    found = _read({"line": line, "is": "document", "name": "Signing", "kind": "side-letter"})
    assert [one.name for one in found.agreement.documents] == ["agreement", "signing"]
    assert _at(found, line)[1].depth == 1
    with pytest.raises(BadInput, match="called 'agreement' already"):
        _read({"line": line, "is": "document", "name": "Agreement"})


def test_a_damaged_word_is_read_as_said_and_listed() -> None:
    line = _line("1. There")
    found = _read({"line": line, "is": "damaged", "word": "fi.ve", "read": "five", "by": "I. Moran"})
    assert "There are five counselors" in _at(found, line)[1].text
    repair = next(one for one in found.repairs if one.line == line)
    assert (repair.taken, repair.given, repair.why) == ("fi.ve", "five", "read so by I. Moran")
    with pytest.raises(BadInput, match="“nurse” does not stand there"):
        _read({"line": line, "is": "damaged", "word": "nurse", "read": "nurses", "by": "I"})


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("line: 5\n    text: Counselors\n    is: text", "stands at line 14 now"),
        ("line: 5\n    text: nowhere\n    is: text", "is nowhere in the file"),
        ("line: 500\n    text: A.\n    is: text", "the file has no line 500"),
        ("line: 4\n    text: A. The\n    is: text", "line 4 is empty now"),
        ("line: 5\n    text: A. The\n    is: txt", "expected one of text, label"),
        ("line: 5\n    text: A. The\n    is: text\n    lable: A.", "did you mean 'label'|known keys"),
        ("line: 5\n    text: A. The\n    is: label\n    under: 14", "the parent's line and words of it"),
        ("line: 5\n    text: A. The\n    is: label\n    under: 14 B. Coun", "no label or heading before it"),
        ("line: 5\n    text: A. The\n    is: label\n    under: IX.C", "no clause is cited as 'IX.C'"),
        ("line: 5\n    text: A. The\n    is: label\n    level: 5", "no reading of the article puts"),
        ("line: 25\n    text: A. Okafor\n    is: label\n    under: I.B", "no label or heading before it"),
        ("line: 25\n    text: A. Okafor\n    is: label\n    under: I", "ARTICLE II begins between"),
        ("line: 1\n    text: AGREEMENT\n    is: continued", "nothing stands above"),
        ("lines: 5-1\n    text: A. The\n    is: table\n    columns: 2", "the first and the last line"),
        ("lines: 5-6\n    text: A. The\n    is: table\n    columns: 2", "'until' is missing"),
        ("text: A. The\n    is: text", "an entry names one place"),
        ("line: 5\n    is: text", "'text' is missing"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_fit_says_so_with_its_place(entry: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as fault:
        read_received(
            _WRAPPED.encode(),
            "h.txt",
            corrections=read_corrections(f"corrections:\n  - {entry}\n", "import.yaml"),
        )
    assert fault.value.where.startswith("import.yaml:")


def test_two_entries_do_not_say_two_things_of_a_line() -> None:
    with pytest.raises(BadInput, match="said to be text already"):
        _read({"line": 5, "is": "text"}, {"line": 5, "is": "label"})


def test_a_line_of_more_than_four_labels_keeps_its_words() -> None:
    """Found by the law below."""
    text = "Article I - Pay\n\n2. Next 3. Third 2. Next 3. Third A. Hours Article I\n"
    assert words_stored(read_received(text.encode(), "a.txt")) == text.split()


# ---- laws ---------------------------------------------------------------------------------------

_POOL = [
    "", "", "", "Article I", "ARTICLE 2 - LEAVES", "A. Hours", "1. The day", "(a) shall be", "(i) if",
    "i. first", "\u00a0", "12", "$1,500", "3%", "| a | b |", "| --- | --- |", "Section 3. Pay", "B. Other matters",
    "APPENDIX A", "Page 4 of 9", "ninety", "(90) days. It ends", "Step      One      Two", "1      100     200",
    "a long line of words that goes on until the margin of the page is reached, well-",
    "known to all who wrap their lines at a width, and that ends here.", "2. Next 3. Third", "MEMORANDUM OF UNDERSTANDING",
]  # fmt: skip
_WORDS_OF_LINES = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)
_ACTS = (
    "text", "label", "heading", "article", "continued", "paragraph", "table", "no-table", "furniture", "document",
    "as-received", "as-read", "damaged",
)  # fmt: skip


@st.composite
def _corrected_texts(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    lines = draw(
        st.lists(
            st.one_of(st.sampled_from(_POOL), st.sampled_from(_POOL), _WORDS_OF_LINES),
            min_size=3,
            max_size=40,
        )
    )
    full = [at for at, line in enumerate(lines, 1) if line.split()]
    entries: list[dict[str, Any]] = []
    for line in (
        draw(st.lists(st.sampled_from(full), min_size=min(2, len(full)), max_size=6, unique=True))
        if full
        else []
    ):
        words = lines[line - 1].split()
        act = draw(st.sampled_from(_ACTS))
        one: dict[str, Any] = {"line": line, "text": words[0], "is": act}
        if act in ("table", "no-table", "furniture"):
            last = draw(st.sampled_from([at for at in full if line <= at <= line + 8]))
            del one["line"]
            one |= {"lines": f"{line}-{last}", "until": lines[last - 1].split()[-1]}
            one |= {"columns": draw(st.integers(2, 4))} if act == "table" else {}
        elif act == "heading" and draw(st.booleans()):
            one["level"] = draw(st.integers(2, 4))
        elif act in ("label", "heading"):
            above = [at for at in full if at < line]
            if draw(st.booleans()) and above:
                parent = draw(st.sampled_from(above))
                one["under"] = f"{parent} {lines[parent - 1].split()[0]}"
        elif act == "article" and draw(st.booleans()):
            one["title"] = draw(st.sampled_from(words))
        elif act == "document":
            one |= {"name": f"letter {line}", "kind": draw(st.sampled_from(["agreement", "mou", "appendix"]))}
        elif act == "damaged":
            one |= {"word": words[-1], "read": draw(st.sampled_from(["mended", "two words"])), "by": "I"}
        entries.append(one)
    return "\n".join(lines), entries


@settings(max_examples=examples(400), deadline=None)
@given(_corrected_texts(), st.sampled_from(["x.txt", "x.md"]))
def test_whatever_is_corrected_no_word_is_lost(case: tuple[str, list[dict[str, Any]]], name: str) -> None:
    text, entries = case
    try:
        said = read_corrections(yaml.safe_dump({"corrections": entries}, allow_unicode=True))
        found = read_received(text.encode(), name, corrections=said)
    except BadInput as fault:
        event(f"refused: {str(fault)[:60]}")
        assert fault.where.startswith(("import.yaml:", name)), fault
        return
    event(f"read, with {len(entries)} entries")
    if found.layout == "own form":
        return
    assert "".join(words_stored(found)) == "".join(words_received(text.removeprefix("\ufeff"), found))
    for document in found.agreement.documents:
        for article in document.articles:
            assert read_article(write_article(article), article.path) == article


@settings(max_examples=examples(250), deadline=None)
@given(_corrected_texts())
def test_of_a_file_with_paragraphs_of_its_own_neither(case: tuple[str, list[dict[str, Any]]]) -> None:
    """A web page, a paragraph a line of its source."""
    text, entries = case
    page = "\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n")) + "\n<h2>The end of it</h2>"
    try:
        said = read_corrections(yaml.safe_dump({"corrections": entries}, allow_unicode=True))
        found = read_received(page.encode(), "x.html", corrections=said)
    except BadInput as fault:
        assert fault.where.startswith("import.yaml:"), fault
        return
    event(f"read, with {len(entries)} entries")
    received = words_received(f"{text}\nThe end of it", found)
    assert "".join(words_stored(found)) == "".join(received)


def test_a_table_of_cells_never_runs_over_a_table_that_the_file_gives() -> None:
    text = "1\n2\n\n| a | b |\n| a | b |\n\n3\n4\n"
    found = read_received(text.encode(), "x.md")
    assert words_stored(found) == words_received(text, found)
