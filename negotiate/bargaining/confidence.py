"""Confidentiality as the ground rules set it: when a proposal may be shown to anybody but the two teams.

What both sides have agreed is shown to those who vote on it whatever the rule; what was only offered is not,
until the parties are at impasse (the day stands in the ground rules) or the round is ratified.
"""

from collections.abc import Iterable
from datetime import date

from negotiate.bargaining.parties import GroundRules
from negotiate.bargaining.record import Item
from negotiate.bargaining.states import State
from negotiate.common.errors import Refused

_AGREED = (State.TA, State.RATIFIED)


def confidential(rules: GroundRules, state: State, on: date) -> bool:
    """Whether an item in ``state`` may not be shown outside the two teams on a day."""
    if rules.confidentiality == "none" or state in _AGREED:
        return False
    return rules.confidentiality == "until-ratified" or rules.impasse is None or on < rules.impasse


def require_open(rules: GroundRules, items: Iterable[Item], on: date) -> None:
    """Raises :class:`Refused`, with the rule and the items named, where one may not be shown outside."""
    kept = [item for item in items if confidential(rules, item.state, on)]
    if not kept:
        return
    names = ", ".join(f"{item.number} {item.title} ({item.state.value})" for item in kept)
    until = "it is ratified" if rules.confidentiality == "until-ratified" else "impasse"
    told = (
        "" if rules.confidentiality == "until-ratified" else ", or write the day of impasse in agreement.yaml"
    )
    raise Refused(
        f"the ground rules keep proposals between the parties until {until}: {names}",
        do=f"give --consent when the other side has agreed to its being shown{told}",
    )
