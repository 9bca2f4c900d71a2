"""Staffing ratios: students per position → FTE, under the reading the term states."""

from fractions import Fraction
from math import ceil, floor
from typing import ClassVar

from negotiate.costing.kinds.base import Found, Positions, Setting, Unpriced
from negotiate.costing.rounding import half_up
from negotiate.costing.terms import Reading, Rounding, Term


class StaffingRatio(Positions):
    """``1 nurse to {students} students``.

    system-wide: one division of the whole enrolment (or of the ``grades`` named, or of the
    ``count`` of students served, for a caseload that is an average). per-school: each school's,
    rounded, then summed. individual-cap: the students served (``count``), divided by the cap.
    ``{positions} nurses for every {students}`` is that many for each division.
    """

    name: ClassVar[str] = "staffing-ratio"
    holes: ClassVar[tuple[str, ...]] = ("students",)
    may: ClassVar[tuple[str, ...]] = ("positions",)
    keys: ClassVar[tuple[str, ...]] = ("reading", "rounding", "grades", "count")
    needs: ClassVar[tuple[str, ...]] = ("job", "reading", "rounding")

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:
        """FTE owed."""
        ratio = values["students"]
        if ratio <= 0:
            raise Unpriced(f"a ratio of 1 to {ratio} says nothing")
        each = many(values)
        loads = _loads(term, setting)
        return sum((rounded(load * each / ratio, term.rounding) for load in loads), Fraction(0))


def many(values: Found) -> Fraction:
    """How many positions a ratio gives for each: one, unless the language says another number."""
    return values.get("positions", Fraction(1))


def _loads(term: Term, setting: Setting) -> list[Fraction]:
    if term.count:
        return [setting.count(*term.count)]
    if term.reading is Reading.INDIVIDUAL_CAP:
        raise Unpriced(
            "an individual cap needs the number of students served: `count`, a name of counts.yaml"
        )
    if term.reading is Reading.PER_SCHOOL or term.grades:
        schools = [Fraction(students) for _, students in by_school(term.grades, setting)]
        return schools if term.reading is Reading.PER_SCHOOL else [sum(schools, Fraction(0))]
    if setting.model.enrolment is None:
        raise Unpriced("no enrolment is entered (salary_model/enrolment.csv)")
    return [Fraction(setting.model.enrolment.total)]


def by_school(grades: tuple[str, ...], setting: Setting) -> tuple[tuple[str, int], ...]:
    """(school, students) of the grades named, or of all. Raises :class:`Unpriced` without them."""
    enrolment = setting.model.enrolment
    schools = enrolment.by_school(grades) if enrolment is not None else ()
    if not schools:
        raise Unpriced("the enrolment is not entered by school and grade, which this reading needs")
    return schools


def rounded(fte: Fraction, rounding: Rounding) -> Fraction:
    """``fte`` as the rounding says; nearest, half-fte and tenth round halves up."""
    if rounding is Rounding.UP:
        return Fraction(ceil(fte))
    if rounding is Rounding.DOWN:
        return Fraction(floor(fte))
    if rounding is Rounding.NEAREST:
        return Fraction(half_up(fte))
    parts = {Rounding.HALF_FTE: 2, Rounding.TENTH: 10}.get(rounding)
    return fte if parts is None else Fraction(half_up(fte * parts), parts)
