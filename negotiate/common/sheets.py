"""CSV sheets that a person may edit, read strictly: file, row and column in every error.

for row in read_csv(text, "enrolment.csv", ("school", "students"), optional=("grade",)):
    row.text("school"), row.integer("students", least=0)
"""

import csv
import io
from collections.abc import Sequence

from negotiate.common.errors import BadInput
from negotiate.common.fields import Fields, nearest


class Row(Fields):
    """One row of a sheet: ``line`` is its line in the file, values are found by column."""

    def __init__(self, values: dict[str, str], file: str, line: int) -> None:
        """``values`` maps each column to its cell, trimmed."""
        self.file = file
        self.line = line
        self._values = values

    @property
    def columns(self) -> tuple[str, ...]:
        """The sheet's columns, those this row has cells for, in order."""
        return tuple(self._values)

    def word(self, key: str) -> str | None:
        """The cell of the column; None where it is empty or the sheet has no such column."""
        return self._values.get(key) or None

    def line_of(self, key: str) -> int:  # noqa: ARG002
        """The row's line, whatever the column."""
        return self.line

    def place_of(self, key: str) -> str:
        """``file:line column NAME``."""
        return f"{self.file}:{self.line} column {key}"


def read_csv(
    text: str, file: str, required: Sequence[str], optional: Sequence[str] = (), *, others: bool = False
) -> tuple[Row, ...]:
    """The rows of a sheet whose first row names the columns (in any order and case).

    Empty rows and rows that begin with ``#`` are passed over. A column that is neither
    required nor optional is refused unless ``others``. Raises :class:`BadInput`.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    known = {name.lower(): name for name in (*required, *optional)}
    columns: list[str] = []
    rows: list[Row] = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if not columns:
                columns = _columns(cells, known, required, f"{file}:{reader.line_num}", others)
                continue
            if len(cells) > len(columns):
                raise BadInput(
                    f"the row has {len(cells)} cells, the heading {len(columns)}",
                    where=f"{file}:{reader.line_num}",
                    do="quote a cell that holds a comma",
                )
            padded = [*cells, *("" for _ in columns[len(cells) :])]
            rows.append(Row(dict(zip(columns, padded, strict=True)), file, reader.line_num))
    except csv.Error as error:
        raise BadInput(f"not CSV: {error}", where=f"{file}:{reader.line_num}", do="mend the quotes") from None
    if not columns:
        raise BadInput("the sheet is empty", where=file, do="the first row names: " + ", ".join(required))
    return tuple(rows)


def write_csv(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A sheet that :func:`read_csv` reads back, with ``title`` as its remark. A school called ``#5`` would
    begin a row like a remark: columns with such cells stand behind those without."""
    order = sorted(range(len(columns)), key=lambda at: any(row[at].startswith("#") for row in rows))
    out = io.StringIO()
    out.write(f"# {title}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([row[at] for at in order] for row in (columns, *rows))
    return out.getvalue()


def _columns(
    cells: list[str], known: dict[str, str], required: Sequence[str], where: str, others: bool
) -> list[str]:
    columns = [known.get(cell.lower(), cell) for cell in cells]
    for column in columns:
        if columns.count(column) > 1:
            raise BadInput(f"the column {column!r} stands twice", where=where, do="keep one of the two")
        if column not in known.values() and not others:
            near = nearest(column, known.values())
            hint = f"did you mean {near!r}?" if near else "known columns: " + ", ".join(known.values())
            raise BadInput(f"unknown column {column!r}", where=where, do=hint)
    for column in required:
        if column not in columns:
            raise BadInput(f"the column {column!r} is missing", where=where, do="name it in the first row")
    return columns
