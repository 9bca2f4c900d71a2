"""What is being typed: saved beside the repository's private files, whole or not at all.

Nothing here is in git yet. A text becomes a commit, and an operation, when its writer leaves the
editor; until then it survives a kill here.
"""

from pathlib import Path
from urllib.parse import quote, unquote

from negotiate.common.errors import BadInput
from negotiate.repository import disk
from negotiate.repository.names import LONGEST_COMPONENT, utf8


class Drafts:
    """The texts in ``folder``, by name; a name is any short text without control characters."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """The names of all saved texts, sorted."""
        found = (path.name for path in self._folder.glob("*.txt"))
        return tuple(sorted(unquote(name.removesuffix(".txt")) for name in found if not name.startswith(".")))

    def read(self, name: str) -> str | None:
        """The text saved under ``name``; None if there is none."""
        try:
            return self._path(name).read_bytes().decode("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as fault:
            raise BadInput("the saved text is not UTF-8", where=str(self._path(name))) from fault

    def write(self, name: str, text: str) -> None:
        """Saves ``text``; it is on the disk when this returns."""
        disk.write_whole(self._path(name), utf8(text, name).encode())

    def delete(self, name: str) -> None:
        """Forgets the text; nothing happens if there is none."""
        if self._folder.is_dir():
            disk.remove(self._path(name))

    def _path(self, name: str) -> Path:
        plain = quote(utf8(name, "a draft's name"), safe=" ")
        plain = f"%2E{plain[1:]}" if plain.startswith(".") else plain
        if not plain or len(plain) > LONGEST_COMPONENT:
            raise BadInput(f"{name!r} is not a name for a draft")
        return self._folder / f"{plain}.txt"
