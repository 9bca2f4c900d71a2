"""Quotation marks and brackets without their other half."""

import re
from collections.abc import Iterator

from negotiate.agreement.blocks import Kind
from negotiate.agreement.checks.model import Finding, Severity, Text

_INLINE_LABEL = re.compile(r"(?:^|[\s;,:])(?:[ivxIVX]{1,5}|[A-Za-z]|[0-9]{1,3})(?:\.[0-9])?$")
_PAIRS = {"(": ")", "[": "]", "“": "”"}
_NAMES = {"(": "parenthesis", "[": "bracket", "“": "quotation mark"}
_GARBLED = "\ufffd"  # bytes that were no text
_REACH = 12  # blocks in which a mark may find its other half, in one clause


def mark_findings(text: Text) -> Iterator[Finding]:
    """Every bracket or quotation mark that is opened and not closed, or the other way round."""
    loose: dict[int, list[tuple[str, int]]] = {}
    for at, words in enumerate(text.prose):
        if any(sign in words for sign in '()[]“”"') and _GARBLED not in words:
            found = _unmatched(words)
            if found:
                loose[at] = found
    for at, found in loose.items():
        kept = [(sign, where) for sign, where in found if not _answered(text, at, sign, loose)]
        for sign, where in kept[:1]:
            words = text.prose[at]
            near = words[max(0, where - 30) : where + 31].strip()
            name = _NAMES.get(sign) or _NAMES.get(
                next((o for o, c in _PAIRS.items() if c == sign), ""), "quotation mark"
            )
            does = (
                "is not closed"
                if sign in _PAIRS
                else "closes nothing"
                if sign != '"'
                else "has no other half"
            )
            yield text.finding(
                "unmatched-mark", Severity.WARNING, at, f"the {name} in “…{near}…” {does}", sign + " " + near,
                "the other half of the pair, where it belongs",
            )  # fmt: skip


def _unmatched(words: str) -> list[tuple[str, int]]:
    """The marks of one block without their other half, with where they stand. A parenthesis
    that closes a label in the running text (``1) the first``) needs none."""
    if words.count('"') % 2 == 0 and all(words.count(o) == words.count(c) for o, c in _PAIRS.items()):
        return []
    out: list[tuple[str, int]] = []
    for opens, closes in _PAIRS.items():
        open_at: list[int] = []
        for where, char in enumerate(words):
            if char == opens:
                open_at.append(where)
            elif char == closes and open_at:
                open_at.pop()
            elif char == closes and not (char == ")" and _INLINE_LABEL.search(words[:where])):
                out.append((closes, where))
        out += [(opens, where) for where in open_at]
    if words.count('"') % 2 and not re.search(r'[0-9]"|[“”]', words):
        out.append(('"', words.rindex('"')))
    return sorted(out, key=lambda one: one[1])


def _answered(text: Text, at: int, sign: str, loose: dict[int, list[tuple[str, int]]]) -> bool:
    """Whether the other half stands in a block near by: a quotation or list of several paragraphs."""
    wanted = {**_PAIRS, **{closes: opens for opens, closes in _PAIRS.items()}, '"': '"'}[sign]
    step = 1 if sign in _PAIRS else -1
    ways = (1, -1) if sign == '"' else (step,)
    if any(text.placed[at].block.kind is Kind.TABLE for _ in ways):
        return True
    for way in ways:
        for far in range(1, _REACH):
            other = at + way * far
            if not 0 <= other < len(text.placed) or text.placed[other].file != text.placed[at].file:
                break
            if any(mark == wanted for mark, _ in loose.get(other, ())):
                return True
            if text.placed[other].block.kind is Kind.HEADING and text.placed[other].block.depth <= 2:
                break
    return False
