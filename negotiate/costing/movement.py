"""``movement.yaml`` and ``service.csv``: how staff moves from year to year, and its years of service."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from negotiate.common.records import Record, read_yaml
from negotiate.common.sheets import read_csv
from negotiate.costing.dates import Calendar
from negotiate.costing.grids import step_key
from negotiate.costing.staff import Flow, Hire, Movement


@dataclass(frozen=True, slots=True)
class Service:
    """How many of a group have so many years of service."""

    group: str
    years: int
    persons: Fraction


def read_movement(text: str, file: str, calendar: Calendar) -> tuple[Movement, ...]:
    """``movement:`` is a list, one entry a group of the scattergram.

    - {group: teachers, as_of: 2025-10-01, steps: yes, source: payroll,
       lanes: [{from: BA, to: MA, percent: 4}],
       leave: 8, hire: [{step: 3, lane: MA, percent: 100}], appointed: {9: 85, 1: 15}}

    Raises :class:`BadInput` with file and line.
    """
    record = read_yaml(text, file)
    record.only("movement")
    out: list[Movement] = []
    for item in record.records("movement"):
        item.only("group", "as_of", "steps", "lanes", "leave", "hire", "appointed", "source")
        day = item.day("as_of")
        group = item.text("group", "")
        if any(one.group == group for one in out):
            raise item.fault("group", "each group once")
        hires = tuple(_hire(one) for one in item.records("hire"))
        leave = _percent(item, "leave") if item.has("leave") else Fraction(0)
        if leave and sum((hire.percent for hire in hires), Fraction(0)) != 100:
            raise item.fault(
                "hire", "where those are placed who take the place of those who leave: 100 per cent"
            )
        out.append(
            Movement(
                group,
                calendar.school_year(day),
                day,
                item.flag("steps", True),
                _flows(item),
                leave,
                hires,
                _appointed(item),
                item.text("source"),
            )
        )
    return tuple(out)


def _percent(record: Record, key: str) -> Fraction:
    value = Fraction(record.decimal(key, least=Decimal(0)))
    if value > 100:
        raise record.fault(key, "a per cent, at most 100")
    return value


def _flows(record: Record) -> tuple[Flow, ...]:
    out = []
    for item in record.records("lanes"):
        item.only("from", "to", "percent")
        out.append(Flow(item.text("from"), item.text("to"), _percent(item, "percent")))
        if sum(flow.percent for flow in out if flow.source == out[-1].source) > 100:
            raise item.fault("percent", f"at most 100 per cent out of lane {out[-1].source} in all")
    return tuple(out)


def _hire(record: Record) -> Hire:
    record.only("step", "lane", "percent")
    percent = _percent(record, "percent") if record.has("percent") else Fraction(100)
    return Hire(step_key(record.text("step")), record.text("lane"), percent)


def _appointed(record: Record) -> tuple[tuple[int, Fraction], ...]:
    if not record.has("appointed"):
        return ()
    inner = record.record("appointed")
    inner.only(*map(str, range(1, 13)))
    shares = tuple((int(month), _percent(inner, month) / 100) for month in inner)
    if sum(share for _, share in shares) != 1:
        raise record.fault("appointed", "per cents by month of appointment, 100 in all")
    return shares


def read_service(text: str, file: str) -> tuple[Service, ...]:
    """Columns years, persons and, where there are several groups, group."""
    rows = read_csv(text, file, ("years", "persons"), ("group",))
    return tuple(
        Service(
            row.text("group", ""),
            row.integer("years", least=0, most=80),
            Fraction(row.decimal("persons", least=Decimal(0))),
        )
        for row in rows
    )
