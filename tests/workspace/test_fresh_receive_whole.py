"""A whole agreement sent as the answer: unmarked, numbered in another manner, two clauses changed; in every kind
of file. And what stands in it from right to left."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bargain import Team
from office import converted
from receiving_kit import A2, AGREEMENT, RAISE, answer, made, p, said, table, text_of, word

ROMAN = ("I", "II", "III", "IV", "V")
TEXT = re.sub(  # their article I is another: ours begin at II
    r"^ARTICLE (\w+)$",
    lambda found: f"ARTICLE {ROMAN[ROMAN.index(found[1]) + 1]}",
    AGREEMENT,
    flags=re.MULTILINE,
)
TEXT = re.sub(r"^(\d)\. ", lambda found: f"({'abcdef'[int(found[1]) - 1]}) ", TEXT, flags=re.MULTILINE)
TEXT = re.sub(r"^([A-D])\. ", lambda found: f"{'ABCD'.index(found[1]) + 1}. ", TEXT, flags=re.MULTILINE)
TEXT = (
    "AGREEMENT BETWEEN THE BOARD AND THE ASSOCIATION\n\nARTICLE I\nPURPOSE\n\n1. This Agreement sets out what the "
    f"parties have agreed.\n\n{TEXT}"
)
THEIRS = (
    TEXT.replace("than 20 hours", "than 17 hours")
    .replace("rise by 6.5%", "rise by 3.75%")
    .replace("fled", "filed")
)
EXPECTED = {"II.A.2": f"2. {A2.replace('20', '17')}", "III.A.1": f"1. {RAISE.replace('6.5', '3.75')}"}
HEBREW = "כל עובד ספרייה זכאי לשעת מנוחה אחת בכל יום עבודה מלא."


def as_word(text: str) -> bytes:
    """Paragraphs and tables as Word has them."""
    body = []
    for part in text.split("\n\n"):
        lines = part.strip().split("\n")
        if lines[0].startswith("| "):
            rows = [
                [cell.strip() for cell in line.strip("| ").split("|")] for line in lines if "---" not in line
            ]
            body.append(table(rows))
        else:
            body += [p(line) for line in lines]
    return word(*body)


def as_text(text: str) -> bytes:
    """Wrapped, as a mail program sends it; the table in columns."""
    rows = re.sub(r"^\| (.*?) +\| (.*?) +\| (.*?) +\|$", r"\1     \2     \3", text, flags=re.MULTILINE)
    kept = [line for line in rows.split("\n") if "---" not in line]
    return "\n".join(re.sub(r"(.{60,72}) ", r"\1\n", line) for line in kept).encode()


def as_pdf(text: str) -> bytes:
    """A Word file printed by LibreOffice."""
    return converted(as_word(text), "docx", "pdf")


MAKE: dict[str, Callable[[str], bytes]] = {
    "docx": as_word, "md": lambda text: text.encode(), "txt": as_text, "pdf": as_pdf,
}  # fmt: skip


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize("kind", ["docx", "md", "txt", pytest.param("pdf", marks=pytest.mark.slow)])
def test_two_clauses_changed_and_nothing_else(team: Team, tmp_path: Path, kind: str) -> None:
    found = said(team, tmp_path, MAKE[kind](THEIRS), name=f"whole.{kind}", items="1 2")
    assert text_of(found) == EXPECTED
    assert (
        found["items"][1]["against_baseline"]["changes"] == []
    )  # a word that our scan damaged is no proposal
    assert answer(found, "II.A")["left_out"] == []
    assert answer(found, "III.A")["left_out"] == []
    assert found["elsewhere"] == []


def test_two_loose_paragraphs_under_numbers_of_their_own(team: Team, tmp_path: Path) -> None:
    text = f"14. {RAISE.replace('6.5', '3.75')}\n\n15. {A2.replace('20', '17')}\n"
    assert text_of(said(team, tmp_path, text, name="loose.txt")) == EXPECTED


def test_paragraphs_from_right_to_left_are_language(team: Team, tmp_path: Path) -> None:
    data = word(
        p(f"1. {RAISE.replace('6.5', '3.75')}"),
        p(f"2. {A2.replace('20', '17')}"),
        p("3. The Director shall post the schedule of a month fourteen (14) days before it begins."),
        p(f"4. {HEBREW}", properties="<w:bidi/>"),
        p("4. A librarian may exchange shifts with another, and both shall fle a slip with the Director."),
    )
    found = said(team, tmp_path, data)
    changed = text_of(found)
    assert {key: changed[key] for key in EXPECTED} == EXPECTED
    assert f"4. {HEBREW}" in changed.values()
    assert found["unseen"] == []
