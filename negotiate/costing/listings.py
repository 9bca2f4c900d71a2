"""A district's sheets of students and of positions, as they come, into the salary model's own form.

Students: a row a school and grade, a school a row with its grades as columns, or totals alone.
Positions: a row a job with its FTE, or a row a person, of whom the job is all that is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import yaml

from negotiate.common.errors import BadInput
from negotiate.common.sheets import Row, write_csv
from negotiate.costing.headed import Sheet, amount, column_of, is_part, is_total, read_headed, tokens
from negotiate.costing.model import Enrolment, Position, read_positions
from negotiate.costing.scattergram import percents

_SCHOOL = ("school", "building", "site", "school name", "location")
_GRADE = ("grade", "grade level", "gr")
_STUDENTS = ("students", "enrollment", "enrolment", "pupils", "count", "total")
_JOB = ("job", "position", "title", "job title", "position title", "assignment", "role")
_FTE = ("fte", "f.t.e.", "total fte")
_GRADES = {
    "kindergarten": "K",
    "kg": "K",
    "k": "K",
    "pre-k": "PK",
    "prek": "PK",
    "pk": "PK",
    "k1": "K1",
    "k2": "K2",
}
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Students:
    """An enrolment with what was read: its shape in words, columns dropped, rows passed over."""

    enrolment: Enrolment
    shape: str
    dropped: tuple[str, ...]
    passed: tuple[str, ...]

    @property
    def by_grade(self) -> tuple[tuple[str, int], ...]:
        """Students of each grade, in the sheet's order."""
        sums: dict[str, int] = {}
        for _, grade, students in self.enrolment.schools:
            sums[grade] = sums.get(grade, 0) + students
        return tuple(sums.items())


def read_students(text: str, file: str) -> Students:
    """The enrolment of a CSV text. Raises :class:`BadInput` with file, line and column."""
    known = (*_SCHOOL, *_GRADE, *_STUDENTS)
    sheet = read_headed(
        text, file, lambda head: head.lower() in known or _grade(head) != "", "school or grade"
    )
    school = column_of(sheet, _SCHOOL, ("school",), ("code", "id", "number"))
    grade = column_of(sheet, _GRADE, (), ())
    grades = [head for head in sheet.heads if head not in (school, grade) and _grade(head)]
    if grade and grades:
        raise BadInput(
            f"{grade!r} and {grades[0]!r} both give grades", where=sheet.head_line, do="take one of them out"
        )
    if grades:
        return _counted(_table(sheet, school, grades), file)
    students = column_of(sheet, _STUDENTS, ("students", "enrollment", "enrolment", "pupils"), ())
    if not students:
        raise BadInput("no column counts the students", where=sheet.head_line, do="call it students")
    rest = tuple(head for head in sheet.heads if head not in (school, grade, students))
    return _counted(_rows(sheet, school, grade, students, rest), file)


def _counted(read: Students, file: str) -> Students:
    """Refuses a sheet of no students: every ratio would then owe nothing, and nobody would be told why."""
    if not read.enrolment.total:
        raise BadInput("no student is counted", where=file, do="give the sheet with the numbers filled in")
    return read


def _grade(word: str) -> str:
    """A grade as the terms name it (``K``, ``1``); empty where a word is none."""
    plain = word.strip().lower().removeprefix("grade").removeprefix("gr").strip(" .")
    for end in ("st", "nd", "rd", "th"):
        plain = plain.removesuffix(f"{end} grade").removesuffix(end)
    plain = plain.strip()
    if plain.isdigit() and 0 < int(plain) <= 13:
        return str(int(plain))
    return _GRADES.get(plain, "")


def _whole(row: Row, column: str) -> int:
    """Students in a cell; an empty one has none."""
    value = amount(row, column, empty=_ZERO)
    if value.denominator != 1 or value < 0 or (row.word(column) or "").endswith("%"):
        raise row.fault(column, "a whole number of students")
    return int(value)


def _table(sheet: Sheet, school: str, grades: list[str]) -> Students:
    rest = [head for head in sheet.heads if head not in (school, *grades)]
    total = next((head for head in rest if is_total(head) or head.lower() in _STUDENTS), "")
    parts: list[tuple[str, str, int]] = []
    part = 0
    for row in sheet.rows:
        name = row.text(school) if school else ""
        if is_total(name):
            for head in grades:
                own = parts[part:] if is_part(name) else parts
                _agrees(row, head, sum(many for _, grade, many in own if grade == _grade(head)))
            part = len(parts)
            continue
        here = [(name, _grade(head), _whole(row, head)) for head in grades]
        if total:
            _agrees(row, total, sum(many for *_, many in here))
        parts += [one for one in here if one[2]]
    _once(parts, sheet)
    made = Enrolment(sum(many for *_, many in parts), tuple(parts))
    rest = [head for head in rest if head != total]
    return Students(made, "a row a school, a column a grade", tuple(rest), sheet.passed)


def _rows(sheet: Sheet, school: str, grade: str, students: str, rest: tuple[str, ...]) -> Students:
    parts: list[tuple[str, str, int]] = []
    part = 0
    for row in sheet.rows:
        words = [row.word(key) or "" for key in (school, grade) if key]
        if any(map(is_total, words)) or not any(words):
            own = parts[part:] if any(map(is_part, words)) else parts
            if not own and not words:
                return Students(Enrolment(_whole(row, students)), "a total alone", rest, sheet.passed)
            _agrees(row, students, sum(many for *_, many in own))
            part = len(parts)
            continue
        named = row.text(grade) if grade else ""
        if named and not _grade(named):
            raise row.fault(grade, "a grade: K, 1 … 12")
        parts.append((row.text(school) if school else "", _grade(named), _whole(row, students)))
    _once(parts, sheet)
    made = Enrolment(sum(many for *_, many in parts), tuple(parts))
    return Students(made, "a row a school and grade" if grade else "a row a school", rest, sheet.passed)


def _once(parts: list[tuple[str, str, int]], sheet: Sheet) -> None:
    seen: set[tuple[str, str]] = set()
    for school, grade, _ in parts:
        if (school.lower(), grade) in seen:
            what = f"{school or 'the district'}{f', grade {grade}' if grade else ''}"
            raise BadInput(f"{what} stands twice", where=sheet.file, do="add the two rows up")
        seen.add((school.lower(), grade))


def _agrees(row: Row, column: str, have: int) -> None:
    if row.has(column) and _whole(row, column) != have:
        raise BadInput(
            f"the total says {_whole(row, column):,}, the cells add up to {have:,}",
            where=row.place_of(column),
            do="mend one of the two",
        )


def write_students(read: Students, title: str) -> str:
    """The enrolment as the workspace stores it."""
    rows = [(school, grade, str(many)) for school, grade, many in read.enrolment.schools]
    return write_csv(
        title, ("school", "grade", "students"), rows or [("total", "", str(read.enrolment.total))]
    )


@dataclass(frozen=True, slots=True)
class Jobs:
    """FTE by job, with what was read; ``persons`` is 0 where the sheet has a row a job."""

    fte: tuple[tuple[str, Fraction], ...]
    persons: int
    dropped: tuple[str, ...]
    passed: tuple[str, ...]

    @property
    def total(self) -> Fraction:
        """All FTE."""
        return sum((fte for _, fte in self.fte), _ZERO)


def read_jobs(text: str, file: str) -> Jobs:
    """FTE by job of a CSV text. Raises :class:`BadInput` with file, line and column."""
    sheet = read_headed(
        text, file, lambda head: head.lower() in _JOB or "fte" in tokens(head), "the job and its FTE"
    )
    job = column_of(sheet, _JOB, ("job", "position", "title"), ("code", "id", "number"))
    fte = column_of(sheet, _FTE, ("fte",), ())
    if not job or not fte:
        missing = "job" if not job else "fte"
        raise BadInput(f"no column gives the {missing}", where=sheet.head_line, do=f"call it {missing}")
    percent = percents(sheet, fte)
    sums: dict[str, Fraction] = {}
    names: dict[str, str] = {}
    rows = 0
    for row in sheet.rows:
        name = row.word(job) or ""
        if is_total(name) or (not name and any(is_total(row.word(key) or "") for key in row.columns)):
            if row.has(fte) and amount(row, fte) != sum(sums.values(), _ZERO):
                said, have = float(amount(row, fte)), float(sum(sums.values(), _ZERO))
                raise BadInput(
                    f"the total says {said:g}, the rows add up to {have:g}",
                    where=row.place_of(fte), do="mend one of the two",
                )  # fmt: skip
            continue
        if not name:
            raise row.fault(job, "the job")
        value = amount(row, fte, percent)
        if value < 0:
            raise row.fault(fte, "a number of at least 0")
        name = names.setdefault(name.lower(), name)
        sums[name] = sums.get(name, _ZERO) + value
        rows += 1
    rest = tuple(head for head in sheet.heads if head not in (job, fte))
    return Jobs(tuple(sums.items()), rows if rows > len(sums) else 0, rest, sheet.passed)


def as_positions(read: Jobs, as_of: date, source: str) -> tuple[Position, ...]:
    """The jobs as positions of a day, from a source."""
    return tuple(Position(job, fte, as_of, source) for job, fte in read.fte)


def append_positions(text: str, positions: Iterable[Position], file: str) -> str:
    """``positions.yaml`` with these after those there are; what it said of other days stays.

    Raises :class:`BadInput` where a job stands there for the same day already.
    """
    had = {(one.job.lower(), one.as_of) for one in read_positions(text, file)} if text.strip() else set()
    lines = [line for line in text.splitlines() if not re.fullmatch(r"positions:\s*(?:\[\s*\])?\s*", line)]
    if len(lines) == len(text.splitlines()) and had:
        raise BadInput("the list is not one entry a line", where=file, do="write `positions:` above it")
    for one in positions:
        if (one.job.lower(), one.as_of) in had:
            raise BadInput(
                f"{one.job!r} stands there for {one.as_of.isoformat()} already",
                where=file,
                do="take its entry out first, or give another day",
            )
        entry = {"job": one.job, "fte": float(one.fte), "as_of": one.as_of, "source": one.source}
        flow = yaml.safe_dump(entry, default_flow_style=True, sort_keys=False, allow_unicode=True, width=9999)
        lines.append(f"  - {flow.strip()}")
    head = [line for line in lines if line.startswith("#")]
    new = "\n".join([*head, "positions:", *(line for line in lines if not line.startswith("#"))]) + "\n"
    read_positions(new, file)
    return new
