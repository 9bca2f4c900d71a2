"""Tables in what was read: pipes, columns set with spaces, or one cell a line."""

import re

from negotiate.agreement.reading.cells import (
    LONGEST_NAME,
    could_be_cell,
    could_be_row_name,
    grids,
    kind_of,
)
from negotiate.agreement.reading.grids import Grid
from negotiate.agreement.reading.paragraphs import Paragraph, column_cells, is_columns
from negotiate.agreement.reading.report import Report
from negotiate.common.text import canonical

_RULE = re.compile(r"\|?[\s|:+-]*-{3}[\s|:+-]*\|?")
_LABEL = re.compile(r"\(?[0-9A-Za-z]{1,4}(?:\.[0-9]{1,2})*[.)]")
_FEWEST_CELLS = 4


def rebuild_tables(found: list[Paragraph], report: Report) -> list[Paragraph]:
    """The paragraphs with every table they hold made one paragraph with ``rows``."""
    return _from_cells(_from_columns(_from_pipes(found, report), report), report)


def columns_only(found: list[Paragraph], report: Report) -> list[Paragraph]:
    """As :func:`rebuild_tables` for a file that has tables of its own: only lines set in columns
    are made tables, and empty lines go."""
    return _from_columns([one for one in found if one.rows or one.text], report)


def _from_pipes(found: list[Paragraph], report: Report) -> list[Paragraph]:
    out: list[Paragraph] = []
    run: list[Paragraph] = []
    for one in [*found, None]:
        if one is not None and one.text.startswith("|") and not one.rows:
            run.append(one)
            continue
        if run:
            out.append(pipe_table(run, report))
            run = []
        if one is not None:
            out.append(one)
    return out


def pipe_table(run: list[Paragraph], report: Report) -> Paragraph:
    """Lines of bars as a table; the bars, and the rule under its head, are repairs."""
    rows, lines = [], []
    for number, one in enumerate(run):
        body = one.text
        report.repair("markup", one.line, "the bars of a table", re.sub(r"[^|]", "", body))
        if number == 1 and _RULE.fullmatch(body):
            report.repair(
                "markup", one.line, "the rule under a table's heading", re.sub(r"\|", "", body).strip()
            )
            continue
        ended = body[1:-1] if body.endswith("|") and len(body) > 1 else body[1:]
        rows.append(tuple(canonical(cell) for cell in ended.split("|")))
        lines.append(one.line)
    return Paragraph(run[0].line, "", rows=tuple(rows), row_lines=tuple(lines))


def _from_columns(found: list[Paragraph], report: Report) -> list[Paragraph]:
    """Lines set in columns, two or more on end, with the line of column headings above them."""
    out: list[Paragraph] = []
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and _in_columns(found[end]):
            end += 1
        if end - at < 2:
            out.append(found[at])
            at += 1
            continue
        run = found[at:end]
        width = len(column_cells(run[0].raw))
        while (
            out
            and not out[-1].rows
            and not out[-1].heading
            and not out[-1].contents
            and _heads_columns(out[-1], width)
        ):
            run.insert(0, out.pop())
        rows = tuple(column_cells(one.raw) for one in run)
        if len({len(row) for row in rows}) > 1:
            report.doubt(run[0].line, "the rows of this table have different numbers of cells", run[0].text)
        out.append(Paragraph(run[0].line, "", rows=rows, row_lines=tuple(one.line for one in run)))
        at = end
    return out


def _in_columns(one: Paragraph) -> bool:
    return not one.rows and not one.contents and is_columns(one.raw)


def _heads_columns(one: Paragraph, width: int) -> bool:
    """Whether a line above rows of columns may name them; a label and its words are no two cells."""
    cells = column_cells(one.raw)
    return len(cells) in (width, width - 1) and not _LABEL.fullmatch(cells[0])


def _from_cells(found: list[Paragraph], report: Report) -> list[Paragraph]:
    """Runs of short lines that hold figures, put back into rows."""
    out: list[Paragraph] = []
    kinds = _Kinds(found)
    at, size = 0, len(found)
    while at < size:
        end = at
        while end < size and kinds.may_stand(end):
            end += 1
        letters = kinds.letters(at, end) if end - at >= _FEWEST_CELLS else ""
        if any(kind in letters for kind in "NIPM"):
            out.extend(_read_run(found[at:end], grids(letters), report))
        else:
            out.extend(found[at : max(end, at + 1)])
        at = max(end, at + 1)
    kept = [one for one in out if one.rows or one.text]
    if len(kept) < len(out):
        for one in out:
            if not one.rows and not one.text:
                report.repair("empty cell", one.line, "an empty cell outside any table")
    return kept


class _Kinds:
    """The kinds of paragraphs as cells, each text looked at once."""

    def __init__(self, found: list[Paragraph]) -> None:
        self.found = found
        self.known: dict[str, str] = {}

    def letters(self, at: int, end: int) -> str:
        return "".join([self._kind(one.text) for one in self.found[at:end]])

    def may_stand(self, at: int) -> bool:
        """Whether a line may be a cell of a run."""
        one = self.found[at]
        if one.rows or one.heading or len(one.text) > LONGEST_NAME:
            return False
        return could_be_cell(one.text) or (could_be_row_name(one.text) and self._names_row(at))

    def _kind(self, text: str) -> str:
        kind = self.known.get(text)
        if kind is None:
            kind = self.known[text] = kind_of(text)
        return kind

    def _names_row(self, at: int) -> bool:
        """Figures or a date follow; a name may stand on two lines before a date."""
        after = [
            "" if one.rows or one.heading else self._kind(one.text) if len(one.text) <= LONGEST_NAME else ""
            for one in self.found[at + 1 : at + 3]
        ]
        return bool(after) and (after[0] in tuple("NPM") or after == ["E", "N"] or after == ["T", "M"])


def _read_run(run: list[Paragraph], found: list[Grid], report: Report) -> list[Paragraph]:
    out: list[Paragraph] = []
    at = 0
    for grid in found:
        out.extend(run[at : grid.start])
        rows, lines, at = [], [], grid.start
        for length in grid.lengths:
            rows.append(tuple([one.text for one in run[at : at + length]]))
            lines.append(run[at].line)
            if length != grid.columns:
                report.doubt(
                    run[at].line,
                    f"this row has {length} cells, its table {grid.columns} columns; kept as received",
                    " | ".join(rows[-1]),
                )
            at += length
        out.append(Paragraph(run[grid.start].line, "", rows=tuple(rows), row_lines=tuple(lines)))
    out.extend(run[at:])
    return out
