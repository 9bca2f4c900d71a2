"""Word's tracked changes: accept all is the new text, reject all the old one."""

import io
import re
import socket
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from lxml import etree
from office import office_texts
from packet_pairs import Pair, make_pair
from packet_sample import COST, item, packet

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.bargaining.record import Label
from negotiate.common.errors import BadInput, WorkspaceFault
from negotiate.packets.cells import Run
from negotiate.packets.marks import closed
from negotiate.packets.revisions import Para
from negotiate.packets.word_body import body_xml, tag
from negotiate.packets.word_file import Frame, redline_docx, text_of, word_file
from negotiate.packets.word_reader import View, read_word
from negotiate.packets.write import render
from negotiate.redline.engine import redline
from negotiate.redline.model import Change, ChangeKind, Op, Redline, Span

AT = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


def word(redline: Redline) -> bytes:
    return redline_docx(redline, "Agreement", "Union", AT)


def xml(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@settings(max_examples=examples(200), deadline=None)
@given(st.randoms(use_true_random=False))
def test_accepting_gives_the_new_text_and_rejecting_the_old(rng: Random) -> None:
    pair = make_pair(rng)
    data = word(pair.redline)
    assert read_word(data, View.ACCEPTED) == pair.new
    assert read_word(data, View.REJECTED) == pair.old


def test_of_a_paragraph_whose_words_are_all_added_no_style_is_told() -> None:
    """LibreOffice, which saves such a file, forgets that the words are added: they come back unmarked."""
    heading = Para((Run(Op.EQUAL, "(e) Caseloads"),), style="Heading 4")
    for words in ((Run(Op.INSERT, "New."),), (Run(Op.DELETE, "Old."), Run(Op.INSERT, "New."))):
        added = Para(words, mark=Op.INSERT, style="Clause 4")
        body = body_xml(closed([heading, added]), "Union", AT).decode()
        assert "<w:pPrChange" not in body and body.count("<w:ins ") == 2  # the mark before it, and its words
    kept = Para((Run(Op.EQUAL, "Old "), Run(Op.INSERT, "new.")), style="Clause 4", old_style="Heading 4")
    assert "<w:pPrChange" in body_xml([kept], "Union", AT).decode()


@settings(max_examples=examples(50), deadline=None)
@given(st.randoms(use_true_random=False))
def test_every_revision_is_signed_and_no_two_share_an_id(rng: Random) -> None:
    root = xml(word(make_pair(rng).redline))
    ids = [element.get(tag("id")) for element in root.iter() if element.get(tag("author"))]
    assert len(ids) == len(set(ids))
    for name in ("ins", "del", "moveFrom", "moveTo", "pPrChange", "moveFromRangeStart", "moveToRangeStart"):
        for element in root.iter(tag(name)):
            assert element.get(tag("author")) == "Union"
            assert element.get(tag("date")) == "2026-03-04T15:30:00Z"
    froms, tos = (
        sorted(str(element.get(tag("name"))) for element in root.iter(tag(f"{kind}RangeStart")))
        for kind in ("moveFrom", "moveTo")
    )
    assert froms == tos
    assert len(set(froms)) == len(froms)
    for kind in ("moveFrom", "moveTo"):
        starts, ends = (
            [element.get(tag("id")) for element in root.iter(tag(f"{kind}Range{end}"))]
            for end in ("Start", "End")
        )
        assert starts == ends
    assert not [text for moved in root.iter(tag("moveFrom")) for text in moved.iter(tag("delText"))]
    assert not [text for gone in root.iter(tag("del")) for text in gone.iter(tag("t"))]


@settings(max_examples=examples(50), deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_last_mark_of_a_body_and_the_one_before_a_table_are_not_revised(rng: Random) -> None:
    body = xml(word(make_pair(rng).redline)).find(tag("body"))
    assert body is not None
    paragraphs = [child for child in body if child.tag in (tag("p"), tag("tbl"), tag("sectPr"))]
    for this, after in zip(paragraphs, paragraphs[1:], strict=False):
        if after.tag == tag("p"):
            continue
        assert this.tag == tag("p")  # two tables never touch, and a table never ends the body
        marks = this.find(f"{tag('pPr')}/{tag('rPr')}")
        assert marks is None or len(marks) == 0
    for cell in body.iter(tag("tc")):
        assert cell[-1].find(f"{tag('pPr')}/{tag('rPr')}") is None


def test_the_same_redline_gives_the_same_bytes() -> None:
    assert word(make_pair(Random(5)).redline) == word(make_pair(Random(5)).redline)


def test_libreoffice_accepts_and_rejects_to_the_same_texts() -> None:
    pairs = [make_pair(Random(seed), 12) for seed in range(30)]
    read = office_texts([word(pair.redline) for pair in pairs])
    for seed, (pair, (accepted, rejected)) in enumerate(zip(pairs, read, strict=True)):
        assert accepted == pair.new, f"seed {seed}, accepted"
        assert rejected == pair.old, f"seed {seed}, rejected"


def test_moves_of_two_items_in_one_file_keep_their_names_apart() -> None:
    root = xml(render(packet(item(3), item(4)), ".docx"))
    names = [element.get(tag("name")) for element in root.iter(tag("moveFromRangeStart"))]
    assert len(names) == len(set(names)) == 2  # the sample item moves one clause


def test_a_packet_accepts_and_rejects_in_both_readers() -> None:
    data = render(packet(item(3, cost=COST), item(4, label=Label.PACKAGE), cost=COST), ".docx")
    accepted, rejected = read_word(data, View.ACCEPTED), read_word(data, View.REJECTED)
    assert office_texts([data])[0] == (accepted, rejected)
    assert "(b) A teacher of an inclusion classroom is paid a rate 6.5% above the schedule." in rejected
    assert (
        accepted.count("(b) A teacher of an inclusion classroom is paid a rate 2.5% above the schedule.") == 4
    )


def test_a_word_file_holds_no_part_and_no_property_but_these() -> None:
    with zipfile.ZipFile(io.BytesIO(render(packet(), ".docx"))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(parts) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/fontTable.xml", "word/footer1.xml", "word/header1.xml",
        "word/settings.xml",        "word/styles.xml", "word/theme/theme1.xml",
    }  # fmt: skip
    private = rf"python-docx|Macintosh|rsid|docId|\b{re.escape(socket.gethostname())}\b"
    assert not [(name, found[0]) for name, text in parts.items() if (found := re.search(private, text))]


def texts_of(pair: Pair) -> tuple[list[Placed], list[Placed]]:
    """The two texts of a pair as blocks in their order."""
    changes = pair.redline.blocks
    old = sorted((one for change in changes for one in change.old), key=lambda one: one.text_line)
    return old, [one for change in changes for one in change.new]


@settings(max_examples=examples(100), deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_laws_hold_for_redlines_of_the_engine(rng: Random) -> None:
    pair = make_pair(rng, 14)
    data = word(redline(*texts_of(pair)))
    assert read_word(data, View.ACCEPTED) == pair.new
    assert read_word(data, View.REJECTED) == pair.old


def test_libreoffice_agrees_on_redlines_of_the_engine() -> None:
    pairs = [make_pair(Random(seed), 20) for seed in range(100, 120)]
    read = office_texts([word(redline(*texts_of(pair))) for pair in pairs])
    for seed, (pair, (accepted, rejected)) in enumerate(zip(pairs, read, strict=True), 100):
        assert (accepted, rejected) == (pair.new, pair.old), f"seed {seed}"


def test_two_real_successive_agreements_in_both_readers(shared: Path) -> None:
    """One unit's agreements of 2023 and 2025: a redline nobody made for a test."""
    found = sorted((shared / "data" / "contracts").glob("oregon-cia-*.md"))
    old, new = (place(read_received(path.read_bytes(), path.name).agreement) for path in found)
    marked = redline(old, new)
    data = word(marked)
    expected = text_of(new), text_of(old)
    assert (read_word(data, View.ACCEPTED), read_word(data, View.REJECTED)) == expected
    assert office_texts([data])[0] == expected


def _paragraphs(*kinds: tuple[str, str]) -> Pair:
    """Pairs at the edges: (``=``, ``-``, ``+`` or ``>`` moved here from the start, words)."""
    changes: list[Change] = []
    old = [words for kind, words in kinds if kind == ">"]
    old += [words for kind, words in kinds if kind in "=-"]
    new: list[str] = []
    for kind, words in kinds:
        before = (_at(words, old.index(words) + 1),) if kind != "+" else ()
        after = (_at(words, len(new) + 1),) if kind != "-" else ()
        new += [words] if kind != "-" else []
        op, what = {
            "=": (Op.EQUAL, ChangeKind.EQUAL),
            "-": (Op.DELETE, ChangeKind.DELETED),
            "+": (Op.INSERT, ChangeKind.INSERTED),
            ">": (Op.EQUAL, ChangeKind.MOVED),
        }[kind]
        changes.append(Change(what, before, after, (Span(op, words, None, None),)))
    return Pair(Redline(tuple(changes)), tuple(old), tuple(new))


def _at(words: str, line: int) -> Placed:
    return Placed(Block(Kind.PARAGRAPH, words), "I", line, "agreement", "01.md", line, line)


EDGES = {
    "deleted at the end": _paragraphs(("=", "a"), ("-", "b"), ("-", "c")),
    "inserted at the end": _paragraphs(("=", "a"), ("+", "b"), ("+", "c")),
    "both at the end": _paragraphs(("=", "a"), ("-", "b"), ("-", "c"), ("+", "d"), ("+", "e")),
    "mixed at the end": _paragraphs(("=", "a"), ("-", "b"), ("+", "c"), ("-", "d"), ("+", "e")),
    "moved to the end": _paragraphs(("=", "a"), ("=", "b"), (">", "c")),
    "moved from the end": _paragraphs((">", "a"), ("=", "b")),
    "all deleted": _paragraphs(("-", "a"), ("-", "b")),
    "all inserted": _paragraphs(("+", "a"), ("+", "b")),
    "all replaced": _paragraphs(("-", "a"), ("+", "b")),
    "nothing changed": _paragraphs(("=", "a")),
    "nothing at all": Pair(Redline(()), (), ()),
}


@pytest.mark.parametrize("edge", EDGES)
def test_edges_hold(edge: str) -> None:
    pair = EDGES[edge]
    data = word(pair.redline)
    assert read_word(data, View.ACCEPTED) == pair.new
    assert read_word(data, View.REJECTED) == pair.old


def test_edges_hold_in_libreoffice() -> None:
    read = office_texts([word(pair.redline) for pair in EDGES.values()])
    for (name, pair), (accepted, rejected) in zip(EDGES.items(), read, strict=True):
        assert (accepted, rejected) == (pair.new, pair.old), name


def test_a_move_is_a_move_in_word_even_at_the_end() -> None:
    root = xml(word(EDGES["moved to the end"].redline))
    for end in ("moveTo", "moveFrom"):
        assert [text.text for moved in root.iter(tag(end)) for text in moved.iter(tag("t"))] == ["c"]


def test_a_move_shows_what_was_reworded_on_the_way() -> None:
    """What was kept moves; the words struck are deleted where it stood, those put in inserted where it is."""
    spans = (
        Span(Op.EQUAL, "paid within ", 1, 2), Span(Op.DELETE, "ten", 1, None),
        Span(Op.INSERT, "five", None, 2), Span(Op.EQUAL, " days", 1, 2),
    )  # fmt: skip
    moved = Change(ChangeKind.MOVED_EDITED, (_at("paid within ten days", 1),),
                   (_at("paid within five days", 2),), spans)  # fmt: skip
    stays = Change(ChangeKind.EQUAL, (_at("a", 2),), (_at("a", 1),), (Span(Op.EQUAL, "a", 2, 1),))
    data = word(Redline((stays, moved)))
    assert read_word(data, View.ACCEPTED) == ("a", "paid within five days")
    assert read_word(data, View.REJECTED) == ("paid within ten days", "a")
    assert office_texts([data])[0] == (("a", "paid within five days"), ("paid within ten days", "a"))
    root = xml(data)
    told = {
        name: [words.text for part in root.iter(tag(name)) for words in part.iter(tag("t"), tag("delText"))]
        for name in ("moveFrom", "del", "moveTo", "ins")
    }
    assert told == {
        "moveFrom": ["paid within ", " days"], "del": ["ten"],
        "moveTo": ["paid within ", " days"], "ins": ["five"],
    }  # fmt: skip


def test_a_file_that_does_not_read_back_is_refused() -> None:
    with pytest.raises(WorkspaceFault, match="does not read as the text"):
        word_file([], Frame("t", "Union", AT), ("words that are not there",), ())


def test_a_control_character_is_refused_with_the_words_around_it() -> None:
    with pytest.raises(BadInput, match="control character"):
        word(_paragraphs(("=", "a\x01b")).redline)


def test_what_leads_to_a_table_stays_on_its_page_and_no_mark_is_revised_before_a_heading_of_ours() -> None:
    """LibreOffice draws the bar of a revised mark beside the paragraph that follows it."""
    body = list(next(xml(render(packet(), ".docx")).iter(tag("body"))))
    beside = list(zip(body, body[1:], strict=False))
    leads = [
        one for one, after in beside if after.tag == tag("tbl") and "figures of this table" in _said(one)
    ]
    assert leads and all(one.find(f"{tag('pPr')}/{tag('keepNext')}") is not None for one in leads)
    (last,) = [one for one, after in beside if _said(after) == "Proposed language"]
    assert "Disputes under this section" in _said(last)
    assert not list(last.iterfind(f"{tag('pPr')}/{tag('rPr')}/*"))


def _said(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(tag("t")))
