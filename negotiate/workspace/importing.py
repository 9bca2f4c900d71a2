"""Files into a workspace: read with their corrections, filed beside the agreement, read again."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.reading.corrections import FILE as CORRECTIONS_FILE
from negotiate.agreement.reading.corrections import Correction, read_corrections
from negotiate.agreement.reading.kinds import FileKind, kind_of
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.word.reader import Reading
from negotiate.agreement.store import ROOT, agreement_files
from negotiate.common.errors import BadInput
from negotiate.common.fields import nearest
from negotiate.common.text import digest, printable, slug
from negotiate.workspace.import_report import ImportReport
from negotiate.workspace.sources import received_bytes

SOURCE = f"{ROOT}/source"
CORRECTIONS = f"{ROOT}/{CORRECTIONS_FILE}"
NO_CORRECTIONS = """\
# What you know better than the reading of the files in source/: `negotiate report` lists the doubts
# with the lines to put here, `negotiate correct` writes them, `negotiate import --again` applies them.
# Each entry names a line of the file and quotes words that stand there. See docs/formats.md.
corrections: []
"""
Files = dict[str, str | bytes | None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to read: its bytes, its name as received, and the document it becomes. ``reading`` says
    how tracked changes are read; None: nobody has said, so they are accepted."""

    data: bytes
    name: str
    document: str
    reading: Reading | None = None

    @property
    def kept_as(self) -> str:
        """The file's name in ``baseline_contract/source``."""
        found = re.search(r"\.[a-z0-9]{1,8}$", self.name.lower())
        return f"{self.document}{found[0] if found else '.received'}"


@dataclass(frozen=True, slots=True)
class Read:
    """A file read: what was wanted, and the report with documents named as the workspace names them."""

    wanted: Wanted
    report: ImportReport

    def files(self) -> Files:
        """All that the workspace keeps of it."""
        agreement, stem = self.report.agreement, f"{SOURCE}/{self.wanted.document}"
        articles = agreement_files(agreement)
        filed = {
            **self.report.to_json(),
            "kept_as": self.wanted.kept_as,
            "sha256": hashlib.sha256(self.wanted.data).hexdigest(),
            "reading": self.wanted.reading,
            "text": digest_of(articles),
        }
        return {
            **articles,
            f"{SOURCE}/{self.wanted.kept_as}": self.wanted.data,
            f"{stem}.lines.json": _lines(agreement),
            f"{stem}.import.json": json.dumps(filed, indent=1, ensure_ascii=False) + "\n",
        }


def digest_of(articles: dict[str, str]) -> str:
    """One digest of articles' files, by which an edit made by hand is seen."""
    return digest(*(part for path in sorted(articles) for part in (path, articles[path])))


def wanted(path: Path, document: str, reading: Reading | None = None) -> Wanted:
    """The file at ``path``, to become the document called ``document``."""
    name = slug(document)
    if name == "source":
        raise BadInput("a document cannot be called 'source'", do="choose another name")
    return Wanted(received_bytes(path), printable(path.name), name, reading)


def read_all(
    files: Sequence[Wanted], corrections: Sequence[Correction], taken: Iterable[str] = ()
) -> list[Read]:
    """Every file read with its corrections, no document named twice.

    ``taken`` are names that other documents have. A document found inside a file gives way: its
    name is put behind its file's. Raises :class:`BadInput` for files that cannot be read, for
    corrections that do not fit, and for a name given that is taken.
    """
    out: list[Read] = []
    names = set(taken)
    for file in files:
        if file.document in names:
            raise BadInput(
                f"a document is called {file.document!r} already", do="choose another name with --document"
            )
        names.add(file.document)
    for file in files:
        own = for_file(corrections, file, files)
        imported = read_received(file.data, file.name, file.reading or "accepted", own)
        documents = [Document(file.document, imported.agreement.documents[0].articles)]
        for one in imported.agreement.documents[1:]:
            name = _free(one.name, file.document, names)
            names.add(name)
            documents.append(Document(name, one.articles))
        report = ImportReport(
            file.name, replace(imported, agreement=Agreement(tuple(documents))), _words_of(file)
        )
        out.append(Read(file, report))
    return out


def _free(name: str, file: str, taken: set[str]) -> str:
    base = name if name not in taken else f"{file}-{name}"
    number, free = 2, base
    while free in taken:
        free, number = f"{base}-{number}", number + 1
    return free


def _words_of(file: Wanted) -> int | None:
    """The words of a plain text, counted without reading it; None for what has marks of its own."""
    from negotiate.agreement.reading.decode import decode

    if kind_of(file.data, file.name) is not FileKind.TEXT:
        return None
    text = decode(file.data, file.name)[0]
    return None if "|" in text else len(text.split())


def for_file(
    corrections: Sequence[Correction], file: Wanted, files: Sequence[Wanted]
) -> tuple[Correction, ...]:
    """The corrections of one of ``files``; those that name none are the first file's."""
    known = {name: one for one in reversed(files) for name in (one.document, one.name, one.kept_as)}
    for one in corrections:
        if one.file and one.file not in known:
            near = nearest(one.file, known)
            raise one.fault(
                f"no file is called {one.file!r}",
                f"did you mean {near!r}?" if near else f"the files are {', '.join(f.kept_as for f in files)}",
            )
    return tuple(one for one in corrections if (known[one.file] if one.file else files[0]) is file)


def corrections_in(path: Path) -> tuple[str, tuple[Correction, ...]]:
    """A file of corrections that a person wrote: its text and its entries."""
    data = received_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("the file is not UTF-8 text", where=str(path), do="save it as UTF-8") from None
    return text, read_corrections(text, printable(path.name))


def _lines(agreement: Agreement) -> str:
    lines = {
        f"{document.name}/{article.path}": [block.line for block in article.blocks]
        for document in agreement.documents
        for article in document.articles
    }
    return json.dumps(lines, separators=(",", ":")) + "\n"
