"""A small agreement with an item and our pass on it, and files as the other side makes them."""

import io
import zipfile
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from bargain import Team, run
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEAD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

AGREEMENT = """\
ARTICLE I
RECOGNITION

A. The Board recognizes the Association as the exclusive representative of all librarians and pages.

B. Parties

1. "Board" means the trustees of the Larkspur Library District.

2. "Association" means the Larkspur Library Workers.

ARTICLE II
HOURS

A. Work Week

1. The work week of a full-time librarian is thirty-seven (37) hours, meals left out.

2. A page works no more than 20 hours in any week, and no more than 6 hours on a Sunday.

3. The Director shall post the schedule of a month fourteen (14) days before it begins.

4. A librarian may exchange shifts with another, and both shall fle a slip with the Director.

B. Sundays

1. A librarian who works on a Sunday is paid one and one-half times the hourly rate.

2. No librarian works more than two Sundays in a month without consent.

ARTICLE III
PAY

A. Rates

1. All rates rise by 6.5% on July 1 of each year of this Agreement.

2. Hourly rates are these:

| Grade | Start | Top |
| --- | --- | --- |
| Page | 14.10 | 17.80 |
| Librarian I | 24.60 | 33.90 |
| Librarian II | 28.40 | 39.10 |

3. A librarian who drives a bookmobile is paid a differential of $1.25 an hour.

ARTICLE IV
GRIEVANCES

A. A grievance is fled in writing within fifteen (15) days of the event.

B. The Director answers a grievance within ten (10) days, and the Board within thirty (30).
"""
ITEM = ("II.A", "III.A")
"""The clauses of item 1."""
A2 = "A page works no more than 20 hours in any week, and no more than 6 hours on a Sunday."
A2_OURS = (
    "A page works no more than 16 hours in any week, and no more than 6 hours on a Sunday. "
    "Hours are counted from Monday."
)
RAISE = "All rates rise by 6.5% on July 1 of each year of this Agreement."
RAISE_OURS = "All rates rise by 7.25% on July 1 of each year of this Agreement."
REST = "A page has ten minutes of rest in every four hours."


def made(folder: Path) -> Team:
    """The agreement, item 1 on hours and pay, and Union 1 on it: two clauses changed, one added."""
    source = folder / "larkspur.md"
    source.write_text(AGREEMENT, encoding="utf-8")
    said = run("init", str(folder / "team"), "--from", str(source), "--side", "union")
    assert said.code == 0, said.err
    team = Team(folder / "team")
    team("item", "open", "Hours and pay", "--clause", ITEM[0], "--clause", ITEM[1])
    team("draft", "1", "--side", "union", "--clause", "II.A.2", "--text", A2_OURS)
    team("draft", "1", "--side", "union", "--clause", "III.A.1", "--text", RAISE_OURS)
    team("draft", "1", "--side", "union", "--insert-after", "II.A.4", "--text", f"5. {REST}")
    team("pass", "1", "--side", "union", "--at", "2026-02-03T18:00")
    team("item", "open", "Grievances", "--clause", "IV.A")
    return team


def words_of(team: Team, name: str = "1:district") -> dict[str, str]:
    """Every block of a text of the workspace by its citation."""
    rows = team("show", "II", "--at", name, "--json").json()["blocks"]
    rows += team("show", "III", "--at", name, "--json").json()["blocks"]
    return {row["citation"]: row["text"] for row in rows}


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """A Word file with its body changed, the rest as it is."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "word/document.xml":
                root = etree.fromstring(part)
                change(root)
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            new.writestr(info.filename, part)
    return held.getvalue()


def holding(root: Any, words: str, nth: int = 0) -> Any:  # noqa: ANN401 - lxml has no types here
    """The nth paragraph that holds the words, marks and all."""
    found = [one for one in root.iter(f"{W}p") if words in "".join(one.itertext())]
    return found[nth]


def r(text: str, look: str = "", tag: str = "t") -> str:
    """A run as Word writes them: properties on every one."""
    words = escape(text, quote=False)
    return (
        f'<w:r w:rsidR="00A1B2C3"><w:rPr><w:rFonts w:ascii="Calibri"/>{look}<w:lang w:val="en-US"/></w:rPr>'
        f'<w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'
    )


def marked(kind: str, text: str, by: str = "Dana Reyes", when: str = "2026-02-10T09:00:00Z") -> str:
    """An insertion or deletion (``ins``, ``del``, ``moveFrom``, ``moveTo``)."""
    tag = "delText" if kind == "del" else "t"
    return f'<w:{kind} w:id="9" w:author="{by}" w:date="{when}">{r(text, tag=tag)}</w:{kind}>'


def p(*inside: str, mark: str = "", properties: str = "") -> str:
    """A paragraph of runs; words without a tag are one run."""
    runs = "".join(one if one.startswith("<") else r(one) for one in inside)
    ends = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return (
        f'<w:p w:rsidR="00D4"><w:pPr>{properties}{ends}</w:pPr><w:proofErr w:type="spellStart"/>{runs}</w:p>'
    )


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table of words, or of ready cells."""
    made = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr>{c if c.startswith('<') else p(c)}</w:tc>"
            for c in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


def word(*body: str, **parts: str) -> bytes:
    """A Word file of raw XML; ``parts`` are the insides of comments, footnotes, header, footer."""
    tags = {"header": "hdr", "footer": "ftr"}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{name}" Target="{name}.xml"/>' for name in parts
    )
    pages = "".join(f'<w:{name}Reference w:type="default" r:id="{name}"/>' for name in parts if name in tags)
    root = f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": _relations(root),
        "word/document.xml": f"<w:document {_HEAD}><w:body>{''.join(body)}<w:sectPr>{pages}</w:sectPr></w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": _relations(relations),
    }
    for name, inside in parts.items():
        tag = tags.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{tag} {_HEAD}>{inside}</w:{tag}>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}'
        "</Relationships>"
    )


def said(
    team: Team, tmp_path: Path, data: bytes | str, *more: str, name: str = "back.docx", items: str = "1"
) -> dict[str, Any]:
    """What a file is understood to say, nothing stored."""
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    words = ("receive", *items.split(), str(path), "--side", "district", "--dry-run", "--json", *more)
    found: dict[str, Any] = team(*words).json()
    return found


def text_of(found: dict[str, Any]) -> dict[str, str]:
    """The blocks that the file changes against what is in force, by citation."""
    changes = found["items"][0]["against_baseline"]["changes"]
    return {
        (one["new"] or one["old"])[0]["citation"]: "".join(
            span[1] for span in one["spans"] if span[0] != "delete"
        )
        for one in changes
    }


def answer(found: dict[str, Any], citation: str) -> dict[str, Any]:
    """What the file says on one clause."""
    listed: list[dict[str, Any]] = found["items"][0]["answers"]
    return next(one for one in listed if one["citation"] == citation)
