"""What one short line may be: a figure, a date, a name in a table, or none of these."""

import re
from functools import lru_cache

from negotiate.agreement.reading.grids import Grid, segment_grids

_MARK = r"[*†‡§¹²³]{0,3}"  # the sign of a note behind a figure
_UNIT = r"(?:\s?(?:/|per\s|an?\s)\s?(?:hr|hour|day|week|month|year|yr|diem|session|annum)\.?)?"
_NUMBER = r"\(?[-+−]?\s?\$?\s?[-−]?(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)\)?"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_KIND = re.compile(
    rf"(?:(?P<P>[-+−]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s?%)|(?P<I>[0-9]{{1,2}})"
    rf"|(?P<N>[0-9]{{1,2}}:[0-9]{{1,2}}(?:\s?[ap]\.?m\.?)?|{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?{_UNIT})"
    r"|(?P<D>[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}(?:\s*[-–—]\s*[0-9/]+)?|(?:19|20)[0-9]{2}\s*[-–—]\s*[0-9]{2,4})"
    rf"|(?P<M>{_MONTH}\s[0-9]{{1,2}}(?:st|nd|rd|th)?(?:,?\s(?:19|20)[0-9]{{2}})?(?:\sof\s[Yy]ear\s[0-9])?)"
    rf"|(?P<E>[-–—]{{1,3}}|[Nn]/[Aa]|\.{{2,3}})){_MARK}"
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}\s*[-–—]\s*(?:[0-9]{2}|(?:19|20)[0-9]{2})")
_SPAN = re.compile(r"[0-9]{1,2}\s?[-–—]\s?[0-9]{1,2}")  # "15-19" years of service name a row
_LABELLED = re.compile(
    r"\(?(?:[0-9]{1,3}|[A-Za-z]|([a-z])\1|[ivxl]{2,5}|[IVXL]{2,5})(?:\)\s*\S|\.\s*(?![A-Za-z]\.)[^\s0-9])"
)
_VALUE = r"(?:\$?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|\$?[0-9]*\.?[0-9]+%?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4})"
_TOGETHER = re.compile(rf"(?![0-9]+ [0-9]/[0-9]$){_VALUE}(?:\s+{_VALUE})+")
_SENTENCE_END = re.compile(r"[a-z]{2}[.;:]$")
_LONGEST_CELL = 60
_LONGEST_ABBREVIATED = 16  # "Asst. Dir. etc." is a cell, "See below." hardly longer
LONGEST_NAME = 120


@lru_cache(maxsize=8192)
def kind_of(cell: str) -> str:
    """E empty or a dash, I small whole number, N figure, P per cent, D date in figures, M month and
    day, L label with text, T text."""
    if not cell:
        return "E"
    found = _KIND.fullmatch(cell)
    if found is not None:
        kind = found.lastgroup or "T"
        if kind == "N" and ("-" in cell or "–" in cell or "—" in cell):
            return "D" if _YEARS.fullmatch(cell) else "T" if _SPAN.fullmatch(cell) else "N"
        return kind
    if together(cell):
        return "D" if "/" in cell else "N"
    return "L" if _LABELLED.match(cell) else "T"


def together(cell: str) -> bool:
    """Whether two figures or dates stand in one cell; "1 1/2" is one."""
    return " " in cell and cell[-1] in "0123456789%" and bool(_TOGETHER.fullmatch(cell))


def could_be_cell(text: str) -> bool:
    """Whether a line is short enough, and not a sentence, so that it may be a cell."""
    size = len(text)
    if size > _LONGEST_CELL:
        return False
    if size <= _LONGEST_ABBREVIATED or text[-1] not in ".;:":
        return text[-1:] != ";"
    return text[-1] == "." and not _SENTENCE_END.search(text)


def could_be_row_name(text: str) -> bool:
    """Whether a longer line may still name a row of figures."""
    return len(text) <= LONGEST_NAME and text[-1:] not in (".", ";") and kind_of(text) == "T"


def grids(kinds: str) -> list[Grid]:
    """The tables in a run of cells, given as their kinds, in order; what lies between is none.

    A label with its text is never a cell: it parts the run.
    """
    found: list[Grid] = []
    start = 0
    for part in kinds.split("L"):
        if len(part) >= 4:
            found += [Grid(start + one.start, one.lengths, one.columns) for one in segment_grids(part)]
        start += len(part) + 1
    return found
