"""The driver of a window: Textual's own for the web, which also saves what is typed when the window goes."""

from textual import events
from textual.drivers.web_driver import WebDriver

_HEARD = ("resize", "focus", "blur")


class PageDriver(WebDriver):
    """Speaks over stdin and stdout with the server that started this process."""

    def start_application_mode(self) -> None:
        """Begins with the focus: Textual's driver begins without, and a page has it before it can say so."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

    def write(self, data: str) -> None:
        """What is drawn; where nobody takes it any more, nothing: the window is about to leave."""
        try:
            super().write(data)
        except OSError:
            self.exit_event.set()

    def write_meta(self, data: dict[str, object]) -> None:
        """A word to the server, likewise."""
        try:
            super().write_meta(data)
        except OSError:
            self.exit_event.set()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """A word from the server: a size, the focus, or that the page is closed."""
        if packet_type == "quit":
            self._leave()
        elif packet_type in _HEARD:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Hears the server until it has nothing more to say; when it is gone, the window leaves too."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._leave()

    def _leave(self) -> None:
        """Leaves as ctrl+q does, behind every key that came before: by the way that keys take, which is one
        step longer than a callback's, and then behind what the app handed on to the widget in focus."""
        self.send_message(events.Callback(callback=self._behind_keys))

    def _behind_keys(self) -> None:
        last = self._app.focused or self._app.screen
        if not last.call_later(self._app.run_action, "app.leave"):
            self._app.call_later(self._app.run_action, "app.leave")
