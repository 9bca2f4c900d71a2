"""Packages: stand-alone, stacked, last-in and interaction are differences of merged texts."""

import json
import shutil
from pathlib import Path

import pytest
from costing_texts import text
from hypothesis import given
from hypothesis import strategies as st

from negotiate.cli import main
from negotiate.costing.engine import cost
from negotiate.costing.model import read_model
from negotiate.costing.packages import Totals, package_cost
from negotiate.costing.patches import joined, patch
from negotiate.costing.phrases import find
from negotiate.costing.versions import difference

PRICES = st.lists(st.integers(-900, 900), min_size=1, max_size=5)
PAIRS = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(-300, 300), max_size=4)


@given(PRICES, PAIRS)
def test_the_laws_of_a_package(alone: list[int], together: dict[tuple[int, int], int]) -> None:
    names = [str(at) for at in range(len(alone))]

    def price(chosen: tuple[str, ...]) -> Totals:
        both = sum(worth for (a, b), worth in together.items() if a != b and {str(a), str(b)} <= set(chosen))
        return (sum(alone[int(name)] for name in chosen) + both,)

    found = package_cost(names, ("2026-27",), price)
    total = price(tuple(names))
    assert found.total == total
    assert sum(adds[0] or 0 for _, adds in found.stacked) == total[0]
    assert found.interaction == ((total[0] or 0) - sum(alone),)
    assert [cents[0] for _, cents in found.stand_alone] == alone
    assert found.stacked[0] == found.stand_alone[0] and found.last_in[-1] == found.stacked[-1]


def test_a_text_without_a_total_leaves_its_parts_without_one() -> None:
    found = package_cost(["a", "b"], ("y",), lambda names: (None,) if "b" in names else (5,))
    assert found.interaction == (None,) and dict(found.last_in) == {"a": (None,), "b": (None,)}
    assert dict(found.stand_alone) == {"a": (5,), "b": (None,)}


PAGE = """\
- **A.** The Board shall employ 10 nurses.

- **B.** Pay

  Effective September 1, 2026

  | Step | BA |
  | --- | --- |
  | 1 | 50,000 |
  | 2 | 60,000 |

- **C.** The Board shall add 4 aides.
"""
TERMS = """\
terms:
  - {id: nurses, kind: fixed-positions, job: nurse, phrases: [{text: "shall employ {positions} nurses"}], pay: {schedule: B, step: 1, lane: BA}}
  - {id: aides, kind: fixed-positions, job: aide, phrases: [{text: "shall add {positions} aides"}], pay: {schedule: B, step: 2, lane: BA}}
"""
EDITS = {"1": ("10 nurses", "13 nurses"), "2": ("50,000", "52,000"), "3": ("4 aides", "5 aides")}


def test_a_raise_and_more_positions_cost_more_together_than_apart() -> None:
    model = read_model(
        {"salary_model/terms.yaml": TERMS, "agreement.yaml": "school_year: {first_year: 2026}"}
    )
    base = text(PAGE)
    patches = {name: patch(base.placed, text(PAGE.replace(*edit)).placed) for name, edit in EDITS.items()}

    def price(names: tuple[str, ...]) -> Totals:
        version = joined(base, [patches[name] for name in names], "x")
        assert version is not None
        page = PAGE
        for name in names:
            page = page.replace(*EDITS[name])
        whole = cost(text(page), base, model, 1).years[0].total_cents
        quick = cost(version, base, model, 1).years[0].total_cents
        assert quick == whole
        return (quick,)

    found = package_cost(("1", "2", "3"), ("2026-27",), price)
    # 3 × 50,000; a raise of the cell alone adds no position; 1 × 60,000; together 3 × 52,000 + 60,000
    assert dict(found.stand_alone) == {"1": (150_000_00,), "2": (0,), "3": (60_000_00,)}
    assert dict(found.stacked) == {"1": (150_000_00,), "2": (6_000_00,), "3": (60_000_00,)}
    assert dict(found.last_in) == {"1": (156_000_00,), "2": (6_000_00,), "3": (60_000_00,)}
    assert found.interaction == (6_000_00,)


def test_patches_that_touch_are_not_joined() -> None:
    base = text(PAGE)
    one = patch(base.placed, text(PAGE.replace("10 nurses", "11 nurses")).placed)
    other = patch(base.placed, text(PAGE.replace("10 nurses", "12 nurses")).placed)
    assert joined(base, [one, other], "x") is None
    alone = joined(base, [one], "x")
    assert alone is not None and alone.placed == text(PAGE.replace("10 nurses", "11 nurses")).placed


LINES = st.lists(
    st.sampled_from(["one nurse", "two nurses", "a fund of $9", "rooms", "|"]), min_size=1, max_size=8
)


def _page(lines: list[str]) -> str:
    shown = (
        "\n| Step | BA |\n| --- | --- |\n| 1 | 50,000 |\n| 2 | 51,000 |\n" if one == "|" else f"\n{one}\n"
        for one in lines
    )
    return "- **A.** Pay\n" + "".join(shown)


@given(LINES, LINES)
def test_a_text_made_from_another_is_as_one_read_whole(old: list[str], new: list[str]) -> None:
    base, whole = text(_page(old)), text(_page(new))
    made = joined(base, [patch(base.placed, whole.placed)], "x")
    assert made is not None
    assert (made.words, made.tables) == (whole.words, whole.tables)
    assert [one.grid for one in made.schedules] == [one.grid for one in whole.schedules]
    for phrase in ("{positions} nurses", "a fund of ${amount}"):
        found = [
            [(one.index, one.at, one.values) for one in find(each, phrase, base)] for each in (made, whole)
        ]
        assert found[0] == found[1]
    for index in range(len(base.words)):
        at = difference(made, base).still(index)
        assert at is None or made.words[at] == base.words[index]


@pytest.fixture(scope="module")
def demo(_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(_sample, tmp_path_factory.mktemp("package") / "demo", symlinks=True))


def _json(words: list[str], capsys: pytest.CaptureFixture[str]) -> object:
    capsys.readouterr()
    assert main(words) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.slow
def test_a_package_of_the_sample_by_command(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["-w", str(demo)]
    names = ["2", "4"]
    assert main([*where, "package", "people", *names]) == 0
    found = _json([*where, "cost", "package:people", "--json", "--years", "1"], capsys)
    assert isinstance(found, dict)
    items = _json([*where, "item", "show", "2", "--json"], capsys)
    assert isinstance(items, dict)
    last = {name: _json([*where, "item", "show", name, "--json"], capsys) for name in names}
    alone = {}
    for name, shown in last.items():
        assert isinstance(shown, dict)
        side = [one for one in shown["passes"] if one["number"]][-1]
        report = _json(
            [*where, "cost", f"{name}:{side['side']}@{side['number']}", "--json", "--years", "1"], capsys
        )
        assert isinstance(report, dict)
        alone[name] = [year["total_cents"] for year in report["years"]]
    assert found["stand_alone"] == alone
    total = found["years"][0]["total_cents"]
    assert sum(one["adds_cents"][0] for one in found["stacked"]) == total
    assert found["interaction_cents"] == [total - sum(cents[0] for cents in alone.values())]


CASELOAD = (
    "Speech-language pathologists. The caseloads of speech-language pathologists shall average no more than "
    "{} students across the District, and no pathologist shall carry more than fifty (50)."
)


@pytest.mark.slow
def test_two_items_that_change_one_paragraph_have_no_total_together(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["-w", str(shutil.copytree(demo, tmp_path / "clash", symlinks=True))]
    for item, students in (("1", "thirty (30)"), ("3", "thirty-three (33)")):
        words = ["--side", "union", "--clause", "IV.B.1", "--text", CASELOAD.format(students)]
        assert main([*where, "draft", item, *words]) == 0
        assert main([*where, "pass", item, "--side", "union", "--at", "2026-06-02T10:00"]) == 0
    assert main([*where, "package", "both", "1", "3"]) == 0
    found = _json([*where, "cost", "package:both", "--json", "--years", "1"], capsys)
    alone = {
        name: _json([*where, "cost", f"{name}:union", "--json", "--years", "1"], capsys) for name in "13"
    }
    assert isinstance(found, dict)
    assert [year["total_cents"] for year in found["years"]] == [None] and found["interaction_cents"] == [None]
    (conflict,) = found["conflicts"]
    assert "thirty (30)" in conflict["reason"] and "thirty-three (33)" in conflict["reason"]
    totals = []
    for report in alone.values():
        assert isinstance(report, dict)
        totals.append([year["total_cents"] for year in report["years"]])
        assert all(left in found["not_costed"] for left in report["not_costed"])
    assert [each["years_cents"] for each in conflict["alternatives"]] == totals
    assert main([*where, "cost", "package:both", "--years", "1"]) == 0
    shown = capsys.readouterr().out
    assert "2026-27   no total   (1 in conflict" in shown and "    with item 1: $" in shown


@pytest.mark.slow
def test_the_distance_by_command(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(["-w", str(demo), "cost", "distance", "--json", "--years", "2"], capsys)
    assert isinstance(found, dict) and found["years"] == ["2026-27", "2027-28"]
    assert len(found["items"]) == 5
    for one in (*found["items"], found["total"]):
        for ours, theirs, between in zip(
            one["union_cents"], one["district_cents"], one["distance_cents"], strict=True
        ):
            assert between == ours - theirs
    assert "not costed" in found["total"]["union_left_out"]
