"""The items of the round on a received agreement of a large city, 2010 to 2016.

No sentence of the agreement stands here: a small item names a clause and which of its figures is changed, and
the words are found in the clause when the round is played. The language proposed is ours, for the exercise;
the subjects of the big items are those the press reported in June 2022: who stands in an inclusion classroom,
social workers, psychologists and other specialists.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playing import Words

_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_FIGURE = re.compile(r"\b([A-Za-z]+(?:-[a-z]+)?) \((\d+)\)")


def spelled(number: int) -> str:
    """A number below one hundred in words.

    >>> spelled(43), spelled(20)
    ('forty-three', 'twenty')
    """
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def figure(number: int) -> str:
    """A number as agreements write it: ``thirty (30)``."""
    return f"{spelled(number)} ({number})"


def figures(text: str) -> list[tuple[int, str]]:
    """The figures of a text that stand in words and in brackets, each with its words and as many of those
    behind it as make it stand once."""
    out = []
    for found in _FIGURE.finditer(text):
        if found[1].lower() != spelled(int(found[2]) % 100):
            continue
        taken = found[0]
        for word in re.findall(r"[ ]+[^\s]+", text[found.end() :].split("\n")[0]):
            if text.count(taken) == 1 and taken != found[0]:
                break
            taken += word
        out.append((int(found[2]), taken))
    return out


@dataclass(frozen=True, slots=True)
class Small:
    """An item settled by itself: a figure of a clause (``which`` of them) is ``asked`` by the side ``by`` and
    ``answered`` by the other (none: accepted as asked)."""

    number: int
    title: str
    clause: str
    asked: int
    answered: int = 0
    by: str = "union"
    which: int = 0

    def words(self, text: str, to: int) -> Words:
        """The figure in the clause's ``text``, and ``to`` in its place."""
        number, old = figures(text)[self.which]
        assert number != to, f"{self.clause} says {old!r} already"
        said = spelled(to).capitalize() if old[0].isupper() else spelled(to)
        return Words(self.clause, old, _FIGURE.sub(f"{said} ({to})", old, count=1))

    def ask(self, text: str) -> Words:
        """What is asked."""
        return self.words(text, self.asked)

    def answer(self, text: str) -> Words:
        """What it ends with."""
        return self.words(text, self.answered or self.asked)


SMALL = (
    Small(1, "Rotation of duties", "V.A.5(c)", 1),
    Small(2, "Marking periods", "V.A.9(c)", 4),
    Small(3, "Probation of swimming instructors", "V.B.7(e)", 20, 25),
    Small(4, "Coordinators of special education", "V.B.8.iii", 9, 8),
    Small(5, "Probation in the Department of Implementation", "V.B.9(f)", 45),
    Small(6, "Work year of investigative counselors", "V.B.10(b)", 18, 20),
    Small(7, "Work day of investigative counselors", "V.B.10(c)", 7),
    Small(8, "Outside educational contracts", "V.C.1", 20, by="district"),
    Small(9, "School calendar", "V.E.3", 4),
    Small(10, "Age of a certificate", "V.H.2(a)", 7, 6),
    Small(11, "Return from a long leave", "V.H.5", 12),
    Small(12, "Time to apply for transfer", "V.I.1(g)", 15, 12),
    Small(13, "Notice of excessing", "V.J.4", 15, 10),
    Small(14, "Notice of involuntary excessing", "V.K.7", 15, 10),
    Small(15, "Notice of layoff", "V.L.1(d)", 75, by="district"),
    Small(16, "Peer assistants", "VI.H.b.i", 8, 6, which=-1),
    Small(17, "Coverage paraprofessionals", "VII.A.19", 40, 30),
    Small(18, "Credit for service elsewhere", "VIII.A.2(a)", 6, 5),
    Small(19, "Academic ladder credits", "VIII.D.6", 10, which=-1),
    Small(20, "Severance", "VIII.J", 8),
    Small(21, "Reserve forces", "VIII.Q.7", 20, by="district"),
    Small(22, "Union negotiators released", "IX.C.1(c)", 6, 5),
    Small(23, "First step of a grievance", "X.D.1(a)", 40, 35),
    Small(24, "Award of the arbitrator", "X.E.3", 21),
    Small(25, "Sick days in the first year", "VIII.Q.3(a)", 13),
)

WITHDRAWN = Small(26, "Second step of a grievance", "X.D.1(b)", 10)
CURRENT = Small(27, "Years that make a pension", "VIII.L", 2)
INK = Small(28, "Sick days from January", "VIII.Q.3(b)", 9)
REOPENED = Small(29, "Sick days from March", "VIII.Q.3(c)", 6, 5)

# The big ones. Staffing is one package, money another.
INCLUSION, SOCIAL_WORKERS, PSYCHOLOGISTS, SPECIALISTS, NURSES = 30, 31, 32, 33, 34
CLASS_SIZE, TEACHERS_PAY, OVER_MAXIMUM, KITS, DURATION = 35, 36, 37, 38, 39

SOCIAL = "The Committee shall employ social workers in a ratio of 1 to {} students."
PSYCHOLOGY = "School psychologists shall be employed in a ratio of 1 to {} students, counted system wide."
BESIDE = (
    "(2) {} special education {} shall work beside the regular education teacher in each inclusion classroom, "
    "and one paraprofessional for {} hours of each week."
)
SOLE = (
    "(2) A teacher with three licenses may be the sole adult of an inclusion classroom and shall be paid a "
    "differential of ${} a year."
)

Find = Callable[[str, str], str]
"""The citation of the one block under a clause that begins with these words."""
