"""Each goal the parts set, beside the figure in ``RESULTS.md``: met or missed, never by hand."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.results import Results

TITLE = "Goals: what was asked, and what was measured"
_READS = ("list, kept", "board without money, kept", "which touch a clause, kept", "all test-merges, kept")
_LONGEST = "boston-btu"
"""The 60,000-word agreement among the texts measured."""
_KEYS = (
    "items: next item", "redline: next change", "redline: a page up",
    "agreement: a line down", "agreement: a page down", "agreement: next place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A goal: its part, what is measured, the bar and the figure with their unit, and how it stands."""

    part: int
    what: str
    asked: str
    measured: str
    stands: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A bar over (``least``: under) the figure that ``figure`` reads from the tables, and why missed."""

    part: int
    what: str
    bar: float
    unit: str
    figure: Callable[[Results], float | None]
    least: bool = False
    why: str = ""

    def row(self, found: Results) -> Row:
        """How the goal stands."""
        value = self.figure(found)
        asked = f"{'≥' if self.least else '≤'} {_number(self.bar)} {self.unit}"
        if value is None:
            return Row(self.part, self.what, asked, "–", "not measured")
        met = value >= self.bar if self.least else value <= self.bar
        missed = f"missed ({self.why})" if self.why else "missed"
        return Row(self.part, self.what, asked, f"{_number(value)} {self.unit}", "met" if met else missed)


def goals(found: Results) -> list[Row]:
    """Every goal, in the order of the parts."""
    return [goal.row(found) for goal in GOALS]


def _at(title: str, column: str, **wanted: str) -> Callable[[Results], float | None]:
    return lambda found: found.figure(title, column, **wanted)


def _ratio(
    over: Callable[[Results], float | None], under: Callable[[Results], float | None]
) -> Callable[[Results], float | None]:
    def figure(found: Results) -> float | None:
        above, below = over(found), under(found)
        return None if above is None or not below else above / below

    return figure


def _worst(*figures: Callable[[Results], float | None]) -> Callable[[Results], float | None]:
    def figure(found: Results) -> float | None:
        values = [each(found) for each in figures]
        return max((value for value in values if value is not None), default=None)

    return figure


def _screen(what: str, column: str = "p95 ms") -> Callable[[Results], float | None]:
    return _at("Screens", column, what=what)


def _most(column: str) -> Callable[[Results], float | None]:
    """The most of any key, typed letters too."""
    return _worst(*(_screen(key, column) for key in (*_KEYS, "draft: a letter, redline")))


def _packet(name: str) -> Callable[[Results], float | None]:
    return _at("Packets", "value", name=name)


def _pair(tool: str, column: str = "ms", pair: str = "5 %") -> Callable[[Results], float | None]:
    return _at("Redline", column, text=_LONGEST, pair=pair, tool=tool)


def _once(tool: str) -> Callable[[Results], float | None]:
    return _at("Redline", "ms", text="boston-btu-2010-2016, once", tool=tool)


def _pass(program: str) -> Callable[[Results], float | None]:
    """Of the pairs, how many whose texts came back in the worst of the four readings."""

    def figure(found: Results) -> float | None:
        readings = ("accepted in our reader", "rejected in our reader", "accepted in libreoffice")
        columns = (*readings, "rejected in libreoffice")
        given = [found.figure("Packets", column, program=program) for column in columns]
        pairs = found.figure("Packets", "pairs", program=program)
        known = [value for value in given if value is not None]
        return min(known) / pairs * 100 if pairs and len(known) == len(columns) else None

    return figure


def _words(size: str) -> Callable[[Results], float | None]:
    return _at("Import", "us a word", text=size)


def _grown() -> Callable[[Results], float | None]:
    def figure(found: Results) -> float | None:
        rows = [row for row in found.rows("The record") if row.get("smaller") == "1,000"]
        return max((float(row["ours times"].replace(",", "")) for row in rows), default=None)

    return figure


def _reads(proposals: str) -> Callable[[Results], float | None]:
    return _worst(*(_at("The record", "ratio", work=work, proposals=proposals) for work in _READS))


def _rise(found: Results) -> float | None:
    """Milliseconds a word of the longest text over those of the shortest, of the sample repeated."""
    rows = [row for row in found.rows("Redline") if row["text"].startswith("sample ×")]
    each = [
        float(row["ms"].replace(",", "")) / float(row["text"].split()[3].replace(",", "")) for row in rows
    ]
    return each[-1] / each[0] if len(each) > 1 else None


GOALS = (
    Goal(2, "import of 60,000 words", 100, "ms", _at("Import", "ms", text=_LONGEST)),
    Goal(2, "check of 60,000 words", 300, "ms", _at("Check", "ms", text=_LONGEST, act="check")),
    Goal(2, "memory of import, 1,000,000 words", 20, "× the text",
         _at("Import", "times the text", text="1,000,000")),
    Goal(2, "time a word, 1,000,000 beside 60,000", 1.5, "×", _ratio(_words("1,000,000"), _words("60,000"))),
    Goal(2, "one search of 60,000 words", 50, "ms", _at("Check", "ms", text=_LONGEST, act="one search")),
    Goal(3, "redline of 60,000 words, 5 %", 2, "× git --word-diff", _ratio(_pair("negotiate"), _pair("git")),
         why="decision 0015"),
    Goal(3, "the same, whole process", 150, "ms", _pair("negotiate, whole"), why="decision 0015"),
    Goal(3, "the same, memory over bare Python", 40, "MB", _pair("negotiate", "megabytes")),
    Goal(3, "the same, beside redlines", 300, "× faster",
         _ratio(_once("redlines"), _once("negotiate")), least=True),
    Goal(3, "words marked over the least possible", 1.05, "×", _pair("negotiate", "ratio")),
    Goal(3, "islands on the 5 % pair", 2, "islands", _pair("negotiate", "islands")),
    Goal(3, "islands on the rewrite", 5, "islands", _pair("negotiate", "islands", "rewrite")),
    Goal(3, "unchanged clauses marked at 20 %", 0, "clauses", _pair("negotiate", "wrong", "20 %")),
    Goal(3, "a word's time, 1,140,000 words beside 71,000", 1.5, "×", _rise),
    Goal(3, "one clause", 0.1, "ms", _pair("negotiate", pair="one clause"), why="decision 0015"),
    Goal(3, "one section", 4, "ms", _pair("negotiate", pair="one section")),
    Goal(4, "reads at 1,000 proposals, the slowest", 1.5, "× plumbing", _reads("1,000")),
    Goal(4, "reads at 5,000 proposals, the slowest", 1.5, "× plumbing", _reads("5,000")),
    Goal(4, "create, at 5,000", 2, "× plumbing",
         _at("The record", "ratio", work="create", proposals="5,000")),
    Goal(4, "growth from 1,000 to 5,000, the most", 6.5, "×", _grown()),
    Goal(5, "a keystroke costed", 5, "ms", _at("Cost", "value", name="recosting after a keystroke")),
    Goal(5, "a package of six items, all its runs", 50, "ms", _at("Cost", "value", name="a package of six")),
    Goal(5, "1,000 scenarios, 5,000 staff", 2, "× numpy",
         _at("Cost", "value", name="5,000 staff × 6 years × 1,000 scenarios: ours / bare")),
    Goal(5, "1,000 scenarios, 100,000 staff", 2, "× numpy",
         _at("Cost", "value", name="100,000 staff × 6 years × 1,000 scenarios: ours / bare")),
    Goal(6, "Word export of 60,000 words, 5 %", 60, "ms", _packet("Word, 60,000")),
    Goal(6, "its memory over bare Python", 60, "MB",
         _at("Packets", "megabytes over bare", program="negotiate")),
    Goal(6, "beside Docxodus, whole process", 8, "× faster",
         _at("Packets", "times ours", program="Docxodus"), least=True),
    Goal(6, "pairs given back in both readers", 100, "%", _pass("negotiate"), least=True),
    Goal(6, "packet of 20 items as PDF", 1_000, "ms", _packet("packet of 20 items as .pdf")),
    Goal(6, "packet of 20 items as a page", 100, "ms", _packet("packet of 20 items as .html")),
    Goal(6, "receiving 60,000 words of Word", 1_500, "ms",
         _worst(*(_at("Receiving", "ms", name=f"Word, 60,000 words, 5 % edited, {how}")
                  for how in ("tracked", "no")))),
    Goal(7, "first frame with its rows", 2, "× the bare app",
         _ratio(_screen("negotiate: first", "median ms"), _screen("bare Textual app: first", "median ms"))),
    Goal(7, "first frame beside the quickest of three programs", 1, "×",
         _ratio(_screen("negotiate: first", "median ms"), _screen("toolong", "median ms"))),
    Goal(7, "redline of 60,000 words on the screen", 800, "ms", _screen("redline of 60,000", "median ms")),
    *(Goal(7, f"{key}, p95", 33, "ms", _screen(key)) for key in _KEYS),
    Goal(7, "a letter in a draft, p95", 50, "ms", _screen("draft: a letter, redline")),
    Goal(7, "the most bytes a key", 16_384, "bytes", _most("most bytes")),
    Goal(7, "the slowest resize, median", 150, "ms",
         _worst(*(_screen(f"{place}: resize", "median ms")
                  for place in ("items", "draft", "redline", "agreement")))),
    Goal(7, "memory", 120, "MB", _most("megabytes")),
    Goal(7, "negotiate --help", 150, "ms", _screen("negotiate --help", "median ms")),
)  # fmt: skip


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
