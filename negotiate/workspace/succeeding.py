"""The successor agreement as a file: the baseline with every tentative agreement of a round in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.citations import place
from negotiate.bargaining.renumbered import Renumbered
from negotiate.bargaining.tentative import TentativeAgreement
from negotiate.packets import model as packets
from negotiate.packets.said import at_words
from negotiate.packets.write import kind_of
from negotiate.packets.write import successor as write_successor
from negotiate.redline.engine import redline
from negotiate.redline.model import Change, ChangeKind, Redline
from negotiate.workspace.importing import SOURCE
from negotiate.workspace.landing import landed, records
from negotiate.workspace.ratifying import successor_of
from negotiate.workspace.rounds import rounds
from negotiate.workspace.settled import renumbered
from negotiate.workspace.verifying import check_text
from negotiate.workspace.workspace import MAIN, TENTATIVE, Workspace


@dataclass(frozen=True, slots=True)
class Succession:
    """One agreement following another: the blocks in force before it, its text, what was agreed, the
    references written anew, and the time of the last signature."""

    name: str
    before: tuple[Placed, ...]
    text: Agreement
    agreed: tuple[TentativeAgreement, ...]
    rewritten: tuple[Renumbered, ...]
    at: datetime


def standing(workspace: Workspace, tip: str = TENTATIVE, name: str = "as it stands") -> Succession:
    """The successor as the round now stands; labels that are doubled count on, and what refers to them
    follows, as ratification will adopt it. ``tip`` is an earlier commit of the text."""
    made, agreed = successor_of(workspace, tip), records(workspace, tip)
    at = max((one.at for one in agreed), default=None)
    if at is None:  # the same bytes whenever it is written
        at = workspace.repository.log(MAIN)[-1].at.astimezone(workspace.facts.zone)
    before = workspace.baseline_index().placed
    return Succession(name, before, made.agreement, agreed, made.rewritten, at)


def earlier(workspace: Workspace, told: Callable[[datetime], bool]) -> Iterator[Succession]:
    """The successors as the round stood after each agreement but the last, the latest first; ``told`` says
    of the time of one whether it is looked for."""
    for one in list(reversed(landed(workspace).values()))[1:]:
        at = max((record.at for record in records(workspace, one.commit)), default=None)
        if at is not None and told(at):
            yield standing(workspace, one.commit, f"as it stood on {at_words(at)}")


def ratified(workspace: Workspace) -> Iterator[Succession]:
    """The successors that were ratified, the last one first."""
    for number, ref in rounds(workspace):
        before, tip = ref.trailer("Before"), ref.trailer("Agreed")
        if before is None or tip is None:
            continue
        agreed = records(workspace, tip)
        yield Succession(
            f"as ratified in round {number}",
            place(workspace.agreement_at(before)),
            workspace.agreement_at(ref.target_oid),
            agreed,
            renumbered(workspace, number, ref.target_oid),
            max((one.at for one in agreed), default=workspace.now()),
        )


def successor(workspace: Workspace, ending: str, blackline: bool) -> bytes:
    """The integrated agreement as it stands, clean or marked, as the kind of file ``ending`` names; between
    two rounds it is the one that was ratified."""
    check_text(workspace)
    of = standing(workspace)
    if not of.agreed:  # since a round was ratified, nothing was agreed
        of = next(ratified(workspace), of)
    return successor_file(workspace, of, ending, blackline)


def successor_file(workspace: Workspace, of: Succession, ending: str, blackline: bool) -> bytes:
    """A successor agreement as a file, every change with the tentative agreement it came from."""
    found = redline(of.before, place(of.text))
    return write_successor(
        of.text,
        provenance(found, of.agreed, of.rewritten),
        ending,
        found if blackline else None,
        title=workspace.facts.title,
        at=of.at,
        author=workspace.facts.title,
        dressed_as=_received_word(workspace) if kind_of(ending) == ".docx" else b"",
        worn_by=of.before,
    )


def _received_word(workspace: Workspace) -> bytes:
    """The Word file that the main document came as; nothing where it came as another kind."""
    files = workspace.repository.tree(MAIN, SOURCE)
    main = f"{SOURCE}/{workspace.baseline.main}"
    found = next((path for path in sorted(files) if path.lower() == f"{main}.docx".lower()), "")
    return (workspace.repository.read_file(MAIN, found) or b"") if found else b""


def provenance(
    found: Redline, agreed: Sequence[TentativeAgreement], rewritten: Sequence[Renumbered] = ()
) -> tuple[packets.Provenance, ...]:
    """For every change of the successor, the tentative agreement it came from, or the label it follows."""
    out: list[packets.Provenance] = []
    led = {one.after: one.before for one in rewritten}
    told = {one.after: one for one in rewritten}
    for change in found.changes:
        digests = {one.block.digest for one in (*change.new, *change.old)}
        anew = next((told[sha] for sha in digests if sha in told), None)
        digests |= {led[sha] for sha in digests if sha in led}
        source = next((one for one in agreed if digests & {block.sha256 for block in one.blocks}), None)
        if source is None and anew is not None:
            said = f"“{anew.was}” is now “{anew.now}”"
            out.append(packets.Provenance(change.citation, 0, "renumbered reference", said, ""))
            continue
        if source is None:
            source = _renumbering_source(change, agreed)
        signed = f"{source.at:%Y-%m-%d %H:%M}, {', '.join(source.passes)}" if source else "not accounted for"
        out.append(
            packets.Provenance(
                change.citation,
                source.number if source else 0,
                source.title if source else "no tentative agreement",
                signed,
                source.language if source else "",
            )
        )
    return tuple(out)


def _renumbering_source(change: Change, agreed: Sequence[TentativeAgreement]) -> TentativeAgreement | None:
    """A label or place that changed with no word: the latest agreement of the same article."""
    if change.kind not in (ChangeKind.RENUMBERED, ChangeKind.MOVED, ChangeKind.TYPOGRAPHY):
        return None
    article = change.citation.split(".")[0]
    same = [one for one in agreed if any(block.citation.split(".")[0] == article for block in one.blocks)]
    return same[-1] if same else None
