"""Where words come from: the agreement received, or which tentative agreement, from which pass, of whom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from negotiate.agreement.blocks import Placed
from negotiate.bargaining.record import Item, Pass
from negotiate.bargaining.renumbered import Renumbered
from negotiate.bargaining.tentative import TentativeAgreement
from negotiate.workspace.landing import filed
from negotiate.workspace.rounds import rounds
from negotiate.workspace.settled import renumbered
from negotiate.workspace.texts import text
from negotiate.workspace.workspace import MAIN, TENTATIVE, Workspace


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one paragraph comes from. Without ``agreed`` it is of the agreement received; ``first`` is
    the pass that brought the words, ``round`` the ratified round they came with (0: the present one);
    ``renumbered`` are the references in it that a round's ratification led after their labels.
    """

    citation: str
    words: str
    agreed: TentativeAgreement | None = None
    first: Pass | None = None
    round: int = 0
    renumbered: tuple[Renumbered, ...] = ()

    @property
    def line(self) -> str:
        """The origin as a person reads it."""
        led = (f"; renumbered reference: “{one.was}” is now “{one.now}”" for one in self.renumbered)
        return self._came + "".join(led)

    @property
    def _came(self) -> str:
        if self.agreed is None:
            return "the agreement as received"
        one = self.agreed
        signed = ", ".join(f"{s.name} ({s.side.value}, {s.how.value})" for s in one.signatures)
        came = ""
        if self.first is not None and self.first.at is not None:
            came = f"first in {self.first.name}, handed across {self.first.at:%Y-%m-%d %H:%M}; "
        ratified = f"; ratified in round {self.round}" if self.round else ""
        return (
            f"tentative agreement on item {one.number}, {one.title}, {one.at:%Y-%m-%d %H:%M}: {came}"
            f"agreed as {' = '.join(one.passes)}, signed by {signed}{ratified}"
        )


def provenance(workspace: Workspace, citation: str, name: str = "tentative") -> tuple[Origin, ...]:
    """Paragraph by paragraph, where the clause comes from in the text called ``name``."""
    found = text(workspace, name)
    layers = list(_layers(workspace))
    return tuple(_origin(workspace, one, layers) for one in found.index.clause(citation))


@dataclass(frozen=True, slots=True)
class _Layer:
    """One round: the words that stood before it, its agreements, and the references it led after labels."""

    number: int
    before: frozenset[str]
    records: tuple[TentativeAgreement, ...]
    renumbered: tuple[Renumbered, ...] = ()


def _layers(workspace: Workspace) -> Iterator[_Layer]:
    """The present round, then those ratified, newest first."""
    yield _layer(workspace, 0, MAIN, TENTATIVE)
    for number, ref in rounds(workspace):
        layer = _layer(workspace, number, ref.trailer("Before") or MAIN, ref.trailer("Agreed") or TENTATIVE)
        yield replace(layer, renumbered=renumbered(workspace, number, ref.target_oid))


def _layer(workspace: Workspace, number: int, before: str, tip: str) -> _Layer:
    commit = workspace.repository.commit(before).oid
    records = tuple(record for _, record in filed(workspace, tip))
    standing = frozenset(block.digest for block in workspace.agreement_at(commit).blocks())
    return _Layer(number, standing, records)


def _origin(workspace: Workspace, one: Placed, layers: list[_Layer]) -> Origin:
    sha = one.block.digest
    led: tuple[Renumbered, ...] = ()
    for layer in layers:
        if sha in layer.before:
            continue
        anew = tuple(each for each in layer.renumbered if each.after == sha)
        if anew:  # its words before the references in it were led after their labels
            own = tuple(each for each in anew if each.citation == one.name) or anew
            led, sha = (*own, *led), own[0].before
            if sha in layer.before:
                continue
        for record in layer.records:
            if any(block.adds and block.sha256 == sha for block in record.blocks):
                first = _first(workspace, workspace.item(record.item), sha)
                return Origin(one.name, one.block.canonical, record, first, layer.number, led)
    return Origin(one.name, one.block.canonical, renumbered=led)


def _first(workspace: Workspace, item: Item, sha: str) -> Pass | None:
    """The first pass of the item that had these words."""
    return next(
        (
            one
            for one in item.passes
            if any(b.digest == sha for b in workspace.agreement_at(one.text).blocks())
        ),
        None,
    )
