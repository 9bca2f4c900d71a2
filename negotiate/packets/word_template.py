"""Makes the empty Word files that packets begin with: styles, settings, header and footer.

python-docx builds them from its own plain template; what that template carries besides (a thumbnail, a
name, unused parts) is dropped, so that nothing of it leaves in a file. They are kept beside this module,
for loading python-docx and making one takes longer than a whole redline of 60,000 words. After a change
here ``python -m negotiate.packets.word_template`` writes them anew.
"""

import io
import re
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.section import Section
from docx.shared import Inches, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.styles.styles import Styles
from docx.text.paragraph import Paragraph

from negotiate.packets.word_skeleton import BODY_HERE, FOOT_LEFT, HEAD_LEFT, HEAD_RIGHT, PAPERS

_REVISION_IDS = re.compile(rb' w:rsid\w*="[^"]*"|<w:rsid [^>]*/>')  # who typed when, in Word's own way
_DOCUMENT = "word/document.xml"
_FONT = "Arial"  # in every Word, and its widths in every free office: a page breaks where we saw it break
_INK = RGBColor(0x1F, 0x29, 0x37)
_SOFT = RGBColor(0x4B, 0x55, 0x63)
_DROPPED = (
    "thumbnail",
    "extended-properties",
    "customXml",
    "stylesWithEffects",
    "webSettings",
    "numbering",
    "printerSettings",
)
# Tracking is on, so that what the other side changes in the file shows in it.
_SETTINGS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="{nsmap["w"]}"><w:trackRevisions/><w:defaultTabStop w:val="720"/>\
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" \
w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>
"""
_KEPT_STYLES = ("Normal", "Header", "Footer", "Title", "Subtitle", "Table Grid", "Normal Table", "No List")


_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def template(paper: str) -> dict[str, bytes]:
    """Every part of an empty packet by its name in the file. ``paper``: us-letter or a4.

    The header and footer hold :data:`HEAD_LEFT` and its like, the body :data:`BODY_HERE`.
    """
    document = docx.Document()
    _drop_parts(document)
    _styles(document)
    section = document.sections[0]
    width, height = (8.27, 11.69) if paper == "a4" else (8.5, 11.0)
    section.page_width, section.page_height = Inches(width), Inches(height)
    section.left_margin = section.right_margin = Inches((width - 6.5) / 2)
    section.top_margin = section.bottom_margin = Inches(1)
    _head_and_foot(section)
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as archive:
        files = {name: _REVISION_IDS.sub(b"", archive.read(name)) for name in archive.namelist()}
    files["word/settings.xml"] = _SETTINGS.encode()
    files[_DOCUMENT] = files[_DOCUMENT].replace(b"<w:body>", b"<w:body>" + BODY_HERE)
    return files


def _drop_parts(document: Document) -> None:
    for holder in (document.part.rels, document.part.package.rels):
        for key in [k for k, rel in holder.items() if any(word in rel.reltype for word in _DROPPED)]:
            del holder[key]


def _styles(document: Document) -> None:
    styles = document.styles
    for style in list(styles):
        if style.name not in _KEPT_STYLES and style.name != "Default Paragraph Font":
            style.delete()
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    for name, size in (("Title", 24), ("Subtitle", 13)):
        _look(styles[name], size, bold=name == "Title", after=4)
        fonts = styles[name].element.rPr.rFonts
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:  # would be heard before the font
            del fonts.attrib[key]
        styles[name].element.get_or_add_pPr()
        for border in styles[name].element.pPr.findall(qn("w:pBdr")):
            styles[name].element.pPr.remove(border)
    for level in range(1, 7):
        _heading(styles, level)
        clause = _add(styles, f"Clause {level}")
        clause.paragraph_format.left_indent = Inches(0.3 * max(level - 2, 0))
        clause.paragraph_format.space_before = clause.paragraph_format.space_after = Pt(4)
    for name, size in (("Part", 15), ("Part 2", 12)):
        _outline(
            _look(_add(styles, name), size, bold=True, before=14, after=4, keep=True), int(name == "Part 2")
        )
    _look(_add(styles, "Note"), 9, before=4, colour=_SOFT)
    _look(_add(styles, "Label"), 12, bold=True, before=6)
    _look(_add(styles, "Lead"), 10.5, before=4, after=4, keep=True)
    change = _add(styles, "Change")
    change.paragraph_format.left_indent = Inches(0.25)
    change.paragraph_format.first_line_indent = Inches(-0.25)
    _look(_add(styles, "Cell"), 9.5, after=0)
    _look(_add(styles, "Cell Head"), 9.5, bold=True, after=0)
    for name in ("Cell Small", "Cell Small Head"):  # nine columns and more
        _look(_add(styles, name), 7.5, bold=name.endswith("Head"), after=0)
    for name in ("Cell Pen", "Cell Pen Head"):  # the lines to sign stay on one page
        _look(_add(styles, name), 9.5, bold=name.endswith("Head"), after=0, keep=True)
    for name in ("Cell Figure", "Cell Figure Head", "Cell Figure Small", "Cell Figure Small Head"):
        points = 7.5 if "Small" in name else 9.5
        figure = _look(_add(styles, name), points, bold=name.endswith("Head"), after=0)
        figure.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _look(_add(styles, "Spacer"), 6, after=0)
    _look(_add(styles, "New Page"), 2, after=0).paragraph_format.page_break_before = True


def _heading(styles: Styles, level: int) -> None:
    """A heading of the agreement; its outline level is below the packet's own parts."""
    style = _add(styles, f"Heading {level}")
    _look(style, (14, 12.5, 11.5, 10.5, 10.5, 10.5)[level - 1], bold=True, before=10, after=4, keep=True)
    style.paragraph_format.left_indent = Inches(0.3 * max(level - 2, 0))
    _outline(style, level + 1)


def _add(styles: Styles, name: str) -> ParagraphStyle:
    builtin = name.startswith("Heading ")
    style: ParagraphStyle = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin)  # type: ignore[no-untyped-call]
    style.base_style = styles["Normal"]
    style.quick_style = True
    return style


def _look(
    style: ParagraphStyle,
    size: float,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 6,
    keep: bool = False,
    colour: RGBColor = _INK,
) -> ParagraphStyle:
    style.font.size, style.font.bold, style.font.name = Pt(size), bold, _FONT
    style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = keep
    return style


def _outline(style: ParagraphStyle, level: int) -> None:
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(mark)


def _head_and_foot(section: Section) -> None:
    head = section.header.paragraphs[0]
    _tabbed(head, HEAD_LEFT)
    head.add_run(HEAD_RIGHT)
    foot = section.footer.paragraphs[0]
    _tabbed(foot, FOOT_LEFT)
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    for paragraph in (head, foot):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(9), _SOFT


def _tabbed(paragraph: Paragraph, text: str) -> None:
    if paragraph.style is not None:  # the template's own stops are at the middle of its line
        paragraph.style.paragraph_format.tab_stops.clear_all()
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Inches(6.5), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(text)
    paragraph.add_run("\t")


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run(kind if kind == "1" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            words = OxmlElement("w:instrText")
            words.text = f" {code} "
            run._r.append(words)


def main() -> None:
    """Writes the template of each paper."""
    for paper in PAPERS:
        path = Path(__file__).with_name("templates") / f"{paper}.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in sorted(template(paper).items()):
                archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
