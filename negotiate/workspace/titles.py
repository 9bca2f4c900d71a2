"""What an item, a package or a signatory may be called: something, short enough for a list and an error."""

from negotiate.common.errors import BadInput
from negotiate.common.text import canonical

LONGEST = 200
"""Characters of a title or a name; a longer title is language, which stands in a draft."""


def title_of(said: str, what: str, example: str) -> str:
    """The title as it is kept, its spaces single. ``what`` has its article: ``an item``.

    Raises :class:`BadInput` where nothing in it can be read aloud, or it is longer than :data:`LONGEST`.
    """
    title = canonical(said)
    if not any(map(str.isalnum, title)):
        raise BadInput(f"{what} needs a title", do=f'such as "{example}"')
    return _short(title, "title", "give a shorter one; the language itself belongs into a draft")


def signatory_of(said: str, side: str) -> str:
    """The name of who signs for a side, as it is kept. Raises :class:`BadInput` as :func:`title_of` does."""
    name = canonical(said)
    if not any(map(str.isalnum, name)):
        raise BadInput(f"who signs for the {side}?", do="give the name")
    return _short(name, "name", "give the name alone")


def _short(said: str, what: str, do: str) -> str:
    if len(said) > LONGEST:
        many = f"{len(said):,} characters, at most {LONGEST} are kept"
        raise BadInput(f"the {what} has {many}: {said[:40]}…", do=do)
    return said
