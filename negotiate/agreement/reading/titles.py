"""An article's number and its title, where a file marks them as two headings."""

import re
from collections import Counter
from collections.abc import Sequence

from negotiate.agreement.reading.paragraphs import STARTS_PART, Paragraph

_BARE = re.compile(
    r"(?:article|art\.|appendix|chapter)\s*(?:[0-9]{1,3}|[IVXLC]{1,7}|[A-Z])\s*[.:–—-]*", re.IGNORECASE
)


def join_titles(found: Sequence[Paragraph]) -> None:
    """Takes the level of a heading from the line under a bare ``Article V``, so that it becomes its title.

    It is one where both have the same level, or where a level below stands nowhere but there.
    """
    pairs = [
        (above, below)
        for above, below in zip(found, found[1:], strict=False)
        if above.heading and below.heading >= above.heading and _BARE.fullmatch(above.text)
        and not STARTS_PART.match(below.text)
    ]  # fmt: skip
    levels = Counter(one.heading for one in found)
    under = Counter(below.heading for above, below in pairs if below.heading > above.heading)
    for above, below in pairs:
        if below.heading == above.heading or (
            under[below.heading] == levels[below.heading] and len(pairs) > 1
        ):
            below.heading = 0
