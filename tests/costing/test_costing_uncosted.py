"""What changed, looks as if it costs something, and has no cost term: listed, never dropped."""

from dataclasses import dataclass

from costing_texts import AGREEMENT, draft, model, text

from negotiate.agreement.blocks import Placed
from negotiate.costing.report import NotCosted
from negotiate.costing.uncosted import not_costed
from negotiate.costing.versions import TextInputs

BASE = text(AGREEMENT)


@dataclass(frozen=True)
class Pair:
    """A change as a redline gives it."""

    old: tuple[Placed, ...]
    new: tuple[Placed, ...]


def listed(version: TextInputs) -> list[NotCosted]:
    changes = [
        Pair((old,), (new,))
        for old, new in zip(BASE.placed, version.placed, strict=True)
        if old.block != new.block
    ]
    assert changes
    return list(not_costed(changes, version, BASE, model()))


def test_a_figure_that_a_term_reads_is_costed() -> None:
    assert listed(draft(("students shall be 1 to 700", "students shall be 1 to 500"))) == []


def test_another_figure_in_the_same_clause_is_not() -> None:
    (item,) = listed(draft(("Two schools a nurse", "One hundred dollars ($100) a school")))
    assert item.citation == "V.A.1" and item.reason == "changed: money One hundred dollars ($100), Two"


def test_a_figure_without_a_term_is_listed() -> None:
    (item,) = listed(draft(("eight (8)", "ten (10)")))
    assert (item.citation, item.reason) == ("V.A.2", "changed: figures ten (10), eight (8)")


def test_a_new_duty_without_a_figure_is_listed() -> None:
    (item,) = listed(draft(("be hired.", "be hired. The Committee shall provide a van.")))
    assert item.reason == "changed: “shall provide”"


def test_words_around_a_costed_figure_may_limit_it() -> None:
    words = "students shall be 1 to 700"
    (item,) = listed(draft((f"school nurses to {words}.", f"school nurses to {words}, where funds allow.")))
    assert item.reason == "changed: the words around a costed figure"


def test_changed_tables_and_harmless_words() -> None:
    (item,) = listed(draft(("60,000", "60,001")))
    assert item.citation.startswith("VIII.A")
    assert listed(draft(("any particular person", "any person"))) == []


def test_whole_blocks_in_and_out() -> None:
    block = next(item for item in BASE.placed if item.citation == "V.A.2" and item.paragraph == 1)
    assert "eight (8)" in not_costed([Pair((), (block,))], BASE, BASE, model())[0].reason
    assert "eight (8)" in not_costed([Pair((block,), ())], BASE, BASE, model())[0].reason
