"""How long a recosting takes: after a keystroke in a draft, and from nothing.

Run with ``python -m benchmarks.costing_bench``. The text is the sample agreement with clauses
of made-up words around it, 60,000 words in all, the model and its cost terms the sample's.
"From nothing" is the same work on texts never seen: what each keystroke would cost if nothing
were kept between two of them.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.timing import least
from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Placed
from negotiate.agreement.citations import place
from negotiate.agreement.numbers import figures
from negotiate.agreement.store import read_agreement
from negotiate.costing.engine import cost
from negotiate.costing.model import Model, read_model
from negotiate.costing.packages import package_cost
from negotiate.costing.patches import Patch, joined, patch
from negotiate.costing.uncosted import not_costed
from negotiate.costing.versions import TextInputs

ROOT = Path(__file__).resolve().parents[1]
SYLLABLES = "ta re mi no shal com pro vi de ne go ti ar tic le gra sen ior pay lea ve cla ss si ze".split()
NURSES = "school nurses in a ratio of 1 to 700"
TEACH = "in each inclusion classroom for no fewer than five (5) hours"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, the figure, its unit, and the most it may be (0: no bar)."""

    name: str
    value: float
    unit: str
    bar: float = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """A draft one keystroke further: its blocks, and the blocks that differ from the baseline."""

    placed: tuple[Placed, ...]
    old: tuple[Placed, ...]
    new: tuple[Placed, ...]


def sample(words: int = 60_000) -> tuple[Placed, ...]:
    """The sample agreement with made-up articles after it until there are ``words`` words."""
    files = {
        f"baseline_contract/agreement/{path.name}": path.read_text("utf-8")
        for path in sorted((ROOT / "baseline_contract" / "agreement").glob("*.md"))
    }
    agreement = read_agreement(files)
    have = sum(len(block.text.split()) for block in agreement.blocks())
    rng = Random(20)
    lexicon = sorted({"".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(3000)})
    articles = list(agreement.documents[0].articles)
    while have < words:
        number = len(articles) + 1
        blocks = [Block(Kind.HEADING, " ".join(rng.choices(lexicon, k=4)), f"Article {number}", 1)]
        for clause in range(1, 101):
            size = rng.randint(5, 28)
            blocks.append(Block(Kind.PARAGRAPH, " ".join(rng.choices(lexicon, k=size)), f"{clause}.", 3))
            have += size
        articles.append(Article(f"{number}.md", tuple(blocks)))
    return place(Agreement((Document("agreement", tuple(articles)),)))


def model() -> Model:
    """The sample's salary model."""
    folder = ROOT / "salary_model"
    files = {f"salary_model/{path.name}": path.read_text("utf-8") for path in folder.iterdir()}
    settings = (ROOT / "baseline_contract" / "agreement.yaml").read_text("utf-8")
    return read_model({**files, "agreement.yaml": settings})


def keystrokes(placed: tuple[Placed, ...], words: str) -> Iterator[Edit]:
    """The block that holds ``words``, ever one character longer."""
    at = next(index for index, item in enumerate(placed) if words in item.block.text)
    old = placed[at]
    for typed in count(1):
        text = old.block.text + " " + "x" * typed
        new = replace(old, block=replace(old.block, text=text))
        yield Edit((*placed[:at], new, *placed[at + 1 :]), (old,), (new,))


def figures_typed(placed: tuple[Placed, ...]) -> Iterator[Edit]:
    """Two places of one ratio changed together, to a new figure each time."""
    places = [index for index, item in enumerate(placed) if NURSES in item.block.text]
    for ratio in count(699, -1):
        out = list(placed)
        for at in places:
            block = placed[at].block
            words = block.text.replace("1 to 700", f"1 to {ratio}")
            out[at] = replace(placed[at], block=replace(block, text=words))
        yield Edit(tuple(out), tuple(placed[at] for at in places), tuple(out[at] for at in places))


ITEMS = (
    NURSES,
    TEACH,
    "the caseloads of speech-language pathologists shall average no more than",
    "the caseloads of occupational therapists shall average no more than",
    "the caseloads of physical therapists shall average no more than",
    "employ school psychologists in a ratio of 1 to",
)
"""Where the figure of each of six items stands, all its places."""


def packaged(placed: tuple[Placed, ...], base: TextInputs, priced: Model) -> Callable[[], object]:
    """Six items, each a change of its own figures, and all the runs of their package."""
    patches: dict[str, Patch] = {}
    for at, words in enumerate(ITEMS, 1):
        out = list(placed)
        for index, item in enumerate(placed):
            if words in item.block.text:
                text, at_words = item.block.text, item.block.text.index(words)
                found = figures(text[at_words:])[-1 if "ratio" in words else 0]
                start, end = at_words + found.start, at_words + found.end
                more = f"{text[:start]}{int(found.value) + 1}{text[end:]}"
                out[index] = replace(item, block=replace(item.block, text=more))
        patches[str(at)] = patch(placed, out)

    def price(names: tuple[str, ...]) -> tuple[int | None, ...]:
        version = joined(base, [patches[name] for name in names], "package")
        assert version is not None
        report = cost(version, base, priced, 3)
        assert not report.unpriced and not report.conflicts
        return tuple(year.total_cents for year in report.years)

    def act() -> object:
        return package_cost(tuple(patches), ("1", "2", "3"), price)

    return act


def run() -> list[Row]:
    """Every figure."""
    placed, priced = sample(), model()
    base = TextInputs("baseline", placed)

    def recost(edits: Iterator[Edit]) -> None:
        edit = next(edits)
        version = TextInputs("draft", edit.placed)
        cost(version, base, priced, 3, not_costed([edit], version, base, priced))

    def from_nothing() -> None:
        again = TextInputs("baseline", placed)
        edit = next(cold)
        version = TextInputs("draft", edit.placed)
        cost(version, again, priced, 3, not_costed([edit], version, again, priced))

    prose, ratio, cold = keystrokes(placed, TEACH), figures_typed(placed), figures_typed(placed)
    recost(prose)
    words = sum(len(item.block.text.split()) for item in placed)
    return [
        Row("words of the text", words, "words"),
        Row("blocks of the text", len(placed), "blocks"),
        Row("cost terms", len(priced.terms), "terms"),
        Row("recosting after a keystroke in a costed clause", least(lambda: recost(prose), 30), "ms", 5),
        Row("recosting after a figure typed in both its places", least(lambda: recost(ratio), 30), "ms", 5),
        Row("a package of six items, all 17 runs", least(packaged(placed, base, priced), 10), "ms", 50),
        Row("the same from nothing", least(from_nothing, 5), "ms"),
    ]


if __name__ == "__main__":
    for row in run():
        bar = f"   (at most {row.bar:g})" if row.bar else ""
        print(f"{row.name:<52}{row.value:>10.1f} {row.unit}{bar}")
