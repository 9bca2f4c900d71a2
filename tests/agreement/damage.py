"""What the loss of one label does to the rest: a label is struck, and the parents are read again."""

import random
from collections.abc import Iterator
from typing import Any

from structure_score import TOP, Key, parents_found

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.labels import parse_label
from negotiate.agreement.reading.reader import read_received


def struck(text: str, parents: dict[Key, Key], times: int, seed: int) -> Iterator[tuple[int, int]]:
    """For ``times`` labels struck one at a time, chosen at random: how many other parts that
    stood under the right one then stand under a wrong one, without and with the parts below the struck label.

    A part below the struck label is right under what is left of it, or under what it stood in.
    """
    rng = random.Random(seed)
    lines = text.split("\n")
    whole = read_received(text.encode(), "a.txt").agreement
    printed, before = _printed(whole), parents_found(whole)
    right = {key: parent for key, parent in parents.items() if before.get(key) == parent}
    keys = [key for key in parents if key in printed and parents[key] != TOP]
    for key in rng.sample(keys, min(times, len(keys))):
        number = key[0] - 1
        damaged = [*lines[:number], lines[number].replace(printed[key], "", 1), *lines[number + 1 :]]
        found = parents_found(read_received("\n".join(damaged).encode(), "a.txt").agreement)
        others = below = 0
        for other, parent in right.items():
            if other == key:
                continue
            now = found.get(other)
            if parent != key:
                others += now != parent
            else:
                below += now is None or now[0] not in (key[0], parents[key][0])
        yield others, others + below


def _printed(whole: Agreement) -> dict[Key, str]:
    """Every label of the undamaged text as printed."""
    out: dict[Key, str] = {}
    for block in whole.blocks():
        label = parse_label(block.label) if block.label else None
        if label is not None:
            out[(block.line, label.value)] = block.label
    return out


def oracle_parents(data: dict[str, list[dict[str, Any]]]) -> dict[Key, Key]:
    """The parents of an oracle of structure: articles, each with sections and their children."""
    wanted: dict[Key, Key] = {}

    def walk(children: list[dict[str, Any]], parent: Key) -> None:
        for child in children:
            key = (int(child["line"]), str(child["norm"]))
            if child["label"]:
                wanted[key] = parent
            walk(child["children"], key)

    for article in data["articles"]:
        walk(article["sections"], (article["line"], article["number"]))
    return wanted
