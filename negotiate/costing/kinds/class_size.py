"""Class maximums: sections from enrolment by school and grade, a teacher a section; overage pay."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import ClassVar

from negotiate.costing.kinds.base import Found, Payments, Positions, Setting, Unpriced
from negotiate.costing.kinds.ratio import by_school, many, rounded
from negotiate.costing.terms import Term


def classes(term: Term, values: Found, setting: Setting) -> Iterator[tuple[int, Fraction]]:
    """(sections, pupils over the maximum in them) of each school and grade.

    The fewest sections that hold the students; where one section is over by no more than
    ``most_over``, it is not parted and those over are paid for.
    """
    most = values["students"]
    if most < 1:
        raise Unpriced(f"a class of at most {most} says nothing")
    for grade in term.grades:
        for _, students in by_school((grade,), setting):
            if most < students <= most + term.most_over:
                yield 1, students - most
            else:
                yield ceil(students / most), Fraction(0)


class ClassMaximum(Positions):
    """``no more than {students} in a class`` of the ``grades`` named.

    Each school and each grade by itself needs the fewest sections that hold its students:
    FTE = Σ ceil(students / maximum). No combined grades: an upper bound.
    """

    name: ClassVar[str] = "class-maximum"
    component: ClassVar[str] = "class size"
    holes: ClassVar[tuple[str, ...]] = ("students",)
    keys: ClassVar[tuple[str, ...]] = ("grades", "most_over")
    needs: ClassVar[tuple[str, ...]] = ("job", "grades")

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:
        """Sections, a teacher each."""
        return Fraction(sum(sections for sections, _ in classes(term, values, setting)))


class ClassOverage(Payments):
    """``shall be paid ${amount} for each student over``: paid for the pupils over the maximums named
    in ``of``, as the same language has them, or over the ``{students}`` of its own sentence, in classes
    not parted. ``times``: the months."""

    name: ClassVar[str] = "class-overage"
    component: ClassVar[str] = "class size"
    unit: ClassVar[str] = "payments a year"
    holes: ClassVar[tuple[str, ...]] = ("amount",)
    may: ClassVar[tuple[str, ...]] = ("students",)
    keys: ClassVar[tuple[str, ...]] = ("of", "times", "grades", "most_over")
    needs: ClassVar[tuple[str, ...]] = ()
    pay_kind: ClassVar[str] = "overage"

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:
        """Pupils over × times."""
        own = ((term, values),) if "students" in values else ()
        if not term.of and not (own and term.grades):
            raise Unpriced("over which maximum is not said: `of`, or {students} in its phrase with `grades`")
        over = (each for other, said in own or setting.others for _, each in classes(other, said, setting))
        return sum(over, Fraction(0)) * setting.times(term.times)

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """Amount × payments."""
        return values["amount"] * 100 * quantity


class ClassRatio(Positions):
    """``one aide for every {classes} classes``: of the sections the maximums in ``of`` make."""

    name: ClassVar[str] = "class-ratio"
    holes: ClassVar[tuple[str, ...]] = ("classes",)
    may: ClassVar[tuple[str, ...]] = ("positions",)
    keys: ClassVar[tuple[str, ...]] = ("of", "count", "rounding")
    needs: ClassVar[tuple[str, ...]] = ("job", "rounding")

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:
        """FTE, rounded as the term says."""
        if values["classes"] <= 0:
            raise Unpriced(f"a ratio of 1 to {values['classes']} says nothing")
        each = many(values)
        if term.count:
            return rounded(setting.count(*term.count) * each / values["classes"], term.rounding)
        if not setting.others:
            raise Unpriced("what classes are counted is not said: `of`, class maximums, or `count`")
        made = (sections for other, said in setting.others for sections, _ in classes(other, said, setting))
        return rounded(sum(made) * each / values["classes"], term.rounding)
