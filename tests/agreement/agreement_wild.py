"""Invented agreements as untidy as real ones: styles that drift, parts above articles, second
agreements, letters, schedules, headings without labels, two headings on a line."""

from agreement_texts import TOP, Author, Invented, Key
from agreement_words import OPENERS, ROMAN, STYLES, SUBJECTS

_BESIDE = (
    ("APPENDIX {letter}", "{letter}"), ("Appendix {letter}: {title}", "{letter}"), ("EXHIBIT {number}", "{number}"),
    ("SCHEDULE {letter} – {title}", "{letter}"), ("ATTACHMENT {number}", "{number}"), ("SIDE LETTER ON {shout}", ""),
    ("MEMORANDUM OF UNDERSTANDING", ""), ("Letter of Agreement – {title}", ""), ("MEMORANDUM OF AGREEMENT", ""),
    ("SIDE LETTER NO. {number}", ""),
)  # fmt: skip
_DRIFT = {".": ")", ")": ".)"}


def invent_wild(seed: int) -> Invented:
    """The untidy agreement of a seed."""
    return _Wild(seed).write()


class _Wild(Author):
    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.parts = self.rng.random() < 0.3
        self.capitals = self.top == "none" and self.rng.random() < 0.6
        self.drifts = self.rng.random() < 0.5
        self.second = self.top != "none" and self.rng.random() < 0.25
        self.manner = f"wild parts {self.parts} caps {self.capitals} second {self.second} | {self.manner}"

    def label(self, depth: int, number: int, dotted: str) -> tuple[str, str]:
        """The label, now and then in another style than its list."""
        printed, value = super().label(depth, number, dotted)
        last = printed[-1]
        if self.drifts and number > 1 and last in _DRIFT and printed[0] != "(" and self.rng.random() < 0.02:
            printed = printed[:-1] + _DRIFT[last]
        elif self.drifts and number > 1 and printed[0] == "(" and self.rng.random() < 0.02:
            printed = f"({value}.)"
        return printed, value

    def step(self, depth: int, number: int) -> int:
        """Labels are skipped, and sometimes one stands twice."""
        chance = self.rng.random()
        return 0 if chance < 0.002 and number else 2 if chance > 0.996 else 1

    def articles(self, titles: list[str]) -> None:
        """Articles under parts, and sometimes a second agreement with articles of its own."""
        rng, out = self.rng, self.out
        half = len(titles) // 2
        for number, title in enumerate(titles, 1):
            if self.parts and number in (1, half + 1):
                which = 1 if number == 1 else 2
                value = str(which) if seed_even(number) else ROMAN[which - 1].upper()
                heading = f"PART {value} – {rng.choice(('PEOPLE', 'WORK', 'MONEY', 'GENERAL MATTERS'))}"
                line = out.paragraph(heading)
                self.parents[(line, value)] = TOP
            self.article(number, title)
        if self.second:
            out.paragraph("AGREEMENT")
            out.paragraph("between the Fernley County School District")
            out.paragraph("and the Fernley Aides")
            for number, title in enumerate(rng.sample(SUBJECTS, 3), 1):
                self.article(number, title)

    def article(self, number: int, title: str) -> None:
        """An article; some have headings without labels, under which lists start afresh."""
        super().article(number, title)
        if self.rng.random() < 0.15 and "N." not in self.numbering[0]:
            line = self.out.paragraph(self.rng.choice(SUBJECTS).upper())
            self.children((line, ""), 0, str(number), self.rng.randint(2, 4))

    def children(self, parent: Key, depth: int, dotted: str, count: int) -> None:
        """The outermost list of an agreement without articles may stand under capitals."""
        if depth or not self.capitals or parent != TOP:
            super().children(parent, depth, dotted, count)
            return
        for title in self.rng.sample(SUBJECTS, count):
            line = self.out.paragraph(title.upper())
            if self.rng.random() < 0.4:
                self.out.paragraph(self.sentences(2))
            super().children((line, ""), 0, "1", self.rng.randint(2, 5))

    def plain(self, printed: str, value: str, parent: Key, depth: int) -> None:
        """A part without more; some hold a list of points."""
        super().plain(printed, value, parent, depth)
        if self.rng.random() < 0.2:
            for _ in range(3):
                self.out.paragraph("• " + self.sentences(1), depth)

    def ending(self, titles: list[str]) -> None:
        """Signatures with initials, then appendices, letters and memoranda."""
        rng, out = self.rng, self.out
        if rng.random() < 0.6:
            out.paragraph("IN WITNESS WHEREOF the parties have signed this Agreement on May 3, 2024.")
            out.paragraph("A. Lindqvist, President")
            out.paragraph("R. Moreau, Chair of the Board")
        kinds = rng.sample(_BESIDE, rng.randint(0, 4))
        for at, (heading, value) in enumerate(kinds, 1):
            title = rng.choice(titles)
            said = {"letter": "ABCDEFG"[at - 1], "number": str(at), "title": title, "shout": title.upper()}
            self.letter(heading.format(**said), value.format(**said))

    def letter(self, heading: str, value: str) -> None:
        """A document beside the agreement: between whom, then a list or two levels of one."""
        rng, out = self.rng, self.out
        line = out.paragraph(heading)
        if value:
            self.parents[(line, value)] = TOP
        if "MEMORANDUM" in heading:
            out.paragraph("between the District and the Association")
        out.paragraph(self.sentences(1))
        if rng.random() < 0.4:
            out.paragraph(f"{rng.choice(OPENERS)} {self.sentences(1)}")
        outer, inner = rng.choice(
            (("1.", "a."), ("A.", "1."), ("(a)", "(i)"), ("I.", "A."), ("Section 1.", "(a)"))
        )
        for number in range(1, rng.randint(3, 6)):
            label = STYLES[outer](number)
            at = out.paragraph(f"{label} {self.sentences(1)}")
            own = label.split()[-1].strip("().")
            self.parents[(at, own)] = (line, value)
            for below in range(1, rng.choice((1, 1, 3, 4))):
                second = STYLES[inner](below)
                there = out.paragraph(f"{second} {self.sentences(1)}", 1)
                self.parents[(there, second.strip("()."))] = (at, own)


def seed_even(number: int) -> bool:
    """Whether parts are numbered in digits."""
    return number % 2 == 0
