"""Our own packet sent back as Word: what was touched counts, what stands as we marked it is no answer."""

from pathlib import Path
from typing import Any

import pytest
from bargain import Team
from lxml import etree
from receiving_kit import (
    A2,
    A2_OURS,
    RAISE,
    RAISE_OURS,
    REST,
    W,
    answer,
    edited,
    holding,
    made,
    marked,
    p,
    said,
    text_of,
)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("packet"))


@pytest.fixture(scope="module")
def packet(team: Team) -> bytes:
    path = team.folder.parent / "packet.docx"
    team("packet", "1", "-o", str(path))
    return path.read_bytes()


def struck_inside(ins: Any, by: str = "Dana Reyes") -> None:  # noqa: ANN401
    """Strikes the words of an insertion of ours, tracked, as Word does: a deletion inside it."""
    run = ins[0]
    ins.remove(run)
    mark = etree.SubElement(ins, f"{W}del", {f"{W}author": by, f"{W}date": "2026-02-10T09:00:00Z"})
    mark.append(run)
    for text in run.iter(f"{W}t"):
        text.tag = f"{W}delText"


def put_behind(element: Any, xml: str) -> None:  # noqa: ANN401
    """Puts an element of raw XML right behind another."""
    element.addnext(etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{xml}</x>')[0])


def inserted(root: Any, words: str) -> Any:  # noqa: ANN401
    """The insertion of ours that holds the words."""
    return next(one for one in root.iter(f"{W}ins") if words in "".join(one.itertext()))


def test_untouched_it_answers_nothing_and_is_not_stored(team: Team, tmp_path: Path, packet: bytes) -> None:
    found = said(team, tmp_path, packet)
    assert text_of(found) == {}
    assert found["unmatched"] == []  # neither the cover nor the list of changes is language
    assert found["unmarked"] == []
    assert answer(found, "II.A")["unanswered"] == ["II.A.2", "II.A.5"]
    assert {one["standing"] for one in found["marks"]} == {True}
    refused = team(
        "receive", "1", str(tmp_path / "back.docx"), "--side", "district", "--yes",
        "--at", "2026-03-01T10:00", code=3,
    )  # fmt: skip
    assert "no acceptance" in refused.err
    assert team.board()[1]["passes"] == 1


def test_a_figure_over_ours_counts_and_our_sentence_beside_it_is_not_accepted(
    team: Team, tmp_path: Path, packet: bytes
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        ours = inserted(root, "16")
        struck_inside(ours)
        put_behind(ours, marked("ins", "18"))

    found = said(team, tmp_path, edited(packet, change))
    assert text_of(found) == {"II.A.2": f"2. {A2.replace('20', '18')}"}
    mark = next(one for one in found["marks"] if not one["standing"])
    assert (mark["citation"], mark["deleted"], mark["inserted"]) == ("II.A.2", "20 16", "18")
    assert mark["date"] == "2026-02-10T09:00:00Z"
    assert "Dana Reyes" in mark["authors"]
    assert answer(found, "III.A")["unanswered"] == ["III.A.1"]


def test_our_words_struck_with_none_in_their_place_are_refused(
    team: Team, tmp_path: Path, packet: bytes
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        struck_inside(inserted(root, "7.25%"))

    found = said(team, tmp_path, edited(packet, change))
    assert text_of(found) == {}  # not "rise by on July 1": what is in force stands
    assert answer(found, "III.A")["answered"] == ["III.A.1"]


def test_a_mark_of_ours_refused_in_word_is_answered(team: Team, tmp_path: Path, packet: bytes) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        para = holding(root, "rise by")
        for one in list(para.iter(f"{W}ins")):
            para.remove(one)
        for one in list(para.iter(f"{W}del")):
            for text in one.iter(f"{W}delText"):
                text.tag = f"{W}t"
            para.replace(one, one[0])

    found = said(team, tmp_path, edited(packet, change))
    assert text_of(found) == {}
    assert answer(found, "III.A")["answered"] == ["III.A.1"]
    assert answer(found, "II.A")["unanswered"] == ["II.A.2", "II.A.5"]


@pytest.mark.parametrize("place", [0, 1], ids=["in the redline", "in the clean language"])
def test_words_changed_without_a_mark_come_first(
    team: Team, tmp_path: Path, packet: bytes, place: int
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        texts = [one for one in root.iter(f"{W}t") if "6 hours on a Sunday" in (one.text or "")]
        texts[place].text = texts[place].text.replace("6 hours on a Sunday", "8 hours on a Sunday")

    found = said(team, tmp_path, edited(packet, change))
    (one,) = found["unmarked"]
    assert one["citation"] == "II.A.2"
    assert [words.strip() for op, words in one["spans"] if op != "equal"] == ["6", "8"]
    assert "8 hours on a Sunday" in text_of(found)["II.A.2"]


def test_changed_in_both_places_and_differently_nothing_is_stored(
    team: Team, tmp_path: Path, packet: bytes
) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        texts = [one for one in root.iter(f"{W}t") if "6 hours on a Sunday" in (one.text or "")]
        for text, figure in zip(texts, ("8", "9"), strict=False):
            text.text = text.text.replace("6 hours on a Sunday", f"{figure} hours on a Sunday")

    path = tmp_path / "twice.docx"
    path.write_bytes(edited(packet, change))
    refused = team("receive", "1", str(path), "--side", "district", "--yes", code=4)
    assert "changed twice" in refused.err


def test_a_new_paragraph_of_theirs_is_new_language(team: Team, tmp_path: Path, packet: bytes) -> None:
    mark = '<w:ins w:id="8" w:author="Dana Reyes" w:date="2026-02-10T09:00:00Z"/>'
    new = "6. A page is given a locker."

    def change(root: Any) -> None:  # noqa: ANN401
        put_behind(holding(root, "exchange shifts"), p(marked("ins", new), mark=mark))

    found = said(team, tmp_path, edited(packet, change))
    assert list(text_of(found).values()) == [new]
    assert answer(found, "II.A")["new"] == [new]


def accepted_all(root: Any) -> None:  # noqa: ANN401
    """What Word's Accept All leaves: the new text, no history."""
    for one in list(root.iter(f"{W}del", f"{W}moveFrom")):
        above = one.getparent()
        if above is not None:
            above.remove(one)
    for one in list(root.iter(f"{W}ins", f"{W}moveTo")):
        above = one.getparent()
        for child in list(one):
            one.addprevious(child)
        above.remove(one)


def test_history_gone_it_is_compared_whole(team: Team, tmp_path: Path, packet: bytes) -> None:
    def change(root: Any) -> None:  # noqa: ANN401
        accepted_all(root)
        for text in root.iter(f"{W}t"):
            text.text = (text.text or "").replace("rise by 7.25%", "rise by 6.75%")

    found = said(team, tmp_path, edited(packet, change))
    assert text_of(found) == {
        "II.A.2": f"2. {A2_OURS}",
        "II.A.5": f"5. {REST}",
        "III.A.1": f"1. {RAISE.replace('6.5', '6.75')}",
    }
    assert answer(found, "II.A")["taken_up"] == ["II.A.2", "II.A.5"]  # said, so that nobody is surprised
    assert found["marks"] == []


def test_our_words_whole_are_no_acceptance(team: Team, tmp_path: Path, packet: bytes) -> None:
    path = tmp_path / "ours.docx"
    path.write_bytes(edited(packet, accepted_all))
    refused = team(
        "receive", "1", str(path), "--side", "district", "--yes", "--at", "2026-03-01T10:00", code=3
    )
    assert "negotiate accept 1 --side district" in refused.err


@pytest.mark.parametrize("ending", ["md", "html", "pdf"])
def test_our_packet_of_any_kind_answers_nothing(team: Team, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"packet.{ending}"
    team("packet", "1", "-o", str(path))
    found = team("receive", "1", str(path), "--side", "district", "--dry-run", "--json").json()
    assert text_of(found) == {}
    assert found["unmatched"] == []
    assert RAISE_OURS not in str(found["items"][0]["answers"])
