"""Characters that nobody sees do not hide words, labels or lines; each line of them is listed."""

import pytest
from received import words_received, words_stored

from negotiate.agreement.reading.reader import read_received


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u200b", "zero-width space"),
        ("\u00ad", "soft hyphen"),
        ("\ufeff", "byte order mark"),
        ("\x07", "U+0007"),
    ],
)
def test_a_sign_that_is_not_seen_is_left_out_and_listed(sign: str, name: str) -> None:
    text = f"Article I\n\nHours\n\n{sign}A. The sal{sign}ary is paid.\n\nB. It is paid monthly."
    found = read_received(text.encode(), "a.txt")
    assert [block.label for block in found.agreement.blocks() if block.label] == ["Article I", "A.", "B."]
    assert "The salary is paid." in [block.text for block in found.agreement.blocks()]
    assert [(one.kind, one.line, one.taken) for one in found.repairs if one.kind == "unseen"] == [
        ("unseen", 5, sign)
    ]
    assert name in next(one.why for one in found.repairs if one.kind == "unseen")
    assert words_stored(found) == words_received(text, found)


def test_joiners_of_letters_stay() -> None:
    found = read_received("A. क्\u200dष is a word.\n\nB. So is this.".encode(), "a.txt")
    assert "क्\u200dष is a word." in [block.text for block in found.agreement.blocks()]
    assert not found.repairs


def test_a_character_lost_before_is_a_doubt() -> None:
    found = read_received("A. The caf\ufffd is open.\n\nB. It closes.".encode(), "a.txt")
    assert [(one.line, "lost" in one.what) for one in found.doubts] == [(1, True)]


def test_form_feeds_are_white_space() -> None:
    found = read_received(b"A. One.\n\x0c\nB. Two.\x0c Three.", "a.txt")
    assert [block.text for block in found.agreement.blocks()] == ["One.", "Two. Three."]
