"""The salary model: enrolment, scattergram, positions, counts, roll-up rates, cost terms, calendar.

Read from the texts of the files of ``salary_model/`` and the ``school_year`` of
``agreement.yaml``; every file is optional, what needs a missing one says so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from negotiate.common.errors import BadInput
from negotiate.common.records import Record, read_yaml
from negotiate.common.sheets import Row, read_csv
from negotiate.common.text import digest
from negotiate.costing.dates import Calendar
from negotiate.costing.movement import Service, read_movement, read_service
from negotiate.costing.rounding import RoundTo
from negotiate.costing.rules import read_rounding
from negotiate.costing.scattergram import read_sheet
from negotiate.costing.staff import CAST_FORWARD, Cell, Movement
from negotiate.costing.terms import Term, read_terms

FOLDER = "salary_model"
_TOTAL = ("total", "all", "district")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Students by school and grade; ``total`` alone where the file gives no schools."""

    total: int
    schools: tuple[tuple[str, str, int], ...] = ()

    def by_school(self, grades: tuple[str, ...] = ()) -> tuple[tuple[str, int], ...]:
        """(school, students) in the file's order, of the grades named or all."""
        wanted = {grade.lower() for grade in grades}
        sums: dict[str, int] = {}
        for school, grade, students in self.schools:
            if not wanted or grade.lower() in wanted:
                sums[school] = sums.get(school, 0) + students
        return tuple(sums.items())


@dataclass(frozen=True, slots=True)
class Position:
    """FTE now employed in a job, as of a day, and where the number is from."""

    job: str
    fte: Fraction
    as_of: date
    source: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number that terms multiply by (rooms, hours of a week, persons), dated and sourced."""

    name: str
    value: Fraction
    unit: str
    as_of: date
    source: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class RollUp:
    """A per cent that salary drags along, on the kinds of pay it applies to."""

    name: str
    percent: Fraction
    applies_to: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """All that costing needs beside the language. ``digest`` is of the files it was read from."""

    enrolment: Enrolment | None = None
    scattergram: tuple[Cell, ...] = ()
    positions: tuple[Position, ...] = ()
    rates: tuple[RollUp, ...] = ()
    counts: tuple[Count, ...] = ()
    terms: tuple[Term, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    digest: str = ""
    movement: tuple[Movement, ...] = ()
    service: tuple[Service, ...] = ()
    rounding: tuple[tuple[str, RoundTo], ...] = ()
    method: str = CAST_FORWARD

    def movement_of(self, group: str) -> Movement | None:
        """How a group moves from year to year; None where nothing is said: it stays where it is."""
        return next((one for one in self.movement if one.group == group), None)

    def employed(self, job: str) -> Position | None:
        """What ``positions.yaml`` says of a job: the latest entry."""
        found = [position for position in self.positions if position.job.lower() == job.lower()]
        return max(found, key=lambda position: position.as_of, default=None)

    def count(self, name: str) -> Count | None:
        """The number of that name in ``counts.yaml``: the latest entry."""
        found = [count for count in self.counts if count.name.lower() == name.lower()]
        return max(found, key=lambda count: count.as_of, default=None)


def read_model(files: Mapping[str, str]) -> Model:
    """The model that ``files`` (path → text) hold; other paths are passed over.

    Raises :class:`BadInput` with file, line and what was expected.
    """
    own = {path: text for path, text in sorted(files.items()) if path.startswith(f"{FOLDER}/")}
    agreement = files.get("agreement.yaml", "")

    def file(name: str) -> tuple[str, str] | None:
        path = f"{FOLDER}/{name}"
        return (own[path], path) if path in own else None

    enrolment, cells, positions = file("enrolment.csv"), file("scattergram.csv"), file("positions.yaml")
    rates, counts, terms = file("rates.yaml"), file("counts.yaml"), file("terms.yaml")
    movement, service = file("movement.yaml"), file("service.csv")
    settings = read_yaml(agreement, "agreement.yaml")
    calendar = read_calendar(agreement, "agreement.yaml")
    rules = read_rounding(settings.record("rounding")) if settings.has("rounding") else {}
    return Model(
        read_enrolment(*enrolment) if enrolment else None,
        read_scattergram(*cells) if cells else (),
        read_positions(*positions) if positions else (),
        read_rates(*rates) if rates else (),
        read_counts(*counts) if counts else (),
        read_terms(*terms) if terms else (),
        calendar,
        digest(*(part for path, text in own.items() for part in (path, text)), agreement),
        read_movement(*movement, calendar) if movement else (),
        read_service(*service) if service else (),
        tuple(rules.items()),
    )


def read_enrolment(text: str, file: str) -> Enrolment:
    """Columns school, grade, students; or only students (or total). A row ``total`` must agree."""
    rows = read_csv(text, file, (), ("school", "grade", "students", "total"), others=False)
    parts: list[tuple[str, str, int]] = []
    stated: Row | None = None
    for row in rows:
        key = "students" if row.has("students") else "total"
        number = row.integer(key, least=0)
        school = row.text("school", "")
        if not school or school.lower() in _TOTAL:
            if stated is not None:
                raise BadInput(
                    "a second total", where=row.place_of(key), do="name the school of each other row"
                )
            stated = row
        else:
            parts.append((school, row.text("grade", ""), number))
    total = sum(number for _, _, number in parts)
    if stated is not None:
        key = "students" if stated.has("students") else "total"
        if parts and stated.integer(key) != total:
            raise BadInput(
                f"the total says {stated.integer(key):,}, the schools add up to {total:,}",
                where=stated.place_of(key),
                do="mend one of the two",
            )
        total = stated.integer(key)
    if not rows:
        raise BadInput("no students are entered", where=file, do="one row a school and grade, or one total")
    return Enrolment(total, tuple(parts))


def read_scattergram(text: str, file: str) -> tuple[Cell, ...]:
    """The cells of a scattergram in any of its shapes (:mod:`negotiate.costing.scattergram`)."""
    return read_sheet(text, file, strict=True).cells


def read_positions(text: str, file: str) -> tuple[Position, ...]:
    """``positions:`` a list of job, fte, as_of (date) and source."""
    record = read_yaml(text, file)
    record.only("positions")
    out = []
    for item in record.records("positions"):
        item.only("job", "fte", "as_of", "source")
        fte = Fraction(item.decimal("fte", least=Decimal(0)))
        out.append(Position(item.text("job"), fte, item.day("as_of"), item.text("source")))
    return tuple(out)


def read_rates(text: str, file: str) -> tuple[RollUp, ...]:
    """``roll_up:`` a list of name, percent, applies_to (kinds of pay) and source."""
    record = read_yaml(text, file)
    record.only("roll_up")
    out = []
    for item in record.records("roll_up"):
        item.only("name", "percent", "applies_to", "source")
        applies = item.texts("applies_to")
        if not applies:
            raise item.fault("applies_to", "the kinds of pay, such as [salary, stipend]")
        percent = Fraction(item.decimal("percent", least=Decimal(0)))
        out.append(RollUp(item.text("name"), percent, applies, item.text("source")))
    return tuple(out)


def read_counts(text: str, file: str) -> tuple[Count, ...]:
    """``counts:`` a list of name, value, unit, as_of (date) and source."""
    record = read_yaml(text, file)
    record.only("counts")
    return counts_in(record)


def counts_in(record: Record) -> tuple[Count, ...]:
    """The list ``counts:`` of a mapping."""
    out = []
    for item in record.records("counts"):
        item.only("name", "value", "unit", "as_of", "source")
        value = Fraction(item.decimal("value", least=Decimal(0)))
        name, unit, source = item.text("name"), item.text("unit", ""), item.text("source")
        out.append(Count(name, value, unit, item.day("as_of"), source, f"{item.file}:{item.line}"))
    return tuple(out)


def read_calendar(text: str, file: str) -> Calendar:
    """The ``school_year`` of ``agreement.yaml``: starts (MM-DD), first_pay_month, pay_months (how
    many), first_year, blended (exact, dollar or cent), rounded (component or person), paid_from (a
    day). Without it: September, ten months.
    """
    record = read_yaml(text, file)
    if not record.has("school_year"):
        return Calendar()
    return _calendar(record.record("school_year"))


def _calendar(record: Record) -> Calendar:
    record.only("starts", "first_pay_month", "pay_months", "first_year", "blended", "rounded", "paid_from")
    starts = record.text("starts", "09-01")
    found = re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", starts)
    if found is None:
        raise record.fault("starts", "a day as MM-DD")
    begins = int(found[1])
    first = record.integer("first_pay_month", begins, least=1, most=12)
    count = record.integer("pay_months", 10, least=1, most=12)
    months = tuple((first - 1 + at) % 12 + 1 for at in range(count))
    year = record.integer("first_year", least=1900, most=2200) if record.has("first_year") else None
    blend = {"exact": 0, "cent": 1, "dollar": 100}[
        record.choice("blended", ("exact", "dollar", "cent"), "exact")
    ]
    each_person = record.choice("rounded", ("component", "person"), "component") == "person"
    paid_from = record.day("paid_from") if record.has("paid_from") else None
    return Calendar(begins, months, year, blend, each_person, paid_from)
