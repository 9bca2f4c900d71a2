"""Passes exchanged with another user of the program: an export gate out, a customs desk in.

Out go chosen passes that crossed the table: their language and what a packet would say of them, nothing
else: no draft, note, cost, log, author or message. In come the other side's passes, checked whole first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.store import ROOT, agreement_files, files_apart, with_files
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, How, Item, Label, Pass, require_whole
from negotiate.bargaining.states import Act, require
from negotiate.bargaining.tentative import language_digest
from negotiate.common.errors import BadInput, NegotiateError, Refused
from negotiate.common.text import canonical, slug
from negotiate.repository import bundles
from negotiate.repository.bundles import Page
from negotiate.repository.transaction import Transaction
from negotiate.workspace.recording import (
    CROSSED,
    changed_files,
    event_now,
    item_file,
    item_yaml,
    record,
    tag_pass,
)
from negotiate.workspace.texts import lay
from negotiate.workspace.workspace import MAIN, PROPOSALS, Workspace

_ALLOWED = re.compile(rf"{ROOT}/[a-z0-9-]+/[A-Za-z0-9._-]+\.md")
_BASE = "base/"
_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Carried:
    """What an exchange file held: the passes by name, and what to heed."""

    passes: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Came:
    """One pass as the other side's file states it."""

    item: str
    number: int
    title: str
    clauses: tuple[str, ...]
    side: Side
    count: int
    label: Label
    digest: str
    handed: datetime
    base: Agreement
    text: Agreement


def out(workspace: Workspace, names: Sequence[str]) -> tuple[bytes, Carried]:
    """The exchange file of every numbered pass on the items named (none: all) that crossed the table."""
    items = [workspace.item(name) for name in names] or workspace.items(workspace.rows())
    passes = [(item, one) for item in items for one in item.passes]
    moments = [one.at for _, one in passes if one.at is not None]
    if not moments:
        raise BadInput("no pass has crossed the table on these items", do="see `negotiate board`")
    workspace.texts_ahead([oid for _, one in passes for oid in (one.base, one.text)])
    data = bundles.write(_pages(workspace, passes), max(moments), _ALLOWED)
    return data, Carried(tuple(f"{one.name} on item {item.number}" for item, one in passes))


def _pages(workspace: Workspace, passes: Sequence[tuple[Item, Pass]]) -> Iterator[Page]:
    """A page for each pass, and before the first that was made from it one for each baseline."""
    bases: dict[str, str] = {}
    for item, one in passes:
        assert one.at is not None
        if one.base not in bases:
            bases[one.base] = f"{_BASE}{len(bases) + 1}"
            whole = agreement_files(workspace.agreement_at(one.base))
            yield Page(bases[one.base], whole, "Baseline", ())
        name = f"pass/{item.id}/{one.side.value}-{one.number}"
        trailers = (
            ("Item", item.id), ("Number", str(item.number)), ("Title", canonical(item.title)),
            *(("Touches", canonical(clause)) for clause in item.clauses),
            ("Side", one.side.value), ("Pass", str(one.number)), ("Label", one.label.value),
            ("Digest", one.digest), ("Handed", one.at.isoformat()), ("Base", bases[one.base]),
        )  # fmt: skip
        base, text = workspace.agreement_at(one.base), workspace.agreement_at(one.text)
        message = f"{one.name} on item {item.number}"
        yield Page(name, files_apart(base, text), message, trailers, bases[one.base])


def take(workspace: Workspace, file: Path) -> Carried:
    """The other side's passes that are not on our record yet, as one operation; refused whole otherwise."""
    ours = workspace.facts.side
    with bundles.opened(file, _ALLOWED, _BASE) as pages:
        came = _read(workspace, pages, file)
    notes: list[str] = []
    fresh = []
    record_ = _Record(workspace)
    record_.ahead(came)
    for one in came:
        item = record_.known(one)
        has = item is not None and any(
            (have.side, have.digest, have.at) == (one.side, one.digest, one.handed) for have in item.passes
        )
        if not has and one.side is ours:
            notes.append(
                f"they record {one.side.value.capitalize()} {one.count} on {one.title!r}, "
                "which is not on your record"
            )
        elif not has:
            fresh.append(one)
    if not fresh:
        return Carried((), (*notes, "nothing in it is new"))
    with workspace.repository.operation(f"take {file.name}: {len(fresh)} passes", final=CROSSED) as op:
        taking = _Taking(workspace, op, _Record(workspace))
        told = [taking.take(one, file.name) for one in sorted(fresh, key=lambda one: one.handed)]
    return Carried(tuple(told), (*notes, *taking.notes))


class _Taking:
    """Passes put on the record within one operation, item after item."""

    def __init__(self, workspace: Workspace, op: Transaction, known: "_Record") -> None:
        self.workspace, self.op, self.known = workspace, op, known
        self.items: dict[str, tuple[Item, str]] = {}
        self.called: dict[str, str] = {}
        self.highest = max((row.number for row in workspace.rows()), default=0)
        self.notes: list[str] = []

    def take(self, one: _Came, file: str) -> str:
        item, tip = self._item(one)
        number = item.next_number(one.side)
        if number != one.count:
            self.notes.append(
                f"their {one.side.value.capitalize()} {one.count} is number {number} on your record"
            )
        last = item.last_handed
        if last is not None and last.at is not None and one.handed < last.at:
            self.notes.append(f"it was handed across before {last.name}; look at whose move it is")
        label = Label.PACKAGE if item.package else one.label
        require(item.state, Act.PASSED, item.title)
        require_whole(item, Act.PASSED, label)
        base = self.workspace.commit_of(MAIN)
        baseline = self.workspace.agreement_at(base)
        text = lay(one.base, one.text, baseline, one.title)
        event = replace(
            event_now(self.workspace, Act.PASSED, one.side, f"received as {canonical(file)}"),
            number=number, label=label, how=How.LANGUAGE, digest=language_digest(baseline, text),
            base=base, handed=one.handed, package=item.package,
        )  # fmt: skip
        item = record(self.op, item, event, tip, changed_files(self.workspace, tip, text))
        tag_pass(self.op, item)
        self.items[item.id] = (item, item.events[-1].text)
        self.called.setdefault(slug(item.title), item.id)
        return f"{one.side.value.capitalize()} {number} on item {item.number}, {item.title}"

    def _item(self, one: _Came) -> tuple[Item, str]:
        known = self.items.get(one.item) or self.items.get(self.called.get(slug(one.title), ""))
        if known is not None:
            return known
        item = self.known.known(one)
        if item is not None:
            return item, self.workspace.commit_of(f"{PROPOSALS}{item.id}")
        self.highest += 1
        fresh = Item(one.item, self.highest, one.title, one.clauses)
        opened: Event = event_now(self.workspace, Act.OPENED)
        made = record(
            self.op, fresh, opened, self.workspace.commit_of(MAIN), {item_file(fresh): item_yaml(fresh)}
        )
        return made, made.events[-1].text


class _Record:
    """The items on our record, read once: for all that a file holds, by id or else by title."""

    def __init__(self, workspace: Workspace) -> None:
        rows = workspace.rows()
        self._workspace = workspace
        self._tips = workspace.tips(rows)
        self._ids = {row.id for row in rows}
        self._called: dict[str, str] = {}
        for row in rows:
            self._called.setdefault(slug(row.title), row.id)

    def known(self, one: _Came) -> Item | None:
        """The item that a pass is on; None where it is not on our record."""
        found = one.item if one.item in self._ids else self._called.get(slug(one.title))
        return None if found is None else self._workspace.item_at(self._tips[found])

    def ahead(self, came: Sequence[_Came]) -> None:
        """Reads the items of all these passes at once."""
        self._workspace.items_at([self._tips[one.item] for one in came if one.item in self._ids])


def _read(workspace: Workspace, pages: Iterable[Page], file: Path) -> list[_Came]:
    documents = workspace.facts.documents
    main = workspace.baseline
    wholes: dict[str, Agreement] = {"": Agreement(())}
    bases: dict[str, Agreement] = {}
    found = []
    for page in pages:
        text = with_files(wholes[page.like], page.files, documents)
        if not page.like:
            wholes[page.name] = text = main if text == main else text
        if page.name.startswith(_BASE):
            bases[page.name] = text
            continue
        try:
            found.append(_came(page, bases, text))
        except (KeyError, ValueError) as fault:
            raise BadInput(
                f"{page.name}: what it says of itself cannot be read ({fault})", where=str(file)
            ) from None
        except Refused as fault:
            raise BadInput(f"{page.name}: {fault.what}", where=str(file)) from fault
    for one in found:
        if language_digest(one.base, one.text) != one.digest:
            raise BadInput(f"a text on {one.title!r} is not the one its text code names", where=str(file))
        try:
            lay(one.base, one.text, main, one.title)
        except NegotiateError as fault:
            raise BadInput(f"their baseline is another than yours: {fault.what}", where=str(file)) from fault
    return found


def _came(page: Page, bases: dict[str, Agreement], text: Agreement) -> _Came:
    says = dict(page.trailers)
    handed = datetime.fromisoformat(says["Handed"])
    if not _ID.fullmatch(says["Item"]) or handed.tzinfo is None or not canonical(says["Title"]):
        raise ValueError("its item or its time")
    return _Came(
        says["Item"], int(says["Number"]), canonical(says["Title"])[:200],
        tuple(value for key, value in page.trailers if key == "Touches"), Side(says["Side"]),
        int(says["Pass"]), Label(says["Label"]), says["Digest"], handed, bases[says["Base"]],
        text,
    )  # fmt: skip
