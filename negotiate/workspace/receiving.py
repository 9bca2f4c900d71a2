"""The other side's file becomes its pass: understood and shown first, stored when a person says so.

The item's clauses are found by their words, wherever they stand. Our own marks left standing answer
nothing; words that cannot be told struck from live are never stored.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from negotiate.agreement.reading.byhand import Sense
from negotiate.agreement.reading.kinds import READABLE
from negotiate.agreement.reading.word.reader import Reading
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import How
from negotiate.common.collecting import uncollected
from negotiate.common.errors import Refused
from negotiate.common.text import canonical
from negotiate.workspace.actions import offer
from negotiate.workspace.incoming.first import clauses_changed, only_first
from negotiate.workspace.incoming.listening import listened
from negotiate.workspace.incoming.ours import blocks_of, changes_of, our_marks, printed_passes
from negotiate.workspace.incoming.outcome import Received, Understood
from negotiate.workspace.incoming.senders import Sender, known_senses, remember, sender_of
from negotiate.workspace.incoming.slots import slots_of
from negotiate.workspace.incoming.understanding import Understanding
from negotiate.workspace.named_before import names_of
from negotiate.workspace.recording import Done, Files, item_file
from negotiate.workspace.sources import received_bytes
from negotiate.workspace.workspace import Workspace

_LARGEST_KEPT = 16 * 1024 * 1024  # bytes of a file kept on the record; of a larger one its digest is


def understand(
    workspace: Workspace,
    names: Sequence[str],
    path: Path,
    side: Side,
    senses: Mapping[str, Sense] | None = None,
    reading: Reading = "accepted",
    sender: str = "",
) -> Received:
    """Reads a file and finds the items' clauses in it; nothing is stored. ``senses`` are what marks made
    by hand mean, over what is known of the sender (``sender`` names the person, where the file does not);
    ``reading`` rejected takes the file as it was before its marks. An item without clauses
    or passes gets the clauses that the file changes.

    Raises :class:`BadInput` where none of the clauses is in it, where struck words cannot be told from
    live ones, and where a packet of ours says two things at one place; :class:`Refused` where it has
    marks made by hand of which nobody has said what they mean.
    """
    data = received_bytes(path)
    items = [workspace.item(name) for name in dict.fromkeys(names)]
    names_of_ours = names_of(workspace, side.other)
    whose = sender_of(data, path.name, side, names_of_ours, sender)
    meant = {**known_senses(workspace, whose), **(senses or {})}
    first = only_first(items)
    with uncollected():
        slots = slots_of(workspace, items, side)
        heard = listened(
            data,
            path.name,
            lambda packet, marks: our_marks(slots, names_of_ours, packet, marks),
            meant,
            lambda: printed_passes(workspace, items, side, slots),
            lambda: (changes_of(slots), blocks_of(slots)),
        )
        if reading == "rejected" and heard.before is not None:
            heard = replace(heard, units=heard.before, before=None)
        gets: tuple[str, ...] = ()
        if first is not None:
            gets = clauses_changed(slots, heard)
            items = [replace(item, clauses=gets) if item is first else item for item in items]
            slots = slots_of(workspace, items, side)
        return Understanding(workspace, items, slots, heard, whose, meant, str(path), gets).run()


def receive(workspace: Workspace, name: str, path: Path, side: Side, at: datetime) -> tuple[Done, Received]:
    """Makes the file the side's pass on one item, unseen: for a caller that shows it afterwards."""
    found = understand(workspace, [name], path, side)
    return store(workspace, found, path, side, at)[0], found


def store(
    workspace: Workspace,
    found: Received,
    path: Path,
    side: Side,
    at: datetime,
    senses: Mapping[str, Sense] | None = None,
) -> list[Done]:
    """Puts what was understood on the record, one pass an item, the file itself beside it (comments and
    all), and remembers what the sender's marks mean. Raises :class:`Refused` where the file answers
    nothing, or says only what we said."""
    for one in found.items:
        _refuse_no_answer(one, side, [other.item.number for other in found.items if other is not one])
    data = received_bytes(path)
    code = hashlib.sha256(data).hexdigest()
    if senses:  # first, so that undo takes back the pass
        remember(workspace, Sender(side, found.sender), senses)
    done = []
    for one in found.items:
        why = f"received as {canonical(path.name)}, SHA-256 {code[:12]}"
        item = replace(workspace.item(one.item.id), clauses=one.item.clauses)
        quiet = [change.citation for change in one.quiet]
        filed = f"{item_file(item).removesuffix('.yaml')}/received/{side.value}-{item.next_number(side)}"
        kept: Files = {f"{filed}{_ending(path)}": data} if len(data) <= _LARGEST_KEPT else {}
        done.append(
            offer(workspace, item, side, one.text, at, How.LANGUAGE, why=why, unmarked=quiet, kept=kept)
        )
    return done


def _ending(path: Path) -> str:
    """The file's ending where it is one that can be read, so that no name from outside is taken over."""
    return path.suffix.lower() if path.suffix.lower() in READABLE else ".received"


def _refuse_no_answer(one: Understood, side: Side, others: Sequence[int]) -> None:
    item = one.item
    if one.answers_nothing:
        rest = f"; `negotiate receive {' '.join(map(str, others))} …` stores the rest" if others else ""
        raise Refused(
            f"the file answers nothing of item {item.number}, {item.title}: our marks stand in it as we made "
            "them, which is no acceptance",
            do=f"ask the {side.value} for its answer; `negotiate accept` or `negotiate current` record one"
            + rest,
        )
    ours = item.latest(side.other)
    if one.says_ours and ours is not None:
        raise Refused(
            f"the file says word for word what {ours.name} says; a file is no acceptance",
            do=f"an acceptance is recorded with `negotiate accept {item.number} --side {side.value}`",
        )
