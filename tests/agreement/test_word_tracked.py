"""Tracked changes of words, paragraph ends and rows: both readings are what LibreOffice makes of them."""

import random
from collections.abc import Sequence

import pytest
from office import office_texts
from word_files import docx, p, run

from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.word.reader import Reading, read_word
from negotiate.common.text import canonical

_WORDS = "pay hours leave step nurse board union shall may each year day".split()
_WHO = 'w:id="{}" w:author="Dee" w:date="2026-01-02T00:00:00Z"'
_CELL = '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{}</w:tc>'
_GRID = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'


def _who(chance: random.Random) -> str:
    return _WHO.format(chance.randrange(10**6))


def _plain(chance: random.Random) -> str:
    return run(" ".join(chance.choices(_WORDS, k=chance.randint(1, 4))) + " ")


def _piece(chance: random.Random, kind: str) -> str:
    made = _plain(chance)
    if kind == "del":
        made = made.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<w:{kind} {_who(chance)}>{made}</w:{kind}>" if kind else made


def _paragraph(chance: random.Random, last: bool) -> str:
    """A paragraph with changes inside it; its end may be changed, or all of it."""
    kind = chance.choice(["", "", "", "", "ins", "del"]) if not last else ""
    mark = f"<w:{kind} {_who(chance)}/>" if kind else ""
    if kind and chance.random() < 0.6:
        return p(mark=mark, raw="".join(_piece(chance, kind) for _ in range(2)))
    inside = (_piece(chance, chance.choice(["", "ins", "del"])) for _ in range(chance.randint(0, 4)))
    # plain words at both ends: LibreOffice makes one change of two that meet at a paragraph's end
    return p(mark=mark, raw=_plain(chance) + "".join(inside) + _plain(chance))


def _table(chance: random.Random) -> str:
    rows = ""
    for number in range(3):
        kind = chance.choice(["", "", "ins", "del"]) if number else ""
        changed = f"<w:trPr><w:{kind} {_who(chance)}/></w:trPr>" if kind else ""
        cells = (
            _piece(chance, kind)
            if kind
            else _plain(chance) + _piece(chance, chance.choice(["", "ins", "del"]))
            for _ in range(2)
        )
        rows += f"<w:tr>{changed}{''.join(_CELL.format(p(raw=cell)) for cell in cells)}</w:tr>"
    return f"{p('Before.')}<w:tbl>{_GRID}{rows}</w:tbl>{p('After.')}"


def _file(seed: int) -> bytes:
    chance = random.Random(seed)
    count = chance.randint(4, 9)
    parts = [_paragraph(chance, at == count - 1) for at in range(count)]
    parts[count // 2 : count // 2] = [p("Between."), _table(chance)]
    return docx("".join(parts) + p("End."))


def _ours(data: bytes, reading: Reading) -> list[object]:
    found = read_word(data, "a.docx", Report(), reading).paragraphs
    return [
        tuple(tuple(map(canonical, row)) for row in one.rows) if one.rows else one.text
        for one in found
        if one.rows or one.text
    ]


@pytest.mark.slow
def test_both_readings_are_those_of_libreoffice() -> None:
    files = [_file(seed) for seed in range(24)]
    for seed, (data, (accepted, rejected)) in enumerate(zip(files, office_texts(files), strict=True)):
        both: tuple[tuple[Reading, Sequence[str | Sequence[Sequence[str]]]], ...] = (
            ("accepted", accepted),
            ("rejected", rejected),
        )
        for reading, theirs in both:
            known = [
                canonical(one) if isinstance(one, str) else tuple(tuple(map(canonical, row)) for row in one)
                for one in theirs
            ]
            assert _ours(data, reading) == [one for one in known if one], (seed, reading)


@pytest.mark.parametrize(("reading", "gone"), [("accepted", "struck"), ("rejected", "added")])
def test_a_cell_that_the_reading_has_not_is_listed_and_counted(reading: Reading, gone: str) -> None:
    def cell(words: str, mark: str = "") -> str:
        return f"<w:tc><w:tcPr>{mark}</w:tcPr>{p(words)}</w:tc>"

    rows = "".join(
        "<w:tr>"
        + cell(f"Grade {row}")
        + cell(f"struck {row}", f"<w:cellDel {_WHO.format(row)}/>")
        + cell(f"added {row}", f"<w:cellIns {_WHO.format(row)}/>")
        + cell(f"days {row}")
        + "</w:tr>"
        for row in range(2)
    )
    report = Report()
    found = read_word(docx(f"{p('Before.')}<w:tbl>{rows}</w:tbl>{p('After.')}"), "a.docx", report, reading)
    assert [one.taken for one in report.repairs] == [f"{gone} 0", f"{gone} 1"]
    assert [one.line for one in report.repairs] == [3 + (gone == "added"), 7 + (gone == "added")]
    assert [(one.line, one.text) for one in found.paragraphs if not one.rows] == [
        (1, "Before."),
        (10, "After."),
    ]


def test_what_was_chosen_from_a_list_is_read() -> None:
    entries = "".join(f'<w:listEntry w:val="{one}"/>' for one in ("monthly", "weekly"))
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        f"{entries}</w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = read_word(docx(p(raw=run("Pay is ") + field + run(" here."))), "a.docx", Report(), "accepted")
    assert [one.text for one in found.paragraphs] == ["Pay is weekly here."]
