"""A piece of language as a negotiator types it, read in the place where it is to stand."""

from collections.abc import Sequence

from negotiate.agreement.blocks import Block, Kind
from negotiate.agreement.labels import ordinals, parse_label
from negotiate.agreement.markdown import read_article
from negotiate.agreement.reading.assemble import blocks_of
from negotiate.agreement.reading.decode import source_lines
from negotiate.agreement.reading.lexing import lex
from negotiate.agreement.reading.markup import OWN_FORM
from negotiate.agreement.reading.paragraphs import is_wrapped, paragraphs
from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.structure import Level, Stack, structure
from negotiate.agreement.reading.tables import rebuild_tables


def read_fragment(text: str, above: Sequence[Block]) -> list[Block]:
    """The blocks of ``text`` where it follows the clauses ``above`` (outermost first).

    A label goes on with the list that is open there, or starts one under it, just as in a
    whole agreement. Total: any text gives blocks, and no word is lost.
    """
    depth = above[-1].depth if above else 1
    if OWN_FORM.search(text):
        return list(read_article(text, "").blocks)
    lines = source_lines(text)
    report = Report()
    found = rebuild_tables(paragraphs(lines, is_wrapped(lines), report), report)
    tokens = lex(found)
    if tokens and tokens[0].kind == "article" and depth == 1:  # the whole article, its heading first
        head = tokens[0]
        rest = blocks_of(tokens[1:], structure(tokens[1:]), 2)
        return [Block(Kind.HEADING, head.text, head.label, 1, (), head.line), *rest]
    labelled = [block for block in above if block.depth > 1]
    top = labelled[0].depth if labelled else 2
    placements = structure(tokens, _seed(labelled))
    return blocks_of(tokens, placements, top, depth)


def _seed(above: Sequence[Block]) -> Stack:
    levels: list[Level] = []
    for block in above:
        label = parse_label(block.label) if block.label else None
        readings = ordinals(label.value) if label is not None else ()
        title = block.kind is Kind.HEADING
        if label is None or not readings:
            levels.append(Level(("", False, False, "", 0), 0, "", title, headed=True))
            continue
        series, number = _likely(readings)
        parts = label.value.count(".") + 1 if label.value[:1].isdigit() else 1
        levels.append(
            Level((label.word, label.opened, label.paren, series, parts), number, label.value, title)
        )
    return tuple(levels)


def _likely(readings: tuple[tuple[str, int], ...]) -> tuple[str, int]:
    """``i``, ``v`` and ``x`` alone are more often numerals, ``c``, ``d``, ``l`` and ``m`` letters."""
    small = [one for one in readings if one[0].endswith("roman") and one[1] <= 39]
    return small[0] if small else readings[-1]
