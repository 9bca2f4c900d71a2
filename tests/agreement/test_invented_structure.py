"""Agreements nobody has seen: invented ones in many manners, whose true structure is known."""

from agreement_texts import invent
from structure_score import Score, score

from negotiate.agreement.reading.reader import read_received


def test_the_structure_of_invented_agreements() -> None:
    """The floor is the goal of issue 3; measured: see benchmarks/RESULTS.md."""
    whole = Score(0, 0, 0, 0)
    for seed in range(100):
        made = invent(seed)
        whole += score(read_received(made.text.encode(), "a.txt").agreement, made.parents)
    assert whole.recall >= 0.99
    assert whole.precision >= 0.99
    assert whole.placed >= 0.99
