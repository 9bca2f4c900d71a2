"""The agreement in force at the table: the reader, without anything of ours beside the text."""

from typing import ClassVar

from textual.binding import BindingType

from negotiate.common.errors import NegotiateError
from negotiate.tui.screens.agreement import READING, AgreementReader


class PublicReader(AgreementReader, inherit_bindings=False):
    """A text that both sides hold."""

    PUBLIC = True
    BINDINGS: ClassVar[list[BindingType]] = [*READING]

    def fault(self, error: NegotiateError) -> None:
        """A wrong citation is told in the status line; nothing else is said here."""
        self.say_status(error.what)
