"""What a doubt says would settle it, settles it, pasted as it is."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.agreement.reading.corrections import read_corrections
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Doubt, Imported
from negotiate.workspace.import_report import settlements

_FILES = (
    "boston-btu-2010-2016.txt",
    "oregon-cia-criminal-investigators-association-2023-2025.md",
    "oregon-stea-state-teachers-education-association-2023-2025.md",
)


def _settled(data: bytes, name: str, found: Imported) -> tuple[list[Doubt], Imported]:
    """The doubts that can be settled, and the file read with what settles each: its words are right."""
    asked = [one for one in found.doubts if one.quote]
    unit = found.places.unit
    each = [
        next(entry for entry in settlements(one, unit) if "as-read" in entry or "is: text}" in entry)
        for one in asked
    ]
    written = "corrections:\n" + "".join(f"  {entry}\n" for entry in dict.fromkeys(each))
    return asked, read_received(data, name, corrections=read_corrections(written))


@pytest.mark.parametrize("name", _FILES)
def test_of_a_real_agreement_every_doubt(shared: Path, name: str) -> None:
    data = (shared / "data" / "contracts" / name).read_bytes()
    found = read_received(data, name)
    asked, after = _settled(data, name, found)
    assert asked == [one for one in found.doubts if one.text]
    assert [one for one in after.doubts if one.text] == []


_PIECES = st.sampled_from(
    [
        "Article I - Pay", "Article II - Leave", "A. Pay is due.", "B. Leave", "D. Late", "(a) one", "(c) three",
        "1. first", "1. again", "A. Okafor, President", "vi. what", "Step", "BA", "1", "100", "2", "200", "\u00a0", "3",
        "i. in", "Signed for all of us.",
    ]
)  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(_PIECES, min_size=3, max_size=40))
def test_of_any_text_every_doubt_about_words(pieces: list[str]) -> None:
    data = "\n".join(pieces).encode()
    assume(any(piece.strip() for piece in pieces))
    found = read_received(data, "a.txt")
    asked, after = _settled(data, "a.txt", found)
    lines = {one.line for one in asked}
    assert [one for one in after.doubts if one.line in lines] == []
