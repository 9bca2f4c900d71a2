"""The stored form: written and read back it is the same agreement; read and written, no word goes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiate.agreement.blocks import Article, Block, Kind
from negotiate.agreement.markdown import read_article, write_article
from negotiate.common.text import canonical

_TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40).map(
    canonical
)
_WORDS = st.one_of(
    _TEXT, st.sampled_from(["# x", "- y", "-", "| z |", "**b** c", "\\", "\\#", "1. a", "--- |", "\\- d"])
)
_LABEL = st.sampled_from(["", "A.", "(a)", "1)", "Article V", "ARTICLE 2 –", "i.", "5.2.1", "*", "a*b", "\\"])
_CELL = st.one_of(_WORDS, st.sampled_from(["", "---", ":---", "a|b", "\\|", "$1,500"]))


@st.composite
def _blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(list(Kind)))
    depth = draw(st.integers(1, 8))
    if kind is Kind.TABLE:
        rows = draw(st.lists(st.lists(_CELL, min_size=1, max_size=4).map(tuple), min_size=1, max_size=4))
        return Block(Kind.TABLE, "", "", depth, tuple(rows))
    label = draw(_LABEL)
    text = draw(_WORDS)
    if not label and not text:
        text = "words"
    if kind is Kind.PARAGRAPH and label:
        depth = max(depth, 2)  # the article itself is a heading
    return Block(kind, text, label, depth)


def _apart(blocks: list[Block]) -> list[Block]:
    """Two tables never stand one on the other: a paragraph parts them, as in any document."""
    out: list[Block] = []
    for block in blocks:
        if out and out[-1].kind is Kind.TABLE and block.kind is Kind.TABLE:
            out.append(Block(Kind.PARAGRAPH, "and", "", block.depth))
        out.append(block)
    return out


@settings(max_examples=300, deadline=None)
@given(st.lists(_blocks(), max_size=12).map(_apart))
def test_written_and_read_back_it_is_the_same(blocks: list[Block]) -> None:
    article = Article("01-a.md", tuple(blocks))
    assert read_article(write_article(article), "01-a.md") == article


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ud800"), max_size=200))
def test_any_text_is_read(text: str) -> None:
    first = read_article(text, "x.md")
    again = read_article(write_article(first), "x.md")
    assert read_article(write_article(again), "x.md") == again


def test_the_form_is_what_a_person_reads() -> None:
    article = Article(
        "05-staffing.md",
        (
            Block(Kind.HEADING, "Staffing", "Article V", 1),
            Block(Kind.HEADING, "Teachers", "A.", 2),
            Block(Kind.PARAGRAPH, "Classes have at most 25 pupils.", "(a)", 3),
            Block(Kind.PARAGRAPH, "A second paragraph.", "", 3),
            Block(Kind.TABLE, "", "", 3, (("Grade", "Pupils"), ("3", "25"))),
        ),
    )
    assert write_article(article) == (
        "# **Article V** Staffing\n\n- ## **A.** Teachers\n\n  - **(a)** Classes have at most 25 pupils.\n\n"
        "    A second paragraph.\n\n    | Grade | Pupils |\n    | --- | --- |\n    | 3 | 25 |\n"
    )
