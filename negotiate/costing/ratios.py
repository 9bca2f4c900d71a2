"""The two figures of a ratio: what a figure is set against (``two (2) counselors for every 600``)."""

import re

from negotiate.agreement.numbers import FIGURE, Figure, fold, parse

_OVER = r"(?:\s?:|(?:[\s-]+[a-z,'()/-]+){0,6}?[\s-]+(?:to|per|for\s+(?:every|each)))[\s-]*"
_AGAINST = re.compile(rf"(?<![\w.$])(?P<figure>{FIGURE})(?P<over>{_OVER})(?:the\s+)?$")
_BETWEEN = r"(?:[\s-]+[a-z,'()/-]+){0,4}?[\s-]+"
_TO_ONE = re.compile(
    rf"^(?:(?:\s?:|{_BETWEEN}to)[\s-]*(?:(?:1|one)(?:\s?\(1\))?(?![\w.,]\d)\b|an?\b|each\b)"
    rf"|{_BETWEEN}(?:per|for\s+(?:every|each))\s+[a-z])"
)
_REACH = 120  # characters before a figure in which what it is set against may stand


def against(before: str) -> Figure | None:
    """The figure that the words ``before`` another set against it in a ratio; None where they do not.
    Its place is counted in those words."""
    start = max(0, len(before) - _REACH)
    folded = fold(before[start:])
    for at in range(len(folded)):
        found = _AGAINST.match(folded, at)
        if found is not None:
            figure = parse(found["figure"])
            spread = (
                figure is not None and figure.value != 1 and re.fullmatch(r"[\s-]*to[\s-]*", found["over"])
            )
            if figure is not None and not spread:  # "9 to 12 members" is no ratio
                shift = start + found.start("figure")
                return Figure(figure.value, figure.form, shift, shift + len(found["figure"]), figure.disputed)
    return None


def to_one(after: str) -> bool:
    """Whether the words after a figure set it against one: ``20 students to one teacher``, ``20:1``."""
    return _TO_ONE.match(fold(after)) is not None
