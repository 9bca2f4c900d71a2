"""The agreement's own rounding rules: what a raise rounds each cell to, by kind of table.

    rounding: {schedule: half-up-dollar, hourly: half-up-cent}

``half-up``, ``half-even``, ``up`` or ``down`` to the ``dollar``, the ``ten-dollars`` or the
``cent``; with ``-a-month`` the twelfth of a salary is rounded and the year is twelve times that.
"""

import re
from collections.abc import Mapping

from negotiate.common.records import Record
from negotiate.costing.rounding import UNITS, RoundTo
from negotiate.costing.terms import Per, Term

_RULE = re.compile(r"(half-up|half-even|up|down)-(cent|dollar|ten-dollars)(-a-month)?")
TABLES = {Per.YEAR: "schedule", Per.MONTH: "monthly", Per.DAY: "daily", Per.HOUR: "hourly"}
"""The key of ``rounding:`` for each manner of paying."""

STIPEND = "stipend"
"""The key, and the kind of pay, of tables of flat stipends."""

Rules = Mapping[str, RoundTo]


def read_rounding(record: Record) -> dict[str, RoundTo]:
    """The ``rounding`` of ``agreement.yaml``. Raises :class:`BadInput` with file and line."""
    record.only(*TABLES.values(), STIPEND)
    out = {}
    for key in record:
        found = _RULE.fullmatch(record.text(key))
        if found is None:
            raise record.fault(key, "such as half-up-dollar, half-up-cent or half-up-dollar-a-month")
        out[key] = RoundTo(UNITS[found[2]], found[1], 12 if found[3] else 1)
    return out


def rule_of(term: Term, rules: Rules) -> RoundTo | str:
    """What a raise of the term's tables is rounded to, or why it is not known.

    The agreement's rule is for all; a term may say it again, and one that says another thing
    contradicts it.
    """
    per = term.pay.per if term.pay is not None else Per.YEAR
    key = STIPEND if per is Per.YEAR and term.pay_kind == STIPEND else TABLES[per]
    general = rules.get(key)
    own = RoundTo(term.rounds_to) if term.rounds_to else None
    if own is None and general is None:
        return (
            f"not what its cells are rounded to: give rounds_to, or `{key}` under rounding of agreement.yaml"
        )
    if own is not None and general is not None and own.unit != general.unit:
        return (
            f"{term.id} is rounded by its rounds_to to {own.words}, by agreement.yaml ({key}) to "
            f"{general.words}: which is meant?"
        )
    return general or own or RoundTo(1)
