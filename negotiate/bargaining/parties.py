"""Who bargains, for whom, under which rules: the facts of ``agreement.yaml``."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from negotiate.common.errors import BadInput
from negotiate.common.records import Record, read_yaml

FILE = "agreement.yaml"


class Side(StrEnum):
    """A side of the table."""

    UNION = "union"
    DISTRICT = "district"

    @property
    def other(self) -> "Side":
        """The side across the table."""
        return Side.DISTRICT if self is Side.UNION else Side.UNION


@dataclass(frozen=True, slots=True)
class Party:
    """One side: its name, and the people who may sign for it (none named: anyone may); ``keys`` are
    the public keys of those who sign by key, by name."""

    side: Side
    name: str
    signatories: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()

    def key_of(self, name: str) -> str:
        """A signatory's public key, empty where none is named."""
        return dict(self.keys).get(name, "")


@dataclass(frozen=True, slots=True)
class GroundRules:
    """What the parties agreed on how they bargain.

    ``reopen`` is ``mutual`` or ``either``: who may take a tentative agreement back. ``failed_vote`` is
    ``keep`` or ``reopen``: what becomes of the tentative agreements when a vote fails. ``confidentiality``
    is ``none``, ``until-impasse`` (``impasse`` is the day it was declared; None: not yet) or
    ``until-ratified``: when proposals may be shown outside.
    """

    signatories_per_side: int = 1
    reopen: str = "mutual"
    confidentiality: str = "none"
    observers: str = "silent"
    failed_vote: str = "keep"
    impasse: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The workspace's settings. ``documents`` are in order, the main one first; ``ratification`` says
    which bodies vote for a unit (an empty name: for every unit not named)."""

    title: str
    union: Party
    district: Party
    side: Side
    documents: tuple[str, ...]
    time_zone: str = "UTC"
    units: tuple[str, ...] = ()
    term_from: date | None = None
    term_to: date | None = None
    rules: GroundRules = GroundRules()
    ratification: tuple[tuple[str, tuple[str, ...]], ...] = ()
    source_digest: str = ""

    def party(self, side: Side) -> Party:
        """The party of a side."""
        return self.union if side is Side.UNION else self.district

    @property
    def zone(self) -> tzinfo:
        """The workspace's time zone."""
        return ZoneInfo(self.time_zone)

    def start(self, text: str) -> datetime:
        """A time as :meth:`moment` reads it; of a day alone its first hour, for what counts from then on."""
        return self.moment(f"{text}T00:00" if _is_day(text) else text)

    def moment(self, text: str) -> datetime:
        """A time as a person gave it (ISO 8601); without an offset it is in the workspace's zone.

        Raises :class:`BadInput` for a day without its hour, which would be made up, and for an hour that
        the night of a clock change has twice, or not at all.
        """
        given = read_moment(text)
        if _is_day(text):
            raise BadInput(f"{text} is a day without its hour", do=f"write it as {given:%Y-%m-%d}T18:10")
        if given.tzinfo is not None:
            return given
        early, late = (given.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        if early.utcoffset() == late.utcoffset():
            return early
        if early.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != given:
            raise BadInput(f"the clocks go forward that night: there is no {text}", do="give another time")
        raise BadInput(
            f"the clocks go back that night: {text} comes twice",
            do=f"write {early.isoformat()} for the first, {late.isoformat()} for the second",
        )


def read_moment(text: str) -> datetime:
    """A time as a person gave it (ISO 8601); naive where no offset is written."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is not a time", do="write it as 2026-03-04T18:10") from None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def read_facts(text: str, file: str = FILE) -> Facts:
    """The facts in ``agreement.yaml``; raises :class:`BadInput` with file and line."""
    top = read_yaml(text, file)
    top.only(
        "title", "parties", "side", "units", "term", "time_zone", "school_year", "rounding",
        "ground_rules", "documents", "source_digest", "ratification",
    )  # fmt: skip
    parties = top.record("parties")
    parties.only("union", "district")
    zone = top.text("time_zone", "UTC")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(
            f"no time zone is called {zone!r}",
            where=top.place_of("time_zone"),
            do="use a name such as America/New_York",
        ) from None
    term = top.record("term") if top.has("term") else None
    return Facts(
        title=top.text("title"),
        union=_party(parties, Side.UNION),
        district=_party(parties, Side.DISTRICT),
        side=Side(top.choice("side", [side.value for side in Side], Side.UNION.value)),
        documents=top.texts("documents") or ("agreement",),
        time_zone=zone,
        units=tuple(unit.text("name") for unit in top.records("units")),
        term_from=term.day("from") if term is not None else None,
        term_to=term.day("to") if term is not None else None,
        rules=_rules(top),
        ratification=tuple(
            (one.text("unit", ""), one.texts("bodies")) for one in top.records("ratification")
        ),
        source_digest=top.text("source_digest", ""),
    )


def _party(parties: Record, side: Side) -> Party:
    record = parties.record(side.value)
    record.only("name", "signatories", "keys")
    keys = tuple((one.text("name"), one.text("key")) for one in record.records("keys"))
    return Party(side, record.text("name"), record.texts("signatories"), keys)


def _rules(top: Record) -> GroundRules:
    if not top.has("ground_rules"):
        return GroundRules()
    rules = top.record("ground_rules")
    rules.only("signatories_per_side", "reopen", "confidentiality", "impasse", "observers", "failed_vote")
    return GroundRules(
        signatories_per_side=rules.integer("signatories_per_side", 1, least=1, most=20),
        reopen=rules.choice("reopen", ["mutual", "either"], "mutual"),
        confidentiality=rules.choice("confidentiality", ["none", "until-impasse", "until-ratified"], "none"),
        observers=rules.choice("observers", ["none", "silent", "open"], "silent"),
        failed_vote=rules.choice("failed_vote", ["keep", "reopen"], "keep"),
        impasse=rules.day("impasse") if rules.has("impasse") else None,
    )
