"""A team's workspace opened: its settings, its texts, its items. The one door to all rooms.

What is read is cached by commit id, so that a screen may ask for the same text at every key.
"""

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.store import ROOT
from negotiate.bargaining.parties import FILE, Facts, read_facts
from negotiate.bargaining.record import Item, Pass, fold
from negotiate.bargaining.states import State
from negotiate.bargaining.trailers import Row, first_item, read_event
from negotiate.common.collecting import uncollected
from negotiate.common.errors import BadInput, WorkspaceFault
from negotiate.common.text import slug
from negotiate.repository.disk import through_link
from negotiate.repository.model import Person, Ref, Trailers
from negotiate.repository.repository import Repository
from negotiate.workspace.kept_texts import TEXTS, KeptTexts
from negotiate.workspace.rows import Rows

if TYPE_CHECKING:
    from negotiate.agreement.citations import Index

# How a citation is read is loaded when a text is first cited: the list of items stands there without it.

MAIN = "refs/heads/main"
TENTATIVE = "refs/heads/tentative"
PROPOSALS = "refs/heads/proposal/"
DRAFTS = "refs/heads/draft/"
PASSES = "refs/tags/pass/"
AGREED = "refs/tags/ta/"
ROUNDS = "refs/tags/round/"


class Workspace:
    """One team's repository. Open it with :meth:`open`; it is a context and closes itself."""

    def __init__(self, repository: Repository) -> None:
        """Use :meth:`open`."""
        self.repository = repository
        self.folder = Path(repository.folder)
        self._texts = KeptTexts(repository, lambda: self.facts.documents)
        self._indexes: OrderedDict[str, Index] = OrderedDict()
        self._items: dict[str, Item] = {}
        self._rows = Rows(repository.kept("rows"), repository.trailers)
        self._at_rest: tuple[Row, ...] | None = None
        self._led: dict[str, str] = {}
        self._facts: tuple[str, Facts] | None = None
        self._called: Facts | None = None

    @classmethod
    def open(cls, path: Path) -> "Workspace":
        """The workspace around ``path``. Raises :class:`WorkspaceFault` where there is none."""
        repository = Repository.open(path)
        workspace = cls(repository)
        if repository.resolve(MAIN) is None or not workspace.documents_exist():
            cloned = any(name.endswith("/main") for name, _ in repository.tips("refs/remotes/"))
            repository.close()
            if cloned:  # from a server whose own branch is called otherwise: git checks nothing out
                do = "run `git checkout main` in it, then `negotiate sync`"
                raise WorkspaceFault("this copy stands on no branch yet", where=str(repository.folder), do=do)
            raise WorkspaceFault(
                "this git repository holds no agreement",
                where=str(workspace.folder),
                do="make a workspace with `negotiate demo` or `negotiate init DIR --from FILE`",
            )
        return workspace

    def __enter__(self) -> "Workspace":
        """The workspace itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        self.close()

    def close(self) -> None:
        """Ends the git process that answers questions."""
        self.repository.close()

    def documents_exist(self) -> bool:
        """Whether ``main`` holds an agreement."""
        return any(path.endswith(".md") for path in self.repository.tree(MAIN, ROOT))

    # ---- settings and people -------------------------------------------------------------------

    @property
    def facts(self) -> Facts:
        """The settings of ``agreement.yaml`` as they stand in the work tree."""
        if self._called is not None:
            return self._called
        text = self.data_file(FILE)
        if text is None:
            raise WorkspaceFault(
                f"{FILE} is missing",
                where=str(self.folder),
                do="bring it back with `git checkout -- agreement.yaml`",
            )
        if self._facts is None or self._facts[0] != text:
            self._facts = (text, read_facts(text))
        return self._facts[1]

    @contextmanager
    def called(self, facts: Facts) -> Iterator[None]:
        """Within, the settings are these: for a file that was made when the parties had other names."""
        self._called = facts
        try:
            yield
        finally:
            self._called = None

    def data_place(self, path: str) -> Path:
        """Where a data file of the team stands. Raises :class:`WorkspaceFault` where a link stands there or
        on the way: whoever made the copy would have us read, or write, a file of their choice."""
        place_ = self.folder / path
        if place_.is_symlink() or through_link(self.folder, path):
            raise WorkspaceFault(
                "a link stands there, not a file", where=path, do="put the file in its place"
            )
        return place_

    def data_file(self, path: str) -> str | None:
        """A data file of the team (settings, salary model) from the work tree, or None."""
        place_ = self.data_place(path)
        try:
            if place_.exists() and not place_.is_file() and not place_.is_dir():
                do = "put the file in its place"  # a pipe or a device would be read for ever
                raise WorkspaceFault("this is no file", where=path, do=do)
            data = place_.read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as fault:
            raise WorkspaceFault(f"cannot read the file: {fault.strerror}", where=path) from None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput("the file is not UTF-8 text", where=path, do="save it as UTF-8") from None

    def data_files(self, folder: str) -> dict[str, str]:
        """Path → text of the data files right under a folder of the work tree."""
        place_ = self.data_place(folder)
        found = sorted(place_.glob("*.*")) if place_.is_dir() else []
        wanted = [one for one in found if one.suffix in (".yaml", ".csv") and one.is_file()]
        texts = {f"{folder}/{one.name}": self.data_file(f"{folder}/{one.name}") for one in wanted}
        return {path: text for path, text in texts.items() if text is not None}

    @property
    def person(self) -> Person:
        """Who is at work, as git's settings name them."""
        return self.repository.identity()

    def now(self) -> datetime:
        """The time in the workspace's zone (``NEGOTIATE_NOW`` sets the clock for rehearsals)."""
        given = os.environ.get("NEGOTIATE_NOW")
        return self.facts.moment(given) if given else datetime.now(self.facts.zone)

    # ---- texts ---------------------------------------------------------------------------------

    def agreement_at(self, commit: str) -> Agreement:
        """The agreement as it stands at a commit."""
        return self._texts.at(commit)

    def texts_ahead(self, commits: Sequence[str]) -> None:
        """Says that the agreements at these commits (ids) will be asked for, so that git is asked once what
        they all change."""
        self._texts.ahead(commits)

    def commit_of(self, ref: str) -> str:
        """The commit a ref leads to; raises :class:`WorkspaceFault` where it is gone."""
        if self._at_rest is not None and ref in self._led:
            return self._led[ref]
        found = self.repository.resolve(ref)
        if found is None:
            raise WorkspaceFault(f"{ref} is gone", where=str(self.folder), do="see `negotiate history`")
        if self._at_rest is not None:
            self._led[ref] = found
        return found

    def base_of(self, commit: str) -> str:
        """The version of the baseline that a draft or pass was made from."""
        return self.repository.commit(commit).trailer("Base") or self.commit_of(MAIN)

    def base_text(self, one: Pass) -> Agreement:
        """The baseline that a pass was made from."""
        return self.agreement_at(one.base or self.commit_of(MAIN))

    @property
    def baseline(self) -> Agreement:
        """The agreement now in force."""
        return self.agreement_at(self.commit_of(MAIN))

    @property
    def tentative(self) -> Agreement:
        """The baseline with every tentative agreement in it."""
        return self.agreement_at(self.commit_of(TENTATIVE))

    def index(self, agreement: Agreement, key: str) -> "Index":
        """Citations of a text; ``key`` names it (a commit) so that it is made once."""
        from negotiate.agreement.citations import index_of

        found = self._indexes.get(key)
        if found is None:
            found = index_of(agreement)
            self._indexes[key] = found
            if len(self._indexes) > TEXTS:
                self._indexes.popitem(last=False)
        return found

    def baseline_index(self) -> "Index":
        """Citations of the baseline."""
        commit = self.commit_of(MAIN)
        return self.index(self.agreement_at(commit), commit)

    def placed(self, agreement: Agreement) -> tuple[Placed, ...]:
        """A text's blocks with their citations."""
        from negotiate.agreement.citations import place

        return place(agreement)

    # ---- items ---------------------------------------------------------------------------------

    def rows(self, anew: bool = False) -> tuple[Row, ...]:
        """Every item as its tip says it stands, by number; ``anew`` takes no earlier reading's word."""
        if self._at_rest is not None and not anew:
            return self._at_rest
        tips = [oid for _, oid in self.repository.tips(PROPOSALS)]
        with uncollected():
            return tuple(sorted(self._rows.of(tips, anew), key=_by_number))

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Within, the items are listed once: for questions that ask of many and change nothing (each would
        list them all again, and a thousand items a thousand times)."""
        before, self._at_rest = self._at_rest, self.rows()
        try:
            yield
        finally:
            self._at_rest = before
            if before is None:
                self._led.clear()

    def item(self, name: str) -> Item:
        """An item by number, id or slug, with its whole record."""
        row = self.find(name)
        return self.item_at(self._rows.tip(row.id) or self.commit_of(f"{PROPOSALS}{row.id}"))

    def read_ahead(self, name: str, others: Sequence[str]) -> None:
        """Reads an item's record where it is not known yet, and those of the ``others`` (ids) with it."""
        tips = [tip for one in (name, *others) if (tip := self._rows.tip(one))]
        if tips and tips[0] not in self._items:
            self.items_at(tips)

    def item_at(self, tip: str) -> Item:
        """The item as the commit ``tip`` of its branch leaves it."""
        return self.items_at([tip])[0]

    def tips(self, rows: Sequence[Row]) -> dict[str, str]:
        """The commit at which the branch of each item stood when they were listed last, by the item's id;
        those of other items too."""
        found = self._rows.tips()
        if all(row.id in found for row in rows):
            return found
        self.rows()
        return self._rows.tips()

    def items(self, rows: Sequence[Row]) -> tuple[Item, ...]:
        """The items of these rows with their whole records, read at once however many they are."""
        tips = self.tips(rows)
        return self.items_at([tips[row.id] for row in rows])

    def items_at(self, tips: Sequence[str]) -> tuple[Item, ...]:
        """The items as these commits of their branches leave them, read at once."""
        fresh = [tip for tip in dict.fromkeys(tips) if tip not in self._items]
        with uncollected():
            for tip, line in zip(fresh, self.repository.lines(fresh), strict=True):
                self._items[tip] = self._folded(tip, line)
        return tuple(self._items[tip] for tip in tips)

    def _folded(self, tip: str, line: Sequence[tuple[str, Trailers]]) -> Item:
        own = [one for one in reversed(line) if any(key == "Item" for key, _ in one[1])]
        if not own:
            raise WorkspaceFault("this branch holds no record of an item", where=tip)
        commit, trailers = own[-1]
        return fold(first_item(trailers, commit), [read_event(told, oid) for oid, told in own])

    def find(self, name: str) -> Row:
        """The row of the item called ``name``: its number, its id or its slug."""
        wanted = name.strip()
        rows = self.rows()
        own = None if wanted.isdecimal() else self._rows.row(wanted)  # an id, mostly: none is looked for
        if own is not None:
            return own
        found = [row for row in rows if wanted in (str(row.number), row.id)]
        if not found:
            called = slug(wanted)
            found = [row for row in rows if slug(row.title) == called]
        if len(found) > 1:  # a title may be used again in a later round
            found = [row for row in found if row.state is not State.RATIFIED] or found
        if len(found) == 1:
            return found[0]
        if found:
            same = len({row.number for row in found}) < len(found)
            known = ", ".join(f"{row.id if same else row.number} {row.title}" for row in found)
            raise BadInput(f"{name!r} may be any of the items {known}", do="give the one you mean")
        known = ", ".join(f"{row.number} {row.title}" for row in rows[:6])
        raise BadInput(
            f"no item is called {name!r}",
            do=f"the items are {known}" if known else self.first_act(),
        )

    def first_act(self) -> str:
        """What to do in a workspace without items: to take them in where this is a copy made with git,
        which does not bring a team's own branches here, or to open one."""
        if any("/proposal/" in name for name, _ in self.repository.tips("refs/remotes/")):
            return "this is a copy that has not taken them in yet: run `negotiate sync`"
        return "open one with `negotiate item open TITLE --clause CITATION`"

    def drafts_of(self, item: Item) -> tuple[Ref, ...]:
        """The drafts of an item."""
        return self.repository.refs(DRAFTS, f"{DRAFTS}{item.id}--")


_by_number = attrgetter("number", "id")
