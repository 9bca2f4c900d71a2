"""A stated number of positions: ``shall add eight (8) social workers``."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Positions, Setting
from negotiate.costing.terms import Term


class FixedPositions(Positions):
    """``shall add {positions} social workers and maintain them``: the number is the FTE."""

    name: ClassVar[str] = "fixed-positions"
    holes: ClassVar[tuple[str, ...]] = ("positions",)
    keys: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ("job",)

    def quantity(self, term: Term, values: Mapping[str, Fraction], setting: Setting) -> Fraction:  # noqa: ARG002
        """FTE: the number the language states."""
        return values["positions"]
