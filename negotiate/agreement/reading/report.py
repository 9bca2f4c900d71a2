"""What an import recognised, repaired and left doubtful, each with its source line."""

from dataclasses import dataclass, field

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.reading.byhand import Seen
from negotiate.agreement.reading.places import LINES as LINES
from negotiate.agreement.reading.places import Places as Places
from negotiate.common.text import many

WORD_PARTED = "stood on two lines"
"""How the reason of a join ends that made one word of two parts."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One change between the received file and the stored text.

    ``kind`` says what was done, ``line`` (1-based, of the received file) where, ``taken`` the
    words taken out (empty where lines were only joined or parted), ``given`` words put in
    (Word's automatic number, which stands in no paragraph's own words), ``why`` the reason.
    """

    kind: str
    line: int
    why: str
    taken: str = ""
    given: str = ""

    @property
    def parted_word(self) -> bool:
        """Whether a word that stood in two parts on two lines was made one."""
        return self.kind == "hyphen" or (self.kind == "join" and self.why.endswith(WORD_PARTED))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: ``line`` of the received file, what is unsure.

    ``asks`` is what a correction could answer: ``label`` (is it one?), ``count`` (is the label
    right where it stands?), ``table`` (which rows?) or nothing; ``quote`` are words of the line
    that a correction can name it by.
    """

    line: int
    what: str
    text: str = ""
    asks: str = ""
    quote: str = ""


@dataclass
class Report:
    """Gathers repairs and doubts while a file is read.

    ``kept`` are the lines of which a person refuses every repair; ``tracked`` says what changes
    the file marks, where it marks any; ``by_hand`` are words set apart by drawn lines.
    """

    repairs: list[Repair] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    kept: frozenset[int] = frozenset()
    tracked: str = ""
    by_hand: list[Seen] = field(default_factory=list)

    def repair(self, kind: str, line: int, why: str, taken: str = "", given: str = "") -> None:
        """List one repair."""
        self.repairs.append(Repair(kind, line, why, taken, given))

    def doubt(self, line: int, what: str, text: str = "", asks: str = "") -> None:
        """List one doubt."""
        self.doubts.append(Doubt(line, what, text[:80], asks))


@dataclass(frozen=True, slots=True)
class Imported:
    """An agreement read from a file, with the report of how.

    Every block's ``line`` is its line in the received file; ``places`` says what such a line is
    called. ``tracked`` says what changes the file marks, empty where it marks none.
    """

    agreement: Agreement
    repairs: tuple[Repair, ...]
    doubts: tuple[Doubt, ...]
    layout: str
    encoding: str
    places: Places = LINES
    tracked: str = ""


def marks_said(made: int, removed: int) -> str:
    """How many tracked changes a file has, in words."""
    return f"{many(made, 'insertion')}, {many(removed, 'deletion')}"
