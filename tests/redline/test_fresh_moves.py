"""What a short heading and a label alone do when sections move, and rows of narrow screens, by hand."""

from redline_checker import faults
from redline_texts import placed

from benchmarks import edits
from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.redline.engine import redline
from negotiate.redline.lines import Line, Segment, Tag, wrapped

FIRST = [
    Block(Kind.HEADING, "LEAVES", "ARTICLE 5", 1),
    Block(Kind.PARAGRAPH, "Vacation is earned by the month and taken by agreement.", "5.1", 2),
    Block(Kind.PARAGRAPH, "Illness is told to the foreman before the shift begins.", "5.2", 2),
]
SECOND = [
    Block(Kind.HEADING, "PAY", "ARTICLE 6", 1),
    Block(Kind.PARAGRAPH, "Rates are those of the first appendix to these terms.", "6.1", 2),
    Block(Kind.PARAGRAPH, "Longevity is paid in the last week of every November.", "6.2", 2),
    Block(Kind.PARAGRAPH, "Standby is paid by the day whether or not a call comes.", "6.3", 2),
    Block(Kind.PARAGRAPH, "Shoes are paid for once in every calendar year of work.", "6.4", 2),
]
LAST = [
    Block(Kind.HEADING, "SAFETY", "ARTICLE 7", 1),
    Block(Kind.PARAGRAPH, "Gloves, glasses and vests are furnished without charge.", "7.1", 2),
    Block(Kind.PARAGRAPH, "Nobody is sent alone into a trench or into a manhole.", "7.2", 2),
    Block(Kind.PARAGRAPH, "The committee meets on the first Tuesday of each month.", "7.3", 2),
    Block(Kind.PARAGRAPH, "Lamps are tried by two persons at the start of winter.", "7.4", 2),
    Block(Kind.PARAGRAPH, "A truck that fails its trial does not leave the garage.", "7.5", 2),
]


def test_a_short_heading_moves_though_its_section_went_elsewhere() -> None:
    """Of article 5 the heading goes to the end, and what stood under it far behind: nothing is deleted."""
    old = placed(FIRST + SECOND + LAST)
    new = placed(SECOND + LAST[:1] + FIRST[1:] + LAST[1:] + FIRST[:1])
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert found.summary == {"moved": 3}


def test_a_label_alone_goes_with_its_list_though_a_line_came_between() -> None:
    label = Block(Kind.PARAGRAPH, "", "Section D.", 2)
    come = Block(Kind.PARAGRAPH, "These lines are new and stand before the list of the section.", "", 2)
    old = placed([*FIRST, label, *SECOND[1:], *LAST])
    new = placed([*FIRST, *LAST, label, come, *SECOND[1:]])
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert found.summary == {"inserted": 1, "moved": 5}


def test_a_block_deleted_at_the_end_is_in_the_truth() -> None:
    """The generator knows of what is gone behind the last block that stayed."""
    blocks = (*FIRST, *SECOND, *LAST)
    agreement = Agreement((Document("one", (Article("01-one.md", blocks),)),))
    plan = edits.Plan("deleted", deleted=50)
    for seed in range(20):
        edited, truth = edits.edit(agreement, plan, seed)
        assert len(list(edited.blocks())) + len(truth.deleted) == len(blocks)


def test_no_row_of_a_narrow_screen_begins_with_a_bar_that_closes_a_cell() -> None:
    """At 27 columns " | 20.80 |" is broken before its words, not before its last bar."""
    line = Line((Segment(Tag.EQUAL, "| 2 | 18.90 | 19.80 | 20.80 |"),))
    assert [row.text.rstrip() for row in wrapped(line, 27)] == ["| 2 | 18.90 | 19.80 |", "20.80 |"]
    assert [row.text.rstrip() for row in wrapped(line, 29)] == ["| 2 | 18.90 | 19.80 | 20.80 |"]
