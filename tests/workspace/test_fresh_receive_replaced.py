"""Clauses that we strike and write anew: who answers the new one wants the old one no more.

The law, in every kind of file: the answer is our text with their change made in it, and nothing of the old
clause beside it. What we strike and put nothing for is not answered by an answer to its neighbour.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bargain import Team, run
from receiving_kit import W, edited, said

from negotiate.agreement.citations import place
from negotiate.bargaining.parties import Side
from negotiate.packets import model as packets
from negotiate.packets.layout import lay_out
from negotiate.packets.pdf import pdf
from negotiate.redline.engine import redline
from negotiate.workspace.texts import offered
from negotiate.workspace.workspace import Workspace

FIRST = "The Board maintains the present number of counselors in each school as far as its budget allows."
SECOND = "A counselor serves one school, unless both principals agree in writing to share the position."
VISIT = "A counselor keeps a record of every visit."
SHOWN = (
    "The record is shown to no one but the parent of the student and the nurse of the school, and is destroyed "
    "five years after the student has left it."
)
DOOR = "The office of a counselor has a door that closes and a telephone line of its own."
TESTS = "The office of a counselor is not used for testing during the hours in which students may visit."
MEETINGS = "Every counselor attends two meetings in each year that the Director calls."
TRAVEL = "Travel between schools is paid at the rate of the state."
RATIO = "One specialist shall be employed for every 250 students enrolled on October 1, in no building fewer than one."
STAY = "Summer work is offered by seniority and paid by the day."
TABLE = "| Step | Pay |\n| --- | --- |\n| 1 | 48,210 |\n| 2 | 50,030 |"
RATES = (
    "| Years | Bachelor | Master | Thesis |\n| --- | --- | --- | --- |\n| none | 51,900 | 55,400 | 61,070 |"
)


def text(*clauses: str) -> str:
    """The article with some clauses, numbered as they stand."""
    numbered = [f"{number}. {words}" for number, words in enumerate((*clauses, STAY, "Pay is this:"), 1)]
    return "\n\n".join(["A. Numbers", *numbered])


KEPT = (FIRST, SECOND, f"{VISIT} {SHOWN}", DOOR, TESTS, MEETINGS, TRAVEL)
AGREEMENT = f"ARTICLE I\nCOUNSELORS\n\n{text(*KEPT)}\n\n{TABLE}\n"
OURS = {
    "replaced": (RATIO, *KEPT[1:]),
    "two for one": (RATIO, *KEPT[2:]),
    "split": (FIRST, SECOND, VISIT, SHOWN, *KEPT[3:]),
    "merged": (*KEPT[:3], f"{DOOR} {TESTS}", MEETINGS, TRAVEL),
    "moved": (TRAVEL, *KEPT[:6]),
    "struck": (FIRST, SECOND.replace("one school,", "one or two schools,"), *KEPT[2:5], TRAVEL),
}
CHANGE = {
    "replaced": ("250 students", "400 students"),
    "two for one": ("250 students", "400 students"),
    "split": ("of every visit.", "of every long visit."),
    "merged": ("a telephone line", "a telephone number"),
    "moved": ("the rate of the state", "the rate of the county"),
    "struck": ("or two schools", "or three schools"),
    "table": ("61,070", "60,310"),
}
"""What the other side changes in our clean language."""
EXPECTED = {
    "replaced": [("delete", "250"), ("insert", "400")],
    "two for one": [("delete", "250"), ("insert", "400")],
    "split": [("insert", "long")],
    "merged": [("delete", "line"), ("insert", "number")],
    "moved": [("delete", "state"), ("insert", "county")],
    "struck": [("delete", "two"), ("insert", "three")],
    "table": [("delete", "61,070"), ("insert", "60,310")],
}
"""What of our text is then another."""
BACK = {"struck": f"6. {MEETINGS}", "two for one": f"2. {SECOND}"}
"""What we strike and put nothing for: it stands as long as nobody agreed."""
CASES = (*OURS, "table")


def our_text(case: str) -> str:
    """The whole text of our pass."""
    if case == "table":
        return AGREEMENT.replace(TABLE, RATES)
    return f"ARTICLE I\nCOUNSELORS\n\n{text(*OURS[case])}\n\n{TABLE}\n"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    folder = tmp_path_factory.mktemp("replaced")
    (folder / "a.md").write_text(AGREEMENT, encoding="utf-8")
    made = run("init", str(folder / "team"), "--from", str(folder / "a.md"), "--side", "union")
    assert made.code == 0, made.err
    team = Team(folder / "team")
    for number, case in enumerate(CASES, 1):
        team("item", "open", case, "--clause", "I.A")
        body = our_text(case)
        (folder / "ours.md").write_text(body[body.index("A. Numbers") :], encoding="utf-8")
        team("draft", str(number), "--side", "union", "--clause", "I.A", "--file", str(folder / "ours.md"))
        team("pass", str(number), "--side", "union", "--at", f"2026-02-03T18:0{number}")
        for kind in ("docx", "md", "html")[: 3 if case == "replaced" else 2]:
            team("packet", str(number), "-o", str(folder / f"{number}.{kind}"))
    return team


def in_clean(packet: str, old: str, new: str) -> str:
    """A packet in letters with our clean language changed: it stands behind the redline."""
    begins = packet.index("roposed language")
    at = packet.index(old, begins)
    return packet[:at] + new + packet[at + len(old) :]


def in_word(data: bytes, old: str, new: str) -> bytes:
    """The same in Word."""

    def change(root: Any) -> None:  # noqa: ANN401 - lxml has no types here
        words = [*root.iter(f"{W}t")]
        begins = next(at for at, one in enumerate(words) if "roposed language" in (one.text or ""))
        one = next(one for one in words[begins:] if old in (one.text or ""))
        one.text = one.text.replace(old, new)

    return edited(data, change)


def printed(team: Team, case: str) -> bytes:
    """Our packet as a PDF file, with the clean language as they would have it."""
    with Workspace.open(team.folder) as workspace:
        ours = workspace.item(str(CASES.index(case) + 1)).latest(Side.UNION)
        assert ours is not None
        new = place(offered(workspace, ours))
        marked = redline(workspace.baseline_index().placed, new)
    old, theirs = CHANGE[case]
    clean = tuple(
        replace(one, block=replace(
            one.block, text=one.block.text.replace(old, theirs),
            rows=tuple(tuple(cell.replace(old, theirs) for cell in row) for row in one.block.rows),
        )) for one in new
    )  # fmt: skip
    at = datetime(2026, 2, 3, tzinfo=UTC)
    item = packets.Item(1, case, "open", "Union 1", "union", at, marked, clean, "")
    party = packets.Party("union", "the Union")
    return pdf(lay_out(packets.Packet("Packet", (party,), "unit", (item,), at, "", packets.Reader.TABLE)))


def letter(case: str) -> str:
    """The paragraph alone, as they would have it."""
    changed = our_text(case).replace(*CHANGE[case])
    return next(one for one in changed.split("\n\n") if CHANGE[case][1] in one)


def sent_back(team: Team, case: str, kind: str) -> bytes | str:
    """The file of the other side."""
    path = team.folder.parent / f"{CASES.index(case) + 1}.{kind}"
    match kind:
        case "docx":
            return in_word(path.read_bytes(), *CHANGE[case])
        case "pdf":
            return printed(team, case)
        case "txt":
            return f"Dear colleagues, we answer:\n\n{letter(case)}\n"
        case "whole.md":
            return our_text(case).replace(*CHANGE[case])
        case _:
            return in_clean(path.read_text("utf-8"), *CHANGE[case])


KINDS = [(case, kind) for case in CASES for kind in ("docx", "md", "txt", "whole.md")]


@pytest.mark.parametrize(
    ("case", "kind"), [*KINDS, ("replaced", "html"), ("replaced", "pdf"), ("split", "pdf")]
)
def test_the_answer_is_our_text_with_their_change_in_it(
    team: Team, tmp_path: Path, case: str, kind: str
) -> None:
    number = str(CASES.index(case) + 1)
    found = said(team, tmp_path, sent_back(team, case, kind), name=f"back.{kind}", items=number)
    changes = [one for one in found["items"][0]["against_ours"]["changes"] if one["kind"] != "renumbered"]
    told = [(op, words.strip()) for one in changes for op, words, *_ in one["spans"] if op != "equal"]
    other = [one for one in told if not re.fullmatch(r"(?:\d+\.)?", one[1])]
    back = "" if kind == "whole.md" else BACK.get(case, "")  # left out of a clause given whole
    assert [one for one in other if one[1] != back] == EXPECTED[case]
    assert [one for one in other if one[1] == back] == ([("insert", back)] if back else [])


def test_changed_as_it_was_and_as_we_wrote_it_anew_nothing_is_stored(team: Team, tmp_path: Path) -> None:
    number = str(CASES.index("split") + 1)
    packet = in_clean((team.folder.parent / f"{number}.md").read_text("utf-8"), *CHANGE["split"])
    path = tmp_path / "twice.md"
    path.write_text(
        packet.replace("A counselor keeps a record", "A counselor keeps a book", 1), encoding="utf-8"
    )
    refused = team("receive", number, str(path), "--side", "district", "--dry-run", code=4)
    assert "I.A.3 is changed twice in this packet" in refused.err


def test_what_we_put_for_it_struck_by_them_the_old_one_stands(team: Team, tmp_path: Path) -> None:
    packet = (team.folder.parent / "1.md").read_text("utf-8")
    line = next(one for one in packet.splitlines() if one.startswith("1\\. One specialist"))
    path = tmp_path / "struck.md"
    path.write_text(packet.replace(f"\n{line}\n", "\n", 1), encoding="utf-8")
    found = team("receive", "1", str(path), "--side", "district", "--dry-run", "--json").json()
    assert found["items"][0]["against_baseline"]["changes"] == []
    assert found["items"][0]["answers"][0]["given_way"] == []
