"""Agreements invented from a seed: places, people and pay that never were, numbered in three manners.

Clean by making: every reference leads where its sentence says, every schedule follows its rule,
every label the one before. What is made wrong in one of them is then the only thing wrong.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from invented_pay import tables
from invented_words import ARTICLES, LINES, Part, places

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind

_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII".split()


@dataclass(frozen=True, slots=True)
class Manner:
    """How an agreement numbers and cites: ``article`` and ``section`` give labels from their
    numbers, ``clause`` that of a numbered clause, ``item`` of a lettered one, ``cites`` the ways
    in which a section is cited."""

    article: Callable[[int], str]
    section: Callable[[int, int], str]
    clause: Callable[[int, int, int], str]
    item: Callable[[int], str]
    cites: tuple[str, ...]
    heads: tuple[str, ...]


def _letter(number: int) -> str:
    return chr(64 + number)


MANNERS: tuple[Manner, ...] = (
    Manner(
        lambda a: f"Article {_ROMAN[a - 1]}", lambda a, s: f"{_letter(s)}.", lambda a, s, c: f"{c}.",
        lambda n: f"({chr(96 + n)})",
        ("Article {R}, Section {S}", "Article {R}({S})", "Article {R}.{S}"), ("Article {R}",),
    ),
    Manner(
        lambda a: f"ARTICLE {a}", lambda a, s: f"{a}.{s}", lambda a, s, c: f"{a}.{s}.{c}",
        lambda n: f"{chr(96 + n)}.",
        ("Section {A}.{N}", "Article {A}, Section {A}.{N}"), ("Article {A}",),
    ),
    Manner(
        lambda a: f"ARTICLE {a} –", lambda a, s: f"Section {s}.", lambda a, s, c: f"{chr(96 + c)}.",
        lambda n: f"{n})",
        ("Article {A}, Section {N}", "Article {A}, Sec. {N}"), ("Article {A}",),
    ),
)  # fmt: skip


@dataclass(slots=True)
class _Writer:
    """One agreement in the making."""

    dice: random.Random
    manner: Manner
    names: dict[str, str]
    plan: list[tuple[Part, list[Part]]] = field(default_factory=list)

    def article(self, number: int) -> Article:
        part, sections = self.plan[number - 1]
        blocks = [Block(Kind.HEADING, part.title, self.manner.article(number), 1)]
        for at, section in enumerate(sections, 1):
            blocks.append(Block(Kind.HEADING, section.title, self.manner.section(number, at), 2))
            blocks += self._section(number, at, section)
        return Article(f"{number:02}-article.md", tuple(blocks))

    def _section(self, article: int, number: int, section: Part) -> Iterator[Block]:
        if section.title == "Salary Schedules":
            yield from self._schedules(article, number)
            return
        lines = [*section.lines, *self.dice.sample(LINES, self.dice.randint(1, 3))]
        for count, line in enumerate(lines, 1):
            words = self._filled(line)
            if "{cite}" in words:
                words = self._citing(words, article, number)
            label = self.manner.clause(article, number, count)
            if "|" not in words:
                yield Block(Kind.PARAGRAPH, words, label, 3)
                continue
            first, *items = words.split("|")
            yield Block(Kind.PARAGRAPH, first, label, 3)
            for n, item in enumerate(items, 1):
                yield Block(Kind.PARAGRAPH, item, self.manner.item(n), 4)

    def _schedules(self, article: int, number: int) -> Iterator[Block]:
        for count, (title, grids) in enumerate(tables(self.dice), 1):
            yield Block(Kind.PARAGRAPH, title, self.manner.clause(article, number, count), 3)
            for words, rows in grids:
                if words:
                    yield Block(Kind.PARAGRAPH, words, "", 3)
                yield Block(Kind.TABLE, "", "", 3, rows)

    def _filled(self, line: str) -> str:
        for name, value in self.names.items():
            line = line.replace(f"[{name}]", value)
        return line

    def _citing(self, words: str, article: int, section: int) -> str:
        """A line with the citation of another section, told by its heading in one of many ways."""
        a, s = article, section
        while (a, s) == (article, section) or not self.plan[a - 1][1][s - 1].cited:
            a = self.dice.randint(1, len(self.plan))
            s = self.dice.randint(1, len(self.plan[a - 1][1]))
        whole = self.dice.random() < 0.3
        title = self.plan[a - 1][0].title if whole else self.plan[a - 1][1][s - 1].title
        form = self.dice.choice(self.manner.heads if whole else self.manner.cites)
        cited = form.format(R=_ROMAN[a - 1], A=a, S=_letter(s), N=s)
        told = self.dice.choice(_TOLD)
        return words.replace("{cite}", told.format(c=cited, t=title, l=title.lower()))


_TOLD = (
    "{c}, {t}", "{c} ({t})", "{c} – {t}", "{c} (“{t}”)", "the {l} provisions of {c}", "{l} under {c}",
    "{l} as set forth in {c}", "the terms on {l} in {c}", "{t} ({c})", "the {l} language of {c}",
)  # fmt: skip


def invented(seed: int, manner: int | None = None) -> Agreement:
    """An agreement of some eight to twelve thousand words. The same seed gives the same one."""
    dice = random.Random(f"agreement-{seed}")
    chosen = MANNERS[seed % len(MANNERS) if manner is None else manner]
    writer = _Writer(dice, chosen, places(dice))
    middle = list(ARTICLES[1:-1])
    dice.shuffle(middle)
    for part in (ARTICLES[0], *middle[: dice.randint(10, len(middle))], ARTICLES[-1]):
        sections = list(part.parts)
        if part.shuffled:
            dice.shuffle(sections)
        writer.plan.append((part, sections))
    articles = tuple(writer.article(number) for number in range(1, len(writer.plan) + 1))
    return Agreement((Document("agreement", articles),))


def words_in(agreement: Agreement) -> int:
    """How many words an agreement has."""
    return sum(len(block.words) for block in agreement.blocks())


def all_of(seeds: Sequence[int]) -> list[Agreement]:
    """The agreements of several seeds."""
    return [invented(seed) for seed in seeds]
