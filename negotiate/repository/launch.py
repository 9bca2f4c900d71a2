"""Starting git: GitPython as launcher of plumbing, hardened the same way at every call.

A workspace may come from elsewhere, so nothing in its ``.git/config``, its hooks, its attributes or
our own environment may make git run a command, reach the network, ask a question or touch another
repository. GitPython's object layer is never used: measured, it lost commits and refs.
"""

import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from negotiate.common.errors import WorkspaceFault
from negotiate.common.machine import ENDED, SIZE, Want
from negotiate.repository import disk

if TYPE_CHECKING:
    from git import Git as Launcher

HARDENED = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "core.splitIndex=false",
    "core.quotePath=false",
    "core.warnAmbiguousRefs=false",
    "core.protectHFS=true",
    "core.protectNTFS=true",
    "core.fsync=all",
    "core.fsyncMethod=fsync",
    "core.filesRefLockTimeout=2000",
    "core.packedRefsTimeout=5000",
    "protocol.ext.allow=never",
    "transfer.fsckObjects=true",
    "submodule.recurse=false",
    "gc.auto=0",
    "maintenance.auto=false",
)
ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_ALLOW_PROTOCOL": "",
}
_GRAVE = ("ignoring broken ref", "ignoring ref with broken name", "ignoring dangling symref")
"""What git only warns of, although a ref that it passes over is a record that is missing."""
_LOUD = ("fatal:", "error:", "warning: ignoring")
_SIGNALS: dict[int, Want] = {-signal.SIGXFSZ: SIZE, -signal.SIGKILL: ENDED}
"""By which the system ends a process that asks too much of it, before it can say so."""
_KEPT = (
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_SSH",
    "GIT_EXEC_PATH",
    "GIT_PYTHON_",
)
"""Variables of the caller's that git may see; any other ``GIT_*`` could name another repository."""


class GitFailed(WorkspaceFault):
    """git ended with an error; ``status`` is its exit code and ``stderr`` what it said.

    ``want`` is what the machine wanted of it (a full disk …), None where git itself objects.
    """

    def __init__(self, command: str, status: int, stderr: str, where: Path) -> None:
        said = [line for line in stderr.splitlines() if line.strip()]
        main = next((line for line in said if line.startswith(_LOUD)), (said or [""])[0])
        self.want = _SIGNALS.get(status) or disk.want_at("\n".join(_near(said)), where)
        if self.want is None:
            super().__init__(f"git {command} failed: {main or f'exit {status}'}", where=str(where))
        else:
            super().__init__(self.want.what, where=str(where), do=self.want.do)
        self.status = status
        self.stderr = stderr


def _called(arguments: tuple[str, ...]) -> str:
    """The command's name, behind settings of this call alone."""
    return next((one for one in arguments if one[0] != "-" and "=" not in one), arguments[0])


def _near(said: list[str]) -> list[str]:
    """What was said on this machine: another copy's troubles are its own."""
    return [line for line in said if not line.startswith("remote:")]


class Git:
    """One repository's plumbing: ``run`` for a command that ends, ``start`` for one kept running."""

    def __init__(self, folder: Path, git_dir: Path | None = None, common: Path | None = None) -> None:
        """``folder`` is where git runs; without ``git_dir`` git looks for it and checks its owner.

        ``common`` is the folder of refs and objects that linked work trees share.
        """
        self.folder = folder
        self.git_dir = git_dir
        self.common = common or git_dir or folder
        self.environment: dict[str, str] = {}
        """More variables for every call, such as filters switched off and the committer's name."""
        self._launcher = _launcher()(str(folder))

    def run(
        self,
        *arguments: str,
        stdin: bytes | None = None,
        environment: dict[str, str] | None = None,
        held: tuple[int, ...] = (),
        accepted: tuple[int, ...] = (0,),
    ) -> bytes:
        """What the command wrote, byte for byte; GitFailed when its exit code is not ``accepted``.

        ``held`` are file descriptors the process keeps open, so that a lock outlives ours with it.
        """
        process = self.start(*arguments, stdin=stdin is not None, environment=environment, held=held)
        out, err = process.communicate(stdin)
        status = int(process.returncode)
        said = bytes(err).decode("utf-8", "replace")
        if status not in accepted or any(word in said for word in _GRAVE):
            raise GitFailed(_called(arguments), status, said, self.folder)
        return bytes(out)

    def start(
        self,
        *arguments: str,
        stdin: bool = True,
        environment: dict[str, str] | None = None,
        held: tuple[int, ...] = (),
    ) -> Any:  # noqa: ANN401 - GitPython's wrapper hands on the attributes of Popen untyped
        """The running command, with binary pipes as in ``subprocess.Popen``."""
        settings = [part for setting in HARDENED for part in ("-c", setting)]
        command = [
            *_scrubbed(),
            self._launcher.GIT_PYTHON_GIT_EXECUTABLE,
            "--no-pager",
            *settings,
            *arguments,
        ]
        own = (
            {} if self.git_dir is None else {"GIT_DIR": str(self.git_dir), "GIT_WORK_TREE": str(self.folder)}
        )
        return self._launcher.execute(
            [str(part) for part in command],
            istream=subprocess.PIPE if stdin else None,
            as_process=True,
            env={**ENVIRONMENT, **own, **self.environment, **(environment or {})},
            pass_fds=held,
        )


def _scrubbed() -> list[str]:
    """What takes a caller's ``GIT_*`` settings away: inside a hook they name another repository."""
    alien = [name for name in os.environ if name.startswith("GIT_") and not name.startswith(_KEPT)]
    return ["env", *(part for name in alien for part in ("-u", name))] if alien else []


def _launcher() -> "type[Launcher]":
    """GitPython's launcher, imported only now: it takes 80 ms and needs git installed."""
    try:
        from git import Git as Found
    except ImportError as fault:
        raise _cannot_start() from fault
    return Found


def _cannot_start() -> WorkspaceFault:
    """Why git does not start: it is not here, or it says itself what is wrong with the settings it reads."""
    try:
        tried = subprocess.run(["git", "--version"], capture_output=True, check=False)
    except OSError:
        return WorkspaceFault("git cannot be started", do="install git 2.36 or newer")
    said = " ".join(tried.stderr.decode("utf-8", "replace").split())
    return WorkspaceFault(f"git does not start: {said or 'it says nothing'}", do="mend what it names")
