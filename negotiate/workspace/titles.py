"""What an item or a package may be called: something, short enough for a list and an error."""

from negotiate.common.errors import BadInput
from negotiate.common.text import canonical

LONGEST = 200
"""Characters of a title; a longer one is language, which stands in a draft."""


def title_of(said: str, what: str, example: str) -> str:
    """The title as it is kept, its spaces single. ``what`` has its article: ``an item``.

    Raises :class:`BadInput` where nothing in it can be read aloud, or it is longer than :data:`LONGEST`.
    """
    title = canonical(said)
    if not any(map(str.isalnum, title)):
        raise BadInput(f"{what} needs a title", do=f'such as "{example}"')
    if len(title) > LONGEST:
        raise BadInput(
            f"the title has {len(title):,} characters, at most {LONGEST} are kept: {title[:40]}…",
            do="give a shorter one; the language itself belongs into a draft",
        )
    return title
