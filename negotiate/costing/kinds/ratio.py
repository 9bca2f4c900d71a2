"""Staffing ratios: students per position → FTE, under the reading the term states."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar

from negotiate.costing.kinds.base import Positions, Setting, Unpriced
from negotiate.costing.schedules import half_up
from negotiate.costing.terms import Reading, Rounding, Term


class StaffingRatio(Positions):
    """``1 nurse to {students} students``.

    system-wide: one division of the whole enrolment. per-school: each school's, rounded, then
    summed. individual-cap: the students who are served (``students``), divided by the cap.
    """

    name: ClassVar[str] = "staffing-ratio"
    holes: ClassVar[tuple[str, ...]] = ("students",)
    needs: ClassVar[tuple[str, ...]] = ("job", "reading", "rounding")

    def quantity(self, term: Term, values: Mapping[str, Fraction], setting: Setting) -> Fraction:
        """FTE owed."""
        ratio = values["students"]
        if ratio <= 0:
            raise Unpriced(f"a ratio of 1 to {ratio} says nothing")
        return sum((rounded(load / ratio, term.rounding) for load in _loads(term, setting)), Fraction(0))


def _loads(term: Term, setting: Setting) -> list[Fraction]:
    if term.reading is Reading.INDIVIDUAL_CAP or term.students is not None:
        if term.students is None:
            raise Unpriced(
                "an individual cap needs the number of students served: `students`, with its source"
            )
        return [term.students]
    enrolment = setting.model.enrolment
    if enrolment is None:
        raise Unpriced("no enrolment is entered (salary_model/enrolment.csv)")
    if term.reading is Reading.PER_SCHOOL or term.grades:
        schools = enrolment.by_school(term.grades)
        if not schools:
            raise Unpriced("the enrolment is not entered by school and grade, which this reading needs")
        if term.reading is Reading.PER_SCHOOL:
            return [Fraction(students) for _, students in schools]
        return [Fraction(sum(students for _, students in schools))]
    return [Fraction(enrolment.total)]


def rounded(fte: Fraction, rounding: Rounding) -> Fraction:
    """``fte`` as the rounding says; nearest and half-fte round halves up."""
    if rounding is Rounding.UP:
        return Fraction(ceil(fte))
    if rounding is Rounding.DOWN:
        return Fraction(floor(fte))
    if rounding is Rounding.NEAREST:
        return Fraction(half_up(fte))
    return Fraction(half_up(fte * 2), 2) if rounding is Rounding.HALF_FTE else fte
