"""Files of more than any answer has: refused with a reason, at once and before they are compared."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bargain import Team
from receiving_kit import A2, made, p, said, text_of, word

A4 = "A librarian may exchange shifts with another, and both shall fle a slip with the Director."


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("bounds"))


ENDLESS: dict[str, tuple[Callable[[], bytes], str]] = {
    "equal.docx": (lambda: word(*[p(A2)] * 30_000), "30,000 paragraphs"),
    "letters.txt": (lambda: b"a\n\nb\n\n" * 500_000, "lines, many times"),
    "new.txt": (
        lambda: "\n\n".join(
            [f"2. {A2}", *(f"Room {n} is swept daily." for n in range(3_100)), f"4. {A4}"]
        ).encode(),
        "would be new language of item 1",
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_file_without_end_is_refused(team: Team, tmp_path: Path, name: str) -> None:
    make, why = ENDLESS[name]
    path = tmp_path / name
    path.write_bytes(make())
    refused = team(
        "receive", "1", str(path), "--side", "district", "--yes", "--at", "2026-03-01T10:00", code=4
    )
    assert why in refused.err
    assert "give the file that holds the answer alone" in refused.err
    assert team.board()[1]["passes"] == 1


def test_the_answer_among_many_paragraphs_that_are_nearly_it_is_found(team: Team, tmp_path: Path) -> None:
    """One paragraph is the clause as they would have it; four hundred others only look like it."""
    others = [
        f"Branch {n} had {n} visitors in any week, and no more than {n} on a Sunday." for n in range(400)
    ]
    theirs = f"2. {A2.replace('20', '18')}"
    found = said(team, tmp_path, "\n\n".join([*others[:200], theirs, *others[200:]]), name="many.txt")
    assert text_of(found)["II.A.2"] == theirs
