"""Labels out of sequence: one passed over, one out of its order, one that stands twice."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Kind
from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.labels import Label, ordinals, parse_label
from negotiate.agreement.locators import path_of, to_roman

_LONGEST_GAP = 3  # labels passed over: a wider gap is another list, or a part that was left out


@dataclass(frozen=True, slots=True)
class _Member:
    """A label in its list: the block's position and every (series, number) it may be."""

    at: int
    label: Label
    readings: tuple[tuple[str, int], ...]


def label_findings(text: Text) -> Iterator[Finding]:
    """Every label that does not follow the one before it in its list."""
    for members in _lists(text):
        stand = {member.label.printed: at for at, member in reversed(list(enumerate(members)))}
        for before, member in zip(members, members[1:], strict=False):
            found = _compare(before, member)
            if found is None or _inline(text, before.at, member.at, found[1]):
                continue
            kind, expected = found
            printed = text.placed[member.at].block.label
            said = f"{_bare(printed)} stands after {_bare(text.placed[before.at].block.label)}"
            if kind == "label-skipped":
                elsewhere = stand.get(expected)
                if elsewhere is not None:
                    if elsewhere and members[elsewhere].at > member.at:  # told once, where it stands
                        last = _bare(text.placed[members[elsewhere - 1].at].block.label)
                        message = f"{_bare(expected)} stands after {last}, out of its order"
                        place = f"after {_bare(text.placed[before.at].block.label)}"
                        at = members[elsewhere].at
                        yield text.finding("label-order", Severity.WARNING, at, message, expected, place)
                    continue
                verb = "are" if ", " in expected else "is"
                passed = ", ".join(map(_bare, expected.split(", ")))
                message = f"{said}; {passed} {verb} passed over"
                yield text.finding(kind, Severity.WARNING, member.at, message, printed, expected)
            else:
                message = f"{printed} stands twice in one list, so that a reference to it may mean either"
                yield text.finding(kind, Severity.ERROR, member.at, message, printed, expected)


def _bare(label: str) -> str:
    """A label without the mark that joins it to its heading: ``ARTICLE 6:`` is ARTICLE 6."""
    return label.rstrip(" :–—-")


def _lists(text: Text) -> Iterator[list[_Member]]:
    """The labels of every list, in order: those of one style under one clause."""
    lists: dict[tuple[object, ...], list[_Member]] = defaultdict(list)
    for at, item in enumerate(text.placed):
        block = item.block
        if item.paragraph != 1 or not block.label or block.kind is Kind.TABLE:
            continue
        label = parse_label(block.label)
        readings = ordinals(label.value) if label is not None else ()
        if label is None or not readings:
            continue
        parent = path_of(item.citation)[: -max(len(path_of(label.value)), 1)]
        if "." in label.value:
            parent = tuple(label.value.split(".")[:-1])
        style = (item.document, parent, label.word, label.paren, label.opened, label.value.count("."))
        lists[style].append(_Member(at, label, readings))
    yield from (members for members in lists.values() if len(members) > 1)


def _compare(before: _Member, member: _Member) -> tuple[str, str] | None:
    """What is wrong between two neighbours of a list: the kind, and the label expected."""
    pairs = [
        (series, low, high)
        for series, low in before.readings
        for other, high in member.readings
        if series == other
    ]
    if not pairs or any(high == low + 1 for _, low, high in pairs):
        return None
    series, low, high = min(pairs, key=lambda pair: (abs(pair[2] - pair[1] - 1), pair[1]))
    if high == low:
        return "label-doubled", _printed(member.label, series, low + 1)
    if low < high <= low + 1 + _LONGEST_GAP:
        return "label-skipped", ", ".join(_printed(member.label, series, n) for n in range(low + 1, high))
    return None


def _printed(label: Label, series: str, number: int) -> str:
    """The label as it would be printed with another number."""
    if series == "arabic":
        value = re.sub(r"[0-9]+(?=\D*$)", str(number), label.value)
    elif series.endswith("roman"):
        value = to_roman(number)
    else:
        letter = chr(65 + (number - 1) % 26)
        value = letter if number <= 26 else letter * 2
    value = value.lower() if series.startswith("lower") else value
    return label.printed.replace(label.value, value)


def _inline(text: Text, first: int, last: int, labels: str) -> bool:
    """Whether a label passed over stands inside the running text between the two."""
    between: Sequence[str] = text.prose[first:last]
    values = [re.sub(r"^\W+|\W+$", "", label) for label in labels.split(", ")]
    return any(
        re.search(rf"(?:^|[;,.:]\s|\b(?:and|or)\s)\(?{re.escape(value)}[.):]\s+\w", words)
        for value in values
        for words in between
    )
