"""Every kind of cost term, as data: language before and after, the district's files, and what it must cost.

A case of ``cases/*.yaml`` has ``before`` and ``after`` (or ``change``, words of ``before`` exchanged), the
``files`` of a workspace, and what is expected; the reckoning by hand stands in a comment beside it.
"""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from costing_texts import text

from negotiate.costing.engine import cost, with_method
from negotiate.costing.kinds import KINDS
from negotiate.costing.model import read_model
from negotiate.costing.report import CostReport

FILES = sorted(Path(__file__).with_name("cases").glob("*.yaml"))
CASES: list[Any] = []
for file in FILES:
    loaded = yaml.safe_load(file.read_text("utf-8"))
    common = loaded.get("common", {})
    for case in loaded["cases"]:
        merged = {**common, **case, "files": {**common.get("files", {}), **case.get("files", {})}}
        CASES.append(pytest.param(merged, id=f"{file.stem}: {case['name']}"))
USED: set[str] = set()


def report(case: dict[str, Any]) -> CostReport:
    before = case["before"]
    after = case.get("after", before)
    for old, new in case.get("change", {}).items():
        assert old in after, old
        after = after.replace(old, new)
    names = {name: name if name == "agreement.yaml" else f"salary_model/{name}" for name in case["files"]}
    model = read_model({names[name]: words for name, words in case["files"].items()})
    USED.update(term.kind for term in model.terms)
    model = with_method(model, case.get("method", "cast-forward"))
    return cost(text(after, "draft"), text(before), model, case.get("years", 1))


@pytest.mark.parametrize("case", CASES)
def test_a_case(case: dict[str, Any]) -> None:
    found = report(case)
    expected = case["expect"]
    assert [item.reason for item in found.unpriced] == [] or "unpriced" in expected or "conflict" in expected
    for id_, (before, after) in expected.get("quantity", {}).items():
        (term,) = [term for term in found.terms if term.id == id_]
        assert (term.before, term.after) == (Fraction(str(before)), Fraction(str(after)))
    for name, amounts in expected.get("components", {}).items():
        assert [dict(year.components).get(name) for year in found.years] == [cents(each) for each in amounts]
    if "total" in expected:
        assert [year.total_cents for year in found.years] == [cents(each) for each in expected["total"]]
    for key in ("one_time", "retroactive"):
        if key in expected:
            assert [getattr(year, key) for year in found.years] == [cents(each) for each in expected[key]]
    for id_, words in expected.get("unpriced", {}).items():
        (item,) = [item for item in found.unpriced if item.term == id_]
        assert words in item.reason
    for id_, amounts in expected.get("conflict", {}).items():
        (conflict,) = [one for one in found.conflicts if one.term == id_]
        assert [[*each.cents] for each in conflict.alternatives] == [
            [cents(x) for x in row] for row in amounts
        ]
        assert all(year.total_cents is None for year in found.years)


def cents(dollars: object) -> int:
    value = Decimal(str(dollars)) * 100
    assert value == int(value), dollars
    return int(value)


def test_every_kind_has_a_case() -> None:
    used = set()
    for file in FILES:
        for line in file.read_text("utf-8").splitlines():
            if "kind: " in line:
                used.add(line.split("kind: ")[1].split("}")[0].split(",")[0].strip())
    assert set(KINDS) - used == set()
