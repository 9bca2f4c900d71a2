"""Three texts: one party's change laid over another text, by blocks and cells.

A conflict is two different changes to one block, inside a table to one cell. Different
paragraphs of one clause never conflict, the same change made twice is one change, and
what stands only in the text laid under stays there: a third party's change never shows
as deleted. Labels are settled when the successor is made, so they never conflict.
"""

import operator
from collections.abc import Sequence
from dataclasses import dataclass, replace

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Placed
from negotiate.agreement.markdown import read_article, write_article
from negotiate.agreement.narrowing import within
from negotiate.redline.align import align
from negotiate.redline.cells import Cell, merge_rows
from negotiate.redline.quiet import together
from negotiate.redline.weave import Node, put


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two different changes to one block: as it was, as it stands in the text laid under,
    and as the edition laid over has it (None where a side struck it). ``cells`` names the
    cells of a table (row and column of ``onto``, from 1); empty for text.
    """

    citation: str
    base: Placed
    onto: Placed | None
    edited: Placed | None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class AmbiguousInsertion:
    """New blocks of both sides at one place: a person says which come first. They stand
    in the text as listed, ``onto`` before ``edited``; ``citation`` is what they follow.
    """

    citation: str
    onto: tuple[Block, ...]
    edited: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LaidOver:
    """The joined text. Where there is a conflict it keeps what ``onto`` says."""

    agreement: Agreement
    conflicts: tuple[Conflict, ...]
    ambiguous_insertions: tuple[AmbiguousInsertion, ...]

    @property
    def clean(self) -> bool:
        """Whether no person has to decide anything."""
        return not self.conflicts and not self.ambiguous_insertions


def lay_over(base: Agreement, edited: Agreement, onto: Agreement) -> LaidOver:
    """``onto`` with the change from ``base`` to ``edited`` made in it as well."""
    return _Laying(base, edited, onto).run()


class Way:
    """How blocks of one text went into another: one to one, by position; ``groups`` are those split or
    merged, by each new block in them."""

    def __init__(self, old: Sequence[Placed], new: Sequence[Placed]) -> None:
        found = align(old, new)
        single = {i: j for j, i in enumerate(found.to_old) if i >= 0 and j not in found.groups}
        self.to_new = single | dict(found.struck)
        self.to_old = {j: i for i, j in self.to_new.items()}
        self.moved = {j for j in found.moved if j in self.to_old}
        self.groups = found.groups


def says_the_same(left: Block, right: Block) -> bool:
    """Whether two blocks hold the same words, labels apart."""
    return left.digest == right.digest and (left.kind is Kind.TABLE) == (right.kind is Kind.TABLE)


class _Laying:
    def __init__(self, base: Agreement, edited: Agreement, onto: Agreement) -> None:
        self.under = onto
        # where the edition is as the base, ``onto`` stays, so that time grows with what was changed
        self.apart = together(base, edited, onto)
        self.base, self.edited, self.onto = (within(text, self.apart) for text in (base, edited, onto))
        self.ours, self.theirs = Way(self.base, self.edited), Way(self.base, self.onto)
        self.across = Way(self.edited, self.onto)
        self.nodes = [
            Node(item.block, k not in self.theirs.to_old, _home(item)) for k, item in enumerate(self.onto)
        ]
        self.of_onto = dict(enumerate(self.nodes))
        self.of_edited: dict[int, Node[Block]] = {}
        self.conflicts: list[Conflict] = []
        self.ambiguous: dict[int, AmbiguousInsertion] = {}

    def run(self) -> LaidOver:
        for i in range(len(self.base)):
            self._lay(i)
        for j in range(len(self.edited)):
            if j not in self.ours.to_old:
                self._insert(j)
            elif j in self.of_edited and self._goes(j):
                self._move(j)
        return LaidOver(self._agreement(), tuple(self.conflicts), tuple(self.ambiguous.values()))

    def _goes(self, j: int) -> bool:
        """Whether the edition has the block at another place, or in another file."""
        return j in self.ours.moved or _home(self.edited[j]) != _home(self.base[self.ours.to_old[j]])

    def _lay(self, i: int) -> None:
        """One block of the base: what became of it on both sides."""
        was, j, k = self.base[i], self.ours.to_new.get(i), self.theirs.to_new.get(i)
        if j is None and k is not None:
            if says_the_same(was.block, self.onto[k].block):
                self.nodes.remove(self.of_onto[k])
            else:
                self._conflict(i, j, k)
        elif j is not None and k is None:
            if not says_the_same(was.block, self.edited[j].block):
                self._conflict(i, j, k)
        elif j is not None and k is not None:
            self.of_edited[j] = self.of_onto[k]
            self._join(i, j, k)

    def _join(self, i: int, j: int, k: int) -> None:
        was, here, there = self.base[i].block, self.onto[k].block, self.edited[j].block
        if here == there or was == there:
            return
        merged = replace(
            here,
            kind=there.kind if here.kind is was.kind else here.kind,
            depth=there.depth if here.depth == was.depth else here.depth,
            label=there.label if here.label == was.label else here.label,
        )
        if was.kind is here.kind is there.kind is Kind.TABLE:
            table = merge_rows(was.rows, here.rows, there.rows)
            merged = replace(merged, rows=table.rows)
            if table.conflicts:
                self._conflict(i, j, k, table.conflicts)
        elif says_the_same(was, here):
            merged = replace(merged, text=there.text, rows=there.rows)
        elif not says_the_same(was, there) and not says_the_same(here, there):
            self._conflict(i, j, k)
        self.of_onto[k].item = merged

    def _conflict(self, i: int, j: int | None, k: int | None, cells: tuple[Cell, ...] = ()) -> None:
        onto = None if k is None else self.onto[k]
        edited = None if j is None else self.edited[j]
        self.conflicts.append(Conflict(self.base[i].name, self.base[i], onto, edited, cells))

    def _insert(self, j: int) -> None:
        """A block that only the edition has."""
        item = self.edited[j]
        if self._has_already(j):
            self.of_edited[j] = self.of_onto[self.across.to_new[j]]
            return
        node = Node(item.block, home=_home(item))
        before, after = self._neighbours(j)
        done = put(self.nodes, node, before, after, says_the_same)
        self.of_edited[j] = done.node
        if done.rivals:
            follows = "" if before is None else self._name(j)
            rivals = tuple(rival.item for rival in done.rivals)
            self.ambiguous[j] = AmbiguousInsertion(follows, rivals, (item.block,))
        elif j - 1 in self.ambiguous and not done.already:  # the same run of new blocks goes on
            run = self.ambiguous.pop(j - 1)
            self.ambiguous[j] = replace(run, edited=(*run.edited, item.block))

    def _has_already(self, j: int) -> bool:
        """Whether the other side added the very same block at the same place."""
        k = self.across.to_new.get(j)
        if k is None or not self.of_onto[k].fresh or k in self.across.moved:
            return False
        return says_the_same(self.onto[k].block, self.edited[j].block) and _home(self.onto[k]) == _home(
            self.edited[j]
        )

    def _name(self, j: int) -> str:
        """The citation of the block that ``edited[j]`` follows."""
        return next(self.edited[at].name for at in range(j - 1, -1, -1) if at in self.of_edited)

    def _move(self, j: int) -> None:
        """A block that the edition has at another place; where both moved it, it stays."""
        node = self.of_edited[j]
        i = self.ours.to_old[j]
        k = self.theirs.to_new[i]
        if k in self.theirs.moved or _home(self.onto[k]) != _home(self.base[i]):
            if self.across.to_new.get(j) != k or k in self.across.moved:
                self._conflict(i, j, k)
            return
        before, after = self._neighbours(j)
        self.nodes.remove(node)
        node.home = _home(self.edited[j])
        put(self.nodes, node, before, after, operator.is_)

    def _neighbours(self, j: int) -> tuple[Node[Block] | None, Node[Block] | None]:
        """The nearest blocks of the same file that both texts hold, before and after."""
        return self._nearest(range(j - 1, -1, -1), j), self._nearest(range(j + 1, len(self.edited)), j)

    def _nearest(self, way: range, j: int) -> Node[Block] | None:
        for at in way:
            if _home(self.edited[at]) != _home(self.edited[j]):
                return None
            if at in self.of_edited and (at < j or at not in self.ours.to_old or not self._goes(at)):
                return self.of_edited[at]
        return None

    def _agreement(self) -> Agreement:
        """The nodes as files again: an article that neither side wrote to stays as it is."""
        before = {(d.name, a.path): a for d in self.under.documents for a in d.articles}
        homes: dict[tuple[str, str], Sequence[Block]] = {
            home: article.blocks for home, article in before.items() if home not in self.apart
        }
        changed: dict[tuple[str, str], list[Block]] = {}
        for node in self.nodes:
            changed.setdefault(node.home, []).append(node.item)
        homes |= changed
        names = list(dict.fromkeys([*(d.name for d in self.under.documents), *(name for name, _ in homes)]))
        documents: list[Document] = []
        for name in names:
            paths = sorted(path for document, path in {*homes, *before} if document == name)
            articles = [
                _article(path, homes.get((name, path), []), before.get((name, path))) for path in paths
            ]
            kept = [one for one in articles if one.blocks or before.get((name, one.path)) == one]
            documents.append(Document(name, tuple(kept)))
        return Agreement(tuple(documents))


def _home(item: Placed) -> tuple[str, str]:
    """The document and the file a block stands in."""
    return item.document, item.file


def _article(path: str, blocks: Sequence[Block], before: Article | None) -> Article:
    if before is not None and before.blocks == tuple(blocks):
        return before
    return read_article(write_article(Article(path, tuple(blocks))), path)
