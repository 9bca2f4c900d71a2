"""A seeded generator of edits over any agreement, with its ground truth.

``edit(agreement, plan, seed)`` gives the edited agreement and, for every block of it, the
block it came from and what was done to it. The same seed gives the same edition.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.raises import is_schedule, raise_schedule
from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.labels import parse_label

CLAUSE_WORDS = 8  # shorter paragraphs are left alone, so that the truth is never a matter of taste


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of an agreement is edited: per cent of its clauses (paragraphs of eight words
    or more), but ``cells`` per cent of the table cells with figures, ``raised`` per cent of the pay
    schedules, and ``renumbered``, ``sections`` numbers of clause lists shifted by one and of sections
    moved whole.
    """

    name: str
    edited: float = 0
    inserted: float = 0
    deleted: float = 0
    moved: float = 0
    moved_edited: float = 0
    split: float = 0
    merged: float = 0
    rewritten: float = 0
    cells: float = 0
    renumbered: int = 0
    sections: int = 0
    typography: bool = False
    raised: float = 0


FIVE = Plan("5 %", 5, 1, 1, 0.5, 0.2, 0.2, 0.2, 0, 2, 1)
TWENTY = Plan("20 %", 20, 3, 3, 1, 0.5, 0.5, 0.5, 0, 8, 2)
MOVES = Plan("moves only", moved=2, sections=2)
RENUMBERED = Plan("renumbered only", renumbered=6)
TYPOGRAPHY = Plan("typography only", typography=True)
REWRITE = Plan("rewrite", rewritten=100)
RAISED = Plan("pay raised", edited=3, inserted=0.5, deleted=0.5, raised=70)


@dataclass(frozen=True, slots=True)
class Truth:
    """What was done: block numbers count through the whole text, in reading order."""

    links: tuple[tuple[int, int], ...]
    kinds: dict[int, str]
    """New block → edited, inserted, moved, moved-edited, renumbered, split, merged,
    rewritten, typography, table; blocks left alone are not listed."""
    deleted: frozenset[int]

    def of(self, *kinds: str) -> set[int]:
        """The new blocks to which one of ``kinds`` was done."""
        return {j for j, kind in self.kinds.items() if kind in kinds}


@dataclass(eq=False, slots=True)
class _Entry:
    block: Block
    old: tuple[int, ...]
    kind: str = ""


@dataclass(slots=True)
class _Draft:
    articles: list[tuple[str, str, list[_Entry]]]
    pool: list[str]
    rng: random.Random
    blocks: int
    """How many blocks the agreement has."""

    def entries(self) -> Iterator[tuple[list[_Entry], _Entry]]:
        for _, _, entries in self.articles:
            for entry in entries:
                yield entries, entry

    def free(self) -> list[tuple[list[_Entry], _Entry]]:
        """Clauses nothing was done to yet."""
        return [
            (entries, entry)
            for entries, entry in self.entries()
            if not entry.kind
            and entry.block.kind is Kind.PARAGRAPH
            and len(entry.block.text.split()) >= CLAUSE_WORDS
        ]

    def pick(self, per_cent: float, most: int | None = None) -> list[tuple[list[_Entry], _Entry]]:
        """So many per cent of all clauses, from those still untouched."""
        number = round(self.clauses() * per_cent / 100)
        free = self.free()
        return self.rng.sample(free, min(number, len(free), most or len(free)))

    def clauses(self) -> int:
        return sum(
            entry.block.kind is Kind.PARAGRAPH and len(entry.block.text.split()) >= CLAUSE_WORDS
            for _, entry in self.entries()
        )


def edit(agreement: Agreement, plan: Plan, seed: int) -> tuple[Agreement, Truth]:
    """The agreement edited by the plan, and the truth about it."""
    draft = _open(agreement, seed)
    _move_sections(draft, plan.sections)
    _move(draft, plan.moved, edited=False)
    _move(draft, plan.moved_edited, edited=True)
    for _ in range(plan.renumbered):
        _renumber(draft)
    for entries, entry in draft.pick(plan.deleted):
        entries.remove(entry)
    _split(draft, plan.split)
    _merge(draft, plan.merged)
    for _, entry in draft.pick(plan.edited):
        entry.block, entry.kind = replace(entry.block, text=_edited(draft, entry.block.text)), "edited"
    for _, entry in draft.pick(plan.rewritten):
        entry.block, entry.kind = replace(entry.block, text=_sentence(draft)), "rewritten"
    for entries, entry in draft.pick(plan.inserted):
        fresh = Block(Kind.PARAGRAPH, _sentence(draft), "", entry.block.depth)
        entries.insert(entries.index(entry) + 1, _Entry(fresh, (), "inserted"))
    _change_cells(draft, plan.cells)
    if plan.raised:
        _raise_schedules(draft, plan.raised)
    if plan.typography:
        _set_anew(draft)
    return _close(draft)


def _open(agreement: Agreement, seed: int) -> _Draft:
    number = 0
    articles = []
    for document in agreement.documents:
        for article in document.articles:
            entries = [
                _Entry(replace(block, line=0), (number + at,)) for at, block in enumerate(article.blocks)
            ]
            number += len(entries)
            articles.append((document.name, article.path, entries))
    pool = sorted({word for block in agreement.blocks() for word in re.findall(r"\b[a-z]{4,}\b", block.text)})
    return _Draft(articles, pool or ["word"], random.Random(seed), number)


def _close(draft: _Draft) -> tuple[Agreement, Truth]:
    documents: dict[str, list[Article]] = {}
    links: list[tuple[int, int]] = []
    kinds: dict[int, str] = {}
    j = 0
    for name, path, entries in draft.articles:
        documents.setdefault(name, []).append(Article(path, tuple(entry.block for entry in entries)))
        for entry in entries:
            links += [(i, j) for i in entry.old]
            if entry.kind:
                kinds[j] = entry.kind
            j += 1
    gone = frozenset(range(draft.blocks)) - {i for i, _ in links}
    agreement = Agreement(tuple(Document(name, tuple(found)) for name, found in documents.items()))
    return agreement, Truth(tuple(links), kinds, gone)


def _word(draft: _Draft, other: str = "") -> str:
    while (word := draft.rng.choice(draft.pool)) == other and len(draft.pool) > 1:
        pass
    return word


def _sentence(draft: _Draft) -> str:
    chosen = [_word(draft) for _ in range(draft.rng.randint(9, 30))]
    return " ".join(chosen).capitalize() + "."


def _edited(draft: _Draft, text: str) -> str:
    """One to three edits: a word or phrase replaced, cut or put in, a figure changed, or a
    sentence added.
    """
    words = text.split(" ")
    for _ in range(draft.rng.randint(1, 3)):
        act = draft.rng.choice(("replace", "replace", "figure", "cut", "put", "sentence"))
        figures = [at for at, word in enumerate(words) if re.search(r"\d", word)]
        at = draft.rng.randrange(len(words))
        length = draft.rng.randint(1, 3)
        if act == "figure" and figures:
            at = draft.rng.choice(figures)
            words[at] = re.sub(r"\d+", lambda found: str(int(found[0]) + 1), words[at], count=1)
        elif act == "cut" and len(words) > 2 * CLAUSE_WORDS:
            del words[at : at + length]
        elif act == "put":
            words[at:at] = [_word(draft) for _ in range(length)]
        elif act == "sentence":
            words += _sentence(draft).split(" ")
        else:
            words[at : at + length] = [_word(draft, words[at]) for _ in range(length)]
    return " ".join(words)


def _move(draft: _Draft, per_cent: float, *, edited: bool) -> None:
    """Clauses to another article; only such as stand once, or no one could tell."""
    bodies = [entry.block.text for _, entry in draft.entries()]
    for entries, entry in draft.pick(per_cent):
        homes = [found for _, _, found in draft.articles if found is not entries and len(found) > 2]
        if not homes or bodies.count(entry.block.text) > 1:
            continue
        entries.remove(entry)
        home = draft.rng.choice(homes)
        entry.kind = "moved-edited" if edited else "moved"
        if edited:
            words = entry.block.text.split(" ")
            at = draft.rng.randrange(len(words))
            words[at] = _word(draft, words[at])
            entry.block = replace(entry.block, text=" ".join(words))
        home.insert(draft.rng.randrange(1, len(home)), entry)


def _move_sections(draft: _Draft, number: int) -> None:
    """Whole sections of three to twelve blocks to another article."""
    found = [
        (entries, at, end)
        for _, _, entries in draft.articles
        for at, entry in enumerate(entries)
        if entry.block.opens_clause and 3 <= (end := _section_end(entries, at)) - at <= 12
    ]
    for entries, at, end in draft.rng.sample(found, min(number, len(found))):
        section = entries[at:end]
        homes = [other for _, _, other in draft.articles if other is not entries and len(other) > end - at]
        if not homes or any(entry.kind for entry in section):
            continue
        del entries[at:end]
        home = draft.rng.choice(homes)
        spot = draft.rng.randrange(1, len(home))
        for entry in section:
            entry.kind = "moved"
        home[spot:spot] = section


def _section_end(entries: Sequence[_Entry], at: int) -> int:
    depth = entries[at].block.depth
    end = at + 1
    while end < len(entries) and not (entries[end].block.opens_clause and entries[end].block.depth <= depth):
        end += 1
    return end


def _renumber(draft: _Draft) -> None:
    """A clause put first in a list of clauses, every label after it one further."""
    lists = [run for _, _, entries in draft.articles for run in _siblings(entries)]
    if not lists:
        return
    entries, run = draft.rng.choice(lists)
    first = run[0]
    fresh = _Entry(replace(first.block, text=_sentence(draft)), (), "inserted")
    labels = [entry.block.label for entry in run]
    for entry, label in zip(run, [*labels[1:], _next(labels[-1])], strict=True):
        if entry.block.label != label:
            entry.block, entry.kind = replace(entry.block, label=label), "renumbered"
    entries.insert(entries.index(first), fresh)


def _siblings(entries: list[_Entry]) -> Iterator[tuple[list[_Entry], list[_Entry]]]:
    """Runs of three or more untouched clauses of one level whose labels can be shifted."""
    runs: dict[int, list[_Entry]] = {}
    done: list[list[_Entry]] = []
    for entry in entries:
        if not entry.block.opens_clause:
            continue
        for depth in [depth for depth in runs if depth > entry.block.depth]:
            done.append(runs.pop(depth))
        usable = entry.block.kind is Kind.PARAGRAPH and not entry.kind and bool(_next(entry.block.label))
        if usable and len(entry.block.text.split()) >= CLAUSE_WORDS:
            runs.setdefault(entry.block.depth, []).append(entry)
        elif entry.block.depth in runs:
            done.append(runs.pop(entry.block.depth))
    done += runs.values()
    return ((entries, run) for run in done if len(run) >= 3)


def _next(label: str) -> str:
    """The label after this one, empty where there is no telling."""
    found = parse_label(label) if label else None
    if found is None:
        return ""
    if found.value.isdigit():
        return label.replace(found.value, str(int(found.value) + 1))
    if len(found.value) == 1 and found.value.lower() not in "zivxlcdm":
        return label.replace(found.value, chr(ord(found.value) + 1))
    return ""


def _split(draft: _Draft, per_cent: float) -> None:
    """Clauses of two sentences or more as two paragraphs."""
    ready = [pair for pair in draft.free() if re.search(r"\w{3}\. [A-Z]", pair[1].block.text[60:-60])]
    number = min(round(draft.clauses() * per_cent / 100), len(ready))
    for entries, entry in draft.rng.sample(ready, number):
        found = re.search(r"\w{3}\. (?=[A-Z])", entry.block.text[60:-60])
        if found is None:
            continue
        at = 60 + found.end()
        second = replace(entry.block, text=entry.block.text[at:], label="")
        entries.insert(entries.index(entry) + 1, _Entry(second, entry.old, "split"))
        entry.block, entry.kind = replace(entry.block, text=entry.block.text[: at - 1]), "split"


def _merge(draft: _Draft, per_cent: float) -> None:
    """Two paragraphs, the second without a label, as one."""
    ready = [
        (entries, entry, after)
        for _, _, entries in draft.articles
        for entry, after in zip(entries, entries[1:], strict=False)
        if all(
            one.block.kind is Kind.PARAGRAPH and not one.kind and len(one.block.text.split()) >= CLAUSE_WORDS
            for one in (entry, after)
        )
        and not after.block.label
    ]
    number = min(round(draft.clauses() * per_cent / 100), len(ready))
    for entries, entry, after in draft.rng.sample(ready, number):
        if entry.kind or after.kind:
            continue
        entry.block = replace(entry.block, text=f"{entry.block.text} {after.block.text}")
        entry.old, entry.kind, after.kind = (*entry.old, *after.old), "merged", "merged"
        entries.remove(after)


def _change_cells(draft: _Draft, per_cent: float) -> None:
    for _, entry in draft.entries():
        if entry.block.kind is not Kind.TABLE:
            continue
        rows = tuple(tuple(_raised(draft, cell, per_cent) for cell in row) for row in entry.block.rows)
        if rows != entry.block.rows:
            entry.block, entry.kind = replace(entry.block, rows=rows), "table"


def _raise_schedules(draft: _Draft, per_cent: float) -> None:
    """Every figure of a schedule raised, and lanes and steps that come and go."""
    for _, entry in draft.entries():
        if is_schedule(entry.block.rows) and draft.rng.random() * 100 < per_cent:
            entry.block = replace(entry.block, rows=raise_schedule(entry.block.rows, draft.rng).rows)
            entry.kind = "table"


def _raised(draft: _Draft, cell: str, per_cent: float) -> str:
    if not re.search(r"\d", cell) or draft.rng.random() * 100 >= per_cent:
        return cell
    return re.sub(r"\d(?=\D*$)", lambda found: str((int(found[0]) + 3) % 10), cell)


def _set_anew(draft: _Draft) -> None:
    """Curly quotes straight, long dashes short."""
    table = str.maketrans("’‘“”–—", "''\"\"--")
    for _, entry in draft.entries():
        text = entry.block.text.translate(table)
        rows = tuple(tuple(cell.translate(table) for cell in row) for row in entry.block.rows)
        if (text, rows) != (entry.block.text, entry.block.rows):
            entry.block = replace(entry.block, text=text, rows=rows)
            entry.kind = entry.kind or "typography"
