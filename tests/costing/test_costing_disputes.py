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
from negotiate.redline.model import Op

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


MORE = """\
terms:
  - {id: psychologists, kind: staffing-ratio, job: school psychologist, introduced: true, reading: system-wide, rounding: none, phrases: [{text: "School psychologists shall be employed in a ratio of 1 to {students} students"}], pay: PAY}
  - {id: speech, kind: staffing-ratio, job: pathologist, reading: system-wide, rounding: none, count: assigned, phrases: [{clause: V.A.1(e), text: "caseload of one pathologist to {students} assigned students"}], pay: PAY}
  - {id: young, kind: class-maximum, job: teacher, grades: ["1", "2"], phrases: [{text: "| K1, K2, and Grade 1 and 2 | {students} |"}], pay: PAY}
  - {id: over, kind: payment, count: classes one over, phrases: [{text: "For one student over the class size maxima the teacher will receive ${amount}"}]}
  - {id: base, kind: schedule-pay, group: teachers, phrases: [{text: "effective {date}, each salary of this schedule shall be increased by {percent}%"}], pay: {schedule: VIII.C}}
  - {id: support, kind: payment, introduced: true, count: paraprofessionals, phrases: [{text: "each paraprofessional shall be paid ${amount} a year"}]}
"""
COUNTS = """\
counts:
  - {name: assigned, value: 4300, as_of: 2016-01-01, source: assumed}
  - {name: classes one over, value: 40, as_of: 2016-01-01, source: assumed}
  - {name: paraprofessionals, value: 1200, as_of: 2016-01-01, source: assumed}
"""


@pytest.fixture(scope="module")
def district() -> Model:
    schools = "".join(f"School {at},{grade},64\n" for at in range(75) for grade in "12")
    rest = 55_371 - 75 * 2 * 64
    return read_model(
        {
            "agreement.yaml": "school_year: {first_year: 2016}\nrounding: {schedule: half-up-dollar}",
            "salary_model/enrolment.csv": f"school,grade,students\n{schools}All others,3,{rest}\n",
            "salary_model/counts.yaml": COUNTS,
            "salary_model/positions.yaml": "positions: [{job: school psychologist, fte: 48, as_of: 2016-01-01, source: assumed}]",
            "salary_model/scattergram.csv": "group,step,lane,fte\nteachers,5,Masters,4000\n",
            "salary_model/terms.yaml": MORE.replace("PAY", "{schedule: VIII.C, step: 5, lane: Masters}"),
        }
    )


def exchanged(base: TextInputs, citation: str, old: str, new: str) -> TextInputs:
    """The agreement with words of one clause exchanged, in a paragraph or in a table's row; without old words
    the new ones are added at the end of its first paragraph."""
    out = list(base.placed)
    for at, item in enumerate(out):
        if not item.citation.startswith(citation):
            continue
        block = item.block
        rows = tuple(
            tuple(new if cell == old else cell for cell in row) if row[0].startswith("K1") else row
            for row in block.rows
        )
        if rows != block.rows:
            out[at] = replace(item, block=replace(block, rows=rows))
            break
        if block.text and old in block.text:
            text = block.text.replace(old, new, 1) if old else f"{block.text} {new}"
            out[at] = replace(item, block=replace(block, text=text))
            break
    else:
        raise AssertionError(f"{old!r} does not stand at {citation}")
    return TextInputs("draft", tuple(out))


def marked(base: TextInputs, draft: TextInputs) -> str:
    """The redline's own marks, with words."""
    cells = {
        f"[deleted: {old}] [added: {new}]"
        for change in redline(base.placed, draft.placed).changes
        for one, other in zip(change.old, change.new, strict=True)
        for had, has in zip(one.block.rows, other.block.rows, strict=True)
        for old, new in zip(had, has, strict=True)
        if old != new
    }
    names = {Op.DELETE: "deleted", Op.INSERT: "added"}
    spans = [
        f"[{names[span.op]}: {span.text.strip()}]"
        for change in redline(base.placed, draft.placed).changes
        if not any(one.block.rows for one in change.old)
        for span in change.spans
        if span.op in names and span.text.strip()
    ]
    return " ".join([*cells, *spans])


STEP_5 = 74_598
CASES = [
    # 55,371 / 1,000 and / 1,500, all of it new against the language
    ("psychologists", "union", "V.A.1(e)", "", "School psychologists shall be employed in a ratio of 1 to 1,000 students.",
     "55.4", Fraction(55_371, 1_000) * STEP_5),
    ("psychologists", "district", "V.A.1(e)", "", "School psychologists shall be employed in a ratio of 1 to 1,500 students.",
     "36.9", Fraction(55_371, 1_500) * STEP_5),
    # 4,300 / 43 = 100
    ("pathologists", "union", "V.A.1(e)", "forty-three (43)", "thirty-eight (38)", "13.2", (Fraction(4_300, 38) - 100) * STEP_5),
    ("pathologists", "district", "V.A.1(e)", "forty-three (43)", "forty-one (41)", "4.9", (Fraction(4_300, 41) - 100) * STEP_5),
    # 64 pupils: three classes of 22, four of 20; two grades in 75 schools
    ("class size", "union", "V.A.1(a)", "22", "20", "150.0", Fraction(150 * STEP_5)),
    ("class size", "district", "V.A.1(b)", "$1,500", "$2,000", "0.0", Fraction(40 * 500)),
    # 74,598 × 1.02 = 76,089.96 → 76,090; × 1.01 = 75,343.98 → 75,344
    ("pay", "union", "VIII.C", "", "Effective September 1, 2016, each salary of this schedule shall be increased by 2%, and each paraprofessional shall be paid $1,500 a year.",
     "0.0", Fraction(4_000 * 1_492 + 1_200 * 1_500)),
    ("pay", "district", "VIII.C", "", "Effective September 1, 2016, each salary of this schedule shall be increased by 1%, and each paraprofessional shall be paid $600 a year.",
     "0.0", Fraction(4_000 * 746 + 1_200 * 600)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "side", "citation", "old", "new", "more", "cost_of"),
    CASES,
    ids=[f"{c[0]}-{c[1]}" for c in CASES],
)
def test_each_dispute_has_its_redline_and_its_cost(
    received: TextInputs, district: Model, subject: str, side: str, citation: str, old: str, new: str, more: str,
    cost_of: Fraction,
) -> None:  # fmt: skip
    draft = exchanged(received, citation, old, new)
    report = cost(draft, received, district, 1)
    assert not report.unpriced and not report.conflicts
    assert report.years[0].total_cents == round(cost_of * 100)
    positions = sum(term.after - term.before for term in report.terms if term.unit == "FTE")
    assert f"{float(positions):,.1f}" == more
    assert said(subject, side, marked(received, draft), more, dollars(round(cost_of * 100))), marked(
        received, draft
    )
    if subject == "psychologists":
        (term,) = [one for one in report.terms if one.id == "psychologists"]
        assert term.staff is not None and term.staff.more == max(Fraction(0), term.after - 48)
