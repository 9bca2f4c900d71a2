"""Nothing is lost: the words stored are the words received, but for the listed repairs."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from received import imported, words_received, words_stored

from negotiate.agreement.reading.reader import read_received
from negotiate.common.errors import BadInput

_FILES = (
    "boston-btu-2010-2016.txt",
    "oregon-cia-criminal-investigators-association-2023-2025.md",
    "oregon-cia-criminal-investigators-association-2025-2027.md",
    "oregon-stea-state-teachers-education-association-2023-2025.md",
)


@pytest.mark.parametrize("name", _FILES)
def test_a_real_agreement_keeps_every_word_in_order(shared: Path, name: str) -> None:
    path = shared / "data" / "contracts" / name
    found = imported(path)
    assert words_stored(found) == words_received(path.read_text("utf-8"), found)


@pytest.mark.parametrize("heading", ["ARTICLE 5-HOURS", "Article V:Hours", "PART 2:WORK", "ARTICLE 5 –HOURS"])
def test_a_heading_without_a_space_is_parted_and_it_says_so(heading: str) -> None:
    text = f"{heading}\n\nA. The day.\n\nB. The week."
    found = read_received(text.encode(), "a.txt")
    assert words_stored(found) == words_received(text, found)
    assert [one.kind for one in found.repairs] == ["parted"]


_LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=80),
        st.sampled_from(
            [
                "", "", "Article I", "ARTICLE 2 - LEAVES", "A. Hours", "1. The day", "(a) shall be", "(i) if",
                "i. first", "\u00a0", "12", "$1,500", "3%", "| a | b |", "| --- | --- |", "Section 3.",
                "APPENDIX A", "Page 4 of 9", "ninety", "(90) days. It ends", "## Heading", "**Bold** word",
            ]
        ),
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(_LINES, st.sampled_from(["x.txt", "x.md"]))
def test_any_text_is_read_and_no_word_is_lost(lines: list[str], name: str) -> None:
    text = "\n".join(lines)
    try:
        found = read_received(text.encode(), name)
    except BadInput as fault:
        assert "empty" in str(fault) or "Word" in str(fault) or "PDF" in str(fault)
        return
    if found.layout == "own form":
        return
    received = "".join(words_received(text.removeprefix("\ufeff"), found))
    stored = "".join(words_stored(found))
    if name == "x.md":  # a repair names the mark it took, not which of several like it
        assert sorted(stored) == sorted(received)
    else:
        assert stored == received


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60), st.randoms(use_true_random=False))
def test_a_mangled_agreement_still_keeps_its_words(
    shared: Path, start: int, size: int, random: object
) -> None:
    lines = (shared / "data" / "contracts" / _FILES[0]).read_text("utf-8").split("\n")
    at = start % (len(lines) - 400)
    piece = lines[at : at + 400]
    for _ in range(size):  # lines struck and doubled at random
        which = random.randrange(len(piece))  # type: ignore[attr-defined]
        piece[which : which + 1] = [] if random.random() < 0.5 else [piece[which]] * 2  # type: ignore[attr-defined]
    text = "\n".join(piece)
    if not text.replace("\u00a0", "").strip():
        return
    found = read_received(text.encode(), "mangled.txt")
    assert words_stored(found) == words_received(text, found)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7 rest", "PDF"),
        (b"PK\x03\x04rest", "Word"),
        (b"\x00\x01\x02text", "binary"),
    ],
)
def test_what_is_no_text_is_said_clearly(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as fault:
        read_received(data, "agreement.txt")
    assert fault.value.where == "agreement.txt"
    assert fault.value.do
