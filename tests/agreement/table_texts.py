"""Invented tables, printed in the ways received agreements print them: the rows are known.

Everything is drawn from one ``random.Random``: a seed gives the same table and the same print.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

Rows = tuple[tuple[str, ...], ...]
EMPTY = "\u00a0"

_LANES = (
    "BA", "B+15", "BA + 24 Hrs", "Bachelors", "MA", "M+15", "MA + 30", "Masters plus 45", "M+60", "CAGS", "Doctorate",
    "EdS", "2 Masters", "PhD",
)  # fmt: skip
_POSTS = (
    "Head Coach, Football", "Assistant Coach", "Band Director", "Yearbook Advisor", "Drama Club", "Librarian",
    "Debate (grades 9-12)", "Class Advisor, Senior", "Student Council", "Robotics", "Honor Society", "Jr. Varsity Coach",
    "P.E. Department Chair", "Mentor Teacher", "Detention Monitor", "Evening School Principal", "Science Fair",
)  # fmt: skip
_PROSE = (
    "The salaries in this schedule shall be paid to all employees in the bargaining unit who hold the license "
    "that the position requires, in twenty-six equal installments.",
    "Any employee who completes the requirements of a lane before October 1 shall be placed in that lane as of "
    "the first day of the school year, provided that proof is filed with the district in good time.",
    "The parties agree that no employee shall be paid less than in the year before by reason of this Article.",
    "Where an employee serves for a part of the year only, the amount shall be prorated on the days served.",
)
_NOTES = (
    "* Payable in two installments, in December and in June of the school year concerned.",
    "Note: the rates above include longevity for employees with more than ten years of service.",
)
_DAYS = ("July 1", "September 15", "October 1", "November 30", "January 5", "May 15", "June 30")


@dataclass(frozen=True, slots=True)
class Made:
    """A table: its rows, how many of them are headings, and whether every cell has words."""

    rows: Rows
    heads: int
    full: bool


def made_table(random: Random, most_columns: int = 14, gaps: bool = True) -> Made:
    """A salary schedule, a list of stipends, a table of rates by date or of class sizes."""
    kind = random.choice(("salary", "salary", "salary", "stipends", "dates", "sizes", "calendar", "rates"))
    if kind == "salary":
        return _salary(random, most_columns, gaps)
    if kind == "stipends":
        posts = random.sample(_POSTS, random.randint(4, 12))
        heads: Rows = (("Position", "Stipend"),) if random.random() < 0.7 else ()
        money = _money(random)
        return Made(
            heads + tuple((post, money(random.randint(400, 9000))) for post in posts), len(heads), True
        )
    if kind == "dates":
        columns = random.randint(2, min(7, most_columns - 1))
        years = [f"7/1/{20 + at}" for at in range(columns)]
        posts = random.sample(_POSTS, random.randint(3, 9))
        money = _money(random)
        body = tuple((post, *(money(random.randint(1000, 12000)) for _ in years)) for post in posts)
        return Made((("", *years), *body), 1, False)
    if kind == "sizes":
        grades = [f"Grade {at}" for at in range(1, random.randint(5, 12))]
        body = tuple((grade, str(random.randint(18, 24)), str(random.randint(25, 33))) for grade in grades)
        return Made((("Level", "Goal", "Maximum"), *body), 1, True)
    if kind == "calendar":
        steps = [f"{post} files the report" for post in random.sample(_POSTS, random.randint(4, 7))]
        return Made(
            (("Activity", "Completed by"), *((step, random.choice(_DAYS)) for step in steps)), 1, True
        )
    posts = random.sample(_POSTS, random.randint(4, 9))
    money = _money(random)
    body = tuple(
        (
            post,
            random.choice(("Group 1", "Group 2", "Fall", "Spring")),
            money(random.randint(500, 9000)),
            f"{at}%",
        )
        for at, post in enumerate(posts, 1)
    )
    return Made((("Position", "Group", "Amount", "Share"), *body), 1, True)


def _salary(random: Random, most_columns: int, gaps: bool) -> Made:
    columns = random.randint(1, min(len(_LANES), most_columns - 1))
    steps = random.randint(3, 16)
    chosen = set(random.sample(_LANES, columns))
    lanes = [lane for lane in _LANES if lane in chosen]
    money = _money(random)
    word = random.choice(("", "", "Step ", "After {} years"))
    names = [word.format(at) if "{" in word else f"{word}{at}" for at in range(1, steps + 1)]
    base = random.randint(38_000, 52_000)
    cells = [[money(base + 1900 * step + 1500 * lane) for lane in range(columns)] for step in range(steps)]
    full = not gaps or random.random() < 0.6 or columns < 3
    if not full:  # the last lanes begin later, the first end earlier
        for step in range(steps):
            for lane in range(columns):
                if lane - 1 > columns * (step + 1) / steps + 1 or (lane == 0 and step > steps - 2):
                    cells[step][lane] = ""
    corner = random.choice(("", "Step", "Years"))
    heads: list[tuple[str, ...]] = [(corner, *lanes)]
    if random.random() < 0.3:
        heads.insert(0, ("", *(chr(65 + at // 2) if at % 2 == 0 else "" for at in range(columns))))
    if random.random() < 0.1:
        heads = []
    if not heads and columns == 1:
        heads = [("Step", "Salary")]
    body = [(name, *row) for name, row in zip(names, cells, strict=True)]
    rows = (*heads, *body)
    return Made(rows, len(heads), all(all(row) for row in rows))


def _money(random: Random) -> Callable[[int], str]:
    """One way of printing an amount of dollars."""
    return random.choice(
        (
            lambda value: f"{value:,}",
            lambda value: f"${value:,}",
            lambda value: f"{value:,}.00",
            lambda value: f"${value / 2080:.2f}",
            str,
        )
    )


def _around(random: Random, lines: list[str], between: str = "\n") -> str:
    before = ["ARTICLE 7", "", "COMPENSATION", "", "A. " + random.choice(_PROSE), ""]
    if random.random() < 0.5:
        before += ["Effective July 1, 2031", ""]
    after = ["", random.choice((*_PROSE, *_NOTES)), "", "B. " + random.choice(_PROSE), "", "C. " + _PROSE[0]]
    return "\n".join(before) + "\n" + between.join(lines) + "\n" + "\n".join(after) + "\n"


def cell_a_line(random: Random, made: Made, rows: Rows | None = None) -> str:
    """A cell a line, an empty cell a hard space; the rest a paragraph a line."""
    return _around(random, [cell or EMPTY for row in rows or made.rows for cell in row])


def cell_a_paragraph(random: Random, made: Made, rows: Rows | None = None) -> str:
    """A cell a line with a blank line between."""
    return _around(random, [cell or EMPTY for row in rows or made.rows for cell in row], "\n\n")


def set_in_columns(random: Random, made: Made, width: int = 80) -> str | None:
    """Columns by spaces, names to the left and figures to the right of their columns; None where the
    table is wider than the page. The prose is wrapped."""
    count = len(made.rows[0])
    widths = [max(len(row[at]) for row in made.rows) for at in range(count)]
    gap = random.choice((2, 3, 4, 5))
    if sum(widths) + gap * (count - 1) > width:
        return None
    centred = random.random() < 0.3
    lines = []
    for number, row in enumerate(made.rows):
        cells = [
            row[at].ljust(widths[at])
            if at == 0
            else (row[at].center(widths[at]) if centred else row[at].rjust(widths[at]))
            if number >= made.heads or not centred
            else row[at].center(widths[at])
            for at in range(count)
        ]
        lines.append((" " * random.choice((0, 0)) + (" " * gap).join(cells)).rstrip())
    return wrapped(_around(random, lines), width)


def wrapped(text: str, width: int) -> str:
    """Long lines wrapped, lines of tables as they are."""
    out: list[str] = []
    for line in text.split("\n"):
        if len(line) <= width or "   " in line:
            out.append(line)
            continue
        row = ""
        for word in line.split(" "):
            if row and len(row) + 1 + len(word) > width:
                out.append(row)
                row = word
            else:
                row = f"{row} {word}" if row else word
        out.append(row)
    return "\n".join(out)


def tab_separated(random: Random, made: Made) -> str:
    """A row a line, cells parted by tabs."""
    return _around(random, ["\t".join(row) for row in made.rows])


def piped(random: Random, made: Made) -> str:
    """As Markdown writes a table."""
    first, *rest = made.rows
    rule = "|" + "|".join(" --- " for _ in first) + "|"
    lines = ["| " + " | ".join(row) + " |" for row in (first, *rest)]
    return _around(random, [lines[0], rule, *lines[1:]])


def without_a_cell(random: Random, made: Made) -> tuple[Rows, int]:
    """The rows with one empty cell of the body lost, and its row's number; (rows, -1) where none is."""
    empty = [(at, on) for at, row in enumerate(made.rows) for on, cell in enumerate(row) if not cell and at]
    if not empty:
        return made.rows, -1
    at, on = random.choice(empty)
    row = made.rows[at]
    return (*made.rows[:at], row[:on] + row[on + 1 :], *made.rows[at + 1 :]), at


def with_joined_cells(random: Random, made: Made) -> tuple[Rows, int]:
    """The rows with two figures of the body run together, and the row's number; -1 where none can."""
    found = [
        (at, on)
        for at, row in enumerate(made.rows)
        for on in range(1, len(row) - 1)
        if at >= made.heads and row[on][-1:].isdigit() and row[on + 1][-1:].isdigit()
    ]
    if not found:
        return made.rows, -1
    at, on = random.choice(found)
    row = made.rows[at]
    joined = (*row[:on], f"{row[on]} {row[on + 1]}", *row[on + 2 :])
    return (*made.rows[:at], joined, *made.rows[at + 1 :]), at
