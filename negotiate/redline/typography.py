"""What a text says apart from how it is set: quotes, dashes, ligatures, accents, stray spaces.

Two texts of one :func:`fold` differ in typography only. Letters, figures and their case
are never folded: "Union" and "union" are different words.
"""

import re
from unicodedata import normalize

_SAME = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("•▪‣●◦·", "•"),
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
_LEADER = re.compile(r"\s?\.{4,}\s?\d{0,4}(?!\w)")


def fold(text: str) -> str:
    """``text`` in one setting: plain quotes and dashes, an accent and its letter one character, no loose
    spaces, no leaders."""
    plain = text if text.isascii() else normalize("NFC", text).translate(_TABLE)
    if "...." in plain:
        plain = _LEADER.sub(" ", plain)
    return _LOOSE.sub("", plain)
