"""How many errors made on purpose are found, by kind, in agreements invented from seeds; and what is
told of them where nothing is wrong."""

import random

import pytest
from corrupting import MAKERS, Maker, Slip
from corrupting_more import MORE, cell_off_by_one, told_reference, word_damaged
from invented import invented

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.checks.checking import check
from negotiate.agreement.checks.model import Severity

_SEEDS = (31, 32, 33, 34)
_EACH = 2
# The rest are found whenever they are made: a year's pay a dollar off gives the same hourly rate to
# the cent, a reference may fit its neighbour too, and a misread word may leave letters of other words.
_FLOORS = {cell_off_by_one: 0.7, told_reference: 0.8, MAKERS[1]: 0.8, word_damaged: 0.85, MAKERS[0]: 0.7}


@pytest.fixture(scope="module")
def clean() -> list[tuple[Agreement, frozenset[str]]]:
    """Agreements with the ids of what is told of them as they are."""
    made = [invented(seed) for seed in _SEEDS]
    return [(agreement, frozenset(one.id for one in check(agreement))) for agreement in made]


def _told(had: frozenset[str], slip: Slip) -> bool:
    return any(one.kind in slip.kinds for one in check(slip.agreement) if one.id not in had)


@pytest.mark.parametrize("make", [*MAKERS, *MORE], ids=lambda make: str(make.__name__))
def test_errors_made_on_purpose_are_found(make: Maker, clean: list[tuple[Agreement, frozenset[str]]]) -> None:
    dice = random.Random(make.__name__)
    slips = [
        (had, slip)
        for agreement, had in clean
        for _ in range(_EACH)
        if (slip := make(agreement, dice)) is not None
    ]
    assert len(slips) >= _EACH * len(_SEEDS) // 2
    found = sum(_told(had, slip) for had, slip in slips)
    assert found >= _FLOORS.get(make, 0.9) * len(slips)


def test_nothing_is_told_where_nothing_is_wrong() -> None:
    """But that a paragraph stands twice, which is so by making, and is only noted."""
    for seed in range(40, 46):
        told = [one for one in check(invented(seed)) if one.severity is not Severity.NOTE]
        assert told == [], seed
