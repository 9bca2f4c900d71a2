"""Votes on the full tentative agreement: who must vote, who has, and on which text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from negotiate.bargaining.parties import Facts
from negotiate.common.errors import WorkspaceFault

BODIES = ("members", "board")
"""Who votes for a unit where ``agreement.yaml`` does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One body's vote for one unit, on the text that ``text`` (its language digest) names."""

    unit: str
    body: str
    yes: bool
    at: datetime
    text: str

    @property
    def trailers(self) -> tuple[tuple[str, str], ...]:
        """The vote as the record keeps it."""
        said = "yes" if self.yes else "no"
        return (("Vote", said), ("Unit", self.unit), ("Body", self.body), ("At", self.at.isoformat()),
                ("Language", self.text))  # fmt: skip

    @classmethod
    def read(cls, trailers: Sequence[tuple[str, str]]) -> "Vote":
        """The vote that trailers hold."""
        says = dict(trailers)
        try:
            at = datetime.fromisoformat(says["At"])
            return cls(says["Unit"], says["Body"], says["Vote"] == "yes", at, says["Language"])
        except (KeyError, ValueError) as fault:
            raise WorkspaceFault(f"a vote on the record cannot be read: {fault}") from None


def required(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Every (unit, body) that must say yes, in the order of the settings."""
    units = facts.units or ("all",)
    bodies = dict(facts.ratification)
    return tuple((unit, body) for unit in units for body in bodies.get(unit, bodies.get("", BODIES)))


def missing(
    wanted: Iterable[tuple[str, str]], votes: Iterable[Vote], text: str
) -> tuple[tuple[str, str], ...]:
    """Those who have not said yes to this very text with their last vote."""
    last = {(vote.unit, vote.body): vote for vote in votes}
    return tuple(who for who in wanted if who not in last or not last[who].yes or last[who].text != text)
