"""What the import screen asks: doubts and repairs of each received file, and the acts that settle them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import yaml

from negotiate.common.text import printable
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.room import Desk

if TYPE_CHECKING:
    from negotiate.agreement.reading.word.reader import Reading

_AROUND: Final = 4
"""Lines with words shown before the one in question, and behind it."""
_LONGEST: Final = 200  # characters of a line shown


@dataclass(frozen=True, slots=True)
class Way:
    """One way to settle a doubt: what the line is, in the words of a correction, and what that means."""

    act: str
    means: str
    text: str = ""
    asks_under: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A doubt or a repair as it is listed: where in which file, what, the words; how it can be settled,
    and whether a correction on its line waits to be applied."""

    file: str
    line: int
    where: str
    what: str
    words: str
    ways: tuple[Way, ...]
    settled: bool = False


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The received files: what came in, every doubt, every repair."""

    summary: tuple[str, ...]
    doubts: tuple[Told, ...]
    repairs: tuple[Told, ...]


def import_page(desk: Desk) -> ImportPage:
    """What is filed with the agreement."""
    from negotiate.workspace.reimporting import corrections_of, filed

    settled = {(one.file, one.line) for one in corrections_of(desk.workspace)}
    lines = {line for _, line in settled}
    summary: list[str] = []
    doubts: list[Told] = []
    repairs: list[Told] = []
    for one in filed(desk.workspace):
        report, name = one.report, one.wanted.kept_as
        summary += [str(line) for line in _list(report.get("summary"))]
        for doubt in _list(report.get("doubts")):
            told = _told(name, doubt, one.places.say(int(str(doubt["line"]))), _ways(doubt))
            doubts.append(replace(told, settled=doubt["line"] in lines))
        refuse = (Way("as-received", "refuse this repair: the line stays as received"),)
        for repair in _list(report.get("repairs")):
            words = f"{repair.get('taken', '')} → {repair.get('given', '')}"
            made = {"line": repair["line"], "what": repair["why"] or repair["kind"], "text": words}
            told = _told(name, made, one.places.say(int(str(repair["line"]))), refuse)
            repairs.append(replace(told, settled=repair["line"] in lines))
    return ImportPage(tuple(summary), tuple(doubts), tuple(repairs))


def _list(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _told(file: str, one: dict[str, object], where: str, ways: tuple[Way, ...]) -> Told:
    return Told(file, int(str(one["line"])), where, str(one["what"]), str(one["text"]), ways)


def _ways(doubt: dict[str, object]) -> tuple[Way, ...]:
    return tuple(_way(str(entry)) for entry in _list(doubt.get("settle")))


def _way(entry: str) -> Way:
    """An entry of ``import.yaml`` as it is offered, with its meaning behind the last number sign."""
    made, _, means = entry.rpartition("  # ")
    (says,) = yaml.safe_load(made)
    return Way(str(says["is"]), means, str(says.get("text", "")), "under" in says)


def around(one: Told) -> Callable[[Desk], list[Paragraph]]:
    """The received lines about the one in question, each with the citation of what was read from it."""

    def ask(desk: Desk) -> list[Paragraph]:
        from negotiate.workspace.outlines import received_lines
        from negotiate.workspace.reimporting import filed

        (mine,) = [each for each in filed(desk.workspace) if each.wanted.kept_as == one.file]
        lines = _lines_of(mine.wanted.data, mine.wanted.name, mine.wanted.reading or "accepted")
        found = received_lines(desk.workspace)
        read: dict[int, str] = {}
        for placed in desk.workspace.baseline_index().placed:
            at = found.get((placed.document, placed.block.digest, placed.name))
            if at is not None and placed.document in mine.documents:
                read.setdefault(at, placed.citation)
        line = next((number for number, _ in lines if number >= one.line), None)  # a row may begin empty
        here = [at for at, (number, _) in enumerate(lines) if number == line]
        if not here:
            return []
        near = lines[max(here[0] - _AROUND, 0) : here[-1] + _AROUND + 1]
        unit = mine.places.unit
        return [
            flow(Mark.NOTE, f"as received, each {unit} with what was read from it:"),
            *(_line(number, words, read.get(number, ""), number == line) for number, words in near),
        ]

    return ask


def _line(number: int, words: str, citation: str, here: bool) -> Paragraph:
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return Flow(
        (
            Run(Mark.STRONG if here else Mark.NOTE, f"{'›' if here else ' '} {number:>6}  "),
            Run(Mark.LABEL, f"[{printable(citation)}] " if citation else ""),
            Run(Mark.STRONG if here else Mark.TEXT, printable(shown)),
        ),
        hang=10,
    )


@lru_cache(maxsize=2)
def _lines_of(data: bytes, name: str, reading: "Reading") -> tuple[tuple[int, str], ...]:
    from negotiate.agreement.reading.reader import places_of

    lines = ((number, words.strip()) for number, words in places_of(data, name, reading))
    return tuple((number, words) for number, words in lines if words)


def settle(one: Told, way: Way, under: str = "") -> Callable[[Desk], str]:
    """Writes the correction; nothing is read again yet. What is settled, in words."""

    def ask(desk: Desk) -> str:
        from negotiate.workspace.correcting import correct

        keys = {"text": way.text, **({"under": under} if under else {})}
        correct(desk.workspace, one.line, way.act, one.file, keys)
        return f"{one.where}: {way.means}{f', under {under}' if under else ''}"

    return ask


def would_change(desk: Desk) -> list[Paragraph]:
    """What reading the files again with the corrections would change."""
    from negotiate.workspace.reimporting import rehearse_again

    again = rehearse_again(desk.workspace)
    return list(_changes(again.outline, again.blocks))


def read_again(desk: Desk) -> list[Paragraph]:
    """Reads the files again with the corrections, and keeps what comes out."""
    from negotiate.workspace.reimporting import import_again

    again = import_again(desk.workspace)
    return list(_changes(again.outline, again.blocks))


def _changes(outline: tuple[str, ...], blocks: int) -> Iterator[Paragraph]:
    for line in outline:
        yield flow(Mark.TEXT, printable(line), hang=2)
    if not outline:
        yield flow(Mark.NOTE, "The outline stays as it is.")
    yield flow(Mark.STRONG, f"{blocks:,} block{'' if blocks == 1 else 's'} new or changed in words or cells.")
