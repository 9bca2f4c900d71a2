"""References follow the labels that a successor settles: by a model of an agreement, and where it is doubtful."""

from collections.abc import Callable
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.agreement.editing import delete_clause, insert_after, replace_clause
from negotiate.agreement.reading.reader import read_received
from negotiate.bargaining.homes import Ground
from negotiate.bargaining.renumbered import Renumbered, accounted, read_list, write_list
from negotiate.bargaining.settling import Settled, settle
from negotiate.common.text import digest

_LETTERS = "ABCDEFGH"
_ROMAN = ("I", "II", "III")
_SUBJECTS = ("Hours", "Leave", "Parking", "Tools", "Meals", "Uniforms", "Training", "Mileage")


def _read(text: str) -> Agreement:
    return read_received(text.encode(), "a.txt").agreement


def _lines(agreement: Agreement) -> list[str]:
    return [block.canonical for block in agreement.blocks()]


# An agreement as a model: three articles of clauses, each with the clauses it refers to (article, clause) and
# a manner of writing it. Rendered with any labels it gives the text; that is the oracle.
Model = list[list[list[tuple[int, int, int]]]]
Label = Callable[[int, int], str]


def _said(home: int, article: int, label: str, manner: int) -> str:
    if article == home:
        return (
            f"Section {label}",
            f"Section {label} of this Article",
            f"Article {_ROMAN[article]}({label})",
        )[manner]
    return (
        f"Article {_ROMAN[article]}, Section {label}",
        f"Section {label} of Article {_ROMAN[article]}",
        f"Article {_ROMAN[article]}({label})",
    )[manner]


def _clause(home: int, number: int, refers: list[tuple[int, int, int]], label: Label) -> str:
    words = f"{_SUBJECTS[number]} number {home + 1} are granted."
    for article, clause, manner in refers:
        words += f" They are subject to {_said(home, article, label(article, clause), manner)}."
    return words


def _text(model: Model, label: Label, fresh: tuple[int, int, str] | None = None) -> list[str]:
    """Every block; ``fresh`` is (article, position, words) of a clause put in."""
    out = []
    for home, clauses in enumerate(model):
        out.append(f"ARTICLE {_ROMAN[home]} PART {home + 1}")
        rows = [(label(home, n), _clause(home, n, refers, label)) for n, refers in enumerate(clauses)]
        if fresh is not None and fresh[0] == home:
            rows.insert(fresh[1], (_LETTERS[fresh[1]], fresh[2]))
        out += [f"{name}. {words}" for name, words in rows]
    return out


@st.composite
def _models(draw: st.DrawFn) -> Model:
    sizes = [draw(st.integers(3, 5)) for _ in range(3)]
    refers = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
    return [[draw(st.lists(refers, max_size=2)) for _ in range(size)] for size in sizes]


@settings(max_examples=30)
@given(_models(), st.integers(0, 2), st.integers(1, 3))
def test_every_reference_leads_where_it_led(model: Model, article: int, position: int) -> None:
    """A clause put in at ``position`` moves the labels behind it by one; all references follow."""

    def before(_article: int, clause: int) -> str:
        return _LETTERS[clause]

    def after(home: int, clause: int) -> str:
        return _LETTERS[clause + (home == article and clause >= position)]

    base = _read("\n\n".join(_text(model, before)))
    fresh = "Quiet rooms are kept in every building."
    above = f"{_ROMAN[article]}.{_LETTERS[position - 1]}"
    new = insert_after(base, above, f"{_LETTERS[position]}. {fresh}")
    made = settle(base, new, [new])
    assert _lines(made.agreement) == _text(model, after, (article, position, fresh))
    assert made.references == ()
    # the list alone makes the one text of the other, word for word
    pairs = list(zip(place(made.relabelled), place(made.agreement), strict=True))
    assert all(accounted(was, now, made.rewritten) for was, now in pairs if was.block != now.block)
    assert _lines(made.relabelled) != _lines(made.agreement) or not made.rewritten


@settings(max_examples=20)
@given(_models(), st.permutations((0, 1, 2)), st.lists(st.integers(1, 3), min_size=3, max_size=3), st.data())
def test_passes_are_read_by_what_they_changed_as_they_are_read_whole(
    model: Model, order: list[int], positions: list[int], data: st.DataObject
) -> None:
    """Clauses with references of their own, put in by one pass each and landed one after the other."""
    base = new = _read("\n\n".join(_text(model, lambda _, clause: _LETTERS[clause])))
    passes = []
    for home in order:
        at = positions[home]
        article, manner = data.draw(st.integers(0, 2)), data.draw(st.integers(0, 2))
        words = f"Rooms are kept, as {_said(home, article, _LETTERS[at], manner)} says."
        put = (f"{_ROMAN[home]}.{_LETTERS[at - 1]}", f"{_LETTERS[at]}. {words}")
        passes.append(insert_after(base, *put))
        new = insert_after(new, *put)
    quick = settle(base, new, passes)
    with mock.patch.object(Ground, "_from_base", return_value=None):
        assert settle(base, new, passes) == quick


_POINTS = """ARTICLE 4 LEAVE

4.1 Leave is ten days, as Section 4.3 says.

4.2 Sick leave follows 4.3.1.

4.3 Notice is given under Section 4.2.

4.3.1 It is in writing.

4.3.2 It is posted under Section 4.3.1 and Article 4, Section 4.1.
"""


def test_labels_that_name_their_parents() -> None:
    base = _read(_POINTS)
    new = insert_after(base, "4.2", "4.3 Birthdays are free.")
    assert _lines(settle(base, new, [new]).agreement)[1:] == [
        "4.1 Leave is ten days, as Section 4.4 says.",
        "4.2 Sick leave follows 4.4.1.",
        "4.3 Birthdays are free.",
        "4.4 Notice is given under Section 4.2.",
        "4.4.1 It is in writing.",
        "4.4.2 It is posted under Section 4.4.1 and Article 4, Section 4.1.",
    ]


_LETTERED = """ARTICLE I PAY

A. Pay is monthly.

B. Sections A through C apply to all staff, and Sections A and C to substitutes.

C. Overtime is paid.

D. Statutes such as General Laws chapter 150E, Section C are not changed.
"""


def _settled(edit: Callable[[Agreement], Agreement]) -> Settled:
    base = _read(_LETTERED)
    new = edit(base)
    return settle(base, new, [new])


def test_a_range_is_left_and_told_and_a_list_follows() -> None:
    made = _settled(lambda base: insert_after(base, "I.B", "C. Meals are paid."))
    lines = _lines(made.agreement)
    assert "Sections A through C apply to all staff, and Sections A and D to substitutes" in lines[2]
    assert [(one.citation, one.was, one.now, one.target) for one in made.rewritten] == [
        ("I.B", "C", "D", "I.D")
    ]
    assert made.references == (
        "I.B refers to “Sections A through C”: a clause of this range has another label now; left as it is",
    )


def test_another_text_s_section_and_one_that_led_nowhere_are_left() -> None:
    made = _settled(lambda base: insert_after(base, "I.B", "C. Meals are paid."))
    assert _lines(made.agreement)[-1].endswith("chapter 150E, Section C are not changed.")
    base = _read(_LETTERED.replace("Pay is monthly.", "Pay is monthly, as Section E says."))
    new = insert_after(base, "I.B", "C. Meals are paid.")
    made = settle(base, new, [new])
    assert "I.A refers to “Section E”: it led nowhere, and now leads to I.E; left as it is" in made.references


def test_a_clause_that_was_struck_is_told() -> None:
    made = _settled(lambda base: delete_clause(base, "I.C"))
    assert [line for line in made.references if "not there any more" in line]
    assert made.rewritten == ()


def test_new_language_is_read_in_the_pass_that_brought_it() -> None:
    """Two passes each add a clause labelled C, and each refers to its own: each goes with its clause."""
    base = _read(_LETTERED.replace("Sections A through C apply to all staff, and ", ""))
    first = replace_clause(
        insert_after(base, "I.B", "C. Meals are paid."), "I.A", "Pay is monthly, with meals."
    )
    one = replace_clause(base, "I.A", "Pay is monthly; see Article I, Section D for statutes.")
    new = insert_after(one, "I.B", "C. Meals are paid.")
    made = settle(base, new, [one, first])
    # in the pass, Section D was the clause on statutes, which is now E
    assert _lines(made.agreement)[1] == "A. Pay is monthly; see Article I, Section E for statutes."


def test_a_label_that_stood_twice_is_not_guessed() -> None:
    base = _read(_LETTERED.replace("B. Sections A through C", "B. Sections A, C"))
    new = insert_after(base, "I.B", "C. Meals are paid, as Section C says.")
    made = settle(base, new, [new])
    assert any("stood twice where it was written" in line for line in made.references)
    assert "as Section C says" in " ".join(_lines(made.agreement))


def test_the_list_reads_back_and_accounts_for_nothing_else() -> None:
    made = _settled(lambda base: insert_after(base, "I.B", "C. Meals are paid."))
    text = write_list(made.labels, made.rewritten, made.references)
    assert read_list(text, "round-1.yaml") == made.rewritten
    was, now = place(made.relabelled)[2], place(made.agreement)[2]
    assert accounted(was, now, made.rewritten)
    assert not accounted(was, now, ())
    more = replace(now, block=replace(now.block, text=now.block.text + " Twice."))
    assert not accounted(was, more, made.rewritten)
    (one,) = made.rewritten
    forged = Renumbered(one.citation, one.was, "E", one.target, one.at, one.before, digest("text", "x"))
    assert not accounted(was, now, (forged,))


@pytest.mark.parametrize("words", ["VII. Seven.", "(c) A third.", "3. A third."])
def test_nothing_moves_where_no_label_is_doubled(words: str) -> None:
    made = _settled(lambda base: insert_after(base, "I.D", words))
    assert (made.labels, made.rewritten) == ((), ())
