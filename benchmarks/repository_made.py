"""Workspaces of any number of proposals, for measuring: objects as the program makes them, in one pack.

Acts one by one would take an hour for thousands. The commits, trees and tags are those of the acts (the same
functions write them); only the way onto the disk is shorter.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.editing import Edit, EditKind
from negotiate.agreement.markdown import read_article
from negotiate.agreement.store import ROOT, is_article
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, Item
from negotiate.bargaining.states import Act
from negotiate.bargaining.tentative import language_digest
from negotiate.repository import objects
from negotiate.repository.building import Builder, Files
from negotiate.repository.launch import Git
from negotiate.repository.messages import TrailersGiven
from negotiate.repository.model import Person
from negotiate.repository.reader import Reader
from negotiate.repository.transaction import Transaction
from negotiate.workspace import actions
from negotiate.workspace.creating import init
from negotiate.workspace.recording import item_file, item_yaml, record, tag_pass
from negotiate.workspace.workspace import MAIN, TENTATIVE, Workspace

ARTICLES, CLAUSES = 120, 10
ITEMS_ON = 100
"""Articles on which there are proposals; the rest is for the acts that are measured."""
AGREED = 5
"""Clauses that the tentative text has otherwise than the proposals on them."""
CLAUSE = "7.C"
_LABELS = "ABCDEFGHIJ"
_AT = datetime(2026, 3, 4, 18, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Made:
    """A workspace at ``folder`` with ``size`` items, each a line of two commits: opened, passed."""

    folder: Path
    size: int

    def draft(self, workspace: Workspace, item: str, number: int) -> None:
        """A draft of the item that changes the ``number``-th clause no other proposal is on."""
        article, label = ITEMS_ON + 1 + number // CLAUSES % 20, _LABELS[number % CLAUSES]
        edit = Edit(
            EditKind.REPLACE, f"{article}.{label}", f"Rule {article}{label} is {number} days, as drafted."
        )
        actions.draft(workspace, item, Side.UNION, [edit])


def text() -> str:
    """The agreement: 120 articles of ten clauses of some forty words."""
    said = "The parties give notice in writing, and whoever receives it answers within the time that is set. "
    return "".join(
        f"Article {a}\n\nMatter {a}\n\n"
        + "".join(f"{label}. Rule {a}{label} is {a} days. {said * 2}\n\n" for label in _LABELS)
        for a in range(1, ARTICLES + 1)
    )


@contextmanager
def made(size: int, passes: int = 1) -> Iterator[Made]:
    """A workspace with ``size`` proposals of so many ``passes`` each, the sides by turns, in a folder of its
    own."""
    with tempfile.TemporaryDirectory() as folder:
        source, place = Path(folder) / "agreement.txt", Path(folder) / "w"
        source.write_text(text(), "utf-8")
        init(place, source, Side.UNION)
        with Workspace.open(place) as workspace:
            main, base = workspace.commit_of(MAIN), workspace.baseline
            files = workspace.repository.read_files(main, ROOT, is_article)
            paths = [
                next(path for path in files if f"Rule {n}A " in files[path]) for n in range(1, ARTICLES + 1)
            ]
            batch = Batch(Git(place, place / ".git"))
            for number in range(size):
                _propose(batch, main, base, files, paths, number, passes)
            agreed = {
                paths[n]: _changed(files[paths[n]], n + 1, 0, "as agreed otherwise") for n in range(AGREED)
            }
            batch.move(TENTATIVE, new=batch.commit(main, agreed, "Agreed"), old=main)
            batch.land()
        yield Made(place, size)


class Batch:
    """What the acts ask of an operation, put on the disk at once; nothing of it is logged or undone."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._reader = Reader(git)
        self._builder = Builder(self._reader, 40, Person("Pat", "pat@localhost"), _AT)
        self._tips: dict[str, str] = {}

    def commit(self, parent: str, files: Files, message: str, trailers: TrailersGiven = ()) -> str:
        """As in an operation."""
        return self._builder.commit([parent], files, message, trailers)

    def move(self, ref: str, *, new: str, old: str | None) -> None:
        """As in an operation."""
        assert old is None or self._tips.get(ref, old) == old
        self._tips[ref] = new

    def tag(self, ref: str, target: str, message: str, trailers: TrailersGiven = ()) -> str:
        """As in an operation."""
        self._tips[ref] = self._builder.tag(ref.removeprefix("refs/tags/"), target, message, trailers)
        return self._tips[ref]

    def land(self) -> None:
        """One pack, one file of refs, as git keeps both after a while."""
        self._reader.close()
        self._git.run("index-pack", "--stdin", stdin=objects.pack(self._builder.made.values()))
        self._git.run("update-ref", TENTATIVE, self._tips.pop(TENTATIVE))
        lines = "".join(f"{oid} {ref}\n" for ref, oid in sorted(self._tips.items()))
        (self._git.common / "packed-refs").write_text(lines)
        self._git.run("-c", "core.fsync=none", "pack-refs", "--all")  # with what the tags lead to
        self._git.run("repack", "-adq", "--window=4", "--depth=20")


def _propose(
    batch: Batch,
    main: str,
    base: Agreement,
    files: dict[str, str],
    paths: list[str],
    number: int,
    passes: int,
) -> None:
    article, clause = number % ITEMS_ON, number // ITEMS_ON % CLAUSES
    at = _AT + timedelta(minutes=number)
    label = f"{article + 1}.{_LABELS[clause]}"
    op = cast(Transaction, batch)  # of an operation they ask no more than a batch can do
    item = Item(hashlib.sha256(str(number).encode()).hexdigest()[:8], number + 1, f"Item {number}", (label,))
    item = record(op, item, Event(Act.OPENED, at, by="Pat"), main, {item_file(item): item_yaml(item)})
    path = paths[article]
    for turn in range(passes):
        side = Side.UNION if turn % 2 == 0 else Side.DISTRICT
        said = f"as proposed in {number}" if turn == 0 else f"as proposed in {number}, turn {turn + 1}"
        new = {path: _changed(files[path], article + 1, clause, said)}
        when = at + timedelta(days=turn)
        event = Event(Act.PASSED, when, by="Pat", side=side, number=turn // 2 + 1, base=main, handed=when)
        event = replace(event, digest=language_digest(base, _with(base, path, new[path])))
        item = record(op, item, event, item.events[-1].text, dict(new))
        tag_pass(op, item)


def _with(base: Agreement, path: str, text: str) -> Agreement:
    """The agreement with another text of the article at ``path``."""
    _, name, file = path.split("/")
    return Agreement(
        tuple(
            replace(
                one,
                articles=tuple(
                    read_article(text, file) if name == one.name and article.path == file else article
                    for article in one.articles
                ),
            )
            for one in base.documents
        )
    )


def _changed(text: str, article: int, clause: int, words: str) -> str:
    old = f"Rule {article}{_LABELS[clause]} is"
    assert old in text
    return text.replace(old, f"Rule {article}{_LABELS[clause]}, {words}, is")
