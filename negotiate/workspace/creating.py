"""New workspaces: from a received agreement, or the sample to try things on."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files as package_files
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from negotiate.agreement.reading.word.reader import Reading
from negotiate.agreement.store import ROOT, agreement_files, read_agreement
from negotiate.bargaining.parties import FILE, Side, read_facts
from negotiate.common.errors import WorkspaceFault
from negotiate.common.text import slug
from negotiate.repository.repository import Repository
from negotiate.repository.setup import unborn
from negotiate.workspace.importing import (
    CORRECTIONS,
    NO_CORRECTIONS,
    SOURCE,
    Files,
    Read,
    corrections_in,
    read_all,
    wanted,
)
from negotiate.workspace.workspace import MAIN, TENTATIVE, Workspace

SAMPLE = "The sample agreement"
"""The first act of a demo workspace."""
_BEGINS = "the workspace begins with it"
_DATA_NOTE = """\
# Data for costing, by hand or from your own systems. See docs/costing.md for every file:
# enrolment.csv, scattergram.csv, positions.yaml, rates.yaml and terms.yaml stand in this folder.
terms: []
"""


def init(
    folder: Path,
    source: Path,
    side: Side,
    document: str = "",
    *,
    beside: Sequence[Path] = (),
    reading: Reading | None = None,
    corrections: Path | None = None,
) -> tuple[Read, ...]:
    """A new workspace at ``folder`` from the agreement in ``source``, with the MOUs and side letters
    ``beside`` it as documents of their own.

    Nothing is written where a file cannot be read or the folder holds something already.
    """
    _must_be_free(folder)
    read = rehearse(source, document, beside=beside, reading=reading, corrections=corrections)
    begin(folder, read, side, corrections)
    return read


def begin(folder: Path, read: Sequence[Read], side: Side, corrections: Path | None = None) -> None:
    """A new workspace at ``folder`` from files as they were read; ``corrections`` is the file that
    the person's corrections came from."""
    _must_be_free(folder)
    names = [one.name for file in read for one in file.report.agreement.documents]
    written: Files = {
        CORRECTIONS: corrections_in(corrections)[0] if corrections else NO_CORRECTIONS,
        FILE: _facts_yaml(side, names, hashlib.sha256(read[0].wanted.data).hexdigest()),
        "salary_model/terms.yaml": _DATA_NOTE,
    }
    for file in read:
        written.update(file.files())
    said = ", ".join(file.wanted.name for file in read)
    _create(folder, written, f"Import {said}: {sum(file.report.words for file in read):,} words")


def rehearse(
    source: Path,
    document: str = "",
    *,
    beside: Sequence[Path] = (),
    reading: Reading | None = None,
    corrections: Path | None = None,
) -> tuple[Read, ...]:
    """What :func:`init` would read; nothing is written."""
    said = corrections_in(corrections)[1] if corrections else ()
    first = wanted(source, document or "agreement", reading)
    more = [wanted(path, _stem(path), reading) for path in beside]
    return tuple(read_all([first, *more], said))


def _stem(path: Path) -> str:
    name = slug(path.stem)
    return name if name not in ("source", "agreement") else f"{name}-2"


def demo(folder: Path) -> Workspace:
    """A new workspace from the sample agreement, with its proposals played as passes; all of it, or none."""
    _must_be_free(folder)
    with _whole_or_gone(folder):
        return _played(folder)


def _played(folder: Path) -> Workspace:
    sample = sample_files()
    written: Files = {
        path: text for path, text in sample.items() if path.startswith((f"{ROOT}/", "salary_model/"))
    }
    facts = written.pop(f"{ROOT}/{FILE}")
    written[FILE] = facts
    agreement = read_agreement({path: str(text) for path, text in written.items()}, ["agreement"])
    written.update(agreement_files(agreement))
    _create(folder, written, SAMPLE)
    from negotiate.workspace.rehearsing import play

    workspace = Workspace.open(folder)
    try:
        for path in sorted(sample):
            if path.startswith("proposals/"):
                play(workspace, sample[path], path)
    except BaseException:
        workspace.close()
        raise
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
    kept = workspace.repository.read_files(MAIN, SOURCE, lambda path: path.endswith(".lines.json"))
    for text in kept.values():
        for key, lines in json.loads(text).items():
            document, _, file = key.partition("/")
            found[document, file] = lines
    return found


def _must_be_free(folder: Path) -> None:
    if unborn(folder) and [place.name for place in folder.iterdir()] == [".git"]:
        return  # a program that died left it, before anything had happened
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceFault(
            "the folder is there already and holds something", where=str(folder), do="choose a new folder"
        )


def _create(folder: Path, files: Files, message: str) -> None:
    with (
        _whole_or_gone(folder),
        Repository.create(folder) as repository,
        repository.operation(message, final=_BEGINS) as op,
    ):
        commit = op.commit(None, files, message)
        op.move(MAIN, new=commit, old=None)
        op.move(TENTATIVE, new=commit, old=None)


@contextmanager
def _whole_or_gone(folder: Path) -> Iterator[None]:
    """Takes a folder away again that was not there before, where what makes it does not come to its end."""
    fresh = not folder.exists()
    try:
        yield
    except BaseException:
        if fresh:
            import shutil

            shutil.rmtree(folder, ignore_errors=True)
        raise


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
        "# The workspace's settings. `negotiate parties` names the parties, who may sign for each (an empty\n"
        "# list: anyone), the units and the term; the rest is for an editor.\n"
        "# A time without an offset is in time_zone.\n"
    )
    text = head + yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    read_facts(text)  # what is written must be readable
    return text


def _local_zone() -> str:
    """The machine's time zone by its name: as the environment says, or the system's link; else UTC."""
    try:
        linked = str(Path("/etc/localtime").resolve())
    except OSError:
        linked = ""
    named = os.environ.get("TZ", "").removeprefix(":") or linked
    named = named.split("zoneinfo/", 1)[-1]
    try:
        ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return named if named not in ("", "localtime", "Etc/UTC") else "UTC"
