"""Words a scan has misread: ``tbe``, ``frorn``, ``pre5ident``, ``teh``, told by the text itself.

A misread word stands once or twice, is one sign away from a word the text says often, and is
no word: either it holds letters that stand together in no other word of the text, or it stands
between two words that the frequent one stands between elsewhere. Nothing is looked up outside.
"""

import re
from collections import Counter
from collections.abc import Iterator

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
_FIGURED = re.compile(
    r"(?<![\w$.,-])(?=[a-z]*[0-9][a-z])[a-z0-9]{4,}(?![\w-])|(?<![\w$.,-])[a-z]{3,}[0-9](?![\w-])"
)
_FIGURED_HINT = re.compile(r"[a-z][0-9]|[0-9][a-z]{2}")


def misread_words(text: Text) -> dict[str, str]:
    """Every word that is taken for another misread, and that other."""
    counts = text.counts
    likely: dict[str, tuple[str, bool]] = {}
    for whole, often in counts.items():
        if often < _OFTEN or len(whole) < _SHORT or not whole.isalpha() or not whole.isascii():
            continue
        for word, sign in _misread(whole):
            seldom = counts.get(word, 0)
            if 0 < seldom <= _SELDOM and seldom * _TIMES <= often and word not in likely:
                likely[word] = (whole, sign)
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


def _misread(whole: str) -> Iterator[tuple[str, bool]]:
    """What may be left of a word, and whether a sign was taken for another."""
    for sign, seen in _SIGNS:
        at = whole.find(sign)
        while at >= 0:
            yield whole[:at] + seen + whole[at + len(sign) :], True
            at = whole.find(sign, at + 1)
    for at in range(1, len(whole)):
        if whole[at - 1] != whole[at]:
            yield whole[: at - 1] + whole[at] + whole[at - 1] + whole[at + 1 :], False
        if at < len(whole) - 1 or whole[at] not in _ENDINGS:
            yield whole[:at] + whole[at + 1 :], False


def _odd_letters(counts: Counter[str], likely: dict[str, tuple[str, bool]]) -> set[str]:
    """Those of the words that hold three letters together as no other word of the text does."""
    wanted = {part: word for word in likely for part in _threes(word)}
    for word in counts:
        if word not in likely and wanted:
            for part in _threes(word):
                wanted.pop(part, None)
    return {word for word in likely if any(part in wanted for part in _threes(word))}


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


def figured_words(text: Text, prose: str) -> Iterator[tuple[str, str]]:
    """Words of a block with a figure for a letter, and the word that the text says often."""
    if _FIGURED_HINT.search(prose) is None:
        return
    for found in _FIGURED.finditer(prose):
        for signs in (_FIGURES, _OTHER_ONE):
            whole = found[0].translate(signs)
            if text.counts[whole] >= 3 and len(whole) > 3:
                yield found[0], whole
                break
