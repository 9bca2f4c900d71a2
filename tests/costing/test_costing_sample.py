"""The sample district's cost terms on its own agreement and on every pass of its proposals."""

import json
from pathlib import Path

import pytest
from sample_files import ROOT, agreement, applied, proposals

from negotiate.agreement.citations import place
from negotiate.common.records import Record
from negotiate.costing.engine import cost
from negotiate.costing.model import Model, read_model
from negotiate.costing.output import to_json, to_text
from negotiate.costing.reading import State, read_in
from negotiate.costing.report import CostReport
from negotiate.costing.uncosted import not_costed
from negotiate.costing.versions import TextInputs
from negotiate.redline.engine import redline

BASE = TextInputs("baseline", place(agreement()))


@pytest.fixture(scope="module")
def model() -> Model:
    folder = ROOT / "salary_model"
    files = {
        str(path.relative_to(ROOT)): path.read_text("utf-8") for path in folder.iterdir() if path.is_file()
    }
    return read_model({**files, "agreement.yaml": settings().read_text("utf-8")})


def settings() -> Path:
    return ROOT / "baseline_contract" / "agreement.yaml"


def passes(number: int) -> list[Record]:
    return list(proposals()[number - 1].records("passes"))


def report(offered: Record, model: Model) -> CostReport:
    version = TextInputs("draft", place(applied(offered.records("edits"))))
    changed = not_costed(redline(BASE.placed, version.placed), version, BASE, model)
    return cost(version, BASE, model, 3, changed)


def test_every_term_is_found_in_the_agreement_or_is_new_language(model: Model) -> None:
    states = {term.id: read_in(term, BASE).state for term in model.terms}
    introduced = {term.id for term in model.terms if term.introduced}
    assert {id_ for id_, state in states.items() if state is not State.FOUND} == introduced
    assert all(states[id_] is State.ABSENT for id_ in introduced)


def test_the_agreement_against_itself_costs_nothing(model: Model) -> None:
    same = cost(BASE, BASE, model)
    assert [year.total_cents for year in same.years] == [0, 0, 0]
    assert same.complete and not same.changed and same.years[0].label == "2026-27"


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_every_pass_is_priced_or_says_why_not(number: int, model: Model) -> None:
    for offered in passes(number):
        found = report(offered, model)
        changes = any(not edit.has("current") for edit in offered.records("edits"))
        assert bool(found.changed or found.unpriced or found.not_costed) == changes
        assert all(year.total_cents is not None for year in found.years) or found.conflicts


def test_the_first_pass_on_nurses_contradicts_the_twin_and_the_second_is_priced(model: Model) -> None:
    union = [offered for offered in passes(3) if offered.text("side") == "union"]
    (conflict,) = report(union[0], model).conflicts
    assert {place.citation for place in conflict.places} == {"IV.C.1(a)", "X.E.1"}
    (nurses,) = [term for term in report(union[1], model).terms if term.id == "nurse-ratio"]
    # 21,420 students: 30.6 at 700, 35.7 at 600, at step 5, MA of September 1, 2025: 74,598
    assert (float(nurses.before), float(nurses.after)) == (30.6, 35.7)
    assert nurses.cents == (51 * 74_598 * 10,) * 3


def test_inclusion_rooms_and_adults(model: Model) -> None:
    (special, paras) = report(passes(1)[0], model).changed
    # 188 rooms × 30 of 30 hours; 123 rooms × 6 of 6.5 hours, 1,183 hours a year at step 2: 19.94
    assert float(special.after) == 188 and float(special.before) == 188 * 5 / 30
    assert paras.cents[0] == round((123 * 3 / 6.5) * 1183 * 1994)


def test_a_limit_written_around_a_costed_figure_is_listed(model: Model) -> None:
    district = next(offered for offered in passes(1) if offered.text("side") == "district")
    listed = {item.citation: item.reason for item in report(district, model).not_costed}
    assert listed == {"V.B.5(a)": "changed: the words around a costed figure"}


def test_pay_is_whole_and_its_tables_agree_with_its_words(model: Model) -> None:
    found = report(passes(5)[0], model)
    assert found.complete
    assert [term.id for term in found.changed][:2] == ["teachers-base-pay", "paraprofessionals-base-pay"]


def test_the_same_inputs_give_the_same_bytes_and_say_what_they_were(model: Model) -> None:
    folder = ROOT / "salary_model"
    files = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in folder.iterdir()}
    files["agreement.yaml"] = settings().read_text("utf-8")

    def written(files: dict[str, str], edits: Record) -> tuple[str, str]:
        read = read_model(dict(reversed(files.items())))
        base = TextInputs("baseline", place(agreement()), "b" * 64, "c" * 40)
        version = TextInputs("1:union", place(applied(edits.records("edits"))), "d" * 64, "e" * 40)
        changed = not_costed(redline(base.placed, version.placed), version, base, read)
        found = cost(version, base, read, 3, changed)
        return to_text(found), json.dumps(to_json(found))

    first, again = (written(files, passes(1)[0]) for _ in range(2))
    assert first == again
    assert f"the language of 1:union: digest {'d' * 12}, commit {'e' * 12}" in first[0]
    assert f"the salary model: digest {model.digest[:12]}" in first[0]
    other = {**files, "salary_model/ranges.yaml": files["salary_model/ranges.yaml"] + "# a note"}
    assert written(other, passes(1)[0])[0].splitlines()[-1] != first[0].splitlines()[-1]
