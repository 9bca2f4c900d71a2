"""A cost report as paragraphs: by year in columns, then what drives it and what has no price."""

from dataclasses import replace

from negotiate.common.text import printable
from negotiate.costing.output import dollars, to_text
from negotiate.costing.report import CostReport
from negotiate.tui.paragraphs import Flow, Grid, Mark, Paragraph, Run, Runs


def cost_paragraphs(report: CostReport) -> list[Paragraph]:
    """The report; language without a price stands out, and its count stands beside the total."""
    lines = to_text(replace(report, years=())).split("\n")
    head, rest = _lines([*lines[:1], ""]), _lines(lines[1:])
    return [*head, *years_grid(report), *rest]


def years_grid(report: CostReport) -> list[Paragraph]:
    """Total and components, a year a column."""
    if not report.years:
        return []
    names = dict.fromkeys(name for year in report.years for name, cents in year.components if cents)
    total = [
        dollars(year.total_cents) if year.total_cents is not None else "no total" for year in report.years
    ]
    rows: list[tuple[Runs, ...]] = [_row("", [year.label for year in report.years], Mark.STRONG)]
    rows += [_row(name, [_part(year.components, name) for year in report.years], Mark.TEXT) for name in names]
    rows.append(_row("total", total, Mark.STRONG))
    grid = Grid(tuple(rows), indent=2, after=0 if report.caveat else 1)
    if not report.caveat:
        return [grid]
    return [grid, Flow((Run(Mark.WARN, f"not in the total: {report.caveat}"),), indent=2, after=1)]


def total_words(report: CostReport) -> str:
    """The first year's total with what is not in it, for a status line."""
    if not report.years:
        return ""
    year = report.years[0]
    total = "no total" if year.total_cents is None else dollars(year.total_cents)
    return f"{total} in {year.label}" + (f" ({report.caveat})" if report.caveat else "")


def _part(components: tuple[tuple[str, int], ...], name: str) -> str:
    return dollars(dict(components).get(name, 0))


def _row(name: str, figures: list[str], mark: Mark) -> tuple[Runs, ...]:
    return tuple((Run(mark, printable(words)),) for words in (name, *figures))


def _lines(lines: list[str]) -> list[Paragraph]:
    """Lines of plain text; a blank one is room below the line before it."""
    out: list[Flow] = []
    for line in lines:
        words = line.strip()
        if not words:
            if out:
                out[-1] = replace(out[-1], after=1)
            continue
        capitals = words.split("  ", 1)[0]
        mark = Mark.WARN if capitals.isupper() and len(capitals) > 3 else Mark.STRONG
        indent = len(line) - len(line.lstrip(" "))
        out.append(Flow((Run(Mark.TEXT if indent else mark, printable(words)),), indent=indent // 2, hang=2))
    return list(out)
