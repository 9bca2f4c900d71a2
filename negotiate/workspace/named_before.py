"""The names that the parties and units had before: a file made then is held to the record under them."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from negotiate.bargaining.parties import FILE, Facts, Side, read_facts
from negotiate.common.errors import BadInput
from negotiate.common.text import printable, squeezed
from negotiate.workspace.verifying import Verification
from negotiate.workspace.workspace import MAIN, Workspace

_FAR_BACK = 500  # commits of main that are looked through
_TRIED = 4


def under_its_names(workspace: Workspace, words: str, check: Callable[[], Verification]) -> Verification:
    """What ``check`` finds in a file with these ``words``: under the names of now or, where fewer findings
    are left so, under names that stood on the record before; the outcome then says which those are."""
    best = check()
    if not best.findings:
        return best
    now = workspace.facts
    for then in list(_before(workspace, words))[:_TRIED]:
        with workspace.called(then):
            found = check()
        if len(found.findings) < len(best.findings):
            best = found
            for called, was, is_now in _apart(then, now):
                best.chain.append(f"named otherwise when the file was made: {called} {was} (now {is_now})")
    return best


def names_of(workspace: Workspace, side: Side) -> frozenset[str]:
    """The names of a side's party, now and before: marks in a file that went out earlier bear those. What the
    other side is called now is none of them, though the two were mixed up once."""
    now = workspace.facts
    before = frozenset(facts.party(side).name for facts in _settings_before(workspace))
    return before - {now.party(side.other).name} | {now.party(side).name}


def _settings_before(workspace: Workspace) -> Iterator[Facts]:
    """The settings as they stood on main, each once, the newest first."""
    texts: set[bytes] = set()
    for commit in workspace.repository.log(MAIN, _FAR_BACK):
        kept = workspace.repository.read_file(commit.oid, FILE)
        if kept is None or kept in texts:
            continue
        texts.add(kept)
        with suppress(UnicodeDecodeError, BadInput):  # a version that could never be worked with
            yield read_facts(kept.decode("utf-8-sig"))


def _before(workspace: Workspace, words: str) -> Iterator[Facts]:
    """The settings of now with names of before that stand in the words, the newest first."""
    now, there = workspace.facts, squeezed(words)
    known = {_names(now)}
    for old in _settings_before(workspace):
        if _names(old) in known:
            continue
        known.add(_names(old))
        then = replace(
            now,
            title=old.title,
            units=old.units,
            union=replace(now.union, name=old.union.name),
            district=replace(now.district, name=old.district.name),
        )
        if any(squeezed(was) in there for _, was, _ in _apart(then, now)):
            yield then


def _names(facts: Facts) -> tuple[str, ...]:
    return (facts.title, facts.union.name, facts.district.name, *facts.units)


def _apart(then: Facts, now: Facts) -> Iterator[tuple[str, str, str]]:
    """(what, its name then, its name now) of what is named otherwise."""
    for called, was, is_now in (
        ("agreement", then.title, now.title),
        ("union", then.union.name, now.union.name),
        ("district", then.district.name, now.district.name),
        ("unit", ", ".join(then.units), ", ".join(now.units)),
    ):
        if was != is_now:
            yield called, printable(was) or "none", printable(is_now) or "none"
