"""What a sender's marks made by hand mean: confirmed once by a person, kept in ``received.yaml``."""

from collections.abc import Mapping, Sequence

from negotiate.agreement.reading.byhand import Look, Seen, Sense
from negotiate.bargaining.parties import Side
from negotiate.common.errors import BadInput
from negotiate.common.fields import nearest
from negotiate.common.records import read_yaml
from negotiate.workspace.teamdata import save
from negotiate.workspace.workspace import Workspace

FILE = "received.yaml"
_HEAD = "# What each sender means by marks made by hand, as a person confirmed it.\n"
Senses = Mapping[str, Sense]


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


def known_senses(workspace: Workspace, side: Side) -> dict[str, Sense]:
    """What was confirmed of a side's marks; nothing where nothing was."""
    data = workspace.data_file(FILE)
    if data is None:
        return {}
    top = read_yaml(data, FILE)
    top.only("senders")
    for one in top.records("senders"):
        one.only("side", "marks", "by")
        if one.choice("side", [each.value for each in Side]) == side.value:
            return read_senses(",".join(one.texts("marks"))) if one.has("marks") or one.texts("marks") else {}
    return {}


def remember(workspace: Workspace, side: Side, senses: Senses) -> None:
    """Keeps what was confirmed, with who confirmed it, beside what is known of the other side."""
    import yaml

    kept = {one: known_senses(workspace, one) for one in Side}
    merged = {**kept[side], **senses}
    if merged == kept[side]:
        return
    kept[side] = merged
    senders = [
        {
            "side": one.value,
            "marks": [f"{look}={sense}" for look, sense in sorted(found.items())],
            "by": str(workspace.person.name),
        }
        for one, found in kept.items()
        if found
    ]
    text = _HEAD + yaml.safe_dump({"senders": senders}, sort_keys=False, allow_unicode=True)
    save(workspace, FILE, text, f"What the {side.value}'s marks made by hand mean")


def unexplained(seen: Sequence[Seen], senses: Senses) -> list[Seen]:
    """Struck words of which nobody has said what they mean: first of each look."""
    return [one for one in seen if one.look == Look.STRUCK and Look.STRUCK not in senses]
