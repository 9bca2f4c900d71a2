"""Listing refs and commits: one git process a listing, whatever its length."""

import re

from negotiate.common.errors import WorkspaceFault
from negotiate.repository import messages, objects
from negotiate.repository.launch import Git
from negotiate.repository.model import Commit, Person, Ref
from negotiate.repository.reader import Reader

_FIELDS = (
    "refname",
    "symref",
    "objecttype",
    "objectname",
    "*objecttype",
    "*objectname",
    "creatordate:raw",
    "authorname",
    "authoremail",
    "taggername",
    "taggeremail",
    "contents",
)
_FORMAT = "".join(f"%({field})%00" for field in _FIELDS)
_SIGNATURE = re.compile(r"^-----BEGIN (?:SSH|PGP) SIGNATURE-----$", re.MULTILINE)


def refs(git: Git, prefix: str) -> tuple[Ref, ...]:
    """The refs under ``prefix`` that lead to commits, by name; symbolic refs are passed over."""
    said = git.run("for-each-ref", f"--format={_FORMAT}", "--", prefix)
    parts = said.decode("utf-8", "surrogateescape").split("\0")
    width = len(_FIELDS)
    if (len(parts) - 1) % width:
        raise WorkspaceFault("git listed refs in a form that cannot be read", where=str(git.folder))
    rows = (parts[at : at + width] for at in range(0, len(parts) - 1, width))
    return tuple(ref for ref in map(_ref, rows) if ref is not None)


def _ref(row: list[str]) -> Ref | None:
    name, symbolic, kind, oid, inner, target, date, author, mail, tagger, tagger_mail, text = row
    if symbolic or (kind != "commit" and inner != "commit"):
        return None
    if kind == "tag":
        author, mail, text = tagger, tagger_mail, _SIGNATURE.split(text)[0]
    subject, _, trailers = messages.parse(text)
    seconds, zone = date.split() if date else ("0", "+0000")
    who = Person(author, mail.strip("<>"))
    when = objects.moment(seconds, zone)
    return Ref(name.lstrip("\n"), oid, target or oid, subject, trailers, when, who)


def has_ref(git: Git, name: str) -> bool:
    """Whether a ref of this short or full name is written down, sound or not."""
    full = {f"{place}{name}" for place in ("", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/")}
    refs = {ref for ref in full if ref.startswith("refs/")}
    if any((git.common / ref).is_file() for ref in refs):
        return True
    try:
        packed = (git.common / "packed-refs").read_text("utf-8", "replace")
    except OSError:
        return False
    return any(f" {ref}\n" in packed for ref in refs)


def log(git: Git, reader: Reader, tip: str, limit: int | None, *, first_parent: bool) -> tuple[Commit, ...]:
    """The commits that lead to ``tip`` (an id), newest first; ``limit`` None gives them all."""
    options = ["--topo-order"]
    options += [f"--max-count={limit}"] if limit is not None else []
    options += ["--first-parent"] if first_parent else []
    said = git.run("rev-list", *options, "--end-of-options", tip, "--")
    return tuple(reader.commits(said.decode("ascii").split()))
