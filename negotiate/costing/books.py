"""Excel sheets as CSV text: the sheet named, or the only one that holds anything.

Read by python-calamine, which takes .xlsx, .xlsm, .xls and .ods and runs no macro.
"""

import csv
import io
import re
import zipfile
from datetime import date, datetime

from negotiate.common.errors import BadInput

BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_MOST = 20_000_000  # bytes; a district's staff list is a fiftieth of it


def book_as_csv(data: bytes, file: str, sheet: str = "") -> tuple[str, str]:
    """(the sheet's name, its rows as CSV, a line each so that row numbers hold) of a workbook.

    Raises :class:`BadInput` where it is no workbook, or has several sheets and none is named.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if len(data) > _MOST:
        raise BadInput("the workbook is larger than 20 MB", where=file, do="save the one sheet by itself")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        filled = [name for name in book.sheet_names if _rows(book, name)]
        name = _chosen(filled, book.sheet_names, sheet, file)
        rows = _rows(book, name)
    except PasswordError:
        raise BadInput("the workbook is locked", where=file, do="save it without a password") from None
    except (CalamineError, OSError, ValueError) as fault:
        raise BadInput(f"no workbook: {fault}", where=file, do="save it as .xlsx or .csv") from None
    _must_be_reckoned(data, file, name, book.sheet_names.index(name))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    width = max(len(row) for row in rows)
    writer.writerows([*row, *("" for _ in range(width - len(row)))] for row in rows)
    return name, out.getvalue()


_CELL = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)


def _must_be_reckoned(data: bytes, file: str, sheet: str, number: int) -> None:
    """Refuses a sheet of an .xlsx with errors (``#REF!``) or formulas never reckoned: both are read as
    empty cells, and an empty cell as none."""
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = [one for one in packed.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", one)]
        names.sort(key=lambda one: int(re.sub(r"\D", "", one)))
        if number >= len(names) or packed.getinfo(names[number]).file_size > _MOST * 5:
            return
        cells = _CELL.findall(packed.read(names[number]))
    for place, kind, inner in cells:
        if b't="e"' in kind:
            what = "the cell holds an error"
        elif b"<f" in inner and b't="str"' not in kind and not re.search(rb"<v>[^<]", inner):
            what = "the cell's formula was never reckoned"
        else:
            continue
        where = f"{file}[{sheet}] cell {place.decode()}"
        raise BadInput(what, where=where, do="mend it, or open the workbook in a spreadsheet and save it")


def _chosen(filled: list[str], names: list[str], sheet: str, file: str) -> str:
    if sheet:
        found = [name for name in names if name.strip().lower() == sheet.strip().lower()]
        if not found or found[0] not in filled:
            raise BadInput(
                f"no sheet {sheet!r} holds anything", where=file, do="sheets: " + ", ".join(filled)
            )
        return found[0]
    if len(filled) != 1:
        have = ", ".join(filled)
        what = f"{len(filled)} sheets hold something: {have}" if filled else "no sheet holds anything"
        raise BadInput(what, where=file, do="name one with --sheet")
    return filled[0]


def _rows(book: object, name: str) -> list[list[str]]:
    """The sheet's rows from its first cell, without empty columns at the right; row numbers hold."""
    sheet = book.get_sheet_by_name(name)  # type: ignore[attr-defined]
    raw = sheet.to_python(skip_empty_area=False)
    rows = [[_shown(cell) for cell in row] for row in raw]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in rows[top : bottom + 1]:  # a merged cell stands for all of its cells
            if top == bottom or left == right:
                row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    if not any(any(row) for row in rows):
        return []
    last = max(at for row in rows for at, cell in enumerate(row, 1) if cell)
    first = min(at for row in rows for at, cell in enumerate(row) if cell)
    return [row[first:last] for row in rows]


def _shown(cell: object) -> str:
    """A cell as a person sees it; a whole number without its ``.0``."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else repr(round(cell, 9))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else " ".join(str(cell or "").split())
