"""Plain paragraphs read the short way are what the full reading makes of them, in any company."""

import random

import pytest
from word_files import PAGE, abstract, docx, level, num, p, run, style, table

from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.word import body
from negotiate.agreement.reading.word.package import Package, W
from negotiate.agreement.reading.word.plainly import plain_words
from negotiate.agreement.reading.word.reader import Reading, read_word

_WORDS = ("pay", "of  the", "\u00a0", "step\n2", "nurse & aide", "1.", "(a)", "shall", "")
_FACES = (
    "",
    "",
    "<w:b/>",
    "<w:i/>",
    "<w:vanish/>",
    '<w:rStyle w:val="Dim"/>',
    '<w:sz w:val="20"/>',
    "<w:strike/>",
)
_WITHIN = (
    "<w:r><w:tab/></w:r>",
    "<w:r><w:br/></w:r>",
    '<w:bookmarkStart w:id="1" w:name="here"/>',
    '<w:proofErr w:type="spellStart"/>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<w:ins w:id="4" w:author="Dee"><w:r><w:t>or more</w:t></w:r></w:ins>',
    "<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>",
    "<w:r><w:noBreakHyphen/><w:t>time</w:t></w:r>",
    PAGE,
)
_MARKS = ("", "", "", "", "<w:vanish/>", "<w:b/>", '<w:del w:id="5" w:author="Dee"/>')
_STYLES = ("", "", "Heading2", "Dim", "Loud", "Counted", "TOC1")
_SHEET = (
    style("Heading2", "heading 2")
    + style("Dim", inside="<w:rPr><w:vanish/></w:rPr>")
    + style("Loud", inside="<w:rPr><w:b/></w:rPr>")
    + style("TOC1", "toc 1")
    + style("Counted", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
)
_LISTS = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)


def _paragraph(chance: random.Random) -> str:
    pieces = [run(chance.choice(_WORDS), chance.choice(_FACES)) for _ in range(chance.randint(0, 3))]
    if chance.random() < 0.3:
        pieces.insert(chance.randint(0, len(pieces)), chance.choice(_WITHIN))
    number = (1, 0) if chance.random() < 0.1 else None
    return p(style=chance.choice(_STYLES), num=number, mark=chance.choice(_MARKS), raw="".join(pieces))


def _file(chance: random.Random) -> bytes:
    parts = []
    for _ in range(8):
        if chance.random() < 0.2:
            cells = [["<w:tc>" + _paragraph(chance) + "</w:tc>" for _ in range(3)] for _ in range(2)]
            parts.append(table(cells))
        else:
            parts.append(_paragraph(chance))
    return docx("".join(parts), {"styles": _SHEET, "numbering": _LISTS})


def test_the_short_way_says_what_the_full_reading_says(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(64)
    readings: tuple[Reading, ...] = ("accepted", "rejected")
    short = full = 0
    for _ in range(40):
        data = _file(chance)
        for reading in readings:
            report = Report()
            found = read_word(data, "f.docx", report, reading)
            with monkeypatch.context() as patched:
                patched.setattr(body, "plain_words", lambda _: None)
                other = Report()
                assert read_word(data, "f.docx", other, reading) == found
                assert other == report
        plain = [plain_words(one) for one in Package(data, "f.docx").body().iter(f"{W}p")]
        short, full = short + sum(one is not None for one in plain), full + plain.count(None)
    assert short > 100 and full > 100  # both ways were taken
