"""A table's columns in Word: each holds its longest word where the line has room."""

import re
from datetime import UTC, datetime

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Rows
from negotiate.agreement.citations import place
from negotiate.packets.revisions import unmarked
from negotiate.packets.word_body import LINE_WIDTH, body_xml

_DIGIT = {9: 0.556 * 7.5 * 20, 0: 0.556 * 9.5 * 20}  # twentieths of a point, in Arial
_INSET = 140


def _columns(rows: Rows) -> list[int]:
    block = Block(Kind.TABLE, "", "", 1, rows)
    placed = place(Agreement((Document("agreement", (Article("01-a.md", (block,)),)),)))
    written = body_xml(unmarked(placed), "Union", datetime(2026, 3, 4, tzinfo=UTC)).decode()
    return [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', written)]


def test_a_date_of_many_columns_has_room_beside_a_long_name() -> None:
    head = ("", *("11/1/11", "9/1/12", "10,942", "12,220") * 3)
    name = "Teacher in charge of clubs that meet in interscholastic competition"
    found = _columns((head, (name, *("10,834",) * 12)))
    assert sum(found) <= LINE_WIDTH
    assert all(width >= 7 * _DIGIT[9] + _INSET for width in found[1::4])  # "11/1/11" has seven signs
    assert all(width >= 6 * _DIGIT[9] + _INSET for width in found[1:])


def test_few_columns_share_the_line_by_what_they_hold() -> None:
    found = _columns((("Step", "Words"), ("1", "as long as a line of words may be in a cell of its own")))
    assert found[1] > 3 * found[0] and found[0] >= 4 * _DIGIT[0] + _INSET
    assert LINE_WIDTH - 2 <= sum(found) <= LINE_WIDTH


def test_a_line_too_short_for_all_words_is_shared_by_them() -> None:
    found = _columns((("x" * 18, "y" * 9) * 6, ("1", "2") * 6))
    assert sum(found) <= LINE_WIDTH and min(found) > 0
    assert found[0] > found[1]
