"""What is wrong in a text of the workspace, less what the team has accepted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from negotiate.agreement.checks.checking import check_draft, check_text
from negotiate.agreement.checks.model import Finding, Text
from negotiate.agreement.checks.schedules import rules
from negotiate.agreement.reading.report import Places
from negotiate.common.errors import BadInput
from negotiate.common.records import read_yaml
from negotiate.workspace.outlines import received_lines
from negotiate.workspace.received import Text as Named
from negotiate.workspace.reimporting import places_of
from negotiate.workspace.teamdata import save
from negotiate.workspace.texts import is_offer, text
from negotiate.workspace.workspace import Workspace

ACCEPTED = "accepted.yaml"
_HEAD = "# Findings of `negotiate check` that the team has looked at and lets stand.\naccepted:\n"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that may stand: its id, why, and what it was when it was accepted."""

    id: str
    why: str
    by: str
    kind: str
    citation: str
    found: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check. ``new`` is what a draft breaks, ``found`` what was wrong before
    (for a text on its own, everything); ``rules`` are the schedules' rules with their hits;
    ``places`` what lines are called, by document (empty: the main one)."""

    found: tuple[Finding, ...]
    new: tuple[Finding, ...] = ()
    silent: int = 0
    rules: tuple[str, ...] = ()
    places: Mapping[str, Places] = field(default_factory=dict)

    def place(self, one: Finding) -> str:
        """Where a finding stands in the file received (``paragraph 12``), empty where it has no line."""
        document, colon, _ = one.citation.partition(":")
        kept = self.places.get(document if colon else "") or self.places.get("") or Places()
        return kept.say(one.source_line) if one.source_line else ""


def checked_file(named: Named) -> Checked:
    """What is wrong in a received file, outside any workspace; its lines are the received ones."""
    whole = Text(named.agreement)
    found = tuple(replace(one, source_line=whole.placed[one.at].line or None) for one in check_text(whole))
    return Checked(found, rules=tuple(map(str, rules(whole))), places={"": named.places})


def checked(workspace: Workspace, name: str) -> Checked:
    """What is wrong in the text called ``name``; of an item's language, what it newly breaks apart."""
    named = text(workspace, name)
    if named.one_file:
        return checked_file(named)
    whole = Text(named.agreement)
    lines = received_lines(workspace)
    new: tuple[Finding, ...] = ()
    if is_offer(name):
        new, found = check_draft(workspace.tentative, named.agreement)
    else:
        found = check_text(whole)
    kept = {one.id for one in accepted(workspace)}
    silent = sum(one.id in kept for one in (*new, *found))

    def shown(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(_lined(whole, one, lines) for one in findings if one.id not in kept)

    return Checked(shown(found), shown(new), silent, tuple(map(str, rules(whole))), places_of(workspace))


def _lined(whole: Text, one: Finding, lines: dict[tuple[str, str, str], int]) -> Finding:
    item = whole.placed[one.at]
    return replace(one, source_line=lines.get((item.document, item.block.digest, item.name)))


def accepted(workspace: Workspace) -> tuple[Accepted, ...]:
    """The findings the team lets stand, as ``accepted.yaml`` says them now."""
    data = workspace.data_file(ACCEPTED)
    if data is None:
        return ()
    record = read_yaml(data, ACCEPTED)
    record.only("accepted")
    out = []
    for one in record.records("accepted"):
        one.only("id", "why", "by", "kind", "citation", "found")
        words = {key: one.text(key, "") for key in ("by", "kind", "citation", "found")}
        out.append(Accepted(id=one.text("id"), why=one.text("why"), **words))
    return tuple(out)


def accept(workspace: Workspace, finding_id: str, why: str, name: str = "baseline") -> Finding:
    """Lets a finding of the text called ``name`` stand, with the reason; the finding."""
    if not why.strip():
        raise BadInput("a finding is accepted with a reason", do="give --why WORDS")
    have = accepted(workspace)
    if any(one.id == finding_id for one in have):
        raise BadInput(f"{finding_id} is accepted already", where=ACCEPTED)
    outcome = checked(workspace, name)
    found = next((one for one in (*outcome.new, *outcome.found) if one.id == finding_id), None)
    if found is None:
        raise BadInput(
            f"no finding of {name} has the id {finding_id!r}", do="see `negotiate check` for the ids"
        )
    entry = Accepted(
        found.id, why.strip(), str(workspace.person.name), found.kind, found.citation, found.found
    )
    before = workspace.data_file(ACCEPTED) or _HEAD
    after = before.rstrip("\n") + "\n" + _entry(entry)
    save(workspace, ACCEPTED, after, f"accept finding {found.id} at {found.citation}")
    return found


def _entry(one: Accepted) -> str:
    import yaml

    return str(yaml.safe_dump([asdict(one)], sort_keys=False, allow_unicode=True, width=110))
