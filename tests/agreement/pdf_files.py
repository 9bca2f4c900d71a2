"""PDF files made for the tests: set by Typst, or put together and spoiled with pypdf."""

import io
import json
from collections.abc import Callable

import pypdf
import typst

from negotiate.agreement.blocks import Agreement, Kind

_COLUMNS = """
#set page(width: 8.5in, height: 11in, margin: 0.9in, header: [Calder Harbor #h(1fr) Agreement 2023-2026],
  footer: context align(center, counter(page).display()))
#set text(size: 9.5pt, hyphenate: true, lang: "en")
#set par(justify: true)
#for article in json(bytes(sys.inputs.data)) {
  block(text(size: 14pt, weight: "bold", article.head))
  columns(2, gutter: 20pt, for one in article.parts { block(inset: (left: one.depth * 6pt), one.text) })
}
"""
_PLAIN = """
#set page(width: 8.5in, height: 11in, margin: 1in)
#set text(size: 11pt)
#sys.inputs.data
"""


def typeset(template: str, data: str = "") -> bytes:
    """A PDF of a Typst template; ``data`` is at hand in it as ``sys.inputs.data``."""
    return typst.compile(template.encode(), format="pdf", sys_inputs={"data": data}, ignore_system_fonts=True)


def plain(text: str) -> bytes:
    """A PDF of one paragraph."""
    return typeset(_PLAIN, text)


def without_tables(agreement: Agreement) -> Agreement:
    """The agreement's headings and paragraphs."""
    return Agreement(
        tuple(
            type(document)(
                document.name,
                tuple(
                    type(article)(article.path, tuple(b for b in article.blocks if b.kind is not Kind.TABLE))
                    for article in document.articles
                ),
            )
            for document in agreement.documents
        )
    )


def two_columns(agreement: Agreement) -> bytes:
    """In two justified columns with words broken at line ends; each article's heading runs across."""
    data = [
        {
            "head": article.blocks[0].canonical,
            "parts": [{"text": b.canonical, "depth": b.depth - 2} for b in article.blocks[1:]],
        }
        for document in agreement.documents
        for article in document.articles
    ]
    return typeset(_COLUMNS, json.dumps(data))


def rewritten(data: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    """A PDF with something done to it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank(pages: int) -> bytes:
    """A PDF of empty pages."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(612, 792)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
