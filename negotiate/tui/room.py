"""Slow questions and acts, away from the keyboard: a thread with a workspace of its own.

A room answers one question after another and only posts messages; what is done with an
answer happens on the screen's thread. A newer question in the same slot replaces the older.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from negotiate.common.errors import NegotiateError, WorkspaceFault
from negotiate.workspace.costs import Costs
from negotiate.workspace.workspace import Workspace

T = TypeVar("T")
Fault = Callable[[NegotiateError], None]


class Desk:
    """What a question is asked of: the workspace and its costs, both of this thread alone."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace.open(folder)
        self.costs = Costs(self.workspace)


class Answered(Message):
    """An answer on its way to whoever asked."""

    def __init__(self, deliver: Callable[[], None]) -> None:
        super().__init__()
        self.deliver = deliver


class Room:
    """A thread that answers questions about the workspace in ``folder``."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._waiting: OrderedDict[str, tuple[int, Callable[[Desk], Callable[[], None]], Fault]] = (
            OrderedDict()
        )
        self._condition = threading.Condition()
        self._latest: dict[str, int] = {}
        self._tickets = 0
        self._busy = 0
        self._closed = False
        self._post: MessagePump | None = None
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def open_to(self, pump: MessagePump) -> None:
        """From now on answers are posted to ``pump``; those before wait for it."""
        with self._condition:
            self._post = pump
            self._condition.notify_all()

    def ask(
        self,
        slot: str,
        question: Callable[[Desk], T],
        then: Callable[[T], None],
        fault: Fault,
        *,
        urgent: bool = False,
    ) -> None:
        """Puts a question; ``then`` (or ``fault``) gets the answer on the screen's thread.

        What is ``urgent`` goes before what waits.
        """

        def run(desk: Desk) -> Callable[[], None]:
            value = question(desk)
            return lambda: then(value)

        with self._condition:
            self._tickets += 1
            self._latest[slot] = self._tickets
            self._waiting.pop(slot, None)
            self._waiting[slot] = (self._tickets, run, fault)
            if urgent:
                self._waiting.move_to_end(slot, last=False)
            self._condition.notify_all()

    @property
    def busy(self) -> bool:
        """Whether a question waits, is being answered, or its answer is on the way."""
        with self._condition:
            return bool(self._waiting or self._busy)

    def close(self) -> None:
        """No further questions; the one being answered is finished first (an act is never cut short)."""
        with self._condition:
            self._closed = True
            self._waiting.clear()
            self._condition.notify_all()
        self._thread.join(timeout=20)

    def _work(self) -> None:
        desk: Desk | None = None
        while (job := self._next()) is not None:
            slot, ticket, run, fault = job
            try:
                if desk is None:
                    desk = Desk(self._folder)
                deliver = run(desk)
            except NegotiateError as error:
                deliver = _failed(fault, error)
            except Exception as error:  # a mistake of ours is told, and what was typed is kept
                deliver = _failed(fault, _mistake(error))
            self._answer(slot, ticket, deliver)
        if desk is not None:
            desk.workspace.close()

    def _next(self) -> tuple[str, int, Callable[[Desk], Callable[[], None]], Fault] | None:
        with self._condition:
            while not self._waiting and not self._closed:
                self._condition.wait()
            if self._closed:
                return None
            slot, (ticket, run, fault) = self._waiting.popitem(last=False)
            self._busy += 1
            return slot, ticket, run, fault

    def _answer(self, slot: str, ticket: int, deliver: Callable[[], None]) -> None:
        with self._condition:
            while self._post is None and not self._closed:
                self._condition.wait()
            pump, stale = self._post, self._latest.get(slot) != ticket
        if pump is None or stale or not pump.post_message(Answered(lambda: self._deliver(deliver))):
            self._done()

    def _deliver(self, deliver: Callable[[], None]) -> None:
        try:
            deliver()
        finally:
            self._done()

    def _done(self) -> None:
        with self._condition:
            self._busy -= 1


def _failed(fault: Fault, error: NegotiateError) -> Callable[[], None]:
    return lambda: fault(error)


def _mistake(error: Exception) -> NegotiateError:
    return WorkspaceFault(
        f"the program made a mistake ({type(error).__name__}: {error})",
        do="nothing was changed; please report it with what you did last",
    )
