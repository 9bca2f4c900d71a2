"""Every fault a user can meet, each with what happened, where, and what to do.

The exit codes are those of the command page: scripts rely on them.
"""

from enum import IntEnum


class Exit(IntEnum):
    """What a command's exit code means."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    REFUSED = 3
    BAD_INPUT = 4
    WORKSPACE = 5
    INTERRUPTED = 130


class NegotiateError(Exception):
    """A fault told to a person: ``what`` happened, ``where``, and what to ``do`` next."""

    exit = Exit.WORKSPACE

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.do = do

    def __str__(self) -> str:
        """For a terminal: where first, then what, then what to do."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        if not self.do:
            return head
        return f"{head.rstrip()}\n{self.do}" if "\n" in head else f"{head} ({self.do})"


class Usage(NegotiateError):
    """The command's words are off."""

    exit = Exit.USAGE


class Refused(NegotiateError):
    """A rule of bargaining forbids the act; the rule is named in ``what``."""

    exit = Exit.REFUSED


class BadInput(NegotiateError):
    """A file or a value from outside cannot be used as it is."""

    exit = Exit.BAD_INPUT


class WorkspaceFault(NegotiateError):
    """The workspace or its git repository is not as it should be."""

    exit = Exit.WORKSPACE
