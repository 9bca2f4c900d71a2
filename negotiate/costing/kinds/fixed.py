"""A stated number of positions: in all, or in each school."""

from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Found, Positions, Setting
from negotiate.costing.kinds.ratio import by_school, many, rounded
from negotiate.costing.terms import Term


class FixedPositions(Positions):
    """``shall add {positions} social workers and maintain them``: the number is the FTE."""

    name: ClassVar[str] = "fixed-positions"
    holes: ClassVar[tuple[str, ...]] = ("positions",)
    needs: ClassVar[tuple[str, ...]] = ("job",)

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:  # noqa: ARG002
        """FTE: the number the language states."""
        return values["positions"]


class SchoolPositions(Positions):
    """``in each school {positions} librarian``: the number × the schools (those with the ``grades``
    named, or a ``count``)."""

    name: ClassVar[str] = "school-positions"
    holes: ClassVar[tuple[str, ...]] = ("positions",)
    keys: ClassVar[tuple[str, ...]] = ("grades", "count")
    needs: ClassVar[tuple[str, ...]] = ("job",)

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:
        """FTE in all schools."""
        return values["positions"] * schools(term, setting)


class SchoolRatio(Positions):
    """``one librarian for every {schools} schools``."""

    name: ClassVar[str] = "school-ratio"
    holes: ClassVar[tuple[str, ...]] = ("schools",)
    may: ClassVar[tuple[str, ...]] = ("positions",)
    keys: ClassVar[tuple[str, ...]] = ("grades", "count", "rounding")
    needs: ClassVar[tuple[str, ...]] = ("job", "rounding")

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:
        """FTE, rounded as the term says."""
        return (
            rounded(schools(term, setting) * many(values) / values["schools"], term.rounding)
            if values["schools"]
            else Fraction(0)
        )


def schools(term: Term, setting: Setting) -> Fraction:
    """How many schools: the ``count``, or those of the enrolment with students in the ``grades``."""
    if term.count:
        return setting.count(*term.count)
    return Fraction(sum(students > 0 for _, students in by_school(term.grades, setting)))
