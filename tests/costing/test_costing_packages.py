"""Packages: stand-alone, stacked, last-in and interaction are differences of merged texts."""

import json
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
from negotiate.costing.versions import TextInputs

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
        placed = joined(base.placed, [patches[name] for name in names])
        assert placed is not None
        page = PAGE
        for name in names:
            page = page.replace(*EDITS[name])
        whole = cost(text(page), base, model, 1).years[0].total_cents
        quick = cost(TextInputs("x", placed), base, model, 1).years[0].total_cents
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
    assert joined(base.placed, [one, other]) is None
    assert joined(base.placed, [one]) == text(PAGE.replace("10 nurses", "11 nurses")).placed


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "demo"
    assert main(["demo", str(folder), "--no-open"]) == 0
    return folder


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
