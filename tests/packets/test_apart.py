"""Paragraphs merged and split round others: Word's tracked changes hold both texts all the same."""

from datetime import UTC, datetime
from random import Random

import pytest

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Placed
from negotiate.agreement.citations import place
from negotiate.packets.apart import told_apart
from negotiate.packets.word_file import text_of
from negotiate.packets.word_reader import View, read_word
from negotiate.packets.write import redline_file
from negotiate.redline.engine import redline
from negotiate.redline.model import ChangeKind

_AT = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


def _text(paragraphs: list[str]) -> tuple[Placed, ...]:
    blocks = tuple(Block(Kind.PARAGRAPH, text, "", 1) for text in paragraphs)
    return tuple(place(Agreement((Document("agreement", (Article("01-a.md", blocks),)),))))


def _sentence(rng: Random, most: int = 24) -> str:
    words = [
        f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}{rng.randrange(1000)}"
        for _ in range(rng.randint(9, most))
    ]
    return " ".join(words).capitalize() + "."


def _holds(old: tuple[Placed, ...], new: tuple[Placed, ...]) -> None:
    data = redline_file(redline(old, new), ".docx", old_name="a", new_name="b", author="Union", at=_AT)
    assert read_word(data, View.ACCEPTED) == text_of(new)
    assert read_word(data, View.REJECTED) == text_of(old)


def test_a_merge_over_a_struck_paragraph_and_a_split_round_a_new_one() -> None:
    rng = Random(3)
    a, b, c, d = (_sentence(rng) for _ in range(4))
    parts, whole = _text([a, b, c, d]), _text([f"{a} {c}"])
    for old, new, kind in ((parts, whole, ChangeKind.MERGED), (whole, parts, ChangeKind.SPLIT)):
        found = redline(old, new)
        assert kind in [change.kind for change in found.changes]
        apart = told_apart(found.entries)
        assert all(len(one.old) <= 1 and len(one.new) <= 1 for one in apart)
        _holds(old, new)


@pytest.mark.parametrize("seed", range(25))
def test_any_such_round_others_holds_both_texts(seed: int) -> None:
    rng = Random(seed)
    old = [_sentence(rng) for _ in range(rng.randint(4, 9))]
    new: list[str] = []
    at = 0
    while at < len(old):
        act = rng.choice(("keep", "merge", "split", "strike", "add"))
        if act == "merge" and at + 2 < len(old):
            between = [old[at + 1]] if rng.random() < 0.3 else [_sentence(rng)] if rng.random() < 0.3 else []
            new += rng.choice(
                ([f"{old[at]} {old[at + 2]}", *between], [*between, f"{old[at]} {old[at + 2]}"])
            )
            at += 3
            continue
        words = old[at].split()
        half = len(words) // 2
        parts = [" ".join(words[:half]) + ".", _sentence(rng), " ".join(words[half:]).capitalize()]
        new += {"split": parts, "strike": [], "add": [old[at], _sentence(rng)]}.get(act, [old[at]])
        at += 1
    if new:
        _holds(_text(old), _text(new))
        _holds(_text(new), _text(old))
