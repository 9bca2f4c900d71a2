"""The five sample proposals: every citation resolves, every pass applies, the last one is agreed."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import pytest
import sample_files as sample

from negotiate.agreement.citations import Index, place
from negotiate.common.records import Record

_WHERE = ("clause", "insert_after", "delete", "table", "current")
PROPOSALS = sample.proposals()


@pytest.fixture(scope="module")
def index() -> Index:
    return sample.index()


def _changed(edits: tuple[Record, ...], index: Index) -> set[str]:
    """The texts of the blocks that an edited agreement has and the baseline has not."""
    old = {item.block.canonical for item in index.placed}
    return {block.canonical for block in sample.applied(edits).blocks()} - old


def test_there_are_the_five_that_were_asked_for() -> None:
    assert [proposal.text("title") for proposal in PROPOSALS] == [
        "Inclusion staffing",
        "Social workers",
        "Psychologists and specialists",
        "Class size",
        "Pay, with more for paraprofessionals",
    ]
    assert [proposal.integer("item") for proposal in PROPOSALS] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda p: p.file)
def test_passes_alternate_in_time_and_each_one_applies(proposal: Record, index: Index) -> None:
    proposal.only("item", "title", "clauses", "rationale", "passes")
    passes = proposal.records("passes")
    assert 2 <= len(passes) <= 4
    assert [one.text("side") for one in passes] == (["union", "district"] * 2)[: len(passes)]
    times = [datetime.fromisoformat(one.text("at")) for one in passes]
    assert times == sorted(times)
    for time in times:  # the offset is the one the district's clocks had that day
        assert time.astimezone(ZoneInfo("America/New_York")).utcoffset() == time.utcoffset() != timedelta(0)
    for one in passes:
        one.only("side", "at", "label", "edits", "accept")
        assert one.text("label") in ("pass", "package", "what-if", "conceptual")
        if not one.has("accept"):
            edits = one.records("edits")
            blocks = sum(
                1 + ("| Step |" in edit.text("text", "")) for edit in edits if not edit.has("current")
            )
            assert edits
            assert len(_changed(edits, index)) == blocks


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda p: p.file)
def test_edits_stay_inside_the_clauses_of_the_item(proposal: Record, index: Index) -> None:
    own = {item.citation for clause in proposal.texts("clauses") for item in index.clause(clause)}
    for one in proposal.records("passes"):
        for edit in one.records("edits"):
            (key,) = [key for key in _WHERE if edit.has(key)]
            assert index.placed[index.find(edit.text(key))].citation in own


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda p: p.file)
def test_inserted_labels_run_on_from_the_clause_they_follow(proposal: Record, index: Index) -> None:
    for one in proposal.records("passes"):
        last: dict[str, str] = {}
        for edit in one.records("edits"):
            if edit.has("insert_after"):
                anchor = edit.text("insert_after")
                before = last.get(anchor, index.clause(anchor)[0].block.label)
                assert ord(edit.text("label")[1]) == ord(before[1]) + 1
                last[anchor] = edit.text("label")


def test_each_raise_in_words_has_the_table_that_follows_from_it() -> None:
    """48,166 and 3%: 48,166 × 1.03 = 49,610.98 → 49,611; hourly rates to the cent likewise."""
    for one in PROPOSALS[4].records("passes")[:3]:
        made = sample.applied(one.records("edits"))
        found = Index(place(made))
        for words_at, tables_at, unit in (("IX.A.2", "IX.A.4", "1"), ("XI.D.2", "XI.D.1", "0.01")):
            for said, before, label in zip("def", "def", "efg", strict=True):
                text = found.clause(f"{words_at}({said})")[0].block.text
                title = found.clause(f"{tables_at}({label})")[0].block.text
                day, percent = re.fullmatch(r"Effective (.+), each .* by ([\d.]+)%\.", text).groups()  # type: ignore[union-attr]
                assert title == f"Effective {day}: {percent}%"
                old, new = (sample.table(found, f"{tables_at}({at})") for at in (before, label))
                factor = 1 + Decimal(percent) / 100
                assert [[_amount(cell) for cell in row] for row in new[1:]] == [
                    [
                        _amount(row[0]),
                        *((_amount(c) * factor).quantize(Decimal(unit), ROUND_HALF_UP) for c in row[1:]),
                    ]
                    for row in old[1:]
                ]


def _amount(cell: str) -> Decimal:
    return Decimal(cell.replace(",", ""))


def test_the_last_item_ends_in_agreement() -> None:
    *earlier, last = PROPOSALS[4].records("passes")
    assert (last.text("side"), last.flag("accept", False)) == ("district", True)
    assert earlier[-1].text("side") == "union"
    assert not any(one.has("accept") for proposal in PROPOSALS[:4] for one in proposal.records("passes"))


def test_who_changes_the_size_of_the_inclusion_class_changes_it_twice(index: Index) -> None:
    sizes = [
        (re.findall(r"than (\d+) students", text), re.findall(r"(\d+):1", text))
        for one in PROPOSALS[0].records("passes")
        for text in _changed(one.records("edits"), index)
        if "ratio of" in text
    ]
    assert sizes == [(["16"], ["16"]), (["18"], ["18"])]


def test_the_first_union_pass_on_nurses_leaves_the_twin_behind_and_the_second_reaches_it(
    index: Index,
) -> None:
    first, _, second, _ = PROPOSALS[2].records("passes")
    ratios = [
        sorted(re.findall(r"nurses in a ratio of 1 to (\d+)", " ".join(_changed(edits, index))))
        for edits in (first.records("edits"), second.records("edits"))
    ]
    assert ratios == [["500"], ["600", "600"]]
