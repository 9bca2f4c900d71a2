"""Further documents into a workspace, and its files read again with the person's corrections."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.agreement.reading.corrections import Correction, read_corrections
from negotiate.agreement.reading.report import Places
from negotiate.agreement.reading.word.reader import Reading
from negotiate.agreement.store import ROOT, is_article
from negotiate.bargaining.parties import FILE, read_facts
from negotiate.common.errors import BadInput, Refused, WorkspaceFault
from negotiate.common.text import many
from negotiate.common.yaml_edit import set_value
from negotiate.workspace.importing import (
    CORRECTIONS,
    NO_CORRECTIONS,
    SOURCE,
    Files,
    Read,
    Wanted,
    digest_of,
    read_all,
)
from negotiate.workspace.workspace import MAIN, TENTATIVE, Workspace


@dataclass(frozen=True, slots=True)
class Filed:
    """A received file as the workspace keeps it, with its report as filed."""

    wanted: Wanted
    report: Mapping[str, object]

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that came in with it."""
        listed = self.report.get("documents")
        assert isinstance(listed, list)
        return tuple(str(one["name"]) for one in listed)

    @property
    def places(self) -> Places:
        """What its lines are called."""
        kept = self.report.get("places")
        return Places(str(kept["unit"]), tuple(kept["pages"])) if isinstance(kept, dict) else Places()


@dataclass(frozen=True, slots=True)
class Again:
    """What reading again makes of the files: the readings, what changes in the outline (a line
    each), how many other blocks change, and whether anything does at all."""

    read: tuple[Read, ...]
    outline: tuple[str, ...]
    blocks: int
    files: Files


def add_document(workspace: Workspace, file: Wanted) -> Read:
    """Another agreement, side letter or MOU into this workspace.

    Documents found beside it in the file get names of their own. The baseline's other
    documents and all proposals stay as they are.
    """
    taken = [one.name for one in workspace.baseline.documents]
    said = corrections_of(workspace)
    known = [one.wanted for one in filed(workspace)]
    mine = [one for one in said if one.file in (file.document, file.name, file.kept_as)]
    read = read_all([file], mine, taken)[0]
    _check_files(said, [*known, file])
    names = [one.name for one in read.report.agreement.documents]
    written = read.files()
    main, tentative = workspace.commit_of(MAIN), workspace.commit_of(TENTATIVE)
    message = f"Import {file.name} as {file.document}: {read.report.words:,} words"
    settings = workspace.data_file(FILE) or ""
    with workspace.repository.operation(message) as op:
        have = read_facts(settings).documents
        to_main = {
            **written,
            FILE: _with_documents(settings, (*have, *names)),
            **_kept_corrections(workspace),
        }
        op.move(MAIN, new=op.commit(main, to_main, message), old=main)
        op.move(TENTATIVE, new=op.commit(tentative, written, message), old=tentative)
    return read


def filed(workspace: Workspace) -> tuple[Filed, ...]:
    """The received files that the workspace keeps, in the order of their documents.

    Raises :class:`WorkspaceFault` where one is no longer what was received.
    """
    texts = workspace.repository.read_files(MAIN, SOURCE, _is_report)
    out = []
    for path, text in texts.items():
        report = json.loads(text)
        stem = path.removesuffix(".import.json")
        kept = f"{SOURCE}/{report['kept_as']}" if "kept_as" in report else _beside(workspace, stem)
        data = workspace.repository.read_file(MAIN, kept) if kept else None
        if data is None or report.get("sha256", _sha(data)) != _sha(data):
            raise WorkspaceFault(
                "the file as received is gone or was changed",
                where=kept or stem,
                do="bring it back with `git checkout -- baseline_contract/source`, or `negotiate history`",
            )
        wanted = Wanted(data, report["file"], stem.removeprefix(f"{SOURCE}/"), report.get("reading"))
        out.append(Filed(wanted, report))
    order = {name: at for at, name in enumerate(workspace.facts.documents)}
    return tuple(sorted(out, key=lambda one: order.get(one.wanted.document, len(order))))


def places_of(workspace: Workspace) -> dict[str, Places]:
    """What the lines of each document's received file are called, by document; empty: the main one."""
    texts = workspace.repository.read_files(MAIN, SOURCE, _is_report).values()
    out: dict[str, Places] = {}
    for report in map(json.loads, texts):
        one = Filed(Wanted(b"", report["file"], ""), report)
        out.update(dict.fromkeys(one.documents, one.places))
    main = workspace.facts.documents[0] if workspace.facts.documents else ""
    return {**out, "": out.get(main, Places())}


def _beside(workspace: Workspace, stem: str) -> str:
    """The file kept under a stem, in workspaces whose reports do not name it yet."""
    found = [path for path in workspace.repository.tree(MAIN, SOURCE) if path.startswith(f"{stem}.")]
    return next((path for path in found if not path.endswith(".json")), "")


def _is_report(path: str) -> bool:
    return path.endswith(".import.json")


def _is_lines(path: str) -> bool:
    return path.endswith(".lines.json")


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def corrections_of(workspace: Workspace) -> tuple[Correction, ...]:
    """The corrections as ``import.yaml`` in the work tree says them now."""
    return read_corrections(workspace.data_file(CORRECTIONS) or "", CORRECTIONS)


def _check_files(said: tuple[Correction, ...], files: list[Wanted]) -> None:
    from negotiate.workspace.importing import for_file

    for one in files:
        for_file(said, one, files)


def _kept_corrections(workspace: Workspace) -> Files:
    """``import.yaml`` as it stands in the work tree, to be kept with what it made."""
    text = workspace.data_file(CORRECTIONS)
    return {CORRECTIONS: text if text is not None else NO_CORRECTIONS}


def rehearse_again(workspace: Workspace, reading: Reading | None = None) -> Again:
    """What reading the kept files again would change; nothing is written."""
    have = filed(workspace)
    if not have:
        raise BadInput(
            "this workspace keeps no received file",
            do="`negotiate import FILE --document NAME` brings one in",
        )
    files = [
        one.wanted
        if reading is None
        else Wanted(one.wanted.data, one.wanted.name, one.wanted.document, reading)
        for one in have
    ]
    others = {one.name for one in workspace.baseline.documents} - {
        name for one in have for name in one.documents
    }
    read = tuple(read_all(files, corrections_of(workspace), others))
    old = Agreement(tuple(one for one in workspace.baseline.documents if one.name not in others))
    new = Agreement(tuple(one for file in read for one in file.report.agreement.documents))
    before, after = _openings_before(workspace, have), _openings_after(read)
    changes: list[str] = []
    for file in have:
        stem = file.wanted.document
        changes += _changes(before[stem], after[stem], file.places, stem if len(have) > 1 else "")
    texts = [Counter((block.kind, block.text, block.rows) for block in one.blocks()) for one in (old, new)]
    return Again(read, tuple(changes), (texts[1] - texts[0]).total(), _files(workspace, read, others))


def import_again(workspace: Workspace, reading: Reading | None = None, *, over_edits: bool = False) -> Again:
    """Reads the kept files again with ``import.yaml`` as it stands, and puts the result in place of
    the baseline: one act, which can be undone.

    Raises :class:`Refused` where an item is on the table (its passes quote the baseline as it is)
    and, unless ``over_edits``, where the baseline was edited by hand since.
    """
    rows = workspace.rows()
    if rows:
        listed = ", ".join(f"{row.number} {row.title}" for row in rows[:3]) + (" …" if len(rows) > 3 else "")
        raise Refused(
            f"the items on the table were made on the baseline as it is ({listed}); it can no longer be "
            "replaced",
            do="`negotiate import --again --dry-run` shows what would change; make it a proposal, or edit "
            "the baseline's files and commit them",
        )
    if not over_edits:
        _refuse_edits(workspace)
    again = rehearse_again(workspace, reading)
    main, tentative = workspace.commit_of(MAIN), workspace.commit_of(TENTATIVE)
    if _stands(workspace, main, again.files):
        return again
    message = f"Import again: {many(len(corrections_of(workspace)), 'correction')}"
    with workspace.repository.operation(message) as op:
        op.move(MAIN, new=op.commit(main, again.files, message), old=main)
        op.move(TENTATIVE, new=op.commit(tentative, again.files, message), old=tentative)
    return again


def _stands(workspace: Workspace, commit: str, files: Files) -> bool:
    """Whether the files are at the commit already, as they are to be."""
    have = workspace.repository.read_many([(commit, path) for path in files])
    wanted = [words.encode() if isinstance(words, str) else words for words in files.values()]
    return list(have) == wanted


def _refuse_edits(workspace: Workspace) -> None:
    texts = workspace.repository.read_files(MAIN, ROOT, is_article)
    for one in filed(workspace):
        articles = {path: text for path, text in texts.items() if path.split("/")[1] in one.documents}
        kept = one.report.get("text")
        if kept is not None and kept != digest_of(articles):
            raise Refused(
                f"the text of {', '.join(one.documents)} was edited by hand since it was imported, and the "
                "edit would be lost from the baseline",
                do="say it as a correction, or give --over-edits: the edit stays in the history",
            )


def _files(workspace: Workspace, read: tuple[Read, ...], others: set[str]) -> Files:
    """All files that the re-import writes or takes away."""
    files: Files = {}
    for one in read:
        files.update(one.files())
    main = workspace.commit_of(MAIN)
    for path in workspace.repository.tree(main, ROOT):
        if is_article(path) and path.split("/")[1] not in others:
            files.setdefault(path, None)
    settings = workspace.data_file(FILE) or ""
    names = tuple(one.name for file in read for one in file.report.agreement.documents)
    kept = tuple(name for name in read_facts(settings).documents if name in others)
    files[FILE] = _with_documents(settings, (*names, *kept))
    return {**files, **_kept_corrections(workspace)}


def _with_documents(settings: str, names: tuple[str, ...]) -> str:
    """``agreement.yaml`` with these documents, everything else in it as the person wrote it."""
    if read_facts(settings).documents == names:
        return settings
    return set_value(settings, ("documents",), names, FILE)


# ---- what changes --------------------------------------------------------------------------------

Openings = dict[int, list[tuple[str, str]]]  # line of the received file → citations and words


def _openings_before(workspace: Workspace, have: tuple[Filed, ...]) -> dict[str, Openings]:
    lines = {}
    for text in workspace.repository.read_files(MAIN, SOURCE, _is_lines).values():
        lines.update(json.loads(text))
    stems = {name: one.wanted.document for one in have for name in one.documents}
    return _openings(workspace.baseline, stems, lines)


def _openings_after(read: tuple[Read, ...]) -> dict[str, Openings]:
    documents = [one for file in read for one in file.report.agreement.documents]
    stems = {one.name: file.wanted.document for file in read for one in file.report.agreement.documents}
    return _openings(Agreement(tuple(documents)), stems, {})


def _openings(
    agreement: Agreement, stems: Mapping[str, str], lines: Mapping[str, list[int]]
) -> dict[str, Openings]:
    out: dict[str, Openings] = defaultdict(lambda: defaultdict(list))
    counted: Counter[str] = Counter()
    for one in place(agreement):
        key = f"{one.document}/{one.file}"
        held = lines.get(key)
        line = one.block.line if held is None else (held[counted[key]] if counted[key] < len(held) else 0)
        counted[key] += 1
        if one.block.opens_clause and one.paragraph == 1 and one.document in stems:
            out[stems[one.document]][line].append((one.citation, one.block.canonical[:60]))
    return out


def _changes(before: Openings, after: Openings, places: Places, file: str) -> Iterator[str]:
    for line in sorted({*before, *after}):
        old, new = before.get(line, []), after.get(line, [])
        if [cited for cited, _ in old] == [cited for cited, _ in new]:
            continue
        at = f"{file}, {places.say(line)}" if file else places.say(line)
        words = (new or old)[0][1]
        was = ", ".join(cited for cited, _ in old) or "text"
        now = ", ".join(cited for cited, _ in new) or "text"
        yield f"{at}: {was} is now {now}: {words}"
