"""Word's two texts after every plan of the edit generator, and after rows and columns come and go."""

import random
from dataclasses import replace
from pathlib import Path

from office import office_texts
from packet_sample import HANDED

from benchmarks import edits
from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Rows
from negotiate.agreement.citations import place
from negotiate.agreement.store import read_agreement
from negotiate.packets.revisions import Grid, parts
from negotiate.packets.shown import shown
from negotiate.packets.weave import weave
from negotiate.packets.word_file import redline_docx, text_of
from negotiate.packets.word_reader import View, read_word
from negotiate.redline.engine import redline
from negotiate.redline.model import Op
from negotiate.redline.wording import in_words

_MOST = 32  # blocks of an article
SAMPLE = Path(__file__).resolve().parents[2] / "baseline_contract"
PLANS = (
    edits.FIVE, edits.TWENTY, edits.MOVES, edits.RENUMBERED, edits.TYPOGRAPHY, edits.REWRITE, edits.RAISED,
    edits.Plan("a section", sections=1), edits.Plan("moved and edited", moved_edited=9),
)  # fmt: skip


def sample() -> Agreement:
    """The first blocks of two articles of the sample agreement, tables among them."""
    files = {f"baseline_contract/agreement/{path.name}": path.read_text("utf-8")
             for path in sorted((SAMPLE / "agreement").glob("*.md"))}  # fmt: skip
    document = read_agreement(files, ("agreement",)).documents[0]
    with_tables = [one for one in document.articles if any(block.rows for block in one.blocks[:_MOST])]
    few = tuple(replace(one, blocks=tuple(map(_small, one.blocks[:_MOST]))) for one in with_tables[:2])
    return Agreement((Document("agreement", few),))


def _small(block: Block) -> Block:
    """Big tables cut to a corner: LibreOffice takes a second for each of a hundred marked cells."""
    return replace(block, rows=tuple(row[:3] for row in block.rows[:5]))


def rows_and_columns(agreement: Agreement, seed: int) -> Agreement:
    """Every table with a row or column taken out, put in or moved, one of them at an edge."""
    rng = random.Random(seed)

    def edited(block: Block) -> Block:
        if not block.rows:
            return block
        rows = [list(row) for row in block.rows]
        for _ in range(rng.randint(1, 3)):
            what, at = rng.choice("row- row+ row> col- col+".split()), rng.choice([0, -1, len(rows) // 2])
            if what == "row-" and len(rows) > 1:
                del rows[at]
            elif what == "row+":
                rows.insert(at, [f"new {column}" for column in range(len(rows[0]))])
            elif what == "row>":
                rows.insert(rng.randrange(len(rows)), rows.pop(at))
            elif what == "col-" and min(map(len, rows)) > 1:
                rows = [row[1:] for row in rows]
            elif what == "col+":
                place_ = rng.randrange(len(rows[0]) + 1)
                rows = [[*row[:place_], f"extra {number}", *row[place_:]] for number, row in enumerate(rows)]
        told: Rows = tuple(tuple(row) for row in rows)
        return replace(block, rows=told)

    document = agreement.documents[0]
    articles = tuple(Article(one.path, tuple(map(edited, one.blocks))) for one in document.articles)
    return Agreement((Document(document.name, articles),))


def test_both_readers_agree_after_every_plan() -> None:
    base = sample()
    old = place(base)
    texts = {plan.name: place(edits.edit(base, plan, 7)[0]) for plan in PLANS}
    texts |= {f"rows and columns {seed}": place(rows_and_columns(base, seed)) for seed in range(2)}
    files = {name: redline_docx(redline(old, new), name, "Union", HANDED) for name, new in texts.items()}
    heard = office_texts(list(files.values()))
    for (name, new), data, both in zip(texts.items(), files.values(), heard, strict=True):
        expected = (text_of(new), text_of(old))
        assert (read_word(data, View.ACCEPTED), read_word(data, View.REJECTED)) == expected, name
        assert both == expected, name


def test_a_table_with_another_lane_is_struck_and_the_new_one_added_each_with_its_own_columns() -> None:
    old = place(_pay(("Step", "BA", "MA"), ("1", "50,000", "55,000"), ("2", "52,000", "57,000")))
    new = place(_pay(("Step", "BA", "BA+24", "MA"), ("1", "51,500", "53,000", "56,650"),
                     ("2", "53,560", "55,000", "58,710")))  # fmt: skip
    marked = redline(old, new)
    data = redline_docx(marked, "Pay", "Union", HANDED)
    expected = (text_of(new), text_of(old))
    assert (read_word(data, View.ACCEPTED), read_word(data, View.REJECTED)) == expected
    assert office_texts([data]) == [expected]
    told = [
        [(row.op, len(row.cells)) for row in part.rows]
        for part in parts(weave(marked))
        if isinstance(part, Grid)
    ]
    assert told == [[(Op.DELETE, 3)] * 3, [(Op.INSERT, 4)] * 3]
    (there,) = [one.rows for one in shown(marked) if one.rows]  # where columns can be told, cell by cell
    assert [[in_words([(run.op, run.text) for run in cell]) for cell in row.cells] for row in there[:2]] == [
        ["Step", "BA", "[added: BA+24]", "MA"],
        ["1", "[deleted: 50,000] [added: 51,500]", "[added: 53,000]", "[deleted: 55,000] [added: 56,650]"],
    ]


def test_a_note_across_a_table_leaves_it_one_table() -> None:
    """A row of other cells than the rest is struck and added whole; the rest stay rows of one table."""
    rows = (("Step", "BA", "MA"), ("1", "50,000", "55,000"), ("2", "52,000", "57,000"), ("As of July",))
    old, new = place(_pay(*rows)), place(_pay(*rows[:3], ("As of", "July 1", "2027", "or later")))
    grids = [part for part in parts(weave(redline(old, new))) if isinstance(part, Grid)]
    assert [[row.op for row in grid.rows] for grid in grids] == [[Op.EQUAL] * 3 + [Op.DELETE, Op.INSERT]]


def _pay(*rows: tuple[str, ...]) -> Agreement:
    lead = Block(Kind.PARAGRAPH, "Salaries are these:", "1.", 2)
    return Agreement((Document("agreement", (Article("01.md", (lead, Block(Kind.TABLE, rows=rows))),)),))
