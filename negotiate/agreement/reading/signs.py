"""Signs of the faces Symbol and Wingdings, which keep bullets and boxes where other faces have nothing.

A text copied from a print holds them as characters of private use, which every other face leaves blank:
they are put as the signs they show, each line listed.
"""

import re

from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.report import Report

# the fonts' own tables
SYMBOL = {0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xAE: "→"}
WINGDINGS = {
    0x6F: "☐", 0xA8: "☐", 0xFE: "☑", 0xFC: "✓", 0xFD: "☒", 0xA7: "▪", 0xE0: "→", 0x6C: "●", 0x6E: "■",
    0x71: "❑", 0x76: "❖", 0xD8: "➢",
}  # fmt: skip
_PRIVATE = 0xF000  # where a text keeps the signs of such a face
_SHOWN = {chr(_PRIVATE + code): sign for code, sign in {**SYMBOL, **WINGDINGS}.items()}
_SIGN = re.compile(f"[{''.join(_SHOWN)}]")
_WITH_SIGN = re.compile(rf"\S*{_SIGN.pattern}\S*")


def show_signs(lines: list[SourceLine], report: Report) -> list[SourceLine]:
    """``lines`` with the signs as they are seen in print; a line that a person keeps stays as it is."""
    if not any(not line.raw.isascii() and _SIGN.search(line.raw) for line in lines):
        return lines
    out = list(lines)
    for at, line in enumerate(lines):
        if line.raw.isascii() or line.number in report.kept or not _SIGN.search(line.raw):
            continue
        taken = " ".join(_WITH_SIGN.findall(line.raw))
        given = _shown(taken)
        report.repair("sign", line.number, "a sign of a face of symbols, as print shows it", taken, given)
        out[at] = line._replace(raw=_shown(line.raw))
    return out


def _shown(text: str) -> str:
    return _SIGN.sub(lambda found: _SHOWN[found[0]], text)
