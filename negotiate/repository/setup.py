"""Finding the workspace around a folder, and making a new one."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from negotiate.common.errors import WorkspaceFault
from negotiate.common.machine import want_of
from negotiate.repository.launch import Git, GitFailed
from negotiate.repository.model import Person

FALLBACK = Person("negotiate user", "negotiate@localhost")
_BEGUN = ".git/negotiate/begun"
"""Made before anything else, so that what a dead program began can be told from a person's repository."""
_OWNER_ALONE = 0o700
"""Drafts and costs are in it: other accounts on the machine do not get past the first folder."""
_NEW_SETTINGS = (
    ("transfer.fsckObjects", "true"),
    ("core.autocrlf", "false"),
    ("core.logAllRefUpdates", "true"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A repository as git sees it; ``digits`` is the length of its object ids in hex."""

    git: Git
    digits: int


def create(path: Path) -> None:
    """A new repository at ``path`` (made if need be) with the branch ``main`` to be born."""
    folder = path.expanduser().absolute()
    if os.path.lexists(folder / ".git") and not unborn(folder):
        raise WorkspaceFault(
            "a git repository is here already", where=str(folder), do="choose another folder"
        )
    try:
        if os.path.lexists(folder / ".git"):
            shutil.rmtree(folder / ".git")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # a folder that was there keeps the mode its owner gave it
            folder.mkdir(_OWNER_ALONE)
        (folder / ".git").mkdir(_OWNER_ALONE)
        (folder / _BEGUN).parent.mkdir()
        (folder / _BEGUN).touch()
    except OSError as fault:
        want = want_of(fault)
        raise WorkspaceFault(f"cannot make the folder: {want.what}", where=str(folder), do=want.do) from fault
    git = Git(folder)
    git.run("init", "-q", "--initial-branch=main", "--template=")
    for key, value in _NEW_SETTINGS:
        git.run("config", "--local", key, value)


def unborn(folder: Path) -> bool:
    """Whether a program that died has left a repository of ours here in which nothing ever happened."""
    git = folder / ".git"
    happened = (git / "refs/negotiate/operations", git / "packed-refs", git / "refs/heads/main")
    return (folder / _BEGUN).is_file() and not any(map(os.path.lexists, happened))


def find(path: Path) -> Found:
    """The repository whose work tree ``path`` lies in; WorkspaceFault with the reason when there is none."""
    start = path.expanduser().resolve()
    top = next((folder for folder in (start, *start.parents) if os.path.lexists(folder / ".git")), None)
    if top is None:
        raise _none(start)
    asked = ("--is-inside-work-tree", "--show-object-format", "--show-toplevel", "--absolute-git-dir")
    try:
        said = Git(top).run("rev-parse", "--path-format=absolute", *asked, "--git-common-dir")
    except GitFailed as fault:
        raise _unusable(fault, top) from fault
    lines = os.fsdecode(said).split("\n")[:-1]
    if len(lines) != 5 or lines[0] != "true":
        raise WorkspaceFault("the path of the repository cannot be used", where=str(top))
    _, kind, toplevel, git_dir, common = lines
    if Path(toplevel).resolve() != top:
        do = "remove core.worktree from its .git/config"
        raise WorkspaceFault("the repository's settings lead to another folder", where=str(top), do=do)
    if (Path(common) / "reftable").exists():
        raise WorkspaceFault(
            "the repository keeps its refs as a reftable", where=str(top), do="clone it as files"
        )
    own = Path(common) / "negotiate"
    if any(place.is_symlink() for place in (own, own / "drafts", own / "work")):
        raise WorkspaceFault(
            "the program's own folder in the repository is a link", where=common, do="remove it"
        )
    git = Git(top, Path(git_dir), Path(common))
    return Found(git, 64 if kind == "sha256" else 40)


def _none(start: Path) -> WorkspaceFault:
    if all((start / name).exists() for name in ("HEAD", "objects", "refs")):
        do = "clone it, and work in the clone"
        return WorkspaceFault("this is a bare repository, without files to work on", where=str(start), do=do)
    if not start.exists():
        return WorkspaceFault("there is no such folder", where=str(start))
    do = "go to a workspace, name one with -w, or make one with `negotiate demo` or `negotiate init`"
    return WorkspaceFault("no workspace here or in a folder above", where=str(start), do=do)


def _unusable(fault: GitFailed, top: Path) -> WorkspaceFault:
    if "dubious ownership" in fault.stderr:
        do = f"if you trust it: git config --global --add safe.directory {top}"
        return WorkspaceFault("the repository belongs to another user", where=str(top), do=do)
    if "must be run in a work tree" in fault.stderr:
        return WorkspaceFault("this is a bare repository, without files to work on", where=str(top))
    do = fault.do or "its hidden folder .git is damaged: bring the folder back from a copy of it"
    return WorkspaceFault(f"git cannot use the repository: {fault.what}", where=str(top), do=do)


def settings(git: Git) -> dict[str, str]:
    """Every setting git would follow here, the person's own included; the last value of each key."""
    lines = git.run("config", "--list", "-z").decode("utf-8", "replace").split("\0")
    return {key: value for key, _, value in (line.partition("\n") for line in lines if line)}


def environment(found: dict[str, str], who: Person) -> dict[str, str]:
    """What every call gets to know: the committer, and no content filter (a filter is a command)."""
    filters = sorted({key.rpartition(".")[0] for key in found if key.startswith("filter.")})
    off = (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false"))
    pairs = [(f"{name}.{part}", value) for name in filters for part, value in off]
    told = {
        "GIT_COMMITTER_NAME": who.name,
        "GIT_COMMITTER_EMAIL": who.email,
        "GIT_CONFIG_COUNT": str(len(pairs)),
    }
    for number, (key, value) in enumerate(pairs):
        told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return told


def identity(found: dict[str, str]) -> Person:
    """Who is at work: as git would say, or a name that says nobody has told."""
    name = os.environ.get("GIT_AUTHOR_NAME") or found.get("author.name") or found.get("user.name")
    email = os.environ.get("GIT_AUTHOR_EMAIL") or found.get("author.email") or found.get("user.email")
    return person(name or FALLBACK.name, email or FALLBACK.email)


def person(name: str, email: str) -> Person:
    """A person as git can write one: no angle brackets, no control characters, never empty."""

    def clean(text: str) -> str:
        plain = "".join(" " if char in "<>" or not char.isprintable() else char for char in text)
        return " ".join(plain.encode("utf-8", "ignore").decode().split()).strip(".,:;\"' ")

    return Person(clean(name) or FALLBACK.name, clean(email).replace(" ", "") or FALLBACK.email)
