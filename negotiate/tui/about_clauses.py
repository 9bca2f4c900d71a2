"""What the reader says beside a text: who refers to a clause, what ``check`` found, where clauses stand."""

from collections.abc import Callable
from dataclasses import dataclass

from negotiate.common.text import printable
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.room import Desk
from negotiate.tui.words import state_words
from negotiate.workspace.texts import text

_AGREED = ("TA", "ratified")


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in the margin at a clause: a sign of one cell, and the words for the status line."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of ``check``: its id, where, and what."""

    id: str
    citation: str
    words: str


@dataclass(frozen=True, slots=True)
class Margin:
    """What is said of each citation, and the findings."""

    said: dict[str, Said]
    findings: tuple[Found, ...]


def margin_of(name: str) -> Callable[[Desk], Margin]:
    """Findings, and the items on each clause with their state."""

    def ask(desk: Desk) -> Margin:
        from negotiate.workspace.checking import checked

        outcome = checked(desk.workspace, name)
        found = tuple(
            Found(one.id, one.citation, f"{one.severity.value}: {one.message}")
            for one in (*outcome.new, *outcome.found)
        )
        words: dict[str, list[str]] = {}
        signs: dict[str, str] = {}
        for row in desk.workspace.rows():
            for citation in row.clauses:
                words.setdefault(citation, []).append(f"item {row.number}: {state_words(row.state.value)}")
                signs[citation] = "✓" if row.state.value in _AGREED else "•"
        for finding in found:
            words.setdefault(finding.citation, []).append(finding.words)
            signs[finding.citation] = "!"
        said = {citation: Said(signs[citation], " · ".join(each)) for citation, each in words.items()}
        return Margin(said, found)

    return ask


def refs_of(name: str, citation: str) -> Callable[[Desk], list[Paragraph]]:
    """What refers to a clause, and what it refers to."""

    def ask(desk: Desk) -> list[Paragraph]:
        from negotiate.agreement.finding.references import References

        references = References(text(desk.workspace, name).index)
        to, of = references.to(citation), references.of(citation)
        lines: list[Paragraph] = [flow(Mark.STRONG, printable(f"Refers to {citation}"))]
        lines += [_reference(one.citation, one.printed) for one in to] or [_NONE]
        lines.append(flow(Mark.STRONG, printable(f"{citation} refers to")))
        lines += [_reference("another text" if one.outside else one.target, one.printed) for one in of] or [
            _NONE
        ]
        return lines

    return ask


_NONE = flow(Mark.NOTE, "nothing", indent=2)


def _reference(where: str, printed: str) -> Flow:
    runs = (Run(Mark.CITATION, printable(where)), Run(Mark.TEXT, printable(f"  “{printed}”")))
    return Flow(runs, indent=2, hang=2)


def let_stand(finding: str, why: str, name: str) -> Callable[[Desk], str]:
    """Accepts a finding: it is silent from now on."""

    def ask(desk: Desk) -> str:
        from negotiate.workspace.checking import accept

        return f"let stand: {accept(desk.workspace, finding, why, name).message}"

    return ask
