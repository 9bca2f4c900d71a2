"""A packet of ours has its language twice: what is struck in one of the copies is struck, and told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bargain import Team
from lxml import etree
from receiving_kit import REST, W, answer, edited, made, said, text_of

MERGED = (
    "A librarian who works on a Sunday is paid twice the hourly rate. "
    "No librarian works more than two Sundays in a month without consent."
)
EXCHANGE = "exchange shifts"
Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    team = made(tmp_path_factory.mktemp("copies"))
    filed = "A grievance is filed in writing within twenty (20) days of the event."
    team("draft", "2", "--side", "union", "--clause", "IV.A", "--text", filed)
    team(
        "draft", "2", "--side", "union", "--insert-after", "IV.A", "--text", "A form for it is on every desk."
    )
    team("pass", "2", "--side", "union", "--at", "2026-02-03T18:00")
    team("item", "open", "Sundays", "--clause", "II.B")
    team("draft", "3", "--side", "union", "--clause", "II.B.1", "--text", MERGED, "--delete", "II.B.2")
    team("pass", "3", "--side", "union", "--at", "2026-02-03T18:00")
    team("item", "open", "Posting", "--clause", "II.A.3")
    posted = "The Director shall post the schedule of a month twenty (20) days before it begins."
    team("draft", "4", "--side", "union", "--clause", "II.A.3", "--text", posted)
    team("pass", "4", "--side", "union", "--at", "2026-02-03T18:00")
    return team


@pytest.fixture(scope="module")
def packets(team: Team) -> dict[str, bytes]:
    out = {}
    for item in ("1", "2", "3", "4"):
        path = team.folder.parent / f"{item}.docx"
        team("packet", item, "-o", str(path))
        out[item] = path.read_bytes()
    return out


def para(root: Any, words: str, nth: int) -> Any:  # noqa: ANN401 - lxml has no types here
    return [one for one in root.iter(f"{W}p") if words in "".join(one.itertext())][nth]


def dropped(words: str, *which: int) -> Change:
    """Paragraphs taken out with no mark."""

    def change(root: Any) -> None:  # noqa: ANN401
        for one in [para(root, words, nth) for nth in which]:
            one.getparent().remove(one)

    return change


def struck(words: str, nth: int) -> Change:
    """A paragraph struck as Word does: each run in a deletion, and its end too."""
    by = {f"{W}author": "Dana Reyes", f"{W}date": "2026-02-10T09:00:00Z"}

    def change(root: Any) -> None:  # noqa: ANN401
        one = para(root, words, nth)
        for run_ in [run_ for run_ in one.iter(f"{W}r") if run_.getparent().tag != f"{W}del"]:
            mark = etree.Element(f"{W}del", by)
            run_.getparent().replace(run_, mark)
            mark.append(run_)
            for text in run_.iter(f"{W}t"):
                text.tag = f"{W}delText"
        properties = one.find(f"{W}pPr")
        ends = properties.find(f"{W}rPr")
        ends = etree.SubElement(properties, f"{W}rPr") if ends is None else ends
        etree.SubElement(ends, f"{W}del", by)

    return change


@pytest.mark.parametrize("copy", [0, 1], ids=["redline", "clean"])
def test_a_paragraph_struck_in_one_copy_is_struck(
    team: Team, tmp_path: Path, packets: dict[str, bytes], copy: int
) -> None:
    found = said(team, tmp_path, edited(packets["1"], struck(EXCHANGE, copy)))
    assert list(text_of(found)) == ["II.A.4"]
    assert answer(found, "II.A")["struck"] == ["II.A.4"]
    assert found["unmarked"] == []
    assert answer(found, "II.A")["unanswered"] == ["II.A.2", "II.A.5"]


@pytest.mark.parametrize("copy", [0, 1], ids=["redline", "clean"])
def test_gone_from_one_copy_without_a_mark_it_is_told_first(
    team: Team, tmp_path: Path, packets: dict[str, bytes], copy: int
) -> None:
    found = said(team, tmp_path, edited(packets["1"], dropped(EXCHANGE, copy)))
    assert [one["citation"] for one in found["unmarked"]] == ["II.A.4"]
    assert answer(found, "II.A")["left_out"] == ["II.A.4"]


@pytest.mark.parametrize("copy", [0, 1], ids=["redline", "clean"])
def test_what_we_put_in_and_they_strike_in_one_copy_is_refused(
    team: Team, tmp_path: Path, packets: dict[str, bytes], copy: int
) -> None:
    found = said(team, tmp_path, edited(packets["1"], struck(REST, copy)))
    assert (
        text_of(found) == {}
    )  # nothing of the heading that stands under the redline's last paragraph either
    assert answer(found, "II.A")["struck"] == ["II.A.5"]
    assert answer(found, "II.A")["unanswered"] == ["II.A.2"]


def test_a_copy_of_which_most_is_gone_strikes_nothing_and_is_told(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        for words in (
            "The work week",
            "A page works",
            "shall post",
            EXCHANGE,
            "All rates rise",
            "bookmobile",
        ):
            dropped(words, 1)(root)

    found = said(team, tmp_path, edited(packets["1"], change))
    assert text_of(found) == {}
    assert {"II.A.1", "II.A.2", "III.A.3"} <= {one["citation"] for one in found["unmarked"]}
    assert all("of our packet" in one["notes"][0] for one in found["unmarked"])


def rejected(root: Any) -> None:  # noqa: ANN401
    """What Word's Reject All leaves."""
    for one in [*root.iter(f"{W}ins")]:
        above = one.getparent()
        if above.tag == f"{W}rPr" and not para_words(above.getparent().getparent()):
            above = above.getparent().getparent()
            above.getparent().remove(above)
        else:
            above.remove(one)
    for one in [*root.iter(f"{W}del")]:
        for inner in [*one]:
            one.addprevious(inner)
        one.getparent().remove(one)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"


def para_words(one: Any) -> str:  # noqa: ANN401
    """The words of a paragraph that no insertion holds."""
    runs = [run_ for run_ in one.iter(f"{W}r") if run_.getparent().tag != f"{W}ins"]
    return "".join("".join(run_.itertext()) for run_ in runs)


@pytest.mark.parametrize("item", ["1", "2", "3"])
def test_all_marks_refused_all_stays_as_it_is_in_force(
    team: Team, tmp_path: Path, packets: dict[str, bytes], item: str
) -> None:
    found = said(team, tmp_path, edited(packets[item], rejected), items=item)
    assert text_of(found) == {}  # also what we add or merge, which the clean language still prints
    assert any(one["answered"] for one in found["items"][0]["answers"])


def test_a_merged_paragraph_gone_from_one_copy_stays_in_none(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    def from_redline(root: Any) -> None:  # noqa: ANN401
        first, second = para(root, "works on a Sunday is", 0), para(root, "two Sundays", 0)
        for one in {id(one): one for one in (first, second)}.values():
            one.getparent().remove(one)

    for change in (from_redline, dropped("two Sundays", 1), struck("two Sundays", 1)):
        found = said(team, tmp_path, edited(packets["3"], change), items="3")
        changes = found["items"][0]["against_baseline"]["changes"]
        assert [(one["kind"], one["old"][0]["citation"]) for one in changes] == [
            ("deleted", "II.B.1"),
            ("deleted", "II.B.2"),
        ]


def test_words_of_theirs_behind_our_last_paragraph_stay_in_it(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    """Our redline's last paragraph is put in with the end of the one before it."""

    def change(root: Any) -> None:  # noqa: ANN401
        ours = next(one for one in root.iter(f"{W}ins") if "on every desk" in "".join(one.itertext()))
        mark = ours.makeelement(f"{W}ins", {f"{W}author": "Dana Reyes"})
        etree.SubElement(etree.SubElement(mark, f"{W}r"), f"{W}t").text = " It is yellow."
        ours.addnext(mark)

    found = said(team, tmp_path, edited(packets["2"], change), items="2")
    assert list(text_of(found).values()) == ["A form for it is on every desk. It is yellow."]
    assert found["unmarked"] == []


def test_the_only_paragraph_gone_from_one_copy_is_told(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    for copy in (0, 1):
        found = said(team, tmp_path, edited(packets["2"], dropped("A grievance is f", copy)), items="2")
        assert [one["citation"] for one in found["unmarked"]] == ["IV.A"]
        assert text_of(found) == {}


def test_our_last_paragraph_gone_from_the_redline_takes_no_heading_along(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    found = said(team, tmp_path, edited(packets["2"], dropped("on every desk", 0)), items="2")
    assert text_of(found) == {}
    assert answer(found, "IV.A")["new"] == []


def test_what_stands_around_an_item_is_told_where_one_copy_has_it_no_more(
    team: Team, tmp_path: Path, packets: dict[str, bytes]
) -> None:
    found = said(team, tmp_path, edited(packets["4"], dropped("Work Week", 1)), items="4")
    assert [one["citation"] for one in found["unmarked"]] == ["II.A"]
    found = said(team, tmp_path, edited(packets["4"], struck("Work Week", 0)), items="4")
    assert found["unmarked"] == []
    assert [one["citation"] for one in found["elsewhere"]] == ["II.A"]


@pytest.mark.parametrize("after", ["Proposed language", "All rates rise"])
def test_what_is_typed_into_a_packet_without_a_mark_is_told(
    team: Team, tmp_path: Path, packets: dict[str, bytes], after: str
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        typed = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(typed, f"{W}r"), f"{W}t").text = "The Board reserves its answer."
        para(root, after, 0).addnext(typed)

    found = said(team, tmp_path, edited(packets["1"], change))
    (one,) = found["unmarked"]
    assert "reserves its answer" in str(one["spans"])


def test_a_label_changed_in_one_copy_is_told(team: Team, tmp_path: Path, packets: dict[str, bytes]) -> None:
    for copy in (0, 1):

        def change(root: Any, copy: int = copy) -> None:  # noqa: ANN401
            text = next(para(root, EXCHANGE, copy).iter(f"{W}t"))
            text.text = text.text.replace("4. ", "7. ", 1)

        found = said(team, tmp_path, edited(packets["1"], change))
        assert text_of(found) == {}
        assert answer(found, "II.A")["renumbered"] == ["II.A.4: 4. is numbered 7. there"]
