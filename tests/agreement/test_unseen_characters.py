"""Characters that nobody sees do not hide words, labels or lines; each line of them is listed."""

import pytest
from received import words_received, words_stored
from word_files import docx, p, table

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


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_files_of_paragraphs_have_them_left_out_too(kind: str) -> None:
    said = ["A. The sal\u200bary is paid.", "B. It is paid mon\u200bthly."]
    rows = [["Step", "Pay"], ["1", "40,\u2060000"]]
    if kind == "docx":
        data = docx("".join(map(p, said)) + table(rows))
    else:
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        data = "".join(f"<p>{one}</p>" for one in said).encode() + f"<table>{cells}</table>".encode()
    found = read_received(data, f"a.{kind}")
    blocks = list(found.agreement.blocks())
    assert [one.text for one in blocks if one.label] == ["The salary is paid.", "It is paid monthly."]
    assert [one.rows for one in blocks if one.rows] == [(("Step", "Pay"), ("1", "40,000"))]
    assert [one.taken for one in found.repairs if one.kind == "unseen"] == ["\u200b", "\u200b", "\u2060"]
