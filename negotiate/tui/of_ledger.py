"""What the ledger asks: the tentative agreements, where their words come from, what is left, the votes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from negotiate.bargaining.parties import Facts
from negotiate.bargaining.ratification import Vote, missing, required
from negotiate.bargaining.states import State
from negotiate.bargaining.tentative import TentativeAgreement, language_digest
from negotiate.bargaining.trailers import Row
from negotiate.common.text import many, printable, text_code
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.room import Desk
from negotiate.tui.words import move_words, state_words, when
from negotiate.workspace.ratifying import Voted
from negotiate.workspace.workspace import TENTATIVE

_CLOSED = (State.TA, State.RATIFIED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The records, the items not yet agreed, the votes and those still to come, the code of the whole; of the
    last round that was ratified (its number) where nothing was agreed since."""

    facts: Facts
    records: tuple[TentativeAgreement, ...]
    left: tuple[Row, ...]
    votes: tuple[Vote, ...]
    waiting: tuple[tuple[str, str], ...]
    code: str
    now: datetime
    ratified: int = 0


def ledger_page(desk: Desk) -> LedgerPage:
    """What is agreed and what is not."""
    from negotiate.workspace.landing import records
    from negotiate.workspace.ratifying import votes_of
    from negotiate.workspace.rounds import rounds

    workspace = desk.workspace
    found = records(workspace)
    left = tuple(row for row in workspace.rows() if row.state not in _CLOSED)
    earlier = rounds(workspace)
    if earlier and not found:
        number, ref = earlier[0]
        votes = votes_of(workspace, number)
        found = records(workspace, ref.trailer("Agreed") or TENTATIVE)
        code = text_code(votes[-1].text) if votes else ""
        return LedgerPage(workspace.facts, found, left, votes, (), code, workspace.now(), number)
    text = language_digest(workspace.baseline, workspace.tentative)
    votes = votes_of(workspace)
    waiting = missing(required(workspace.facts), votes, text)
    return LedgerPage(workspace.facts, found, left, votes, waiting, text_code(text), workspace.now())


def record_paragraphs(one: TentativeAgreement, facts: Facts) -> list[Paragraph]:
    """A record: its language by its text code, who assented and what that shows, the blocks it touches."""
    at = when(one.at.astimezone(facts.zone))
    lines: list[Paragraph] = [
        flow(Mark.HEADING, printable(f"{one.number}  {one.title}"), after=1),
        _fact("agreed", at),
        _fact("as", " = ".join(one.passes)),
        _fact("text code of the language", text_code(one.language)),
        _fact("text code of the record", text_code(one.digest)),
        _fact("follows the record", text_code(one.previous) if one.previous else "none: it is the first"),
        flow(Mark.STRONG, "Signed", after=0),
    ]
    for each in one.signatures:
        said = f"{each.name} for the {each.side.value}, {when(each.at.astimezone(facts.zone))}"
        lines.append(flow(Mark.TEXT, printable(said), indent=2, hang=2))
        lines.append(flow(Mark.NOTE, printable(each.how.meaning), indent=4))
    lines.append(flow(Mark.STRONG, "Blocks it changes"))
    for block in one.blocks:
        sign = "added" if block.adds else "taken away"
        runs = (Run(Mark.CITATION, printable(block.citation)), Run(Mark.NOTE, f"  {sign}, "))
        lines.append(Flow((*runs, Run(Mark.TEXT, text_code(block.sha256))), indent=2))
    return lines


def _fact(name: str, said: str) -> Flow:
    return Flow((Run(Mark.LABEL, f"{name}: "), Run(Mark.TEXT, printable(said))), hang=2)


def origins_of(one: TentativeAgreement) -> Callable[[Desk], list[Paragraph]]:
    """Where the words of each clause it changes come from."""

    def ask(desk: Desk) -> list[Paragraph]:
        from negotiate.common.errors import BadInput
        from negotiate.workspace.provenance import provenance

        lines: list[Paragraph] = []
        for citation in dict.fromkeys(block.citation for block in one.blocks if block.adds):
            try:
                found = provenance(desk.workspace, citation)
            except BadInput:  # struck, or named anew since
                continue
            for origin in found:
                runs = (Run(Mark.CITATION, printable(origin.citation)), Run(Mark.NOTE, f"  {origin.line}"))
                lines.append(Flow(runs, hang=2))
                lines.append(flow(Mark.TEXT, printable(origin.words), indent=2, after=1))
        return lines or [flow(Mark.NOTE, "It adds no words of its own.")]

    return ask


def left_paragraphs(page: LedgerPage) -> list[Paragraph]:
    """What is left to agree."""
    if not page.left:
        return [flow(Mark.STRONG, "Nothing is left: every item is agreed, ratified or withdrawn.")]
    lines: list[Paragraph] = [flow(Mark.STRONG, f"{many(len(page.left), 'item')} not yet agreed", after=1)]
    for row in page.left:
        move = f", move: {move_words(row.ball.value, page.facts.side)}" if row.ball else ""
        runs = (Run(Mark.TEXT, printable(f"{row.number}  {row.title}")),
                Run(Mark.NOTE, f"  {state_words(row.state.value)}{move}"))  # fmt: skip
        lines.append(Flow(runs, hang=3))
    return lines


def vote_paragraphs(page: LedgerPage) -> list[Paragraph]:
    """The votes of this round and those still to say yes."""
    lines: list[Paragraph] = [
        _fact("text code of the whole agreement", page.code),
        flow(Mark.STRONG, "Votes"),
    ]
    for vote in page.votes:
        said = f"{vote.body} of {vote.unit}: {'yes' if vote.yes else 'no'}, {when(vote.at)}"
        lines.append(
            Flow((Run(Mark.TEXT, printable(said)), Run(Mark.NOTE, f"  {text_code(vote.text)}")), indent=2)
        )
    if not page.votes:
        lines.append(flow(Mark.NOTE, "Nobody has voted yet.", indent=2))
    if page.ratified:
        said = f"Ratified: it is the agreement in force since round {page.ratified}."
        return [*lines, flow(Mark.STRONG, said)]
    lines.append(flow(Mark.STRONG, "Still to say yes to this text"))
    lines += [flow(Mark.TEXT, printable(f"{body} of {unit}"), indent=2) for unit, body in page.waiting]
    return lines


def vote(unit: str, body: str, yes: bool, at: str, closing: Mapping[str, str]) -> Callable[[Desk], Voted]:
    """A vote recorded; ``closing`` says of items still open how they end."""

    def ask(desk: Desk) -> Voted:
        from negotiate.workspace.ratifying import ratify

        workspace = desk.workspace
        moment = workspace.facts.moment(at.strip().replace(" ", "T", 1)) if at.strip() else workspace.now()
        return ratify(workspace, unit, body, yes, moment, closing)

    return ask


def checked(desk: Desk) -> list[Paragraph]:
    """Every word of the tentative text accounted for."""
    from negotiate.workspace.verifying import verify

    found = verify(desk.workspace)
    ours = found.words - found.words_from_agreements
    said = (
        f"{found.words:,} words: {ours:,} of the agreement in force, {found.words_from_agreements:,} from "
        f"{many(len(found.chain), 'tentative agreement')}; {many(found.passes, 'pass', 'passes')}"
    )
    lines: list[Paragraph] = [flow(Mark.TEXT, said, after=1)]
    lines += [flow(Mark.TEXT, printable(line), indent=2) for line in found.chain]
    lines += [flow(Mark.WARN, printable(f"{one.kind}: {one.where}: {one.what}")) for one in found.findings]
    if not found.findings:
        lines.append(flow(Mark.STRONG, "Every word is accounted for."))
    return lines
