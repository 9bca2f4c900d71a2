"""Packets of ours that say their marks in words, sent back: no bracket of ours ever becomes language."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from unittest import mock

import pytest
from bargain import Team, run
from receiving_kit import AGREEMENT, answer, said, text_of

from negotiate.agreement.blocks import Rows
from negotiate.common.errors import BadInput
from negotiate.packets import model as packets
from negotiate.packets.elements import File
from negotiate.packets.layout import lay_out
from negotiate.packets.pdf import pdf
from negotiate.packets.plain import markdown
from negotiate.packets.web import web
from negotiate.redline.model import Redline
from negotiate.workspace.incoming.listening import listened
from negotiate.workspace.incoming.model import Part, Unit
from negotiate.workspace.incoming.printed import Wording, signs

sys.path.append(str(Path(__file__).parents[1] / "packets"))
import packet_pairs

WRITERS: dict[str, Callable[[File], bytes]] = {"md": markdown, "html": web, "pdf": pdf}
SEEDS = {"md": range(18), "html": range(18, 30), "pdf": range(30, 34)}
AT = datetime(2026, 2, 3, tzinfo=UTC)
ITEM_1 = """A. Work Week

1. The Director shall post the schedule of a month fourteen (14) days before it begins [see note 1].

2. A page works no more than 16 hours in any week, and no more than 6 hours on a Sunday.

Hours are counted from Monday [^1]: see the table below.

3. The work week of a full-time librarian is thirty-seven (37) hours, meals left out and breaks counted.
"""
TABLE = """| Grade | Start | Middle | Top |
| --- | --- | --- | --- |
| Page | 15.30 | 17.10 | 19.20 |
| Librarian II | 30.90 | 36.55 | 42.80 |
| Archivist [new] | 31.70 | 37.60 | 43.70 |
"""
ITEM_3 = "A. A grievance is filed in writing [on form 3] within twenty (20) days of the event."


def file_of(redline: Redline) -> File:
    clean = tuple(one for entry in redline.entries for one in entry.new)
    item = packets.Item(1, "Pay", "open", "Union 1", "union", AT, redline, clean, "")
    party = packets.Party("union", "the Union")
    return lay_out(packets.Packet("Packet", (party,), "unit", (item,), AT, "", packets.Reader.TABLE))


def words_of(units: Iterable[Unit] | None) -> str:
    return "".join(signs(w) for u in units or () if u.part is Part.MARKED for w in u.canonical_words)


def text(blocks: Iterable[str | Rows]) -> str:
    parts = [
        b.split() if isinstance(b, str) else [w for r in b for c in r for w in c.split()] for b in blocks
    ]
    return "".join(signs(word) for words in parts for word in words)


@pytest.mark.parametrize("kind", WRITERS)
def test_what_stands_as_we_printed_it_is_the_text_it_was_laid_over(kind: str) -> None:
    """Whatever brackets the language has: it is read exactly, or refused, never taken for words."""
    read = 0
    for seed in SEEDS[kind]:
        pair = packet_pairs.make_pair(Random(seed))
        blocks = [one.block for change in pair.redline.blocks for one in (*change.old, *change.new)]
        wording = Wording([pair.redline], blocks)
        data = WRITERS[kind](file_of(pair.redline))
        try:
            found = listened(data, f"back.{kind}", lambda *_: lambda *_: False, {}, lambda: wording)  # noqa: B023
        except BadInput as refused:
            assert "cannot be told" in str(refused)
            continue
        if found.packet:
            read += 1
            assert words_of(found.units) == text(pair.old), seed
            if found.before is not None:
                assert words_of(found.before) == text(pair.old), seed
    assert read > len(SEEDS[kind]) // 2


@pytest.mark.parametrize("kind", WRITERS)
def test_marks_of_others_in_words_are_made_and_unmade(kind: str) -> None:
    plain = tuple(word for word in packet_pairs.WORDS if not {"[", "]"} & set(word))
    for seed in SEEDS[kind]:
        with mock.patch.object(packet_pairs, "WORDS", plain):
            pair = packet_pairs.make_pair(Random(seed))
        data = WRITERS[kind](file_of(pair.redline))
        found = listened(data, f"back.{kind}", lambda *_: lambda *_: True, {}, lambda: Wording([]))
        if found.packet:
            assert words_of(found.units) == text(pair.new), seed
            if found.before is not None:  # what moved stands where it came to
                assert Counter(words_of(found.before)) == Counter(text(pair.old)), seed


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """Three items: clauses moved, reworded, struck, added; a table for a table; brackets in the language."""
    folder = tmp_path_factory.mktemp("printed")
    for name, words in (("larkspur", AGREEMENT), ("hours", ITEM_1), ("rates", TABLE)):
        (folder / f"{name}.md").write_text(words, encoding="utf-8")
    made = run("init", str(folder / "team"), "--from", str(folder / "larkspur.md"), "--side", "union")
    assert made.code == 0, made.err
    team = Team(folder / "team")
    for title, clause in (("Hours", "II.A"), ("Pay", "III.A"), ("Grievances", "IV.A")):
        team("item", "open", title, "--clause", clause)
    team("draft", "1", "--side", "union", "--clause", "II.A", "--file", str(folder / "hours.md"))
    team("draft", "2", "--side", "union", "--clause", "III.A.2 ¶2", "--file", str(folder / "rates.md"))
    team("draft", "2", "--side", "union", "--delete", "III.A.3")
    team("draft", "3", "--side", "union", "--clause", "IV.A", "--text", ITEM_3)
    for item in "123":
        team("pass", item, "--side", "union", "--at", "2026-02-03T18:00")
    return team


@pytest.fixture(scope="module")
def packets_of(team: Team) -> dict[str, bytes]:
    made = {}
    for kind in WRITERS:
        path = team.folder.parent / f"all.{kind}"
        team("packet", "1", "2", "3", "-o", str(path))
        made[kind] = path.read_bytes()
    return made


@pytest.mark.parametrize("kind", WRITERS)
def test_a_packet_of_three_items_sent_back_untouched_is_unanswered(
    team: Team, tmp_path: Path, packets_of: dict[str, bytes], kind: str
) -> None:
    found = said(team, tmp_path, packets_of[kind], name=f"back.{kind}", items="1 2 3")
    assert [one["against_baseline"]["changes"] for one in found["items"]] == [[], [], []]
    for one in found["items"]:
        for clause in one["answers"]:
            assert clause["unanswered"]
            assert not (clause["answered"] or clause["new"] or clause["struck"] or clause["left_out"])
            assert not clause["moved"]
    assert (found["unmarked"], found["unmatched"], found["elsewhere"], found["copies"]) == ([], [], [], [])


@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_figure_changed_in_the_clean_language_is_exactly_that(
    team: Team, tmp_path: Path, packets_of: dict[str, bytes], kind: str
) -> None:
    before, clean, after = packets_of[kind].decode().partition("no more than 16 hours")
    assert clean
    found = said(team, tmp_path, f"{before}no more than 18 hours{after}", name=f"back.{kind}", items="1 2 3")
    ours = found["items"][0]["against_ours"]["changes"]
    changed = [
        span for one in ours for span in one["spans"] if one["new"] and one["new"][0]["citation"] == "II.A.2"
    ]
    assert [(span[0], span[1].strip()) for span in changed if span[0] != "equal"] == [
        ("delete", "16"),
        ("insert", "18"),
    ]
    assert answer(found, "II.A")["answered"] == ["II.A.2"]
    assert [one["against_baseline"]["changes"] for one in found["items"][1:]] == [[], []]


def changed(data: bytes, old: str, new: str) -> str:
    text = data.decode()
    assert old in text
    return text.replace(old, new, 1)


def test_live_words_changed_in_the_redline_take_nothing_of_ours_along(
    team: Team, tmp_path: Path, packets_of: dict[str, bytes]
) -> None:
    back = changed(
        packets_of["md"],
        "~~20~~\\] \\[added: **16**\\] hours in any week",
        "~~20~~\\] \\[added: **16**\\] hours in any month",
    )
    found = said(team, tmp_path, back, name="back.md", items="1 2 3")
    assert text_of(found) == {
        "II.A.2": "2. A page works no more than 20 hours in any month, and no more than 6 hours on a Sunday."
    }
    assert [one["citation"] for one in found["unmarked"]] == ["II.A.2"]


def test_a_figure_written_into_our_brackets_is_theirs(
    team: Team, tmp_path: Path, packets_of: dict[str, bytes]
) -> None:
    back = changed(packets_of["md"], "\\[added: **16**\\]", "\\[added: **18**\\]")
    found = said(team, tmp_path, back, name="back.md", items="1 2 3")
    assert text_of(found) == {
        "II.A.2": "2. A page works no more than 18 hours in any week, and no more than 6 hours on a Sunday."
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\\[deleted: ~~20~~\\]", "\\[deleted: ~~20~~"),
        ("\\[added: **16**\\]", "\\[added: **16 \\[added: 18\\]**\\]"),
        ("\\[added: **16**\\]", "\\[added: **16**\\]\\]"),
    ],
    ids=["a bracket lost", "a mark within a mark", "a bracket too many"],
)
def test_brackets_that_cannot_be_told_are_refused(
    team: Team, tmp_path: Path, packets_of: dict[str, bytes], old: str, new: str
) -> None:
    path = tmp_path / "back.md"
    path.write_text(changed(packets_of["md"], old, new), encoding="utf-8")
    refused = team(
        "receive", "1", str(path), "--side", "district", "--yes", "--at", "2026-03-01T10:00", code=4
    )
    assert "cannot be told from the language" in refused.err
    assert "line" in refused.err
    assert team.board()[1]["passes"] == 1


def test_marks_in_words_in_a_letter_are_read_too(team: Team, tmp_path: Path) -> None:
    letter = (
        "Dear colleagues, our answer:\n\n2. A page works no more than [deleted: 20] [added: 16] [added: 18] hours in "
        "any week, and no more than 6 hours on a Sunday.\n\n1. All rates rise by [deleted: 6.5%] [added: 6.75%] on "
        "July 1 of each year of this Agreement.\n"
    )
    path = tmp_path / "letter.txt"
    path.write_text(letter, encoding="utf-8")
    refused = team("receive", "1", str(path), "--side", "district", "--dry-run", code=4)
    assert "16 18" in refused.err  # struck words cannot be told from live ones
    found = said(
        team, tmp_path, letter.replace(" [added: 16] [added: 18]", " [added: 16]"), name="l.txt", items="1 2"
    )
    assert found["items"][0]["against_baseline"]["changes"] == []  # ours, standing
    (one,) = found["items"][1]["against_baseline"]["changes"]
    assert one["new"][0]["citation"] == "III.A.1"
    assert "6.75%" in "".join(span[1] for span in one["spans"])


def test_our_change_set_in_other_marks_is_ours_still(team: Team, tmp_path: Path) -> None:
    """As a file printed by an earlier edition has it: more words in one mark, a table struck and added."""
    old_rows = [line for line in AGREEMENT.split("\n") if line.startswith("| ") and "---" not in line]
    new_rows = [line for line in TABLE.split("\n") if line.startswith("| ") and "---" not in line]
    rule = "| --- | --- | --- |"
    struck = [line.replace("| ", "| [deleted row] ", 1) for line in old_rows]
    added = [line.replace("| ", "| [added row] ", 1) for line in new_rows]
    letter = (
        "[deleted: 2. A page works no more than 20 hours in any week,] [added: 2. A page works no more than 16 hours "
        "in any week,] and no more than 6 hours on a Sunday.\n\n2. Hourly rates are these:\n\n"
        + "\n".join([struck[0], rule, *struck[1:], "", added[0], f"{rule} --- |", *added[1:], ""])
    )
    found = said(team, tmp_path, letter, name="older.md", items="1 2")
    assert [one["against_baseline"]["changes"] for one in found["items"]] == [[], []]
    assert "II.A.2" in answer(found, "II.A")["unanswered"]
