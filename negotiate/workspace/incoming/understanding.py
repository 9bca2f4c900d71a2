"""A file understood: which of its paragraphs answers what, what it changes, marked or not."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from negotiate.agreement.citations import place
from negotiate.agreement.reading.byhand import Look, Seen, Sense
from negotiate.bargaining.record import Item
from negotiate.common.errors import BadInput, Refused
from negotiate.redline.anchors import heaviest_chain
from negotiate.redline.engine import redline
from negotiate.redline.model import Op
from negotiate.workspace.incoming.clauses import clauses_of
from negotiate.workspace.incoming.composing import New, composed
from negotiate.workspace.incoming.deciding import Clause, Pages, decided
from negotiate.workspace.incoming.doubling import doubled, doubled_cell
from negotiate.workspace.incoming.first import article_of, is_first
from negotiate.workspace.incoming.fresh import new_language
from negotiate.workspace.incoming.listening import Listened
from negotiate.workspace.incoming.matching import Known
from negotiate.workspace.incoming.model import Part, Says, Slot, Told, Unit, same, spoken
from negotiate.workspace.incoming.outcome import Answer, Marked, Received, Understood
from negotiate.workspace.incoming.parts import headed
from negotiate.workspace.incoming.printed import signs
from negotiate.workspace.incoming.quiet import Difference, difference, differences, one_sided
from negotiate.workspace.incoming.senders import Sender, unexplained
from negotiate.workspace.texts import offered
from negotiate.workspace.workspace import Workspace

_CUT = (
    "from one copy of our packet, with most of that copy; in the other it stands, and is not taken for struck"
)
_MOST_NEW = 3_000  # paragraphs that one item can put in; the longest agreements have 5,000 in all


@dataclass
class Understanding:
    """One file, read against the places that it may speak of."""

    workspace: Workspace
    items: Sequence[Item]
    slots: Sequence[Slot]
    heard: Listened
    sender: Sender
    senses: Mapping[str, Sense]
    path: str
    gets: tuple[str, ...] = ()

    def run(self) -> Received:
        """What the file says, item by item. Raises :class:`BadInput` and :class:`Refused` as
        :func:`negotiate.workspace.receiving.understand` says."""
        index = self.workspace.baseline_index()
        clauses = {item.number: clauses_of(item, self.slots, index) for item in self.items}
        wanted = frozenset(at for found in clauses.values() for one in found for at in one.places)
        known = Known(self.slots, wanted)
        standing = any(one.standing for one in self.heard.marks) or any(one.ours for one in self.heard.units)
        now = replace(
            known.pages(self.heard.units),
            standing=standing,
            left=self._left(),
            gone=self._gone(),
            headed=headed(self.heard.units) if self.heard.packet else frozenset(),
        )
        before = known.pages(self.heard.before) if self.heard.before is not None else None
        self._refuse_unexplained()
        if not wanted and (written := self._new_article(now)) is not None:
            return written
        found = set(now.found.values()) | set(before.found.values() if before is not None else ())
        # a letter may say where it puts its words, and quote nothing of what is there
        if not wanted.intersection(found) and not new_language(now, self.slots, wanted):
            raise self._nothing_found()
        copies: list[Difference] = []
        fresh: list[New] = []
        understood = [
            self._item(item, clauses[item.number], now, before, copies, fresh) for item in self.items
        ]
        taken = {id(unit) for one in fresh for unit in one.units}
        others = frozenset(range(len(self.slots))) - wanted
        quiet = [change for one in understood for change in one.quiet]
        told = {one.line for one in quiet}
        quiet += [one for one in self._written_over(known) if one.line not in told]
        elsewhere: list[Difference] = []
        for one in differences(self.slots, before or now, others):
            if self.heard.packet:
                quiet.append(one)
            elif one.owners and before is None and not one.mends:
                elsewhere.append(one)
            else:
                copies.append(one)
        if before is not None:
            elsewhere += self._marked_elsewhere(now, others)
        if self.heard.packet:
            for at, marked in one_sided(self.slots, now, before, others):
                (elsewhere if marked else quiet).append(difference(self.slots[at], Unit("")))
        astray = [one for one in _astray(now) if id(one) not in taken]
        typed = [one for one in astray if one.part in (Part.MARKED, Part.CLEAN) and not one.theirs]
        quiet += [Difference("into our packet", (_added(one),), (), one.line) for one in typed]
        rest = [one for one in astray if one not in typed]
        return self._received(understood, now, before, quiet, copies, elsewhere, rest)

    def _left(self) -> str:
        """The words of our own marks that were left standing."""
        words = [text for one in self.heard.marks if one.standing for text in (one.inserted, one.deleted)]
        words += [text for unit in self.heard.units for text in unit.ours]
        return "\n".join(map(signs, words))

    def _gone(self) -> str:
        """The words that the sender's marks strike."""
        return "\n".join(signs(one.deleted) for one in self.heard.marks if not one.standing)

    def _received(
        self,
        understood: Sequence[Understood],
        now: Pages,
        before: Pages | None,
        quiet: Sequence[Difference] = (),
        copies: Sequence[Difference] = (),
        elsewhere: Sequence[Difference] = (),
        astray: Sequence[Unit] = (),
    ) -> Received:
        return Received(
            tuple(understood),
            self._marks(now, before),
            tuple(quiet),
            self.heard.unseen,
            tuple(copies),
            tuple(elsewhere),
            tuple(unit.canonical for unit in astray),
            tuple(unit.canonical for unit in now.units if unit.part is Part.AROUND),
            self.heard.comments,
            self.heard.edges,
            self.heard.by_hand,
            self.heard.packet,
            self.heard.places,
            self.heard.tracked,
            self.sender.name,
        )

    def _new_article(self, now: Pages) -> Received | None:
        """A file that is all new language, for the one item that has none yet: an article of its own."""
        item = self.items[0]
        made = article_of(self.workspace.baseline, now) if len(self.items) == 1 and is_first(item) else None
        if made is None:
            return None
        text, words = made
        changes = redline(self.workspace.baseline_index().placed, place(text))
        said = Answer(words[0], (), words[1:], (), (), (), ())
        kept = set(words)
        astray = [unit for unit in _astray(now) if unit.canonical not in kept]
        return self._received(
            [Understood(item, text, (said,), None, None, changes)], now, None, astray=astray
        )

    def _item(
        self,
        item: Item,
        clauses: Sequence[Clause],
        now: Pages,
        before: Pages | None,
        copies: list[Difference],
        fresh: list[New],
    ) -> Understood:
        now, before = now.of(item.number), before.of(item.number) if before is not None else None
        told = decided(self.slots, clauses, item.number, now, before)
        self._refuse_doubled(told)
        for at, one in list(told.items()):
            slot = self.slots[at]
            if one.says is Says.WORDS and one.unit is not None and slot.base is not None:
                found = difference(Slot(slot.name, slot.home, slot.base), one.unit)
                if not same(slot.base, one.unit) and found.mends and one.block is not slot.ours(item.number):
                    copies.append(found)
                    told[at] = replace(one, says=Says.AS_IT_WAS, block=slot.theirs(item.number))
        places = frozenset(at for one in clauses for at in one.places)
        new = new_language(now, self.slots, places)
        fresh += new
        many = sum(len(one.units) for one in new)
        if many > _MOST_NEW:
            raise BadInput(
                f"{many:,} paragraphs of this file would be new language of item {item.number}; no answer is "
                "that long, and nothing is stored",
                where=self.path,
                do="give the file that holds the answer alone",
            )
        text = composed(self.workspace.baseline, self.slots, item.number, told, new)
        ours, own = item.latest(self.sender.side.other), item.latest(self.sender.side)
        placed = place(text)
        return Understood(
            item,
            text,
            tuple(
                replace(self._answer(one, told, new, item.number), moved=self._moved(one, now))
                for one in clauses
            ),
            redline(place(offered(self.workspace, ours)), placed) if ours is not None else None,
            redline(place(offered(self.workspace, own)), placed) if own is not None else None,
            redline(self.workspace.baseline_index().placed, placed),
            tuple(self._quiet(told, new, before, places) if before is not None else self._cut(told)),
            self.gets if item.clauses == self.gets else (),
        )

    def _answer(self, clause: Clause, told: Mapping[int, Told], new: Sequence[New], item: int) -> Answer:
        def named(*says: Says) -> tuple[str, ...]:
            return tuple(dict.fromkeys(self.slots[at].name for at in clause.places if told[at].says in says))

        places = set(clause.places)
        given = [self.slots[at] for at in clause.places]
        return Answer(
            clause.name,
            named(Says.WORDS),
            tuple(unit.canonical for one in new if one.after in places for unit in one.units),
            named(Says.STRUCK),
            named(Says.LEFT_OUT),
            tuple(
                slot.name
                for at, slot in zip(clause.places, given, strict=True)
                if told[at].says is Says.SILENT and slot.theirs(item) is not None
            ),
            named(Says.UNANSWERED),
            tuple(
                f"{slot.name}: {slot.block.label} is numbered {unit.label} there"
                for at, slot in zip(clause.places, given, strict=True)
                if (unit := told[at].unit) is not None
                and told[at].says is not Says.STRUCK
                and unit.label
                and slot.block.label
                and unit.label not in {block.label for block in slot.blocks}
            ),
            named(Says.AS_IT_WAS),
            tuple(
                slot.name
                for at, slot in zip(clause.places, given, strict=True)
                if told[at].says is Says.WORDS
                and told[at].block is not None
                and told[at].block is slot.ours(item)
                and slot.ours(item) is not slot.theirs(item)
            ),
            given_way=named(Says.GIVES_WAY),
        )

    def _moved(self, clause: Clause, now: Pages) -> tuple[str, ...]:
        """The clause's paragraphs that stand in another order in the file: the fewest whose going makes
        the rest stand as they did."""
        places = set(clause.places)
        order = [
            at for unit, at in now.found.items() if at in places and now.units[unit].part is not Part.CLEAN
        ]
        kept = {at for _, at in heaviest_chain([(spot, at, 1.0) for spot, at in enumerate(order)])}
        return tuple(self.slots[at].name for at in order if at not in kept)

    def _written_over(self, known: Known) -> list[Difference]:
        """Paragraphs that our own marks, as they stand in the file, make into words of no text known."""
        if not self.heard.ours:
            return []
        made = known.pages(self.heard.ours)
        out = list(differences(self.slots, made, frozenset(range(len(self.slots)))))
        out += [Difference("inside our marks", (_added(unit),), (), unit.line) for unit in _astray(made)]
        return [replace(one, notes=(*one.notes, "written inside our own marks")) for one in out]

    def _quiet(
        self, told: Mapping[int, Told], new: Sequence[New], before: Pages, places: frozenset[int]
    ) -> list[Difference]:
        """What the file changed at the item's places without a mark."""
        out = [*differences(self.slots, before, places), *self._cut(told)]
        for at, one in told.items():
            slot = self.slots[at]
            struck = self.heard.packet and slot.base is not None and None in slot.offers.values()
            # what we strike and the redline has no more: our mark was accepted
            if one.says is Says.LEFT_OUT and not struck and not (slot.base is None and slot.groups):
                out.append(difference(slot, Unit("")))
        known = {unit.key for unit in before.units}
        for one_new in new:
            for unit in one_new.units:
                if not unit.theirs and unit.key in known:
                    out.append(Difference(self._follows(one_new), (_added(unit),), (), unit.line))
        return sorted(out, key=lambda one: one.line)

    def _cut(self, told: Mapping[int, Told]) -> list[Difference]:
        """What is gone with most of one copy of a packet, and is told though it stands in the other."""
        return [
            replace(difference(self.slots[at], Unit("")), notes=(_CUT,))
            for at, one in told.items()
            if one.cut
        ]

    def _follows(self, new: New) -> str:
        return f"after {self.slots[new.after].name}" if new.after >= 0 else "at the beginning"

    def _marks(self, now: Pages, before: Pages | None) -> tuple[Marked, ...]:
        where: dict[int, str] = {}
        for pages in (one for one in (before, now) if one is not None):
            names = {at: self.slots[slot].name for at, slot in pages.found.items()}
            where |= {unit.line: names.get(at, "") for at, unit in enumerate(pages.units)}
        lines = sorted(where)
        tables = {unit.line for unit in now.units if unit.rows}
        out = []
        for mark in self.heard.marks:
            line = lines[max(bisect_right(lines, mark.line) - 1, 0)] if lines else 0
            out.append(Marked(where[line] if line == mark.line or line in tables else "", mark))
        return tuple(out)

    def _marked_elsewhere(self, now: Pages, others: frozenset[int]) -> list[Difference]:
        return [
            difference(self.slots[at], now.units[unit])
            for unit, at in now.found.items()
            if at in others
            and now.units[unit].theirs
            and not any(same(block, now.units[unit]) for block in self.slots[at].blocks)
        ]

    def _refuse_doubled(self, told: Mapping[int, Told]) -> None:
        if self.senses and all(sense is Sense.PLAIN for sense in self.senses.values()):
            return  # a person said that nothing in the sender's files is a mark
        for at, one in told.items():
            slot = self.slots[at]
            if one.says is not Says.WORDS or one.unit is None:
                continue
            if one.unit.rows:
                found = doubled_cell(one.unit.rows, [block.rows for block in slot.blocks])
            else:
                found = doubled(spoken(slot.block, one.unit), [block.text for block in slot.blocks])
            if found:
                raise BadInput(
                    f"{self.heard.places.say(one.unit.line)}: struck words cannot be told from live ones: "
                    f"{slot.name} says “{found}”; nothing is stored",
                    where=self.path,
                    do="ask for the file with its marks, or as a clean text; where it is meant as it stands, "
                    "say so with --marks none",
                )

    def _refuse_unexplained(self) -> None:
        found = unexplained(self.heard.by_hand, self.senses)
        if not found:
            return
        raise Refused(
            f"the file has marks made by hand, and nobody has said yet what {self.sender.called} "
            f"means by them: {_listed(self.heard.by_hand)}; nothing is stored",
            do=f"say it once with --marks {_likely(self.heard.by_hand)}, or as it is",
        )

    def _nothing_found(self) -> BadInput:
        listed = "; ".join(f"item {one.number} ({', '.join(one.clauses) or one.title})" for one in self.items)
        return BadInput(
            f"none of the clauses of {listed} is in this file",
            where=self.path,
            do="give the file that holds the counter, or type it with `negotiate draft`",
        )


def _astray(pages: Pages) -> list[Unit]:
    """Paragraphs with no place; a packet's words on how to read its redline, right under the heading of it,
    are no language."""
    begun = {Part.TEXT, Part.CLEAN}
    out: list[Unit] = []
    for at, unit in enumerate(pages.units):
        if unit.part is not Part.AROUND and (unit.text or unit.rows):  # not a label whose words are struck
            if at not in pages.found and (unit.part in begun or unit.theirs):
                out.append(unit)
            begun.add(unit.part)
    return out


def _added(unit: Unit) -> tuple[Op, str]:
    return Op.INSERT, unit.canonical


def _listed(seen: Sequence[Seen]) -> str:
    """Each look with how often it stands there and its first words."""
    looks: dict[str, list[str]] = {}
    for one in seen:
        looks.setdefault(one.look, []).append(one.text)
    told = []
    for look, words in looks.items():
        first = ", ".join(f"“{word[:40]}”" for word in words[:3])
        told.append(f"{look} {len(words)} times ({first}{', …' if len(words) > 3 else ''})")
    return "; ".join(told)


def _likely(seen: Sequence[Seen]) -> str:
    """What such marks mostly mean: struck is deleted, underlined is added."""
    looks = {one.look for one in seen}
    return ",".join(
        f"{look}={sense}"
        for look, sense in ((Look.STRUCK, Sense.DELETED), (Look.UNDERLINED, Sense.ADDED))
        if look in looks
    )
