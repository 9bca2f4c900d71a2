"""The two disputes on a real agreement's own language: what the guide's page says is what they cost.

Figures and assumptions are those of ``docs/guide/disputes.md``; the rates are read from the agreement.
"""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.costing.engine import cost
from negotiate.costing.model import Model, read_model
from negotiate.costing.output import dollars
from negotiate.costing.uncosted import not_costed
from negotiate.costing.versions import TextInputs
from negotiate.redline.engine import redline

PAGE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "disputes.md"
BEGINS = "Social Workers - "
RATIO = "The Committee shall employ social workers in a ratio of 1 to 500 students."
UNION = (
    "One special education teacher and one paraprofessional shall work beside the regular education teacher "
    "in each inclusion classroom at all times."
)
DISTRICT = (
    "A teacher with three licenses may be the sole adult of an inclusion classroom and shall be paid a "
    "differential of $2,000 a year."
)
TERMS = """\
terms:
  - {id: added, kind: fixed-positions, job: social worker, replaced_by: ratio, phrases: [{text: "the Committee shall add {positions} social workers"}], pay: PAY}
  - {id: ratio, kind: staffing-ratio, job: social worker, introduced: true, reading: READING, rounding: ROUNDING, phrases: [{text: "employ social workers in a ratio of 1 to {students} students"}], pay: PAY}
  - {id: special, kind: co-teaching, job: special education teacher, introduced: true, count: rooms, phrases: [{text: "{adults} special education teacher and one paraprofessional shall work beside"}], pay: PAY}
  - {id: aide, kind: co-teaching, job: paraprofessional, introduced: true, count: rooms, phrases: [{text: "one special education teacher and {adults} paraprofessional shall work beside"}], pay: {amount: 24000, source: assumed}}
  - {id: licences, kind: payment, introduced: true, count: rooms, phrases: [{text: "and shall be paid a differential of ${amount} a year"}]}
"""


def model(reading: str = "system-wide", rounding: str = "none") -> Model:
    schools = "".join(f"School {at},all,457\n" for at in range(121)) + "School 122,all,74\n"
    terms = TERMS.replace("PAY", "{schedule: VIII.C, step: 5, lane: Masters}")
    return read_model(
        {
            "agreement.yaml": "school_year: {first_year: 2016}",
            "salary_model/enrolment.csv": "school,grade,students\n" + schools,
            "salary_model/counts.yaml": "counts: [{name: rooms, value: 300, as_of: 2016-01-01, source: assumed}]",
            "salary_model/terms.yaml": terms.replace("READING", reading).replace("ROUNDING", rounding),
        }
    )


@pytest.fixture(scope="module")
def received(shared: Path) -> TextInputs:
    file = shared / "data" / "contracts" / "boston-btu-2010-2016.txt"
    return TextInputs("baseline", place(read_received(file.read_bytes(), file.name).agreement))


def changed(base: TextInputs, citation: str, begins: str, words: str) -> TextInputs:
    """The agreement with one block's words exchanged."""
    out = list(base.placed)
    (at,) = [
        index
        for index, item in enumerate(out)
        if item.citation.startswith(citation) and item.block.text.startswith(begins)
    ]
    out[at] = replace(out[at], block=replace(out[at].block, text=words))
    return TextInputs("draft", tuple(out))


def said(*cells: str) -> bool:
    """Whether the page has a table's row with these cells."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.read_text("utf-8").splitlines()
    ]
    return any(list(cells) == row[-len(cells) :] for row in rows)


@pytest.mark.parametrize(
    ("reading", "rounding", "owed"),
    # 55,371 students; 121 schools of 457 and one of 74
    [
        ("system-wide", "none", Fraction(55_371, 500)),
        ("per-school", "up", Fraction(122)),
        ("per-school", "half-fte", Fraction(121)),
    ],
)
def test_social_workers_by_ratio_instead_of_a_number(
    received: TextInputs, reading: str, rounding: str, owed: Fraction
) -> None:
    draft = changed(received, "V.A.1(e)", BEGINS, RATIO)
    report = cost(draft, received, model(reading, rounding), 1)
    had, has = (term for term in report.terms if term.job == "social worker")
    assert [had.before, had.after, has.before, has.after] == [Fraction(each) for each in (8, 0, 0, owed)]
    total = report.years[0].total_cents
    # step 5, Masters, of November 1, 2015: 74,598
    assert total == round((owed - 8) * 74_598 * 100)
    shown = f"{float(owed):,.1f}"
    assert said(reading, "unrounded" if rounding == "none" else rounding, shown, dollars(total or 0)), (
        shown,
        total,
    )


@pytest.mark.parametrize(
    ("words", "adults", "cents"),
    [(UNION, 600, 300 * (74_598 + 24_000) * 100), (DISTRICT, 0, 300 * 2_000 * 100)],
    ids=["union", "district"],
)
def test_adults_in_the_room_or_licences(received: TextInputs, words: str, adults: int, cents: int) -> None:
    begins = next(i.block.text for i in received.placed if i.citation.startswith("V.A.2(f)(2)"))[:20]
    draft = changed(received, "V.A.2(f)(2)", begins, words)
    report = cost(draft, received, model(), 1)
    more = sum(term.after - term.before for term in report.terms if term.unit == "FTE")
    assert (more, report.years[0].total_cents) == (adults, cents)
    assert said(f"{adults}", dollars(cents))


def test_the_sentence_that_gave_way_is_listed_where_no_term_reads_it(received: TextInputs) -> None:
    draft = changed(received, "V.A.1(e)", BEGINS, RATIO)
    listed = not_costed(redline(received.placed, draft.placed), draft, received, model())
    assert [item.citation.split(" ")[0] for item in listed] == ["V.A.1(e)"] or listed == ()
