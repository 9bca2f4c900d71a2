"""The model's files: read exactly, refused with file, line and what was expected."""

from fractions import Fraction

import pytest
from costing_texts import NURSES

from negotiate.common.errors import BadInput
from negotiate.costing.model import read_calendar, read_enrolment, read_model
from negotiate.costing.terms import read_terms

WORDS = "the system wide ratio of school nurses to students shall be 1 to {students}"
FILES = {
    "salary_model/enrolment.csv": "school,grade,students\nA,K,10\nA,1,20\nB,K,30\ntotal,,60\n",
    "salary_model/scattergram.csv": "step,lane,fte\n1,BA,2.5\nStep 2,MA,3\n",
    "salary_model/positions.yaml": "positions: [{job: Nurse, fte: 2.5, as_of: 2020-01-01, source: a}]",
    "salary_model/rates.yaml": "roll_up: [{name: Medicare, percent: 1.45, applies_to: [salary], source: l}]",
    "salary_model/counts.yaml": "counts: [{name: rooms, value: 7, as_of: 2020-01-01, source: a}]",
    "salary_model/terms.yaml": NURSES,
    "agreement.yaml": "school_year: {starts: 07-01, first_pay_month: 8, pay_months: 12, blended: dollar}",
}


def test_every_file_is_read() -> None:
    model = read_model(FILES)
    assert model.enrolment is not None
    assert (model.enrolment.total, model.enrolment.by_school(("K",))) == (60, (("A", 10), ("B", 30)))
    assert [(cell.step, cell.fte) for cell in model.scattergram] == [
        ("1", Fraction(5, 2)),
        ("2", Fraction(3)),
    ]
    position, count = model.employed("nurse"), model.count("Rooms")
    assert position is not None and position.fte == Fraction(5, 2)
    assert count is not None and count.value == 7
    assert model.rates[0].percent == Fraction("1.45")
    assert (model.calendar.begins, model.calendar.pay_months[:2], model.calendar.blend) == (7, (8, 9), 100)
    assert model.digest != read_model({**FILES, "salary_model/rates.yaml": "roll_up: []"}).digest
    assert read_model({}).terms == ()


def test_a_total_alone_is_an_enrolment() -> None:
    assert read_enrolment('students\n"55,371"\n', "e.csv").total == 55_371
    assert read_enrolment("total\n55371\n", "e.csv").by_school() == ()


@pytest.mark.parametrize(
    ("name", "text", "where", "said"),
    [
        (
            "enrolment.csv",
            "school,students\nA,10\ntotal,11\n",
            ":3 column students",
            "the schools add up to 10",
        ),
        ("enrolment.csv", "school,students\nA,-1\n", ":2 column students", "'students' is '-1'"),
        ("enrolment.csv", "school,pupils\nA,1\n", ":1", "unknown column 'pupils'"),
        ("enrolment.csv", "school,students\n", "", "no students"),
        ("scattergram.csv", "step,lane,fte\n1,BA,2\n1,Bachelor,3\n", ":3 column step", "twice"),
        (
            "positions.yaml",
            "positions:\n  - {job: Nurse, fte: many, as_of: 2020-01-01, source: a}\n",
            ":2",
            "many",
        ),
        (
            "positions.yaml",
            "positions:\n  - job: Nurse\n    fte: 1\n    source: a\n",
            ":2",
            "'as_of' is missing",
        ),
        ("rates.yaml", "roll_up:\n  - {name: a, percent: 1, source: b}\n", ":2", "'applies_to'"),
        ("counts.yaml", "counts:\n  - {nme: rooms}\n", ":2", "unknown key 'nme'"),
        ("terms.yaml", NURSES.replace("{students}", "{pupils}", 1), ":7", "'text'"),
        ("terms.yaml", NURSES.replace(WORDS, "to {students}"), ":7", "'text'"),
        ("terms.yaml", NURSES.replace("    reading: system-wide\n", ""), ":2", "'reading' is missing"),
        ("terms.yaml", NURSES.replace("system-wide\n", "everywhere\n"), ":10", "'reading' is 'everywhere'"),
        ("terms.yaml", NURSES.replace("kind: staffing-ratio", "kind: ratio"), ":3", "'kind' is 'ratio'"),
        ("terms.yaml", NURSES + "    full: week\n", ":14", "unknown key 'full'"),
        ("terms.yaml", NURSES + "    replaced_by: other\n", ":2", "no term is called 'other'"),
        ("terms.yaml", NURSES + NURSES.partition("\n")[2], ":14", "stands twice"),
        ("terms.yaml", NURSES.replace("lane: MA", "amount: 1.005, source: a"), ":12", "'amount'"),
    ],
)
def test_a_fault_names_its_file_and_line(name: str, text: str, where: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_model({f"salary_model/{name}": text})
    assert caught.value.where == f"salary_model/{name}{where}"
    assert said in caught.value.what


def test_calendar_faults() -> None:
    for text in (
        "school_year: {starts: September}",
        "school_year: {pay_months: 13}",
        "school_year: {blended: x}",
    ):
        with pytest.raises(BadInput):
            read_calendar(text, "agreement.yaml")


def test_pay_by_the_hour_says_how_many() -> None:
    hourly = NURSES.replace("lane: MA", "lane: MA, per: hour")
    with pytest.raises(BadInput, match="'units' is missing"):
        read_terms(hourly, "terms.yaml")
