"""Slow questions and acts, away from the keyboard: a thread with a workspace of its own.

A room answers one question after another and only posts messages; what is done with an
answer happens on the screen's thread. A newer question in the same slot replaces the older.
"""

import ctypes
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from negotiate.common.errors import NegotiateError, WorkspaceFault
from negotiate.common.machine import want_behind
from negotiate.workspace.workspace import Workspace

if TYPE_CHECKING:
    from negotiate.workspace.costs import Costs

T = TypeVar("T")
Fault = Callable[[NegotiateError], None]
Deliver = Callable[[], None]


class _Stopped(BaseException):
    """Nobody wants what is being computed any more."""


class Desk:
    """What a question is asked of: the workspace and its costs, both of this thread alone."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace.open(folder)

    @cached_property
    def costs(self) -> "Costs":
        """What texts cost; loaded when money is first asked for."""
        from negotiate.workspace.costs import Costs

        return Costs(self.workspace)


class Room:
    """A thread that answers questions about the workspace in ``folder``."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._waiting: OrderedDict[str, tuple[int, Callable[[Desk], Deliver], Fault]] = OrderedDict()
        self._condition = threading.Condition()
        self._latest: dict[str, int] = {}
        self._tickets = 0
        self._busy = 0
        self._running = ""  # the slot of the question being answered; stopped ones no longer
        self._closed = False
        self._state: Desk | NegotiateError | None = None
        self._post: Callable[[Deliver], bool] | None = None
        self._told: Callable[[str], None] | None = None
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._started = False

    def start(self) -> None:
        """Opens the workspace; a room nobody asks anything opens nothing."""
        with self._condition:
            if not self._started:
                self._started = True
                self._thread.start()

    def opened(self) -> None:
        """Waits until the workspace is open; raises the fault of one that cannot be opened."""
        self.start()
        with self._condition:
            self._condition.wait_for(lambda: self._state is not None)
            state = self._state
        if isinstance(state, NegotiateError):
            raise state

    def open_to(self, post: Callable[[Deliver], bool], told: Callable[[str], None] | None = None) -> None:
        """From now on answers are given to ``post``; those before wait for it. ``told`` gets, on the
        screen's thread, what the workspace says that nobody asked: a clock moved back."""
        with self._condition:
            self._post, self._told = post, told
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

        def run(desk: Desk) -> Deliver:
            value = question(desk)
            return lambda: then(value)

        self.start()
        with self._condition:
            self._tickets += 1
            self._latest[slot] = self._tickets
            self._waiting.pop(slot, None)
            self._waiting[slot] = (self._tickets, run, fault)
            if urgent:
                self._waiting.move_to_end(slot, last=False)
            self._condition.notify_all()

    def drop(self, slot: str) -> None:
        """Nobody waits any more for what was asked in this slot: its answer comes to nobody."""
        with self._condition:
            self._tickets += 1
            self._latest[slot] = self._tickets
            self._waiting.pop(slot, None)

    def stop(self, slot: str) -> None:
        """As :meth:`drop`; a question of this slot that is being answered ends where it stands.

        Only for questions that change nothing. The workspace is opened anew after it, so that nothing
        half read is ever used.
        """
        self.drop(slot)
        with self._condition:
            if self._running == slot and self._thread.ident is not None:
                self._running = ""
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(self._thread.ident), ctypes.py_object(_Stopped)
                )

    @property
    def busy(self) -> bool:
        """Whether a question waits, is being answered, or its answer is on the way."""
        with self._condition:
            return bool(self._waiting or self._busy)

    def close(self, *, finish: bool = False) -> None:
        """No further questions; the one being answered is finished first (an act is never cut short).

        With ``finish`` so are those that wait: what is typed is still to be kept.
        """
        with self._condition:
            self._closed = True
            if not finish:
                self._waiting.clear()
            self._condition.notify_all()
        if self._started:
            self._thread.join(timeout=20)

    def _work(self) -> None:
        state = self._open()
        with self._condition:
            self._state = state
            self._condition.notify_all()
        while (job := self._next()) is not None:
            slot, ticket, run, fault = job
            deliver: Deliver | None
            try:
                if isinstance(state, NegotiateError):
                    raise state
                deliver = self._run(slot, state, run)
            except NegotiateError as error:
                deliver = _failed(fault, error)
            except Exception as error:  # a mistake of ours is told, and what was typed is kept
                deliver = _failed(fault, _mistake(error))
            if deliver is None:
                if isinstance(state, Desk):
                    state.workspace.close()
                state = self._open()
                self._done()
            else:
                self._answer(slot, ticket, deliver)
        if isinstance(state, Desk):
            state.workspace.close()

    def _run(self, slot: str, desk: Desk, run: Callable[[Desk], Deliver]) -> Deliver | None:
        """The question's answer; None where it was stopped."""
        try:
            with self._condition:
                self._running = slot
            try:
                return run(desk)
            finally:
                with self._condition:
                    self._running = ""
                for _ in range(3):  # a stop asked for until now is raised in here, never later
                    pass
        except _Stopped:
            with self._condition:
                self._running = ""
            return None

    def _tell(self, words: str) -> None:
        with self._condition:
            post, told = self._post, self._told
        if post is not None and told is not None:
            post(lambda: told(words))

    def _open(self) -> Desk | NegotiateError:
        try:
            desk = Desk(self._folder)
            desk.workspace.repository.told = self._tell
            return desk
        except NegotiateError as error:
            return error
        except Exception as error:
            return _mistake(error)

    def _next(self) -> tuple[str, int, Callable[[Desk], Deliver], Fault] | None:
        with self._condition:
            while not self._waiting and not self._closed:
                self._condition.wait()
            if not self._waiting:
                return None
            slot, (ticket, run, fault) = self._waiting.popitem(last=False)
            self._busy += 1
            return slot, ticket, run, fault

    def _answer(self, slot: str, ticket: int, deliver: Deliver) -> None:
        with self._condition:
            while self._post is None and not self._closed:
                self._condition.wait()
            post, stale = self._post, self._latest.get(slot) != ticket
        if post is None or stale or not post(lambda: self._deliver(deliver)):
            self._done()

    def _deliver(self, deliver: Deliver) -> None:
        try:
            deliver()
        finally:
            self._done()

    def _done(self) -> None:
        with self._condition:
            self._busy -= 1


def _failed(fault: Fault, error: NegotiateError) -> Deliver:
    return lambda: fault(error)


def _mistake(error: Exception) -> NegotiateError:
    if want := want_behind(error):
        return WorkspaceFault(want.what, where=str(getattr(error, "filename", None) or ""), do=want.do)
    return WorkspaceFault(
        f"the program made a mistake ({type(error).__name__}: {error})",
        do="nothing was changed; please report it with what you did last",
    )
