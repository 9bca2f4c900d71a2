"""A blackline read back: with its changes accepted it is the new text, rejected the old one."""

from datetime import UTC, datetime

import pytest
from received import words_stored
from same_parts import parts, tables
from sample_files import agreement, applied, proposals

from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.packets.write import successor
from negotiate.redline.engine import redline

_AT = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_a_blackline_holds_both_texts(ending: str) -> None:
    old = agreement()
    new = applied(tuple(edit for one in proposals() for edit in one.records("passes")[-1].records("edits")))
    assert parts(old) != parts(new)
    marked = redline(place(old), place(new))
    data = successor(new, (), ending, marked, title="Calder", at=_AT, author="Ours")
    for reading, wanted in (("accepted", new), ("rejected", old)):
        found = read_received(data, f"theirs{ending}", reading)  # type: ignore[arg-type]
        assert parts(found.agreement) == parts(wanted)
        assert tables(found.agreement)[: len(tables(wanted))] == tables(wanted)
        letters = "".join(word for block in wanted.blocks() for word in block.words)
        assert letters in "".join(words_stored(found))
        assert any(f"read with all of them {reading}" in doubt.what for doubt in found.doubts)
