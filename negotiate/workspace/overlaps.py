"""What the items' language takes away, for all items at once: which touch a clause, which collide.

Only articles that differ are read, and of them only the lines (a block is a line, a table several): a
line that an item and another text both take away is a place where they may collide; whether they do is
then judged by blocks. Nothing in a commit changes, so what was found once is kept.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.markdown import block_lines
from negotiate.agreement.store import is_article
from negotiate.bargaining.record import Item, Pass
from negotiate.bargaining.trailers import Row
from negotiate.common.collecting import uncollected
from negotiate.redline.threeway import Conflict
from negotiate.workspace.overtaken import conflicts
from negotiate.workspace.workspace import MAIN, TENTATIVE, Workspace

Lines = frozenset[str]


@dataclass(frozen=True, slots=True)
class Laid:
    """An item's last language laid over another text: where both changed a paragraph, differently."""

    item: Item
    conflicts: tuple[Conflict, ...]


class Overlaps:
    """The items of a workspace, compared with each other's ground; kept between questions."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._gone: dict[tuple[str, str], Lines] = {}

    def touching(self, citation: str) -> tuple[Row, ...]:
        """The items on the clause, and those whose last language takes away words of it.

        Raises :class:`BadInput` where the agreement in force has no such clause.
        """
        index = self._workspace.baseline_index()
        cited = {one.citation for one in index.clause(citation)}
        words = {
            line.strip() for one in index.clause(citation) for line in block_lines(one.block).split("\n")
        }
        rows = self._workspace.rows()
        offers = self._offers(rows)
        gone = self.gone([(self._base(one), one.text) for one in offers.values()])
        struck = {key for key, lines in zip(offers, gone, strict=True) if not words.isdisjoint(lines)}
        return tuple(row for row in rows if row.id in struck or not cited.isdisjoint(row.clauses))

    def over(self, rows: Sequence[Row], onto: str = TENTATIVE) -> tuple[Laid, ...]:
        """The last language of each of these items tried on the text ``onto``; items without are left out."""
        under = self._workspace.commit_of(onto)
        offers = self._offers(rows)
        bases = [self._base(one) for one in offers.values()]
        ours = self.gone([(base, one.text) for base, one in zip(bases, offers.values(), strict=True)])
        theirs = self.gone([(base, under) for base in bases])
        found = []
        for (key, one), mine, other in zip(offers.items(), ours, theirs, strict=True):
            both = not mine.isdisjoint(other)
            text = self._workspace.agreement_at(under) if both else None
            found.append(Laid(self._items[key], conflicts(self._workspace, one, text) if text else ()))
        return tuple(found)

    def gone(self, pairs: Sequence[tuple[str, str]]) -> list[Lines]:
        """For each pair of commits the lines of the first's articles that the second has not, or fewer of."""
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in self._gone]
        if fresh:
            with uncollected():
                self._gone |= dict(zip(fresh, self._read(fresh), strict=True))
        return [self._gone[pair] for pair in pairs]

    def _read(self, pairs: Sequence[tuple[str, str]]) -> list[Lines]:
        repository = self._workspace.repository
        differ = [
            [both for path, both in found.items() if is_article(path)] for found in repository.changes(pairs)
        ]
        blobs = list(dict.fromkeys(oid for found in differ for both in found for oid in both if oid))
        lines = {
            oid: data.split(b"\n") for oid, data in zip(blobs, repository.read_blobs(blobs), strict=True)
        }
        return [self._lost(found, lines) for found in differ]

    @staticmethod
    def _lost(found: Sequence[tuple[str | None, str | None]], lines: dict[str, list[bytes]]) -> Lines:
        before: list[bytes] = []
        after: list[bytes] = []
        for was, now in found:
            old, new = lines[was] if was else [], lines[now] if now else []
            start, end = _alike(old, new)
            before += old[start : len(old) - end]
            after += new[start : len(new) - end]
        less = Counter(before) - Counter(after)
        return frozenset(line.decode("utf-8", "replace").strip() for line in less if line.strip())

    def _offers(self, rows: Sequence[Row]) -> dict[str, Pass]:
        self._items = {item.id: item for item in self._workspace.items(rows)}
        return {key: item.last for key, item in self._items.items() if item.last is not None}

    def _base(self, one: Pass) -> str:
        return one.base or self._workspace.commit_of(MAIN)


def _alike(old: Sequence[bytes], new: Sequence[bytes]) -> tuple[int, int]:
    """How many lines at the start and at the end are the same in both."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    left = most - start
    return start, next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)
