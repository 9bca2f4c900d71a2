"""A correction written into ``import.yaml`` by command: its words are taken from the file itself."""

import re
from collections.abc import Mapping

from negotiate.agreement.reading.corrections import BLOCKS, Correction, Is, read_corrections
from negotiate.agreement.reading.fitting import standing
from negotiate.agreement.reading.reader import places_of
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical
from negotiate.workspace.import_report import quoted
from negotiate.workspace.importing import CORRECTIONS, NO_CORRECTIONS, Wanted, read_all
from negotiate.workspace.reimporting import Filed, filed
from negotiate.workspace.teamdata import save
from negotiate.workspace.workspace import Workspace

_QUOTED = 5


def correct(workspace: Workspace, line: int, act: str, file: str, keys: Mapping[str, str]) -> str:
    """Adds an entry to ``import.yaml`` and gives it as written; ``keys`` are its further keys.

    The entry quotes the line as it stands. Raises :class:`BadInput`, and writes nothing, where the
    corrections with it no longer fit.
    """
    have = filed(workspace)
    mine = _file_called(have, file)
    places = places_of(mine.wanted.data, mine.wanted.name, mine.wanted.reading or "accepted")
    unit = mine.places.unit
    told = {"file": mine.wanted.kept_as} if mine is not have[0] else {}
    until = keys.get("until", "")
    place = {f"{unit}s": f"{line}-{until}"} if until else {unit: str(line)}
    told |= {
        **place,
        "text": _words(places, line, keys.get("text", ""), unit, Is(act) in BLOCKS),
        "is": Is(act).value,
    }
    if until:
        if not until.isdigit():
            raise BadInput(f"--until {until!r} is no number", do=f"give the block's last {unit}")
        told["until"] = _words(places, int(until), "", unit, False)
    told |= {key: words for key, words in keys.items() if words and key not in ("until", "text")}
    if act == Is.DAMAGED.value:
        told.setdefault("by", str(workspace.person.name))
    entry = "- {" + ", ".join(f"{key}: {_plain(words)}" for key, words in told.items()) + "}"
    before = workspace.data_file(CORRECTIONS) or NO_CORRECTIONS
    after = with_entry(before, entry)
    files = [one.wanted for one in have]
    read_all(files, read_corrections(after, CORRECTIONS))
    save(workspace, CORRECTIONS, after, f"correction of {unit} {line}: {act}")
    return entry


def _file_called(have: tuple[Filed, ...], file: str) -> Filed:
    if not have:
        raise BadInput("this workspace keeps no received file", do="`negotiate import` brings one in")
    found = [one for one in have if file in ("", *_names(one.wanted))]
    if not found:
        known = ", ".join(one.wanted.kept_as for one in have)
        raise BadInput(f"no received file is called {file!r}", do=f"the files are {known}")
    return found[0]


def _names(one: Wanted) -> tuple[str, str, str]:
    return one.document, one.name, one.kept_as


def _words(places: tuple[tuple[int, str], ...], line: int, given: str, unit: str, block: bool) -> str:
    """Words of a line by which an entry names it; a ``block`` may begin with an empty cell."""
    held: dict[int, list[str]] = {}
    for number, words in places:
        held.setdefault(number, []).append(canonical(words))
    texts = [words for words in standing(held, line, block) if words]
    if not texts:
        raise BadInput(
            f"{unit} {line} has no words", do=f"see `negotiate report` for the {unit}s that matter"
        )
    if given:
        return given
    return " ".join(texts[0].split(" ")[:_QUOTED])


def _plain(words: str) -> str:
    return words if re.fullmatch(r"[0-9]+(?:-[0-9]+)?|[a-z]+(?:-[a-z]+)*", words) else quoted(words)


def with_entry(text: str, entry: str) -> str:
    """An ``import.yaml`` with one more entry at its end, all else in it as the person wrote it."""
    have: tuple[Correction, ...] = read_corrections(text)
    empty = re.compile(r"(?m)^corrections:[ \t]*(?:\[[ \t]*\])?[ \t]*(?P<note>#.*)?$")
    found = empty.search(text)
    if not have and found is not None:
        line = f"corrections:{'  ' + found['note'] if found['note'] else ''}\n  {entry}"
        after = f"{text[: found.start()]}{line}{text[found.end() :]}"
    elif not have:
        after = f"{text.rstrip()}\ncorrections:\n  {entry}\n".lstrip()
    else:
        indents = re.findall(r"(?m)^([ ]*)- ", text)
        after = f"{text.rstrip()}\n{indents[-1] if indents else '  '}{entry}\n"
    now: tuple[Correction, ...] = read_corrections(after, CORRECTIONS)
    if len(now) != len(have) + 1:
        raise BadInput(
            "the entry cannot be added to the file as it is written", do=f"add it by hand: {entry}"
        )
    return after
