"""The redline's laws, on drawn texts: both texts come back from the spans alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from redline_checker import faults
from redline_hard_pairs import hard_pairs
from redline_texts import blocks, edited_pairs, placed, texts

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.redline.engine import redline
from negotiate.redline.model import Change, Op, Redline, Span
from negotiate.redline.tokens import tokens
from negotiate.redline.typography import fold
from negotiate.redline.wordlevel import split_pieces, word_pieces

Pair = tuple[tuple[Placed, ...], tuple[Placed, ...]]


@given(edited_pairs())
@settings(max_examples=examples(120), deadline=None)
def test_both_texts_come_back_from_an_edition(pair: Pair) -> None:
    old, new = pair
    assert faults(redline(old, new), old, new) == []


@given(hard_pairs())
@settings(max_examples=examples(250), deadline=None)
def test_both_texts_come_back_where_much_is_alike(pair: Pair) -> None:
    old, new = pair
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert redline(list(old), list(new)) == found
    assert redline(new, new).changes == ()


@given(st.lists(blocks(), max_size=6), st.lists(blocks(), max_size=6))
@settings(max_examples=examples(40), deadline=None)
def test_both_texts_come_back_from_unrelated_ones(left: list[Block], right: list[Block]) -> None:
    old, new = placed(left), placed(right)
    assert faults(redline(old, new), old, new) == []


@given(st.lists(blocks(), max_size=8))
@settings(max_examples=examples(100), deadline=None)
def test_a_text_against_itself_has_no_changes(found: list[Block]) -> None:
    text = placed(found)
    assert redline(text, text).changes == ()


@given(edited_pairs())
@settings(max_examples=examples(40), deadline=None)
def test_the_same_texts_give_the_same_redline(pair: Pair) -> None:
    old, new = pair
    assert redline(old, new) == redline(list(old), list(new))


@given(texts(30), texts(30))
@settings(max_examples=examples(120), deadline=None)
def test_words_come_back_from_their_pieces(old: str, new: str) -> None:
    pieces = word_pieces(old, new)
    assert "".join(text for op, text in pieces if op is not Op.INSERT) == old
    assert "".join(text for op, text in pieces if op is not Op.DELETE) == new


@given(st.lists(texts(), min_size=1, max_size=4), st.lists(texts(), min_size=1, max_size=4))
@settings(max_examples=examples(100), deadline=None)
def test_every_part_of_a_split_comes_back(olds: list[str], news: list[str]) -> None:
    pieces = split_pieces(olds, news)
    for at, text in enumerate(olds):
        assert "".join(part for op, part, a, _ in pieces if op is not Op.INSERT and a == at) == text
    for at, text in enumerate(news):
        assert "".join(part for op, part, _, b in pieces if op is not Op.DELETE and b == at) == text


@given(st.text(max_size=60))
@settings(max_examples=examples(120), deadline=None)
def test_a_text_taken_into_tokens_goes_together_again(text: str) -> None:
    found = tokens(text)
    assert found.text(0, len(found.atoms)) + found.gaps[-1] == text
    assert all(found.atoms)
    assert found.size(0, len(found.atoms)) + len(found.gaps[-1]) == len(text)


@given(st.text(alphabet="aB1 .,;:-–—‘’“”'\"()$%", max_size=40))
def test_folding_keeps_every_letter_and_figure(text: str) -> None:
    assert [char for char in fold(text) if char.isalnum()] == [char for char in text if char.isalnum()]


@pytest.mark.parametrize("size", [30_000])
def test_one_endless_paragraph_is_no_harm(size: int) -> None:
    words = [f"word{number % 9_000}" for number in range(size)]
    changed = [*words[:500], "other", *words[501:20_000], "more", *words[20_000:]]
    old, new = (placed([Block(Kind.PARAGRAPH, " ".join(found))]) for found in (words, changed))
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert found.words() == {"deleted": 1, "inserted": 2, "moved": 0}


def test_thousands_of_repeated_blocks_are_no_harm() -> None:
    lines = [Block(Kind.PARAGRAPH, f"Reserved {number % 7}") for number in range(4_000)]
    old, new = placed(lines), placed([lines[3], *lines[5:], lines[2]])
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert len(found.changes) < 20


def test_a_large_table_of_new_figures_is_no_harm() -> None:
    rows = [(f"Step {number}", str(40_000 + number), str(50_000 + number)) for number in range(400)]
    raised = [("Step 0a", "1", "2"), *((name, f"{left}9", f"{right}9") for name, left, right in rows)]
    old, new = (placed([Block(Kind.TABLE, rows=tuple(found))]) for found in (rows, raised))
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert found.words() == {"deleted": 800, "inserted": 800 + len("| Step 0a | 1 | 2 |".split()), "moved": 0}


# ---- the checker itself: it must find every spoilt redline


def _mutants(right: Redline) -> list[tuple[str, Redline]]:
    spoilt: list[tuple[str, Redline]] = []
    for at, change in enumerate(right.blocks):
        for k, span in enumerate(change.spans):
            if not span.text:
                continue
            spoilt += [
                ("a span lost", _with(right, at, _spans(change, k, None))),
                (
                    "a letter changed",
                    _with(right, at, _spans(change, k, span._replace(text=span.text + "x"))),
                ),
                ("insertion and deletion swapped", _with(right, at, _spans(change, k, _turned(span)))),
            ]
        spoilt.append(("a block lost", Redline(right.blocks[:at] + right.blocks[at + 1 :])))
        spoilt.append(("a block twice", Redline((*right.blocks[: at + 1], *right.blocks[at:]))))
    return spoilt


def _turned(span: Span) -> Span:
    op = Op.DELETE if span.op is Op.INSERT else Op.INSERT
    return span._replace(op=op, old_line=span.new_line, new_line=span.old_line)


def _spans(change: Change, at: int, instead: Span | None) -> Change:
    put = () if instead is None else (instead,)
    return replace(change, spans=change.spans[:at] + put + change.spans[at + 1 :])


def _with(right: Redline, at: int, change: Change) -> Redline:
    return Redline((*right.blocks[:at], change, *right.blocks[at + 1 :]))


@given(edited_pairs())
@settings(max_examples=examples(40), deadline=None)
def test_the_checker_fails_every_mutant(pair: Pair) -> None:
    old, new = pair
    right = redline(old, new)
    for name, mutant in _mutants(right):
        assert faults(mutant, old, new), name


def test_two_changes_out_of_order_are_found() -> None:
    old = placed([])
    new = placed([Block(Kind.PARAGRAPH, "one", "(a)"), Block(Kind.PARAGRAPH, "two")])
    right = redline(old, new)
    assert faults(right, old, new) == []
    assert faults(Redline(right.blocks[::-1]), old, new)
