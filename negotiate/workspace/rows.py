"""The rows of the items, known by the commits that say them: from this run, from an earlier one, or read.

Commits never change, so a row once read stands for good; what an earlier run read lies beside the repository
(:class:`Kept`) and is worth no more than the record, which alone is verified.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from negotiate.bargaining.parties import Side
from negotiate.bargaining.states import State
from negotiate.bargaining.trailers import Row, read_row
from negotiate.repository.kept import FEW, Kept, Values
from negotiate.repository.model import Trailers

VERSION = "rows-1"
_STATES = {state.value: state for state in State}
_SIDES: dict[str, Side | None] = {"": None} | {side.value: side for side in Side}
Read = Callable[[Sequence[str]], Sequence[Trailers]]


class Rows:
    """Rows by commit id; ``read`` gives the trailers of many commits at once."""

    def __init__(self, kept: Kept, read: Read) -> None:
        self._kept = kept
        self._read = read
        self._known: dict[str, Row] = {}
        self._by_item: dict[str, str] | None = {}  # None until it is asked for anew

    def of(self, tips: Sequence[str], anew: bool = False) -> list[Row]:
        """The row that each of these commits says; what no tip is any more is not kept. ``anew``: from the
        record itself, whatever was read before."""
        known = {} if anew else self._known
        missing = [tip for tip in tips if tip not in known]
        if len(missing) >= FEW and not anew:
            known |= from_values(self._kept.read(VERSION), missing)
            missing = [tip for tip in missing if tip not in known]
        for tip, trailers in zip(missing, self._read(missing), strict=True):
            known[tip] = read_row(trailers, tip)
        found = [known[tip] for tip in tips]
        self._known = dict(zip(tips, found, strict=True))
        self._by_item = None
        if len(missing) >= FEW:
            self._kept.write(VERSION, {tip: to_values(row) for tip, row in self._known.items()})
        return found

    def tips(self) -> dict[str, str]:
        """The commit that says each row of the last reading, by the item's id."""
        return dict(self._tips)

    @property
    def _tips(self) -> dict[str, str]:
        if self._by_item is None:
            self._by_item = {row.id: tip for tip, row in self._known.items()}
        return self._by_item

    def row(self, item: str) -> Row | None:
        """The row of one item (its id) as it was listed last; None for an item that was not."""
        tip = self._tips.get(item)
        return None if tip is None else self._known[tip]

    def tip(self, item: str) -> str:
        """The commit that says the row of one item (its id); empty for an item that was not read."""
        return self._tips.get(item, "")


def to_values(row: Row) -> Values:
    """A row as plain values."""
    return [
        row.id, row.number, row.title, list(row.clauses), row.state.value, row.ball.value if row.ball else "",
        row.union_passes, row.district_passes, row.last_pass_at, row.package,
    ]  # fmt: skip


def from_values(kept: dict[str, Values], wanted: Iterable[str]) -> dict[str, Row]:
    """The rows of the commits wanted that are kept; none at all where one of them is no row."""
    found: dict[str, Row] = {}
    try:
        for tip in wanted:
            values: Any = kept.get(tip)  # another program's, perhaps
            if values is not None:
                key, number, title, clauses, state, ball, union, district, at, package = values
                found[tip] = Row(
                    key, number, title, tuple(clauses), _STATES[state], _SIDES[ball],
                    union, district, at, package,
                )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return found
