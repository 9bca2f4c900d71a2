"""What the items' language takes away, for all items at once: which touch a clause, which collide.

Only articles that differ are read, and of them only the lines (a block is a line, a table several): a
line that an item and another text both take away is a place where they may collide; whether they do is
then judged by blocks. Nothing in a commit changes, so what was found is kept from run to run: of the lines
no more than what tells one from another.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from negotiate import __version__
from negotiate.agreement.markdown import block_lines
from negotiate.agreement.store import is_article
from negotiate.bargaining.record import Item
from negotiate.bargaining.trailers import Row
from negotiate.common.collecting import uncollected
from negotiate.repository.kept import FEW, Values
from negotiate.workspace.workspace import MAIN, TENTATIVE, Workspace

Lines = frozenset[str]
"""Lines of text, each by a digest of it."""
VERSION = f"overlaps-1-{__version__}"


@dataclass(frozen=True, slots=True)
class Laid:
    """An item's last language laid over another text: the paragraphs (cited) that both changed, differently.
    ``inked``: the signing copy was changed by hand."""

    row: Row
    conflicts: tuple[str, ...]
    inked: bool


@dataclass(frozen=True, slots=True)
class _Offer:
    """The last language of an item as its tip says (``text`` empty: none), what it takes away from its
    ``base``, and, judged against the commit ``onto``, where the two collide."""

    base: str
    text: str
    inked: bool
    gone: Lines
    onto: str = ""
    conflicts: tuple[str, ...] = ()

    @property
    def values(self) -> Values:
        """As it is kept."""
        return [self.base, self.text, int(self.inked), list(self.gone), self.onto, list(self.conflicts)]


class Overlaps:
    """The items of a workspace, compared with each other's ground; kept between questions and runs."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept = workspace.repository.kept("overlaps")
        self._offers: dict[str, _Offer] = {}
        self._fresh = 0

    def touching(self, citation: str) -> tuple[Row, ...]:
        """The items on the clause, and those whose last language takes away words of it."""
        index = self._workspace.baseline_index()
        found = index.clause(citation)
        cited = {one.citation for one in found}
        lines = (line for one in found for line in block_lines(one.block).split("\n"))
        words = {_digest(line.strip().encode()) for line in lines}
        rows = self._workspace.rows()
        tips = self._workspace.tips(rows)
        offers = self._of([tips[row.id] for row in rows])
        self._keep(tips.values())
        return tuple(
            row
            for row, one in zip(rows, offers, strict=True)
            if not words.isdisjoint(one.gone) or not cited.isdisjoint(row.clauses)
        )

    def over(self, rows: Sequence[Row], onto: str = TENTATIVE) -> tuple[Laid, ...]:
        """The last language of each of these items tried on the text ``onto``; items without are left out."""
        under = self._workspace.commit_of(onto)
        tips = self._workspace.tips(rows)
        rows = [row for row in rows if row.id in tips]  # one undone since it was listed is left out
        mine = [tips[row.id] for row in rows]
        offers = self._of(mine)
        bases = list(dict.fromkeys(one.base for one in offers if one.text and one.onto != under))
        taken = dict(zip(bases, self._gone([(base, under) for base in bases]), strict=True))
        for tip, one in zip(mine, offers, strict=True):
            if one.text and one.onto != under:
                self._offers[tip] = self._judged(one, under, taken[one.base])
        if onto == TENTATIVE:
            self._keep(tips.values())
        now = ((row, self._offers[tip]) for row, tip in zip(rows, mine, strict=True))
        return tuple(Laid(row, one.conflicts, one.inked) for row, one in now if one.text)

    def _judged(self, one: _Offer, under: str, taken: Lines) -> _Offer:
        if one.gone.isdisjoint(taken):
            return replace(one, onto=under, conflicts=())
        from negotiate.workspace.overtaken import clashes  # most offers touch nothing that was taken

        self._fresh = FEW  # dear enough to be kept at once
        base, text, onto = map(self._workspace.agreement_at, (one.base, one.text, under))
        found = clashes(base, text, onto)
        return replace(one, onto=under, conflicts=tuple(each.citation for each in found))

    def _of(self, tips: Sequence[str]) -> list[_Offer]:
        """What each tip offers; read for all that are not known at once."""
        missing = [tip for tip in tips if tip not in self._offers]
        if len(missing) >= FEW:
            self._offers |= _kept(self._kept.read(VERSION), missing)
            missing = [tip for tip in missing if tip not in self._offers]
        if missing:
            with uncollected():
                self._read(missing)
            self._fresh += len(missing)
        return [self._offers[tip] for tip in tips]

    def _read(self, tips: Sequence[str]) -> None:
        lasts = [(item, item.last) for item in self._workspace.items_at(tips)]
        main = self._workspace.commit_of(MAIN)
        pairs = [(last.base or main, last.text) for _, last in lasts if last is not None]
        gone = dict(zip(pairs, self._gone(pairs), strict=True))
        for tip, (item, last) in zip(tips, lasts, strict=True):
            if last is None:
                self._offers[tip] = _Offer("", "", _inked(item), frozenset())
            else:
                base = last.base or main
                self._offers[tip] = _Offer(base, last.text, _inked(item), gone[base, last.text])

    def _keep(self, tips: Iterable[str]) -> None:
        """Writes down what was found, once it is much; of commits that are still tips."""
        if self._fresh >= FEW and len(self._offers) >= FEW:
            known = {tip: self._offers[tip].values for tip in tips if tip in self._offers}
            self._kept.write(VERSION, known)
            self._fresh = 0

    def _gone(self, pairs: Sequence[tuple[str, str]]) -> list[Lines]:
        """For each pair of commits the lines of the first's articles that the second has not, or fewer of."""
        repository = self._workspace.repository
        differ = [
            [both for path, both in found.items() if is_article(path)] for found in repository.changes(pairs)
        ]
        blobs = list(dict.fromkeys(oid for found in differ for both in found for oid in both if oid))
        lines = {
            oid: data.split(b"\n") for oid, data in zip(blobs, repository.read_blobs(blobs), strict=True)
        }
        return [frozenset(map(_digest, self._lost(found, lines))) for found in differ]

    @staticmethod
    def _lost(found: Sequence[tuple[str | None, str | None]], lines: dict[str, list[bytes]]) -> set[bytes]:
        before: list[bytes] = []
        after: list[bytes] = []
        for was, now in found:
            old, new = lines[was] if was else [], lines[now] if now else []
            start, end = _alike(old, new)
            before += old[start : len(old) - end]
            after += new[start : len(new) - end]
        less = Counter(before) - Counter(after)
        return {line.strip() for line in less if line.strip()}


def _alike(old: Sequence[bytes], new: Sequence[bytes]) -> tuple[int, int]:
    """How many lines at the start and at the end are the same in both."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    left = most - start
    return start, next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)


def _digest(line: bytes) -> str:
    return blake2b(line, digest_size=8).hexdigest()


def _inked(item: Item) -> bool:
    return item.ink is not None


def _kept(found: dict[str, Values], wanted: Iterable[str]) -> dict[str, _Offer]:
    """What is kept of the tips wanted; nothing at all where one of them is no offer."""
    offers: dict[str, _Offer] = {}
    try:
        for tip in wanted:
            values: Any = found.get(tip)  # another program's, perhaps
            if values is not None:
                base, text, inked, gone, onto, conflicts = values
                offers[tip] = _Offer(base, text, bool(inked), frozenset(gone), onto, tuple(conflicts))
    except (ValueError, TypeError, AttributeError):
        return {}
    return offers
