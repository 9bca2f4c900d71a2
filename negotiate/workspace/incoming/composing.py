"""The sender's whole text: the agreement in force with what the file says in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.fragment import read_fragment
from negotiate.agreement.markdown import read_article, write_article
from negotiate.agreement.typed import open_clauses
from negotiate.workspace.incoming.model import Home, Slot, Told, Unit


@dataclass(frozen=True, slots=True)
class New:
    """Paragraphs that the file puts after a place (-1: before all others of ``home``)."""

    after: int
    home: Home
    units: tuple[Unit, ...]


def composed(
    base: Agreement, slots: Sequence[Slot], item: int, told: Mapping[int, Told], fresh: Sequence[New]
) -> Agreement:
    """The text that the file makes on one item. What the file does not speak of is as the sender last
    had it on that item, else as it is in force."""
    blocks: dict[Home, list[Block]] = {}
    changed: set[Home] = set()
    following: dict[int, list[New]] = {}
    for one in fresh:
        following.setdefault(one.after, []).append(one)
    for one in following.get(-1, ()):
        _put(blocks.setdefault(one.home, []), one)
        changed.add(one.home)
    for at, slot in enumerate(slots):
        block = told[at].block if at in told else slot.theirs(item)
        here = blocks.setdefault(slot.home, [])
        if block is not None:
            here.append(block)
        if block is not slot.base:
            changed.add(slot.home)
        for one in following.get(at, ()):
            _put(blocks.setdefault(one.home, []), one)
            changed.add(one.home)
    return _with(base, {home: blocks[home] for home in changed})


def _put(here: list[Block], new: New) -> None:
    """New paragraphs, read where they come to stand."""
    prose: list[str] = []

    def read() -> None:
        if prose:
            here.extend(read_fragment("\n\n".join(prose), open_clauses(here)))
            prose.clear()

    for unit in new.units:
        if unit.rows:
            read()
            above = open_clauses(here)
            here.append(Block(Kind.TABLE, "", "", above[-1].depth if above else 1, unit.rows))
        else:
            prose.append(unit.canonical)
    read()


def _with(base: Agreement, changed: Mapping[Home, Sequence[Block]]) -> Agreement:
    """The agreement with some articles written anew, lines counted in each as it would be filed."""
    names = list(dict.fromkeys([*(one.name for one in base.documents), *(name for name, _ in changed)]))
    documents = []
    for name in names:
        before = {one.path: one for part in base.documents if part.name == name for one in part.articles}
        paths = sorted({*before, *(path for document, path in changed if document == name)})
        articles = []
        for path in paths:
            blocks = changed.get((name, path))
            if blocks is None:
                articles.append(before[path])
            elif blocks:
                articles.append(read_article(write_article(Article(path, tuple(blocks))), path))
        if articles:
            documents.append(Document(name, tuple(articles)))
    return Agreement(tuple(documents))
