"""Packets, redlines and successor agreements as files: the kind follows the ending."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.citations import place
from negotiate.common.errors import BadInput
from negotiate.common.text import text_code
from negotiate.packets.elements import Changes, Clean, Element, File, Marked, Part, Sheet, Title, Tone, Words
from negotiate.packets.model import Packet, Provenance
from negotiate.packets.said import at_words
from negotiate.packets.wording import entries
from negotiate.redline.model import Redline
from negotiate.redline.wording import count_words

ENDINGS = (".docx", ".pdf", ".html", ".md")
SUCCESSOR = "Successor agreement"
BLACKLINE = "Blackline: marked against the agreement in force"
CAME_FROM = "Where each change came from"


def render(packet: Packet, ending: str) -> bytes:
    """The packet as the file ``ending`` names (``.docx`` or a whole file name).

    Raises :class:`BadInput` for another ending, :class:`WorkspaceFault` where the file does
    not read back as what it was made from.
    """
    from negotiate.packets.layout import lay_out  # it knows of costs, which a redline alone does not need

    return _render(lay_out(packet), ending)


def successor(
    agreement: Agreement,
    changes: Sequence[Provenance],
    ending: str,
    blackline: Redline | None = None,
    *,
    title: str,
    at: datetime,
    author: str,
    paper: str = "us-letter",
    dressed_as: bytes = b"",
    worn_by: Sequence[Placed] = (),
) -> bytes:
    """The integrated agreement: clean, or as a blackline where one is given.

    ``changes`` say which tentative agreement each change came from; ``author`` and ``at``
    sign the tracked changes of a Word file. Where the baseline ``worn_by`` these blocks came as the Word
    file ``dressed_as``, a Word file goes out in its styles. Errors as for :func:`render`.
    """
    under = BLACKLINE if blackline else SUCCESSOR
    elements: list[Element] = [Title(title, under), Words(f"Prepared {at_words(at)}", Tone.NOTE)]
    elements.append(Marked(blackline) if blackline is not None else Clean(place(agreement)))
    elements.append(Part(CAME_FROM))
    elements.append(_sources(changes) if changes else Words("No tentative agreement is in this text yet."))
    file = File(title, tuple(elements), author, at, title, under, paper=paper)
    if dressed_as:
        file = replace(file, dressed_as=dressed_as, worn_by=tuple(worn_by))
    if kind_of(ending) == ".md" and blackline is None:
        from negotiate.packets.plain import agreement_markdown

        return agreement_markdown(agreement, file)
    return _render(file, ending)


def redline_file(
    marked: Redline, ending: str, *, old_name: str, new_name: str, author: str, at: datetime
) -> bytes:
    """A redline of two texts alone as a file.

    In Word the body is nothing but the redline, so that accepting all is the whole new text
    and rejecting all the whole old one. Errors as for :func:`render`.
    """
    title = f"Redline: {old_name} → {new_name}"
    match kind_of(ending):
        case ".docx":
            from negotiate.packets.word_file import redline_docx

            return redline_docx(marked, title, author, at)
        case ".pdf":
            told = (Title(title), Words(count_words(marked)), Marked(marked))
            listed = (Part("List of changes"), Changes(entries(marked))) if marked.changes else ()
            return _render(File(title, told + listed, author, at, title, ""), ".pdf")
        case ".html":
            from negotiate.redline.renderings.as_html import to_html

            return to_html(marked, old_name, new_name, all_blocks=True).encode()
        case _:
            from negotiate.redline.renderings.as_markdown import to_markdown

            return to_markdown(marked, old_name, new_name, all_blocks=True).encode()


def _sources(changes: Sequence[Provenance]) -> Sheet:
    return Sheet(
        ("Citation", "Item", "Tentative agreement", "Text code"),
        tuple(
            (one.citation, f"{one.item}. {one.title}", one.signed, text_code(one.digest)) for one in changes
        ),
    )


def kind_of(ending: str) -> str:
    """``.docx``, ``.pdf``, ``.html`` or ``.md``, from an ending or a file name."""
    found = PurePath(ending).suffix.lower() or ending.lower()
    kind = {".htm": ".html", ".markdown": ".md"}.get(found, found)
    if kind not in ENDINGS:
        raise BadInput(
            f"a packet cannot be written as {ending!r}", do=f"end the file's name in {', '.join(ENDINGS)}"
        )
    return kind


def _render(file: File, ending: str) -> bytes:
    # Each renderer is loaded when asked for: lxml, python-docx and typst take 50 to 150 ms.
    match kind_of(ending):
        case ".docx":
            from negotiate.packets.word_flow import word

            return word(file)
        case ".pdf":
            from negotiate.packets.pdf import pdf

            return pdf(file)
        case ".html":
            from negotiate.packets.web import web

            return web(file)
        case _:
            from negotiate.packets.plain import markdown

            return markdown(file)
