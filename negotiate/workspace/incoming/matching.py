"""Which paragraph of a file is which place of the agreement: by its words, never by its number.

Surest first: the very words of any text known; then, between two places so found, what is
likest in the same order; then what is likest anywhere an item has a say; then anywhere.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from negotiate.agreement.blocks import Block, Kind, Rows
from negotiate.common.errors import BadInput
from negotiate.redline.model import row_text
from negotiate.redline.typography import fold
from negotiate.workspace.incoming.deciding import Pages
from negotiate.workspace.incoming.model import Part, Slot, Unit, folded
from negotiate.workspace.incoming.rows import as_rows, merged

_ALIKE = 55.0  # likeness (of 100) from which two paragraphs are one, changed
_BESIDE = 34.0  # the same between two neighbours already known, under one label
_SURE = 100.0  # the likeness of equal words
_LABEL = 12.0  # what the same label adds
_ELSEWHERE = 8.0  # how much likelier a place must be for a paragraph to belong to it and not to the item
_TELLING = 4  # words from which equal words are no accident
_LARGEST_GAP = 400  # places between two neighbours that are compared with what stands between them
_LARGEST_TABLE = 1_000_000  # paragraphs × places that are compared in one order
_MOST_LEFT = 10_000  # paragraphs unlike any text known; the largest agreements have 5,000 in all
_MOST_ASTRAY = 80  # paragraphs whose place is sought in the whole agreement


class Known:
    """The places of an agreement by the words of every version of them. ``wanted`` are those that the
    items being answered have a say in."""

    def __init__(self, slots: Sequence[Slot], wanted: frozenset[int]) -> None:
        self.slots, self.wanted = slots, wanted
        self.keys = [_keys(slot) for slot in slots]
        self.tables = [slot.block.kind is Kind.TABLE for slot in slots]
        self.labels = [{block.label for block in slot.blocks if block.label} for slot in slots]
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, versions in enumerate(self.keys):
            for key in versions:
                self.places[key].append(at)

    def pages(self, units: Sequence[Unit]) -> Pages:
        """The paragraphs of a file with their places: those of a packet's parts each by themselves, item
        by item, for two items may print one clause.
        Rows of a table come back as that table, with them in it."""
        units = list(units)
        found: dict[int, int] = {}
        sections: dict[tuple[Part, int], list[int]] = {}
        for at, unit in enumerate(units):
            if unit.part is not Part.AROUND:
                sections.setdefault((unit.part, unit.item), []).append(at)
        for own in sections.values():
            inner = _Matching([units[at] for at in own], self).run()
            found.update({own[at]: slot for at, slot in inner.items()})
        self._rows(units, found)
        return Pages(units, dict(sorted(found.items())))

    def _rows(self, units: list[Unit], found: dict[int, int]) -> None:
        """Rows given by themselves, and tables cut short, in the tables they belong to."""
        tables = frozenset(at for at in self.wanted if self.tables[at])
        for at, unit in enumerate(units):
            known = found.get(at)
            if known is None and not tables:
                continue
            if unit.part is Part.AROUND or (known is not None and not unit.rows):
                continue
            if known is not None and unit.key in self.keys[known]:
                continue  # the table as it is known
            given = as_rows(unit, self.slots, tables if known is None else frozenset({known}))
            if given is None:
                continue
            whole, place = given
            earlier = next((other for other, slot in found.items() if slot == place and other != at), None)
            if known is None and earlier is not None:
                if (units[earlier].part, units[earlier].item) != (unit.part, unit.item):
                    continue
                rows = merged(
                    replace(self.slots[place].block, rows=units[earlier].rows),
                    unit.rows or _changed(whole, self.slots[place].block),
                )
                units[earlier] = replace(units[earlier], rows=rows)
                units[at] = replace(unit, part=Part.AROUND)
                continue
            units[at] = whole
            found[at] = place


def _changed(whole: Unit, table: Block) -> Rows:
    """The rows of a table that are not as they were."""
    return tuple(row for row, was in zip(whole.rows, table.rows, strict=False) if row != was)


class _Matching:
    """Paragraph of a file → place of the agreement, one to one."""

    def __init__(self, units: Sequence[Unit], known: Known) -> None:
        self.units, self.slots, self.wanted = units, known.slots, known.wanted
        self.keys, self.places = known.keys, known.places
        self.tables, self.labels = known.tables, known.labels
        self.found: dict[int, int] = {}
        self.taken: dict[int, int] = {}
        self._order: list[int] = []  # the paragraphs found, in the file's order

    def run(self) -> dict[int, int]:
        self._identical()
        self._in_gaps()
        self._in_items()
        self._anywhere()
        return self.found

    def _link(self, unit: int, slot: int) -> None:
        self.found[unit] = slot
        self.taken[slot] = unit
        insort(self._order, unit)

    def _identical(self) -> None:
        """Equal words: those that stand once first, then doubled ones beside their neighbours."""
        places = self.places
        times: dict[str, int] = defaultdict(int)
        keys = [unit.key for unit in self.units]
        for words in keys:
            times[words] += 1
        doubled: list[int] = []
        for at, unit in enumerate(self.units):
            whole = "" if unit.rows else fold(unit.canonical)
            standing = places.get(keys[at]) or places.get(whole) or []
            found = [one for one in standing if self._fits(unit, one)]
            if not found:
                continue
            if len(found) == 1 and times[keys[at]] == 1 and _telling(keys[at]) and found[0] not in self.taken:
                self._link(at, found[0])
            else:
                doubled.append(at)
        for at in doubled:
            self._beside(at, places.get(keys[at]) or places.get(fold(self.units[at].canonical), []))

    def _beside(self, at: int, found: Sequence[int]) -> None:
        """A paragraph whose words stand at several places: the place that follows its neighbours'."""
        free = [one for one in found if one not in self.taken and self._fits(self.units[at], one)]
        before, after = self._neighbours(at)
        inside = [one for one in free if before < one < after]
        label = self.units[at].label
        named = [one for one in inside or free if label and self.slots[one].block.label == label]
        if len(inside) == 1 or (inside and before >= 0):
            self._link(at, (named or inside)[0])
        elif len(free) == 1 and _telling(self.units[at].key):
            self._link(at, free[0])
        elif len(named) == 1:  # label and words, and no other place has both
            self._link(at, named[0])
        elif len(owned := [one for one in named or free if one in self.wanted]) == 1:
            self._link(at, owned[0])

    def _neighbours(self, at: int) -> tuple[int, int]:
        here = bisect_left(self._order, at)
        before = self.found[self._order[here - 1]] if here else -1
        after = self.found[self._order[here]] if here < len(self._order) else len(self.slots)
        return before, after

    def _in_gaps(self) -> None:
        """What is not found between two neighbours that are, in one order."""
        run: list[int] = []
        before = -1
        for at in range(len(self.units) + 1):
            if at < len(self.units) and at not in self.found:
                run.append(at)
                continue
            after = self.found[at] if at < len(self.units) else len(self.slots)
            if run and before < after and (before >= 0 or at < len(self.units)):
                low = before + 1 if before >= 0 else max(after - _LARGEST_GAP, 0)
                high = after if at < len(self.units) else min(before + _LARGEST_GAP, len(self.slots))
                if high - low <= _LARGEST_GAP:
                    both = before >= 0 and at < len(self.units)
                    self._chain(run, range(low, high), both)
            run, before = [], after

    def _chain(self, run: Sequence[int], gap: Sequence[int], between: bool) -> None:
        places = [at for at in gap if at not in self.taken]
        if not places or len(run) * len(places) > _LARGEST_TABLE:
            return
        scores = [[self._score(unit, at, between) for at in places] for unit in run]
        for row, column in _best_chain(scores).items():
            score, at = scores[row][column], places[column]
            if score < _ALIKE + _LABEL and (
                not (between or at in self.wanted) or self._likelier(run[row], score)
            ):
                continue
            self._link(run[row], at)

    def _likelier(self, unit: int, score: float) -> bool:
        """Whether a paragraph that is hardly like the place between its neighbours is much more like another
        that is asked for: it was moved."""
        one = self.units[unit]
        known = {
            (at, nth): key
            for at in self.wanted
            if at not in self.taken and self._fits(one, at)
            for nth, key in enumerate(self.keys[at])
        }
        least = max(score, _ALIKE) + _ELSEWHERE
        return (
            least <= _SURE
            and process.extractOne(one.key, known, scorer=fuzz.ratio, score_cutoff=least) is not None
        )

    def _in_items(self) -> None:
        """What is likest among the places that an item has a say in, surest first."""
        places = [at for at, slot in enumerate(self.slots) if slot.owners and at not in self.taken]
        left = [at for at in range(len(self.units)) if at not in self.found]
        if not places or not left:
            return
        if len(left) > _MOST_LEFT:
            raise BadInput(
                f"{len(left):,} paragraphs of this file are not as any text known has them: no answer is "
                "that long",
                do="give the file that holds the answer alone",
            )
        pairs: list[tuple[float, int, int]] = []
        likely = _Likely({at: self.keys[at] for at in places})
        for unit in left:
            for at in likely.of(self.units[unit]):
                score = self._score(unit, at, False)
                if score:
                    pairs.append((score + (at in self.wanted), unit, at))
        for score, unit, at in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
            if unit in self.found or at in self.taken:
                continue
            other = self._elsewhere(unit, score + _ELSEWHERE)
            self._link(unit, at if other is None else other)

    def _anywhere(self) -> None:
        left = [at for at in range(len(self.units)) if at not in self.found]
        for unit in left[:_MOST_ASTRAY]:
            at = self._elsewhere(unit, _ALIKE + _LABEL + _ELSEWHERE)
            if at is not None:
                self._link(unit, at)

    def _elsewhere(self, unit: int, least: float) -> int | None:
        """The free place in the whole agreement that is likest, where it is ``least`` like."""
        one = self.units[unit]
        if least > _SURE or one.rows or not _telling(one.key):
            return None
        known = {at: keys[0] for at, keys in enumerate(self.keys) if at not in self.taken and keys}
        found = process.extractOne(one.key, known, scorer=fuzz.ratio, score_cutoff=least)
        return None if found is None or not self._fits(one, found[2]) else int(found[2])

    def _fits(self, unit: Unit, at: int) -> bool:
        return self.tables[at] == bool(unit.rows)

    def _score(self, unit: int, at: int, between: bool) -> float:
        """How like a paragraph is to any version of a place; 0 where it is unlike."""
        one = self.units[unit]
        if not self._fits(one, at):
            return 0.0
        label = one.label in self.labels[at]
        least = (_BESIDE if between and label else _ALIKE) - _LABEL * label
        best = max((fuzz.ratio(one.key, key, score_cutoff=least) for key in self.keys[at]), default=0.0)
        if best and one.label:
            best = max(best, *(fuzz.ratio(fold(one.canonical), key) for key in self.keys[at]))
        return best + _LABEL * label if best else 0.0


class _Likely:
    """Places whose words may be like a paragraph's at all: those of nearly its length, found at once."""

    def __init__(self, keys: Mapping[int, Sequence[str]]) -> None:
        self._by_length = sorted((len(key), at) for at, versions in keys.items() for key in versions)
        self._lengths = [length for length, _ in self._by_length]

    def of(self, unit: Unit) -> Iterator[int]:
        """The places, each once, in the order of the agreement."""
        least = (_ALIKE - _LABEL) / 100  # two texts are no liker than 2 × the shorter ÷ both
        short, long = len(unit.key) * least / (2 - least), len(unit.canonical) * (2 - least) / least
        low, high = bisect_left(self._lengths, short - 1), bisect_left(self._lengths, long + 1)
        yield from sorted({at for _, at in self._by_length[low:high]})


def _telling(key: str) -> bool:
    return len(key.split()) >= _TELLING


def _keys(slot: Slot) -> tuple[str, ...]:
    """The words of every version of a place, in one setting."""
    return tuple(dict.fromkeys(_key(block) for block in slot.blocks))


def _key(block: Block) -> str:
    if block.kind is Kind.TABLE:
        return fold("\n".join(row_text(row) for row in block.rows))
    return folded(block.text)


def _best_chain(scores: Sequence[Sequence[float]]) -> dict[int, int]:
    """The pairing in one order with the greatest sum of likeness."""
    height, width = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            take = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(take, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < height and j < width:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
