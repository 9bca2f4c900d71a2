"""A text as the workspace hands it out, and the texts of received files, outside any workspace.

Nothing here knows of git: a redline of two plain files loads no more than it needs.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.placing import place
from negotiate.agreement.reading.kinds import READABLE
from negotiate.agreement.reading.markup import read_own
from negotiate.agreement.reading.places import LINES, Places
from negotiate.workspace.sources import received_bytes

if TYPE_CHECKING:
    from negotiate.agreement.citations import Index
    from negotiate.agreement.reading.word.reader import Reading

_REFUSED = (
    ".doc", ".rtf", ".odt", ".pages", ".xls", ".xlsx", ".zip", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
)  # fmt: skip
"""Endings of files that cannot be read; a text named so is told why, not that there is no such text."""


@dataclass(frozen=True)
class Text:
    """A text by name. ``commit`` is the version it was read from, empty for a file;
    ``one_file`` says that its lines count in one received file; ``tracked`` what changes that file
    marks, ``places`` what its lines are called."""

    name: str
    agreement: Agreement
    commit: str = ""
    one_file: bool = False
    tracked: str = ""
    places: Places = LINES

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Its blocks with their citations."""
        return place(self.agreement, self.one_file)

    @cached_property
    def index(self) -> "Index":
        """Its citations."""
        from negotiate.agreement.citations import Index  # not needed to compare texts, and much to load

        return Index(self.placed, self.agreement.main)


def read_file(path: Path, reading: "Reading" = "accepted") -> Text:
    """The text in a received file, outside any workspace; ``reading`` says how tracked changes are read."""
    data = received_bytes(path)
    own = read_own(data, path.name)
    if own is not None:
        return Text(str(path), own, "", one_file=True)
    from negotiate.agreement.reading.reader import read_received  # what reads by guess is much to load

    imported = read_received(data, path.name, reading)
    return Text(str(path), imported.agreement, "", True, imported.tracked, imported.places)


def names_file(name: str) -> bool:
    """Whether a text's name is a path to a file rather than a name on the record."""
    return name.lower().endswith((*READABLE, *_REFUSED))
