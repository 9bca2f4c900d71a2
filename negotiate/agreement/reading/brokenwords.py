"""A line put behind the one before: what print parts at a line's end becomes one word again.

Print breaks a word at a hyphen, after a slash (``labor/management``) and inside an address of the web.
Only a hyphen may have been put there by the print itself; the others are the text's own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from negotiate.agreement.reading.report import WORD_PARTED, Report

_TAIL = re.compile(r"([A-Za-z]+)-$")
_HEAD = re.compile(r"[a-z]+")
_WORD, _HYPHENED = re.compile(r"[a-z]{3,}"), re.compile(r"[a-z]+-[a-z]+")
_SUSPENDED = re.compile(r"(?:and|or|to|nor|through)(?![\w-])")  # "pre- and post-conference" is two words
_COMPOUND = re.compile(r"[^\W\d_]-\n[A-Z]|[0-9]-\n[0-9a-z]|[A-Z]-\n[0-9]")  # Self-Assessment, 2-year, K-12
_SLASHED = re.compile(r"[^\W_]/\n[^\W_]")  # and/or
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s]*[/.?&=#%_-]$")
_OF_ADDRESS = re.compile(r"(?:[^\s]*[^\s.,;][/.?&=#%_][^\s.,;]|[^\s/]+/)")


Counts = Callable[[], Mapping[str, int]]
"""Gives how often each word of a text stands in it (see :func:`counted`); asked for at a hyphen alone."""


def counted(lines: Iterable[str]) -> Counter[str]:
    """How often each word stands in the lines, in small letters; compounds with hyphens and without."""
    found: Counter[str] = Counter()
    for line in lines:
        low = line.lower()
        found.update(_WORD.findall(low))
        if "-" in low:
            found.update(_HYPHENED.findall(low))
    return found


def joined(raw: str, below: str, line: int, report: Report, counts: Counts) -> str:
    """``raw`` with the words of the line ``below`` behind it, and a repair listed where no space parts them.

    A word broken by a hyphen loses it only where the text itself has the whole word, and has it no
    less often than with the hyphen; a line of which a person refuses every repair is put behind a space.
    """
    before, after = raw.rstrip(), below.strip()
    spaced = f"{before} {after}"
    if before[-1:].isalnum() or line in report.kept:
        return spaced
    last = before.rsplit(None, 1)[-1]
    if _ADDRESS.match(last) and _OF_ADDRESS.match(after):
        report.repair("join", line, f"an address of the web {WORD_PARTED}")
        return before + after
    seam = f"{before[-2:]}\n{after[:2]}"
    if _SLASHED.match(seam):
        report.repair("join", line, f"words with a slash between them {WORD_PARTED}")
        return before + after
    if _SUSPENDED.match(after):
        return spaced
    tail, head = _TAIL.search(before), _HEAD.match(after)
    if tail is None or head is None:
        if not _COMPOUND.match(seam) or (before.isupper() and after.isupper()):
            return spaced  # in capitals it may be a dash between two headings
    elif _is_whole(tail[1].lower(), head[0], counts()):
        whole = f"{tail[1]}{head[0]}".lower()
        report.repair("hyphen", line, f"the print breaks {whole!r} at the line end", "-")
        return before[:-1] + after
    report.repair("join", line, f"a hyphenated word {WORD_PARTED}")
    return before + after


def _is_whole(tail: str, head: str, counts: Mapping[str, int]) -> bool:
    whole = counts.get(f"{tail}{head}", 0)
    return whole > 0 and whole >= counts.get(f"{tail}-{head}", 0)
