"""Commit and tag messages: text above, trailers in the last paragraph.

Every message written here ends in a paragraph of trailers (``Schema`` at least), so that words a
person typed, such as "State: settled" on a line of their own, can never be taken for one.
"""

import re
from collections.abc import Iterable, Mapping

from negotiate.common.errors import BadInput
from negotiate.repository import names
from negotiate.repository.model import Trailers

SCHEMA = "1"
_LINE = re.compile(r"^([A-Za-z][A-Za-z0-9-]*): (.*)$", re.MULTILINE)

TrailersGiven = Mapping[str, str] | Iterable[tuple[str, str]]


def compose(text: str, trailers: TrailersGiven = ()) -> str:
    """The whole message: ``text``, an empty line, one trailer a line, in the order given."""
    body = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n \t")
    if not body or "\x00" in body:
        raise BadInput("a record needs a message, without null characters")
    names.utf8(body, "the message")
    pairs = list(trailers.items() if isinstance(trailers, Mapping) else trailers)
    if not any(key.lower() == "schema" for key, _ in pairs):
        pairs.append(("Schema", SCHEMA))
    lines = [f"{names.trailer_key(key)}: {names.one_line(value, key).strip()}" for key, value in pairs]
    return f"{body}\n\n" + "\n".join(lines) + "\n"


def parse(message: str) -> tuple[str, str, Trailers]:
    """``(subject, body, trailers)``; no trailers unless every line of the last paragraph is one."""
    text = message.strip("\n")
    head, gap, tail = text.rpartition("\n\n")
    trailers = _trailers(tail) if gap else ()
    if trailers:
        text = head
    subject, _, body = text.partition("\n")
    return subject, body.strip("\n"), trailers


def parse_trailers(message: str) -> Trailers:
    """The trailers of a message, as :func:`parse` gives them."""
    _, gap, tail = message.strip("\n").rpartition("\n\n")
    return _trailers(tail) if gap else ()


def _trailers(paragraph: str) -> Trailers:
    found = _LINE.findall(paragraph)  # one pass in C: a board reads thousands of these
    if len(found) != paragraph.count("\n") + 1:
        return ()
    return tuple([(key, value.strip()) for key, value in found])
