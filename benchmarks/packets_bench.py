"""How long files take: a 60,000-word pair as Word, a packet of 20 items as PDF and web page.

Run with ``python -m benchmarks.packets_bench``. Times are the least of several runs in one
process, after the redline is made; memory is the process's own high-water mark.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.timing import spent
from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.citations import place
from negotiate.common.text import digest
from negotiate.packets.model import Item, Packet, Party, Provenance, SignLine
from negotiate.packets.revisions import parts
from negotiate.packets.weave import weave
from negotiate.packets.word_file import Frame, assemble, redline_docx
from negotiate.packets.write import render, successor
from negotiate.redline.engine import redline
from negotiate.redline.model import Redline

SYLLABLES = "ta re mi no shal com pro vi de ne go ti ar tic le gra sen ior pay lea ve cla ss si ze".split()
AT = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, the figure, its unit, the most it may be (0: no bar), and for a time
    the milliseconds of processors in it, which other work on the machine disturbs less."""

    name: str
    value: float
    unit: str
    bar: float = 0
    processor: float | None = None


def make_agreement(rng: Random, words: int = 60_000) -> Agreement:
    """An agreement of made-up words: articles, lettered clauses, salary tables."""
    lexicon = sorted({"".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(3000)})
    articles: list[Article] = []
    count = 0
    while count < words:
        number = len(articles) + 1
        blocks = [Block(Kind.HEADING, " ".join(rng.choices(lexicon, k=4)), f"Article {number}", 1)]
        for clause in range(1, 101):
            size = rng.randint(5, 28)
            blocks.append(
                Block(Kind.PARAGRAPH, " ".join(rng.choices(lexicon, k=size)) + ".", f"{clause}.", 3)
            )
            count += size + 1
            if clause % 50 == 0:
                rows = tuple(
                    tuple(f"{rng.randint(40, 99)},{rng.randint(100, 999)}" for _ in range(9))
                    for _ in range(10)
                )
                blocks.append(Block(Kind.TABLE, "", "", 3, rows))
                count += 90
        articles.append(Article(f"{number:02}.md", tuple(blocks)))
    return Agreement((Document("agreement", tuple(articles)),))


def edit(agreement: Agreement, rng: Random, share: float = 0.05) -> Agreement:
    """The agreement with a share of its clauses reworded, struck, added to or moved."""
    articles = []
    for article in agreement.documents[0].articles:
        blocks: list[Block] = []
        for block in article.blocks:
            blocks += _edited(block, rng) if rng.random() < share else [block]
        articles.append(Article(article.path, tuple(blocks)))
    return Agreement((Document("agreement", tuple(articles)),))


def _edited(block: Block, rng: Random) -> list[Block]:
    if block.kind is Kind.TABLE:
        cells = [list(row) for row in block.rows]
        cells[rng.randrange(len(cells))][rng.randrange(len(cells[0]))] = "51,200"
        return [replace(block, rows=tuple(map(tuple, cells)))]
    words = block.text.split(" ")
    at = rng.randrange(len(words))
    what = rng.random()
    if what < 0.1:
        return []
    if what < 0.25:
        return [block, replace(block, text=" ".join(rng.sample(words, len(words))), label="(a)")]
    return [replace(block, text=" ".join([*words[:at], "sixteen", "students", *words[at + 1 :]]))]


def packet_of(number_of_items: int, marked: Redline) -> Packet:
    """A packet of as many items, each a slice of the redline with a change in it."""
    blocks = marked.blocks
    size = max(len(blocks) // (number_of_items * 4), 1)
    items = []
    for number in range(1, number_of_items + 1):
        own = Redline(blocks[number * size : (number + 1) * size])
        text = tuple(item for change in own.blocks for item in change.new)
        signed = (SignLine("Association"), SignLine("Committee"))
        code = digest(*(item.block.digest for item in text))
        items.append(
            Item(
                number,
                f"Subject {number}",
                "proposed",
                "Union 1",
                "union",
                AT,
                own,
                text,
                code,
                signatures=signed,
            )
        )
    parties = (Party("union", "Association"), Party("district", "Committee"))
    return Packet("Proposals", parties, "Teachers", tuple(items), AT, "Association")


def run() -> list[Row]:
    """Every figure of this room."""
    rng = Random(2026)
    old = make_agreement(rng)
    new = edit(old, rng)
    marked = redline(place(old), place(new))
    frame = Frame("Agreement", "Association", AT)
    rows = [
        _timed(
            "Word, 60,000 words, 5 % edited: body and file",
            lambda: assemble(parts(weave(marked)), frame),
            60.0,
            10,
        ),
        _timed("the same with its self-check", lambda: redline_docx(marked, "Agreement", "Association", AT)),
    ]
    packet = packet_of(20, marked)
    for ending, bar in ((".pdf", 1000.0), (".html", 100.0), (".docx", 0.0), (".md", 0.0)):
        rows.append(_timed(f"packet of 20 items as {ending}", partial(render, packet, ending), bar, 5))
    source = (Provenance("1.1", 1, "Subject 1", "March 4, 2026", digest("x")),)
    for ending in (".docx", ".pdf", ".html", ".md"):
        for name, blackline in (("clean", None), ("blackline", marked)):
            made = partial(successor, new, source, ending, blackline, title="Agreement", at=AT, author="A")
            rows.append(_timed(f"successor, 60,000 words, {name}, as {ending}", made, runs=1))
    return rows


def _timed(name: str, act: Callable[[], object], bar: float = 0.0, runs: int = 3) -> Row:
    """The least of ``runs``, on the clock and of processors."""
    taken = spent(act)
    for _ in range(runs - 1):
        taken = taken.least(spent(act))
    return Row(name, taken.wall * 1000, "ms", bar, taken.cpu * 1000)


def _whole_processes() -> Sequence[object]:
    from benchmarks.packets_peers import whole_processes

    return whole_processes()


def _both_texts() -> Sequence[object]:
    from benchmarks.packets_peers import both_texts

    return both_texts()


MORE = (
    ("Word redlines, whole process, in the same run", _whole_processes),
    ("Accepting and rejecting all: who gives both texts back", _both_texts),
)

if __name__ == "__main__":
    for row in run():
        held = "" if not row.bar else f"  (at most {row.bar:g}{'' if row.value <= row.bar else ', MISSED'})"
        print(f"{row.value:10.1f} {row.unit}  {row.name}{held}")
