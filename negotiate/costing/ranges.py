"""Assumptions that are not known for certain: intervals, seeded draws, and which matters most.

    ranges:
      - {what: turnover, group: teachers, low: 5, high: 12, likely: 8, source: five years of payroll}
      - {what: enrolment, low: -3, high: 2, source: the county's forecast}
      - {what: hiring-step, low: 2, high: 6, source: hires of 2025}

``turnover`` is the per cent that leave in a year, ``enrolment`` a change of the whole enrolment in
per cent, ``hiring-step`` the step that added positions are paid at. Every draw is a costing of its
own, to the cent; the same seed gives the same draws.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from random import Random

from negotiate.common.errors import BadInput
from negotiate.common.records import Record, read_yaml
from negotiate.costing.engine import cost, with_method
from negotiate.costing.kinds import KINDS
from negotiate.costing.model import Enrolment, Model
from negotiate.costing.rounding import half_up
from negotiate.costing.staff import TURNOVER
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs

WHAT = ("turnover", "enrolment", "hiring-step")


@dataclass(frozen=True, slots=True)
class Range:
    """One uncertain assumption, from ``low`` to ``high``: evenly, or with a ``likely`` value most often."""

    what: str
    low: Fraction
    high: Fraction
    source: str
    group: str = ""
    likely: Fraction | None = None

    @property
    def middle(self) -> Fraction:
        """The likely value, or the one half-way."""
        return self.likely if self.likely is not None else (self.low + self.high) / 2

    @property
    def name(self) -> str:
        """For a person."""
        return f"{self.what} ({self.group})" if self.group else self.what

    def drawn(self, random: Random) -> Fraction:
        """A value, in hundredths (whole steps for the hiring step)."""
        low, high = float(self.low), float(self.high)
        if self.what == "hiring-step":
            high += 1
        if self.likely is None:
            value = random.uniform(low, high)
        else:
            value = random.triangular(low, high, float(self.likely))
        if self.what == "hiring-step":
            return Fraction(min(int(value), int(self.high)))
        return Fraction(round(value * 100), 100)


@dataclass(frozen=True, slots=True)
class Swing:
    """What one assumption does by itself: the totals at its low and its high, the others in the middle."""

    range: Range
    low: tuple[int, ...]
    high: tuple[int, ...]

    @property
    def size(self) -> int:
        """How far apart they are, over all years."""
        return abs(sum(self.high) - sum(self.low))


@dataclass(frozen=True, slots=True)
class Bands:
    """Totals in cents by year: (5 %, middle, 95 %) of the draws; ``swings``, the widest first."""

    method: str
    labels: tuple[str, ...]
    bands: tuple[tuple[int, int, int], ...]
    swings: tuple[Swing, ...]
    draws: int
    seed: int


def read_ranges(text: str, file: str) -> tuple[Range, ...]:
    """``ranges:`` is a list. Raises :class:`BadInput` with file and line."""
    record = read_yaml(text, file)
    record.only("ranges")
    return tuple(_range(item) for item in record.records("ranges"))


def _range(item: Record) -> Range:
    item.only("what", "group", "low", "high", "likely", "source")
    what = item.choice("what", WHAT)
    low, high = Fraction(item.decimal("low")), Fraction(item.decimal("high"))
    likely = Fraction(item.decimal("likely")) if item.has("likely") else None
    if high < low or (likely is not None and not low <= likely <= high):
        raise item.fault("high", "low, likely and high in order")
    if what == "turnover" and not 0 <= low <= high <= 100:
        raise item.fault("high", "per cents from 0 to 100")
    if what == "hiring-step" and (low.denominator != 1 or high.denominator != 1 or low < 0):
        raise item.fault("low", "whole steps")
    return Range(what, low, high, item.text("source"), item.text("group", ""), likely)


def bands(
    version: TextInputs,
    against: TextInputs,
    model: Model,
    ranges: tuple[Range, ...],
    years: int = 3,
    draws: int = 200,
    seed: int = 1,
) -> Bands:
    """The cost under ``draws`` draws of the ranges. Raises :class:`BadInput` where the middle has no
    total, or a range has nothing to act on."""
    if not ranges:
        raise BadInput("no ranges are entered", where="salary_model/ranges.yaml", do="see docs/costing.md")
    if not 20 <= draws <= 10_000:
        raise BadInput(f"{draws} draws", do="from 20 to 10,000")
    if any(one.what == "turnover" for one in ranges):
        model = with_method(model, TURNOVER)
    middles = [one.middle if one.what != "hiring-step" else Fraction(half_up(one.middle)) for one in ranges]

    def totals(values: list[Fraction]) -> tuple[int, ...]:
        made = model
        for one, value in zip(ranges, values, strict=True):
            made = under(made, one, value)
        report = cost(version, against, made, years)
        found = tuple(year.total_cents for year in report.years)
        whole = tuple(each for each in found if each is not None)
        if len(whole) < len(found):
            raise BadInput(f"{version.name} has no total to give a range for", do="see `negotiate cost`")
        return whole

    labels = tuple(year.label for year in cost(version, against, model, years).years)
    random = Random(seed)
    drawn = [totals([one.drawn(random) for one in ranges]) for _ in range(draws)]
    swings = []
    for at, one in enumerate(ranges):
        ends = [totals([*middles[:at], end, *middles[at + 1 :]]) for end in (one.low, one.high)]
        swings.append(Swing(one, *ends))
    return Bands(
        model.method, labels, tuple(_band([each[at] for each in drawn]) for at in range(years)),
        tuple(sorted(swings, key=lambda swing: -swing.size)), draws, seed,
    )  # fmt: skip


def _band(totals: list[int]) -> tuple[int, int, int]:
    """The totals below which 5, 50 and 95 per cent of the draws lie (the nearest draw itself)."""
    ordered = sorted(totals)
    at = [half_up(Fraction(part * (len(ordered) - 1), 100)) for part in (5, 50, 95)]
    return ordered[at[0]], ordered[at[1]], ordered[at[2]]


def under(model: Model, one: Range, value: Fraction) -> Model:
    """The model with the assumption at a value. Raises :class:`BadInput` where it acts on nothing."""
    if one.what == "turnover":
        if not any(each.group == one.group and each.hires for each in model.movement):
            raise BadInput(
                f"no movement of group {one.group!r} says who is hired", where="salary_model/movement.yaml"
            )
        return replace(
            model,
            movement=tuple(
                replace(each, leave=value) if each.group == one.group else each for each in model.movement
            ),
        )
    if one.what == "enrolment":
        if model.enrolment is None:
            raise BadInput("no enrolment is entered", where="salary_model/enrolment.csv")
        return replace(model, enrolment=_grown(model.enrolment, 1 + value / 100))
    return replace(model, terms=_stepped(model.terms, one, str(value)))


@lru_cache(maxsize=64)  # the same terms for the same step: what was read of them is kept
def _stepped(terms: tuple[Term, ...], one: Range, step: str) -> tuple[Term, ...]:
    return tuple(
        replace(term, pay=replace(term.pay, step=step))
        if term.pay is not None
        and term.pay.step
        and not KINDS[term.kind].schedule
        and _of(one, term.pay.schedule)
        else term
        for term in terms
    )


def _of(one: Range, schedule: str) -> bool:
    """Whether a hiring step is of this schedule: ``group`` names its clause, empty all."""
    return not one.group or schedule.startswith(one.group)


def _grown(enrolment: Enrolment, factor: Fraction) -> Enrolment:
    schools = tuple(
        (school, grade, max(0, half_up(students * factor))) for school, grade, students in enrolment.schools
    )
    total = (
        sum(students for *_, students in schools) if schools else max(0, half_up(enrolment.total * factor))
    )
    return Enrolment(total, schools)
