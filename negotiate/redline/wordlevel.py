"""Words inside one pair of texts: what was taken out, what was put in, readably.

Readable beats minimal: an unchanged run of one or two words between two changes is taken
into them, a changed group stands as one deletion and one insertion, and an inserted
sentence is shown from its own first word to its own full stop.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

from negotiate.redline.anchors import Gap, equal_pairs, gaps_between
from negotiate.redline.model import DELETE, EQUAL, INSERT, Op
from negotiate.redline.tokens import SENTENCE_END, Tokens, is_word, tokens

Piece = tuple[Op, str]
"""A run of text and what it is."""

ISLAND = 2  # unchanged words between two changes that are not worth the reader's stop
SHALLOW = 4  # … and up to so many where the changes on both sides are each twice as long
CONTEXT = 240  # characters kept each side of the difference to find sentence ends
LARGE = 16_000_000  # token comparisons above which a block is aligned by anchors (memory)
_BRACKETS = frozenset(("()", "[]", "“”"))
FEWEST_WORDS = 4  # no atom spans more words, so none is cut where context begins


class Hunk(NamedTuple):
    """Tokens ``old[a0:a1]`` became ``new[b0:b1]``."""

    a0: int
    a1: int
    b0: int
    b1: int


def word_pieces(old: str, new: str) -> list[Piece]:
    """The pieces of a word redline, in order: equal and delete joined are ``old``,
    equal and insert joined are ``new``.
    """
    if old == new:
        return [(EQUAL, old)] if old else []
    head, tail = _shared_ends(old, new)
    left, right = tokens(old[head : len(old) - tail]), tokens(new[head : len(new) - tail])
    found = hunks(left, right)
    if not _spaced_alike(left, right, found):
        return join([(EQUAL, old[:head]), *_spell(left, right, found), (EQUAL, old[len(old) - tail :])])
    pieces: list[Piece] = []
    kept = 0  # up to where the old text is told
    a = 0
    i = j = head
    for a0, a1, b0, b1 in found:
        kept_here = left.size(a, a0)  # the same on both sides: the spaces are
        i, j, a = i + kept_here, j + kept_here, a1
        start, put, i, j = i, j, i + left.size(a0, a1), j + right.size(b0, b1)
        while start < i and put < j and old[start] == new[put] == " ":
            start, put = start + 1, put + 1
        if start > kept:
            pieces.append((EQUAL, old[kept:start]))
        if i > start:
            pieces.append((DELETE, old[start:i]))
        if j > put:
            pieces.append((INSERT, new[put:j]))
        kept = i
    if kept < len(old):
        pieces.append((EQUAL, old[kept:]))
    return pieces


def _spaced_alike(old: Tokens, new: Tokens, found: Sequence[Hunk]) -> bool:
    """Whether the same spaces stand before all that is equal, and at the end."""
    if old.gaps[-1] != new.gaps[-1]:
        return False
    a = b = 0
    for a0, a1, b0, b1 in found:
        if old.gaps[a:a0] != new.gaps[b:b0]:
            return False
        a, b = a1, b1
    return old.gaps[a:] == new.gaps[b:]


def split_pieces(olds: Sequence[str], news: Sequence[str]) -> list[tuple[Op, str, int, int]]:
    """The pieces of several texts become several others, each with the number of the old
    and of the new text it belongs to. The break between two texts belongs to neither.
    """
    old_breaks, new_breaks = _breaks(olds), _breaks(news)
    cut: list[tuple[Op, str, int, int]] = []
    at_old = at_new = a = b = 0
    for op, text in word_pieces("\n".join(olds), "\n".join(news)):
        while text:
            to_old = old_breaks[a] - at_old if op is not INSERT else len(text)
            to_new = new_breaks[b] - at_new if op is not DELETE else len(text)
            size = min(to_old, to_new, len(text))
            cut.append((op, text[:size], a, b))
            if size < len(text):  # the next character breaks a line on one side or on both
                if op is EQUAL and to_old != to_new:
                    cut.append((INSERT if to_old < to_new else DELETE, text[size], a, b))
                a, b = a + (to_old == size), b + (to_new == size)
                size += 1
            at_old += size if op is not INSERT else 0
            at_new += size if op is not DELETE else 0
            text = text[size:]
    return [piece for piece in cut if piece[1]]


def _breaks(texts: Sequence[str]) -> list[int]:
    """Where the line breaks fall that join the texts, and one that is never reached."""
    ends = list(accumulate(len(text) + 1 for text in texts))
    return [end - 1 for end in ends[:-1]] + [ends[-1] + 1]


def kept_share(pieces: Sequence[Piece]) -> float:
    """How much of a block survives, 0 to 1: of the old words, where it grew; of the mean of
    both lengths, where it shrank, but a text cut down to whole sentences of it survives.
    """
    kept = gone = added = 0
    for op, text in pieces:
        if op is EQUAL:
            kept += _words_in(text)
        elif op is DELETE:
            gone += _words_in(text)
        else:
            added += _words_in(text)
    if not kept:
        return 0.0 if gone + added else 1.0
    if added >= gone:
        return kept / (kept + gone)
    inside = kept / (kept + added)
    return inside if inside >= 0.8 and kept >= FEWEST_WORDS else 2 * kept / (2 * kept + gone + added)


def _words_in(text: str) -> int:
    """How many words a piece holds, where one space parts two."""
    return text.count(" ") + 1 - text.startswith(" ") - text.endswith(" ") if text.strip(" ") else 0


def join(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one, empty ones left out; deletion before insertion."""
    joined: list[Piece] = []
    gone: list[str] = []
    added: list[str] = []
    for op, text in pieces:
        if not text:
            continue
        if op is DELETE:
            gone.append(text)
        elif op is INSERT:
            added.append(text)
        else:
            _change(joined, gone, added)
            if joined and joined[-1][0] is EQUAL:
                joined[-1] = (EQUAL, joined[-1][1] + text)
            else:
                joined.append((op, text))
    _change(joined, gone, added)
    return joined


def _change(joined: list[Piece], gone: list[str], added: list[str]) -> None:
    """Append one grouped change; the space both sides begin with stays outside of it."""
    old, new = "".join(gone), "".join(added)
    gone.clear()
    added.clear()
    if old and new:
        shared = Prefix.similarity(old[: _indent(old)], new[: _indent(new)])
        if shared and joined and joined[-1][0] is EQUAL:
            joined[-1] = (EQUAL, joined[-1][1] + old[:shared])
        elif shared:
            joined.append((EQUAL, old[:shared]))
        old, new = old[shared:], new[shared:]
    if old:
        joined.append((DELETE, old))
    if new:
        joined.append((INSERT, new))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _shared_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters at both ends need no comparing: whole words, context left in."""
    head = Prefix.similarity(old, new)
    tail = min(Postfix.similarity(old, new), len(old) - head, len(new) - head)
    # only a pure insertion or deletion may slide to where a sentence begins
    context = CONTEXT if head + tail == min(len(old), len(new)) else 0
    return _context_before(old, head, context), _context_after(old, tail, context)


def _context_before(text: str, head: int, context: int) -> int:
    sentence = text.rfind(". ", max(head - context, 0), head) + 1
    at = head
    for _ in range(FEWEST_WORDS + 1):
        at = text.rfind(" ", 0, at)
        if at <= 0:
            return 0
    return min(at, sentence or at)


def _context_after(text: str, tail: int, context: int) -> int:
    start = len(text) - tail
    sentence = text.find(". ", start, start + context) + 1
    at = start
    for _ in range(FEWEST_WORDS + 1):
        at = text.find(" ", at + 1)
        if at < 0:
            return 0
    return len(text) - max(at, sentence)


def hunks(old: Tokens, new: Tokens) -> list[Hunk]:
    """The changed groups in order: aligned, islands taken in, slid to sentence ends."""
    found: list[Hunk] = []
    left, right = old.atoms, new.atoms
    for hunk in _absorb(_differences(left, right), left):
        a0, a1, b0, b1 = hunk
        if a1 > a0 and b1 > b0:
            hunk = a0, a1, b0, b1 = _trim(hunk, left, right)
        if a1 == a0 or b1 == b0:
            hunk = _slide(hunk, left, right)
        if a1 > a0 or b1 > b0:
            found.append(hunk)
    return found


def _differences(left: Sequence[str], right: Sequence[str]) -> list[Hunk]:
    if len(left) * len(right) > LARGE:
        pairs = equal_pairs(left, right, Gap(0, len(left), 0, len(right)))
        return [Hunk(*gap) for gap in gaps_between(pairs, Gap(0, len(left), 0, len(right)))]
    found: list[Hunk] = []
    a = b = 0
    for i, j, size in Indel.opcodes(left, right).as_matching_blocks():
        if i > a or j > b:
            found.append(Hunk(a, i, b, j))
        a, b = i + size, j + size
    return found


def _absorb(found: Sequence[Hunk], atoms: Sequence[str]) -> list[Hunk]:
    kept: list[Hunk] = []
    for hunk in found:
        if kept and _is_island(kept[-1], hunk, atoms):
            hunk = Hunk(kept[-1].a0, hunk.a1, kept[-1].b0, hunk.b1)
            kept.pop()
        kept.append(hunk)
    return kept


def _is_island(before: Hunk, after: Hunk, atoms: Sequence[str]) -> bool:
    size = 0
    for atom in atoms[before.a1 : after.a0]:
        size += len(atom.split()) if is_word(atom) else 0
        if size > SHALLOW:
            return False
    return size <= ISLAND or 2 * size <= min(_size(before), _size(after))


def _size(hunk: Hunk) -> int:
    return max(hunk.a1 - hunk.a0, hunk.b1 - hunk.b0)


def _trim(hunk: Hunk, left: Sequence[str], right: Sequence[str]) -> Hunk:
    """The hunk without what both its sides begin and end with (islands may bring some)."""
    a0, a1, b0, b1 = hunk
    while a1 > a0 and b1 > b0 and left[a0] == right[b0]:
        a0, b0 = a0 + 1, b0 + 1
    while a1 > a0 and b1 > b0 and left[a1 - 1] == right[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
    return Hunk(a0, a1, b0, b1)


def _slide(hunk: Hunk, old: Sequence[str], new: Sequence[str]) -> Hunk:
    """A pure insertion or deletion moved over repeated words to where a sentence begins."""
    if hunk.a1 == hunk.a0 and hunk.b1 == hunk.b0:
        return hunk
    atoms, start, end = (new, hunk.b0, hunk.b1) if hunk.b1 > hunk.b0 else (old, hunk.a0, hunk.a1)
    other, at = (old, hunk.a0) if atoms is new else (new, hunk.b0)
    best, best_worth, step = 0, _worth(atoms, start, end), 0
    while start + step > 0 and at + step > 0 and atoms[start + step - 1] == atoms[end + step - 1]:
        step -= 1
        worth = _worth(atoms, start + step, end + step)
        if worth > best_worth:
            best, best_worth = step, worth
    step = 0
    while end + step < len(atoms) and at + step < len(other) and atoms[start + step] == atoms[end + step]:
        step += 1
        worth = _worth(atoms, start + step, end + step)
        if worth > best_worth:
            best, best_worth = step, worth
    return Hunk(*(edge + best for edge in hunk))


def _worth(atoms: Sequence[str], start: int, end: int) -> int:
    """How well a run reads alone: whole sentences best, then whole phrases."""
    before = atoms[start - 1] if start else "."
    last = atoms[end - 1]
    opens = 2 if before[0] in SENTENCE_END else 0
    closes = 2 if last[0] in SENTENCE_END else 0
    phrase = 1 if before in (",", "(") or last == "," else 0
    whole = 4 if opens and closes else 0
    if atoms[start] + last in _BRACKETS:  # "(CIA)", never "CIA) ("
        return whole + opens + closes + phrase + 4
    return whole + opens + closes + phrase - (3 if not is_word(atoms[start]) else 0)


def _spell(old: Tokens, new: Tokens, found: Sequence[Hunk]) -> list[Piece]:
    """The pieces of two token lists and their hunks, every space compared."""
    pieces: list[Piece] = []
    a = b = 0
    for a0, a1, b0, b1 in (*found, Hunk(len(old.atoms), len(old.atoms), len(new.atoms), len(new.atoms))):
        for k in range(a0 - a):
            _gap(pieces, old.gaps[a + k], new.gaps[b + k])
            pieces.append((EQUAL, old.atoms[a + k]))
        pieces.append((DELETE, old.text(a0, a1)))
        pieces.append((INSERT, new.text(b0, b1)))
        a, b = a1, b1
    _gap(pieces, old.gaps[-1], new.gaps[-1])
    return pieces


def _gap(pieces: list[Piece], old: str, new: str) -> None:
    if old == new:
        pieces.append((EQUAL, old))
    else:
        pieces += [(DELETE, old), (INSERT, new)]
