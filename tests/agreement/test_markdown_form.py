"""The stored form: written and read back it is the same agreement; read and written, no word goes."""

from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.agreement.blocks import Article, Block, Document, Kind
from negotiate.agreement.markdown import read_article, read_documents, write_article, write_documents
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


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(_blocks(), max_size=12).map(_apart))
def test_written_and_read_back_it_is_the_same(blocks: list[Block]) -> None:
    article = Article("01-a.md", tuple(blocks))
    assert read_article(write_article(article), "01-a.md") == article


@settings(max_examples=examples(200), deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ud800"), max_size=200))
def test_any_text_is_read(text: str) -> None:
    first = read_article(text, "x.md")
    again = read_article(write_article(first), "x.md")
    assert read_article(write_article(again), "x.md") == again


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.lists(_blocks(), min_size=1, max_size=4).map(_apart), min_size=1, max_size=4))
def test_several_documents_in_one_file_come_back_apart(given: list[list[Block]]) -> None:
    names = ("agreement", "side-letter", "appendix-a", "paras-2")
    path = "01-a.md"
    documents = tuple(
        Document(name, (Article(path, tuple(blocks)),)) for name, blocks in zip(names, given, strict=False)
    )
    again = read_documents(write_documents(documents), "agreement", path)
    assert again == documents
    lines = [block.line for one in again for article in one.articles for block in article.blocks]
    assert lines == sorted(set(lines))


def test_words_that_look_like_the_mark_of_a_document_are_words() -> None:
    said = Article("01-a.md", (Block(Kind.PARAGRAPH, "<!-- document: other -->"),))
    documents = (Document("agreement", (said,)), Document("other", (said,)))
    assert read_documents(write_documents(documents), "agreement", "01-a.md") == documents


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
