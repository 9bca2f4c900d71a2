"""Invented agreements whose true structure is known: many numberings, layouts and traps, by seed.

Every agreement is grown as a tree, printed in one of the manners people print in, and keeps
for every label the line it stands on and the label it stands under.
"""

import random
import textwrap
from dataclasses import dataclass, field

from agreement_words import (
    DOES,
    KINDS,
    NUMBERINGS,
    OPENERS,
    REFERENCES,
    ROMAN,
    STYLES,
    SUBJECTS,
    THINGS,
    TOPS,
    WHEN,
    WHO,
    alpha,
)

Key = tuple[int, str]
"""The line of a label (from 1) and its value; an unlabelled heading has an empty value."""
TOP: Key = (0, "")


@dataclass
class Invented:
    """An agreement as text, with its true labels: each with the label it stands under."""

    manner: str
    text: str
    parents: dict[Key, Key]


@dataclass
class Writer:
    """Prints parts line by line. ``width`` 0 is a paragraph a line."""

    rng: random.Random
    width: int
    blank: bool
    indent: int
    heads: bool
    lines: list[str] = field(default_factory=list)
    page: int = 1

    def paragraph(self, text: str, depth: int = 0) -> int:
        """Print one paragraph; the number of its first line."""
        if self.heads and len(self.lines) > 40 * self.page:
            self.lines += ["", f"Agreement of Fernley County 2024-2027{self.page:>30}", ""]
            self.page += 1
        start = len(self.lines) + 1
        if self.width:
            pad = " " * (self.indent * depth)
            wrapped = textwrap.wrap(text, self.width, initial_indent=pad, subsequent_indent=pad) or [""]
            self.lines += wrapped
        else:
            self.lines.append(text)
        if self.blank:
            self.lines.append("")
        return start


def invent(seed: int) -> Invented:
    """The invented agreement of a seed."""
    return Author(seed).write()


class Author:
    """Grows one agreement: a manner of numbering and layout, then article by article."""

    def __init__(self, seed: int) -> None:
        rng = self.rng = random.Random(seed)
        self.numbering = rng.choice(NUMBERINGS).split("|")
        self.top = rng.choice(TOPS)
        wrapped = rng.random() < 0.5
        blank = rng.random() < (0.9 if wrapped else 0.6)
        indent = rng.choice((0, 0, 2, 4)) if wrapped else 0
        width = rng.choice((72, 80, 90)) if wrapped else 0
        self.out = Writer(rng, width, blank, indent, wrapped and rng.random() < 0.6)
        self.titled = rng.random()  # how often a part has a heading
        self.run_in = rng.random() < 0.5  # the heading stands before its text in one line
        self.parents: dict[Key, Key] = {}
        self.manner = f"{self.top} | {'|'.join(self.numbering)} | width {width} blank {blank} indent {indent}"

    def write(self) -> Invented:
        """The whole: title page, contents, articles, signatures, appendices, a letter."""
        rng, out = self.rng, self.out
        for line in ("AGREEMENT", "between the Fernley County School District", "and the Fernley Educators"):
            out.paragraph(line)
        articles = rng.randint(4, 8)
        titles = rng.sample(SUBJECTS, articles)
        if rng.random() < 0.4:
            out.paragraph("TABLE OF CONTENTS")
            for number, title in enumerate(titles, 1):
                out.paragraph(f"{title} {'.' * (50 - len(title))} {number * 3}")
        if rng.random() < 0.6:
            out.paragraph("PREAMBLE")
            out.paragraph(self.sentences(2))
        if self.top == "none":
            self.children(TOP, 0, "", rng.randint(4, 8))
        else:
            self.articles(titles)
        self.ending(titles)
        return Invented(self.manner, "\n".join(out.lines) + "\n", self.parents)

    def articles(self, titles: list[str]) -> None:
        """All articles."""
        for number, title in enumerate(titles, 1):
            self.article(number, title)

    def ending(self, titles: list[str]) -> None:
        """What stands behind the articles."""
        rng, out = self.rng, self.out
        if rng.random() < 0.5:
            out.paragraph("IN WITNESS WHEREOF the parties have signed this Agreement.")
            out.paragraph("For the District: ______________    For the Association: ______________")
        if rng.random() < 0.5:
            self.beside("APPENDIX A", "A")
        if rng.random() < 0.3:
            self.beside("LETTER OF AGREEMENT – " + rng.choice(titles).upper(), "")

    def article(self, number: int, title: str) -> None:
        """One article: its heading as the manner has it, then its parts."""
        value = str(number) if "N" in self.top else ROMAN[number - 1].upper()
        shown = self.top.replace("ARTICLE N", f"ARTICLE {value}").replace("Article N", f"Article {value}")
        shown = shown.replace("ARTICLE R", f"ARTICLE {value}").replace("Article R", f"Article {value}")
        shown = shown.replace("TITLE", title.upper()).replace("Title", title)
        head, _, below = shown.partition("/")
        line = self.out.paragraph(head)
        if below:
            self.out.paragraph(title.upper() if below.startswith(title.upper()) else title)
        self.parents[(line, value)] = TOP
        if self.rng.random() < 0.3:
            self.out.paragraph(self.sentences(1))
        self.children((line, value), 0, str(number), self.rng.randint(2, 6))

    def beside(self, heading: str, value: str) -> None:
        """An appendix or letter: a heading, a sentence and one list."""
        line = self.out.paragraph(heading)
        if value:
            self.parents[(line, value)] = TOP
        self.out.paragraph(self.sentences(1))
        style = self.rng.choice(("1.", "A.", "(a)"))
        for number in range(1, self.rng.randint(3, 6)):
            label = STYLES[style](number)
            at = self.out.paragraph(f"{label} {self.sentences(1)}")
            self.parents[(at, label.strip("()."))] = (line, value)

    def label(self, depth: int, number: int, dotted: str) -> tuple[str, str]:
        """The label as printed and its value."""
        style = self.numbering[depth]
        if "N." in style:
            value = f"{dotted}.{number}"
            return style.replace(style[style.index("N") :], value), value
        printed = STYLES[style](number)
        return printed, printed.split()[-1].strip("().")

    def children(self, parent: Key, depth: int, dotted: str, count: int) -> None:
        """The parts of one list with all that stands under them."""
        rng = self.rng
        most = 20 if self.numbering[depth] in ("i.", "(i)", "I.") else 30
        number = 0
        dotted = dotted or ("1" if "N." in self.numbering[depth] and depth == 0 else dotted)
        for _ in range(min(count, most)):
            number += self.step(depth, number)
            printed, value = self.label(depth, number, dotted)
            deeper = depth + 1 < len(self.numbering) and rng.random() < 0.45
            title = rng.choice(SUBJECTS) if rng.random() < self.titled and depth < 2 else ""
            inner = rng.choice((2, 2, 3, 3, 4, 6, 11)) if deeper else 0
            body = self.sentences(rng.choice((1, 1, 2, 3)))
            if deeper and not title and depth + 2 < len(self.numbering) and rng.random() < 0.12:
                self.doubled(printed, value, parent, depth, dotted, number, inner)
                continue
            if title and not self.run_in:
                line = self.out.paragraph(f"{printed} {title}", depth)
                if not deeper or rng.random() < 0.5:
                    self.out.paragraph(body, depth)
            else:
                line = self.out.paragraph(f"{printed} {title + '. ' if title else ''}{body}", depth)
            self.parents[(line, value)] = parent
            if rng.random() < 0.1:
                self.out.paragraph(f"{rng.choice(OPENERS)} {self.sentences(1)}", depth)
            if inner:
                self.children((line, value), depth + 1, self.below(value, depth, dotted, number), inner)
            if inner and rng.random() < 0.08:
                self.out.paragraph(self.sentences(2), depth)

    def step(self, depth: int, number: int) -> int:
        """How far the next label counts: now and then one is skipped."""
        return 1 if self.rng.random() > 0.004 else 2

    def below(self, value: str, depth: int, dotted: str, number: int) -> str:
        """What dotted labels under this one begin with."""
        if "N." in self.numbering[depth]:
            return value
        return f"{dotted}.{number}" if dotted else str(number)

    def doubled(
        self, printed: str, value: str, parent: Key, depth: int, dotted: str, number: int, inner: int
    ) -> None:
        """Two labels at the head of one line: ``3. (a) Text``."""
        below = self.below(value, depth, dotted, number)
        first, first_value = self.label(depth + 1, 1, below)
        if not first.startswith("("):
            return self.plain(printed, value, parent, depth)
        line = self.out.paragraph(f"{printed} {first} {self.sentences(1)}", depth)
        self.parents[(line, value)] = parent
        self.parents[(line, first_value)] = (line, value)
        for other in range(2, inner + 1):
            label, other_value = self.label(depth + 1, other, below)
            at = self.out.paragraph(f"{label} {self.sentences(1)}", depth + 1)
            self.parents[(at, other_value)] = (line, value)
        return None

    def plain(self, printed: str, value: str, parent: Key, depth: int) -> None:
        """A part with a sentence and nothing under it."""
        line = self.out.paragraph(f"{printed} {self.sentences(1)}", depth)
        self.parents[(line, value)] = parent

    def sentences(self, count: int) -> str:
        """Some sentences, now and then with a reference that looks like a label."""
        rng = self.rng
        made: list[str] = []
        for _ in range(count):
            thing = f"{rng.choice(KINDS)} {rng.choice(KINDS)} {rng.choice(THINGS)}"
            said = f"{rng.choice(WHO)} {rng.choice(DOES)} for the {thing} {rng.choice(WHEN)}"
            if rng.random() < 0.3:
                a = rng.randint(1, 5)
                said += " " + rng.choice(REFERENCES).format(n=rng.randint(1, 9), a=alpha(a), b=alpha(a + 1))
            made.append(said[0].upper() + said[1:] + ".")
        return " ".join(made)
