"""The one door through which text from outside enters the screens: as itself, never as markup.

Contract language is full of square brackets (``[not]``, ``[sic]``), which Textual reads as
markup in many places. Everything that is not a constant of ours passes one of these.
"""

from rich.text import Text
from textual.content import Content

from negotiate.common.text import printable


def plain(text: str) -> Content:
    """``text`` for a Static, a Label, an option or a prompt. Lines stay lines; control characters show."""
    return Content("\n".join(printable(line) for line in text.split("\n")))


def cell(text: str, style: str = "", *, right: bool = False) -> Text:
    """``text`` for one cell of a table, on one line."""
    return Text(
        printable(text),
        style=style,
        justify="right" if right else "left",
        no_wrap=True,
        overflow="ellipsis",
        end="",
    )
