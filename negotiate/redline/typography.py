"""What a text says apart from how it is set: quotes, dashes, ligatures, accents, stray spaces.

Cells of one :func:`fold`, and texts of which :func:`same_setting` holds, differ in typography
only. Letters, figures and their case are never folded: "Union" and "union" are different words.
"""

import re
from collections.abc import Mapping, Set
from itertools import accumulate
from unicodedata import normalize

_SAME = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys(
        "•▪‣●◦·∙■□\uf0a7\uf0b7\uf0d8\uf0fc\uf076", "•"
    ),  # the last five as symbol fonts have them
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "…": "...",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "⁄": "/",
}
_TABLE = str.maketrans(_SAME)
# A space beside punctuation is setting, but "1. 5" and "1.5" are different figures:
# a space before a figure is kept unless an opening mark or a dash stands before it.
# A space that cuts off one or two letters ("u nit", "1 st") is what a print's extraction
# leaves; two whole words are never run together ("not able"), nor two figures.
_LOOSE = re.compile(
    r"\s(?:(?=[-,;:!?)\]%'\"]|\.(?!\d))|(?<=[-(\[$'\"]\s)"
    r"|(?!(?<=\d\s)\d)(?:(?:(?<=\b\w\s)|(?<=\b\w\w\s))(?=\w)|(?<=\w\s)(?=\w{1,2}\b)))"
)

# The dots of a table of contents and the page they lead to belong to the print.
_ENTRY = re.compile(r"\.{4,}\s?\d{0,4}$")
_LEADER = re.compile(r"\s?\.{4,}\s?\d{0,4}(?!\w)")


# "REV: 2019, 2021", "(Revised June 30, 2023)" under an article say when it was last revised: marks
# of the print. A word and dates, nothing else.
_REVISED = re.compile(
    r"\W*(?:last\s)?(?:rev(?:ised|isions?)?|amended|amendments?|updated|new|added)\b(?=.*(?:\d{4}|\d/\d))"
    r"(?:[\s\d:.,;/()&\[\]–-]|and\b|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)*",
    re.IGNORECASE,
)
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
# Short enough to be what a print's extraction cut off, yet words of their own.
_SHORT_WORDS = frozenset("a am an as at be by do go he if in is it me my no of on or so to up us we".split())


def plain(text: str) -> str:
    """``text`` with plain quotes and dashes, an accent and its letter one character, no leaders."""
    found = one_spelling(text)
    return _LEADER.sub(" ", found) if "...." in found else found


def one_spelling(text: str) -> str:
    """``text`` with plain quotes and dashes, an accent and its letter one character, no ligatures and
    no signs of no width.
    """
    return text if text.isascii() else normalize("NFC", text).translate(_TABLE)


def fold(text: str) -> str:
    """``text`` in one setting: :func:`plain`, and without loose spaces."""
    return _LOOSE.sub("", plain(text))


def same_setting(old: str, new: str, old_times: Mapping[str, int], new_times: Mapping[str, int]) -> bool:
    """Whether two texts differ in typography only: in quotes and dashes, in spaces that part no
    words, in the print's own mark of a revision. ``old_times`` and ``new_times`` say how often each
    word stands in the whole texts.
    """
    if is_revision_mark(old) and is_revision_mark(new):
        return True
    left, left_cuts = _run_together(plain(old))
    right, right_cuts = _run_together(plain(new))
    if left != right:
        return False
    return all(_is_loose(left, cut, left_cuts, new_times) for cut in left_cuts - right_cuts) and all(
        _is_loose(left, cut, right_cuts, old_times) for cut in right_cuts - left_cuts
    )


def is_revision_mark(text: str) -> bool:
    """Whether a block says when the words above it were revised, and nothing else."""
    return _REVISED.fullmatch(text) is not None


def is_contents_entry(text: str) -> bool:
    """Whether a block is an entry of a table of contents: dots that lead to a page end it."""
    return "...." in text and _ENTRY.search(text) is not None


def _run_together(text: str) -> tuple[str, Set[int]]:
    """The text without its spaces, and where they stood."""
    found = text.split()
    return "".join(found), set(accumulate(map(len, found[:-1])))


def _is_loose(text: str, cut: int, cuts: Set[int], times: Mapping[str, int]) -> bool:
    """Whether the space at ``cut`` belongs to the print: it stands beside punctuation, before
    "st" or "th", or cuts one or two letters off a word that the other text (``times``) has whole.
    """
    start, end = cut, cut
    while start and text[start - 1].isalnum() and (start == cut or start not in cuts):
        start -= 1
    while end < len(text) and text[end].isalnum() and (end == cut or end not in cuts):
        end += 1
    before, after = text[start:cut], text[cut:end]
    if not before or not after:  # "1. 5" and "1.5" are different figures
        return not (after[:1].isdigit() and text[cut - 1] in ".,:/" and text[cut - 2 : cut - 1].isdigit())
    if before[-1].isdigit() or after[0].isdigit():
        return after.lower() in _ORDINALS or not (before[-1].isdigit() and after[0].isdigit())
    shorter, longer = sorted((before, after), key=len)
    whole = times.get(before + after, 0)
    if len(shorter) > 2 or whole <= times.get(longer, 0):
        return False
    return shorter.lower() not in _SHORT_WORDS or whole > 1
