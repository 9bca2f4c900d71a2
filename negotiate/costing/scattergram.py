"""The scattergram as districts write it: a list, a grid, or one row a person.

A list has columns step, lane and fte. A grid has the lanes as its columns, a step a row. One row
a person has step, lane and a name or number of the person, who is counted and forgotten: no
column but group, step, lane and fte is kept.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from negotiate.common.errors import BadInput
from negotiate.common.sheets import Row, read_csv
from negotiate.costing.grids import lane_key, step_key
from negotiate.costing.staff import Cell

_COLUMNS = {
    "step": ("step", "salary step", "pay step", "current step"),
    "lane": ("lane", "column", "salary lane", "degree", "education", "level", "current lane"),
    "fte": ("fte", "f.t.e.", "total fte", "contract fte"),
    "group": ("group", "unit", "bargaining unit", "schedule"),
}
_TOTAL = ("total", "totals", "all", "sum")
_OF_A_PERSON = ("name", "employee", "person", "id", "first", "last", "teacher", "staff", "hire", "email")


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet held: its cells, its shape in words, how many persons (0: not told apart), and
    the columns that were dropped."""

    cells: tuple[Cell, ...]
    shape: str
    persons: int = 0
    dropped: tuple[str, ...] = ()

    @property
    def fte(self) -> Fraction:
        """All FTE."""
        return sum((cell.fte for cell in self.cells), Fraction(0))

    def beside(self, others: tuple[Cell, ...]) -> "Read":
        """With the cells of other groups before its own."""
        both = (*others, *self.cells)
        return Read(both, self.shape, sum(cell.persons for cell in both), self.dropped)

    def by(self, what: str) -> tuple[tuple[str, Fraction], ...]:
        """FTE by ``group``, ``step`` or ``lane``, in the sheet's order."""
        out: dict[str, Fraction] = {}
        for cell in self.cells:
            key = str(getattr(cell, what))
            out[key] = out.get(key, Fraction(0)) + cell.fte
        return tuple(out.items())


def read_sheet(text: str, file: str, group: str = "") -> Read:
    """The scattergram of a CSV text; ``group`` is that of rows without a column for it.

    Raises :class:`BadInput` with file, line and column.
    """
    rows = read_csv(text, file, (), (), others=True)
    heads = list(rows[0].columns) if rows else []
    found = {key: _column(heads, names) for key, names in _COLUMNS.items()}
    if not found["step"]:
        raise BadInput(
            "no column names the steps",
            where=file,
            do="name the columns step, lane and fte, or step and the lanes",
        )
    if not found["lane"]:
        return _grid(rows, heads, found["step"], found["group"], group)
    rest = tuple(head for head in heads if head and head not in (*found.values(), "persons"))
    if found["fte"] and not _persons(rest):
        if rest:
            raise BadInput(
                f"unknown column {rest[0]!r}",
                where=f"{file}:{rows[0].line - 1}",
                do="known: group, step, lane, fte",
            )
        cells = _list(rows, found, group)
        return Read(cells, "a row a step and lane", sum(cell.persons for cell in cells))
    return _roster(rows, found, group, rest)


def _column(heads: list[str], names: tuple[str, ...]) -> str:
    return next((head for name in names for head in heads if head.strip().lower() == name), "")


def _persons(heads: tuple[str, ...]) -> bool:
    return any(word in head.lower().replace("_", " ").split() for head in heads for word in _OF_A_PERSON)


def _list(rows: tuple[Row, ...], found: dict[str, str], group: str) -> tuple[Cell, ...]:
    cells: dict[tuple[str, str, str, Fraction], Cell] = {}
    for row in rows:
        if row.text(found["step"]).lower() in _TOTAL:
            _agrees(row, found["fte"], row.decimal(found["fte"]), list(cells.values()))
            continue
        fte = Fraction(row.decimal(found["fte"], least=Decimal(0)))
        own = row.text(found["group"], group) if found["group"] else group
        persons = row.integer("persons", 0, least=0)
        cell = Cell(own, step_key(row.text(found["step"])), row.text(found["lane"]), fte, persons)
        key = (cell.group, cell.step, lane_key(cell.lane), fte / persons if persons else Fraction(0))
        if key in cells:
            raise BadInput(
                "this step and lane stand twice", where=row.place_of(found["step"]), do="add the two rows up"
            )
        cells[key] = cell
    return tuple(cells.values())


def _grid(rows: tuple[Row, ...], heads: list[str], step: str, own: str, group: str) -> Read:
    lanes = [head for head in heads if head and head not in (step, own) and head.lower() not in _TOTAL]
    totals = next((head for head in heads if head.lower() in _TOTAL), "")
    if not lanes:
        raise BadInput("no column is a lane", where=rows[0].file, do="one column a lane, or a column `lane`")
    cells: list[Cell] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row.text(step).lower() in _TOTAL:
            for lane in lanes:
                if row.has(lane):
                    _agrees(row, lane, row.decimal(lane), [cell for cell in cells if cell.lane == lane])
            continue
        named = (row.text(own, group) if own else group, step_key(row.text(step)))
        if named in seen:
            raise BadInput("this step stands twice", where=row.place_of(step), do="add the two rows up")
        seen.add(named)
        here = [
            Cell(*named, lane, Fraction(row.decimal(lane, Decimal(0), least=Decimal(0)))) for lane in lanes
        ]
        if totals and row.has(totals):
            _agrees(row, totals, row.decimal(totals), here)
        cells += [cell for cell in here if cell.fte]
    return Read(tuple(cells), "a row a step, a column a lane")


def _agrees(row: Row, column: str, stated: Decimal, cells: list[Cell]) -> None:
    have = sum((cell.fte for cell in cells), Fraction(0))
    if have != Fraction(stated):
        raise BadInput(
            f"the total says {stated}, the cells add up to {float(have):g}",
            where=row.place_of(column),
            do="mend one of the two",
        )


def _roster(rows: tuple[Row, ...], found: dict[str, str], group: str, rest: tuple[str, ...]) -> Read:
    """One row a person: those alike (group, step, lane, FTE) are counted together."""
    many: dict[tuple[str, str, str, Fraction], int] = {}
    names: dict[str, str] = {}
    for row in rows:
        fte = row.fraction(found["fte"]) if found["fte"] else Fraction(1)
        if fte <= 0 or fte > 2:
            raise row.fault(found["fte"], "the FTE of one person, more than 0 and at most 2")
        lane = row.text(found["lane"])
        lane = names.setdefault(lane_key(lane), lane)
        own = row.text(found["group"], group) if found["group"] else group
        key = (own, step_key(row.text(found["step"])), lane, fte)
        many[key] = many.get(key, 0) + 1
    cells = tuple(
        Cell(own, step, lane, fte * n, n) for (own, step, lane, fte), n in sorted(many.items(), key=_key)
    )
    return Read(cells, "a row a person", len(rows), rest)


def _key(item: tuple[tuple[str, str, str, Fraction], int]) -> tuple[str, int, str, str, Fraction]:
    (group, step, lane, fte), _ = item
    return group, int(step) if step.isdigit() else 99, step, lane, fte


def write_sheet(read: Read, title: str) -> str:
    """The cells as the workspace stores them: a list, with how many persons share a cell."""
    lines = [f"# {title}", "group,step,lane,fte,persons" if read.persons else "group,step,lane,fte"]
    for cell in read.cells:
        fields = [cell.group, cell.step, cell.lane, _shown(cell.fte)]
        fields += [str(cell.persons)] if read.persons else []
        lines.append(",".join(f'"{field}"' if "," in field else field for field in fields))
    return "\n".join(lines) + "\n"


def _shown(fte: Fraction) -> str:
    decimal = Decimal(fte.numerator) / Decimal(fte.denominator)
    if Fraction(decimal) != fte:
        raise BadInput(f"{fte} FTE is no decimal number", do="write the FTE of each person as a decimal")
    return f"{decimal:f}"
