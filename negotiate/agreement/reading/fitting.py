"""Whether the corrections still fit the file: every entry's words must stand on its line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import Index, place
from negotiate.agreement.reading.corrections import BLOCKS, Correction
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical

_SHOWN = 60
_MOST_PLACES = 3
EMPTY_CELLS = 60  # this many cells of a row may be empty before one with words


def check_fit(
    corrections: Iterable[Correction], places: Sequence[tuple[int, str]], unit: str, parted: bool
) -> None:
    """Raises :class:`BadInput` for the first entry whose words do not stand on its line.

    ``places`` are the file's lines as (number, words). A line may have several texts: manners in
    which it can be quoted or, with ``parted``, paragraphs of its own, of which an entry means one.
    ``unit`` is what the file's places are called: line or paragraph. The error says what stands there
    now, and where the words stand if they moved.
    """
    texts: dict[int, list[str]] = {}
    for number, words in places:
        held = texts.setdefault(number, [])
        if parted or canonical(words) not in held:
            held.append(canonical(words))
    for one in corrections:
        _check(one, one.line, one.quote, texts, unit, parted)
        if one.until:
            _check(one, max(one.last, one.line), one.until, texts, unit, parted)
        if one.parent is not None and not one.under:
            _check(one, *one.parent, texts, unit, parted)


def _check(
    one: Correction, line: int, quote: str, texts: dict[int, list[str]], unit: str, parted: bool
) -> None:
    there = [words for words in standing(texts, line, one.act in BLOCKS) if quote in words]
    if len(there) == 1 or (there and not (parted and one.quote == quote)):
        return
    if there and len(set(there)) == 1:
        raise one.fault(
            f"“{quote}” stands {len(there)} times at {unit} {line}; which is meant cannot be told"
        )
    if there:
        raise one.fault(f"“{quote}” stands {len(there)} times at {unit} {line}", "quote more of its words")
    moved = [number for number, held in texts.items() if any(quote in words for words in held)]
    now = " / ".join(words for words in texts.get(line, ()) if words)
    if now:
        says = f"{unit} {line} now says “{now if len(now) <= _SHOWN else now[: _SHOWN - 1] + '…'}”"
    elif line in texts:
        says = f"{unit} {line} is empty now"
    else:
        says = f"the file has no {unit} {line} with words"
    raise one.fault(f"“{quote}” does not stand at {unit} {line}: {says}", _where(quote, moved, unit))


def standing(texts: Mapping[int, Sequence[str]], line: int, block: bool) -> Sequence[str]:
    """The texts of a line. A block may begin with an empty cell, which has no words: then those of the
    next line that has some."""
    at = line
    while block and at < line + EMPTY_CELLS and not any(texts.get(at, ())):
        at += 1
    return texts.get(at, ())


def _where(quote: str, moved: list[int], unit: str) -> str:
    if len(moved) == 1:
        return f"it stands at {unit} {moved[0]} now"
    if moved:
        listed = ", ".join(map(str, moved[:_MOST_PLACES])) + (" …" if len(moved) > _MOST_PLACES else "")
        return f"it stands at {unit}s {listed} now; give the one that is meant"
    return f"“{quote}” is nowhere in the file; mend the entry or take it out"


def parents_found(corrections: Iterable[Correction], agreement: Agreement) -> list[Correction]:
    """The corrections with every parent that a citation names as its line and words in ``agreement``,
    the reading without them. Raises :class:`BadInput` where none is cited so."""
    index = Index(place(agreement, one_file=True), agreement.main)
    out = []
    for one in corrections:
        if one.under:
            try:
                found = index.placed[index.find(one.under)].block
            except BadInput as fault:
                raise one.fault(
                    fault.what, "name the parent's line instead: `under: 22 A. School nurses`"
                ) from None
            one = replace(one, parent=(found.line, found.canonical))
        out.append(one)
    return out
