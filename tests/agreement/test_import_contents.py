"""Tables of contents: an entry that the print breaks is one entry, whichever word begins the second line."""

from negotiate.agreement.reading.reader import read_received

PAGE = """AGREEMENT BETWEEN THE HOLLIS SCHOOL BOARD AND THE HOLLIS TEACHERS

TABLE OF CONTENTS
ARTICLE 1 - RECOGNITION ................................................... 1
ARTICLE 2 - TRAVEL, MEALS, LODGING, MILEAGE AND{first}MOVING COSTS ............................................. 4
LETTERS
   LETTER OF AGREEMENT - NURSES ........................................... 9
ARTICLE 3 - TERM .......................................................... 8

ARTICLE 1 - RECOGNITION

The board recognizes the association as the representative of all who teach in its schools and
of all who nurse there, for the purpose of setting forth what they have agreed on pay, on hours
of work and on every other condition of their employment, until the term of this agreement has
ended or another has taken its place.

A member who joins after the first day of the school year is paid from the day of joining, and
the board keeps a list of all members, which it gives to the association twice in each year, in
the months of October and March, by whatever means the two of them have agreed upon in writing.
"""


def entries(first: str) -> list[str]:
    found = read_received(PAGE.replace("{first}", first).encode(), "hollis.txt").agreement
    return [block.canonical for block in found.blocks() if "....." in block.canonical]


def test_where_the_print_breaks_an_entry_changes_nothing() -> None:
    broken, whole = entries("\n            "), entries(" ")
    assert broken == whole
    assert [one.split(" ...")[0] for one in whole] == [
        "ARTICLE 1 - RECOGNITION",
        "ARTICLE 2 - TRAVEL, MEALS, LODGING, MILEAGE AND MOVING COSTS",
        "LETTER OF AGREEMENT - NURSES",  # below a short head, which is no part of it
        "ARTICLE 3 - TERM",
    ]
