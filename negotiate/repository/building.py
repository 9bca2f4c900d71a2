"""What an operation will write, built in memory: blobs, trees, commits, tags; nothing reaches git yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from negotiate.common.errors import BadInput
from negotiate.repository import messages, names, objects
from negotiate.repository.messages import TrailersGiven
from negotiate.repository.model import Commit, Person
from negotiate.repository.objects import FILE, FOLDER, LINK, Entry, Raw
from negotiate.repository.reader import Reader

Files = Mapping[str, bytes | str | None]
"""Path → content; None takes the file away. A text is stored as UTF-8, its line ends as they are."""


class Builder:
    """Objects in the making, readable through ``reader`` before git has them."""

    def __init__(self, reader: Reader, digits: int, who: Person, at: datetime) -> None:
        self._reader = reader
        self._digits = digits
        self._who = who
        self._at = at
        self.made: dict[str, Raw] = {}
        self._texts: dict[str, str] = {}

    def add(self, made: Raw) -> str:
        """Keeps an object for the operation's pack; its id."""
        self.made[made.oid] = made
        self._reader.pending[made.oid] = made
        return made.oid

    def commit(self, parents: Sequence[str], files: Files, message: str, trailers: TrailersGiven) -> str:
        """A commit of the first parent's tree with ``files`` laid over it."""
        if not all(map(names.is_oid, parents)):
            raise BadInput("a commit's parents are given by their whole ids", where=", ".join(parents))
        base = self._reader.commit(parents[0]).tree if parents else None
        tree = self.tree(base, files)
        text = messages.compose(message, trailers)
        return self.add(objects.encode_commit(tree, parents, self._who, self._at, text, self._digits))

    def again(self, commit: Commit, parent: str | None, files: Files) -> str:
        """``commit`` on another parent with ``files`` laid over its tree; author, time and words stay."""
        tree = self.tree(commit.tree, files)
        text = messages.compose(f"{commit.subject}\n\n{commit.body}", commit.trailers)
        parents = [parent] if parent else []
        return self.add(objects.encode_commit(tree, parents, commit.author, commit.at, text, self._digits))

    def tag(self, name: str, target: str, message: str, trailers: TrailersGiven) -> str:
        """An annotated tag's object, ``name`` without ``refs/tags/``."""
        if not names.is_oid(target):
            raise BadInput("a tag's target is given by its whole id", where=target)
        text = messages.compose(message, trailers)
        return self.add(objects.encode_tag(target, name, self._who, self._at, text, self._digits))

    def tree(self, base: str | None, files: Files) -> str:
        """The tree ``base`` (None: empty) with ``files`` laid over it."""
        changes = {names.path(path): self._blob(content, path) for path, content in files.items()}
        return self._laid(base, changes, "") or self.add(objects.encode_tree({}, self._digits))

    def _blob(self, content: bytes | str | None, path: str) -> str | None:
        if content is None:
            return None
        if isinstance(content, bytes):
            return self.add(objects.raw("blob", content, self._digits))
        if content not in self._texts:  # commits of one act share most of their files
            data = names.utf8(content, path).encode()
            self._texts[content] = self.add(objects.raw("blob", data, self._digits))
        return self._texts[content]

    def _laid(self, base: str | None, changes: Mapping[str, str | None], place: str) -> str | None:
        """The tree's id, None when nothing is left in it."""
        entries = dict(self._reader.tree(base)) if base else {}
        below: dict[str, dict[str, str | None]] = defaultdict(dict)
        for path, blob in changes.items():
            name, slash, rest = path.partition("/")
            if slash:
                below[name][rest] = blob
            else:
                self._set(entries, name, blob, place)
        for name, inner in below.items():
            self._set_folder(entries, name, inner, place)
        return self.add(objects.encode_tree(entries, self._digits)) if entries else None

    def _set(self, entries: dict[str, Entry], name: str, blob: str | None, place: str) -> None:
        was = entries.get(name)
        if was and was.is_folder:
            raise BadInput("a folder stands where a file should", where=place + name)
        if blob is None:
            entries.pop(name, None)
        elif was and was.mode == LINK:
            raise BadInput("a link stands where a file should", where=place + name, do="remove the link")
        else:
            entries[name] = Entry(was.mode if was else FILE, blob)

    def _set_folder(
        self, entries: dict[str, Entry], name: str, inner: Mapping[str, str | None], place: str
    ) -> None:
        was = entries.get(name)
        if was and not was.is_folder:
            if all(blob is None for blob in inner.values()):
                return
            raise BadInput("a file stands where a folder should", where=place + name)
        tree = self._laid(was.oid if was else None, inner, f"{place}{name}/")
        if tree is None:
            entries.pop(name, None)
        else:
            entries[name] = Entry(FOLDER, tree)
