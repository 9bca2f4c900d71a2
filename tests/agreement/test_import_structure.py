"""Labels are found under the right parents: the oracle, and small agreements written for a point."""

import json
import textwrap
from pathlib import Path

import pytest
import yaml
from damage import oracle_parents
from received import imported
from structure_score import TOP, parents_found

from negotiate.agreement.blocks import Kind
from negotiate.agreement.citations import Index, place
from negotiate.agreement.reading.reader import read_received


def test_the_labels_of_five_real_articles(shared: Path) -> None:
    oracle = shared / "data" / "oracles" / "boston_structure_articles_1_to_5.json"
    wanted = oracle_parents(json.loads(oracle.read_text("utf-8")))
    agreement = imported(shared / "data" / "contracts" / "boston-btu-2010-2016.txt").agreement
    found = {  # the sixth article begins on line 2823
        key: parent for key, parent in parents_found(agreement).items() if key[0] < 2823 and parent != TOP
    }
    there = [key for key in wanted if key in found]
    right = [key for key in there if found[key] == wanted[key]]
    assert len(there) / len(wanted) >= 0.995
    assert len(there) / len(found) >= 0.99
    assert len(right) / len(wanted) >= 0.99


def _outline(text: str) -> list[str]:
    agreement = read_received(text.encode(), "a.txt").agreement
    return [one.citation for one in place(agreement) if one.block.opens_clause and one.paragraph == 1]


def test_the_labels_of_the_next_five_articles(shared: Path) -> None:
    rows = yaml.safe_load(
        Path(__file__).with_name("boston_structure_articles_6_to_10.yaml").read_text("utf-8")
    )
    wanted = {(line, value): (above, parent) for line, value, above, parent in rows}
    found = parents_found(imported(shared / "data" / "contracts" / "boston-btu-2010-2016.txt").agreement)
    found = {key: parent for key, parent in found.items() if 2823 <= key[0] < 8627}
    right = [key for key in wanted if found.get(key) == wanted[key]]
    assert len(wanted) == 345
    assert len(wanted.keys() & found.keys()) / len(wanted) >= 0.995
    assert len(wanted.keys() & found.keys()) / len(found) >= 0.99
    assert len(right) / len(wanted) >= 0.99


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        (  # the ninth letter, not the first roman numeral
            "Article I\n\nHours\n\n(g) one\n\n(h) two\n\n(i) three\n\n(j) four",
            ["I", "I(g)", "I(h)", "I(i)", "I(j)"],
        ),
        (  # the first roman numeral, below the eighth letter
            "Article I\n\nHours\n\n(h) these:\n\n(i) one\n\n(ii) two\n\n(i) ninth",
            ["I", "I(h)", "I(h)(i)", "I(h)(ii)", "I(i)"],
        ),
        (  # an inner numbered list that runs on into the outer one
            "ARTICLE 4 - PAY\n\n1. First\n\na. x\n\nb. y\n\n2. Second\n\na. z",
            ["4", "4.1", "4.1.a", "4.1.b", "4.2", "4.2.a"],
        ),
        (  # two headings on one line
            "Article II\n\nCouncils\n\nA. Rules\n\nB. Site Councils 1. Composition\n\n2. Role\n\nC. Other",
            ["II", "II.A", "II.B", "II.B.1", "II.B.2", "II.C"],
        ),
        (  # two labels at the start of one line
            "Article II\n\nCoaches\n\n(a) Some.\n\n(b) More.\n\n(c) (1) All posts.\n\n(2) Others.\n\n(d) End.",
            ["II", "II(a)", "II(b)", "II(c)", "II(c)(1)", "II(c)(2)", "II(d)"],
        ),
        (  # numbers that name their parents
            "ARTICLE 5 LEAVES\n\n5.1 Sick leave\n\n5.2 Other leave\n\n5.2.1 Jury duty\n\n5.2.2 Court\n\n5.3 End",
            ["5", "5.1", "5.2", "5.2.1", "5.2.2", "5.3"],
        ),
        (  # an outer letter below its like: the inner list ends where the count says so
            "Article I\n\nPay\n\nH. Odd\n\n1. One\n\n2. Two\n\nI. Next\n\n1. One\n\nJ. Last",
            ["I", "I.H", "I.H.1", "I.H.2", "I.I", "I.I.1", "I.J"],
        ),
        (  # lists that name their article, with a hyphen
            "ARTICLE 2 HOURS\n\n2-1 The day.\n\nA. A lunch.\n\nB. A break.\n\n2-2 The week.",
            ["2", "2.2-1", "2.2-1.A", "2.2-1.B", "2.2-2"],
        ),
        (  # numbers without a point, over numbers that name them
            "1  RECOGNITION\n\n1.1  The Union.\n\n2  HOURS\n\n2.1  The day.\n\n2.1.1  Lunch.\n\n2.2  The week.",
            ["1", "1.1", "2", "2.1", "2.1.1", "2.2"],
        ),
        (  # articles counted in words, whose titles stand below them
            "ARTICLE ONE\nRECOGNITION\n\nSection 1. The Union.\n\nARTICLE TWO\nHOURS\n\nSection 1. The day.",
            ["1", "1.1", "2", "2.1"],
        ),
        (  # a list that starts again below a paragraph stands beside the first
            "Article X\n\nSteps\n\n(b) Step 2\n\n(1) name\n\n(2) facts\n\nThese go to the manager:\n\n(1) pay"
            "\n\n(2) leave\n\n(3) rank\n\n(c) Step 3",
            ["X", "X(b)", "X(b)(1)", "X(b)(2)", "X(b)(1)[2]", "X(b)(2)[2]", "X(b)(3)", "X(c)"],
        ),
        (  # lists that start again and again never stand in one another
            "Article I\n\nPay\n\n" + "\n\n".join(["1. One.", "a. A part.", "2. Two."] * 4),
            [
                "I",
                *(f"I.{part}" for n in ("", "[2]", "[3]", "[4]") for part in (f"1{n}", f"1{n}.a", f"2{n}")),
            ],
        ),
        (  # what names a label is none, though it begins a line
            "Article I\n\nHours\n\n1. The day.\n\n2. The week.\n\n3. of this Article says more.\n\n(a) above holds.",
            ["I", "I.1", "I.2"],
        ),
        (  # names below "In witness whereof"
            "Article I\n\nA. Hours.\n\nIn witness whereof the parties sign.\n\nB. Lindqvist, President",
            ["I", "I.A"],
        ),
        (  # contents without dots, and the articles themselves
            "CONTENTS\n\nArticle 1 Hours 2\nArticle 2 Pay 4\nArticle 3 Leave 7\n\nArticle 1\nHours\n\n1. The day.\n\n"
            "Article 2\nPay\n\n1. All are paid.\n\nArticle 3\nLeave\n\n1. It is paid.",
            ["1", "1.1", "2", "2.1", "3", "3.1"],
        ),
        (  # a label skipped and one doubled are kept as printed
            "Article IX\n\nPay\n\n1. One\n\n2. Two\n\n4. Four\n\n4. Four again\n\n5. Five",
            ["IX", "IX.1", "IX.2", "IX.4", "IX.4[2]", "IX.5"],
        ),
    ],
)
def test_lists_as_people_write_them(text: str, citations: list[str]) -> None:
    assert _outline(text) == citations


def test_wrapped_text_with_running_heads() -> None:
    body = "The employer shall give every employee notice of a change in hours no later than thirty"
    pages = []
    for page, subject in enumerate(("hours", "leave", "travel", "safety", "training"), 1):
        pages += [
            f"ARTICLE {page} – SUBJECT",
            "",
            f"Section 1. {body}",
            f"days before it takes effect, and shall meet with the union if the union asks for {subject} talks and",
            f"2030-2033 Example Agreement          {page}          Invented County",
            f"shall answer in writing within ten days after the talks on {subject} have taken place in good faith.",
            "",
            *[f"Section {n}. {body} days of work.\n" for n in range(2, 9)],
        ]
    found = read_received("\n".join(pages).encode(), "a.txt")
    furniture = [repair for repair in found.repairs if repair.kind == "page furniture"]
    assert len(furniture) == 5
    texts = [block.text for block in found.agreement.blocks()]
    assert not any("Invented County" in text for text in texts)
    assert any("for safety talks and shall answer in writing" in text for text in texts)
    assert [a.title for a in found.agreement.documents[0].articles] == [
        f"ARTICLE {page} – SUBJECT" for page in range(1, 6)
    ]


def test_several_agreements_in_one_file_become_documents() -> None:
    text = "\n\n".join(
        [
            "Article I", "Recognition", "A. The parties agree.", "Article II", "Pay", "A. All are paid.",
            "LETTER OF AGREEMENT – PARKING", "The parties agree on parking.",
            "Agreement for Aides", "Article I", "Recognition", "A. The aides are recognized.", "Article II", "Hours",
        ]
    )  # fmt: skip
    documents = read_received(text.encode(), "a.txt").agreement.documents
    assert [document.name for document in documents][:2] == ["agreement", "letter-of-agreement-parking"]
    assert len(documents) == 3
    assert [a.title for a in documents[2].articles if a.title] == [
        "Article I Recognition",
        "Article II Hours",
    ]


def test_parts_above_articles() -> None:
    """A part's heading is a file between the articles; where articles count afresh, a document begins."""
    parts = (
        "PART I – WORK",
        "ARTICLE 1 HOURS",
        "A. The day.",
        "PART II – PAY",
        "ARTICLE 2 RATES",
        "A. All are paid.",
    )
    agreement = read_received("\n\n".join(parts).encode(), "a.txt").agreement
    assert [a.title for a in agreement.documents[0].articles] == [
        "PART I – WORK", "ARTICLE 1 HOURS", "PART II – PAY", "ARTICLE 2 RATES",
    ]  # fmt: skip
    placed = place(agreement)
    index = Index(placed)
    assert [index.placed[index.find(said)].citation for said in ("Part II", "2.A", "Article 1")] == [
        "Part II", "2.A", "1",
    ]  # fmt: skip
    again = "\n\n".join(
        [*parts[:3], "PART II – AIDES", "ARTICLE 1 HOURS", "A. The day.", "ARTICLE 2 PAY", "A. Rates."]
    )
    two = "\n\n".join([again.replace("PART II", "ARTICLE 2 REST\n\nA. Breaks.\n\nPART II")])
    assert [d.name for d in read_received(two.encode(), "a.txt").agreement.documents] == [
        "agreement",
        "aides",
    ]


def test_headings_in_capitals_without_numbers() -> None:
    text = (
        "RECOGNITION\n\nThe Board recognizes the Union as the agent of all teachers.\n\nHOURS OF WORK\n\n"
        "The day is eight hours long for all.\n\n1. A lunch is given.\n\n2. A break is given.\n\nPAY\n\nAll are paid."
    )
    agreement = read_received(text.encode(), "a.txt").agreement
    assert [a.title for a in agreement.documents[0].articles] == ["RECOGNITION", "HOURS OF WORK", "PAY"]


def test_tables_printed_a_cell_a_line(shared: Path) -> None:
    found = imported(shared / "data" / "contracts" / "boston-btu-2010-2016.txt")
    tables = [block for block in found.agreement.blocks() if block.kind is Kind.TABLE]
    grids = [block for block in tables if len(block.rows) == 11 and {len(row) for row in block.rows} == {10}]
    oracle = (
        (shared / "data" / "oracles" / "boston_group1_schedule_2010_2015.csv").read_text().splitlines()[1:]
    )
    labels = dict.fromkeys(line.rsplit(",", 3)[0] for line in oracle)
    assert len(grids) == len(labels) == 6
    for grid, label in zip(grids, labels, strict=True):
        printed = [line.rsplit(",", 1)[1] for line in oracle if line.startswith(label)]
        cells = [cell.replace(",", "") for row in grid.rows[2:] for cell in row[1:]]
        assert cells == printed


_PARTS = """# Master Agreement

## PART A — PEOPLE

### Section 1: Recognition

1. The Board recognizes the Union.
   - a) teachers;
   - b) nurses.

### Section 2: Rights

1. The Union may meet.

## PART B — WORK

### Section 3: Groups

1. A group has at most 20 students.
"""


def test_headings_of_one_level_are_of_one_level() -> None:
    found = read_received(_PARTS.encode(), "a.md")
    placed = place(found.agreement)
    assert [one.citation for one in placed if one.block.opens_clause and one.paragraph == 1] == [
        "[PART A — PEOPLE]", "1", "1.1", "1.1(a)", "1.1(b)", "2", "2.1", "[PART B — WORK]", "3", "3.1",
    ]  # fmt: skip
    assert [one.block.depth for one in placed if one.citation in ("1", "2", "3")] == [2, 2, 2]
    assert not found.doubts


_PLAIN = """Article I
Purpose
The parties have agreed to the following, and neither may change it during the term of this agreement \
unless both have said so in writing.
Article II
Grievances
A. Definition
A grievance is a claim by a teacher or by the association that a clause of this agreement was violated.
B. Steps
1. Within fifteen days the grievant files in writing with the principal of the building concerned.
2. Within ten days of the answer the association may appeal to the superintendent, who shall hear it.
C. Time
No time limit runs in July, and none runs while the parties have agreed in writing that it should not.
"""


@pytest.mark.parametrize("width", [40, 60, 78, 100])
def test_a_text_wrapped_at_any_width_is_the_same_text(width: int) -> None:
    """Broken at a width or with a paragraph a line (and no blank line at all): the same clauses."""
    wrapped = "\n\n".join("\n".join(textwrap.wrap(line, width)) for line in _PLAIN.split("\n"))
    once, twice = (read_received(text.encode(), "a.txt") for text in (_PLAIN, wrapped))
    assert (once.layout, twice.layout) == ("a paragraph a line", "lines wrapped at a width")
    clauses = [[(one.name, one.block.text) for one in place(each.agreement)] for each in (once, twice)]
    assert clauses[0] == clauses[1]
    assert (clauses[0][7][0], clauses[0][7][1][:15]) == ("II.B.2", "Within ten days")


@pytest.mark.parametrize("label", ["{a}.{s}", "{a}-{s}", "Section {s}."])
def test_articles_in_small_letters_where_no_blank_line_parts_anything(label: str) -> None:
    # a web page's text copied: a paragraph a line, and not one blank line in the file
    sentence = (
        "The parties agree that the Board shall give the Association what this section says, each year, "
    )
    lines = ["Agreement of the Board and the Association"]
    for a, title in enumerate(("Recognition", "Hours and Load", "Leaves", "Pay"), 1):
        lines.append(f"Article {a} {title}")
        lines += [
            f"{label.format(a=a, s=s)} {sentence}and keep a copy of it in its files." for s in (1, 2, 3)
        ]
    agreement = read_received("\n".join(lines).encode(), "a.txt").agreement
    heads = [one.block.text for one in place(agreement) if one.block.depth == 1 and one.block.label]
    assert heads == ["Recognition", "Hours and Load", "Leaves", "Pay"]
    assert len([one for one in place(agreement) if one.block.depth == 2 and one.block.label]) == 12


def test_a_list_may_open_amid_a_sentence_of_wrapped_text() -> None:
    """The second label after it says that the first is one; a number that a word asks for is none."""
    text = """ARTICLE VII
LEAVES
A. Sick leave is granted to all teachers who work at least half of the regular schedule, except
1. administrators;
2. substitutes; and
3. coaches who hold no other position.
B. Personal leave is three days in each year of service, and is carried over once as said in Section
1. of this Article, by a teacher who has more than five years of service in the schools of the
district.
"""
    assert _outline(text) == ["VII", "VII.A", "VII.A.1", "VII.A.2", "VII.A.3", "VII.B"]
