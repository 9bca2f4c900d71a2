"""The git side: refs, commits, operations that happen whole and can be undone.

The one room that speaks git, through GitPython as launcher of plumbing; it knows nothing of
bargaining. GitPython is imported when a repository is opened, not before.
"""

from negotiate.repository.catfile import Damaged
from negotiate.repository.model import Commit, Kind, Move, Operation, Person, Ref
from negotiate.repository.moving import Moved
from negotiate.repository.repository import Repository
from negotiate.repository.transaction import Transaction

__all__ = [
    "Commit",
    "Damaged",
    "Kind",
    "Move",
    "Moved",
    "Operation",
    "Person",
    "Ref",
    "Repository",
    "Transaction",
]
