"""A piece of language as a negotiator types it, read in the place where it is to stand."""

from collections.abc import Sequence

from negotiate.agreement.blocks import Block, Kind
from negotiate.agreement.markdown import read_article
from negotiate.agreement.reading.arrange import join_title_lines
from negotiate.agreement.reading.assemble import blocks_of
from negotiate.agreement.reading.decode import source_lines
from negotiate.agreement.reading.lexing import lex
from negotiate.agreement.reading.markup import OWN_FORM
from negotiate.agreement.reading.openlists import seeded
from negotiate.agreement.reading.paragraphs import is_wrapped, paragraphs
from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.structure import structure
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
        if not tokens[0].text and tokens[1:2] and tokens[1].kind == "title":  # on a line of its own
            tokens = [*join_title_lines(tokens[:2], report), *tokens[2:]]
        head = tokens[0]
        rest = blocks_of(tokens[1:], structure(tokens[1:]), 2)
        return [Block(Kind.HEADING, head.text, head.label, 1, (), head.line), *rest]
    labelled = [block for block in above if block.depth > 1]
    top = labelled[0].depth if labelled else 2
    seed = seeded([(block.label, block.kind is Kind.HEADING) for block in labelled])
    placements = structure(tokens, seed)
    return blocks_of(tokens, placements, top, depth)
