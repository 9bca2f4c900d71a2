"""Mangled agreements: lines dropped, doubled, swapped, cut short, run together. Whatever is left is
read without a fault, keeps its words and comes back from its files as it was.
"""

import random
from pathlib import Path

from agreement_wild import invent_wild
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from received import words_received, words_stored

from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.store import agreement_files, read_agreement

_REAL = ("boston-btu-2010-2016.txt", "oregon-stea-state-teachers-education-association-2023-2025.md")
_PIECE = 300


def _mangled(lines: list[str], rng: random.Random, times: int) -> str:
    """``lines`` after so many accidents."""
    lines = list(lines)
    for _ in range(times):
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                other = rng.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
            case 4:
                lines[at : at + 2] = [" ".join(lines[at : at + 2])]
            case _:
                lines[at] = lines[at].replace(" ", rng.choice(("\u00a0", "  ", "\t", "\u200b", "\f")), 2)
        if not lines:
            return ""
    return "\n".join(lines)


def _holds(text: str) -> None:
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        return
    found = read_received(text.encode(), "mangled.txt")
    assert words_stored(found) == words_received(text, found)
    documents = [document.name for document in found.agreement.documents]
    assert read_agreement(agreement_files(found.agreement), documents) == found.agreement


@settings(max_examples=examples(30), deadline=None)
@given(st.sampled_from(_REAL), st.randoms(use_true_random=False), st.integers(1, 120))
def test_a_mangled_real_agreement(shared: Path, name: str, rng: random.Random, times: int) -> None:
    lines = (shared / "data" / "contracts" / name).read_text("utf-8").split("\n")
    start = rng.randrange(len(lines) - _PIECE)
    _holds(_mangled(lines[start : start + _PIECE], rng, times))


@settings(max_examples=examples(30), deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False), st.integers(1, 120))
def test_a_mangled_invented_agreement(seed: int, rng: random.Random, times: int) -> None:
    lines = invent_wild(seed).text.split("\n")
    start = rng.randrange(max(len(lines) - _PIECE, 1))
    _holds(_mangled(lines[start : start + _PIECE], rng, times))
