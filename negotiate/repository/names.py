"""Names that may reach git: checked against an allow-list, so that none becomes an option or a path out.

Everything here is total: a name is returned as it is, or refused with :class:`BadInput`.
"""

import re
from functools import lru_cache

from negotiate.common.errors import BadInput

_REVISION = re.compile(r"[\w@][\w./@{}^~+=-]*")
_COMPONENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+=-]*")
_TRAILER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PLACES = ("refs/heads/", "refs/tags/", "refs/negotiate/", "refs/remotes/")
REWRITABLE = "refs/heads/private"
"""The one branch whose past may be rewritten: the operation log keeps nothing of it alive."""
LONGEST_COMPONENT = 200
"""Bytes of one part of a name; file systems stop at 255 and git adds ``.lock``."""


def is_oid(name: str) -> bool:
    """Whether ``name`` is a full object id."""
    return _OID.fullmatch(name) is not None


def revision(name: str) -> str:
    """``name`` if it is a plain git revision: no option, no range, no path, no space."""
    if not _REVISION.fullmatch(name) or ".." in name or len(name) > 1000:
        raise BadInput(f"{name!r} is not a git revision", do="name a branch, a tag or a commit")
    return name


def ref(name: str) -> str:
    """``name`` if it is a full ref that the program may write (``refs/heads/proposal/x``)."""
    place = next((place for place in _PLACES if name.startswith(place)), None)
    parts = name.removeprefix(place or "").split("/")
    sound = all(
        _COMPONENT.fullmatch(part)
        and not part.endswith((".", ".lock"))
        and ".." not in part
        and len(part) <= LONGEST_COMPONENT
        for part in parts
    )
    if place is None or not sound or parts[0] == "refs":
        raise BadInput(f"{name!r} is not a name for a ref", do="use letters, digits and hyphens")
    return name


def ref_prefix(name: str) -> str:
    """``name`` if it may stand before refs to be listed: a folder of refs or one ref."""
    if not name.startswith("refs/") or not _REVISION.fullmatch(name) or set(name) & set("^~{}"):
        raise BadInput(f"{name!r} is not a folder of refs")
    return name


@lru_cache(maxsize=4096)
def path(name: str) -> str:
    """``name`` if it is a file's path inside the workspace: relative, ``/`` between plain parts."""
    parts = name.split("/")
    plain = not _CONTROL.search(name) and "\\" not in name
    if not (plain and all(map(_sound_part, parts))):
        raise BadInput(f"{name!r} is not a path inside the workspace")
    return name


def is_path(name: str) -> bool:
    """Whether :func:`path` takes ``name``."""
    try:
        path(name)
    except BadInput:
        return False
    return True


def _sound_part(part: str) -> bool:
    folded = part.lower().rstrip(". ")
    try:
        size = len(part.encode("utf-8"))
    except UnicodeEncodeError:
        return False
    return part not in ("", ".", "..") and folded not in (".git", "git~1") and size <= LONGEST_COMPONENT


def trailer_key(key: str) -> str:
    """``key`` if it can stand before the colon of a trailer."""
    if not _TRAILER.fullmatch(key):
        raise BadInput(f"{key!r} is not a trailer's name")
    return key


def one_line(value: str, what: str) -> str:
    """``value`` if it is one line of text without control characters."""
    if _CONTROL.search(value) or any(char in value for char in "\x85\u2028\u2029"):
        raise BadInput(f"{what} must be one line: {value!r}")
    return utf8(value, what)


def utf8(value: str, what: str) -> str:
    """``value`` if it can be written as UTF-8 (a lone surrogate cannot)."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise BadInput(f"{what} holds a character that is not text", do="retype it") from fault
    return value
