"""Characters that nobody sees: left out, each line of them listed, so that words are found again.

A zero-width space inside a word hides the word from search and from a reader's eye; a mark that
turns the direction of writing can make a line look like another. What joins letters of a script
(zero-width joiners) stays. A character that was lost before the file came is a doubt.
"""

import re
from collections.abc import Sequence

from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.report import Report

_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
}
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_LOST = "\N{REPLACEMENT CHARACTER}"
_MOST = 20


def leave_out_unseen(lines: list[SourceLine], report: Report) -> list[SourceLine]:
    """``lines`` without characters that are not seen; a line that a person keeps stays as it is."""
    out = lines
    whole = "\n".join([line.raw for line in lines])  # most texts have none: one look at all of it
    if whole.isascii() and whole.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
        return out
    if not _UNSEEN.search(whole) and _LOST not in whole:
        return out
    for at, line in _with(_UNSEEN, lines):
        if line.number in report.kept:
            continue
        taken = "".join(dict.fromkeys(_UNSEEN.findall(line.raw)))
        said = ", ".join(_NAMES.get(char, f"U+{ord(char):04X}") for char in taken)
        report.repair("unseen", line.number, f"left out, for it is not seen: {said}", taken)
        alone = [word for word in line.raw.split() if not _UNSEEN.sub("", word)]
        if alone:
            report.repair("unseen word", line.number, "nothing but what is not seen", " ".join(alone))
        out = list(lines) if out is lines else out
        out[at] = line._replace(raw=_UNSEEN.sub("", line.raw))
    lost = [line for line in lines if _LOST in line.raw]
    for line in lost[:_MOST]:
        report.doubt(line.number, "a character was lost before this file was made", line.raw.strip())
    if len(lost) > _MOST:
        rest = len(lost) - _MOST
        report.doubt(lost[_MOST].number, f"characters were lost on {rest} more lines from here on")
    return out


def _with(pattern: re.Pattern[str], lines: Sequence[SourceLine]) -> list[tuple[int, SourceLine]]:
    return [
        (at, line)
        for at, line in enumerate(lines)
        if not (line.raw.isascii() and line.raw.isprintable()) and pattern.search(line.raw)
    ]
