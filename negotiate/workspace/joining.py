"""Joining two lines of one record, act by act, when two machines wrote on it apart.

Ours are done again after theirs: an event that the table of states still allows goes on, an agreement
is laid on the tentative text again and chained to the record before it. What cannot go on is kept
under ``aside/``, and a person is told.
"""

from collections.abc import Sequence
from dataclasses import replace

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.store import ROOT
from negotiate.bargaining.record import Event, Item, apply, require_whole
from negotiate.bargaining.states import Act, State, require
from negotiate.bargaining.tentative import read_record, write_record
from negotiate.bargaining.trailers import first_item, read_event, read_row, write_trailers
from negotiate.common.errors import Refused
from negotiate.common.text import slug
from negotiate.repository.model import Commit
from negotiate.repository.remote import INCOMING
from negotiate.repository.transaction import Transaction
from negotiate.workspace.landing import landed
from negotiate.workspace.overtaken import land
from negotiate.workspace.recording import Files, changed_files, item_file, item_yaml, subject
from negotiate.workspace.texts import lay
from negotiate.workspace.workspace import AGREED, DRAFTS, MAIN, PASSES, PROPOSALS, TENTATIVE, Workspace

_OFFERS = (Act.READY, Act.PASSED, Act.FLOATED)
Refs = dict[str, str]


class Joining:
    """What both sides moved, joined within one operation. ``notes`` are for the person."""

    def __init__(self, workspace: Workspace, op: Transaction, ours: Refs, theirs: Refs, base: Refs) -> None:
        self.workspace = workspace
        self.repository = workspace.repository
        self.op = op
        self.ours, self.theirs, self.base = ours, theirs, base
        self.notes: list[str] = []
        self._records: dict[str, str] = {}
        self._overtaken: set[str] = set()  # items whose agreement of ours cannot land on theirs
        self._signed: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {}

    # ---- the data of the team, and what is agreed ------------------------------------------------

    def main(self) -> None:
        """Files that one side changed are taken from it; of one that both changed, theirs stands."""
        here, there = self.ours[MAIN], self.theirs[MAIN]
        base = self.repository.common_base(here, there)
        assert base is not None  # checked before anything was taken in
        mine, other = self.repository.changes([(base, here), (base, there)])
        both = sorted(path for path in mine.keys() & other.keys() if mine[path][1] != other[path][1])
        wanted = {path: now for path, (_, now) in mine.items() if path not in both}
        files = self._files(wanted)
        made = self.op.commit([there, here], files, "What two machines changed apart, joined")
        self.op.move(MAIN, new=made, old=here)
        if both:
            self._aside("main", here)
            self.notes.append(
                f"{', '.join(both)}: changed here and by others; theirs stands, ours is kept aside"
            )

    def _files(self, wanted: dict[str, str | None]) -> Files:
        blobs = [oid for oid in wanted.values() if oid]
        data = dict(zip(blobs, self.repository.read_blobs(blobs), strict=True))
        return {path: data[oid] if oid else None for path, oid in wanted.items()}

    def tentative(self) -> None:
        """Our agreements are laid on theirs again, each chained to the record before it."""
        here, there = self.ours[TENTATIVE], self.theirs[TENTATIVE]
        base = self.repository.common_base(here, there)
        chain = [one.record for one in landed(self.workspace, there).values()]
        tip, last = there, chain[-1] if chain else ""
        for commit in self.repository.since(base, here):
            item_id = commit.trailer("Item") or ""
            if item_id in self._overtaken and commit.trailer("Record") is None:
                continue  # taken back again, and it never landed here
            try:
                tip, last = self._again(commit, tip, last)
                self._overtaken.discard(item_id)
            except Refused as fault:
                self._aside("tentative", here)
                self.notes.append(f"an agreement signed here must be signed again: {fault.what}")
                self._overtaken.add(item_id)
                self._signed.pop(item_id, None)
        self.op.move(TENTATIVE, new=tip, old=here)

    def _again(self, commit: Commit, tip: str, last: str) -> tuple[str, str]:
        if commit.trailer("Record") is None:
            return self._other_again(commit, tip), last
        files = self._changed(commit)
        path = next(name for name in files if name.endswith("/ta.yaml"))
        record, _ = read_record(_text(files[path]), path)
        text = commit.trailer("Text") or ""
        onto = self.workspace.agreement_at(tip)
        lain = land(self._text(record.base), self._text(text), onto, f"item {record.number}", record.over)
        fresh = replace(record, previous=last)
        self._records[record.digest] = fresh.digest
        kept = {name: data for name, data in files.items() if not name.startswith(f"{ROOT}/")}
        trailers = tuple((k, fresh.digest if k == "Record" else v) for k, v in commit.trailers)
        whole = {**kept, path: write_record(fresh), **changed_files(self.workspace, tip, lain)}
        made = self.op.commit(tip, whole, commit.subject, trailers)
        self._signed[record.item] = (made, trailers)
        return made, fresh.digest

    def _other_again(self, commit: Commit, tip: str) -> str:
        """An agreement reopened, or a document brought in: the change of this commit alone."""
        parent = self.repository.commit(commit.parents[0])
        onto = self.workspace.agreement_at(tip)
        lain = lay(self._text(parent.oid), self._text(commit.oid), onto, commit.subject)
        kept = {k: v for k, v in self._changed(commit).items() if not k.startswith(f"{ROOT}/")}
        trailers = [(k, self._records.get(v, v)) for k, v in commit.trailers]
        return self.op.commit(
            tip, {**kept, **changed_files(self.workspace, tip, lain)}, commit.subject, trailers
        )

    def _text(self, commit: str) -> Agreement:
        return self.workspace.agreement_at(commit)

    def _changed(self, commit: Commit) -> Files:
        changes = self.repository.changes([(commit.parents[0], commit.oid)])[0] if commit.parents else {}
        return self._files({path: now for path, (_, now) in changes.items()})

    # ---- items -------------------------------------------------------------------------------------

    def items(self, apart: Sequence[str]) -> None:
        """Our events on each item are done again after theirs; numbers taken by others are given anew."""
        again = dict.fromkeys(apart)
        for item_id in (*self._signed, *self._overtaken):
            again[f"{PROPOSALS}{item_id}"] = None
        numbers = self._new_numbers()
        for ref in dict.fromkeys([*again, *numbers]):
            try:
                self._item(ref, numbers.get(ref))
            except Refused as fault:
                self._set_aside(ref, fault)

    def _new_numbers(self) -> dict[str, int]:
        """Items opened here and not shared yet whose number somebody else gave to another item."""
        rows = [read_row(ref.trailers, ref.oid) for ref in self.repository.refs(f"{INCOMING}heads/proposal/")]
        taken = {row.number: row.id for row in rows}
        found: dict[str, int] = {}
        own = [row for row in self.workspace.rows() if f"{PROPOSALS}{row.id}" in self.ours]
        highest = max([*taken, *(row.number for row in own)], default=0)
        for row in own:
            ref = f"{PROPOSALS}{row.id}"
            local = ref not in self.theirs and ref not in self.base
            if local and row.number in taken and row.state is not State.TA:
                highest += 1
                found[ref] = highest
                self.notes.append(
                    f"item {row.number}, {row.title}, is now item {highest}: the number was taken"
                )
        return found

    def _item(self, ref: str, number: int | None) -> None:
        here, there = self.ours[ref], self.theirs.get(ref)
        base = self.repository.common_base(here, there) if there else None
        commits = [one for one in self.repository.since(base, here) if one.trailer("Item")]
        if there is not None:
            item, tip = self.workspace.item_at(there), there
        else:
            item, tip = first_item(commits[-1].trailers, here), commits[0].parents[0]
            item = replace(item, number=number or item.number)
        known = {_same(one) for one in item.events}
        item_id = item.id
        marks: list[tuple[str, Item]] = []
        for commit in commits:
            event = read_event(commit.trailers, commit.oid)
            if _same(event) in known:
                continue
            if item_id in self._overtaken and event.act in (Act.SIGNED, Act.REOPENED):
                continue  # what was signed is kept aside; it awaits signature again
            item, tip = self._event(item, event, commit, tip)
            if event.act is Act.PASSED:
                marks.append((tip, item))
        self.op.move(ref, new=tip, old=here)
        self._mark(item, marks)

    def _event(self, item: Item, event: Event, commit: Commit, tip: str) -> tuple[Item, str]:
        """One event done again after ``tip``."""
        if event.act is not Act.OPENED:
            require(item.state, event.act, item.title)
            require_whole(item, event.act, event.label)
        if event.act in _OFFERS and event.number and event.side is not None:
            event = replace(event, number=self._number(item, event))
        if event.act is Act.SIGNED:
            digest = event.why.removeprefix("record ")
            event = replace(event, why=f"record {self._records.get(digest, digest)}")
        files = {k: v for k, v in self._changed(commit).items() if not k.startswith(f"{ROOT}/")}
        if event.act is Act.OPENED:
            files = {item_file(item): item_yaml(item)}
        if event.act in (*_OFFERS, Act.INKED):
            files |= changed_files(self.workspace, tip, self.workspace.agreement_at(commit.oid))
        after = apply(item, event)
        made = self.op.commit(tip, files, subject(after, event), write_trailers(after, event))
        return apply(item, replace(event, text=made)), made

    def _number(self, item: Item, event: Event) -> int:
        """The pass's number after theirs; told where a print in somebody's hands says another."""
        assert event.side is not None
        number, side = item.next_number(event.side), event.side.value.capitalize()
        if number != event.number and event.act is not Act.READY:
            self.notes.append(
                f"item {item.number}, {item.title}: our {side} {event.number} is now {side} {number}: others "
                f"recorded another {side} {event.number}; what was printed says the old number"
            )
        return number

    def _mark(self, item: Item, passed: Sequence[tuple[str, Item]]) -> None:
        """The marks of passes that were done again: ours, which nobody else has, are made anew."""
        self._their_marks(f"{PASSES}{item.id}/")
        for tip, after in passed:
            last = after.last_handed
            assert last is not None
            name = f"{PASSES}{item.id}/{last.side.value}-{last.number}"
            told = f"{last.name} on item {item.number}, {item.title}"
            self.op.tag(name, tip, told, (("Item", item.id), ("Digest", last.digest)))
        if item.id in self._overtaken:
            self._their_marks(f"{AGREED}{item.id}")
        if item.id in self._signed and item.state in (State.TA, State.RATIFIED):
            name = f"{AGREED}{item.id}"
            self.op.delete(name, old=self.ours[name])
            commit, trailers = self._signed[item.id]
            told = f"Tentative agreement on item {item.number}, {item.title}"
            self.op.tag(name, commit, told, trailers)

    def _their_marks(self, *places: str) -> None:
        """Marks of passes and agreements as the others have them; ours, not shared yet, go."""
        for ref, oid in self.ours.items():
            if not ref.startswith(places):
                continue
            there = self.theirs.get(ref)
            if there is None and ref not in self.base:
                self.op.delete(ref, old=oid)
            elif there is not None and there != oid:
                self.op.move(ref, new=there, old=oid)

    def _set_aside(self, ref: str, fault: Refused) -> None:
        item_id, here = ref.removeprefix(PROPOSALS), self.ours[ref]
        self._aside(item_id, here)
        self.op.move(ref, new=self.theirs[ref], old=here)
        self._their_marks(f"{PASSES}{item_id}/", f"{AGREED}{item_id}")
        item = self.workspace.item_at(self.theirs[ref])
        self.notes.append(
            f"item {item.number}, {item.title}: what was done here cannot follow what others did "
            f"({fault.what}); it is kept aside"
        )

    def _aside(self, name: str, oid: str) -> None:
        ref = f"refs/heads/aside/{name}-{oid[:12]}"
        if self.repository.resolve(ref) is None:
            self.op.move(ref, new=oid, old=None)

    # ---- drafts, and the team's private log ----------------------------------------------------------

    def draft(self, ref: str) -> None:
        """Two drafts under one name are shown as two: theirs keeps the name, ours takes the writer's."""
        here, there = self.ours[ref], self.theirs[ref]
        mine = self.repository.commit(here)
        if self._text(here) != self._text(there):
            name = f"{ref}-{slug(mine.author.name, 24)}"
            fresh, count = name, 2
            while self.repository.resolve(fresh) is not None or fresh in self.theirs:
                fresh, count = f"{name}-{count}", count + 1
            self.op.move(fresh, new=here, old=None)
            option = fresh.removeprefix(DRAFTS).partition("--")[2]
            self.notes.append(f"a draft was written on by others too; ours is now the draft {option}")
        self.op.move(ref, new=there, old=here)

    def private(self, ref: str) -> bool:
        """Entries of both; whether one was redacted by one side only: then no past of it is kept."""
        here, there = self.ours[ref], self.theirs[ref]
        have, more = self.repository.tree(there), self.repository.tree(here)
        fresh = [path for path in more if path not in have]
        struck = [path for path in have.keys() & more.keys() if have[path] != more[path]]
        files = self._files({path: more[path] for path in (*fresh, *struck)})
        files = {k: v for k, v in files.items() if k in fresh or "redacted:" in _text(v)}
        if struck:
            files = {**self._files(dict(have.items())), **files}
            tip = self.op.commit(None, files, "Session log, with what was redacted")
        else:
            tip = self.op.commit(there, files, "Session log: entries of two machines") if files else there
        self.op.move(ref, new=tip, old=here)
        return bool(struck)


def _same(event: Event) -> tuple[object, ...]:
    """What makes two records of one thing that happened: two people may both have entered it."""
    return (event.act, event.side, event.digest, event.handed or event.at, event.label, event.why,
            event.signatory, event.package)  # fmt: skip


def _text(data: str | bytes | None) -> str:
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else data or ""
