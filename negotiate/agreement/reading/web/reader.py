"""A web page as paragraphs, with everything said that a person should know of how it was read."""

from dataclasses import dataclass
from typing import Literal

from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.looks import show_headings
from negotiate.agreement.reading.paragraphs import Paragraph
from negotiate.agreement.reading.report import Report, marks_said
from negotiate.agreement.reading.web.byhand import set_apart
from negotiate.agreement.reading.web.flow import Flow
from negotiate.agreement.reading.web.page import decode_page, parse_page
from negotiate.agreement.reading.web.sheet import Sheet

_GONE = {"accepted": frozenset({"del"}), "rejected": frozenset({"ins"})}


@dataclass(frozen=True, slots=True)
class WebText:
    """A page's paragraphs. ``formed`` says that it has headings, lists or tables of its own; without
    any, ``lines`` are its lines with the empty ones."""

    paragraphs: list[Paragraph]
    lines: list[SourceLine]
    formed: bool
    encoding: str


def read_web(
    data: bytes,
    name: str,
    report: Report,
    reading: Literal["accepted", "rejected"] = "accepted",
    gone: frozenset[str] = frozenset(),
) -> WebText:
    """The paragraphs of a page; ``line`` is a line of its source.

    ``reading`` says how passages marked as inserted and deleted are read; ``gone`` are looks (struck,
    underlined) whose words are left out. Raises
    :class:`BadInput` for what is no page.
    """
    text, encoding = decode_page(data, name)
    page = parse_page(text, name)
    report.by_hand += set_apart(page, gone)
    flow = Flow(
        _GONE[reading], report, Sheet("".join(map(str, one.itertext())) for one in page.iter("style"))
    )
    flow.read(page)
    show_headings(flow.found, [at in flow.bold for at in range(len(flow.found))])
    made, removed = flow.revised["ins"], flow.revised["del"]
    if made or removed:
        other = "rejected" if reading == "accepted" else "accepted"
        report.tracked = marks_said(made, removed)
        report.doubt(
            1,
            f"the page marks {made} passages as inserted and {removed} as deleted; "
            f"it was read with all of them {reading}, not {other}",
        )
    if flow.pictures:
        report.doubt(1, f"{flow.pictures} pictures; words inside them are not read")
    formed = flow.formed or any(one.heading for one in flow.found)
    return WebText(flow.found, flow.lines, formed, encoding)
