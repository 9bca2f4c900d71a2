"""The scattergram as districts write it: a list, a grid, or one row a person.

A list has columns step, lane and fte. A grid has the lanes as its columns, a step a row (or the steps
as its columns, a lane a row). One row a person has step, lane and a name or number of the person, who
is counted and forgotten: no column but group, step, lane and fte is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from negotiate.common.errors import BadInput
from negotiate.common.sheets import Row, write_csv
from negotiate.costing.grids import lane_key, step_key
from negotiate.costing.headed import Sheet, amount, column_of, is_part, is_total, read_headed, tokens
from negotiate.costing.staff import Cell

_OTHER_TIMES = ("date", "next", "old", "prior", "previous", "future", "projected", "increase", "raise")
_STEP = ("step", "salary step", "pay step", "current step")
_LANE = ("lane", "column", "salary lane", "current lane", "degree", "education", "level")
_FTE = ("fte", "f.t.e.", "total fte", "contract fte")
_GROUP = ("group", "unit", "bargaining unit", "schedule")
_OF_A_PERSON = frozenset("name employee person id first last teacher staff hire email emp".split())
_NO_LANE = frozenset(
    "average avg mean median percent pct salary cost headcount count notes note comment comments name".split()
)
_PART_OF_TIME = frozenset(("percent", "pct", "time", "workload", "assignment"))
_STEP_NAME = re.compile(r"(?:step\s*)?[a-z]?\d{1,2}[a-z]?", re.IGNORECASE)
_FIGURE = re.compile(r"[\d,.]{1,12}%?|-")
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = re.compile(
    rf"\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{1,2}}-(?:{_MONTH})|(?:{_MONTH})-\d{{2}}",
    re.IGNORECASE,
)
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet held: its cells, its shape in words, how many persons (0: not told apart), the
    columns that were dropped, the rows that were passed over and those of a person that stand twice."""

    cells: tuple[Cell, ...]
    shape: str
    persons: int = 0
    dropped: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

    @property
    def fte(self) -> Fraction:
        """All FTE."""
        return sum((cell.fte for cell in self.cells), Fraction(0))

    def beside(self, others: tuple[Cell, ...]) -> "Read":
        """With the cells of other groups before its own."""
        both = (*others, *self.cells)
        return replace(self, cells=both, persons=sum(cell.persons for cell in both))

    def by(self, what: str) -> tuple[tuple[str, Fraction], ...]:
        """FTE by ``group``, ``step`` or ``lane``, in the sheet's order."""
        out: dict[str, Fraction] = {}
        for cell in self.cells:
            key = str(getattr(cell, what))
            out[key] = out.get(key, Fraction(0)) + cell.fte
        return tuple(out.items())


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column is which, empty where there is none; ``group`` is that of rows without one.

    ``laneless`` says that a cell of the lane may be empty: a schedule of one rate a step has none.
    """

    step: str
    lane: str
    fte: str
    own: str
    group: str
    laneless: bool = False

    def lane_of(self, row: Row) -> str:
        """The row's lane; empty where the schedule has none."""
        return _no_day(row, self.lane, row.word(self.lane) or "" if self.laneless else row.text(self.lane))

    def step_of(self, row: Row) -> str:
        """The row's step, as tables name it."""
        return step_key(_no_day(row, self.step, row.text(self.step)))

    def group_of(self, row: Row) -> str:
        """The row's group."""
        return row.text(self.own, self.group) if self.own else self.group


def _no_day(row: Row, column: str, name: str) -> str:
    """A step or a lane; refused where it is a day: a spreadsheet makes January 2 of ``1-2`` unasked."""
    if _DAY.fullmatch(name):
        raise row.fault(column, "a name, and a spreadsheet makes a day of one such as 1-2: write it as text")
    return name


def read_sheet(text: str, file: str, group: str = "", *, strict: bool = False) -> Read:
    """The scattergram of a CSV text; ``group`` is that of rows without a column for it.

    ``strict``, of the workspace's own file: a column that is not known is refused rather than dropped.
    Raises :class:`BadInput` with file, line and column.
    """
    sheet = read_headed(
        text, file, lambda head: _is_step(head) or head.lower() in _LANE, "the steps", remarks=strict
    )
    lane = column_of(sheet, _LANE, ("lane", "column", "degree"), _OTHER_TIMES)
    step = column_of(sheet, _STEP, ("step",), (*_OTHER_TIMES, *tokens(lane)), _STEP_NAME)
    own = column_of(sheet, _GROUP, (), ())
    fte = column_of(sheet, _FTE, ("fte",), ()) if step else ""
    laneless = not lane and _without_lanes(sheet, step, fte, own)
    if not (lane or laneless):
        fte = ""
    found = _Columns(step, lane, fte, own, group, laneless or strict)
    if not sheet.rows:
        raise BadInput("the sheet has headings and no rows", where=file, do="one row a step, or one a person")
    if not step:
        return _turned(sheet, found)
    if not (lane or laneless):
        return _grid(sheet, found)
    rest = tuple(head for head in sheet.heads if head not in (step, lane, fte, own, "persons"))
    if fte and not any(tokens(head) & _OF_A_PERSON for head in rest):
        if rest and strict:
            raise BadInput(
                f"unknown column {rest[0]!r}", where=sheet.head_line, do="known: group, step, lane, fte"
            )
        cells = _list(sheet, found)
        persons = sum(cell.persons for cell in cells)
        return Read(cells, "a row a step and lane", persons, rest, sheet.passed)
    return _roster(sheet, found, rest)


def _without_lanes(sheet: Sheet, step: str, fte: str, own: str) -> bool:
    """Whether a sheet without a column of lanes has a row a person, or a row a step with its FTE."""
    rest = [head for head in sheet.heads if head not in (step, fte, own)]
    if not step or (fte and not rest):
        return bool(step and fte)
    who = [head for head in rest if tokens(head) & _OF_A_PERSON]
    figures = [head for head in rest if all(_FIGURE.fullmatch(row.word(head) or "0") for row in sheet.rows)]
    told = [head for head in who if len({row.word(head) for row in sheet.rows}) == len(sheet.rows)]
    return bool(who) and set(figures) <= set(told) and (bool(told) or not figures)


def _is_step(head: str) -> bool:
    return "step" in tokens(head) and not tokens(head) & set(_OTHER_TIMES)


def percents(sheet: Sheet, column: str) -> bool:
    """Whether a column is in per cent, of which some are more than anyone's FTE."""
    if not ("%" in column or tokens(column) & {"percent", "pct"}):
        return False
    words = (row.word(column) or "" for row in sheet.rows)
    figures = [float(word) for word in words if re.fullmatch(r"\d{1,6}(?:\.\d{1,9})?", word)]
    return max(figures, default=0.0) > 2


def _list(sheet: Sheet, found: _Columns) -> tuple[Cell, ...]:
    cells: dict[tuple[str, str, str, Fraction], Cell] = {}
    percent = percents(sheet, found.fte)
    parts = 0
    for row in sheet.rows:
        if _sums(row, found):
            _agrees(
                row, found.fte, list(cells.values())[parts:] if _sums_part(row, found) else cells.values()
            )
            parts = len(cells)
            continue
        fte = amount(row, found.fte, percent)
        if fte < 0:
            raise row.fault(found.fte, "a number of at least 0")
        persons = row.integer("persons", 0, least=0)
        cell = Cell(found.group_of(row), found.step_of(row), found.lane_of(row), fte, persons)
        key = (cell.group, cell.step, lane_key(cell.lane), fte / persons if persons else _ZERO)
        if key in cells:
            raise BadInput(
                "this step and lane stand twice", where=row.place_of(found.step), do="add the two rows up"
            )
        cells[key] = cell
    return tuple(cells.values())


def _sums(row: Row, found: _Columns) -> bool:
    """Whether a row is a sum: a cell of its words says so, and it names no step and lane of its own."""
    named = [row.word(key) or "" for key in (found.step, found.lane) if key]
    if all(word and not is_total(word) for word in named):
        return False
    return any(is_total(row.word(key) or "") for key in row.columns)


def _sums_part(row: Row, found: _Columns) -> bool:
    return any(is_part(row.word(key) or "") for key in row.columns if key != found.fte)


def _lanes(sheet: Sheet, first: str, found: _Columns) -> tuple[list[str], str]:
    """The columns of a grid that are counted, and that of its sums."""
    rest = [head for head in sheet.heads if head not in (first, found.own)]
    sums = [head for head in rest if is_total(head) or head.lower() in _FTE]
    for head in rest:
        if head not in sums and (tokens(head) & _NO_LANE or "%" in head):
            raise BadInput(
                f"the column {head!r} is no lane", where=sheet.head_line, do="take it out of the sheet"
            )
    lanes = [head for head in rest if head not in sums]
    if not lanes:
        raise BadInput("no column is a lane", where=sheet.file, do="one column a lane, or a column `lane`")
    if len(sums) > 1:
        raise BadInput(
            f"the columns {sums[0]!r} and {sums[1]!r} are both sums", where=sheet.head_line, do="keep one"
        )
    return lanes, sums[0] if sums else ""


def _turned(sheet: Sheet, found: _Columns) -> Read:
    """A grid with the steps as its columns."""
    others = [head for head in sheet.heads if head not in (found.lane, found.own) and not is_total(head)]
    if not others or not all(_STEP_NAME.fullmatch(head) for head in others):
        raise BadInput(
            "no column names the steps",
            where=sheet.file,
            do="name the columns step, lane and fte, or step and the lanes",
        )
    return _grid(sheet, found, turned=True)


def _grid(sheet: Sheet, found: _Columns, *, turned: bool = False) -> Read:
    first = found.lane if turned else found.step
    columns, total = _lanes(sheet, first, found)
    cells: list[tuple[str, Cell]] = []
    seen: set[tuple[str, str]] = set()
    part = 0
    for row in sheet.rows:
        name = _no_day(row, first, row.text(first))
        if is_total(name):
            for column in (column for column in columns if row.has(column)):
                own = cells[part:] if is_part(name) else cells
                _agrees(row, column, [cell for head, cell in own if head == column])
            part = len(cells)
            continue
        named = (found.group_of(row), lane_key(name) if turned else step_key(name))
        if named in seen:
            what = "lane" if turned else "step"
            raise BadInput(f"this {what} stands twice", where=row.place_of(first), do="add the two rows up")
        seen.add(named)
        here = []
        for column in columns:
            fte = amount(row, column, empty=_ZERO)
            if fte < 0:
                raise row.fault(column, "a number of at least 0")
            step, lane = (step_key(column), name) if turned else (step_key(name), column)
            here.append((column, Cell(named[0], step, lane, fte)))
        if total and row.has(total):
            _agrees(row, total, [cell for _, cell in here])
        cells += here
    shape = "a row a lane, a column a step" if turned else "a row a step, a column a lane"
    return Read(tuple(cell for _, cell in cells if cell.fte), shape, 0, (), sheet.passed)


def _agrees(row: Row, column: str, cells: Iterable[Cell]) -> None:
    if not column or not row.has(column):
        return
    have = sum((cell.fte for cell in cells), _ZERO)
    stated = amount(row, column, empty=_ZERO)
    if have != stated:
        raise BadInput(
            f"the total says {float(stated):g}, the cells add up to {float(have):g}",
            where=row.place_of(column),
            do="mend one of the two",
        )


def _roster(sheet: Sheet, found: _Columns, rest: tuple[str, ...]) -> Read:
    """One row a person: those alike (group, step, lane, FTE) are counted together."""
    if not found.fte:
        _must_be_whole(sheet, rest)
    percent = percents(sheet, found.fte)
    many: dict[tuple[str, str, str, Fraction], int] = {}
    names: dict[str, str] = {}
    for row in sheet.rows:
        if _sums(row, found):
            _agrees(row, found.fte, [Cell(*key[:3], key[3] * n) for key, n in many.items()])
            continue
        fte = amount(row, found.fte, percent) if found.fte else Fraction(1)
        if fte <= 0 or fte > 2:
            raise row.fault(found.fte, "the FTE of one person, more than 0 and at most 2")
        lane = found.lane_of(row)
        lane = names.setdefault(lane_key(lane), lane)
        key = (found.group_of(row), found.step_of(row), lane, fte)
        many[key] = many.get(key, 0) + 1
    cells = tuple(
        Cell(own, step, lane, fte * n, n) for (own, step, lane, fte), n in sorted(many.items(), key=_key)
    )
    shape = "a row a person" if found.fte else "a row a person, each 1 FTE, as no column says it"
    return Read(cells, shape, sum(many.values()), rest, sheet.passed, _twice(sheet, rest))


def _twice(sheet: Sheet, rest: Iterable[str]) -> tuple[str, ...]:
    """Rows that are another row again, to the last cell, the person's name or number among them: one person
    counted twice, or two posts of theirs. Both are counted, and a person is told."""
    who = [head for head in rest if tokens(head) & _OF_A_PERSON]
    first: dict[tuple[str, ...], int] = {}
    out: list[str] = []
    for row in sheet.rows:
        cells = tuple(row.word(head) or "" for head in sheet.heads)
        before = first.setdefault(cells, row.line)
        if before != row.line and any(row.has(head) for head in who):
            out.append(f"row {row.line} is row {before} again, to the last cell; both are counted")
    return tuple(out)


def _must_be_whole(sheet: Sheet, rest: tuple[str, ...]) -> None:
    """Refuses to take everyone for a whole position where a column may say a part of one."""
    doubtful = next((head for head in rest if "%" in head or tokens(head) & _PART_OF_TIME), "")
    if doubtful:
        raise BadInput(
            f"is {doubtful!r} the FTE?", where=sheet.head_line, do="call the column FTE, or take it out"
        )


def _key(item: tuple[tuple[str, str, str, Fraction], int]) -> tuple[str, int, str, str, Fraction]:
    (group, step, lane, fte), _ = item
    return group, int(step) if step.isdigit() else 99, step, lane, fte


def write_sheet(read: Read, title: str) -> str:
    """The cells as the workspace stores them: a list, with how many persons share a cell."""
    columns = ("group", "step", "lane", "fte", *(("persons",) if read.persons else ()))
    rows = [(cell.group, cell.step, cell.lane, _shown(cell.fte), str(cell.persons)) for cell in read.cells]
    return write_csv(title, columns, [row[: len(columns)] for row in rows])


def _shown(fte: Fraction) -> str:
    decimal = Decimal(fte.numerator) / Decimal(fte.denominator)
    if Fraction(decimal) != fte:
        raise BadInput(f"{fte} FTE is no decimal number", do="write the FTE of each person as a decimal")
    return f"{decimal:f}"
