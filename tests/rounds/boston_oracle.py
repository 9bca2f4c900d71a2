"""What the round must end with: the received words, with plain replacements in their lines.

It knows nothing of how the program reads, stores or writes an agreement; of a clause it asks for the
words as shown before the round, to tell which line of the received text is meant.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import boston_asked as asked
import boston_items as items
import boston_round as played
from playing import Words

_EMPTY = "\N{NO-BREAK SPACE}"  # a line of an empty cell
_LANES = 10  # cells of a row of the schedule: the step, and nine lanes


def expected(received: str, shown: Callable[[str], str]) -> list[str]:
    """The words of the successor, in order; ``shown`` is a clause as it stood before the round."""
    lines = [line.strip(" ") for line in received.splitlines()]
    raised, were = _raised(lines), list(lines)
    for one in _replaced(shown):
        paragraphs = {" ".join(part.split()) for part in shown(one.clause).splitlines()}
        found = [
            at for at, line in enumerate(were) if one.old in line and " ".join(line.split()) in paragraphs
        ]
        assert len(found) == 1, (one, found)
        lines[found[0]] = lines[found[0]].replace(one.old, one.new)
    first = lines.index("K1, K2, and Grade 1 and 2")
    cell = next(at for at in range(first + 1, first + 4) if lines[at])
    assert lines[cell] == "22"
    lines[cell] = "21"
    _whole(lines, shown("V.A.2(f)(2)"), items.BESIDE.format("One", "teacher", "twelve (12)"))
    social = _whole(lines, shown("V.A.1(e) ¶11"), items.SOCIAL.format(played.AGREED_SOCIAL))
    lines[social] += "\n" + items.PSYCHOLOGY.format(played.AGREED_PSYCHOLOGY)
    behind = next(at for at in range(lines.index("Masters +75 Lane") + 1, len(lines)) if lines[at])
    lines[behind] += "\n" + raised
    return "\n".join(lines).split()


def _whole(lines: list[str], shown: str, new: str) -> int:
    """Puts ``new`` in the place of a paragraph; its line."""
    (at,) = [at for at, line in enumerate(lines) if line and line.split() == shown.split()]
    lines[at] = new
    return at


def _replaced(shown: Callable[[str], str]) -> list[Words]:
    """The figures that the items end with."""
    loads = zip(asked.BIG[3][2:], played.AGREED_LOADS, strict=True)
    return [
        *(one.answer(shown(one.clause)) for one in items.SMALL),
        items.INK.words(shown(items.INK.clause), 10),
        items.REOPENED.ask(shown(items.REOPENED.clause)),
        *(_load(clause, shown(clause), load) for clause, load in loads),
        *asked.ratio_of_nurses(played.AGREED_NURSES),
        *asked.over_maximum(*played.VOTED_OVER),
        *asked.kits(played.AGREED_KITS),
        *asked.TERM,
    ]


def _load(clause: str, text: str, to: int) -> Words:
    old = items.figures(text)[0][1]
    return Words(clause, old, f"{items.figure(to)}{old[old.index(')') + 1 :]}")


def _raised(lines: list[str]) -> str:
    """The raises as language: a line and a table each, every cell from the last one printed, half up."""
    end = lines.index("Masters +75 Lane")
    begin = max(at for at in range(end) if lines[at] == "Effective November 1, 2015: 3%")
    cells = [line for line in lines[begin + 1 : end] if line]
    rows = [cells[at : at + _LANES] for at in range(0, len(cells), _LANES)]
    out = []
    for at, rate in enumerate(played.AGREED_RAISES):
        out.append(f"Effective September 1, {2022 + at}: {rate}%")
        rows = rows[:2] + [[row[0], *(_cell(cell, rate) for cell in row[1:])] for row in rows[2:]]
        out += [cell for row in rows for cell in row if cell != _EMPTY]
    return "\n".join(out)


def _cell(printed: str, rate: str) -> str:
    value = Decimal(printed.replace(",", "")) * (100 + Decimal(rate)) / 100
    return f"{value.quantize(Decimal(1), ROUND_HALF_UP):,}"
