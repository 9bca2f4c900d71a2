"""What an import recognised, repaired and left doubtful, each with its source line."""

from dataclasses import dataclass, field

from negotiate.agreement.blocks import Agreement


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


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: ``line`` of the received file, what is unsure."""

    line: int
    what: str
    text: str = ""


@dataclass
class Report:
    """Gathers repairs and doubts while a file is read.

    ``kept`` are the lines of which a person refuses every repair.
    """

    repairs: list[Repair] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    kept: frozenset[int] = frozenset()

    def repair(self, kind: str, line: int, why: str, taken: str = "", given: str = "") -> None:
        """List one repair."""
        self.repairs.append(Repair(kind, line, why, taken, given))

    def doubt(self, line: int, what: str, text: str = "") -> None:
        """List one doubt."""
        self.doubts.append(Doubt(line, what, text[:80]))


@dataclass(frozen=True, slots=True)
class Imported:
    """An agreement read from a file, with the report of how.

    Every block's ``line`` is its line in the received file.
    """

    agreement: Agreement
    repairs: tuple[Repair, ...]
    doubts: tuple[Doubt, ...]
    layout: str
    encoding: str
