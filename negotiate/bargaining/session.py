"""The log of sessions: who, when, what was said about a proposal and why. Append-only and private.

Such a log is evidence in later grievances and charges, so a time that nobody gave is never made up: an
entry has the time it was recorded, and a time of its own only where a person told it. A redacted entry
leaves a tombstone that says who struck it, when and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import yaml

from negotiate.common.records import read_yaml


class Entered(StrEnum):
    """What an entry of the log records."""

    START = "start"
    NOTE = "note"
    CAUCUS = "caucus"
    END = "end"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``at`` is the time a person gave (None: none), ``recorded`` the clock's; ``item`` and
    ``offer`` (``Union 2``) say what a note is about; ``struck_by`` and ``struck_why`` make a tombstone.
    ``after`` is the id of the entry before it, where the clock alone would have it come first: it had been
    moved back.
    """

    id: str
    kind: Entered
    recorded: datetime
    by: str
    at: datetime | None = None
    words: str = ""
    place: str = ""
    present: tuple[str, ...] = ()
    item: str = ""
    offer: str = ""
    struck_by: str = ""
    struck_why: str = ""
    after: str = ""

    @property
    def when(self) -> datetime:
        """The time given, or the time recorded."""
        return self.at or self.recorded


def write_entry(entry: Entry) -> str:
    """The entry's file."""
    if entry.struck_by:
        data: dict[str, object] = {
            "id": entry.id, "kind": entry.kind.value, "recorded": entry.recorded.isoformat(),
            "by": entry.by, "after": entry.after,
            "redacted": {"by": entry.struck_by, "why": entry.struck_why},
        }  # fmt: skip
    else:
        data = {
            "id": entry.id, "kind": entry.kind.value, "recorded": entry.recorded.isoformat(), "by": entry.by,
            "at": entry.at.isoformat() if entry.at else "", "words": entry.words, "place": entry.place,
            "present": list(entry.present), "item": entry.item, "pass": entry.offer,
            "after": entry.after,
        }  # fmt: skip
    return yaml.safe_dump(
        {k: v for k, v in data.items() if v}, sort_keys=False, allow_unicode=True, width=100
    )


def read_entry(text: str, file: str) -> Entry:
    """The entry in a file; raises :class:`BadInput` with its line."""
    top = read_yaml(text, file)
    struck = top.record("redacted") if top.has("redacted") else None
    return Entry(
        id=top.text("id"),
        kind=Entered(top.choice("kind", [kind.value for kind in Entered])),
        recorded=top.moment("recorded"),
        by=top.text("by", ""),
        at=top.moment("at") if top.has("at") else None,
        words=top.text("words", ""),
        place=top.text("place", ""),
        present=top.texts("present"),
        item=top.text("item", ""),
        offer=top.text("pass", ""),
        struck_by=struck.text("by") if struck else "",
        struck_why=struck.text("why") if struck else "",
        after=top.text("after", ""),
    )


def in_order(entries: Iterable[Entry]) -> list[tuple[datetime, Entry]]:
    """The entries in the order recorded, each with the time it counts as recorded at: its own, or where the
    clock had been moved back that of the entry it says it came after."""
    by_id = {entry.id: entry for entry in entries}
    placed: dict[str, tuple[datetime, int]] = {}
    for entry in by_id.values():
        line: list[Entry] = []
        seen: set[str] = set()
        at: Entry | None = entry
        while at is not None and at.id not in placed and at.id not in seen:  # a made-up ring ends too
            line.append(at)
            seen.add(at.id)
            at = by_id.get(at.after)
        for one in reversed(line):
            before = placed.get(one.after)
            late = before is not None and one.recorded <= before[0]
            placed[one.id] = (before[0], before[1] + 1) if before and late else (one.recorded, 0)
    ids = sorted(by_id, key=lambda id_: (*placed[id_], id_))
    return [(placed[id_][0], by_id[id_]) for id_ in ids]


def running(entries: Iterable[Entry]) -> Entry | None:
    """The start of the session that has not ended, or None; ``entries`` in the order recorded."""
    found: Entry | None = None
    for entry in entries:
        if entry.kind is Entered.START:
            found = entry
        elif entry.kind is Entered.END:
            found = None
    return found


def upcoming(entries: Iterable[Entry], now: datetime) -> Entry | None:
    """The next session: the one put on the log last of those still to come, or None."""
    found = [
        one
        for _, one in in_order(entries)
        if one.kind is Entered.NEXT and one.when > now and not one.struck_by
    ]
    return found[-1] if found else None
