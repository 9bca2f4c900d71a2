"""A district's sheet as it comes: titles above the headings, headings over two rows, notes, totals.

The row of headings is found by a column that must be there; what stands above it is passed over, and
every row of one cell below it that is no figure: the sheet says which (``passed``). Every place is the
sheet's own row and column. Columns are parted by commas or, where that gives more headings, by semicolons
or tabs, as spreadsheets of other countries and copied cells have them.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from negotiate.common.errors import BadInput
from negotiate.common.sheets import Row

_HIGHEST = 40  # rows in which the headings must be found
_TOTAL = re.compile(
    r"(?:(?:grand|sub|column|row|overall|district|all)[\s-]?)*totals?(?:\s(?:fte|staff|count|students))?|sum|all"
)
_NUMBER = re.compile(r"\$?[+-]?[\d,]*\.?\d+\s?%?")
_NOTHING = ("-", "–", "—")
_OTHERWISE = (";", "\t")
_EITHER = re.compile(r"\$?[+-]?\d[\d.]*,\d+\s?%?")
Raw = tuple[int, list[str]]
"""A row's number in the sheet, and its cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Its columns, its rows below them, and the rows of one cell that were passed over."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    passed: tuple[str, ...]
    file: str

    @property
    def head_line(self) -> str:
        """The place of the headings, for an error of a whole column."""
        return f"{self.file}:{self.rows[0].line - 1}" if self.rows else self.file


def read_headed(
    text: str, file: str, is_head: Callable[[str], bool], wanted: str, *, remarks: bool = False
) -> Sheet:
    """The sheet whose headings have a cell that ``is_head`` knows; ``wanted`` says which for a person.

    ``remarks``, of the workspace's own file: a row that begins with # is one. Raises :class:`BadInput`
    where there is no such heading, one stands twice, or cells stand under none.
    """
    raw = _raw(text, file, ",", remarks)
    if not raw:
        raise BadInput("the sheet is empty", where=file, do=f"the first row names: {wanted}")
    at = _headings(raw, is_head)
    for parted in _OTHERWISE:
        try:
            other = _raw(text, file, parted, remarks)
        except BadInput:  # of quotes that are none where commas part
            continue
        there = _headings(other, is_head)
        if there is not None and (at is None or len(other[there][1]) > len(raw[at][1])):
            _plain_figures(other[there + 1 :], file)
            raw, at = other, there
    if at is None:
        raise BadInput(f"no column names {wanted}", where=file, do=f"name the columns; one must be {wanted}")
    line, heads = raw[at]
    body = raw[at + 1 :]
    if body and _goes_on(heads, body[0][1], is_head):
        heads = [low or high for high, low in zip(_padded(heads, body[0][1]), body[0][1], strict=False)]
        body = body[1:]
    heads = [" ".join(head.split()) for head in heads]
    named = [head or f"({_letters(number)})" for number, head in enumerate(heads)]
    for head in named:
        if named.count(head) > 1:
            raise BadInput(
                f"the column {head!r} stands twice", where=f"{file}:{line}", do="keep one of the two"
            )
    rows: list[Row] = []
    passed: list[str] = []
    for number, cells in body:
        given = list({cell for cell in cells if cell})  # a merged cell is one
        if len(given) == 1 and len(named) > 1 and not _NUMBER.fullmatch(given[0]) and not is_total(given[0]):
            passed.append(f"row {number}: {given[0][:60]}")
            continue
        for column, cell in enumerate(cells):
            if cell and (column >= len(heads) or not heads[column]):
                raise BadInput(
                    f"{cell!r} stands under no heading",
                    where=f"{file}:{number} column {_letters(column)}",
                    do="name its column, or quote a cell that holds a comma",
                )
        padded = [*cells, *("" for _ in named[len(cells) :])]
        rows.append(Row(dict(zip(named, padded, strict=False)), file, number))
    return Sheet(tuple(head for head in heads if head), tuple(rows), tuple(passed), file)


def _headings(raw: list[Raw], is_head: Callable[[str], bool]) -> int | None:
    """Which of the rows holds the headings."""
    least = min(2, max((len({cell for cell in cells if cell}) for _, cells in raw), default=0))
    found = (at for at, (_, cells) in enumerate(raw[:_HIGHEST]) if _heads(cells, is_head, least))
    return next(found, None)


def _heads(cells: list[str], is_head: Callable[[str], bool], least: int) -> bool:
    """Whether a row is one of headings: one that is known, and (``least`` 2) another beside it."""
    return len({cell for cell in cells if cell}) >= least and any(map(is_head, cells))


def _plain_figures(rows: list[Raw], file: str) -> None:
    """Refuses a figure with a comma where commas part no columns: ``1,500`` is a half more than one in one
    country and fifteen hundred in another."""
    for number, cells in rows:
        for column, cell in enumerate(cells):
            if _EITHER.fullmatch(cell):
                raise BadInput(
                    f"is the comma of {cell!r} a decimal point?",
                    where=f"{file}:{number} column {_letters(column)}",
                    do="write figures as 0.5 and 1500, or save the sheet with commas between its columns",
                )


def _raw(text: str, file: str, parted: str, remarks: bool) -> list[Raw]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=parted, strict=True)
    out: list[Raw] = []
    try:
        for cells in reader:
            cells = [" ".join(cell.split()) for cell in cells]
            if any(cells) and not (remarks and cells[0].startswith("#")):
                out.append((reader.line_num, cells))
    except csv.Error as error:
        raise BadInput(f"not CSV: {error}", where=f"{file}:{reader.line_num}", do="mend the quotes") from None
    return out


def _goes_on(heads: list[str], below: list[str], is_head: Callable[[str], bool]) -> bool:
    """Whether the row below is the second row of the headings: no figure, and nothing new under the
    a column that was known."""
    given = [cell for cell in below if cell]
    if not given or any(_NUMBER.fullmatch(cell) or cell in _NOTHING for cell in given):
        return False
    known = [at for at, head in enumerate(heads) if is_head(head)]
    return len(given) > 1 and any(at >= len(below) or below[at] in ("", heads[at]) for at in known)


def _padded(heads: list[str], below: list[str]) -> list[str]:
    return [*heads, *("" for _ in below[len(heads) :])]


def _letters(number: int) -> str:
    """A column's letters as a spreadsheet has them: 0 is A."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def is_total(word: str) -> bool:
    """Whether a heading or a row's name says that it is a sum."""
    return _TOTAL.fullmatch(word.strip().lower().rstrip(":")) is not None


def is_part(word: str) -> bool:
    """Whether it says that it is the sum of a part."""
    return is_total(word) and word.strip().lower().startswith("sub")


def amount(row: Row, column: str, percent: bool = False, empty: Fraction | None = None) -> Fraction:
    """A figure of a cell: ``0.5``, ``50%`` or 50 in a column of per cents; a dash, as an empty cell, is
    ``empty``. Raises :class:`BadInput`."""
    word = row.word(column)
    if empty is not None and (word is None or word in _NOTHING):
        return empty
    if word is not None and word.endswith("%"):
        plain = Row({column: word[:-1].strip()}, row.file, row.line)
        return plain.fraction(column) / 100
    value = row.fraction(column)
    return value / 100 if percent else value


def column_of(
    sheet: Sheet,
    exact: Iterable[str],
    words: Iterable[str],
    never: Iterable[str],
    unless: re.Pattern[str] | None = None,
) -> str:
    """The column called by one of the ``exact`` names, the first of them first; or else the only one with
    one of the ``words`` in its name, ``unless`` it is such a name. Raises :class:`BadInput` where
    several have."""
    names = {head.lower(): head for head in sheet.heads}
    for name in exact:
        if name in names:
            return names[name]
    wanted, unwanted = set(words), set(never)
    fit = [head for head in sheet.heads if tokens(head) & wanted and not tokens(head) & unwanted]
    found = [head for head in fit if unless is None or not unless.fullmatch(head)]
    if len(found) > 1:
        shown = " or ".join(repr(head) for head in found)
        raise BadInput(
            f"which is it, {shown}?",
            where=sheet.head_line,
            do=f"call the one that counts {next(iter(exact))!r}",
        )
    return found[0] if found else ""


def tokens(head: str) -> set[str]:
    """The words of a heading."""
    return set(re.findall(r"[a-z]+", head.lower()))
