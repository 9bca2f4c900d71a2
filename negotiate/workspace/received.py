"""A text as the workspace hands it out, and the texts of received files, outside any workspace.

Nothing here knows of git: a redline of two plain files loads no more than it needs.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.citations import Index, place
from negotiate.agreement.reading.kinds import READABLE
from negotiate.agreement.reading.reader import read_received
from negotiate.common.errors import BadInput


@dataclass(frozen=True)
class Text:
    """A text by name. ``commit`` is the version it was read from, empty for a file;
    ``one_file`` says that its lines count in one received file."""

    name: str
    agreement: Agreement
    commit: str = ""
    one_file: bool = False

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Its blocks with their citations."""
        return place(self.agreement, self.one_file)

    @cached_property
    def index(self) -> Index:
        """Its citations."""
        return Index(self.placed, self.agreement.main)


def read_file(path: Path) -> Text:
    """The text in a received file, outside any workspace."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput("there is no such file", where=str(path)) from None
    except IsADirectoryError:
        raise BadInput("this is a folder, not a file", where=str(path)) from None
    except OSError as fault:
        raise BadInput(f"cannot read the file: {fault.strerror}", where=str(path)) from None
    imported = read_received(data, path.name)
    return Text(str(path), imported.agreement, "", one_file=True)


def names_file(name: str) -> bool:
    """Whether a text's name is a path to a file rather than a name on the record."""
    return name.lower().endswith((*READABLE, ".doc", ".rtf", ".odt"))
