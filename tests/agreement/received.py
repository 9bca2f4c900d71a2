"""An independent account of an import's words: the received file, less its listed repairs.

It knows nothing of how the reader works: only that a repair names its line and what it took.
"""

import re
from pathlib import Path

from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~]|$)")
_JOINED = "\x00"


def imported(path: Path) -> Imported:
    """The import of a file."""
    return read_received(path.read_bytes(), path.name)


def words_received(text: str, found: Imported) -> list[str]:
    """The words of the received text with every listed repair carried out, and no other change."""
    lines = dict(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1))
    for repair in found.repairs:
        if repair.kind in ("page furniture", "front matter"):
            assert lines[repair.line].split() == repair.taken.split(), repair
            lines[repair.line] = ""
        elif repair.kind == "sign":
            for old, new in zip(repair.taken.split(), repair.given.split(), strict=True):
                assert old in lines[repair.line] and any("\uf020" <= sign <= "\uf0ff" for sign in old), repair
                lines[repair.line] = lines[repair.line].replace(old, new, 1)
        elif repair.kind == "unseen":
            assert repair.taken and not repair.taken.strip("\n").isprintable(), repair
            for sign in repair.taken:
                lines[repair.line] = lines[repair.line].replace(sign, "")
        elif repair.kind == "parted":
            assert repair.given.replace(" ", "", 1) == repair.taken and repair.taken in lines[repair.line], (
                repair
            )
            lines[repair.line] = lines[repair.line].replace(repair.taken, repair.given, 1)
        elif repair.kind == "damaged word":
            word = r"\s+".join(map(re.escape, repair.taken.split()))
            lines[repair.line], times = re.subn(
                rf"(?<!\w){word}(?!\w)", repair.given.replace("\\", r"\\"), lines[repair.line]
            )
            assert times == 1, repair
        elif repair.kind == "markup":
            marks = repair.taken.split()
            escapes = marks.count("\\")  # in one pass: a backslash may itself stand behind one
            if escapes:
                lines[repair.line] = _ESCAPED.sub(r"\1", lines[repair.line], count=escapes)
            for mark in (one for one in marks if one != "\\"):
                for sign in [mark] if mark in lines[repair.line] else mark:
                    assert sign in lines[repair.line], repair
                    given = " " if sign == "|" else repair.given
                    lines[repair.line] = lines[repair.line].replace(sign, given, 1)
        elif repair.kind == "hyphen" or (repair.kind == "join" and "two lines" in repair.why):
            above = max(number for number in lines if number < repair.line and lines[number].strip())
            ended = lines[above].rstrip()
            assert not ended[-1].isalnum() and (repair.kind == "join" or ended.endswith("-")), repair
            lines[above] = (ended[:-1] if repair.kind == "hyphen" else ended) + _JOINED
    whole = "\n".join(lines[number] for number in sorted(lines))
    return re.sub(_JOINED + r"\s*", "", whole).split()


def words_stored(found: Imported) -> list[str]:
    """The words of the agreement as stored, block by block, in order."""
    out: list[str] = []
    for block in found.agreement.blocks():
        if block.rows:
            out += [word for row in block.rows for cell in row for word in cell.split()]
        else:
            out += f"{block.label} {block.text}".split()
    return out
