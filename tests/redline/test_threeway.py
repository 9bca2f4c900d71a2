"""Three texts: laying one change over another text, and what separates the parties."""

from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from redline_texts import blocks, lines, table

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.citations import place
from negotiate.agreement.store import agreement_files, read_agreement
from negotiate.redline.cells import merge_rows
from negotiate.redline.engine import redline
from negotiate.redline.separates import Standing, separates
from negotiate.redline.threeway import lay_over

SIZE = "Class size in an inclusion classroom shall not exceed twenty students with one teacher assigned."
NURSE = "The Committee shall employ nurses at a ratio of one nurse to seven hundred students in the system."
LEAVE = "Every member of the unit may take up to three days of personal leave in each school year."
PAY = "Salaries shall be paid in twenty-six equal instalments on alternate Fridays by direct deposit."
DESK = "A desk with a lock and a telephone line shall be furnished to each counselor in the building."
CHAIR = "No member shall be asked to supervise a bus, a cafeteria or a playground before the first bell."


def text(*paragraphs: str, second: tuple[str, ...] = ()) -> Agreement:
    articles = [Article("01-one.md", tuple(_block(words) for words in paragraphs))]
    if second:
        articles.append(Article("02-two.md", tuple(_block(words) for words in second)))
    return Agreement((Document("agreement", tuple(articles)),))


def _block(words: str) -> Block:
    return Block(Kind.PARAGRAPH, words)


def said(agreement: Agreement) -> list[str]:
    return [block.text for block in agreement.blocks()]


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """An agreement as it is read back from its files, so that comparing files is fair."""
    found = [
        Article(f"{number:02}-article.md", tuple(draw(st.lists(blocks(), max_size=5))))
        for number in range(1, draw(st.integers(1, 3)) + 1)
    ]
    return read_agreement(agreement_files(Agreement((Document("agreement", tuple(found)),))))


def files(agreement: Agreement) -> dict[str, str]:
    return {path: written for path, written in agreement_files(agreement).items() if written}


@given(agreements(), agreements())
@settings(max_examples=examples(40), deadline=None)
def test_no_change_laid_over_a_text_leaves_it(base: Agreement, onto: Agreement) -> None:
    laid = lay_over(base, base, onto)
    assert (files(laid.agreement), laid.conflicts) == (files(onto), ())


@given(agreements(), agreements())
@settings(max_examples=examples(40), deadline=None)
def test_a_change_laid_over_its_own_base_is_the_edition(base: Agreement, edited: Agreement) -> None:
    laid = lay_over(base, edited, base)
    assert (files(laid.agreement), laid.clean) == (files(edited), True)


@given(agreements(), agreements())
@settings(max_examples=examples(40), deadline=None)
def test_the_same_change_twice_is_one_change(base: Agreement, edited: Agreement) -> None:
    laid = lay_over(base, edited, edited)
    assert (files(laid.agreement), laid.conflicts) == (files(edited), ())


def test_two_paragraphs_of_one_clause_never_conflict() -> None:
    base = text(SIZE, NURSE, LEAVE)
    ours = text(SIZE.replace("twenty", "sixteen"), NURSE, LEAVE)
    theirs = text(SIZE, NURSE.replace("seven hundred", "five hundred"), LEAVE)
    laid = lay_over(base, ours, theirs)
    assert laid.clean
    assert said(laid.agreement) == [SIZE.replace("twenty", "sixteen"), NURSE.replace("seven", "five"), LEAVE]


def test_what_a_third_party_added_is_never_shown_as_deleted() -> None:
    base, ours = text(SIZE, NURSE), text(SIZE.replace("twenty", "sixteen"), NURSE)
    onto = text(SIZE, DESK, NURSE, PAY)
    shown = redline(place(onto), place(lay_over(base, ours, onto).agreement))
    assert shown.summary == {"edited": 1}


def test_two_different_changes_to_one_block_conflict_and_the_text_under_stands() -> None:
    base = text(SIZE, NURSE)
    ours, theirs = (
        text(SIZE.replace("twenty", "sixteen"), NURSE),
        text(SIZE.replace("twenty", "thirty"), NURSE),
    )
    laid = lay_over(base, ours, theirs)
    assert said(laid.agreement) == said(theirs)
    (conflict,) = laid.conflicts
    assert conflict.onto is not None and "thirty" in conflict.onto.block.text
    assert conflict.edited is not None and "sixteen" in conflict.edited.block.text
    assert "twenty" in conflict.base.block.text


def test_a_block_struck_on_one_side_and_changed_on_the_other_conflicts() -> None:
    base, struck, changed = text(SIZE, NURSE), text(NURSE), text(SIZE.replace("twenty", "thirty"), NURSE)
    (first,) = lay_over(base, struck, changed).conflicts
    (second,) = lay_over(base, changed, struck).conflicts
    assert first.edited is None and second.onto is None


def test_a_change_of_label_and_a_change_of_words_go_together() -> None:
    def clause(label: str, words: str) -> Agreement:
        block = Block(Kind.PARAGRAPH, words, label, 2)
        return Agreement((Document("agreement", (Article("01-one.md", (block,)),)),))

    laid = lay_over(clause("(a)", SIZE), clause("(a)", SIZE.replace("twenty", "ten")), clause("(b)", SIZE))
    assert laid.clean
    assert [block.canonical for block in laid.agreement.blocks()] == ["(b) " + SIZE.replace("twenty", "ten")]


def test_two_insertions_at_one_place_are_left_to_a_person() -> None:
    base, ours, theirs = text(SIZE, NURSE), text(SIZE, DESK, CHAIR, NURSE), text(SIZE, PAY, NURSE)
    laid = lay_over(base, ours, theirs)
    assert said(laid.agreement) == [SIZE, PAY, DESK, CHAIR, NURSE]
    (found,) = laid.ambiguous_insertions
    assert [block.text for block in found.onto] == [PAY]
    assert [block.text for block in found.edited] == [DESK, CHAIR]
    assert found.citation == "[Front matter]"


def test_insertions_at_two_places_need_no_person() -> None:
    laid = lay_over(text(SIZE, NURSE), text(SIZE, DESK, NURSE), text(SIZE, NURSE, PAY))
    assert (said(laid.agreement), laid.clean) == ([SIZE, DESK, NURSE, PAY], True)


def test_a_move_to_another_article_and_a_new_article() -> None:
    base = text(SIZE, NURSE, LEAVE, second=(PAY, DESK))
    moved = text(SIZE, LEAVE, second=(PAY, NURSE, DESK))
    onto = text(SIZE.replace("twenty", "thirty"), NURSE.replace("seven", "five"), LEAVE, second=(PAY, DESK))
    laid = lay_over(base, moved, onto)
    assert laid.clean
    assert [len(article.blocks) for article in laid.agreement.documents[0].articles] == [2, 3]
    assert said(laid.agreement)[3] == NURSE.replace("seven", "five")
    fresh = lay_over(text(SIZE), text(SIZE, second=(CHAIR,)), text(SIZE.replace("twenty", "thirty")))
    assert [article.path for article in fresh.agreement.documents[0].articles] == ["01-one.md", "02-two.md"]


BASE = table("Step | BA | MA", "1 | 50 | 60", "2 | 52 | 62", "3 | 54 | 64").rows


def test_different_cells_join_and_one_cell_in_two_ways_conflicts() -> None:
    ours = table("Step | BA | MA", "1 | 51 | 60", "2 | 52 | 62", "3 | 54 | 64").rows
    theirs = table("Step | BA | MA", "1 | 50 | 61", "2 | 52 | 62", "3 | 54 | 99").rows
    merged = merge_rows(BASE, theirs, ours)
    assert merged.conflicts == ()
    assert merged.rows == table("Step | BA | MA", "1 | 51 | 61", "2 | 52 | 62", "3 | 54 | 99").rows
    clash = merge_rows(BASE, table("Step | BA | MA", "1 | 55 | 60", "2 | 52 | 62", "3 | 54 | 64").rows, ours)
    assert clash.conflicts == ((2, 2),)
    assert clash.rows[1] == ("1", "55", "60")


def test_a_row_put_in_here_and_one_struck_there() -> None:
    ours = table("Step | BA | MA", "1 | 50 | 60", "2 | 52 | 62", "3 | 54 | 64", "4 | 56 | 66").rows
    theirs = table("Step | BA | MA", "1 | 50 | 60", "3 | 54 | 64").rows
    merged = merge_rows(BASE, theirs, ours)
    assert merged.conflicts == ()
    assert merged.rows == table("Step | BA | MA", "1 | 50 | 60", "3 | 54 | 64", "4 | 56 | 66").rows


def test_cells_of_one_table_inside_a_text_do_not_conflict() -> None:
    def grid(*rows: str) -> Agreement:
        return Agreement((Document("agreement", (Article("01-one.md", (_block(SIZE), table(*rows))),)),))

    base, ours, theirs = (
        grid("S | A", "1 | 50", "2 | 52"),
        grid("S | A", "1 | 51", "2 | 52"),
        grid("S | A", "1 | 50", "2 | 53"),
    )
    laid = lay_over(base, ours, theirs)
    assert laid.clean
    assert list(laid.agreement.blocks())[1].rows == (("S", "A"), ("1", "51"), ("2", "53"))


def test_what_separates_the_parties() -> None:
    base = lines(SIZE, NURSE, LEAVE, PAY, DESK)
    ours = lines(
        SIZE.replace("twenty", "sixteen"),
        NURSE,
        LEAVE.replace("three", "four"),
        PAY.replace("six", "four"),
        DESK,
        CHAIR,
    )
    theirs = lines(
        SIZE, NURSE.replace("seven", "nine"), LEAVE.replace("three", "four"), PAY.replace("six", "two")
    )
    found = separates(base, ours, theirs)
    assert [(apart.standing, apart.citation) for apart in found] == [
        (Standing.OURS, "[Front matter]"),
        (Standing.THEIRS, "[Front matter] ¶2"),
        (Standing.ALIKE, "[Front matter] ¶3"),
        (Standing.DIFFER, "[Front matter] ¶4"),
        (Standing.THEIRS, "[Front matter] ¶5"),
        (Standing.OURS, "[Front matter] ¶6"),
    ]
    assert found[3].between().summary == {"edited": 1}
    assert found[4].their_change().summary == {"deleted": 1}
    assert [apart.settled for apart in found].count(True) == 1


def test_nothing_separates_a_text_from_itself() -> None:
    base = lines(SIZE, NURSE)
    assert separates(base, base, base) == ()
