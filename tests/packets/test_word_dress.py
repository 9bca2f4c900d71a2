"""A baseline that came as .docx goes out in its own styles, and nothing else of the file goes with it."""

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from lxml import etree

from negotiate.agreement.blocks import Agreement, Article, Document, Kind
from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.packets.word_body import NAMESPACE, tag
from negotiate.packets.word_file import text_of
from negotiate.packets.word_reader import View, read_word
from negotiate.packets.write import successor
from negotiate.redline.engine import redline

AT = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
SECRET = "zorilla-8812"


def received() -> bytes:
    """An agreement as an office keeps it: its own clause style, numbers set by Word, a landscape page."""
    made = docx.Document()
    style = made.styles.add_style("Clause Text", WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size = "Garamond", Pt(12)
    style.element.get_or_add_pPr().append(OxmlElement("w:numPr"))
    section = made.sections[0]
    section.page_width, section.page_height = Inches(11), Inches(8.5)
    section.header.paragraphs[0].text = SECRET
    made.core_properties.author = made.core_properties.comments = SECRET
    made.add_heading("Article I Recognition", 1)
    for number in range(1, 4):
        clause = made.add_paragraph(style="Clause Text")
        clause.add_run(f"{number}.").bold = True
        words = clause.add_run(f" The Board of Millbrook recognizes the Guild for group {number}.")
        words.italic = True
        words._r.set(qn("w:rsidR"), "00AB12CD")
    table = made.add_table(3, 2, style="Light Grid Accent 1")
    for row in range(3):
        for column in range(2):
            table.cell(row, column).text = f"{row},{column}"
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def edited(agreement: Agreement) -> Agreement:
    """The agreement with a clause reworded and one struck."""
    document = agreement.documents[0]
    blocks = [block for article in document.articles for block in article.blocks]
    second = next(block for block in blocks if block.canonical.startswith("2."))
    kept = tuple(
        Article(
            article.path,
            tuple(
                type(block)(
                    block.kind, block.text.replace("group 3", "all"), block.label, block.depth, block.rows
                )
                for block in article.blocks
                if block is not second
            ),
        )
        for article in document.articles
    )
    return Agreement((Document(document.name, kept), *agreement.documents[1:]))


def test_a_successor_wears_the_styles_of_the_file_that_came() -> None:
    source = received()
    base = read_received(source, "agreement.docx").agreement
    new = edited(base)
    old_placed, new_placed = place(base), place(new)
    for blackline in (None, redline(old_placed, new_placed)):
        data = successor(
            new, (), ".docx", blackline, title="Agreement", at=AT, author="Both",
            dressed_as=source, worn_by=old_placed,
        )  # fmt: skip
        first = 4 if blackline else 3  # after the title, its line, the date, and the note on tracked changes
        for view, placed in ((View.ACCEPTED, new_placed), (View.REJECTED, old_placed)):
            language = text_of(placed if blackline else new_placed)
            assert read_word(data, view)[first : first + len(language)] == language
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        private = (SECRET.encode(), b"w:rsid")
        assert not [name for name, part in parts.items() if any(one in part for one in private)]
        body = etree.fromstring(parts["word/document.xml"])
        looks = {}
        for paragraph in body.iter(tag("p")):
            words = "".join(text.text or "" for text in paragraph.iter(tag("t"), tag("delText")))
            style = paragraph.find(f"{tag('pPr')}/{tag('pStyle')}")
            name = "" if style is None else style.get(tag("val"))
            looks[words] = (name, next(paragraph.iter(tag("i")), None) is not None)
        assert looks["1. The Board of Millbrook recognizes the Guild for group 1."] == ("ClauseText", True)
        assert looks["Article I Recognition"][0] == "Heading1"
        assert next(body.iter(tag("tblStyle"))).get(tag("val")) == "LightGrid-Accent1"
        size = next(body.iter(tag("pgSz")))
        assert (size.get(tag("w")), size.get(tag("h"))) == ("15840", "12240")
        styles = etree.fromstring(parts["word/styles.xml"])
        known = {style.get(tag("styleId")) for style in styles.iter(tag("style"))}
        used = {
            mark.get(tag("val"))
            for name in ("pStyle", "rStyle", "tblStyle", "basedOn")
            for part in (body, styles)
            for mark in part.iter(tag(name))
        }
        assert used <= known
        assert not list(styles.iter(tag("numPr")))


def test_the_sample_has_a_table_and_clauses() -> None:
    """The file made here reads as what the test above takes for granted."""
    base = read_received(received(), "agreement.docx").agreement
    kinds = [block.kind for block in base.blocks()]
    assert kinds == [Kind.HEADING, *(Kind.PARAGRAPH,) * 3, Kind.TABLE]


def listed() -> bytes:
    """Clauses numbered by Word: the list's own indent, one paragraph with an indent of its own, a style
    tied to the list's second level; a title before the first article."""
    made = docx.Document()
    made.add_heading("Agreement of the Guild", 0)
    made.add_heading("Article 1 Hours", 1)
    level = (
        '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/>'
        '<w:pPr><w:ind w:left="{}" w:hanging="{}"/></w:pPr></w:lvl>'
    )
    levels = level.format(0, "decimal", "", "%1.", 900, 540) + level.format(
        1, "lowerLetter", '<w:pStyle w:val="Sub"/>', "(%2)", 1600, 700
    )
    space = f'xmlns:w="{NAMESPACE}"'
    numbering = made.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    number = f'<w:numPr {space}>{{}}<w:numId w:val="91"/></w:numPr>'
    sub = made.styles.add_style("Sub", WD_STYLE_TYPE.PARAGRAPH)
    sub.element.get_or_add_pPr().append(parse_xml(number.format('<w:ilvl w:val="1"/>')))
    for words in ("The day is seven hours.", "Lunch is free of duty.", "Planning is paid:"):
        properties = made.add_paragraph(words)._p.get_or_add_pPr()
        properties.append(parse_xml(number.format('<w:ilvl w:val="0"/>')))
        if "Lunch" in words:
            properties.append(parse_xml(f'<w:ind {space} w:left="222"/>'))
    for words in ("in full; and", "without delay."):
        made.add_paragraph(words, style="Sub")
    made.add_heading("Article 2 Term", 1)
    made.add_paragraph("It is in effect for three years.")
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def test_what_stands_keeps_its_own_look_and_the_indent_of_its_number() -> None:
    source = listed()
    base = read_received(source, "agreement.docx").agreement
    placed = place(base)
    data = successor(
        base, (), ".docx", None, title="T", at=AT, author="Both", dressed_as=source, worn_by=placed
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    looks = {}
    for paragraph in body.iter(tag("p")):
        style, indent = (paragraph.find(f"{tag('pPr')}/{tag(name)}") for name in ("pStyle", "ind"))
        words = "".join(text.text or "" for text in paragraph.iter(tag("t")))
        looks[words] = (
            "" if style is None else style.get(tag("val")),
            "" if indent is None else indent.get(tag("left")),
        )
    assert looks["Agreement of the Guild"] == ("Title", "")
    assert looks["1. The day is seven hours."] == ("", "900")
    assert looks["2. Lunch is free of duty."] == ("", "222")
    assert looks["(a) in full; and"] == looks["(b) without delay."] == ("Sub", "1600")
    assert looks["It is in effect for three years."] == ("", "")
