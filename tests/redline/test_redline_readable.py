"""What a redline says, case by case: expected marks written by hand from the rules."""

import pytest
from redline_checker import faults
from redline_texts import lines, placed, table

from negotiate.agreement.blocks import Block, Kind
from negotiate.redline.engine import redline
from negotiate.redline.model import Change, Redline
from negotiate.redline.wordlevel import word_pieces

MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}


def marked(change: Change) -> str:
    return "".join(MARKS[span.op].format(span.text) for span in change.spans)


def worded(old: str, new: str) -> str:
    return "".join(MARKS[op].format(text) for op, text in word_pieces(old, new))


def kinds(found: Redline) -> list[tuple[str, str]]:
    return [(change.kind.value, change.citation) for change in found.changes]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("not exceed 20 students", "not exceed 16 students", "not exceed [-20-][+16+] students"),
        ("a ratio of 20:1 holds", "a ratio of 16:1 holds", "a ratio of [-20:1-][+16:1+] holds"),
        ("pay of $1,500 a year", "pay of $1,550 a year", "pay of [-$1,500-][+$1,550+] a year"),
        ("raised by 6.5% now", "raised by 6.25% now", "raised by [-6.5%-][+6.25%+] now"),
        ("see V.A.2(f)(1) above", "see V.A.2(g)(1) above", "see [-V.A.2(f)(1)-][+V.A.2(g)(1)+] above"),
        (
            "by June 30, 2025 at noon",
            "by June 30, 2027 at noon",
            "by [-June 30, 2025-][+June 30, 2027+] at noon",
        ),
        (
            "within three (3) days of it",
            "within four (4) days of it",
            "within [-three (3)-][+four (4)+] days of it",
        ),
        ("the 180-day year of work", "the 185-day year of work", "the [-180-day-][+185-day+] year of work"),
        # an island of two words is taken in: one deletion, one insertion
        (
            "all x of the y shall stay",
            "all p of the q shall stay",
            "all [-x of the y-][+p of the q+] shall stay",
        ),
        # three words are no island
        ("x shall not be y", "p shall not be q", "[-x-][+p+] shall not be [-y-][+q+]"),
        # a sentence put in is shown from its first word to its full stop
        ("The a is. The b is.", "The a is. The c is. The b is.", "The a is.[+ The c is.+] The b is."),
        ("The a is.", "The a is. The c is.", "The a is.[+ The c is.+]"),
        ("Go. The a is.", "The a is.", "[-Go. -]The a is."),
        # a figure in words and the one in brackets are told apart: their difference is to be seen
        (
            "within three (3) days of it",
            "within three (4) days of it",
            "within three [-(3)-][+(4)+] days of it",
        ),
        (
            "of five (5) percent a year",
            "of five (6) percent a year",
            "of five [-(5) percent-][+(6) percent+] a year",
        ),
        (
            "see https://example.org/a%202023-2025.pdf now",
            "see https://example.org/a%202025-2027.pdf now",
            "see [-https://example.org/a%202023-2025.pdf-][+https://example.org/a%202025-2027.pdf+] now",
        ),
        # accents of their own, vowel signs and soft hyphens do not cut words
        (
            "la cafe\u0301 ouverte ici",
            "la cafe\u0300 ouverte ici",
            "la [-cafe\u0301-][+cafe\u0300+] ouverte ici",
        ),
        (
            "co\u00adoperate with it",
            "co\u00adordinate with it",
            "[-co\u00adoperate-][+co\u00adordinate+] with it",
        ),
        # an amount in brackets is one figure; brackets stay whole
        (
            "pay three ($3.00) dollars",
            "pay four ($4.00) dollars",
            "pay [-three ($3.00)-][+four ($4.00)+] dollars",
        ),
        ("at (6.5%) of pay", "at (2.5%) of pay", "at [-(6.5%)-][+(2.5%)+] of pay"),
        ("see (1)(a) of it", "see (1)(b) of it", "see [-(1)(a)-][+(1)(b)+] of it"),
        ("the Union (Local) now", "the Union (BTU) (Local) now", "the Union[+ (BTU)+] (Local) now"),
        # only the comma changed, the word beside it is left alone
        ("rights, duties and pay", "rights; duties and pay", "rights[-,-][+;+] duties and pay"),
    ],
)
def test_words(old: str, new: str, expected: str) -> None:
    assert worded(old, new) == expected


CLASS_SIZE = (
    "Class size in an inclusion classroom shall not exceed twenty students with one teacher assigned."
)
NURSES = "The Committee shall employ nurses at a ratio of one nurse to seven hundred students in the system."
LEAVE = "Every member of the unit may take up to three days of personal leave in each school year."
PAY = "Salaries shall be paid in twenty-six equal instalments on alternate Fridays by direct deposit."


def test_one_inserted_clause_renumbers_the_rest_and_changes_nothing_else() -> None:
    old = lines(f"(a) {CLASS_SIZE}", f"(b) {NURSES}", f"(c) {LEAVE}")
    new = lines(f"(a) {PAY}", f"(b) {CLASS_SIZE}", f"(c) {NURSES}", f"(d) {LEAVE}")
    found = redline(old, new)
    assert kinds(found) == [("inserted", "a"), ("renumbered", "b"), ("renumbered", "c"), ("renumbered", "d")]
    assert marked(found.changes[1]) == f"[-(a)-][+(b)+] {CLASS_SIZE}"
    assert faults(found, old, new) == []


def test_a_label_and_the_setting_of_words_is_a_renumbering() -> None:
    old, new = (
        lines(PAY, f"(c) Pay under this part. {LEAVE}"),
        lines(PAY, f"3. Pay un der this part. {LEAVE}"),
    )
    assert kinds(redline(old, new)) == [("renumbered", "3")]
    new = lines(PAY, f"3. Pay over this part. {LEAVE}")
    assert kinds(redline(old, new)) == [("edited", "3")]


def test_of_a_label_of_two_words_only_the_number_is_marked() -> None:
    old = placed([Block(Kind.PARAGRAPH, CLASS_SIZE, "Section 1.", 2)])
    new = placed([Block(Kind.PARAGRAPH, CLASS_SIZE, "Section 2.", 2)])
    found = redline(old, new)
    assert kinds(found) == [("renumbered", "2")]
    assert marked(found.changes[0]) == f"Section [-1.-][+2.+] {CLASS_SIZE}"


def test_a_clause_that_stays_among_much_that_is_new_is_edited() -> None:
    words = " Notices under this paragraph go by post to the address that the Union last gave to the Clerk."
    old, new = (
        lines(PAY, "Each school shall post its roster.", NURSES),
        lines(PAY, "Each school shall post its roster." + words * 4, NURSES),
    )
    assert [change.kind.value for change in redline(old, new).changes] == ["edited"]


def test_parts_of_a_merged_clause_need_not_have_stood_together() -> None:
    old, new = lines(CLASS_SIZE, LEAVE, NURSES, PAY), lines(f"{CLASS_SIZE} {NURSES}", PAY)
    found = redline(old, new)
    assert sorted(change.kind.value for change in found.changes) == ["deleted", "merged"]
    assert found.words() == {"deleted": len(LEAVE.split()), "inserted": 0, "moved": 0}
    assert faults(found, old, new) == []


def test_an_edited_move_is_told_among_clauses_that_are_nearly_the_same() -> None:
    def line(when: str, who: str) -> str:
        return f"Before {when}, the following shall occur between the {who} and his or her supervisor."

    others = [line("May 1", "teacher"), line("October 15", "teacher"), line("January 9", "teacher")]
    moves = line("June 7", "teacher"), line("June 7", "counselor")
    old = lines(moves[0], CLASS_SIZE, others[0], NURSES, others[1], LEAVE, others[2], PAY)
    new = lines(CLASS_SIZE, others[0], NURSES, others[1], LEAVE, others[2], PAY, moves[1])
    assert [change.kind.value for change in redline(old, new).changes] == ["moved-edited"]
    # one more of the kind is no move of the one that went
    new = lines(CLASS_SIZE, others[0], NURSES, others[1], LEAVE, others[2], PAY, line("August 30", "teacher"))
    assert [change.kind.value for change in redline(old, new).changes] == ["deleted", "inserted"]


def test_an_edited_move_as_near_to_others_is_told_by_words_that_only_it_has() -> None:
    def line(day: int) -> str:
        return f"Before June {day}, the following shall occur between the teacher and the supervisor."

    edited = line(7).replace("the following", "name following")
    old, new = (
        lines(line(7), CLASS_SIZE, line(9), NURSES, PAY),
        lines(CLASS_SIZE, line(9), NURSES, PAY, edited),
    )
    assert [change.kind.value for change in redline(old, new).changes] == ["moved-edited"]


def test_a_clause_at_another_place_is_moved_and_stands_once() -> None:
    old, new = lines(PAY, CLASS_SIZE, NURSES, LEAVE), lines(CLASS_SIZE, NURSES, LEAVE, PAY)
    found = redline(old, new)
    assert [change.kind.value for change in found.blocks] == ["equal", "equal", "equal", "moved"]
    assert found.words() == {"deleted": 0, "inserted": 0, "moved": len(PAY.split())}


def test_a_clause_moved_and_edited_is_told_from_one_deleted() -> None:
    edited = LEAVE.replace("three days", "four days")
    old, new = lines(LEAVE, CLASS_SIZE, NURSES, PAY), lines(CLASS_SIZE, NURSES, PAY, edited)
    found = redline(old, new)
    assert [change.kind.value for change in found.changes] == ["moved-edited"]
    assert "up to [-three-][+four+] days" in marked(found.changes[0])


def test_a_section_that_moves_takes_its_short_and_its_edited_blocks_along() -> None:
    edited = NURSES.replace("seven hundred", "five hundred")
    old = lines("Health", NURSES, "None.", LEAVE, CLASS_SIZE, PAY, CLASS_SIZE + " Always.")
    new = lines(CLASS_SIZE, PAY, CLASS_SIZE + " Always.", "Health", edited, "None.", LEAVE)
    assert [change.kind.value for change in redline(old, new).changes] == [
        "moved",
        "moved-edited",
        "moved",
        "moved",
    ]


def test_boilerplate_that_stands_in_several_places_does_not_move() -> None:
    boiler = "This section is subject to the grievance procedure of this Agreement."
    old = lines(CLASS_SIZE, boiler, NURSES, boiler, LEAVE, boiler, PAY)
    new = lines(CLASS_SIZE, NURSES, boiler, LEAVE, boiler, PAY, boiler)
    assert kinds(redline(old, new)) == [("deleted", "[Front matter] ¶2"), ("inserted", "[Front matter] ¶7")]


def test_a_clause_split_in_two_and_merged_again() -> None:
    whole, parts = lines(f"{CLASS_SIZE} {NURSES}", PAY), lines(CLASS_SIZE, NURSES, PAY)
    split, merged = redline(whole, parts), redline(parts, whole)
    assert [(change.kind.value, len(change.old), len(change.new)) for change in split.changes] == [
        ("split", 1, 2)
    ]
    assert [(change.kind.value, len(change.old), len(change.new)) for change in merged.changes] == [
        ("merged", 2, 1)
    ]
    assert split.words() == merged.words() == {"deleted": 0, "inserted": 0, "moved": 0}
    assert faults(split, whole, parts) == faults(merged, parts, whole) == []


def test_an_accent_set_apart_from_its_letter_is_typography() -> None:
    old, new = (
        lines("Each educaci\u00f3n program stays as it is."),
        lines("Each educacio\u0301n program stays as it is."),
    )
    assert [change.kind.value for change in redline(old, new).changes] == ["typography"]


def test_typography_says_so() -> None:
    old = lines("The Employer’s “last best” offer – in writing – stands ( see above ).")
    new = lines('The Employer\'s "last best" offer - in writing - stands (see above).')
    assert [change.kind.value for change in redline(old, new).changes] == ["typography"]


@pytest.mark.parametrize(
    ("old", "new"), [("is not able to", "is notable to"), ("rule 1. 5 days", "rule 1.5 days")]
)
def test_a_space_that_changes_the_meaning_is_no_typography(old: str, new: str) -> None:
    assert [
        change.kind.value for change in redline(lines(f"It {old} x."), lines(f"It {new} x.")).changes
    ] == ["edited"]


UNITS = "No unit member of any unit shall take part in the work of another unit on an official form."


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        # what a print's extraction does to words
        ("members of the bargaining unit.", "members of the bargaining u nit.", "typography"),
        ("kept in the official file", "kept in the of ficial file", "typography"),
        ("the first (1st) day", "the first (1 st) day", "typography"),
        ("a non-criminal complaint", "a non -criminal complaint", "typography"),
        ("REV: 2019, 2021", "REV: 2019, 2021, 2023", "typography"),
        ("\uf0b7 a desk with a lock", "• a desk with a lock", "typography"),
        ("at two percent ( 2.5 %)", "at two percent (2.5%)", "typography"),
        # what changes the meaning
        ("It is a part of it now.", "It is apart of it now.", "edited"),
        ("It is not able to go now.", "It is notable to go now.", "edited"),
        ("It for 1 5 days now.", "It for 15 days now.", "edited"),
        ("It for 1. 5 days now.", "It for 1.5 days now.", "edited"),
        ("the Union member", "the union member", "edited"),
    ],
)
def test_spaces_of_the_print_are_told_from_spaces_between_words(old: str, new: str, kind: str) -> None:
    form = "The official form stands."
    for before, after in ((old, new), (new, old)):
        found = redline(lines(UNITS, before, form), lines(UNITS, after, form))
        assert [change.kind.value for change in found.changes] == [kind]


def test_less_than_a_third_left_is_struck_and_added_whole() -> None:
    old = lines(CLASS_SIZE, "The Committee shall provide a desk for every nurse who works in a school.", PAY)
    new = lines(
        CLASS_SIZE, "The Union may post notices on a board for members in each of the buildings.", PAY
    )
    found = redline(old, new)
    assert [change.kind.value for change in found.changes] == ["deleted", "inserted"]
    assert faults(found, old, new) == []


def test_a_label_alone_in_its_block_goes_with_what_follows() -> None:
    def section(number: int, text: str) -> list[Block]:
        return [Block(Kind.HEADING, "", f"Section {number}.", 2), Block(Kind.PARAGRAPH, text, "", 2)]

    old = placed([*section(1, PAY), *section(2, NURSES), *section(3, LEAVE)])
    new = placed([*section(1, PAY), *section(2, CLASS_SIZE), *section(3, NURSES), *section(4, LEAVE)])
    found = redline(old, new)
    assert [(change.kind.value, change.new[0].block.label) for change in found.changes] == [
        ("inserted", "Section 2."),
        ("inserted", ""),
        ("renumbered", "Section 3."),
        ("renumbered", "Section 4."),
    ]


def test_only_the_changed_cell_of_a_table_is_marked() -> None:
    old = placed([table("Step | BA | MA", "1 | 50,000 | 55,000", "2 | 52,000 | 57,000")])
    new = placed([table("Step | BA | MA", "1 | 50,000 | 55,500", "2 | 52,000 | 57,000")])
    found = redline(old, new)
    assert [change.kind.value for change in found.changes] == ["table"]
    assert marked(found.changes[0]) == (
        "| Step | BA | MA || 1 | 50,000 | [-55,000-][+55,500+] || 2 | 52,000 | 57,000 |"
    )


def test_a_row_and_a_column_put_in() -> None:
    old = placed([table("Step | BA", "1 | 50,000", "3 | 54,000")])
    row = placed([table("Step | BA", "1 | 50,000", "2 | 52,000", "3 | 54,000")])
    column = placed([table("Step | New | BA", "1 | 9 | 50,000", "3 | 9 | 54,000")])
    assert (
        marked(redline(old, row).changes[0]) == "| Step | BA || 1 | 50,000 |[+| 2 | 52,000 |+]| 3 | 54,000 |"
    )
    assert marked(redline(old, column).changes[0]) == (
        "| Step |[+ New |+] BA || 1 |[+ 9 |+] 50,000 || 3 |[+ 9 |+] 54,000 |"
    )


def test_a_table_where_every_cell_of_a_row_is_raised_keeps_the_row() -> None:
    old = placed([table("Step | BA | MA", "1 | 50,000 | 55,000", "2 | 52,000 | 57,000")])
    new = placed([table("Step | BA | MA", "1 | 51,000 | 56,000", "2 | 53,000 | 58,000")])
    assert marked(redline(old, new).changes[0]).endswith(
        "| 2 | [-52,000-][+53,000+] | [-57,000-][+58,000+] |"
    )


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("REV: 2025", "typography"),
        ("(Revised June 30, 2023 and 7/1/2025)", "typography"),
        ("Amended: 2019; 2021", "typography"),
        ("Last revised 2024-07-01.", "typography"),
        # what a clause or a heading says is no mark of the print
        ("Revisions", "inserted"),
        ("New hires after 2025 are placed on step 1.", "inserted"),
        ("Effective July 1, 2025", "inserted"),
    ],
)
def test_a_mark_of_revision_that_came_or_went_is_typography(mark: str, kind: str) -> None:
    old, new = lines(CLASS_SIZE, NURSES), lines(CLASS_SIZE, mark, NURSES)
    assert [change.kind.value for change in redline(old, new).changes] == [kind]
    back = "deleted" if kind == "inserted" else kind
    assert [change.kind.value for change in redline(new, old).changes] == [back]
    assert faults(redline(old, new), old, new) == []


def test_rows_renamed_where_they_stand_keep_the_cells_that_stayed() -> None:
    old = placed([table("Step | A | B | C", "1 | 40 | 50 | 60", "2 | 41 | 51 | 61", "3 | 42 | 52 | 62")])
    new = placed([table("Step | A | B | C", "2 | 43 | 50 | 60", "3 | 44 | 51 | 61", "4 | 45 | 52 | 62")])
    found = redline(old, new)
    # in each of three rows the step and one salary, and nothing else
    assert found.words() == {"deleted": 6, "inserted": 6, "moved": 0}
    assert faults(found, old, new) == []


def test_of_a_cell_that_says_step_two_only_the_number_is_marked() -> None:
    old, new = (placed([table(f"Range | Step {k} | Step 7", "30 | 6758 | 7110")]) for k in (2, 5))
    assert marked(redline(old, new).changes[0]).startswith("| Range | Step [-2-][+5+] | Step 7 |")


def test_the_head_of_a_further_page_of_contents_is_typography() -> None:
    entries = [
        f"ARTICLE {at} - {name} {'.' * 30} {at}" for at, name in enumerate(("PAY", "LEAVE", "TERM"), 1)
    ]
    old = lines("CONTENTS", *entries[:2], "CONTENTS", entries[2], CLASS_SIZE)
    new = lines("CONTENTS", *entries, CLASS_SIZE)
    assert [change.kind.value for change in redline(old, new).changes] == ["typography"]
    new = lines("CONTENTS", *entries[:2], "LETTERS", entries[2], CLASS_SIZE)
    assert "inserted" in redline(lines("CONTENTS", *entries, CLASS_SIZE), new).summary
    assert faults(redline(old, new), old, new) == []


def test_a_line_broken_amid_a_sentence_is_the_prints() -> None:
    first, _, rest = CLASS_SIZE.partition(" exceed ")
    whole, broken = lines(CLASS_SIZE, PAY), lines(f"{first} exceed", rest, PAY)
    for old, new in ((whole, broken), (broken, whole)):
        assert [change.kind.value for change in redline(old, new).changes] == ["typography"]
        assert faults(redline(old, new), old, new) == []
    labelled = lines(f"{first} exceed", f"(a) {rest}", PAY)
    assert [change.kind.value for change in redline(whole, labelled).changes] != ["typography"]
