"""Articles numbered ``1.0``, ``2.0``, whose sections are ``1.1``, ``1.2``: the nought heads them."""

import pytest
from same_parts import parts

from negotiate.agreement.labels import heading_of, ordinals
from negotiate.agreement.reading.reader import read_received

_WORDS = "The District shall provide each nurse with five (5) days of leave in each school year."


@pytest.mark.parametrize(
    ("value", "heads", "number"),
    [("1.0", "1", 1), ("10.0", "10", 10), ("4.00", "4", 4), ("2.3.0", "2.3", 3), ("1.10", "", 10), ("4.01", "", 1)],
)  # fmt: skip
def test_a_nought_at_the_end_is_the_number_before_it(value: str, heads: str, number: int) -> None:
    assert heading_of(value) == heads
    assert ordinals(value) == (("arabic", number),)


@pytest.mark.parametrize("nought", ["0", "00"])
@pytest.mark.parametrize("title", ["RECOGNITION", "Hours of Work"])
def test_sections_stand_under_the_article_that_the_nought_heads(nought: str, title: str) -> None:
    lines: list[str] = ["AGREEMENT", ""]
    wanted: list[str] = []
    for article in range(1, 12):
        lines += [f"{article}.{nought} {title}", ""]
        wanted.append(f"{article}.{nought}")
        for section in (1, 2):
            lines += [
                f"{article}.{section} {_WORDS}",
                "",
                f"{article}.{section}.1 {_WORDS}",
                "",
                f"(a) {_WORDS}",
                "",
            ]
            wanted += [f"{article}.{section}", f"{article}.{section}.1", f"{article}.{section}.1(A)"]
    found = read_received("\n".join(lines).encode(), "a.txt")
    assert parts(found.agreement) == wanted
    assert [len(article.blocks) for article in found.agreement.documents[0].articles[1:]] == [7] * 11
    assert found.doubts == ()
