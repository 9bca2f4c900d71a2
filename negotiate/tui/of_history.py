"""What the history asks: every act with what it changed, and the agreement as it was then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from negotiate.repository.model import Operation
from negotiate.tui.room import Desk
from negotiate.workspace.workspace import MAIN, TENTATIVE

_LIMIT = 500
_KINDS = (
    ("refs/heads/main", "the agreement in force and the team's data"),
    ("refs/heads/tentative", "the agreement with every TA"),
    ("refs/heads/proposal/", "an item's record"),
    ("refs/heads/draft/", "a draft"),
    ("refs/heads/private", "the session log"),
    ("refs/tags/pass/", "a pass"),
    ("refs/tags/ta/", "a tentative agreement"),
)


@dataclass(frozen=True, slots=True)
class Done:
    """An act, and the version of the agreement in force and of the agreed text after it."""

    operation: Operation
    in_force: str
    agreed: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The acts, newest first; what undo and redo would do now; the zone that times are told in."""

    acts: tuple[Done, ...]
    undo: Operation | None
    redo: Operation | None
    zone: tzinfo


def history_page(desk: Desk) -> HistoryPage:
    """The last five hundred acts."""
    repository = desk.workspace.repository
    operations = repository.operations(_LIMIT)
    tips = tuple(repository.resolve(ref) or "" for ref in (MAIN, TENTATIVE))
    return HistoryPage(
        with_versions(operations, tips),
        repository.undo_plan(),
        repository.redo_plan(),
        desk.workspace.facts.zone,
    )


def with_versions(operations: Sequence[Operation], tips: Sequence[str]) -> tuple[Done, ...]:
    """Each act with the versions after it; ``tips`` are those of now, ``operations`` newest first."""
    out, stands = [], list(tips)
    for one in operations:
        out.append(Done(one, stands[0], stands[1]))
        for move in one.moves:
            if move.ref in (MAIN, TENTATIVE):
                stands[(MAIN, TENTATIVE).index(move.ref)] = move.old or ""
    return tuple(out)


def changed(one: Operation) -> list[str]:
    """What an act changed, in words."""
    found = []
    for move in one.moves:
        words = next((words for start, words in _KINDS if move.ref.startswith(start)), "a part of the record")
        how = ", new" if move.old is None else ", taken away" if move.new is None else ""
        found.append(words + how)
    return list(dict.fromkeys(found))
