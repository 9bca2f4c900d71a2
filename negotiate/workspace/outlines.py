"""The outline of a text: every article, heading and label, and where it stands."""

from collections import defaultdict
from dataclasses import dataclass

from negotiate.agreement.blocks import Kind, Placed
from negotiate.agreement.finding.amendments import amendments
from negotiate.workspace.creating import source_lines_of
from negotiate.workspace.texts import text
from negotiate.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an outline. ``source_line`` is its line in the received file, None where it has none;
    ``amended_by`` names the clauses of MOUs and side letters that say they change this one."""

    citation: str
    label: str
    heading: str | None
    kind: str
    depth: int
    file: str
    line: int
    source_line: int | None
    begins: str
    amended_by: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The entry as people read it: its label and heading, or how its text begins."""
        words = self.heading if self.heading is not None else self.begins
        return f"{self.label} {words}".strip()

    def to_json(self) -> dict[str, object]:
        """The entry with the keys scripts rely on."""
        return {
            "citation": self.citation,
            "label": self.label,
            "heading": self.heading,
            "kind": self.kind,
            "depth": self.depth,
            "file": self.file,
            "line": self.line,
            "source_line": self.source_line,
            "amended_by": list(self.amended_by),
        }


def outline_of(workspace: Workspace, name: str) -> tuple[Entry, ...]:
    """The outline of the text called ``name``."""
    found = text(workspace, name)
    lines = received_lines(workspace)
    beside: dict[int, list[str]] = defaultdict(list)
    for amendment in amendments(found.index):
        beside[amendment.at].append(amendment.citation)
    return tuple(
        _entry(one, lines.get((one.document, one.block.digest, one.name)), tuple(beside.get(at, ())))
        for at, one in enumerate(found.placed)
        if one.block.opens_clause and one.paragraph == 1
    )


def received_lines(workspace: Workspace) -> dict[tuple[str, str, str], int]:
    """The received line of each block of the baseline, found by its document, digest and name."""
    kept = source_lines_of(workspace)
    at: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, str, str], int] = {}
    for one in workspace.baseline_index().placed:
        place = (one.document, one.file)
        number = at.get(place, 0)
        at[place] = number + 1
        lines = kept.get(place, [])
        if number < len(lines) and lines[number]:
            found[one.document, one.block.digest, one.name] = lines[number]
    return found


def _entry(one: Placed, source_line: int | None, amended_by: tuple[str, ...]) -> Entry:
    block = one.block
    heading = block.kind is Kind.HEADING
    kind = "article" if heading and block.depth == 1 else "heading" if heading else "clause"
    begins = block.text if len(block.text) <= 60 else block.text[:57].rstrip() + "…"
    file = f"baseline_contract/{one.document}/{one.file}"
    return Entry(
        one.citation,
        block.label,
        block.text if heading else None,
        kind,
        block.depth,
        file,
        one.line,
        source_line,
        begins,
        amended_by,
    )
