"""What the import screen asks: doubts and repairs of each received file, and the acts that settle them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import yaml

from negotiate.tui.paragraphs import Mark, Paragraph, flow
from negotiate.tui.room import Desk


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


def settle(one: Told, way: Way, under: str = "") -> Callable[[Desk], str]:
    """Writes the correction; nothing is read again yet. What was written."""

    def ask(desk: Desk) -> str:
        from negotiate.workspace.correcting import correct

        keys = {"text": way.text, **({"under": under} if under else {})}
        return correct(desk.workspace, one.line, way.act, one.file, keys)

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
    from negotiate.common.text import printable

    for line in outline:
        yield flow(Mark.TEXT, printable(line), hang=2)
    if not outline:
        yield flow(Mark.NOTE, "The outline stays as it is.")
    yield flow(Mark.STRONG, f"{blocks:,} block{'' if blocks == 1 else 's'} new or changed in words or cells.")
