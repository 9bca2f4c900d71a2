"""Rosters moved forward, person by person, against the engine: cent for cent, for both roundings.

The reference below knows people, months, printed rates and nothing of `costing`: it walks every
person through every year, raises every cell by itself, and sums. Proposals change raises, a flat
amount, a ratio, a stipend and a premium together.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from costing_texts import text
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.costing.engine import cost
from negotiate.costing.model import read_model

MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Offer:
    """What one side's language says: raises (year, month, per cent), a flat amount of one day, pupils a
    nurse, a stipend."""

    raises: tuple[tuple[int, int, Decimal], ...]
    flat: tuple[int, int, int] | None
    ratio: int
    stipend: int


@dataclass(frozen=True)
class Case:
    """A grid of dollars, people as (step, lane, FTE in tenths), and the settings."""

    grid: tuple[tuple[int, int], ...]
    people: tuple[tuple[int, int, int], ...]
    before: Offer
    after: Offer
    begins: int
    pay_months: int
    dollars: bool
    each_person: bool
    moves: bool
    unit: str
    students: int
    stipends: int


def half_up(value: Fraction) -> int:
    return int(
        (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1), ROUND_HALF_UP)
        if value.denominator < 10**6
        else (value + Fraction(1, 2)) // 1
    )


def tables(case: Case, offer: Offer, day: date) -> list[list[Decimal]]:
    """The printed grid on a day: every change up to then, in order, each cell rounded."""
    changes: list[tuple[date, int, Decimal]] = []
    for year, month, percent in offer.raises:
        changes.append((date(year, month, 1), 0, percent))
    if offer.flat is not None:
        changes.append((date(offer.flat[0], offer.flat[1], 1), 1, Decimal(offer.flat[2])))
    grid = [[Decimal(cell) for cell in row] for row in case.grid]
    step = Decimal(1) if case.unit == "dollar" else Decimal("0.01")
    for begins, flat, amount in sorted(changes):
        if begins <= day:
            for row in grid:
                for at, cell in enumerate(row):
                    new = cell + amount if flat else cell * (1 + amount / 100)
                    row[at] = new.quantize(step, ROUND_HALF_UP)
    return grid


def year_rate(case: Case, offer: Offer, step: int, lane: int, year: int) -> Fraction:
    """Dollars of the school year at one cell: the pay months' rates averaged, blended if asked."""
    rates, at = [], case.begins
    for _ in range(case.pay_months):
        day = date(year if at >= case.begins else year + 1, at, 1)
        rates.append(tables(case, offer, day)[step][lane])
        at = at % 12 + 1
    mean = Fraction(sum(rates, Decimal(0))) / case.pay_months
    if case.dollars and len(set(map(str, seen(case, offer, year)))) > 1:
        return Fraction(half_up(mean))
    return mean


def seen(case: Case, offer: Offer, year: int) -> list[tuple[int, ...]]:
    """Which changes are in effect in each pay month, so that a rate that changes is known."""
    out, at = [], case.begins
    for _ in range(case.pay_months):
        day = date(year if at >= case.begins else year + 1, at, 1)
        dated = [date(y, m, 1) for y, m, _ in offer.raises]
        dated += [date(offer.flat[0], offer.flat[1], 1)] if offer.flat else []
        out.append(tuple(sorted(begun.toordinal() for begun in dated if begun <= day)))
        at = at % 12 + 1
    return out


def paid(case: Case, offer: Offer, year: int, since: int) -> Fraction:
    """Cents paid to every person in the year."""
    total = Fraction(0)
    for step, lane, tenths in case.people:
        at = min(step + (year - since), len(case.grid) - 1) if case.moves else step
        cents = Fraction(tenths, 10) * year_rate(case, offer, at, lane, year) * 100
        total += half_up(cents) if case.each_person else cents
    return total


def wanted(case: Case, year: int) -> dict[str, int]:
    """Cents by component of what ``after`` costs more than ``before``."""
    base = paid(case, case.after, year, 2024) - paid(case, case.before, year, 2024)
    nurses = Fraction(case.students, case.after.ratio) - Fraction(case.students, case.before.ratio)
    rate = year_rate(case, case.after, 0, 1, year) * 100
    if case.each_person:
        whole, rest = divmod(abs(nurses), 1)
        positions = Fraction(whole * half_up(rate) + half_up(rest * rate)) * (1 if nurses >= 0 else -1)
    else:
        positions = nurses * rate
    stipends = Fraction(case.stipends * (case.after.stipend - case.before.stipend) * 100)
    rolled = (base + positions) * Fraction("9.35") / 100 + stipends * Fraction("1.45") / 100
    parts = {"base pay": base, "positions": positions, "payments": stipends, "roll-up": rolled}
    return {name: half_up(value) if value >= 0 else -half_up(-value) for name, value in parts.items()}


PERCENT = st.decimals("0", "7.5", places=2)
OFFERS = st.builds(
    Offer,
    st.lists(
        st.tuples(st.integers(2025, 2027), st.integers(1, 12), PERCENT),
        max_size=2,
        unique_by=lambda one: one[:2],
    ).map(tuple),
    st.none() | st.tuples(st.integers(2025, 2027), st.integers(1, 12), st.integers(1, 3000)),
    st.integers(150, 900),
    st.integers(0, 2500),
)
ROW = st.tuples(st.integers(30_000, 90_000), st.integers(30_000, 90_000))
CASES = st.builds(
    Case,
    grid=st.lists(ROW, min_size=3, max_size=3).map(tuple),
    people=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(1, 10)), min_size=1, max_size=7
    ).map(tuple),
    before=OFFERS,
    after=OFFERS,
    begins=st.sampled_from([7, 8, 9]),
    pay_months=st.integers(9, 12),
    dollars=st.booleans(),
    each_person=st.booleans(),
    moves=st.booleans(),
    unit=st.sampled_from(["dollar", "cent"]),
    students=st.integers(100, 9000),
    stipends=st.integers(0, 60),
)
TERMS = """\
terms:
  - id: pay
    kind: schedule-pay
    phrases: [{text: "effective {date}, each salary shall be increased by {percent}%"}]
    pay: {schedule: A}
  - id: flat
    kind: flat-raise
    of: pay
    phrases: [{text: "effective {date}, each salary shall be increased by ${amount}"}]
  - id: nurses
    kind: staffing-ratio
    job: nurse
    reading: system-wide
    rounding: none
    phrases: [{text: "nurses in a ratio of 1 to {students} students"}]
    pay: {schedule: A, step: 1, lane: MA}
  - id: coaches
    kind: payment
    count: coaches
    phrases: [{text: "every coach shall be paid ${amount} a season"}]
"""


def page(case: Case, offer: Offer) -> str:
    rows = "".join(f"  | {at} | {row[0]:,} | {row[1]:,} |\n" for at, row in enumerate(case.grid, 1))
    out = f"- **A.** Pay\n\n  Effective September 1, 2020\n\n  | Step | BA | MA |\n  | --- | --- | --- |\n{rows}"
    out += f"\n- **B.** The District shall employ nurses in a ratio of 1 to {offer.ratio:,} students.\n"
    out += f"\n- **C.** Every coach shall be paid ${offer.stipend:,} a season.\n"
    for at, (year, month, percent) in enumerate(offer.raises, 4):
        out += f"\n- **{chr(64 + at)}.** Effective {MONTHS[month - 1]} 1, {year}, each salary shall be increased by {percent}%.\n"
    if offer.flat is not None:
        year, month, amount = offer.flat
        out += f"\n- **Z.** Effective {MONTHS[month - 1]} 1, {year}, each salary shall be increased by ${amount:,}.\n"
    return out


def files(case: Case) -> dict[str, str]:
    roster = "name,step,lane,fte\n" + "".join(
        f"Person {at},{step + 1},{('BA', 'MA')[lane]},{tenths / 10}\n"
        for at, (step, lane, tenths) in enumerate(case.people)
    )
    calendar = f"starts: {case.begins:02}-01, pay_months: {case.pay_months}, first_year: 2025"
    calendar += f", blended: {'dollar' if case.dollars else 'exact'}"
    calendar += f", rounded: {'person' if case.each_person else 'component'}"
    found = {
        "agreement.yaml": f"school_year: {{{calendar}}}\nrounding: {{schedule: half-up-{case.unit}}}\n",
        "salary_model/scattergram.csv": roster,
        "salary_model/enrolment.csv": f"students\n{case.students}\n",
        "salary_model/terms.yaml": TERMS,
        "salary_model/counts.yaml": f"counts: [{{name: coaches, value: {case.stipends}, as_of: 2025-01-01, source: x}}]",
        "salary_model/rates.yaml": "roll_up:\n"
        "  - {name: Medicare, percent: 1.45, applies_to: [salary, stipend], source: law}\n"
        "  - {name: Pension, percent: 7.90, applies_to: [salary], source: plan}\n",
    }
    if case.moves:
        found["salary_model/movement.yaml"] = "movement: [{as_of: 2024-10-01, source: payroll}]"
    return found


@given(CASES)
# shrinking such a case takes minutes: the first failing one is shown as it is
@settings(max_examples=examples(40), deadline=None, phases=[Phase.explicit, Phase.generate])
def test_the_engine_equals_a_calculation_person_by_person(case: Case) -> None:
    report = cost(
        text(page(case, case.after), "draft"), text(page(case, case.before)), read_model(files(case)), 3
    )
    for year, found in zip((2025, 2026, 2027), report.years, strict=True):
        expected = wanted(case, year)
        assert not report.unpriced and dict(found.components) == expected
        assert found.total_cents == sum(expected.values())
