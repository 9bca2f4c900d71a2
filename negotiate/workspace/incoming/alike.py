"""Letters that look alike and are not: a Cyrillic ``а`` in an English word, ``O`` for ``0``.

Such a word reads the same on paper and is another word to every search, and to a court's machine.
"""

import unicodedata
from collections.abc import Iterator

# Letters of other scripts drawn as Latin ones (Unicode's confusables, those that fonts draw alike).
_DRAWN = {
    **dict(zip("аеорсухіјѕԁһӏԛԝѵ", "aeopcyxijsdhlqwv", strict=True)),
    **dict(zip("АВЕЅІЈКМНОРСТУХԌԚԜҮ", "ABESIJKMHOPCTYXGQWY", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχι", "ABEZHIKMNOPTYXavopuxi", strict=True)),
    **dict(zip("օսոհցԼՏ", "ounhgLS", strict=True)),
    "ı": "i",
    "ɡ": "g",
    "ⅼ": "l",
    "ⅰ": "i",
}
_TABLE = str.maketrans(_DRAWN)
_FIGURES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})


def drawn(word: str) -> str:
    """The word as it looks: letters of other scripts as the Latin ones they are drawn like."""
    return unicodedata.normalize("NFKC", word.translate(_TABLE))


def look_alike(was: str, says: str) -> bool:
    """Whether two words look the same and are not."""
    if was == says:
        return False
    if drawn(was) == drawn(says) and (foreign(was) or foreign(says)):
        return True
    figures = any(sign.isdigit() for sign in was + says)
    return figures and was.translate(_FIGURES) == says.translate(_FIGURES)


def foreign(text: str) -> str:
    """The letters of another script that are drawn as Latin ones, where the words around are Latin."""
    if text.isascii():
        return ""
    return "".join(dict.fromkeys(sign for sign in text if sign in _DRAWN or _is_disguised(sign)))


def mixed_words(text: str) -> Iterator[str]:
    """Words that hold letters of two scripts, one drawn as the other; or one look-alike letter alone."""
    if text.isascii():
        return
    for word in text.split():
        odd = foreign(word)
        latin = any(
            "LATIN" in unicodedata.name(sign, "") and sign not in odd for sign in word if sign.isalpha()
        )
        if odd and (latin or drawn(word).isascii()):
            yield word


def told(word: str) -> str:
    """The signs of a word that are not what they look like, by their names."""
    names = [unicodedata.name(sign, "an unnamed sign").lower() for sign in foreign(word)]
    return ", ".join(names)


def _is_disguised(sign: str) -> bool:
    """A letter drawn in another face, as mathematics and full-width writing have them."""
    plain = unicodedata.normalize("NFKC", sign)
    return sign.isalpha() and plain != sign and plain.isascii() and plain.isalpha() and len(plain) == 1
