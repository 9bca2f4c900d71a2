"""Web pages: what a reader of the page sees is stored, what is no text is listed."""

from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from office import converted
from printing import one_paragraph_a_line, web_lists, wrapped_pages
from received import words_stored
from same_parts import assert_comes_back, parts, tables
from sample_files import agreement as sample

from negotiate.agreement.blocks import Kind
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported
from negotiate.common.errors import BadInput
from negotiate.packets.write import successor


def _read(page: str, reading: str = "accepted") -> Imported:
    return read_received(page.encode(), "a.html", reading)  # type: ignore[arg-type]


def _texts(found: Imported) -> list[str]:
    return [block.canonical for block in found.agreement.blocks()]


class _Letters(HTMLParser):
    """The page's own words by the standard library's parser, which knows nothing of layout."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("script", "style", "nav", "title"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.out.append(data)


def _letters_of_page(page: str) -> str:
    reader = _Letters()
    reader.feed(page)
    return "".join("".join(reader.out).split())


def _letters_stored(found: Imported) -> str:
    """The stored words without the marks that lists print."""
    given: dict[int, list[str]] = {}
    for repair in found.repairs:
        if repair.given:
            given.setdefault(repair.line, []).append(repair.given)
    out: list[str] = []
    for block in found.agreement.blocks():
        text = "".join("".join(cell for row in block.rows for cell in row)) or block.canonical
        for mark in given.get(block.line, [])[:1]:
            if text.startswith(mark):
                text = text.removeprefix(given[block.line].pop(0))
        out.append("".join(text.split()))
    assert not any(given.values()), given
    return "".join(out)


def test_a_page_with_lists_headings_and_tables_comes_back() -> None:
    page = web_lists(sample())
    found = _read(page)
    assert parts(found.agreement) == parts(sample())
    assert tables(found.agreement) == tables(sample())
    assert words_stored(found) == [word for block in sample().blocks() for word in block.words]
    assert _letters_stored(found) == _letters_of_page(page)
    assert [(r.kind, r.taken) for r in found.repairs if r.taken] == [
        ("page furniture", "Calder"),
        ("page furniture", "Home | Contracts"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("printed", [one_paragraph_a_line, wrapped_pages])
def test_libreoffice_s_page_of_a_text_is_read_as_the_text(printed: object) -> None:
    text = printed(sample())  # type: ignore[operator]
    found = read_received(converted(text.encode(), "txt", "html"), "a.html")
    assert _texts(found) == _texts(read_received(text.encode(), "a.txt"))


def test_our_own_successor_comes_back() -> None:
    at = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
    found = read_received(successor(sample(), (), ".html", title="Calder", at=at, author="Ours"), "s.html")
    assert_comes_back(found, sample())


@pytest.mark.parametrize(
    ("attributes", "labels"),
    [
        ("", ["1.", "2.", "3."]),
        ('type="a" start="26"', ["z.", "aa.", "ab."]),
        ('type="I" start="4"', ["IV.", "V.", "VI."]),
        ('style="list-style-type: lower-roman"', ["i.", "ii.", "iii."]),
        ('style="list-style: upper-latin inside"', ["A.", "B.", "C."]),
        ("reversed", ["3.", "2.", "1."]),
        ('type="A" start="0"', ["0.", "A.", "B."]),
    ],
)
def test_lists_print_their_labels(attributes: str, labels: list[str]) -> None:
    items = "".join(f"<li>The board shall pay {n}" for n in range(3))
    assert [text.split()[0] for text in _texts(_read(f"<ol {attributes}>{items}</ol>"))] == labels


def test_an_item_may_set_its_number_and_lists_nest() -> None:
    page = (
        "<ol><li>The first part.<ol type=a><li>The inner part.<li><p>The other.</p><p>More of it.</p></ol></li>"
        '<li value="7">The seventh.</li><li>The eighth.</li></ol><ul><li>A point.<li>(a) A letter.</ul>'
        '<ol style="list-style:none"><li>No label.</ol>'
    )
    found = _read(page)
    assert _texts(found) == [
        "1. The first part.", "a. The inner part.", "b. The other.", "More of it.", "7. The seventh.",
        "8. The eighth.", "• A point.", "(a) A letter.", "No label.",
    ]  # fmt: skip
    assert any("is left out: a label follows" in doubt.what for doubt in found.doubts)


def test_cells_over_several_rows_and_columns_stand_once() -> None:
    page = (
        "<table><caption>Schedule A</caption><tr><th rowspan=2>Step<th colspan=2>Lane</tr><tr><td>BA<td>MA</tr>"
        "<tfoot><tr><td>Sum<td>3<td>4</tfoot><tbody><tr><td>1<td rowspan=2>$5<td>$6</tr><tr><td>2<td>$7</tr></tbody></table>"
    )
    assert _texts(_read(page))[0] == "Schedule A"
    assert tables(_read(page).agreement) == [
        (("Step", "Lane", ""), ("", "BA", "MA"), ("1", "$5", "$6"), ("2", "", "$7"), ("Sum", "3", "4"))
    ]


def test_a_table_that_sets_out_the_page_is_paragraphs() -> None:
    page = (
        "<table><tr><td>Side<td><h1>Article I Pay</h1><p>A. Words.</p><table><tr><td>a<td>b</table></table>"
    )
    found = _read(page)
    assert _texts(found) == ["Side", "Article I Pay", "A. Words.", "| a | b |"]
    assert "sets out the page" in found.doubts[0].what


def test_what_is_no_text_is_left_out_and_listed() -> None:
    page = (
        "<html><head><title>A title</title><style>p { color: red }</style><script>var lost = 1</script></head><body>"
        "<nav>Home</nav><div role=navigation>Up</div><p>A. Words.</p><!-- a comment --><button>Print</button>"
        "<p style='display:none'>Hidden words.</p><img src=x></body></html>"
    )
    found = _read(page)
    assert _texts(found) == ["A. Words."]
    assert [r.taken for r in found.repairs] == ["A title", "", "", "Home", "Up", "Print", "Hidden words."]
    assert sorted(doubt.what for doubt in found.doubts) == [
        "1 pictures; words inside them are not read",
        "hidden text is left out",
    ]


def test_line_breaks_part_paragraphs_where_two_stand_or_a_label_follows() -> None:
    page = "<div>ARTICLE I<br>Pay<br><br>A. First words<br>go on.<br>B. Second.</div>tail"
    assert _texts(_read(page)) == ["ARTICLE I Pay", "A. First words go on.", "B. Second.", "tail"]


@pytest.mark.parametrize(
    ("reading", "text"), [("accepted", "A. Pay in May."), ("rejected", "A. Pay in June.")]
)
def test_marked_passages_are_read_one_way_and_said(reading: str, text: str) -> None:
    found = _read("<p>A. Pay in <del>June</del><ins>May</ins>.</p>", reading)
    assert _texts(found) == [text]
    assert (
        f"1 passages as inserted and 1 as deleted; it was read with all of them {reading}"
        in found.doubts[0].what
    )


@pytest.mark.parametrize(
    ("head", "encoding", "said"),
    [
        ("<meta charset=utf-8>", "utf-8", "utf-8"),
        ("<meta charset='iso-8859-1'>", "cp1252", "cp1252"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
            "cp1252",
            "windows-1252",
        ),
        ('<?xml version="1.0" encoding="utf-8"?><html>', "utf-8", "utf-8"),
        ("<html>", "utf-16", "utf-16"),
        ("<html>", "utf-8-sig", "utf-8"),
        ("<meta charset=utf-8>", "cp1252", "cp1252"),
        ("<meta charset=nonsense>", "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_found_as_browsers_find_it(head: str, encoding: str, said: str) -> None:
    data = f"{head}<p>A. “Café” – §</p>".encode(encoding)
    found = read_received(data, "a.html")
    assert _texts(found) == ["A. “Café” – §"]
    assert found.encoding == said


@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.html", "a"])
def test_a_page_is_known_by_its_first_bytes(name: str) -> None:
    assert _texts(read_received(b"\n<!-- x --><!DOCTYPE html><p>A. Words.", name)) == ["A. Words."]


def test_text_that_is_called_a_page_is_read_as_text() -> None:
    assert _texts(read_received(b"A. 3 < 4 and so on\n\nB. More", "a.html")) == [
        "A. 3 < 4 and so on",
        "B. More",
    ]


def test_preformatted_lines_are_lines() -> None:
    found = _read("<h1>Article I Pay</h1><pre>A. First.\nB. Second.</pre>")
    assert _texts(found) == ["Article I Pay", "A. First.", "B. Second."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><body></body></html>", "no words"),
        (b"<html>\x00\x01", "binary"),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
            "packed with its pictures",
        ),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as fault:
        read_received(data, "theirs.html")
    assert fault.value.where == "theirs.html" and fault.value.do


def test_a_page_nested_deeply_is_read_whole_or_refused() -> None:
    page = "<p>A. First." + "<div><font>" * 900 + "<p>B. Last."
    assert _texts(_read(page)) == ["A. First.", "B. Last."]
    with pytest.raises(BadInput, match="too deeply"):
        _read("<p>A. First." + "<div><font>" * 3000 + "<p>B. Last.")


_WORDS = st.lists(st.sampled_from(["pay", "Article V", "1.", "(a)", "$5,000", "the", "\u00a0", "<", "&"]), max_size=4).map(
    lambda words: escape(" ".join(words))
)  # fmt: skip
_PIECE = st.one_of(
    _WORDS,
    st.sampled_from(["<br>", "<p>", "</p>", "<li>", "<ol>", "</ol>", "<ul>", "</ul>", "<h2>", "</h2>", "<b>", "</b>",
                     "<div>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<nav>x</nav>", "<pre>", "</pre>"]),
)  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(_PIECE, max_size=25))
def test_any_soup_of_tags_keeps_every_letter(soup: list[str]) -> None:
    page = "<html><body>" + " ".join(soup) + " end"
    found = _read(page)
    marks = sorted(repair.given for repair in found.repairs if repair.given)
    stored = "".join("".join(block.words) for block in found.agreement.blocks())
    received = _letters_of_page(page)
    assert sorted(stored) == sorted(received + "".join(marks).replace(" ", ""))


def test_headings_keep_their_level() -> None:
    found = _read("<h1>Article I Pay</h1><h2>leave</h2><p>Words.</p>")
    assert [(block.kind, block.depth) for block in found.agreement.blocks()][:2] == [
        (Kind.HEADING, 1),
        (Kind.HEADING, 2),
    ]
