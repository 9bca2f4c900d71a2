"""New workspaces: from a received agreement, or the sample to try things on."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files as package_files
from pathlib import Path

import yaml

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported
from negotiate.agreement.store import ROOT, agreement_files, read_agreement
from negotiate.bargaining.parties import FILE, Side, read_facts
from negotiate.common.errors import BadInput, WorkspaceFault
from negotiate.common.text import slug
from negotiate.repository.repository import Repository
from negotiate.workspace.workspace import MAIN, TENTATIVE, Workspace

SOURCE = f"{ROOT}/source"
_BEGINS = "the workspace begins with it"
_DATA_NOTE = """\
# Data for costing, by hand or from your own systems. See docs/costing.md for every file:
# enrolment.csv, scattergram.csv, positions.yaml, rates.yaml and terms.yaml stand in this folder.
terms: []
"""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import made of a file, as it is printed and filed."""

    file: str
    imported: Imported
    words: int

    @property
    def counts(self) -> dict[str, int]:
        """How many of each thing were recognised."""
        blocks = list(self.imported.agreement.blocks())
        documents = self.imported.agreement.documents
        return {
            "documents": len(documents),
            "articles": sum(bool(a.title) for d in documents for a in d.articles),
            "labels": sum(bool(block.label) for block in blocks),
            "tables": sum(bool(block.rows) for block in blocks),
            "blocks": len(blocks),
            "words": self.words,
            "repairs": len(self.imported.repairs),
            "doubts": len(self.imported.doubts),
        }

    def to_json(self) -> dict[str, object]:
        """The whole report as data."""
        return {
            "file": self.file,
            "layout": self.imported.layout,
            "encoding": self.imported.encoding,
            "recognised": self.counts,
            "documents": [
                {"name": d.name, "articles": [a.title or a.path for a in d.articles]}
                for d in self.imported.agreement.documents
            ],
            "repairs": [
                {"kind": r.kind, "line": r.line, "why": r.why, "taken": r.taken, "given": r.given}
                for r in self.imported.repairs
            ],
            "doubts": [{"line": d.line, "what": d.what, "text": d.text} for d in self.imported.doubts],
        }


def read_source(path: Path) -> tuple[bytes, ImportReport]:
    """A received file and the report of its import; nothing is written."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(
            "there is no such file", where=str(path), do="give the file that holds the agreement"
        ) from None
    except IsADirectoryError:
        raise BadInput("this is a folder, not a file", where=str(path)) from None
    except OSError as fault:
        raise BadInput(f"cannot read the file: {fault.strerror}", where=str(path)) from None
    imported = read_received(data, path.name)
    count = sum(len(block.words) for block in imported.agreement.blocks())
    return data, ImportReport(path.name, imported, count)


def init(folder: Path, source: Path, side: Side, document: str = "") -> ImportReport:
    """A new workspace at ``folder`` from the agreement in ``source``.

    Nothing is written where the file cannot be read or the folder holds something already.
    """
    data, report = read_source(source)
    _must_be_free(folder)
    agreement = _named(report.imported.agreement, document)
    names = [one.name for one in agreement.documents]
    kept = f"{SOURCE}/{names[0]}{source.suffix.lower()}"
    digest = hashlib.sha256(data).hexdigest()
    written: dict[str, str | bytes | None] = {
        **agreement_files(agreement),
        kept: data,
        f"{SOURCE}/{names[0]}.lines.json": _lines(agreement),
        f"{SOURCE}/{names[0]}.import.json": json.dumps(report.to_json(), indent=1, ensure_ascii=False) + "\n",
        FILE: _facts_yaml(side, names, digest),
        "salary_model/terms.yaml": _DATA_NOTE,
    }
    _create(folder, written, f"Import {source.name}: {report.counts['words']:,} words")
    return report


def add_document(workspace: Workspace, source: Path, document: str) -> ImportReport:
    """Another agreement, side letter or MOU into this workspace, as the document ``document``.

    Documents found beside it in the file get names of their own. The baseline's other
    documents and all proposals stay as they are.
    """
    data, report = read_source(source)
    agreement = _named(report.imported.agreement, document)
    taken = {one.name for one in workspace.baseline.documents}
    clash = sorted(taken & {one.name for one in agreement.documents})
    if clash:
        raise BadInput(f"a document is called {clash[0]!r} already", do="choose another name with --document")
    settings = workspace.data_file(FILE) or ""
    names = [one.name for one in agreement.documents]
    kept = f"{SOURCE}/{names[0]}"
    written: dict[str, str | bytes | None] = {
        **agreement_files(agreement),
        f"{kept}{source.suffix.lower()}": data,
        f"{kept}.lines.json": _lines(agreement),
        f"{kept}.import.json": json.dumps(report.to_json(), indent=1, ensure_ascii=False) + "\n",
    }
    main, tentative = workspace.commit_of(MAIN), workspace.commit_of(TENTATIVE)
    message = f"Import {source.name} as {names[0]}: {report.counts['words']:,} words"
    with workspace.repository.operation(message) as op:
        to_main = {**written, FILE: _with_documents(settings, names)}
        op.move(MAIN, new=op.commit(main, to_main, message), old=main)
        op.move(TENTATIVE, new=op.commit(tentative, written, message), old=tentative)
    return report


def _with_documents(settings: str, names: list[str]) -> str:
    """``agreement.yaml`` with more documents, everything else in it as the person wrote it."""
    have = read_facts(settings).documents
    listed = ", ".join([*have, *names])
    line = f"documents: [{listed}]"
    text = re.sub(r"(?m)^documents:.*(?:\n[ ]*- .*)*", line, settings, count=1)
    if "documents:" not in settings:
        text = settings.rstrip() + f"\n{line}\n"
    if read_facts(text).documents != (*have, *names):
        raise BadInput("the list of documents cannot be added to", where=FILE, do=f"write it as {line}")
    return text


def demo(folder: Path) -> Workspace:
    """A new workspace from the sample agreement, with its proposals played as passes."""
    _must_be_free(folder)
    sample = sample_files()
    written: dict[str, str | bytes | None] = {
        path: text for path, text in sample.items() if path.startswith((f"{ROOT}/", "salary_model/"))
    }
    facts = written.pop(f"{ROOT}/{FILE}")
    written[FILE] = facts
    agreement = read_agreement({path: str(text) for path, text in written.items()}, ["agreement"])
    written.update(agreement_files(agreement))
    _create(folder, written, "The sample agreement")
    from negotiate.workspace.rehearsing import play

    workspace = Workspace.open(folder)
    for path in sorted(sample):
        if path.startswith("proposals/"):
            play(workspace, sample[path], path)
    return workspace


def sample_files() -> Mapping[str, str]:
    """The sample's files by path: from the installed package, or from the source tree."""
    packed = Path(str(package_files("negotiate"))) / "sample"
    root = packed if packed.is_dir() else Path(__file__).resolve().parents[2]
    if not (root / ROOT).is_dir():
        raise WorkspaceFault("the sample agreement is not installed", do="install negotiate again")
    found: dict[str, str] = {}
    for top in (ROOT, "proposals", "salary_model"):
        for path in sorted((root / top).rglob("*.*")):
            if path.is_file() and path.suffix in (".md", ".yaml", ".csv"):
                found[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8")
    return found


def source_lines_of(workspace: Workspace) -> dict[tuple[str, str], list[int]]:
    """The line in the received file of every block of the baseline, by document and article file."""
    found: dict[tuple[str, str], list[int]] = {}
    for path, text in workspace.repository.read_files(MAIN, SOURCE).items() if _has_text(workspace) else ():
        if path.endswith(".lines.json"):
            for key, lines in json.loads(text).items():
                document, _, file = key.partition("/")
                found[document, file] = lines
    return found


def _has_text(workspace: Workspace) -> bool:
    return any(path.endswith(".lines.json") for path in workspace.repository.tree(MAIN, SOURCE))


def _must_be_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceFault(
            "the folder is there already and holds something", where=str(folder), do="choose a new folder"
        )


def _named(agreement: Agreement, document: str) -> Agreement:
    if not document or slug(document) == agreement.main:
        return agreement
    first, *rest = agreement.documents
    name = slug(document)
    if any(one.name == name for one in rest) or name == "source":
        raise BadInput(f"a document is called {name!r} already", do="choose another name with --document")
    return Agreement((type(first)(name, first.articles), *rest))


def _create(folder: Path, files: dict[str, str | bytes | None], message: str) -> None:
    fresh = not folder.exists()
    try:
        with Repository.create(folder) as repository, repository.operation(message, final=_BEGINS) as op:
            commit = op.commit(None, files, message)
            op.move(MAIN, new=commit, old=None)
            op.move(TENTATIVE, new=commit, old=None)
    except BaseException:
        if fresh:
            import shutil

            shutil.rmtree(folder, ignore_errors=True)
        raise


def _lines(agreement: Agreement) -> str:
    lines = {
        f"{document.name}/{article.path}": [block.line for block in article.blocks]
        for document in agreement.documents
        for article in document.articles
    }
    return json.dumps(lines, separators=(",", ":")) + "\n"


def _facts_yaml(side: Side, documents: list[str], digest: str) -> str:
    data = {
        "title": "Collective bargaining agreement",
        "parties": {
            "union": {"name": "the Union", "signatories": []},
            "district": {"name": "the District", "signatories": []},
        },
        "side": side.value,
        "time_zone": _local_zone(),
        "school_year": {"starts": "09-01", "first_pay_month": 9, "pay_months": 10},
        "ground_rules": {"signatories_per_side": 1, "reopen": "mutual"},
        "documents": documents,
        "source_digest": digest,
    }
    head = (
        "# The workspace's settings. Name the parties and who may sign for each (an empty list: anyone).\n"
        "# A time without an offset is in time_zone.\n"
    )
    text = head + yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    read_facts(text)  # what is written must be readable
    return text


def _local_zone() -> str:
    zone = datetime.now().astimezone().tzinfo
    key = getattr(zone, "key", None)
    try:
        linked = str(Path("/etc/localtime").resolve())
    except OSError:
        linked = ""
    if key is None and "zoneinfo/" in linked:
        key = linked.split("zoneinfo/", 1)[1]
    return key if key and key not in ("localtime", "Etc/UTC") else "UTC"
