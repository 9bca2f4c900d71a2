"""PDF, web page and Markdown: readable without colour, without markup, without a request."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from lxml import html
from packet_pairs import make_pair
from packet_sample import COST, NEW, OLD, item, packet, placed
from pypdf import PdfReader

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.bargaining.record import Label
from negotiate.common.errors import BadInput, WorkspaceFault
from negotiate.packets import typesetter
from negotiate.packets.elements import Changes, File, Marked, Title
from negotiate.packets.layout import lay_out
from negotiate.packets.model import Reader
from negotiate.packets.outline import Outline
from negotiate.packets.pdf import pdf
from negotiate.packets.plain import markdown
from negotiate.packets.said import at_words, money
from negotiate.packets.web import web
from negotiate.packets.word_flow import word
from negotiate.packets.word_reader import View, read_word
from negotiate.packets.wording import entries, in_words
from negotiate.packets.write import ENDINGS, kind_of, render
from negotiate.redline.engine import redline
from negotiate.redline.model import ChangeKind, Redline


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def web_text(data: bytes) -> str:
    page: Any = html.fromstring(data)
    return str(page.text_content())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def file(marked: Redline) -> File:
    sample = lay_out(packet())
    return File("t", (Title("t"), Marked(marked)), sample.author, sample.at, "head", "foot")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("reader", Reader)
def test_the_same_packet_gives_the_same_bytes(ending: str, reader: Reader) -> None:
    made = packet(item(3, cost=COST), item(4, label=Label.WHAT_IF), reader=reader, cost=COST)
    assert render(made, ending) == render(made, f"PACKET{ending.upper()}")


@pytest.mark.parametrize("ending", [".pdf", ".html", ".md"])
def test_deleted_and_added_figures_never_run_together(ending: str) -> None:
    data = render(packet(), ending)
    if ending == ".pdf":
        text = pdf_text(data)
    elif ending == ".html":
        text = web_text(data)
    else:
        text = re.sub(r"[\\*~]", "", data.decode())
    text = re.sub(r"\s+", " ", text)
    assert "a rate [deleted: 6.5%] [added: 2.5%] above the schedule" in text
    assert "62.5%" not in squeezed(text)


def test_the_pdf_is_tagged_titled_and_in_a_language() -> None:
    data = render(packet(), ".pdf")
    assert b"pdfuaid:part" in data
    reader = PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en-US"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Union proposal on inclusion staffing"
    page = reader.pages[0].mediabox
    assert (page.width, page.height) == (612, 792)  # US Letter in points
    assert "Page 1 of " in pdf_text(data)


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60))
def test_no_words_are_read_as_markup_by_the_typesetter(words: str) -> None:
    """Any words make a PDF, even those no font here can draw."""
    block = Block(Kind.PARAGRAPH, words)
    item_ = Placed(block, "I", 1, "agreement", "01.md", 1, 1)
    pdf(file(redline((), (item_,))))


@pytest.mark.parametrize(
    ("program", "what", "do"),
    [
        ("import os; os.abort()", "there is not enough memory", ".docx, .html and .md need less"),
        (
            "import os; os.kill(os.getpid(), 9)",
            "there is not enough memory",
            ".docx, .html and .md need less",
        ),
        ("raise MemoryError", "there is not enough memory", ".docx, .html and .md need less"),
        ("import sys; sys.exit('no such paper')", "the PDF could not be set: no such paper", "report this"),
    ],
)
def test_a_typesetter_that_ends_does_not_end_us(
    program: str, what: str, do: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.py"
    own.write_text(program)
    monkeypatch.setattr(typesetter, "__file__", str(own))
    with pytest.raises(WorkspaceFault) as told:
        render(packet(), ".pdf")
    assert told.value.what == what and do in told.value.do


def test_markup_of_every_kind_comes_out_as_words() -> None:
    words = "#set page() *bold* _it_ $x^2$ <b>no</b> [link](x) ~~s~~ `code` // c /* d */ @ref \\u{41} a~b"
    made = file(redline((), (Placed(Block(Kind.PARAGRAPH, words), "I", 1, "a", "01.md", 1, 1),)))
    assert squeezed(words) in squeezed(pdf_text(pdf(made)))
    assert words in web_text(web(made))
    assert words in re.sub(r"\\([\\`*_\[\]<>|~&#])", r"\1", markdown(made).decode())


@settings(max_examples=examples(100), deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_page_holds_both_texts(rng: Random) -> None:
    """Without ``del`` and the bracket words the page reads the new text, without ``ins`` the
    old one; a move's old place holds a note instead, so moves are left out here.
    """
    pair = make_pair(rng)
    moved = (ChangeKind.MOVED, ChangeKind.MOVED_EDITED)
    kept = Redline(tuple(change for change in pair.redline.blocks if change.kind not in moved))
    for gone, side in (("del", "new"), ("ins", "old")):
        page: Any = html.fromstring(web(file(kept)))
        for element in page.xpath(f"//{gone} | //*[@class='w'] | //*[@class='moved']"):
            element.drop_tree()
        found = squeezed("".join(block.text_content() for block in page.xpath("//*[@class='blocks']")))
        blocks = [one.block for change in kept.blocks for one in getattr(change, side)]
        cells = ["".join("".join(row) for row in b.rows) if b.rows else b.canonical for b in blocks]
        assert found.replace("¶", "") == squeezed("".join(cells))


def test_the_page_asks_for_nothing() -> None:
    page = render(packet(), ".html").decode()
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=[\"']?[^\"'#]", page)
    assert "url(" not in page and "@import" not in page
    assert "default-src 'none'" in page


def test_every_change_is_listed_in_words() -> None:
    marked = redline(placed(OLD), placed(NEW))
    listed = {one.citation: f"{one.kind}: {in_words(one.runs)}" for one in entries(marked)}
    assert len(listed) == len(marked.changes)
    assert listed["V.A.2(b)"] == (
        "edited: … classroom is paid a rate [deleted: 6.5%] [added: 2.5%] above the schedule."
    )
    assert listed["V.B.3"].startswith("moved, was V.A.2(d): [deleted: (d)] [added: 3.] Disputes under")
    assert "K–2, Most pupils: [deleted: 22] [added: 20]" in listed["V.A.1 ¶2"]


def test_what_each_reader_is_shown() -> None:
    def kinds(reader: Reader) -> set[str]:
        return {type(one).__name__ for one in lay_out(packet(reader=reader)).elements}

    assert {"Marked", "Clean", "Changes"} <= kinds(Reader.TABLE)
    assert "Marked" not in kinds(Reader.MEMBERS)
    assert not {"Marked", "Clean", "Changes"} & kinds(Reader.BOARD)
    told = {reader: render(packet(item(3), item(4), reader=reader), ".md").decode() for reader in Reader}
    assert "tentatively agree" in told[Reader.TABLE] and "tentatively agree" in told[Reader.TEAM]
    assert "tentatively agree" not in told[Reader.MEMBERS] + told[Reader.BOARD]


def test_a_cost_is_shown_only_where_the_packet_carries_one() -> None:
    assert "estimate" not in render(packet(), ".md").decode()
    told = render(packet(item(3, cost=COST)), ".md").decode()
    assert "## Our estimate" in told and "$425,000.50" in told and "-$1,200.00" in told


def test_labels_are_printed_in_words() -> None:
    told = render(packet(item(3, label=Label.WHAT_IF)), ".md").decode()
    assert "What-if: offered without commitment" in told


def test_another_ending_is_refused() -> None:
    assert kind_of("Packet 3.PDF") == ".pdf"
    with pytest.raises(BadInput, match="cannot be written"):
        render(packet(), "packet.xlsx")


def test_tables_of_every_shape_can_be_set() -> None:
    shapes = ((), ((),), ((), ("a",)), (("a", "b"), ("c",), ("d", "e", "f")))
    for rows in shapes:
        table = Placed(Block(Kind.TABLE, rows=rows), "I", 1, "a", "01.md", 1, 1)
        for marked in (redline((), (table,)), redline((table,), ()), redline((table,), (table,))):
            made = file(marked)
            assert (b"%PDF" in pdf(made), b"</html>" in web(made), bool(markdown(made))) == (True, True, True)
            word(made)  # reads itself back
    for seed in range(8):
        assert pdf(file(make_pair(Random(seed), 20).redline))


def test_half_a_character_does_not_stop_a_page() -> None:
    made = file(redline((), (Placed(Block(Kind.PARAGRAPH, "a\ud800b"), "I", 1, "a", "01.md", 1, 1),)))
    assert b"a?b" in web(made)
    assert b"a?b" in markdown(made)
    assert pdf(made)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_pass_of_current_language_says_so(ending: str) -> None:
    same = replace(item(3), redline=redline(placed(OLD), placed(OLD)), clean=placed(OLD))
    data = render(packet(same), ending)
    readers: dict[str, Callable[[bytes], str]] = {
        ".pdf": pdf_text,
        ".html": web_text,
        ".md": bytes.decode,
        ".docx": lambda data: str(read_word(data, View.ACCEPTED)),
    }
    text = readers[ending](data)
    assert "No changes are proposed: current language." in text
    assert "List of changes" not in text


def test_what_would_turn_the_page_round_is_made_visible() -> None:
    """A direction override in a clause could show "25" as "52": it is printed as a mark."""
    words = "no more than \u202e52 students"
    made = file(redline((), (Placed(Block(Kind.PARAGRAPH, words), "I", 1, "a", "01.md", 1, 1),)))
    for text in (web_text(web(made)), markdown(made).decode(), pdf_text(pdf(made))):
        assert "\u202e" not in text
        assert "52 students" in text


def test_lists_of_changes_stand_alone() -> None:
    sample = lay_out(packet())
    listed = Changes(entries(redline(placed(OLD), placed(NEW))))
    text = pdf_text(pdf(File("t", (Title("t"), listed), "a", sample.at, "h", "f")))
    assert "[deleted: 700] [added: 500]" in re.sub(r"\s+", " ", text)


@given(st.lists(st.integers(1, 8)))
def test_heading_levels_never_skip_one(wanted: list[int]) -> None:
    outline = Outline()
    before = 0
    for level in (outline.level(one) for one in wanted):
        assert 1 <= level <= before + 1
        before = level


def test_money_and_times_are_spelled_alike_everywhere() -> None:
    assert [money(cents) for cents in (0, 5, -1234550)] == ["$0.00", "$0.05", "-$12,345.50"]
    assert at_words(lay_out(packet()).at) == "March 4, 2026, 3:30 PM (UTC-05:00)"
