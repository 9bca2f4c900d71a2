"""Packages: items offered together, all or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import How, Label
from negotiate.bargaining.states import Act, State, require
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import slug
from negotiate.workspace.recording import (
    CROSSED,
    Done,
    changed_files,
    check_order,
    event_now,
    not_yet,
    record,
    tag_pass,
)
from negotiate.workspace.rounds import of_this_round, packaged
from negotiate.workspace.titles import title_of
from negotiate.workspace.workspace import PROPOSALS, Workspace


def package(workspace: Workspace, title: str, names: Sequence[str]) -> Done:
    """Puts items in a package; what is then passed on them is offered together, all or nothing."""
    name = slug(title_of(title, "a package", "spring"))
    items = [*{item.id: item for item in map(workspace.item, names)}.values()]  # named twice, it is one
    if len(items) < 2:
        raise BadInput("a package has at least two items", do="name the items that stand or fall together")
    if any(row.package == name for row in of_this_round(workspace.rows())):
        raise BadInput(f"a package is called {name!r} already", do="give another name")
    for item in items:
        require(item.state, Act.PACKAGED, item.title)
        if item.ready is not None:
            raise Refused(
                f"{item.ready.name} on item {item.number} is printed and not yet handed across",
                do="hand it across or recall it first",
            )
    with workspace.repository.operation(f"package {name}: {len(items)} items") as op:
        for item in items:
            event = replace(event_now(workspace, Act.PACKAGED), package=name)
            last = record(op, item, event, workspace.commit_of(f"{PROPOSALS}{item.id}"), {})
    numbers = ", ".join(str(item.number) for item in items)
    return Done(f"package {name}: items {numbers}, all or nothing", last)


def accept_package(workspace: Workspace, name: str, side: Side, at: datetime) -> Done:
    """A pass on every item of the package, of exactly what the other side offers in it."""
    items = [item for item in packaged(workspace, name) if item.state not in (State.TA, State.RATIFIED)]
    for item in items:
        if item.latest(side.other) is None:
            raise Refused(
                f"the {side.other.value} has made no pass on item {item.number}, {item.title}, of the "
                f"package {name}; a package is accepted whole or not at all",
                do="have that pass first, or reject the package",
            )
        if item.ready is not None:
            raise Refused(f"{item.ready.name} on item {item.number} is printed and not yet handed across")
        require(item.state, Act.PASSED, item.title)
        check_order(item, at, workspace.now())
    open_ones = [item for item in items if item.state is not State.AWAITING_SIGNATURE]
    with workspace.repository.operation(
        f"{side.value.capitalize()} accepts package {name}", final=CROSSED
    ) as op:
        for item in open_ones:
            theirs = item.latest(side.other)
            assert theirs is not None
            event = replace(
                event_now(workspace, Act.PASSED, side),
                number=item.next_number(side), label=Label.PACKAGE, how=How.ACCEPT, digest=theirs.digest,
                base=theirs.base, handed=at, package=name,
            )  # fmt: skip
            tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
            files = changed_files(workspace, tip, workspace.agreement_at(theirs.text))
            last = record(op, item, event, tip, files)
            tag_pass(op, last)
    wait = "1 item awaits" if len(items) == 1 else f"its {len(items)} items await"
    heed = not_yet(at, workspace.now())
    return Done(f"package {name} is accepted whole: {wait} signature", last, heed)


def break_package(workspace: Workspace, name: str, why: str) -> Done:
    """Rejects a package: every item stands where it stood before it, and what was offered in it lapses."""
    items = packaged(workspace, name)
    signed = [item for item in items if item.state in (State.TA, State.RATIFIED)]
    if signed:
        raise Refused(
            f"item {signed[0].number}, {signed[0].title}, of the package {name} is signed",
            do="reopen it first: a package is all or nothing",
        )
    with workspace.repository.operation(f"package {name} rejected") as op:
        for item in items:
            event = event_now(workspace, Act.UNPACKAGED, why=why)
            last = record(op, item, event, workspace.commit_of(f"{PROPOSALS}{item.id}"), {})
    return Done(f"package {name} is rejected; its {len(items)} items stand where they stood before it", last)
