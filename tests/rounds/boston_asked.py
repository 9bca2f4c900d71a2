"""The words of each side's proposals on the big items of the round, and how they are drafted."""

from collections.abc import Sequence

import boston_items as items
from playing import Play, Words

BIG = (
    (items.INCLUSION, "Inclusion classrooms", "V.A.2(f)(2)"),
    (items.SOCIAL_WORKERS, "Social workers", "V.A.1(e) ¶11"),
    (items.PSYCHOLOGISTS, "School psychologists"),
    (items.SPECIALISTS, "Caseloads of specialists", "V.A.1(e) ¶3", "V.A.1(e) ¶4", "V.A.1(e) ¶6"),
    (items.NURSES, "School nurses", "V.A.1(e) ¶8", "V.B.12(1)"),
    (items.CLASS_SIZE, "Class size in the first grades", "V.A.1(a)"),
    (items.TEACHERS_PAY, "Teachers' pay", "VIII.C"),
    (items.OVER_MAXIMUM, "Classes over the maximum", "V.A.1(b)"),
    (items.KITS, "Testing kits", "V.B.15(c)"),
    (items.DURATION, "Duration", "I.A ¶3"),
)


def shown(play: Play, clause: str) -> str:
    """A clause of the baseline as text."""
    return play.team("show", clause).out.strip()


def asked_staffing(
    play: Play, side: str, social: int, psychology: int, loads: Sequence[int], nurses: int
) -> None:
    """A side's drafts of the staffing package but for inclusion: ratios in the place of numbers, a clause of
    its own for psychologists, three caseloads, and one ratio that stands in two articles."""
    play.team("draft", str(items.SOCIAL_WORKERS), "--side", side, "--clause", "V.A.1(e) ¶11",
              "--text", items.SOCIAL.format(social))  # fmt: skip
    play.team("draft", str(items.PSYCHOLOGISTS), "--side", side, "--insert-after", "V.A.1(e) ¶11",
              "--start", "baseline", "--text", items.PSYCHOLOGY.format(f"{psychology:,}"))  # fmt: skip
    play.put(items.SPECIALISTS, side, caseloads(play, loads))
    play.put(items.NURSES, side, ratio_of_nurses(nurses))


def caseloads(play: Play, loads: Sequence[int]) -> list[Words]:
    """The average caseloads of three kinds of specialists, each the first figure of its paragraph."""
    out = []
    for clause, load in zip(BIG[3][2:], loads, strict=True):
        old = items.figures(shown(play, clause))[0][1]
        out.append(Words(clause, old, old.replace(old[: old.index(")") + 1], items.figure(load))))
    return out


def ratio_of_nurses(students: int) -> list[Words]:
    """The ratio of nurses, in both of its places."""
    return [Words(clause, "1 to 700", f"1 to {students}") for clause in BIG[4][2:]]


def class_size(most: int) -> list[Words]:
    """The maximum of the first grades, a cell of the table."""
    return [Words("V.A.1(a)", "Grade 1 and 2 | 22 |", f"Grade 1 and 2 | {most} |")]


def over_maximum(one: str, two: str) -> list[Words]:
    """What a teacher is paid for one pupil and for two over the maximum of an only class."""
    return [Words("V.A.1(b)", "$1,500", one), Words("V.A.1(b)", "$3,000", two)]


def kits(dollars: int) -> list[Words]:
    """The yearly sum for testing kits."""
    return [Words("V.B.15(c)", "$200", f"${dollars}")]


TERM = [Words("I.A ¶3", "August 31, 2016", "August 31, 2025")]


def asked_money(play: Play, side: str, raises: Sequence[str], one: str, two: str, kit: int) -> None:
    """A side's drafts of the money package."""
    years = [word for at, per_cent in enumerate(raises)
             for word in ("--percent", per_cent, "--effective", f"{2022 + at}-09-01")]  # fmt: skip
    play("schedule", "raise", str(items.TEACHERS_PAY), "--side", side, "--term", "base", *years, show=6)
    play.put(items.OVER_MAXIMUM, side, over_maximum(one, two))
    play.put(items.KITS, side, kits(kit))
