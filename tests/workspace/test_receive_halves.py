"""Balloons of our packet accepted, refused or left one by one, each half of a substitution by itself.

Law: a change of which a part was accepted and none refused is taken up, one of which a part was refused and
none accepted is refused, one left alone is unanswered; and no sentence has a hole or two figures for one.
"""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bargain import Team
from lxml import etree
from receiving_kit import (
    A2,
    A2_OURS,
    AGREEMENT,
    RAISE,
    RAISE_OURS,
    REST,
    W,
    answer,
    edited,
    made,
    said,
    text_of,
)

LEFT, YES, NO = "left", "accepted", "refused"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("halves"))


@pytest.fixture(scope="module")
def packet(team: Team) -> bytes:
    path = team.folder.parent / "ours.docx"
    team("packet", "1", "-o", str(path))
    return path.read_bytes()


def mark(root: Any, kind: str, words: str) -> Any:  # noqa: ANN401 - lxml has no types here
    """Our insertion or deletion of the words."""
    return next(one for one in root.iter(f"{W}{kind}") if words in "".join(one.itertext()))


def settle(one: Any, how: str) -> None:  # noqa: ANN401
    """What Word does to a mark that is accepted or refused."""
    above = one.getparent()
    if how == LEFT:
        return
    if (one.tag == f"{W}ins") is (how == YES):
        at = above.index(one)
        for run_ in reversed([*one]):
            for text in run_.iter(f"{W}delText"):
                text.tag = f"{W}t"
            above.insert(at, run_)
    above.remove(one)


def one_answer(*hows: str) -> str:
    """What becomes of a change whose parts were answered so; the law."""
    return YES if YES in hows else NO if NO in hows else LEFT


def halves(gone: str, put: str, old: str, new: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:  # noqa: ANN401
        settle(mark(root, "del", gone), old)
        settle(mark(root, "ins", put), new)

    return change


@pytest.mark.parametrize(
    ("old", "new"),
    [pair for pair in itertools.product((LEFT, YES, NO), repeat=2) if set(pair) != {YES, NO}],
)
def test_a_substitution_is_answered_whole(
    team: Team, tmp_path: Path, packet: bytes, old: str, new: str
) -> None:
    found = said(team, tmp_path, edited(packet, halves("6.5%", "7.25%", old, new)))
    whole = one_answer(old, new)
    assert text_of(found) == ({"III.A.1": f"1. {RAISE_OURS}"} if whole == YES else {})
    assert answer(found, "III.A")["unanswered"] == (["III.A.1"] if whole == LEFT else [])
    assert answer(found, "II.A")["unanswered"] == ["II.A.2", "II.A.5"]  # nobody looked at them
    assert found["unmarked"] == []


def test_amid_other_marks_of_the_same_sentence(team: Team, tmp_path: Path, packet: bytes) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        halves("20", "16", YES, LEFT)(root)
        settle(mark(root, "ins", "Hours are counted"), NO)

    found = said(team, tmp_path, edited(packet, change))
    assert text_of(found) == {"II.A.2": f"2. {A2.replace('20', '16')}"}
    assert A2_OURS.startswith(A2.replace("20", "16"))
    assert found["unmarked"] == []


@pytest.mark.parametrize("end", [LEFT, YES])
@pytest.mark.parametrize("words", [REST, REST.replace("ten", "twelve")])
def test_a_new_paragraph_accepted_alone_is_taken_up(
    team: Team, tmp_path: Path, packet: bytes, end: str, words: str
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        new = mark(root, "ins", REST)
        paragraph = new.getparent()
        settle(new, YES)
        if end == YES:
            settle(paragraph.find(f"{W}pPr/{W}rPr/{W}ins"), YES)
        for text in paragraph.iter(f"{W}t"):
            text.text = text.text.replace(REST, words)

    found = said(team, tmp_path, edited(packet, change))
    assert text_of(found) == {"II.A.5": f"5. {words}"}
    assert answer(found, "II.A")["taken_up"] == (["II.A.5"] if words == REST else [])
    assert [one["citation"] for one in found["unmarked"]] == ([] if words == REST else ["II.A.5"])


def test_their_own_figure_beside_our_half_is_theirs(team: Team, tmp_path: Path, packet: bytes) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        ours = mark(root, "ins", "7.25%")
        ours.set(f"{W}author", "Dana Reyes")
        next(ours.iter(f"{W}t")).text = "5%"

    found = said(team, tmp_path, edited(packet, change))
    assert text_of(found) == {"III.A.1": f"1. {RAISE.replace('6.5%', '5%')}"}


def test_a_move_accepted_without_the_end_before_it_runs_into_nothing(tmp_path: Path) -> None:
    team = made(tmp_path)
    clause = AGREEMENT[AGREEMENT.index("A. Work Week") : AGREEMENT.index("B. Sundays")].strip().split("\n\n")
    order = tmp_path / "order.md"
    order.write_text("\n\n".join([clause[0], *clause[2:], clause[1]]) + "\n", encoding="utf-8")
    team("item", "open", "Order", "--clause", "II.A")
    team("draft", "3", "--side", "union", "--clause", "II.A", "--file", str(order))
    team("pass", "3", "--side", "union", "--at", "2026-02-03T18:00")
    team("packet", "3", "-o", str(tmp_path / "order.docx"))

    def change(root: Any) -> None:  # noqa: ANN401
        assert len(ends := [one for one in root.iter(f"{W}ins") if one.getparent().tag == f"{W}rPr"]) == 1
        for one in [*root.iter(f"{W}moveTo"), *root.iter(f"{W}moveFrom")]:
            above = one.getparent()
            if one.tag == f"{W}moveTo" and above.tag == f"{W}p":
                for run_ in reversed([*one]):
                    above.insert(above.index(one), run_)
            above.remove(one)
        assert ends[0].getparent() is not None

    data = edited((tmp_path / "order.docx").read_bytes(), change)
    found = said(team, tmp_path, data, items="3")
    assert text_of(found) == {}
    assert answer(found, "II.A")["struck"] == answer(found, "II.A")["left_out"] == []


@pytest.mark.parametrize("kind", ["ins", "del"])
def test_a_half_inside_a_control_is_no_answer(team: Team, tmp_path: Path, packet: bytes, kind: str) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        one = mark(root, kind, "7.25%" if kind == "ins" else "6.5%")
        control = one.makeelement(f"{W}sdt")
        one.getparent().replace(one, control)
        etree.SubElement(control, f"{W}sdtContent").append(one)

    found = said(team, tmp_path, edited(packet, change))
    assert text_of(found) == {}
    assert answer(found, "III.A")["unanswered"] == ["III.A.1"]
    assert found["unmarked"] == []
