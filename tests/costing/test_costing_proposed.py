"""The cost terms a proposal brings of its own: with its texts, with no others, and never across the table."""

import json
from pathlib import Path

import pytest

from negotiate.cli import main
from negotiate.common.errors import BadInput
from negotiate.costing.model import Model, read_counts
from negotiate.costing.proposed import with_proposed
from negotiate.costing.terms import read_terms, settled

COACH = """\
# Our reading of the new sentence.
terms:
  - id: reading-coach
    kind: staffing-ratio
    job: reading coach
    phrases:
      - text: one (1) reading coach for every {students} students
    reading: system-wide
    rounding: up
    pay: {amount: 60000, source: our assumption}
  - id: coach-books
    kind: payment
    phrases:
      - {text: "each reading coach shall be given ${amount} for books"}
    count: coaches with books
counts:
  - {name: coaches with books, value: 36, unit: persons, as_of: 2026-01-15, source: our assumption}
"""
CLAUSE = (
    "The District shall employ no fewer than twenty-six (26) school social workers, and one (1) reading coach "
    "for every six hundred (600) students. Each reading coach shall be given $250 for books."
)
AT = "proposals/02-social-workers/terms.yaml"


@pytest.fixture
def proposing(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with a new sentence in the draft of item 2, and terms of its own beside it."""
    monkeypatch.chdir(sample)
    main(["draft", "2", "--side", "union", "--clause", "IV.C.4(a)", "--text", CLAUSE])
    (sample / AT).parent.mkdir(parents=True)
    (sample / AT).write_text(COACH, "utf-8")
    return sample


def positions(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, int]]:
    """(total of the first year, cents of the terms that changed) as the command states them."""
    capsys.readouterr()
    assert main(["cost", *words, "--years", "1", "--json"]) == 0
    out = json.loads(capsys.readouterr().out)
    return out["years"][0]["total_cents"], {one["id"]: one["years_cents"][0] for one in out["terms"]}


def test_they_price_the_items_texts_and_no_others(
    proposing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # 21,420 students / 600 = 35.7, up to 36 coaches at $60,000; 36 × $250; 10.2 % and 2.1 % drag along.
    coaches, books = 36 * 6_000_000, 36 * 25_000
    total, terms = positions(["2:draft"], capsys)
    assert (terms["reading-coach"], terms["coach-books"]) == (coaches, books)
    assert total == coaches + books + round(coaches * 0.102) + round(books * 0.021)
    assert "reading-coach" not in positions(["1:union"], capsys)[1]
    main(["pass", "2", "--side", "union", "--at", "2026-05-20T18:00"])
    assert positions(["2:union"], capsys) == (total, terms)
    digests = []
    for words in (["2:union", "--json"], ["1:union", "--json"]):
        main(["cost", *words])
        digests.append(json.loads(capsys.readouterr().out)["digests"]["model"])
    assert digests[0] != digests[1]


def test_they_join_when_items_are_priced_together(
    proposing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["pass", "2", "--side", "union", "--at", "2026-05-20T18:00"])
    alone = positions(["2:union"], capsys)[0]
    assert main(["package", "both", "2", "3"]) == 0
    capsys.readouterr()
    assert main(["cost", "package:both", "--years", "1", "--json"]) == 0
    out = json.loads(capsys.readouterr().out)
    assert out["stand_alone"]["2"] == [alone]
    assert "reading-coach" in {one["id"] for one in out["terms"]}
    assert main(["cost", "distance", "--years", "1", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["items"]
    assert next(row for row in rows if row["item"] == "2")["union_cents"] == [alone]


def test_nothing_of_them_crosses_the_table(proposing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["pass", "2", "--side", "union", "--at", "2026-05-20T18:00"])
    assert main(["bundle", "out", "two.bundle", "2"]) == 0
    assert main(["packet", "2", "-o", "two.md"]) == 0
    for name in ("two.bundle", "two.md"):
        assert b"coach-books" not in Path(name).read_bytes()
    assert b"reading coach" in Path("two.md").read_bytes()


def test_an_id_that_stands_twice_is_told_with_both_places(
    proposing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (proposing / AT).write_text(COACH.replace("id: coach-books", "id: nurse-ratio"), "utf-8")
    assert main(["cost", "2:draft"]) == 4
    told = capsys.readouterr().err
    assert f"{AT}:11: the term id 'nurse-ratio' stands twice" in told and "salary_model/terms.yaml:30" in told
    assert main(["cost", "1:union"]) == 0  # another item is priced as before


def test_binding_writes_them_beside_the_proposal(proposing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (proposing / AT).unlink()
    words = ["cost", "bind", "IV.C.4(a)", "600", "--item", "2", "--id", "coach", "--job", "reading coach"]
    words += ["--kind", "staffing-ratio", "--reading", "system-wide", "--rounding", "up"]
    assert main([*words, "--amount", "60000", "--pay-source", "ours"]) == 0
    told = capsys.readouterr().err
    assert "it stands at IV.C.4(a) in 2:draft" in told and f"{AT} now has the term coach" in told
    assert positions(["2:draft"], capsys)[1]["coach"] == 36 * 6_000_000
    assert "coach" not in (proposing / "salary_model" / "terms.yaml").read_text("utf-8").split()


def term(name: str, more: str = "") -> str:
    return f'terms: [{{id: {name}, kind: fund, phrases: [{{text: "shall fund ${{amount}}"}}]{more}}}]'


def test_a_term_may_take_anothers_place_once() -> None:
    base = Model(terms=read_terms(term("old"), "terms.yaml"))
    joined = with_proposed(base, {"a.yaml": term("new", ", replaces: old")})
    assert [(one.id, one.replaced_by) for one in joined.terms] == [("old", "new"), ("new", "")]
    assert joined.terms[1].introduced and not joined.terms[0].introduced
    both = {"a.yaml": term("new", ", replaces: old"), "b.yaml": term("newer", ", replaces: old")}
    with pytest.raises(BadInput, match="replaced by two terms, 'new' and 'newer'") as found:
        with_proposed(base, both)
    assert (found.value.where, found.value.do) == ("b.yaml:1", "see a.yaml:1")
    with pytest.raises(BadInput, match="no term is called 'gone'"):
        with_proposed(base, {"a.yaml": term("new", ", replaces: gone")})
    assert settled(joined.terms) == joined.terms


def test_a_count_stands_once_over_all_files() -> None:
    rooms = "counts: [{name: Rooms, value: 4, as_of: 2026-01-01, source: ours}]"
    base = Model(counts=read_counts(rooms, "counts.yaml"))
    with pytest.raises(BadInput, match="'rooms' stands twice") as found:
        with_proposed(base, {"a.yaml": rooms.replace("Rooms", "rooms")})
    assert (found.value.where, found.value.do.split(";")[0]) == ("a.yaml:1", "see counts.yaml:1")
    with pytest.raises(BadInput, match="unknown key 'positions'"):
        with_proposed(base, {"a.yaml": "positions: []"})
