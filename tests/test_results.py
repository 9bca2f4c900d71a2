"""``RESULTS.md``: each goal stands beside the figure of the tables below it, met or missed."""

from pathlib import Path

from benchmarks.__main__ import table
from benchmarks.goals import TITLE, Goal, goals
from benchmarks.results import Results

TABLES = """# Results

## Redline: beside others

| text | tool | ms | megabytes |
| --- | --- | --- | --- |
| long \\| one | negotiate | 24 | – |
| long \\| one | negotiate | 1,024 | 12 |

Words between.

### More

| program | pairs |
| --- | --- |
| negotiate | 5 |
"""


def test_figures_are_found_by_title_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    path.write_text(TABLES, encoding="utf-8")
    found = Results.read(path)
    assert found.figure("Redline", "ms", text="long | one", tool="negotiate") == 24
    assert found.figure("Redline", "megabytes", tool="negotiate") == 12  # the first row has none
    assert found.figure("Redline", "pairs", program="negotiate") == 5
    assert found.figure("Redline", "ms", tool="wdiff") is None
    found.write(path)
    assert path.read_text("utf-8") == TABLES


def test_a_goal_is_met_missed_or_not_measured() -> None:
    found = Results(sections={"A": ["| name | ms |", "| --- | --- |", "| act | 50 |"]})

    def told(bar: float, *, least: bool = False, column: str = "ms") -> tuple[str, str]:
        goal = Goal(3, "act", bar, "ms", lambda tables: tables.figure("A", column, name="act"), least, "why")
        row = goal.row(found)
        return row.measured, row.stands

    assert told(50) == ("50 ms", "met")
    assert told(49.5) == ("50 ms", "missed (why)")
    assert told(50, least=True) == ("50 ms", "met")
    assert told(51, least=True) == ("50 ms", "missed (why)")
    assert told(50, column="MB") == ("–", "not measured")


def test_the_goals_are_told_from_the_tables() -> None:
    found = Results.read()
    assert found.sections[TITLE] == ["", *table(goals(found)), ""]
