"""The board: every item with its state, whose move it is, its passes and its cost."""

from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negotiate.bargaining.parties import Side
from negotiate.bargaining.states import State
from negotiate.bargaining.trailers import Row
from negotiate.common.errors import NegotiateError
from negotiate.workspace.overlaps import Laid, Overlaps
from negotiate.workspace.workspace import Workspace

if TYPE_CHECKING:
    from negotiate.workspace.costs import Costs  # not loaded for a list without money


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board. ``cost`` is cents by school year of the last position of our side
    (of the other where ours has none); None with the ``reason`` where it has no total. ``sign_again`` are
    clauses that another agreement has changed since both sides agreed on them; ``clean_copy_due``: the
    signing copy was changed in ink."""

    item: str
    number: int
    title: str
    clauses: tuple[str, ...]
    state: str
    ball: str
    passes: int
    last_pass_at: str
    package: str
    cost: tuple[tuple[str, int], ...] | None
    reason: str
    unpriced: int = 0
    not_costed: int = 0
    conflicts: int = 0
    fault: bool = False
    sign_again: tuple[str, ...] = ()
    clean_copy_due: bool = False

    @property
    def state_shown(self) -> str:
        """The state in words; agreed language that another agreement has overtaken is to be signed again."""
        if not self.sign_again:
            return "clean copy due" if self.clean_copy_due else self.state
        from negotiate.workspace.overtaken import WORDS  # what conflicts are found with is not needed to list

        return WORDS

    @property
    def left_out(self) -> str:
        """What a total does not hold, counted; empty where it holds everything."""
        counts = ((self.unpriced, "unpriced"), (self.not_costed, "not costed"))
        return ", ".join(f"{count} {word}" for count, word in counts if count)

    @property
    def cost_shown(self) -> str:
        """The first year's cost in whole dollars with what it leaves out, or why there is none."""
        if self.cost is None:
            if self.conflicts:
                return "in conflict"
            return self.left_out or ("no cost" if self.passes else "")
        label, cents = self.cost[0]
        return f"${(cents + 50) // 100:,} in {label}" + (f" ({self.left_out})" if self.left_out else "")

    def to_json(self) -> dict[str, object]:
        """The row with the keys scripts rely on."""
        return {
            "item": self.item,
            "number": self.number,
            "title": self.title,
            "clauses": list(self.clauses),
            "state": self.state,
            "ball": self.ball,
            "passes": self.passes,
            "last_pass_at": self.last_pass_at or None,
            "package": self.package or None,
            "cost": None if self.cost is None else dict(self.cost),
            "cost_reason": self.reason or None,
            "unpriced": self.unpriced,
            "not_costed": self.not_costed,
            "conflicts": self.conflicts,
            "sign_again": list(self.sign_again),
            "clean_copy_due": self.clean_copy_due,
        }


def board_rows(
    workspace: Workspace, with_cost: bool = True, wanted: Set[str] | None = None
) -> tuple[BoardRow, ...]:
    """Every item by number (or those with an id ``wanted``); ``with_cost`` False leaves the money out."""
    costs = None
    if with_cost:
        from negotiate.workspace.costs import Costs

        costs = Costs(workspace)
    with workspace.at_rest():
        rows = [row for row in workspace.rows() if wanted is None or row.id in wanted]
        awaiting = [row for row in rows if _awaits(row)]
        laid = {one.row.id: one for one in Overlaps(workspace).over(awaiting)} if awaiting else {}
        if costs is not None:
            read_ahead(workspace, [row.id for row in rows])
            with suppress(NegotiateError):  # of one that cannot be read its own line tells
                lasts = (item.latest(workspace.facts.side) or item.last for item in workspace.items(rows))
                workspace.texts_ahead([last.text for last in lasts if last is not None])
        return tuple(_row(workspace, row, costs, laid.get(row.id)) for row in rows)


def board_row(workspace: Workspace, name: str, costs: "Costs") -> BoardRow:
    """One item's line with its cost; ``costs`` is kept between calls."""
    row = workspace.find(name)
    laid = Overlaps(workspace).over([row]) if _awaits(row) else ()
    return _row(workspace, row, costs, laid[0] if laid else None)


def read_ahead(workspace: Workspace, items: Sequence[str]) -> None:
    """Reads the records of these items (ids) at once where that of the first is not known; one that cannot
    be read is told of when it is asked for."""
    if items:
        with suppress(NegotiateError):
            workspace.read_ahead(items[0], items[1:])


@dataclass(frozen=True, slots=True)
class _Cost:
    cents: tuple[tuple[str, int], ...] | None
    reason: str
    unpriced: int = 0
    not_costed: int = 0
    conflicts: int = 0
    fault: bool = False


_NOT_SHOWN = _Cost(None, "not shown")


def _row(workspace: Workspace, row: Row, costs: "Costs | None", laid: Laid | None) -> BoardRow:
    cost = _cost(workspace, row, costs) if costs is not None else _NOT_SHOWN
    return BoardRow(
        row.id, row.number, row.title, row.clauses, row.state.value,
        row.ball.value if row.ball else "nobody",
        row.union_passes + row.district_passes, row.last_pass_at, row.package,
        cost.cents, cost.reason, cost.unpriced, cost.not_costed, cost.conflicts, cost.fault,
        laid.conflicts if laid else (),
        laid is not None and laid.inked,
    )  # fmt: skip


def _awaits(row: Row) -> bool:
    return row.state is State.AWAITING_SIGNATURE


def _cost(workspace: Workspace, row: Row, costs: "Costs") -> _Cost:
    ours = workspace.facts.side
    has = {Side.UNION: row.union_passes, Side.DISTRICT: row.district_passes}
    side = ours if has[ours] else ours.other
    if not has[side]:
        return _Cost(None, "nothing has been proposed")
    try:
        report = costs.report(f"{row.id}:{side.value}", "baseline")
    except NegotiateError as fault:
        return _Cost(None, str(fault), fault=True)
    counts = (len(report.unpriced), len(report.not_costed), len(report.conflicts))
    totals = [(year.label, year.total_cents) for year in report.years]
    known = tuple((label, cents) for label, cents in totals if cents is not None)
    if len(known) < len(totals):
        return _Cost(None, "; ".join(one.reason for one in report.unpriced) or "in conflict", *counts)
    if not any(cents for _, cents in known) and report.not_costed:
        return _Cost(None, "no priced phrase covers what it changes", *counts)
    if not report.terms:
        return _Cost(None, "no figure of the language is priced yet", *counts)
    return _Cost(known, "", *counts)
