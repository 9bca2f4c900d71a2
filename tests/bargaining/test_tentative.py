"""The tentative agreement's record: one digest for one text, labels left out; nothing can be changed in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.bargaining.parties import Side, read_facts
from negotiate.bargaining.tentative import (
    Assent,
    Signature,
    TentativeAgreement,
    Touched,
    language_digest,
    read_record,
    touched_blocks,
    write_record,
)
from negotiate.common.errors import BadInput

_AT = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)


def _agreement(*paragraphs: tuple[str, str]) -> Agreement:
    blocks = [Block(Kind.HEADING, "Pay", "Article IX", 1)]
    blocks += [Block(Kind.PARAGRAPH, text, label, 2) for label, text in paragraphs]
    return Agreement((Document("agreement", (Article("09-pay.md", tuple(blocks)),)),))


_BASE = _agreement(("A.", "Pay is 100."), ("B.", "Pay is monthly."))


def test_equal_words_have_one_digest_and_other_words_another() -> None:
    changed = _agreement(("A.", "Pay is 110."), ("B.", "Pay is monthly."))
    relabelled = _agreement(("(1)", "Pay is 110."), ("(2)", "Pay is monthly."))
    other = _agreement(("A.", "Pay is 111."), ("B.", "Pay is monthly."))
    moved = _agreement(("B.", "Pay is monthly."), ("A.", "Pay is 110."))
    assert language_digest(_BASE, changed) == language_digest(_BASE, relabelled)
    codes = {language_digest(_BASE, text) for text in (_BASE, changed, other, moved)}
    assert len(codes) == 4


def _record() -> TentativeAgreement:
    signatures = tuple(Signature(side, f"{side.value} chief", _AT, Assent.TYPED, "pat") for side in Side)
    touched = (Touched("IX.A", "ab" * 32, False), Touched("IX.A", "cd" * 32, True))
    return TentativeAgreement(
        "abc",
        1,
        'Pay: the "first" year',
        "e" * 40,
        ("Union 2", "District 1"),
        "f" * 64,
        touched,
        signatures,
        _AT,
    )


def test_the_record_reads_back_as_it_was_signed() -> None:
    record = _record()
    again, stated = read_record(write_record(record), "ta.yaml")
    assert again == record
    assert stated == record.digest


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Pay"}, {"number": 2}, {"language": "0" * 64}, {"previous": "1" * 64}, {"blocks": ()},
        {"passes": ("Union 1", "District 1")}, {"signatures": ()}, {"base": "0" * 40},
    ],
)  # fmt: skip
def test_whatever_is_changed_changes_the_digest(change: dict[str, object]) -> None:
    assert replace(_record(), **change).digest != _record().digest  # type: ignore[arg-type]


def test_blocks_taken_out_and_added_are_counted() -> None:
    # "x" stands twice before and once after: one is taken out; "z" is new
    found = touched_blocks({"x": ["I.A", "I.B"], "y": ["I.C"]}, {"x": ["I.A"], "y": ["I.C"], "z": ["I.B"]})
    assert found == (Touched("I.B", "x", False), Touched("I.B", "z", True))


_FACTS = """
title: An agreement
parties:
  union: {name: Union, signatories: [Ann]}
  district: {name: District}
side: district
time_zone: America/New_York
term: {from: 2023-09-01, to: 2026-08-31}
ground_rules: {reopen: either}
documents: [teachers, aides]
"""


def test_the_settings_are_read() -> None:
    facts = read_facts(_FACTS)
    assert facts.party(Side.UNION).signatories == ("Ann",)
    assert (facts.side, facts.rules.reopen, facts.documents) == (
        Side.DISTRICT,
        "either",
        ("teachers", "aides"),
    )
    # New York is five hours behind in January and four in July
    assert facts.moment("2026-01-05T09:00").isoformat() == "2026-01-05T09:00:00-05:00"
    assert facts.moment("2026-07-05T09:00").isoformat() == "2026-07-05T09:00:00-04:00"
    assert facts.moment("2026-07-05T09:00+02:00").isoformat() == "2026-07-05T09:00:00+02:00"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("America/New_York", "America/Old_York", "no time zone"),
        ("side: district", "side: teachers", "'side' is 'teachers'"),
        ("title: An agreement", "titel: An agreement", "titel"),
        ("reopen: either", "reopen: never", "never"),
    ],
)
def test_a_wrong_setting_names_its_line(old: str, new: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as fault:
        read_facts(_FACTS.replace(old, new))
    assert fault.value.where.startswith("agreement.yaml:")
