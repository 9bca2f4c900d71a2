"""Tables that only set a label beside its words: clauses, not cells."""

import re
from statistics import median

from negotiate.agreement.blocks import Rows

_LABEL = re.compile(
    r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[A-Za-z]{1,2}|[ivxIVX]{1,5})[.)]?|(?:section|sec\.|§)\s*[0-9.]{1,6}:?",
    re.I,
)
_FIGURES = re.compile(r"[$€£]?[0-9][0-9,. %]*")
_LEAST_WORDS = 40  # letters, in the middle row: a schedule's cells are shorter


def clauses_of(rows: Rows) -> list[str] | None:
    """The clauses that the rows of a table hold, or None where it is a table.

    Every row has words in its last column only, with an empty cell or a label before them; some label
    has its punctuation, so that a column of steps is none.
    """
    if not rows or any(len(row) != 2 for row in rows):
        return None
    labels = [label for label, _ in rows if label]
    words = [text for _, text in rows]
    if not labels or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    if not any(re.search(r"[.)]", label) for label in labels) or any(
        _FIGURES.fullmatch(text) for text in words
    ):
        return None
    if median(len(text) for text in words) < _LEAST_WORDS:
        return None
    return [f"{label} {text}".strip() for label, text in rows]
