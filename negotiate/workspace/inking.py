"""A signing copy changed in ink: typed in, compared with what was passed, initialled or a clean copy due.

Nothing lands that is not a pass of both sides. Where both initial the change, it becomes a pass of each
and is signed, all in one operation; else the text is kept, and the item says that a clean copy is due until
exactly that text is passed and signed.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.agreement.editing import replace_clause
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, How, Item, Label, Pass, fold
from negotiate.bargaining.states import Act, require
from negotiate.bargaining.tentative import Assent, language_digest
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import canonical, text_code
from negotiate.redline.engine import redline
from negotiate.redline.model import Redline
from negotiate.workspace.agreements import SIGNED, Given, Signing, one_text, put_again, signature_of
from negotiate.workspace.overtaken import clashes
from negotiate.workspace.recording import (
    Done,
    changed_files,
    check_order,
    draft_trailers,
    event_now,
    own_option,
    record,
    tag_pass,
)
from negotiate.workspace.workspace import DRAFTS, PROPOSALS, Workspace

_WHY = "changed in ink on the signing copy"


@dataclass(frozen=True, slots=True)
class Inked:
    """What was done, and what the ink changes in the text that both sides had passed."""

    done: Done
    changes: Redline


def ink(
    workspace: Workspace,
    name: str,
    citation: str,
    words: str,
    given: tuple[Given, ...] = (),
    at: datetime | None = None,
) -> Inked:
    """The clause cited (empty: the item's one clause) says ``words`` on the signing copy.

    With assents of both sides the change is a pass of each, initialled, and is signed; else a clean
    copy is due. Raises :class:`Refused` where the words are those passed, or a name may not sign.
    """
    item = workspace.item(name)
    require(item.state, Act.INKED, item.title)
    agreed, _ = one_text(workspace, item)
    if not citation and len(item.clauses) != 1:
        raise BadInput(f"item {item.number} has {len(item.clauses)} clauses", do="say which with --clause")
    before = workspace.agreement_at(agreed.text)
    after = replace_clause(before, citation or item.clauses[0], words)
    changes = redline(place(before), place(after))
    code = language_digest(workspace.agreement_at(agreed.base), after)
    if code == agreed.digest:
        raise Refused(f"the signing copy says what {agreed.name} says", do="sign it without --ink")
    when = (at or workspace.now()).replace(microsecond=0)
    if any(one.how is Assent.KEY for one in given):
        raise BadInput("a key signs a clean copy, not ink", do="sign after the clean copy is passed")
    for one in given:  # before anything is recorded: may they sign?
        signature_of(workspace, one, when, {}, "")
    if {one.side for one in given} == set(Side):
        offers = _offers(workspace, agreed, code, given, when)
        return Inked(_initialled(workspace, item, after, offers, given), changes)
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    initialled = ", ".join(f"{one.name} for the {one.side.value}" for one in given)
    why = f"{_WHY}; initialled by {initialled}" if initialled else _WHY
    event = replace(event_now(workspace, Act.INKED, why=why), at=when, digest=code, base=agreed.base)
    files = changed_files(workspace, tip, after)
    ref = f"{DRAFTS}{item.id}--{own_option(workspace, workspace.facts.side)}"
    with workspace.repository.operation(f"ink on the signing copy of item {item.number}") as op:
        changed = record(op, item, event, tip, files)
        if workspace.repository.resolve(ref) is None:
            trailers = draft_trailers(item, workspace.facts.side, agreed.base)
            message = f"Draft of item {item.number}: {item.title}"
            op.move(ref, new=op.commit(tip, files, message, trailers), old=None)
    said = f"item {item.number}, {item.title}: clean copy due, text code {text_code(code)}"
    return Inked(Done(f"{said}; its text is our draft, to be passed, accepted and signed", changed), changes)


def _offers(
    workspace: Workspace, agreed: Pass, code: str, given: tuple[Given, ...], when: datetime
) -> tuple[Event, ...]:
    """The ink as a pass of each side, initialled."""
    found = []
    for side in Side:
        names = " and ".join(canonical(one.name) for one in given if one.side is side)
        event = event_now(workspace, Act.PASSED, side, f"{_WHY}, initialled by {names}")
        how = How.LANGUAGE if side is Side.UNION else How.ACCEPT
        found.append(replace(event, handed=when, how=how, digest=code, base=agreed.base))
    return tuple(found)


def _initialled(
    workspace: Workspace, item: Item, text: Agreement, offers: tuple[Event, ...], given: tuple[Given, ...]
) -> Done:
    """Both passes and what is signed with them, as one operation.

    Raises :class:`Refused`, and nothing is recorded, where the text could not be signed.
    """
    when = offers[0].handed or offers[0].at
    check_order(item, when, workspace.now())
    numbered = [_numbered(item, event) for event in offers]
    expected = fold(item, numbered)
    found = clashes(workspace.agreement_at(offers[0].base), text, workspace.tentative)
    if found:
        raise put_again(expected, found)
    signing = Signing(workspace, expected, text, given, when)
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    files = changed_files(workspace, tip, text)
    with workspace.repository.operation(f"{signing.what}, changed in ink", final=SIGNED) as op:
        for event in numbered:
            item, files = record(op, item, event, tip, files), {}
            tip = item.events[-1].text
            tag_pass(op, item)
        return signing.enter(op, item, tip)


def _numbered(item: Item, event: Event) -> Event:
    assert event.side is not None
    label = Label.PACKAGE if item.package else Label.PASS
    return replace(event, number=item.next_number(event.side), label=label, package=item.package)
