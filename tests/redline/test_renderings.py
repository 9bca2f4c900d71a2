"""The renderings of one redline: each says what was deleted and added, and escapes the text."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from redline_checker import expected
from redline_texts import edited_pairs, lines, placed, table

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.redline.engine import redline
from negotiate.redline.lines import Line, Segment, Tag, cells, display_lines, wrapped
from negotiate.redline.model import ChangeKind
from negotiate.redline.renderings.as_html import to_html
from negotiate.redline.renderings.as_json import to_json
from negotiate.redline.renderings.as_markdown import to_markdown
from negotiate.redline.renderings.as_text import to_text
from negotiate.redline.renderings.page import STYLE
from negotiate.redline.wording import readable

Pair = tuple[tuple[Placed, ...], tuple[Placed, ...]]
OLD = placed(
    [
        Block(Kind.HEADING, "Staffing", "V.", 1),
        Block(Kind.PARAGRAPH, "Class size shall not exceed 20 students in any one room.", "(a)", 2),
        Block(Kind.PARAGRAPH, "Nurses are employed at a ratio of 1 to 700 across the system.", "(b)", 2),
        table("Step | BA", "1 | 50,000", "2 | 52,000"),
        Block(Kind.PARAGRAPH, "Coffee is served on every second Friday of the month.", "", 2),
    ]
)
NEW = placed(
    [
        Block(Kind.HEADING, "Staffing", "V.", 1),
        Block(Kind.PARAGRAPH, "Tea may be had by everyone who asks for a cup of it.", "(a)", 2),
        Block(Kind.PARAGRAPH, "Class size shall not exceed 16 students in any one room.", "(b)", 2),
        Block(Kind.PARAGRAPH, "Nurses are employed at a ratio of 1 to 700 across the system.", "(c)", 2),
        table("Step | BA", "1 | 51,000", "2 | 52,000"),
    ]
)
REDLINE = redline(OLD, NEW)
EVIL = "<script>alert(1)</script> [b]*not* \x1b[31mred\x1b[0m `x` | $x$ & \u202eesrever # not"


def test_json_gives_both_texts_back_from_the_spans_alone() -> None:
    told = json.loads(json.dumps(to_json(REDLINE, "old", "new", all_blocks=True)))
    for side, gone, placed_ in ((2, "insert", OLD), (3, "delete", NEW)):
        by_line: dict[int, str] = {}
        for change in told["changes"]:
            for span in change["spans"]:
                if span[0] != gone:
                    by_line[span[side]] = by_line.get(span[side], "") + span[1]
        assert "\n".join(by_line[line] for line in sorted(by_line)) == expected(placed_)


def test_json_is_of_the_shape_scripts_rely_on() -> None:
    told = to_json(REDLINE, "baseline", "draft")
    assert set(told) == {"old", "new", "summary", "words", "tables", "changes"}
    assert told["tables"] == {"table-cell": 1}
    assert told["summary"] == {"inserted": 1, "edited": 1, "renumbered": 1, "table": 1, "deleted": 1}
    # words: "20", "(a)", "(b)", "50,000" and a line of ten gone; "16", "(b)", "(c)", "51,000"
    # and "(a)" with a line of thirteen put in
    assert told["words"] == {"deleted": 14, "inserted": 18, "moved": 0}
    changes = told["changes"]
    assert isinstance(changes, list)
    assert changes[2]["kind"] == "renumbered"
    assert changes[2]["old"] == [{"citation": "V(b)", "line": 3, "label": "(b)"}]
    assert changes[2]["new"] == [{"citation": "V(c)", "line": 4, "label": "(c)"}]
    assert changes[2]["spans"][:2] == [["delete", "(b)", 3, None], ["insert", "(c)", None, 4]]


def test_plain_text_says_what_was_deleted_and_added() -> None:
    told = to_text(REDLINE, "old", "new")
    assert "exceed [deleted: 20] [added: 16] students" in told.replace("\n    ", " ")
    assert "V(b)  edited, was V(a)" in told
    assert "\x1b" not in told


def test_colour_only_adds_to_the_words() -> None:
    coloured = to_text(REDLINE, "old", "new", colour=True)
    assert "\x1b[31;9m[deleted: 20]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == to_text(REDLINE, "old", "new")


@pytest.mark.parametrize("width", [24, 60, 100, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    wide = lines("数学老师每周教二十节课 and the rest of this clause is in English words.")
    for told in (
        to_text(REDLINE, "old", "new", width=width, side_by_side=True, context=None),
        to_text(redline(wide, OLD), "old", "new", width=width),
    ):
        assert max(cells(line) for line in told.split("\n")) <= width


def test_side_by_side_holds_each_text_in_its_column() -> None:
    told = to_text(REDLINE, "old", "new", width=140, side_by_side=True)
    rows = [row.split(" │ ") for row in told.split("\n") if " │ " in row]
    assert any("[deleted: 20]" in row[0] and "[added: 16]" in row[1] for row in rows)


@given(edited_pairs())
@settings(max_examples=examples(40), deadline=None)
def test_wrapping_and_walking_lose_no_character(pair: Pair) -> None:
    found = redline(*pair)
    walked = [line for line in display_lines(found, context=None) if not line.head]
    told = "".join(line.text for line in walked)
    assert told == "".join(readable(span.text) for change in found.blocks for span in change.spans)
    for line in walked:
        rows = wrapped(line, 11)
        assert "".join(row.text for row in rows).replace(" ", "") == line.text.replace(" ", "")
        assert all(cells(row.text) <= 11 for row in rows)


def test_a_line_breaks_at_a_space_and_keeps_its_tags() -> None:
    line = Line(
        (Segment(Tag.EQUAL, "shall not exceed "), Segment(Tag.DELETE, "20"), Segment(Tag.EQUAL, " students"))
    )
    assert [[(segment.tag.value, segment.text) for segment in row.segments] for row in wrapped(line, 12)] == [
        [("equal", "shall not")],
        [("equal", "exceed "), ("delete", "20")],
        [("equal", "students")],
    ]


class _Reader(HTMLParser):
    """Collects tags and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.said: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        if named.get("id"):
            self.ids.add(str(named["id"]))
        if tag == "a":
            self.links.append(str(named["href"]))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_is_whole_and_every_link_has_its_change() -> None:
    page = read(to_html(REDLINE, "old", "new"))
    assert [link[1:] for link in page.links] == [f"change-{at}" for at in range(1, 6)]
    assert {link[1:] for link in page.links} <= page.ids
    assert page.tags.count("del") > 0 and page.tags.count("ins") > 0
    assert "exceed [deleted: 20] [added: 16] students" in "".join(page.said)


def test_every_class_of_change_can_be_folded_away_on_screen_and_none_on_paper() -> None:
    page = to_html(REDLINE, "old", "new")
    for kind, number in REDLINE.summary.items():
        assert f'<input type="checkbox" id="show-{kind}" checked>' in page
        assert page.count(f'class="change {kind}"') == page.count(f'<li class="{kind}">') == number
    screen = page[page.index("@media screen") :]
    # a rule for each class of change, and for the one cell that changed two: its line in the list, its place
    assert page.count(":not(:checked)") == screen.count(":not(:checked)") == len(REDLINE.summary) + 2


def test_the_page_fetches_nothing() -> None:
    page = to_html(REDLINE, "old", "new", all_blocks=True)
    assert not re.search(r"(src|href)=\"(?!#)|url\(|@import|https?:", page)


@pytest.mark.parametrize("old", [EVIL, "Plain words stand here, nothing else at all."])
def test_contract_text_is_data_in_every_rendering(old: str) -> None:
    found = redline(lines(old), lines(f"{EVIL} and more"))
    page = to_html(found, EVIL, "new")
    assert "<script" not in page and "\x1b" not in page and "\u202e" not in page
    assert "<script>alert(1)</script>" in "".join(read(page).said)
    told = to_text(found, EVIL, "new", width=200)
    assert "\x1b" not in told and "\u202e" not in told
    markdown = to_markdown(found, EVIL, "new")
    assert "\\<script\\>" in markdown and not re.search(r"(?<!\\)<script", markdown)
    assert "\\*not\\*" in markdown and "\\| \\$x\\$ \\&" in markdown


def test_markdown_lists_every_change_and_shows_tables_as_tables() -> None:
    told = to_markdown(REDLINE, "old", "new")
    listed = re.findall(r"(?m)^\d+\. \*\*(.+?)\*\* — ([a-z ]+)", told)
    assert [kind.strip() for _, kind in listed] == [
        "added",
        "edited",
        "renumbered",
        "table changed",
        "deleted",
    ]
    assert "| 1 | [deleted: 50,000] [added: 51,000] |" in told
    assert "table changed (1 cell changed): 1, BA: [deleted: 50,000] [added: 51,000]\n" in told


def test_the_same_texts_are_said_to_be_the_same() -> None:
    same = redline(OLD, OLD)
    for told in (to_text(same, "a", "b"), to_markdown(same, "a", "b"), to_html(same, "a", "b")):
        assert "No changes." in told
    assert to_json(same, "a", "b")["changes"] == []


def _luminance(colour: str) -> float:
    """Relative luminance of ``#rgb`` or ``#rrggbb``, as WCAG 2 defines it."""
    digits = colour.lstrip("#")
    pairs = [digits[at : at + 2] for at in (0, 2, 4)] if len(digits) == 6 else [2 * one for one in digits]
    parts = [int(pair, 16) / 255 for pair in pairs]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [("ink", "paper"), ("quiet", "paper"), ("link", "paper"), ("gone", "gone-ground"), ("new", "new-ground")],
)
def test_every_colour_of_the_page_has_a_contrast_of_seven_to_one(scheme: int, ink: str, ground: str) -> None:
    found = [re.findall(rf"--{name}: (#[0-9a-f]+)", STYLE)[scheme] for name in (ink, ground)]
    light, dark = sorted((_luminance(colour) for colour in found), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_a_folded_class_is_counted_and_not_shown() -> None:
    told = to_text(REDLINE, "old", "new", width=200, fold={ChangeKind.EDITED, ChangeKind.RENUMBERED})
    assert "[deleted: 20]" not in told and "1 edited, 1 renumbered …" in told
    assert told.splitlines()[1] == to_text(REDLINE, "old", "new", width=200).splitlines()[1]
    beside = to_text(REDLINE, "old", "new", width=120, side_by_side=True, fold={ChangeKind.EDITED})
    assert "renumbered" in beside and "[deleted: 20]" not in beside


@given(
    st.lists(st.tuples(st.sampled_from(list(Tag)), st.text("ab — é漢", min_size=1, max_size=14)), max_size=5),
    st.integers(2, 30),
)
def test_no_row_is_wider_than_the_screen_and_no_letter_is_lost(
    parts: list[tuple[Tag, str]], width: int
) -> None:
    line = Line(tuple(Segment(tag, text) for tag, text in parts))
    rows = wrapped(line, width)
    assert all(cells(row.text) <= width for row in rows)
    for tag in Tag:
        told = "".join(segment.text for row in rows for segment in row.segments if segment.tag is tag)
        assert told.replace(" ", "") == "".join(text for kind, text in parts if kind is tag).replace(" ", "")
