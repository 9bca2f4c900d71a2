"""Bringing a person's work tree along when the branch they have checked out moves.

Their work is never touched: git is asked first, dry, whether anything of theirs stands in the way,
and if so nothing at all happens and the file is named. Their index is never a place of work: all is
done in a copy that takes its place at the end, while a hard link of ours stands as ``index.lock``,
known by its inode should we die. Files are put in place by renaming, so none is ever half written.
"""

import contextlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from negotiate.common.errors import Refused, WorkspaceFault
from negotiate.repository import disk
from negotiate.repository.launch import Git, GitFailed
from negotiate.repository.objects import LINK, SUBMODULE, Entry
from negotiate.repository.pending import Bring
from negotiate.repository.reader import Reader

_BUSY = {
    "MERGE_HEAD": "a merge is under way",
    "CHERRY_PICK_HEAD": "a cherry-pick is under way",
    "REVERT_HEAD": "a revert is under way",
    "rebase-merge": "a rebase is under way",
    "rebase-apply": "a rebase is under way",
}
PATIENCE = 2.0
"""Seconds to wait for another git to let go of the index."""


def checkouts(git: Git) -> Iterator[tuple[str, str]]:
    """Each branch that is checked out: ``(ref, place)``, as in :class:`Bring`; linked work trees too."""
    linked = (f"worktrees/{place.name}" for place in sorted((git.common / "worktrees").glob("*")))
    for place in ("", *linked):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            head = (git.common / place / "HEAD").read_text().strip()
            if head.startswith("ref: "):
                yield head.removeprefix("ref: "), place


def folder_of(git: Git, place: str) -> Path:
    """The work tree of ``place``; Refused unless it points back, for a repository may be made to deceive."""
    git_dir = git.common / place
    try:
        if git.git_dir is not None and git_dir.samefile(git.git_dir):
            return git.folder
        link = Path((git_dir / "gitdir").read_text().strip()) if place else git.common
        back = link.read_text().removeprefix("gitdir:").strip() if place else link
        if link.name == ".git" and (link.parent / back).samefile(git_dir):
            return link.parent
    except (OSError, UnicodeDecodeError):
        pass
    do = "check out another branch there, or remove it with `git worktree prune`"
    raise Refused("the branch is checked out in a work tree that cannot be found", where=str(git_dir), do=do)


class WorkTree:
    """One work tree on its way from the tree ``bring.old`` to the tree ``bring.new``."""

    def __init__(self, bring: Bring, git: Git, reader: Reader) -> None:
        self._bring = bring
        self._place = git.common / bring.place
        self._folder = folder_of(git, bring.place)
        self._work = git.common / "negotiate" / "work" / bring.work
        self._lock = self._place / "index.lock"
        self._git = Git(self._folder, self._place, git.common)
        self._git.environment = git.environment
        self._reader = reader
        self._env = {"GIT_INDEX_FILE": str(self._work / "index")}

    def prepare(self, held: tuple[int, ...]) -> None:
        """Takes the index's lock and asks git, dry; Refused, naming the file, when it cannot be done."""
        busy = next((why for name, why in _BUSY.items() if (self._place / name).exists()), None)
        if busy:
            raise Refused(
                f"{busy} in the work tree", where=str(self._folder), do="finish it, then repeat the act"
            )
        self._take_lock()
        self._copy_index(held)
        self._adopt(held)  # a file that a person has already brought to its new content is no obstacle
        self._ask_git(held)

    def _take_lock(self) -> None:
        disk.write_whole(self._work / "lock", b"")
        until = time.monotonic() + PATIENCE
        while True:
            try:
                os.link(self._work / "lock", self._lock)
            except FileExistsError:
                if time.monotonic() > until:
                    raise Refused(
                        "another git holds the work tree's index, or died holding it; nothing was changed",
                        where=str(self._lock),
                        do="if no git is running, delete that file and repeat the act",
                    ) from None
                time.sleep(0.05)
            except OSError as fault:
                raise disk.unwritable(fault, self._lock) from fault
            else:
                return

    def _copy_index(self, held: tuple[int, ...]) -> None:
        try:
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(self._place / "index", self._work / "index")
        except OSError as fault:
            raise disk.unwritable(fault, self._work) from fault
        self._refresh(held)

    def _refresh(self, held: tuple[int, ...]) -> None:
        try:
            self._git.run("update-index", "-q", "--refresh", environment=self._env, held=held)
        except GitFailed as fault:  # unmerged or missing entries: read-tree judges them
            if fault.want:
                raise

    def _ask_git(self, held: tuple[int, ...]) -> None:
        bring = self._bring
        try:
            self._git.run(
                "read-tree", "-n", "-m", "-u", bring.old, bring.new, environment=self._env, held=held
            )
        except GitFailed as fault:
            if fault.want:
                raise
            said = fault.stderr.strip().splitlines()
            reason = "; ".join(line.strip().removeprefix("error: ").removeprefix("fatal: ") for line in said)
            raise Refused(
                f"your own edits in the work tree stand in the way, and were left as they are: {reason}",
                where=str(self._folder),
                do="commit them or set them aside, then repeat the act",
            ) from fault

    def finish(self, held: tuple[int, ...]) -> None:
        """Puts the files and the index in place. The branch has moved; done again after a kill."""
        bring = self._bring
        changes = self._reader.changes(bring.old, bring.new)
        wanted = [path for path, (_, now) in changes.items() if now and now.mode != SUBMODULE]
        self._git.run("read-tree", "-m", bring.old, bring.new, environment=self._env, held=held)
        fresh = self._work / "files"
        self._git.run(
            *("checkout-index", "-f", "-z", "--stdin", f"--prefix={fresh}/"),
            stdin=b"".join(os.fsencode(path) + b"\0" for path in wanted),
            environment=self._env,
            held=held,
        )
        try:
            for path, (_, now) in changes.items():
                if now is None or now.mode != SUBMODULE:
                    self._put(path, fresh / path, now)
        except OSError as fault:
            raise disk.unwritable(fault, self._folder) from fault
        self._refresh(held)
        self._replace_index()

    def _put(self, path: str, fresh: Path, now: Entry | None) -> None:
        target = self._folder / path
        if disk.through_link(self._folder, path):
            raise WorkspaceFault("a link leads out of the work tree", where=str(target), do="remove the link")
        if now is None:
            target.unlink(missing_ok=True)
            for parent in target.relative_to(self._folder).parents[:-1]:
                with contextlib.suppress(OSError):
                    (self._folder / parent).rmdir()
        elif fresh.exists() or (now.mode == LINK and fresh.is_symlink()):
            if now.mode != LINK:
                disk.sync_file(fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh.replace(target)

    def _replace_index(self) -> None:
        index = self._work / "index"
        try:
            disk.sync_file(index)
            index.replace(self._place / "index")
            disk.sync_folders([self._place])
        except OSError as fault:
            raise disk.unwritable(fault, self._place / "index") from fault
        self.release()

    def release(self) -> None:
        """Gives the index back if it is ours, and clears what was in the making."""
        try:
            if self._lock.samefile(self._work / "lock"):
                self._lock.unlink()
        except FileNotFoundError:
            pass
        shutil.rmtree(self._work, ignore_errors=True)

    def resume(self, held: tuple[int, ...]) -> None:
        """:meth:`finish` after a kill: files already in place are told from a person's own edits."""
        self._take_lock_again()
        for left in self._work.glob("*"):
            if left.is_dir():
                shutil.rmtree(left)
            elif left.name != "lock":
                left.unlink()
        self._copy_index(held)
        self._adopt(held)
        self._ask_git(held)
        self.finish(held)

    def _take_lock_again(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            if self._lock.samefile(self._work / "lock"):
                return
        self._take_lock()

    def _adopt(self, held: tuple[int, ...]) -> None:
        """Tells the copied index of files that already have their new content."""
        changes = self._reader.changes(self._bring.old, self._bring.new)
        gone = [
            path
            for path, (_, now) in changes.items()
            if now is None and not os.path.lexists(self._folder / path)
        ]
        there = {path: now for path, (_, now) in changes.items() if now and (self._folder / path).is_file()}
        held_now = self._hashes(there, held)
        lines = [f"0 {'0' * len(self._bring.new)}\t{path}" for path in gone]
        lines += [f"{now.mode} {now.oid}\t{path}" for path, now in there.items() if held_now[path] == now.oid]
        orders = b"".join(os.fsencode(line) + b"\0" for line in lines)
        self._git.run("update-index", "-z", "--index-info", stdin=orders, environment=self._env, held=held)
        self._refresh(held)

    def _hashes(self, paths: Iterable[str], held: tuple[int, ...]) -> dict[str, str]:
        plain = [path for path in paths if "\n" not in path and not path.startswith('"')]
        names = b"".join(os.fsencode(path) + b"\n" for path in plain)
        found = self._git.run("hash-object", "--stdin-paths", stdin=names, held=held).decode().split()
        return {**dict.fromkeys(paths, ""), **dict(zip(plain, found, strict=True))}
