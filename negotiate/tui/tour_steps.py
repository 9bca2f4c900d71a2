"""The guided tour's steps: what to do, with which key, and what one should then see.

A key is written as ``[itemscreen.draft d]``: the act's id, by which a person may have given it another
key, and the key it has otherwise (a test holds the two together).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from negotiate.workspace.touring import COUNTER

_KEY = re.compile(r"\[([a-z]+\.[\w-]+) ([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``do`` says what to press, ``see`` what is then there."""

    id: str
    title: str
    do: str
    see: str


STEPS: Final = (
    Step(
        "items",
        "The items on the table",
        "Each line is a subject that is bargained. Press the down arrow for item 2, Social workers.",
        "The redline of its last pass follows the cursor; costs fill in as they are computed.",
    ),
    Step(
        "read",
        "The agreement",
        "[items.open-agreement a] opens the agreement. [agreementreader.go g] goes to IV.C.4(a), enter.",
        "The clause in force asks for 26 social workers; • beside it says that it is on the table.",
    ),
    Step(
        "cost",
        "A redline and its cost",
        "escape leads back to the items. Press enter on item 2: its redline. Then [itemscreen.cost 3].",
        "What the last pass costs, year by year, and what drives it. [itemscreen.redline 1] is the redline.",
    ),
    Step(
        "draft",
        "A draft, priced as you type",
        "Press [itemscreen.draft d] and change 350 to 450. Save with [draftscreen.save ctrl+s].",
        "Redline and cost follow each key: a ratio of 1 to 450 costs less than 1 to 350.",
    ),
    Step(
        "pass",
        "A pass",
        "escape leads back to the item. Press [itemscreen.hand h], then enter, and answer what is asked; the "
        "last question stands on Cancel: tab, enter.",
        "Union 3 in the list of passes, with its time. From now on it is final.",
    ),
    Step(
        "receive",
        "Their counter, in Word",
        f"They answered with a Word file: press [itemscreen.receive i], type {COUNTER}, go on with enter.",
        "Before it is stored: one change with a mark, the ratio; one without, the year.",
    ),
    Step(
        "quiet",
        "What changed without a mark",
        "Compare it with ours: press [itemscreen.redline 1], then [itemscreen.from f], and choose Union 3.",
        "Ratio and year, both marked now, whatever Word's marks had said.",
    ),
    Step(
        "package",
        "A package",
        "Offer it together with class size: press [itemscreen.package K], call it Staffing, with item 4.",
        "“in a package” at the top. Such items stand or fall together.",
    ),
    Step(
        "accept",
        "All of it is accepted",
        "They say yes. Press [itemscreen.accept-package A], choose: The district accepts the whole package.",
        "“to be signed” at the top: both sides have one text.",
    ),
    Step(
        "table",
        "Table view",
        "Somebody stands behind you? Press f6, and look around.",
        "Passes that crossed the table, and no cost, note or draft. f6 again leaves.",
    ),
    Step(
        "sign",
        "A tentative agreement",
        "On item 2 press [itemscreen.sign s]: the names stand there already. Go on with enter; tab, enter at "
        "the end.",
        "“TA ✓” at the top. Sign it only once: what is signed can be reopened, never undone.",
    ),
    Step(
        "undo",
        "Undo",
        "escape, then enter on item 3. Press [itemscreen.hold o], give any reason; then [itemscreen.undo u].",
        "Held, and not held any more. What crossed the table or was signed is never taken back.",
    ),
    Step(
        "back",
        "Looking back",
        "escape to the items, then [items.open-history H]. Choose an act of some time ago, and enter.",
        "The agreement as it stood then; the line at the top says when.",
    ),
    Step(
        "packet",
        "A packet for the members",
        "escape to the items, then [items.open-packet P], [packetscreen.members 2] for the members, put "
        "item 2 in with enter, [packetscreen.write w].",
        "What is in it, what is not, and the file, in the workspace.",
    ),
    Step(
        "ratify",
        "Ratification",
        "escape, then [items.open-agreements T]. Press [ledger.vote v] for each vote: two units, members and "
        "board of each, all say yes. Items still open end as current language.",
        "With the last yes the agreed text is the agreement in force.",
    ),
    Step(
        "successor",
        "The new agreement",
        "Press [ledger.successor W] and write it.",
        "The whole agreement with what was agreed in its place, as a file in the workspace.",
    ),
)
END = Step(
    "",
    "That was a round",
    "Everything is on the record of this workspace, to try further. f3 lists the steps and closes the tour.",
    "negotiate init DIR --from FILE begins with your own agreement.",
)


def with_keys(words: str, chosen: Mapping[str, str]) -> str:
    """The words with the keys as this person has them (``chosen``: act's id → key)."""
    return _KEY.sub(lambda found: chosen.get(found[1], found[2]), words)
