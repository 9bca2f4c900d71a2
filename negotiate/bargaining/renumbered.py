"""References written anew when a round was ratified: the list on the record, and what it accounts for."""

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from negotiate.agreement.blocks import Placed
from negotiate.common.records import read_yaml


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A reference written anew. ``was`` stood at ``at`` in the words of the paragraph ``citation`` and
    is ``now``; it means ``target``. ``before`` and ``after`` are the SHA-256 of the paragraph's words
    without and with all that was written anew in it."""

    citation: str
    was: str
    now: str
    target: str
    at: int
    before: str
    after: str

    @property
    def line(self) -> str:
        """The change as it is listed."""
        return f"{self.citation}: “{self.was}” is now “{self.now}” (renumbered reference)"


def write_list(labels: Sequence[str], rewritten: Sequence[Renumbered], doubtful: Sequence[str]) -> str:
    """The list as YAML, for ``proposals/round-N.yaml``."""
    data = {
        "labels": list(labels),
        "references": [
            {
                "citation": one.citation, "was": one.was, "now": one.now, "target": one.target, "at": one.at,
                "before": one.before, "after": one.after,
            }
            for one in rewritten
        ],
        "left_as_they_are": list(doubtful),
    }  # fmt: skip
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100))


def read_list(text: str, file: str) -> tuple[Renumbered, ...]:
    """The references written anew, from the list on the record; raises :class:`BadInput` with its line."""
    top = read_yaml(text, file)
    return tuple(
        Renumbered(
            one.text("citation"), one.text("was"), one.text("now"), one.text("target"),
            one.integer("at", 0), one.text("before"), one.text("after"),
        )
        for one in top.records("references")
    )  # fmt: skip


def accounted(before: Placed, after: Placed, listed: Sequence[Renumbered]) -> bool:
    """Whether the list alone makes the paragraph ``before`` into ``after``, word for word."""
    own = [one for one in listed if (one.citation, one.before) == (after.name, before.block.digest)]
    words = before.block.text
    for one in sorted(own, key=lambda each: -each.at):
        if words[one.at : one.at + len(one.was)] != one.was:
            return False
        words = words[: one.at] + one.now + words[one.at + len(one.was) :]
    return words == after.block.text and all(one.after == after.block.digest for one in own)
