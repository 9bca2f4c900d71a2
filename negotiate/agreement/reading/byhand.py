"""Marks made by hand: how they look, and what a sender means by them."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How words are set apart. A colour or a ground is named behind a colon (``colour:ff0000``)."""

    STRUCK = "strike"
    UNDERLINED = "underline"
    BOLD = "bold"
    ITALIC = "italic"
    BRACKETS = "brackets"
    COLOUR = "colour"
    HIGHLIGHT = "highlight"


class Sense(StrEnum):
    """What a sender means by a look."""

    DELETED = "deleted"
    ADDED = "added"
    PLAIN = "plain"


BRACKETS = re.compile(r"\[([^\[\]]{1,2000})\]")
"""Words in square brackets; a blank to fill in is in them too."""


TOOL = "tool:"
"""Before a look: only where it is drawn over the print with a reader's own tools."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of words set apart: how, on which line of the file, which words. ``run_on`` says that
    the next words of the same look go on with it, ``tool`` that it is drawn over the print with a reader's
    own tools."""

    look: str
    line: int
    text: str
    run_on: bool = False
    tool: bool = False
