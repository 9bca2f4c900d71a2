"""The sample agreement: well formed, long enough, and wrong only where ``sample_errors.yaml`` says.

The checks here are written for the sample alone and share nothing with the program's own
checks of an agreement, so that each can find the other out.
"""

import csv
import re
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path

import pytest
import sample_files as sample

from negotiate.agreement.blocks import Kind, Rows
from negotiate.agreement.citations import Index
from negotiate.agreement.markdown import read_article, write_article
from negotiate.common.errors import BadInput
from negotiate.common.text import words
from negotiate.costing.model import read_model

GRIDS = tuple(f"IX.A.4({letter})" for letter in "abcd")
HOURLY = tuple(f"XI.D.1({letter})" for letter in "abcd")
LANES = ("BA", "B+15", "MA", "M+15", "M+30", "M+45", "M+60", "M+75", "DOC")
_MONTHS = {"January": 31, "February": 29, "March": 31, "April": 30, "May": 31, "June": 30, "July": 31}
_MONTHS |= {"August": 31, "September": 30, "October": 31, "November": 30, "December": 31}


@pytest.fixture(scope="module")
def index() -> Index:
    return sample.index()


def test_every_file_is_written_back_as_it_was_read() -> None:
    texts = sample.agreement_texts()
    assert len(texts) == 15  # thirteen articles, two appendices
    for path, text in texts.items():
        assert re.fullmatch(r"\d\d-[a-z0-9-]+\.md", Path(path).name)
        assert write_article(read_article(text, path)) == text


def test_it_is_long_enough_to_bargain_on(index: Index) -> None:
    prose = [item.block.text for item in index.placed if item.block.kind is not Kind.TABLE]
    assert sum(len(words(text)) for text in prose) >= 8000


def test_every_grid_has_nine_steps_and_nine_lanes(index: Index) -> None:
    for citation in GRIDS:
        rows = sample.table(index, citation)
        assert rows[0] == ("Step", *LANES)
        assert [row[0] for row in rows[1:]] == [str(step) for step in range(1, 10)]
        assert all(re.fullmatch(r"\d{2,3},\d{3}", cell) for row in rows[1:] for cell in row[1:])


def test_every_raise_follows_from_the_cell_before_but_for_the_planted_ones(index: Index) -> None:
    odd = [
        (citation, *cell)
        for family, unit in ((GRIDS, "1"), (HOURLY, "0.01"))
        for before, citation in pairwise(family)
        for cell in _odd_cells(sample.table(index, before), sample.table(index, citation), unit)
    ]
    stipends = sample.table(index, "Appendix A.1")
    for row in stipends[1:]:
        for at in (2, 3):
            if _raised(row[at - 1], "1") != _amount(row[at]):
                odd.append(("Appendix A.1", row[0], stipends[0][at], row[at]))
    listed = [(e.citation, *e.cell, e.found) for e in sample.planted("schedule-cell")]
    assert sorted(odd) == sorted(listed)


def _odd_cells(old: Rows, new: Rows, unit: str) -> list[tuple[str, str, str]]:
    return [
        (row[0], new[0][at], row[at])
        for before, row in zip(old[1:], new[1:], strict=True)
        for at in range(1, len(row))
        if _raised(before[at], unit) != _amount(row[at])
    ]


def _raised(cell: str, unit: str) -> Decimal:
    """Three per cent on the printed cell, half up: 48,166 × 1.03 = 49,610.98 → 49,611."""
    return (_amount(cell) * Decimal("1.03")).quantize(Decimal(unit), ROUND_HALF_UP)


def _amount(cell: str) -> Decimal:
    return Decimal(cell.replace(",", "").removeprefix("$"))


def test_the_grids_are_the_published_figures_they_are_said_to_be(index: Index, shared: Path) -> None:
    """Group I of the Boston agreement, November 2012 to 2015, under dates ten years later."""
    with (shared / "data/oracles/boston_group1_schedule_2010_2015.csv").open() as sheet:
        published = {
            (r["label"].split(":")[0], r["step"], r["lane"]): r["annual"] for r in csv.DictReader(sheet)
        }
    altered = {(e.citation, *e.cell) for e in sample.planted("schedule-cell")}
    for citation, year in zip(GRIDS, range(2012, 2016), strict=True):
        for row in sample.table(index, citation)[1:]:
            for lane, cell in zip(LANES, row[1:], strict=True):
                if (citation, row[0], lane) not in altered:
                    key = (f"Effective November 1, {year}", row[0], lane)
                    assert _amount(cell) == Decimal(published[key])


def test_every_reference_resolves_but_for_the_planted_ones(index: Index) -> None:
    missing = {
        (item.citation, target)
        for item in index.placed
        for target in _targets(item.block.text, item.citation)
        if not _resolves(index, target)
    }
    assert missing == {("VIII.F.3", "VI.H"), ("VII.G.3", "Appendix C")}
    listed = {e.citation for e in sample.planted("crossref-missing", "appendix-missing")}
    assert {citation for citation, _ in missing} == listed


def _targets(text: str, own: str) -> list[str]:
    sections = r"[A-Z](?:\.\d+)?(?:\([a-z]\))?\b"
    listed = rf"Sections? ((?:{sections}\)?(?:, | and | through )?)+)"
    found = re.findall(r"Appendix [A-Z]\b", text)
    for article, rest in re.findall(rf"Article ([IVX]+)\b(?:, {listed})?", text):
        parts = re.findall(r"[A-Z](?:\.\d+)?(?:\([a-z]\))?", rest)
        found += [f"{article}.{part}" for part in parts] or [article]
    for rest in re.findall(rf"(?<!, ){listed} ?(?:of|are)? ?this Article", text):
        found += [f"{own.split('.')[0]}.{part}" for part in re.findall(r"[A-Z](?:\.\d+)?", rest)]
    return found


def _resolves(index: Index, target: str) -> bool:
    try:
        index.find(target)
    except BadInput:
        return False
    return True


def test_references_that_go_astray_lead_to_another_subject(index: Index) -> None:
    headings = {e.citation: e.expected for e in sample.planted("crossref-wrong")}
    assert headings == {"V.D.1": "Article IV, Section A", "X.F.4": "Article XII"}
    assert index.clause("IV.A")[0].block.text == "Class Size"
    assert index.clause("XII")[0].block.text == "Grievance and Arbitration"


def test_labels_run_on_but_for_the_planted_ones(index: Index) -> None:
    series: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in index.placed:
        if item.paragraph == 1 and item.block.depth > 1:
            label = item.block.label.strip("().")
            base = re.sub(r"\[\d+\]$", "", item.citation)
            parent = base.removesuffix(item.block.label.rstrip(".")).removesuffix(f".{label}")
            series[parent].append((label, item.citation))
    odd = []
    for listed in series.values():
        assert listed[0][0] in "Aa1", listed
        for (before, _), (label, citation) in pairwise(listed):
            step = _ordinal(label) - _ordinal(before)
            if step != 1:
                odd.append((citation, "label-doubled" if step == 0 else "label-skipped"))
    assert sorted(odd) == sorted(
        (e.citation, e.kind) for e in sample.planted("label-doubled", "label-skipped")
    )


def _ordinal(label: str) -> int:
    return int(label) if label.isdigit() else ord(label.lower()) - 96


def test_words_and_figures_agree_but_for_the_planted_ones(index: Index) -> None:
    odd = [
        item.citation
        for item in index.placed
        for spelled, figure in re.findall(r"((?:[\w-]+ ){0,2}[\w-]+) \((\d+)\)", item.block.text)
        if not re.search(rf"(?:^| ){_spelled(int(figure))}$", spelled.lower())
    ]
    assert odd == [e.citation for e in sample.planted("figures-words")]


def _spelled(number: int) -> str:
    """184 → one hundred eighty-four."""
    ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    low = (ones + "sixteen seventeen eighteen nineteen").split()
    tens = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number < 20:
        return low[number]
    if number < 100:
        return tens[number // 10] + (f"-{low[number % 10]}" if number % 10 else "")
    rest = f" {_spelled(number % 100)}" if number % 100 else ""
    return f"{low[number // 100]} hundred{rest}"


def test_dates_exist_but_for_the_planted_ones(index: Index) -> None:
    odd = [
        item.citation
        for item in index.placed
        for month, day in re.findall(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b", item.block.canonical)
        if not 1 <= int(day) <= _MONTHS[month]
    ]
    assert odd == [e.citation for e in sample.planted("impossible-date")]


def test_paragraphs_that_stand_twice_agree_but_for_the_planted_pair(index: Index) -> None:
    """Twins: the same words after the caption, figures left out of the comparison."""
    twins: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in index.placed:
        body = re.sub(r"^(?:[\w-]+ ){0,4}[\w-]+\. ", "", item.block.text)
        if len(words(body)) >= 20:
            twins[re.sub(r"[\w-]+ \(\d+\)|\d+", "#", body)].append((item.citation, body))
    differing = [pair for pair in twins.values() if len({body for _, body in pair}) > 1]
    (error,) = sample.planted("twin-differs")
    assert [[citation for citation, _ in pair] for pair in differing] == [[error.other, error.citation]]


def test_terms_said_to_be_defined_are_but_for_the_planted_one(index: Index) -> None:
    text = " ".join(item.block.text for item in index.placed)
    defined = {term.lower() for term in re.findall(r'"([A-Z][\w ]+?),?" (?:without more, )?means', text)}
    assert {"teacher", "specialist", "school day", "day", "seniority"} <= defined
    claimed = re.findall(r"((?:[A-Z]\w+ )*[A-Z]\w+), as that term is defined in", text)
    (error,) = sample.planted("undefined-term")
    assert [term for term in claimed if term.lower() not in defined] == [error.found]


def test_each_planted_error_stands_where_it_is_listed(index: Index) -> None:
    assert 8 <= len(sample.planted()) <= 12
    for error in sample.planted():
        text = " ".join(item.block.canonical for item in index.clause(error.citation))
        if error.kind != "label-skipped":
            assert error.found in text, error.citation


def test_two_ratios_and_two_figures_stand_twice_and_agree(index: Index) -> None:
    """What a proposal must change in both places: the nurses' ratio, the inclusion class."""
    nurses = "the District shall employ school nurses in a ratio of 1 to 700,"
    places = [item.citation for item in index.placed if nurses in item.block.text.replace("The", "the")]
    assert places == ["IV.C.1(a)", "X.E.1"]
    assert "no more than 20 students" in index.clause("V.B.2(a)")[0].block.text
    assert "the ratio of 20:1" in index.clause("V.B.2(a)")[0].block.text


def test_the_staffing_data_is_read_and_adds_up() -> None:
    """21,420 students: at 1 to 700 the ratio asks for 30.6 nurses, and 31.0 are employed."""
    folder = sample.ROOT / "salary_model"
    files = {f"salary_model/{path.name}": path.read_text("utf-8") for path in folder.iterdir()}
    files["agreement.yaml"] = (sample.ROOT / "baseline_contract/agreement.yaml").read_text("utf-8")
    model = read_model(files)
    assert model.enrolment is not None
    assert model.enrolment.total == 21420
    assert len(model.enrolment.by_school()) == 30
    teachers = [cell for cell in model.scattergram if cell.group == "teachers"]
    assert len(teachers) == 81
    assert float(sum(cell.fte for cell in teachers)) == 1521.5
    aides = [cell for cell in model.scattergram if cell.group == "paraprofessionals"]
    assert float(sum(cell.fte for cell in aides)) == 369.5
    nurses = model.employed("school nurse")
    assert nurses is not None
    assert (float(nurses.fte), 21420 / 700) == (31.0, 30.6)
    for path, text in files.items():
        assert path == "agreement.yaml" or path.endswith("terms.yaml") or "ynthetic" in text, path
