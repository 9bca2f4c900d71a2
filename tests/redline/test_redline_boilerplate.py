"""Which block is which where the same words stand in several places, and what short blocks go with."""

from redline_checker import faults
from redline_texts import lines

from negotiate.redline.engine import redline

ROLL = "The service shall keep a roll of such members and show it to the Guild on request."
NIGHT = "A member who has served for six years may refuse a shift that begins after ten at night."
BOATS = "No ferry leaves the north quay with fewer than three hands of whom one holds a master's papers."
TOOLS = "Oilskins, boots and gloves are issued in the autumn and replaced by the City when they wear out."
QUAY = "Repairs that stop a line for more than a day are announced on a board at both ends of the line."


def kinds(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """The kinds of change, each with the first words of its block."""
    found = redline(lines(*old), lines(*new))
    assert faults(found, lines(*old), lines(*new)) == []
    return [(one.kind.value, (one.new or one.old)[0].block.text[:9]) for one in found.changes]


def test_of_boilerplate_that_stands_twice_the_edited_copy_is_told_by_what_stays_between() -> None:
    old = [NIGHT, ROLL, BOATS, ROLL, TOOLS]
    new = [
        NIGHT.replace("six", "nine"),
        ROLL.replace("request", "demand"),
        BOATS.replace("three", "four"),
        ROLL,
        TOOLS.replace("autumn", "spring"),
    ]
    assert kinds(old, new) == [
        ("edited", NIGHT[:9]),
        ("edited", ROLL[:9]),
        ("edited", BOATS[:9]),
        ("edited", TOOLS[:9]),
    ]


def test_a_heading_goes_with_its_section_past_a_block_put_in_under_it() -> None:
    old = ["Night shifts", NIGHT, BOATS, TOOLS, QUAY]
    put_in = "Wages are paid on the last working day before the fifteenth of every month of the year."
    new = [BOATS, TOOLS, QUAY, "Night shifts", put_in, NIGHT]
    assert kinds(old, new) == [
        ("moved", "Night shi"),
        ("inserted", put_in[:9]),
        ("moved", NIGHT[:9]),
    ]


def test_a_short_block_alone_does_not_move() -> None:
    old = ["Reserved here", NIGHT, BOATS, TOOLS, QUAY]
    assert kinds(old, [NIGHT, BOATS, TOOLS, QUAY, "Reserved here"]) == [
        ("deleted", "Reserved "),
        ("inserted", "Reserved "),
    ]


def test_the_only_block_of_its_place_is_edited_where_a_third_of_it_is_left() -> None:
    old = [NIGHT, "Keeps tools, including the member's own, and repairs of fittings;", QUAY]
    new = [NIGHT, "Keeps hired boats including the spare oars on lists and repairs of nets moored", QUAY]
    assert [kind for kind, _ in kinds(old, new)] == ["edited"]
