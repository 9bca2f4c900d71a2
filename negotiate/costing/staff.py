"""Staff on the salary schedules: FTE by step and lane, and how they move from year to year."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from negotiate.costing.grids import lane_key

CAST_FORWARD = "cast-forward"
TURNOVER = "turnover-adjusted"


@dataclass(frozen=True, slots=True)
class Cell:
    """FTE at one step and lane of one group. ``persons`` is how many share them alike, where the
    sheet says it (one row a person); 0 where it gives FTE alone."""

    group: str
    step: str
    lane: str
    fte: Fraction
    persons: int = 0

    @property
    def parts(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """(FTE of one person, persons): of FTE alone, whole ones and the one that is left."""
        if self.persons:
            return ((self.fte / self.persons, Fraction(self.persons)),)
        whole, rest = divmod(self.fte, 1)
        return tuple(
            (each, many)
            for each, many in ((Fraction(1), Fraction(whole)), (rest, Fraction(1)))
            if each and many
        )


@dataclass(frozen=True, slots=True)
class Flow:
    """The per cent of a lane's FTE that moves to another lane each year."""

    source: str
    target: str
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Hire:
    """Where those are placed who take the place of those who left: a per cent of them each."""

    step: str
    lane: str
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Movement:
    """How a group moves each year after the school year ``since`` its scattergram was counted in.

    ``steps``: every FTE goes up one step, to the top. ``leave`` per cent of every cell leave and
    are replaced as ``hires`` say (turnover-adjusted only). ``appointed`` is the share of the FTE
    by month of appointment, where steps move in that month.
    """

    group: str
    since: int
    as_of: date
    steps: bool = True
    flows: tuple[Flow, ...] = ()
    leave: Fraction = Fraction(0)
    hires: tuple[Hire, ...] = ()
    appointed: tuple[tuple[int, Fraction], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class StepRule:
    """What the language says of steps: the month they move in (0: that of appointment; None: with
    the school year), and the steps it drops and adds."""

    month: int | None = None
    dropped: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()


Spot = tuple[str, str, Fraction]
"""(step, lane, FTE of one person)."""
Placed = dict[Spot, Fraction]
"""How many persons stand at each spot; with FTE of 1 each where persons are not told apart."""


def placed(cells: tuple[Cell, ...], each_person: bool) -> Placed:
    """The staff as counted."""
    out: Placed = {}
    for cell in cells:
        for each, many in cell.parts if each_person else ((Fraction(1), cell.fte),):
            spot = (cell.step, cell.lane, each)
            out[spot] = out.get(spot, Fraction(0)) + many
    return out


def moved(staff: Placed, steps: tuple[str, ...], movement: Movement, turnover: bool) -> Placed:
    """The staff a year later on a schedule of ``steps``, lowest first.

    In this order: some leave, the others go up a step, some of each lane change lanes, and those
    who left are replaced. FTE stays what it was.
    """
    stay = 1 - movement.leave / 100 if turnover else Fraction(1)
    names: dict[str, str] = {}
    for _, name, _ in staff:
        names.setdefault(lane_key(name), name)  # the lane as the scattergram names it
    flows: dict[str, list[tuple[str, Fraction]]] = {}
    for flow in movement.flows:
        target = names.get(lane_key(flow.target), flow.target)
        flows.setdefault(lane_key(flow.source), []).append((target, stay * flow.percent / 100))
    hires = [(hire.step, names.get(lane_key(hire.lane), hire.lane), hire.percent) for hire in movement.hires]
    of_fte: dict[Fraction, Fraction] = {}
    out: Placed = {}
    for (step, lane, each), many in staff.items():
        to = _up(step, steps) if movement.steps else step
        left = many * stay
        for target, share in flows.get(lane_key(lane), ()):
            going = many * share
            _add(out, (to, target, each), going)
            left -= going
        _add(out, (to, lane, each), left)
        of_fte[each] = of_fte.get(each, Fraction(0)) + many
        for step_of, lane_of, _ in hires if turnover else ():
            out.setdefault((step_of, lane_of, each), Fraction(0))
    for each, many in of_fte.items():  # whoever leaves from wherever, the same are hired
        for step_of, lane_of, percent in hires if turnover else ():
            _add(out, (step_of, lane_of, each), many * (1 - stay) * percent / 100)
    return {spot: many for spot, many in out.items() if many}


def _add(out: Placed, spot: Spot, many: Fraction) -> None:
    out[spot] = out.get(spot, Fraction(0)) + many


def _up(step: str, steps: tuple[str, ...]) -> str:
    at = steps.index(step) if step in steps else None
    return step if at is None or at + 1 == len(steps) else steps[at + 1]
