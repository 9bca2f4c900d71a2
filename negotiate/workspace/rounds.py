"""Rounds: which items are bargained in this one, and what earlier ones ratified."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from negotiate.bargaining.record import Item
from negotiate.bargaining.states import State
from negotiate.bargaining.trailers import Row
from negotiate.repository.model import Ref
from negotiate.workspace.workspace import ROUNDS, Workspace

_OVER = frozenset({State.RATIFIED, State.WITHDRAWN, State.REJECTED})


class _Stands(Protocol):
    """An item, or its row."""

    @property
    def state(self) -> State:
        """How it stands."""


_T = TypeVar("_T", bound=_Stands)


def rounds(workspace: Workspace) -> list[tuple[int, Ref]]:
    """The rounds that were ratified, each by its number, the last one first."""
    named = [(ref.name.removeprefix(ROUNDS), ref) for ref in workspace.repository.refs(ROUNDS)]
    found = [(int(number), ref) for number, ref in named if number.isdecimal()]  # else a tag of the person's
    return sorted(found, key=lambda one: one[0], reverse=True)


def round_of(item: Item) -> int:
    """The number of the round that ratified an item; 0 of one that is not ratified."""
    if item.state is not State.RATIFIED:
        return 0
    number = item.events[-1].why.removeprefix("round ")
    return int(number) if number.isdecimal() else 0


def ground(item: Item) -> str:
    """The name of the text that an item's language is read against: the baseline, or, of an item that was
    ratified, the agreement that was in force before its round."""
    number = round_of(item)
    return f"baseline@{number}" if number else "baseline"


def of_this_round(items: Sequence[_T]) -> list[_T]:
    """The items that no earlier round has ratified."""
    return [one for one in items if one.state is not State.RATIFIED]


def told_of(items: Sequence[Item]) -> list[Item]:
    """The items that a paper on the round tells of: those of this round; of the last one that was ratified,
    where nothing is on the table since."""
    if _begun(items):
        return of_this_round(items)
    last = max(map(round_of, items), default=0)
    return [item for item in items if round_of(item) == last]


def rows_told_of(workspace: Workspace, *, agreed: bool = False) -> list[Row]:
    """As :func:`told_of`, of every item's row; no record is read while a round goes on. ``agreed``: those of
    the last round too, where nothing is agreed in this one."""
    rows = workspace.rows()
    if _begun(rows) and not (agreed and all(row.state is not State.TA for row in rows)):
        return of_this_round(rows)
    settled = [row for row in rows if row.state is State.RATIFIED]
    wanted = {item.id for item in told_of(workspace.items(settled))}
    return [row for row in rows if row.id in wanted]


def _begun(items: Sequence[_Stands]) -> bool:
    """Whether anything has come on the table since the last round was ratified, or none was yet."""
    states = {one.state for one in items}
    return State.RATIFIED not in states or not states <= _OVER


def packaged(workspace: Workspace, name: str) -> list[Item]:
    """The items of the package called ``name`` that is on the table."""
    return [*workspace.items([row for row in of_this_round(workspace.rows()) if row.package == name])]
