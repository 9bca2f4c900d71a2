"""The first proposal on an item that nobody gave a clause yet: it gets those that the file changes."""

import re
from collections.abc import Sequence

from negotiate.agreement.adding import new_article
from negotiate.agreement.blocks import Agreement
from negotiate.bargaining.record import Item
from negotiate.common.errors import Refused
from negotiate.workspace.incoming.deciding import Pages
from negotiate.workspace.incoming.fresh import new_language
from negotiate.workspace.incoming.listening import Listened
from negotiate.workspace.incoming.matching import Known
from negotiate.workspace.incoming.model import Part, Slot, Unit, same
from negotiate.workspace.incoming.quiet import difference

_PARAGRAPH = re.compile(r" ¶\d+$")


def is_first(item: Item) -> bool:
    """Whether nobody has said yet what the item is about."""
    return not item.clauses and not item.passes


def only_first(items: Sequence[Item]) -> Item | None:
    """The one item that is to get its clauses of the file. Raises :class:`Refused` for several."""
    found = [item for item in items if is_first(item)]
    if len(found) > 1:
        named = " and ".join(f"item {item.number}" for item in found)
        raise Refused(
            f"{named} have no clauses yet: which of them the file's changes belong to nobody has said",
            do="receive the file for one of them, or open the items with --clause",
        )
    return found[0] if found else None


def clauses_changed(slots: Sequence[Slot], heard: Listened) -> tuple[str, ...]:
    """The clauses that a file changes, strikes by a mark or puts language behind, those of other items left
    out, in the order of the agreement."""
    free = frozenset(at for at, slot in enumerate(slots) if slot.base is not None and not slot.owners)
    known = Known(slots, free)
    now = known.pages(heard.units)
    changed = {at for unit, at in now.found.items() if at in free and _is_changed(slots[at], now.units[unit])}
    changed |= {one.after for one in new_language(now, slots, free) if one.after in free}
    if heard.before is not None:
        changed |= (set(known.pages(heard.before).found.values()) - set(now.found.values())) & free
    return tuple(dict.fromkeys(_PARAGRAPH.sub("", slots[at].name) for at in sorted(changed)))


def _is_changed(slot: Slot, unit: Unit) -> bool:
    if slot.base is None or same(slot.base, unit):
        return False
    return not difference(slot, unit).mends  # what a scan damaged is no proposal


def article_of(base: Agreement, now: Pages) -> tuple[Agreement, tuple[str, ...]] | None:
    """The agreement with the file as one new article, from its heading on, and the article's paragraphs;
    None for a file that has no heading, a table, or anything of the agreement in it. Errors as for
    :func:`negotiate.agreement.adding.new_article`."""
    units = [unit for unit in now.units if unit.part is Part.TEXT]
    begins = next((at for at, unit in enumerate(units) if unit.heading), None)
    if begins is None or now.found or any(unit.rows for unit in units[begins:]):
        return None
    words = tuple(unit.canonical for unit in units[begins:])
    return new_article(base, "", "\n\n".join(words)), words
