"""What a letter says of the words that follow: "Add to Section 1.2:", "Insert a new 1.7 as follows:".

Such a line is no language, and new language below it belongs where it says, wherever in the letter it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from negotiate.agreement.locators import path_of
from negotiate.agreement.written import scan
from negotiate.workspace.incoming.model import Slot, Unit

_ASKS = re.compile(
    r"(?=.*\b(?:amend|revis|chang|replac|substitut|delet|strik|insert|add|modif)).{0,200}"
    r"\b(?:as follows|the following(?: language| text)?|(?:to|shall|will) read|with)\s*:\W*$",
    re.IGNORECASE | re.DOTALL,
)
_PUTS = re.compile(r"\b(?:add|insert|append|includ|new)", re.IGNORECASE)
_LED = re.compile(
    r"((?:please )?(?:add|insert|append|after|before|in|to|a? ?new)\b[^:]{0,150}:)\s+(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = re.compile(r"\b(?:before|preceding|ahead of)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_LONGEST = 200  # letters of such a line

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """A line that says where words go: the citations it may mean, the likeliest first (empty: none);
    ``rest`` are words of its own line that follow."""

    paths: tuple[Path, ...]
    before: bool = False
    rest: str = ""


def direction(unit: Unit) -> Direction | None:
    """What a paragraph says of the words that follow it; None where it is no such line."""
    if unit.rows:
        return None
    led = _LED.fullmatch(unit.text)
    head, rest = (unit.text, "") if led is None else led.groups()
    puts = len(head) <= _LONGEST and head.endswith(":") and _PUTS.search(head) and scan(head)
    if not puts and not _ASKS.match(head if rest else unit.canonical):
        return None
    return Direction(tuple(_paths(head)), _BEFORE.search(head) is not None, rest)


def _paths(head: str) -> Iterator[Path]:
    found = [one.paths for one in scan(head) if one.paths]
    for inner, outer in zip(found, found[1:], strict=False):  # "paragraph 2 of III.A"
        yield outer[0] + inner[0]
    for paths in sorted(found, key=lambda one: -len(one[0])):
        yield from paths


def place_for(said: Direction, slots: Sequence[Slot]) -> int | None:
    """The place behind which words go that a line directs: behind the clause it names with all below it; a
    clause that is none yet goes behind its next of kin. -1: before every place of the first article;
    None: it names no clause of these."""
    paths = [() if "¶" in slot.name else path_of(slot.name.rpartition(":")[2]) for slot in slots]
    for path in said.paths:
        if path in paths:
            at = paths.index(path)
            return _ahead(at, slots) if said.before else _end(at, paths, slots)
    for path in said.paths:
        if path[:-1] and path[:-1] in paths:
            kin = [at for at, one in enumerate(paths) if one[:-1] == path[:-1]]
            less = [at for at in kin if _is_less(paths[at][-1], path[-1])]
            if kin and not less:
                return _ahead(kin[0], slots)
            return _end(less[-1] if less else paths.index(path[:-1]), paths, slots)
    return None


def _ahead(at: int, slots: Sequence[Slot]) -> int:
    return at - 1 if at and slots[at - 1].home == slots[at].home else -1


def _end(at: int, paths: Sequence[Path], slots: Sequence[Slot]) -> int:
    """The last place of a clause: its own paragraphs and tables, and all below it."""
    last = at
    while last + 1 < len(slots) and slots[last + 1].home == slots[at].home:
        if paths[last + 1] and paths[last + 1][: len(paths[at])] != paths[at]:
            break
        last += 1
    return last


def _is_less(one: str, other: str) -> bool:
    """Whether a label comes before another of its kin; of numerals, all that are there do."""
    if one.isdigit() and other.isdigit():
        return int(one) < int(other)
    return len(one) > 1 or len(other) > 1 or one < other


def unquoted(unit: Unit) -> Unit:
    """Words that a letter quotes to have them put in, without the quotes around all of them."""
    found = _QUOTED.fullmatch(unit.text)
    return unit if found is None else replace(unit, text=found[1])
