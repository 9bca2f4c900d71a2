"""The items of the round on the sample district's agreement: who asks what, and what it ends with.

Places and figures are ours; the subjects of the big items are those the press reported of Seattle in 2022:
pay, above all of support staff, a ratio of social workers to students, class size and caseloads.
"""

from dataclasses import dataclass

from playing import Words


@dataclass(frozen=True, slots=True)
class Small:
    """An item settled by itself: ``asked`` by the side ``by``; ``answered`` (none: accepted as asked)."""

    number: int
    title: str
    clause: str
    old: str
    asked: str
    answered: str = ""
    by: str = "union"

    @property
    def ask(self) -> Words:
        """What is asked."""
        return Words(self.clause, self.old, self.asked)

    @property
    def answer(self) -> Words:
        """What it ends with."""
        return Words(self.clause, self.old, self.answered or self.asked)


SMALL = (
    Small(1, "Calendar", "III.A.1", "April 31", "April 30"),
    Small(2, "Travel between schools", "III.C.6", "twenty (20) minutes", "twenty-five (25) minutes"),
    Small(3, "Preparation time", "III.D.1", "two hundred forty (240)", "two hundred seventy (270)",
          "two hundred fifty (250)"),
    Small(4, "Specialists' own time", "III.D.4", "three hundred (300)", "three hundred thirty (330)",
          "three hundred fifteen (315)"),
    Small(5, "Faculty meetings", "III.E.1", "sixty (60) minutes", "forty-five (45) minutes"),
    Small(7, "Building representatives", "II.A.3", "October 15", "October 1", by="district"),
    Small(8, "New educators", "II.A.6", "forty-five (45) minutes", "sixty (60) minutes"),
    Small(9, "Release days", "II.A.5", "thirty-five (35) days", "forty-five (45) days", "forty (40) days"),
    Small(10, "Representation", "II.C.2", "two (2) days", "three (3) days"),
    Small(11, "Vacancies", "VI.B.1", "ten (10) days", "fifteen (15) days"),
    Small(12, "Requests for assignment", "VI.A.4", "May 15", "May 1"),
    Small(13, "Seniority list", "VI.E.4", "thirty (35) days", "forty-five (45) days", "forty (40) days"),
    Small(14, "Recall list", "VI.G.1", "two (2) years", "three (3) years"),
    Small(15, "Evaluators named", "VII.B.1", "October 1", "September 25", by="district"),
    Small(16, "Conference fund", "VII.G.3", "$75,000", "$100,000", "$85,000"),
    Small(17, "Sick leave for family", "VIII.A.2", "ten (10) days", "twelve (12) days"),
    Small(20, "Answer to a grievance", "XII.B.1(b)", "within five (5) days", "within seven (7) days",
          by="district"),
    Small(21, "Award of the arbitrator", "XII.B.4(b)", "thirty (30) days", "twenty-one (21) days",
          "twenty-eight (28) days"),
    Small(22, "Copies of the agreement", "XIII.F.1", "thirty (30) days", "fifteen (15) days"),
    Small(23, "Amendment", "XIII.E.1", "acured", "amended", by="district"),
    Small(24, "Time of the bargaining team", "XIII.B.4", "eight (8) members", "ten (10) members"),
)  # fmt: skip

WITHDRAWN = Small(6, "Evening conferences", "III.E.2", "two (2) evening", "one (1) evening")
CURRENT = Small(18, "Personal leave", "VIII.C.1", "three (3) days", "four (4) days")
INK = Small(19, "Bereavement", "VIII.D.1", "two (2) work days", "three (3) work days")
REOPENED = Small(25, "Parental leave", "VIII.E.1", "first twenty (20)", "first thirty (30)",
                 "first twenty-five (25)")  # fmt: skip

# The big ones. Staffing is one package, pay another.
SOCIAL_WORKERS, CASELOADS, CLASS_SIZE = 26, 27, 28
TEACHERS_PAY, SUPPORT_PAY, OVERAGE, LONGEVITY, DURATION = 29, 30, 31, 32, 33

RATIO = "employ school social workers in a ratio of 1 to {}, counted against its whole enrollment"


def ratio(students: int, effective: str = "September 1, 2026") -> str:
    """The clause on social workers: a ratio in the place of a fixed number."""
    return f"(a) Effective {effective}, the District shall {RATIO.format(students)}."


def caseloads(average: str, most: str, occupational: str, evaluations: str) -> tuple[Words, ...]:
    """The caseload clauses with these figures."""
    return (
        Words("IV.B.1", "forty-two (42)", average),
        Words("IV.B.1", "fifty-five (55)", most),
        Words("IV.B.2", "thirty-six (36)", occupational),
        Words("IV.C.3(b)", "sixty-five (65)", evaluations),
    )


def class_size(kindergarten: int, first: int, second: int) -> tuple[Words, ...]:
    """The maximums of the lowest grades, as the table prints them."""
    return (
        Words("IV.A.2", "| Kindergarten | 18 | 22 |", f"| Kindergarten | 18 | {kindergarten} |"),
        Words("IV.A.2", "| 1 | 20 | 23 |", f"| 1 | 20 | {first} |"),
        Words("IV.A.2", "| 2 | 20 | 23 |", f"| 2 | 20 | {second} |"),
    )


def overage(dollars: int) -> tuple[Words, ...]:
    """Overage pay for a student and month."""
    return (Words("IV.A.5", "$140", f"${dollars}"),)


def longevity(ten: str, fifteen: str, twenty: str) -> tuple[Words, ...]:
    """Longevity of paraprofessionals after ten, fifteen and twenty years."""
    return (
        Words("XI.D.6", "$500", ten), Words("XI.D.6", "$850", fifteen), Words("XI.D.6", "$1,200", twenty),
    )  # fmt: skip


TERM = (
    Words("XIII.A.1", "September 1, 2023", "September 1, 2026"),
    Words("XIII.A.1", "August 31, 2026", "August 31, 2029"),
)
