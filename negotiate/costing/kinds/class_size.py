"""Class maximums: sections from enrolment by school and grade, a teacher a section."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import ClassVar

from negotiate.costing.kinds.base import Positions, Setting, Unpriced
from negotiate.costing.kinds.ratio import by_school
from negotiate.costing.terms import Term


class ClassMaximum(Positions):
    """``no more than {students} in a class`` of the ``grades`` named.

    Each school and each grade by itself needs the fewest sections that hold its students:
    FTE = Σ ceil(students / maximum). No overage pay, no combined grades: an upper bound.
    """

    name: ClassVar[str] = "class-maximum"
    component: ClassVar[str] = "class size"
    holes: ClassVar[tuple[str, ...]] = ("students",)
    keys: ClassVar[tuple[str, ...]] = ("grades",)
    needs: ClassVar[tuple[str, ...]] = ("job", "grades")

    def quantity(self, term: Term, values: Mapping[str, Fraction], setting: Setting) -> Fraction:
        """Sections, a teacher each."""
        most = values["students"]
        if most < 1:
            raise Unpriced(f"a class of at most {most} says nothing")
        sections = (
            ceil(students / most) for grade in term.grades for _, students in by_school((grade,), setting)
        )
        return Fraction(sum(sections))
