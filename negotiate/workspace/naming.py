"""Who bargains, named without an editor: the parties, who may sign, the units, the term, the first year.

What is said goes into ``agreement.yaml``, of which every other letter stays; it is checked as everywhere
before it is written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from negotiate.bargaining.parties import FILE, Facts, Side, read_facts
from negotiate.bargaining.states import State
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical, many, printable
from negotiate.common.yaml_edit import Value, entries, set_value
from negotiate.costing.model import read_calendar
from negotiate.workspace.assents import all_assents
from negotiate.workspace.ratifying import votes_of
from negotiate.workspace.teamdata import save
from negotiate.workspace.titles import LONGEST
from negotiate.workspace.workspace import Workspace

_YEAR: Final = re.compile(r"(?:19|2[01])[0-9]{2}|2200")
_MOST: Final = 200  # of one list


@dataclass(frozen=True, slots=True)
class Parties:
    """What is said of the parties, in words as a person gives them. As it stands: an empty text or list where
    nothing is said. As it is to be: None is left as it stands, an empty one empties it."""

    title: str | None = None
    union: str | None = None
    union_signs: tuple[str, ...] | None = None
    district: str | None = None
    district_signs: tuple[str, ...] | None = None
    units: tuple[str, ...] | None = None
    term_from: str | None = None
    term_to: str | None = None
    first_year: str | None = None


CALLED: Final = {
    "title": "title",
    "union": "union",
    "union_signs": "who signs for the union",
    "district": "district",
    "district_signs": "who signs for the district",
    "units": "units",
    "term_from": "term from",
    "term_to": "term to",
    "first_year": "first school year",
}
"""What each is called for a person."""


@dataclass(frozen=True, slots=True)
class Named:
    """What an act came to: how it ``stands`` now, a line for each that ``changed``, what to heed."""

    stands: Parties
    changed: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def parties_of(workspace: Workspace) -> Parties:
    """The parties as ``agreement.yaml`` names them."""
    return _stands(workspace.facts, workspace.data_file(FILE) or "")


def name_parties(workspace: Workspace, wanted: Parties) -> Named:
    """Writes what is ``wanted`` into ``agreement.yaml``; nothing where it says so already.

    Raises :class:`BadInput` for a name or a day that is none, and where the file must be edited by hand.
    """
    facts = workspace.facts
    before = workspace.data_file(FILE) or ""
    after = before
    for path, value in _values(wanted, facts, before):
        after = set_value(after, path, value, FILE)
    now = read_facts(after)
    read_calendar(after, FILE)
    old, new = _stands(facts, before), _stands(now, after)
    changed = tuple(_changes(old, new))
    if not changed:
        return Named(old, ())
    warnings = [*_warnings(workspace, facts, now)]
    what = f"settings: {', '.join(name for name, key in _names() if getattr(old, key) != getattr(new, key))}"
    if not save(workspace, FILE, after, what):
        own = f"{FILE} has edits of yours that are not committed"
        warnings.append(f"{own}: it is written in the folder alone, and cannot be undone")
    return Named(new, changed, tuple(warnings))


def shown(value: str | tuple[str, ...] | None) -> str:
    """A value in one line for a person; empty where nothing is said."""
    return printable(value if isinstance(value, str) else "; ".join(value or ()))


def _names() -> Iterator[tuple[str, str]]:
    return ((CALLED[one.name], one.name) for one in fields(Parties))


def _stands(facts: Facts, text: str) -> Parties:
    year = read_calendar(text, FILE).first_year
    return Parties(
        facts.title,
        facts.union.name,
        facts.union.signatories,
        facts.district.name,
        facts.district.signatories,
        facts.units,
        facts.term_from.isoformat() if facts.term_from else "",
        facts.term_to.isoformat() if facts.term_to else "",
        str(year) if year else "",
    )


def _changes(old: Parties, new: Parties) -> Iterator[str]:
    for called, key in _names():
        was, now = getattr(old, key), getattr(new, key)
        if was != now:
            nobody = "anyone" if key.endswith("_signs") else "none"
            yield f"{called}: {shown(now) or nobody} (was {shown(was) or nobody})"


# ---- what is to be written ---------------------------------------------------------------------------------


def _values(wanted: Parties, facts: Facts, text: str) -> Iterator[tuple[tuple[str, ...], Value]]:
    """(where, what) of everything that is wanted, checked."""
    if wanted.title is not None:
        yield ("title",), _name(wanted.title, "title")
    for side, name, signs in (
        (Side.UNION, wanted.union, wanted.union_signs),
        (Side.DISTRICT, wanted.district, wanted.district_signs),
    ):
        if name is not None:
            yield ("parties", side.value, "name"), _name(name, side.value)
        if signs is not None:
            yield ("parties", side.value, "signatories"), _listed(signs, f"{side.value}_signs")
    if wanted.units is not None:
        units = _listed(wanted.units, "units")
        yield ("units",), entries(text, ("units",), "name", units, FILE)
    if wanted.term_from is not None or wanted.term_to is not None:
        yield from _term(wanted, facts)
    if wanted.first_year is not None:
        yield ("school_year", "first_year"), _year(wanted.first_year)


def _name(said: str, key: str) -> str:
    name = canonical(said)
    if not any(map(str.isalnum, name)):
        raise BadInput(f"{CALLED[key]}: {name!r} is no name", do="give its name")
    if len(name) > LONGEST:
        what = f"{CALLED[key]}: {len(name):,} characters, at most {LONGEST} are kept"
        raise BadInput(f"{what}: {name[:40]}…", do="give the name alone")
    if printable(name) != name or any("\ud800" <= letter <= "\udfff" for letter in name):
        raise BadInput(
            f"{CALLED[key]}: {printable(name)!r} holds signs that cannot be seen", do="type it anew"
        )
    return name


def _listed(said: Iterable[str], key: str) -> tuple[str, ...]:
    """The names, each once; empty texts are passed over."""
    names = tuple(dict.fromkeys(_name(one, key) for one in said if one.strip()))
    if len(names) > _MOST:
        raise BadInput(f"{CALLED[key]}: {len(names)} names, at most {_MOST} are kept", do="list fewer")
    return names


def _term(wanted: Parties, facts: Facts) -> Iterator[tuple[tuple[str, ...], Value]]:
    begins = facts.term_from if wanted.term_from is None else _day(wanted.term_from, "term_from")
    ends = facts.term_to if wanted.term_to is None else _day(wanted.term_to, "term_to")
    if begins is None and ends is None:
        if facts.term_from is not None:
            yield ("term",), None
        return
    if begins is None or ends is None:
        raise BadInput("a term has a first and a last day", do="give both, such as 2026-09-01 and 2029-08-31")
    if ends <= begins:
        raise BadInput(f"the term would end on {ends}, and begin on {begins}", do="give the days in order")
    yield ("term", "from"), begins
    yield ("term", "to"), ends


def _day(said: str, key: str) -> date | None:
    given = said.strip()
    try:
        if given and len(given) != len("2026-09-01"):  # 20260901 and 2026-W36 are days to Python alone
            raise ValueError
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise BadInput(f"{CALLED[key]}: {shown(said)!r} is no day", do="write it as 2026-09-01") from None


def _year(said: str) -> int | None:
    given = said.strip()
    if given and not _YEAR.fullmatch(given):
        do = "give the year in which it begins, such as 2026"
        raise BadInput(f"{CALLED['first_year']}: {shown(said)!r} is no year", do=do)
    return int(given) if given else None


# ---- what to heed -----------------------------------------------------------------------------------------


def _warnings(workspace: Workspace, old: Facts, new: Facts) -> Iterator[str]:
    """What the change leaves behind: assents, votes and rules that name who is named no longer."""
    for side in Side:
        now = new.party(side).signatories
        gone = set(old.party(side).signatories) - set(now) if now else set()
        signed = _signed(workspace, side) & gone if gone else set()
        for name in sorted(signed):
            yield f"{name} has signed for the {side.value} and may sign no more; what was signed stands"
        if 0 < len(now) < new.rules.signatories_per_side:
            rule = f"the ground rules ask for {new.rules.signatories_per_side} to sign for each side"
            yield f"{rule}; {many(len(now), 'name')} listed for the {side.value}, and as many are enough"
    lost = set(old.units) - set(new.units)
    for unit in sorted(lost & {vote.unit for vote in votes_of(workspace)} if lost else ()):
        yield f"{unit} has voted in this round; its votes count for no unit of another name"
    for unit in sorted({unit for unit, _ in new.ratification if unit} & lost):
        yield f"ratification in {FILE} names {unit}, which is no unit now"


def _signed(workspace: Workspace, side: Side) -> set[str]:
    """Who has signed for a side in this round."""
    rows = [row for row in workspace.rows() if row.state is not State.RATIFIED]
    return {one.name for item in workspace.items(rows) for one in all_assents(item) if one.side is side}
