"""A program that was stopped without a word and goes on: a lid closed, a `kill -STOP`, a frozen session.

The toolkit begins anew then beside what still runs: keys are read twice, and at the end the terminal is left
as it was found in the middle, without echo. Here what runs is ended first, and the screen is painted whole.
"""

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.driver import Driver


def going_on(driver: "type[Driver]") -> "type[Driver]":
    """The terminal's driver, which begins again cleanly after a stop that nobody told it of."""

    class GoingOn(driver):  # type: ignore[misc, valid-type]
        """The driver; what was typed while it was stopped is read."""

        attrs_before: list[Any] | None

        def start_application_mode(self) -> None:
            """Begins, or begins again."""
            self._turns = asyncio.get_running_loop()
            super().start_application_mode()

        def _sigcont_application(self, *told: object) -> None:
            reading = self._key_thread
            if self._auto_restart and reading is not None and reading.is_alive():
                self._turns.call_soon_threadsafe(self._begin_again)
            else:  # stopped by its own key, which has ended all
                super()._sigcont_application(*told)

        def _begin_again(self) -> None:
            found = self.attrs_before  # the terminal as it was before the program
            self.exit_event.set()
            self._key_thread.join()
            self.exit_event.clear()
            self.close()
            self.resume_application_mode()
            self.attrs_before = found
            self._app.refresh(layout=True)

    return GoingOn
