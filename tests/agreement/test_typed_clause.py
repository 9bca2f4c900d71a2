"""Editing a clause as plain paragraphs: what is left alone stays as it was, what is typed is there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from sample_files import agreement

from negotiate.agreement.blocks import Block, Kind
from negotiate.agreement.fragment import read_fragment
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.typed import open_clauses, read_typed, write_typed
from negotiate.common.text import words

ARTICLES = [article.blocks for document in agreement().documents for article in document.articles]
STRETCHES = st.builds(
    lambda blocks, at, size: (blocks[:at], blocks[at : at + size]),
    st.sampled_from(ARTICLES),
    st.integers(0, 30),
    st.integers(1, 12),
).filter(lambda pair: bool(pair[1]))


def said(blocks: list[Block]) -> list[str]:
    """The words of blocks in order, a table's bars left out."""
    found = []
    for block in blocks:
        cells = (
            [cell for row in block.rows for cell in row] if block.kind is Kind.TABLE else [block.canonical]
        )
        found += [word for cell in cells for word in words(cell)]
    return found


@given(STRETCHES)
def test_what_is_not_touched_is_the_same_blocks(pair: tuple[tuple[Block, ...], tuple[Block, ...]]) -> None:
    before, blocks = pair
    assert read_typed(write_typed(blocks), blocks, before) == list(blocks)


@settings(max_examples=examples(150))
@given(STRETCHES, st.data(), st.lists(st.text("abcxyz0123", min_size=1, max_size=8), min_size=1, max_size=4))
def test_every_word_typed_is_there_in_order(
    pair: tuple[tuple[Block, ...], tuple[Block, ...]], data: st.DataObject, typed: list[str]
) -> None:
    before, blocks = pair
    text = write_typed(blocks)
    spaces = [at for at, char in enumerate(text) if char == " " and "|" not in text[max(at - 2, 0) : at + 3]]
    at = data.draw(st.sampled_from(spaces)) if spaces else len(text)
    now = f"{text[:at]} {' '.join(typed)}{text[at:]}"
    found = read_typed(now, blocks, before)
    assert said(found) == [word for word in words(now) if set(word) != {"|"}]
    untouched = [block for block in found if block in blocks]
    assert len(untouched) >= len(blocks) - 1


@given(STRETCHES, st.data())
def test_a_paragraph_taken_out_is_gone_and_no_other(
    pair: tuple[tuple[Block, ...], tuple[Block, ...]], data: st.DataObject
) -> None:
    before, blocks = pair
    gone = data.draw(st.integers(0, len(blocks) - 1))
    left = [*blocks[:gone], *blocks[gone + 1 :]]
    parts = write_typed(blocks).split("\n\n")
    now = "\n\n".join([*parts[:gone], *parts[gone + 1 :]])
    assert read_typed(now, blocks, before) == left


def test_a_new_labelled_paragraph_goes_on_with_the_list() -> None:
    article = next(blocks for blocks in ARTICLES if any(block.label == "(c)" for block in blocks))
    at = next(n for n, block in enumerate(article) if block.label == "(c)")
    blocks = article[at : at + 1]
    now = write_typed(blocks) + "\n\n(d) A further duty stands here."
    found = read_typed(now, blocks, article[:at])
    assert found[0] == blocks[0]
    assert (found[1].label, found[1].depth) == ("(d)", blocks[0].depth)
    assert found[1].text == "A further duty stands here."


def test_a_cell_changed_in_place_keeps_the_table() -> None:
    table = next(block for blocks in ARTICLES for block in blocks if block.kind is Kind.TABLE)
    cell = table.rows[1][1]
    now = write_typed([table]).replace(f"| {cell} ", "| 99999 ", 1)
    (found,) = read_typed(now, [table], ())
    assert found.kind is Kind.TABLE and found.depth == table.depth
    assert [c for row in found.rows for c in row].count("99999") == 1
    assert len(found.rows) == len(table.rows)


def test_open_clauses_are_those_that_go_on() -> None:
    article = next(blocks for blocks in ARTICLES if any(block.depth == 3 and block.label for block in blocks))
    last = max(n for n, block in enumerate(article) if block.depth == 3 and block.label)
    stack = open_clauses(article[: last + 1])
    assert [block.depth for block in stack] == sorted({block.depth for block in stack})
    assert stack[-1] is article[last]


@pytest.mark.parametrize("head", ["ARTICLE 4\nREST\n", "Article 4\n\nRest and Meals\n", "ARTICLE 4 REST\n"])
def test_a_whole_article_is_read_as_its_import_reads_it(head: str) -> None:
    text = f"{head}\n4.1 A rest lasts ten minutes.\n\n4.2 A meal lasts forty minutes.\n"
    (document,) = read_received(text.encode(), "a.txt").agreement.documents
    (article,) = document.articles
    typed = read_fragment(text, [])
    assert [(one.kind, one.label, one.text) for one in typed] == [
        (one.kind, one.label, one.text) for one in article.blocks
    ]
