"""Word files made for the tests from raw parts, so that every rule of the format can be set apart."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")


def p(
    text: str = "", style: str = "", num: tuple[int, int] | None = None, mark: str = "", raw: str = ""
) -> str:
    """A paragraph: its words (or ``raw`` runs), style, list place and what its mark carries."""
    numbering = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{styled}{numbering}{marked}</w:pPr>{run(text) if text else ''}{raw}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return (
        f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def table(rows: Iterable[Iterable[str]], *, ruled: bool = False) -> str:
    """A table; a cell is words, or ready XML where it begins with ``<``. ``ruled``: every cell boxed,
    the words small enough that a wide table fits its page."""
    small = '<w:sz w:val="14"/>' if ruled else ""
    made = "".join(
        "<w:tr>"
        + "".join(
            c if c.startswith("<") else f"<w:tc>{p(raw=run(c, small) if c else '')}</w:tc>" for c in row
        )
        + "</w:tr>"
        for row in rows
    )
    sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES)
    return (
        f"<w:tbl>{f'<w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>' if ruled else ''}{made}</w:tbl>"
    )


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
"""The number of the page, as a field."""


def level(at: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    """One level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def abstract(key: int, *levels: str, more: str = "") -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, *overrides: str) -> str:
    """A list of an abstract list."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def restart(at: int, start: int) -> str:
    """A list's own start for one level."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(key: str, name: str = "", based: str = "", inside: str = "", kind: str = "paragraph") -> str:
    """A style."""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name or key}"/>{on}{inside}</w:style>'


def docx(body: str, parts: Mapping[str, str] | None = None, content_type: str = _MAIN) -> bytes:
    """A Word file of a body and the inside of further parts (``styles``, ``numbering`` …)."""
    held = dict(parts or {})
    assert set(held) <= set(_PARTS), held
    root = {"header": "hdr", "footer": "ftr"}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{name}" Target="{name}.xml"/>' for name in held
    )
    pages = "".join(
        f'<w:{name}Reference w:type="default" r:id="{name}"/>'
        for name in ("header", "footer")
        if name in held
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}<w:sectPr>{pages}</w:sectPr></w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": _relations(relations),
    }
    for name, inside in held.items():
        tag = root.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{tag} {_NAMESPACES}>{inside}</w:{tag}>"
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
