"""What a sender's marks made by hand mean: confirmed once by a person, kept in ``received.yaml``.

A sender is the person whom the file, or who receives it, names; where nobody is named, the side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negotiate.agreement.reading.byhand import Look, Seen, Sense
from negotiate.agreement.reading.kinds import FileKind, kind_of
from negotiate.bargaining.parties import Side
from negotiate.common.errors import BadInput
from negotiate.common.fields import nearest
from negotiate.common.records import read_yaml
from negotiate.common.text import canonical
from negotiate.workspace.teamdata import save
from negotiate.workspace.workspace import Workspace

FILE = "received.yaml"
_HEAD = "# What each sender means by marks made by hand, as a person confirmed it.\n"
Senses = Mapping[str, Sense]
_LONGEST_NAME = 80  # letters of a person's name
_WRITERS = ("lastModifiedBy", "creator")
_CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a file: a side, and of its people the one named (empty: nobody is)."""

    side: Side
    name: str = ""

    @property
    def called(self) -> str:
        """The sender in a sentence."""
        return self.name or f"the {self.side.value}"


def sender_of(data: bytes, path: str, side: Side, ours: frozenset[str], given: str = "") -> Sender:
    """Who sent a file: the person ``given``, else the one a Word file says last wrote it; ``ours`` are names
    of our own that a packet sent back still has on it. Raises :class:`BadInput` for a damaged file."""
    if given:
        return Sender(side, canonical(given)[:_LONGEST_NAME])
    if kind_of(data, path) is not FileKind.WORD:
        return Sender(side)
    from negotiate.agreement.reading.word.package import Package

    core = Package(data, path).part(_CORE)
    parts = () if core is None else core.iterchildren("*")
    found = {one.tag.rpartition("}")[2]: canonical(one.text or "") for one in parts}
    names = [found.get(key, "")[:_LONGEST_NAME] for key in _WRITERS]
    return Sender(side, next((name for name in names if name and name not in ours), ""))


def read_senses(given: str) -> dict[str, Sense]:
    """``strike=deleted,underline=added`` taken apart; ``none``: nothing is a mark. A colour is named
    by its code: ``colour:ff0000=added``."""
    if given.strip() == "none":
        return dict.fromkeys(Look, Sense.PLAIN)
    out: dict[str, Sense] = {}
    for part in given.split(","):
        look, _, sense = (word.strip().lower() for word in part.partition("="))
        if look.split(":")[0] not in set(Look):
            raise BadInput(
                f"{look!r} is no mark made by hand",
                do=f"name one of {', '.join(Look)}" + _meant(look.split(":")[0], Look),
            )
        if sense not in set(Sense):
            raise BadInput(f"{part.strip()!r} does not say what the mark means", do="write strike=deleted")
        out[look] = Sense(sense)
    return out


def _meant(word: str, known: type[Look]) -> str:
    found = nearest(word, known)
    return f" (did you mean {found}?)" if found else ""


def known_senses(workspace: Workspace, sender: Sender) -> Senses:
    """What was confirmed of a sender's marks; nothing where nothing was."""
    return _kept(workspace).get(sender, {})


def _kept(workspace: Workspace) -> dict[Sender, Senses]:
    data = workspace.data_file(FILE)
    if data is None:
        return {}
    top = read_yaml(data, FILE)
    top.only("senders")
    out: dict[Sender, Senses] = {}
    for one in top.records("senders"):
        one.only("side", "from", "marks", "by")
        side = Side(one.choice("side", [each.value for each in Side]))
        marks = one.texts("marks")
        name = one.text("from") if one.has("from") else ""
        out.setdefault(Sender(side, name), read_senses(",".join(marks)) if marks else {})
    return out


def remember(workspace: Workspace, sender: Sender, senses: Senses) -> None:
    """Keeps what was confirmed, with who confirmed it, beside what is known of other senders."""
    import yaml

    kept = _kept(workspace)
    merged = {**kept.get(sender, {}), **senses}
    if merged == kept.get(sender, {}):
        return
    kept[sender] = merged
    senders = [
        {
            "side": one.side.value,
            **({"from": one.name} if one.name else {}),
            "marks": [f"{look}={sense}" for look, sense in sorted(found.items())],
            "by": str(workspace.person.name),
        }
        for one, found in kept.items()
        if found
    ]
    text = _HEAD + yaml.safe_dump({"senders": senders}, sort_keys=False, allow_unicode=True)
    save(workspace, FILE, text, f"What the marks of {sender.called} made by hand mean")


def unexplained(seen: Sequence[Seen], senses: Senses) -> list[Seen]:
    """Struck words of which nobody has said what they mean: first of each look."""
    return [one for one in seen if one.look == Look.STRUCK and Look.STRUCK not in senses]
