"""Tables in what was read: pipes, columns set with spaces, or one cell a line."""

import re
from itertools import accumulate, groupby

from negotiate.agreement.reading.cells import (
    LONGEST_NAME,
    could_be_cell,
    could_be_row_name,
    grids,
    kind_of,
)
from negotiate.agreement.reading.columnrows import column_rows
from negotiate.agreement.reading.columns import stretches
from negotiate.agreement.reading.grids import Grid
from negotiate.agreement.reading.paragraphs import Paragraph
from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.tabledoubts import doubt_tables
from negotiate.common.text import canonical

_RULE = re.compile(r"\|?[\s|:+-]*-{3}[\s|:+-]*\|?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FEWEST_CELLS = 4
_FEWEST_DATES = 3


def rebuild_tables(found: list[Paragraph], report: Report) -> list[Paragraph]:
    """The paragraphs with every table they hold made one paragraph with ``rows``."""
    done = _from_cells(_from_columns(_from_pipes(found, report), report), report)
    doubt_tables(done, report)
    return done


def columns_only(found: list[Paragraph], report: Report) -> list[Paragraph]:
    """As :func:`rebuild_tables` for a file that has tables of its own: only lines set in columns
    are made tables, and empty lines go."""
    kept = [one for one in found if one.rows or one.text]
    done = _from_columns(kept if any(one.aligned[0] for one in kept) else _marked(kept), report)
    given = {id(one) for one in kept}  # a file's own tables have the cells that it gives them
    doubt_tables([one for one in done if id(one) not in given], report)
    return done


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


def _marked(found: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with those marked that are lines of a table set in columns."""
    apart = [bool(one.rows or one.heading or one.contents or "\n" in one.raw) for one in found]
    for one in stretches([line.raw for line in found], apart):
        for at, place in enumerate(one.places):
            found[place].aligned = (one.table, 0, at < one.heads)
    return found


def _from_columns(found: list[Paragraph], report: Report) -> list[Paragraph]:
    """Lines set in columns as tables; a table that runs over a page is one."""
    out: list[Paragraph] = []
    for number, run in groupby(found, key=lambda one: one.aligned[0]):
        lines = list(run)
        out.extend([_column_table(lines, report)] if number else lines)
    return out


def _column_table(run: list[Paragraph], report: Report) -> Paragraph:
    kept: list[Paragraph] = []
    part = run[0].aligned[1]
    for one in run:
        _, over, head = one.aligned
        if over > run[0].aligned[1] and head:
            report.repair(
                "page furniture",
                one.line,
                "the headings of a table, printed again on the next page",
                one.text,
            )
        else:
            kept.append(one)
            if over > part and not head and kept[-2].aligned[1] == part and not _repeats(run, over):
                report.doubt(
                    one.line, "a table goes on over the end of a page: its rows were joined", one.text
                )
        part = over
    heads = sum(one.aligned[2] for one in kept)

    def tell(at: int, why: str) -> None:
        report.doubt(kept[at].line, why, kept[at].text, asks="table")

    rows = column_rows([one.raw for one in kept], heads, tell)
    return Paragraph(kept[0].line, "", rows=rows, row_lines=tuple(one.line for one in kept))


def _repeats(run: list[Paragraph], part: int) -> bool:
    return any(one.aligned[1] == part and one.aligned[2] for one in run)


def _from_cells(found: list[Paragraph], report: Report) -> list[Paragraph]:
    """Runs of short lines that hold figures, put back into rows."""
    out: list[Paragraph] = []
    kinds = _Kinds(found)
    begun = 0
    short = [len(one.text) <= LONGEST_NAME and not one.rows and not one.heading for one in found]
    for at, may in enumerate([*short, False]):
        if may and kinds.may_stand(at):
            continue
        if at - begun >= _FEWEST_CELLS and any(
            kind in (letters := kinds.letters(begun, at)) for kind in "NIPM"
        ):
            out.extend(_read_run(found[begun:at], grids(letters), report))
        else:
            out.extend(found[begun:at])
        out.extend(found[at : at + 1])
        begun = at + 1
    kept = [one for one in out if one.rows or one.text]
    if len(kept) < len(out):
        for at, one in enumerate(out):
            if not one.rows and not one.text:
                report.repair("empty cell", one.line, "an empty cell outside any table")
                if any(near.rows for near in out[max(0, at - 2) : at + 3]):
                    report.doubt(
                        one.line, "an empty cell stands beside a table: which row has it lost?", asks="table"
                    )
    return kept


class _Kinds:
    """The kinds of paragraphs as cells, each text looked at once."""

    def __init__(self, found: list[Paragraph]) -> None:
        self.found = found
        self.known: dict[str, str] = {}

    def letters(self, at: int, end: int) -> str:
        return "".join([self._kind(one.text) for one in self.found[at:end]])

    def may_stand(self, at: int) -> bool:
        """Whether a short line may be a cell of a run."""
        text = self.found[at].text
        return could_be_cell(text) or (could_be_row_name(text) and self._names_row(at))

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


def _is_table(rows: list[tuple[str, ...]]) -> bool:
    """Whether rows of cells are a table. One row is none; years alone are no figures ("between / 2031
    / 2034"), and dates alone make one only where they stand under one another."""
    figures = [cell for row in rows for cell in row[1:] if kind_of(cell) in "NIP"]
    if figures:
        return len(rows) > 1 and not all(_YEAR.fullmatch(cell) for cell in figures)
    dated = sum(kind_of(row[-1]) == "M" for row in rows)
    return dated >= _FEWEST_DATES and 2 * dated >= len(rows)


def _read_run(run: list[Paragraph], found: list[Grid], report: Report) -> list[Paragraph]:
    out: list[Paragraph] = []
    at = 0
    for grid in found:
        if not _is_table(_rows_of(run, grid)):
            continue
        out.extend(run[at : grid.start])
        if grid.start == at and out and out[-1].rows:
            before = max(map(len, out[-1].rows))
            if before != grid.columns:
                why = f"a table of {grid.columns} columns follows at once on one of {before}: "
                why += "cells may be lost, or they are one"
                report.doubt(run[at].line, why, run[at].text, asks="table")
        out.append(_cell_table(run, grid, report))
        at = grid.end
    out.extend(run[at:])
    return out


def _rows_of(run: list[Paragraph], grid: Grid) -> list[tuple[str, ...]]:
    edges = [*accumulate(grid.lengths, initial=grid.start)]
    return [tuple([one.text for one in run[start:end]]) for start, end in zip(edges, edges[1:], strict=False)]


def _cell_table(run: list[Paragraph], grid: Grid, report: Report) -> Paragraph:
    rows = _rows_of(run, grid)
    lines = [run[at].line for at in accumulate(grid.lengths[:-1], initial=grid.start)]
    for row, line in zip(rows, lines, strict=True):
        if len(row) != grid.columns:
            why = f"this row has {len(row)} cells, its table {grid.columns} columns; kept as received"
            report.doubt(line, why, " | ".join(row), asks="table")
    return Paragraph(lines[0], "", rows=tuple(rows), row_lines=tuple(lines))
