"""What a file was understood to say: shown to a person before anything of it is stored."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.reading.byhand import Seen
from negotiate.agreement.reading.report import Places
from negotiate.bargaining.record import Item
from negotiate.redline.model import Redline
from negotiate.workspace.incoming.listening import Remark
from negotiate.workspace.incoming.quiet import Difference

if TYPE_CHECKING:
    from negotiate.agreement.reading.word.revising import Mark


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file says on one clause: the blocks it answers, new ones, those it strikes by a mark, those
    it leaves out, those it does not mention, and those where our own marks were left standing, and
    those ``unchanged`` that nobody ever proposed to change; ``taken_up`` are answered in our words,
    ``moved`` stand in another order there; ``given_way`` we strike, and what we put for them is answered."""

    citation: str
    answered: tuple[str, ...]
    new: tuple[str, ...]
    struck: tuple[str, ...]
    left_out: tuple[str, ...]
    silent: tuple[str, ...]
    unanswered: tuple[str, ...]
    renumbered: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    taken_up: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    given_way: tuple[str, ...] = ()

    @property
    def says(self) -> bool:
        """Whether the file says anything on the clause."""
        return bool(self.answered or self.new or self.struck or self.left_out)

    @property
    def whole(self) -> bool:
        """Whether nothing of the clause goes unmentioned."""
        return not self.silent


@dataclass(frozen=True, slots=True)
class Understood:
    """A file understood as an answer to one item: the text it makes, what answers what, what it changes
    against our last pass, the sender's own last pass and what is in force; ``gets`` are the clauses that
    an item without any gets by it."""

    item: Item
    text: Agreement
    answers: tuple[Answer, ...]
    against_ours: Redline | None
    against_own: Redline | None
    against_baseline: Redline
    quiet: tuple[Difference, ...] = ()
    gets: tuple[str, ...] = ()

    @property
    def says_ours(self) -> bool:
        """Whether it says, word for word, what our last pass says."""
        return self.against_ours is not None and not self.against_ours.changes

    @property
    def answers_nothing(self) -> bool:
        """Whether no place of the item is answered."""
        held = any(one.unanswered for one in self.answers)
        return not any(one.says or (one.unchanged and not held) for one in self.answers)


@dataclass(frozen=True, slots=True)
class Marked:
    """A change that the file marks, and the place it is in (empty: in none)."""

    citation: str
    mark: "Mark"


@dataclass(frozen=True, slots=True)
class Received:
    """A file understood whole. ``quiet`` is what it changed without a mark, ``copies`` where it differs
    from our copy and nobody proposed anything, ``elsewhere`` what it says on clauses that other items
    have, or none; ``unmatched`` what is like nothing, ``around`` what stands in the cover, lists and
    signature lines of our packet; ``tracked`` how many changes a file without names on them marks,
    ``sender`` who is named as its writer."""

    items: tuple[Understood, ...]
    marks: "tuple[Marked, ...]"
    quiet: tuple[Difference, ...]
    unseen: tuple[Remark, ...]
    copies: tuple[Difference, ...]
    elsewhere: tuple[Difference, ...]
    unmatched: tuple[str, ...]
    around: tuple[str, ...]
    comments: tuple[Remark, ...]
    edges: tuple[Remark, ...]
    by_hand: tuple[Seen, ...]
    packet: bool
    places: Places
    tracked: str = ""
    sender: str = ""
