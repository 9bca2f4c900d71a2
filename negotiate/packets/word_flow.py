"""A file's elements as Word's paragraphs and tables, and the two texts they must read as."""

from collections.abc import Iterator

from negotiate.packets.cells import Row, Run
from negotiate.packets.elements import (
    Bars,
    Changes,
    Clean,
    Element,
    Entry,
    Facts,
    File,
    Marked,
    NewPage,
    Sheet,
    Title,
    Tone,
    Words,
)
from negotiate.packets.elements import Part as Heading
from negotiate.packets.marks import closed
from negotiate.packets.revisions import Grid, Para, Part, parts, unmarked
from negotiate.packets.weave import weave
from negotiate.packets.word_dress import received_dress
from negotiate.packets.word_file import Frame, both_texts, plain_text, text_of, word_file
from negotiate.packets.word_reader import Text
from negotiate.packets.word_skeleton import skeleton
from negotiate.packets.wording import bracketed
from negotiate.redline.model import Op

_HOW_TO_READ = (
    "What changes is marked as tracked changes: accepting all gives the proposed text, rejecting all the "
    "text in force. The list of changes says the same in words."
)
_TONES = {
    Tone.BODY: "Clause 1",
    Tone.LEAD: "Lead",
    Tone.NOTE: "Note",
    Tone.AFTER: "Note",
    Tone.LABEL: "Label",
}
_LOOKS = {Op.EQUAL: "", Op.DELETE: "struck", Op.INSERT: "underlined"}


def word(file: File) -> bytes:
    """The file as .docx, read back before it is returned."""
    flow: list[Part] = []
    accepted: Text = ()
    rejected: Text = ()
    for series, element in enumerate(file.elements, 1):
        made, new, old = _element(element, series)
        flow += made
        accepted += new
        rejected += old
    received = None
    if file.dressed_as:
        received = received_dress(file.dressed_as, file.worn_by, skeleton(file.paper)["word/styles.xml"])
    frame = Frame(file.title, file.author, file.at, file.head, file.foot, file.language, file.paper, received)
    return word_file(flow, frame, accepted, rejected)


def _element(element: Element, series: int) -> tuple[list[Part], Text, Text]:
    """The element's parts, and its text with the changes accepted and rejected."""
    if isinstance(element, Marked):
        note = _line(_HOW_TO_READ, "Note")
        new, old = both_texts(element.redline)
        marked = closed(parts(weave(element.redline), series))
        return [note, *marked], (_HOW_TO_READ, *new), (_HOW_TO_READ, *old)
    if isinstance(element, Clean):
        text = text_of(element.items)
        return list(unmarked(element.items)), text, text
    made = list(_fixed(element))
    text = plain_text(made)
    return made, text, text


def _fixed(element: Element) -> Iterator[Part]:
    match element:
        case Title(text, under):
            yield _line(text, "Title")
            if under:
                yield _line(under, "Subtitle")
        case Heading(text, level, _):
            yield _line(text, "Part" if level == 1 else "Part 2")
        case Words(text, tone):
            yield _line(text, _TONES[tone])
        case Facts(rows):
            yield Grid(
                tuple(Row(Op.EQUAL, (_cell(name, "bold"), _cell(value))) for name, value in rows),
                widths=(1, 3),
                bordered=False,
            )
        case Sheet(head, rows, figures, _, tall, _):
            cells = (tuple(_cell(cell) for cell in row) for row in (head, *rows))
            lines = tuple(Row(Op.EQUAL, row) for row in cells)
            yield Grid(lines, head=1, figures=figures, tall=tall, widths=element.shares)
        case Changes(listed):
            yield from (_change(one) for one in listed)
        case Bars():
            drawn = tuple(Row(Op.EQUAL, tuple(_cell(cell) for cell in row)) for row in element.rows)
            yield Grid(drawn, widths=(2, 5, 2), bordered=False, figures=2)
        case NewPage():
            yield Para((), style="New Page")


def _line(text: str, style: str) -> Para:
    return Para(_cell(text), style=style)


def _cell(text: str, look: str = "") -> tuple[Run, ...]:
    return (Run(Op.EQUAL, text, look),) if text else ()


def _change(entry: Entry) -> Para:
    """A line of the list: plain words, so that it holds whatever becomes of the revisions."""
    runs = [Run(Op.EQUAL, entry.citation, "bold"), Run(Op.EQUAL, f", {entry.kind}: ")]
    for start, run, end in bracketed(entry.runs):
        runs += [Run(Op.EQUAL, start)] if start else []
        runs.append(Run(Op.EQUAL, run.text, _LOOKS[run.op]))
        runs += [Run(Op.EQUAL, end)] if end else []
    return Para(tuple(runs), style="Change")
