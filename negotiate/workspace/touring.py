"""The guided tour's side of the record: whether a workspace is the demo, how far its round is, and the
other side's answer, a Word file that the tour lays into the demo workspace.

Nothing is written anywhere else: how far a person is stands beside the demo's private files.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from negotiate.agreement.blocks import Placed
from negotiate.agreement.citations import place
from negotiate.bargaining.parties import Side
from negotiate.bargaining.states import State
from negotiate.common.errors import Refused
from negotiate.repository.model import Kind
from negotiate.workspace.creating import SAMPLE
from negotiate.workspace.workspace import Workspace
from negotiate.workspace.writing import write_file

ITEM: Final = "2"
"""The item that the tour bargains: one clause, one ratio."""
COUNTER: Final = "their-counter.docx"
_BEFORE: Final = 2  # passes of each side on the item when the demo begins
_LOOKED_BACK = 60  # acts: more than a round of the tour has
_VERSION, _NAME = "tour 1", "tour"
_AGREED = (State.TA, State.RATIFIED)
_YEAR = re.compile(r"\b(20\d\d)\b")
_RATIO = re.compile(r"(\b1 to )(\d(?:[\d,]*\d)?)")
_FALLS_SHORT = " This subsection ends when this Agreement ends."


@dataclass(frozen=True, slots=True)
class Stands:
    """How far the demo's round is: the item's state, both sides' new passes (a count), whether a draft of
    ours is there, any item is signed, an act was taken back since, and the files written for people."""

    state: State
    drafted: bool
    ours: int
    theirs: int
    signed: bool
    undone: bool
    files: tuple[str, ...]


def is_demo(workspace: Workspace) -> bool:
    """Whether the workspace was made from the sample, as its first act says."""
    acts = workspace.repository.operations()
    return bool(acts) and acts[-1].what == SAMPLE


def require_demo(workspace: Workspace) -> None:
    """Raises :class:`Refused` for any other workspace: a tour must not make passes in a real one."""
    if not is_demo(workspace):
        raise Refused(
            "the tour runs in a demo workspace only",
            where=str(workspace.folder),
            do="`negotiate tour DIR` with a new folder makes one",
        )


def stands(workspace: Workspace) -> Stands:
    """How far the round is."""
    item = workspace.item(ITEM)
    ours = workspace.facts.side
    undone = False
    for act in workspace.repository.operations(_LOOKED_BACK):
        if act.final:
            break
        undone = undone or act.kind is Kind.UNDO
    return Stands(
        state=item.state,
        drafted=bool(workspace.drafts_of(item)),
        ours=sum(one.side is ours for one in item.passes) - _BEFORE,
        theirs=sum(one.side is ours.other for one in item.passes) - _BEFORE,
        signed=any(row.state in _AGREED for row in workspace.rows()),
        undone=undone,
        files=tuple(sorted(path.name for path in workspace.folder.glob("*.*") if path.is_file())),
    )


def _printed(stem: str) -> Callable[[Stands], bool]:
    endings = (".docx", ".pdf", ".html", ".md")
    return lambda now: any(name.startswith(stem) and name.endswith(endings) for name in now.files)


_CLOSING = (State.AWAITING_SIGNATURE, *_AGREED)
DONE: Final[Mapping[str, Callable[[Stands], bool]]] = {
    "draft": lambda now: now.drafted or now.ours > 0,
    "pass": lambda now: now.ours > 0,
    "receive": lambda now: now.theirs > 0,
    "package": lambda now: now.state in (State.PACKAGED, *_CLOSING),
    "accept": lambda now: now.state in _CLOSING,
    "sign": lambda now: now.signed,
    "undo": lambda now: now.undone,
    "packet": _printed("packet"),
    "ratify": lambda now: now.state is State.RATIFIED,
    "successor": _printed("agreement"),
}
"""A step by its id → whether the record says that it is done. Steps that only look are not here."""


def passed(workspace: Workspace) -> tuple[str, ...]:
    """The ids of the steps behind the person, done or left out; empty before the tour."""
    kept = workspace.repository.kept(_NAME).read(_VERSION)
    return tuple(str(one) for one in kept.get("steps", ()))


def keep(workspace: Workspace, steps: Iterable[str]) -> None:
    """Keeps how far the person is."""
    workspace.repository.kept(_NAME).write(_VERSION, {"steps": list(steps)})


def their_counter(workspace: Workspace) -> Path:
    """The district's answer to our last pass, laid into the workspace once: one change is tracked, and a
    year is another without any mark."""
    path = workspace.folder / COUNTER
    if not path.exists():
        write_file(path, _answer(workspace))
    return path


def _answer(workspace: Workspace) -> bytes:
    from negotiate.packets.write import redline_file
    from negotiate.redline.engine import redline
    from negotiate.workspace.texts import offered

    item, facts = workspace.item(ITEM), workspace.facts
    last = item.latest(facts.side) or item.last
    assert last is not None
    wanted = item.clauses[0] if item.clauses else ""
    ours = [one for one in place(offered(workspace, last)) if _leads_to(one, wanted)]
    quiet = [_with(one, _later) for one in ours]
    marked = [_with(one, _dearer) if one.citation == wanted else one for one in quiet]
    party = facts.party(Side(facts.side).other).name
    return redline_file(
        redline(quiet, marked), ".docx", old_name=last.name, new_name=party, author=party, at=workspace.now()
    )


def _leads_to(one: Placed, clause: str) -> bool:
    """The clause's own blocks, and the headings above it."""
    above = clause.startswith((f"{one.citation}.", f"{one.citation}("))
    return one.citation == clause or (above and one.name == one.citation)


def _with(one: Placed, change: Callable[[str], str]) -> Placed:
    return replace(one, block=replace(one.block, text=change(one.block.text)))


def _later(text: str) -> str:
    return _YEAR.sub(lambda found: str(int(found[1]) + 1), text, count=1)


def _dearer(text: str) -> str:
    """A ratio of a hundred more; where the draft has none, a sentence more."""
    changed = _RATIO.sub(lambda found: f"{found[1]}{int(found[2].replace(',', '')) + 100}", text, count=1)
    return changed if changed != text else text + _FALLS_SHORT
