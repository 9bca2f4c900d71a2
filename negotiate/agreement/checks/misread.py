"""Words a scan has misread: ``tbe``, ``frorn``, ``pre5ident``, ``teh``, told by the text itself.

A misread word stands once or twice, is one sign away from a word the text says often, and is
no word: either it holds letters that stand together in no other word of the text, or it stands
between two words that the frequent one stands between elsewhere. Nothing is looked up outside.
"""

import re
from collections import Counter

from negotiate.agreement.checks.model import Text

_SIGNS = (
    *(("rn", "m"), ("m", "rn"), ("h", "b"), ("b", "h"), ("e", "c"), ("c", "e"), ("i", "l"), ("l", "i")),
    *(("u", "ii"), ("cl", "d"), ("d", "cl"), ("n", "ri"), ("u", "n"), ("n", "u"), ("in", "m"), ("w", "vv")),
    *(("l", "t"), ("t", "l"), ("v", "y"), ("y", "v")),
)  # what a scan takes for what
_OFTEN = 6  # times the text says a word before another is taken for it misread
_SELDOM = 2  # times a misread word may stand
_TIMES = 8  # times as often the whole word stands
_SHORT = 3  # letters of the shortest word misread
_LONG = 5  # letters from which one word is seldom another by one sign
_ENDINGS = ("s", "d", "r", "y", "e", "n", "t")
_FIGURES = str.maketrans("105893", "losbge")
_OTHER_ONE = str.maketrans("105893", "iosbge")
_FIGURED = re.compile(r"(?=[a-z]*[0-9][a-z])[a-z0-9]{4,}|[a-z]{3,}[0-9]")
_WHOLE = 3  # times the text must say the word that holds a figure


def misread_words(text: Text) -> dict[str, str]:
    """Every word that is taken for another misread, and that other."""
    counts = text.counts
    seldom = {word for word, count in counts.items() if count <= _SELDOM}
    likely: dict[str, tuple[str, bool]] = {}
    for whole, often in counts.items():
        if often < _OFTEN or len(whole) < _SHORT or not whole.isalpha() or not whole.isascii():
            continue
        for sign, made in ((True, _other_signs(whole)), (False, _other_letters(whole))):
            for word in seldom.intersection(made):
                if counts[word] * _TIMES <= often:
                    likely.setdefault(word, (whole, sign))
    if not likely:
        return {}
    odd = _odd_letters(counts, likely)
    beside = _beside(text, likely)
    return {
        word: whole
        for word, (whole, sign) in likely.items()
        if (word in odd and (sign or len(word) > _LONG or beside[word])) or beside[word] >= _sides(word, sign)
    }


def _sides(word: str, sign: bool) -> int:
    """On how many sides a word without odd letters must stand as the whole one does. A short word
    that lost a letter may be another word: ``sued``, ``loss``."""
    if len(word) > _LONG:
        return 1 if sign else 2
    return 2 if sign and len(word) > _SHORT else 3


def misreadings(whole: str) -> list[str]:
    """What a scan may make of a word: other signs, other letters, figures for letters."""
    figured = [
        whole.replace(letter, chr(figure))
        for table in (_FIGURES, _OTHER_ONE)
        for figure, code in table.items()
        if (letter := chr(code)) in whole
    ]
    return [*_other_signs(whole), *(_other_letters(whole) if len(whole) > _LONG else ()), *figured]


def _other_signs(whole: str) -> list[str]:
    """What is left of a word where a sign is taken for another."""
    made = []
    for sign, seen in _SIGNS:
        at = whole.find(sign)
        while at >= 0:
            made.append(whole[:at] + seen + whole[at + len(sign) :])
            at = whole.find(sign, at + 1)
    return made


def _other_letters(whole: str) -> list[str]:
    """What is left of a word where two letters change places, or one is lost."""
    size = len(whole)
    lost = size if whole[-1] not in _ENDINGS else size - 1
    made = [whole[:at] + whole[at + 1 :] for at in range(1, lost)]
    made += [whole[: at - 1] + whole[at] + whole[at - 1] + whole[at + 1 :] for at in range(1, size)]
    return made


def _odd_letters(counts: Counter[str], likely: dict[str, tuple[str, bool]]) -> set[str]:
    """Those of the words that hold three letters together as no other word of the text does."""
    others = " ".join(f"^{word}$" for word in counts if word not in likely)
    return {word for word in likely if any(part not in others for part in _threes(word))}


def _threes(word: str) -> list[str]:
    edged = f"^{word}$"
    return [edged[at : at + 3] for at in range(len(edged) - 2)]


def _beside(text: Text, likely: dict[str, tuple[str, bool]]) -> Counter[str]:
    """For each word, on how many sides it stands beside a word that the whole one stands beside."""
    places: dict[str, list[tuple[str, str]]] = {word: [] for word in likely}
    wanted: set[tuple[str, str]] = set()
    for words in text.tokens:
        for said in likely.keys() & set(words):
            at = words.index(said)
            before = words[at - 1] if at else ""
            after = words[at + 1] if at + 1 < len(words) else ""
            places[said].append((before, after))
            wanted |= {(before, likely[said][0]), (likely[said][0], after)}
    seen: set[tuple[str, str]] = set()
    wholes = {whole for whole, _ in likely.values()}
    for words in text.tokens:
        if not wholes.isdisjoint(words):
            seen.update(pair for pair in zip(words, words[1:], strict=False) if pair in wanted)
    return Counter(
        {
            word: max(
                (((before, whole) in seen) + ((whole, after) in seen) for before, after in places[word]),
                default=0,
            )
            for word, (whole, _) in likely.items()
        }
    )


def figured_words(text: Text) -> dict[str, str]:
    """Words with a figure for a letter (``pre5ident``), and the word that the text says often."""
    found = {}
    for word in text.counts:
        if len(word) < 4 or word.isalpha() or word.isdigit() or _FIGURED.fullmatch(word) is None:
            continue
        for signs in (_FIGURES, _OTHER_ONE):
            whole = word.translate(signs)
            if text.counts[whole] >= _WHOLE and whole.isalpha():
                found[word] = whole
                break
    return found
