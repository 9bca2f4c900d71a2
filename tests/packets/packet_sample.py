"""A packet as a team would hand it across, made from two small agreements."""

from datetime import datetime, timedelta, timezone

from negotiate.agreement.blocks import Agreement, Document, Placed
from negotiate.agreement.citations import place
from negotiate.agreement.markdown import read_article
from negotiate.bargaining.record import Label
from negotiate.common.text import digest
from negotiate.packets.model import Cost, CostRow, Item, OpenItem, Packet, Party, Reader, SignLine
from negotiate.redline.engine import redline

OLD = """\
# **Article V** Staffing and Class Size

- ## **A.** Class Size

  - **1.** The Committee shall keep the classes of each grade at or below the figures of this table.

    | Grade | Most pupils | Paid above |
    | --- | --- | --- |
    | K–2 | 22 | 20 |
    | 3–5 | 25 | 22 |
    | 6–12 | 30 | 28 |

  - **2.** Inclusion classrooms

    - **(a)** An inclusion classroom has no more than 20 students. The ratio of 20:1 is kept all year.

    - **(b)** A teacher of an inclusion classroom is paid a rate 6.5% above the schedule.

    - **(c)** The principal posts the list of inclusion classrooms in May.

    - **(d)** Disputes under this section go to the Joint Committee, which meets once a month.

- ## **B.** Specialists

  - **1.** One nurse for each 700 students.

  - **2.** A social worker serves any school that asks for one.
"""
NEW = """\
# **Article V** Staffing and Class Size

- ## **A.** Class Size

  - **1.** The Committee shall keep the classes of each grade at or below the figures of this table.

    | Grade | Most pupils | Paid above |
    | --- | --- | --- |
    | K–2 | 20 | 18 |
    | 3–5 | 25 | 22 |
    | 6–8 | 28 | 26 |
    | 6–12 | 30 | 28 |

  - **2.** Inclusion classrooms

    - **(a)** An inclusion classroom has no more than 16 students. The ratio of 16:1 is kept all year. \
Each has a second adult in the room.

    - **(b)** A teacher of an inclusion classroom is paid a rate 2.5% above the schedule.

    - **(c)** No classroom is named an inclusion classroom after October 1 without the teacher’s consent.

    - **(d)** The principal posts the list of inclusion classrooms in May.

- ## **B.** Specialists

  - **1.** One nurse for each 500 students.

  - **2.** A social worker serves any school that asks for one.

  - **3.** Disputes under this section go to the Joint Committee, which meets once a month.
"""
ZONE = timezone(timedelta(hours=-5))
HANDED = datetime(2026, 3, 4, 15, 30, tzinfo=ZONE)
PREPARED = datetime(2026, 3, 4, 14, 5, tzinfo=ZONE)


def agreement(text: str) -> Agreement:
    return Agreement((Document("agreement", (read_article(text, "05-staffing.md"),)),))


def placed(text: str) -> tuple[Placed, ...]:
    return place(agreement(text))


def item(number: int = 3, *, cost: Cost | None = None, label: Label = Label.PASS) -> Item:
    old, new = placed(OLD), placed(NEW)
    return Item(
        number,
        "Inclusion staffing",
        "countered",
        "Union 2",
        "union",
        HANDED,
        redline(old, new),
        new,
        digest(*(one.block.digest for one in new)),
        label,
        "Package A" if label is Label.PACKAGE else "",
        cost,
        (
            SignLine("Educators’ Association", "R. Alvarez", "RA", "March 4, 2026", "4:10 PM", "on paper"),
            SignLine("School Committee"),
        ),
    )


COST = Cost(
    ("2026-27", "2027-28", "2028-29"),
    (
        CostRow("Salary", (412_345_00, 425_000_50, -1_200_00)),
        CostRow("Total", (412_345_00, 425_000_50, -1_200_00)),
    ),
    ("Cast-forward: same staff, same benefits. Usually an upper bound on new money.",),
)


def packet(*items: Item, reader: Reader = Reader.TABLE, cost: Cost | None = None) -> Packet:
    return Packet(
        "Union proposal on inclusion staffing",
        (Party("union", "Educators’ Association"), Party("district", "School Committee of Maple County")),
        "Teachers",
        items or (item(),),
        PREPARED,
        "Educators’ Association",
        reader,
        "The union reserves the right to change or withdraw any part of this proposal until all is agreed.",
        (
            OpenItem(3, "Inclusion staffing", "countered", "district"),
            OpenItem(7, "Social workers", "open", "nobody"),
        ),
        cost,
    )
