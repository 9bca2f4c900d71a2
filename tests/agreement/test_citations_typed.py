"""Every clause of every text is found by its citation in every manner people write it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sample_files as sample

from negotiate.agreement.citations import Index, place
from negotiate.agreement.labels import roman
from negotiate.agreement.locators import path_of, to_roman
from negotiate.agreement.reading.reader import read_received


def _manners(article: str, *rest: str) -> Iterator[str]:
    under = "".join(f"({step})" for step in rest)
    yield f"Article {article}{under}"
    yield f"ARTICLE {article}{under}"
    yield ".".join((article, *rest)).lower()
    number = roman(article) if article.isalpha() else None
    yield f"Article {number or to_roman(int(article))}{under}"
    if not rest:
        return
    deep = "".join(f"({step})" for step in rest[1:])
    yield f"Article {article}, Section {rest[0]}{deep}"
    yield f"Art. {article}, Sec. {', '.join(rest[:2])}" + "".join(f"({step})" for step in rest[2:])
    yield f"Article {article}-{rest[0]}{deep}"
    yield f"Article {article} {' '.join(rest)}"
    yield f"{article}, {', '.join(rest)}"
    yield f"Section {rest[0]}{deep} of Article {article}"
    yield f"§ {rest[0]}{deep}, Article {article}"
    yield f"Article {article}, Section {rest[0]}" + "".join(f", paragraph {step}" for step in rest[1:])
    if len(rest) > 1:
        middle = rest[0] + "".join(f"({step})" for step in rest[1:-1])
        yield f"paragraph {rest[-1]} of Section {middle} of Article {article}"
    if article.isalpha() and roman(article + rest[0]) is None:
        yield article + rest[0] + "".join(rest[1:2]) + "".join(f"({step})" for step in rest[2:])


def _check(index: Index) -> int:
    count = 0
    for at, item in enumerate(index.placed):
        path = path_of(item.citation)
        named = item.block.opens_clause and not set(item.citation) & set("[: ")
        if not named or item.paragraph != 1 or not (roman(path[0]) or path[0].isdigit()):
            continue
        count += 1
        for citation in _manners(*path):
            assert index.find(citation) == at, (citation, item.citation)
    return count


def test_every_clause_of_the_sample_in_every_manner() -> None:
    assert _check(sample.index()) > 400


@pytest.mark.parametrize(
    "name",
    [
        "boston-btu-2010-2016.txt",
        "oregon-cia-criminal-investigators-association-2023-2025.md",
        "oregon-stea-state-teachers-education-association-2023-2025.md",
    ],
)
def test_every_clause_of_a_received_agreement_in_every_manner(shared: Path, name: str) -> None:
    agreement = read_received((shared / "data/contracts" / name).read_bytes(), name).agreement
    assert _check(Index(place(agreement), agreement.main)) > 300


def test_a_paragraph_by_its_label_or_by_its_place() -> None:
    text = (
        "Article I\n\nPay\n\nA. All are paid.\n\n1. Monthly.\n\nB. Raises\n\nThere are none.\n\nNor later.\n"
    )
    agreement = read_received(text.encode(), "a.txt").agreement
    index = Index(place(agreement), agreement.main)

    def said(citation: str) -> str:
        return index.clause(citation)[0].block.canonical

    assert said("Article I, Section A, paragraph 1") == "1. Monthly."
    assert said("Article I, Section B, paragraph 3") == "Nor later."
    assert said("Section B of Article I ¶2") == "There are none."
