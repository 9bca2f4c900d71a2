"""A redline's Markdown, read by a parser of Markdown that is not ours, says what the redline says."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from markdown_it import MarkdownIt
from redline_texts import lines, placed

from negotiate.agreement.blocks import Block, Kind
from negotiate.redline.engine import redline
from negotiate.redline.renderings.as_markdown import to_markdown
from negotiate.redline.spanlines import span_lines
from negotiate.redline.wording import in_words

READER = MarkdownIt("commonmark").enable("table")


def shown(page: str) -> list[str]:
    """The texts of the page's paragraphs, as a reader sees them."""
    found = re.findall(r"<(?:p|h\d)>(.*?)</(?:p|h\d)>", READER.render(page), re.DOTALL)
    return [" ".join(unescape(re.sub(r"</?(?:strong|em)>", "", text)).split()) for text in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1. The pay is 18.25 an hour.", "1. The pay is 18.98 an hour."),
        ("1986. It was a year of peace.", "1987. It was a year of peace."),
        ("2) Hours are short", "2) Hours are long"),
        ("- dashes begin this line", "- dashes begin that line"),
        ("+ a sum begins this line", "+ a sum begins that line"),
        ("The teacher keeps [see 4](a) here", "The teacher keeps [see 5](a) here"),
        ("Note: the pay is due", "Notes: the pay is due"),
        ("Under V (a) it holds", "Under IX(a) it holds"),
        (
            "# of students and *stars* _held_ <b> &amp; $5 `x`",
            "# of pupils and *stars* _held_ <b> &amp; $6 `x`",
        ),
    ],
)
def test_a_reader_of_markdown_sees_the_words(old: str, new: str) -> None:
    found = redline(lines(old), lines(new))
    for change in found.changes:
        for spans in span_lines(change):
            told = " ".join(in_words((span.op, span.text) for span in spans).split())
            assert told in shown(to_markdown(found, "a", "b"))


@given(
    st.lists(st.sampled_from("1 12. ) ( : [ ] (a) x - + = # > ! a. | * _ ~ 4.5 $".split()), min_size=1),
    st.data(),
)
@settings(max_examples=examples(60), deadline=None)
def test_no_text_becomes_markup(words: list[str], data: st.DataObject) -> None:
    other = data.draw(st.permutations(words))
    glue = data.draw(st.sampled_from(("", " ")))
    found = redline(placed([_paragraph(words, glue)]), placed([_paragraph(other, glue)]))
    page = to_markdown(found, "a", "b", all_blocks=True)
    for change in found.blocks:
        for spans in span_lines(change):
            told = " ".join(in_words((span.op, span.text) for span in spans).split())
            assert told in shown(page)


def _paragraph(words: list[str], glue: str) -> Block:
    return Block(Kind.PARAGRAPH, glue.join(words))


def test_a_table_shows_its_figures() -> None:
    head, before, after = ("Step", "HS"), ("1", "18.25"), ("1", "18.98")
    old, new = (placed([Block(Kind.TABLE, rows=(head, row))]) for row in (before, after))
    page = READER.render(to_markdown(redline(old, new), "a", "b"))
    assert "<td>[deleted: 18.25] [added: 18.98]</td>" in page
    assert "\\" not in page
