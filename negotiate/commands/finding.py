"""Commands that find one's way, and find what is wrong: search, refs, check."""

from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, data, note, workspace_of
from negotiate.common.errors import Exit, Usage
from negotiate.common.text import many

if TYPE_CHECKING:
    from negotiate.agreement.checks.model import Finding
    from negotiate.workspace.checking import Checked
    from negotiate.workspace.received import Text


def search(args: Namespace) -> int:
    """The clauses that say the words, best first, with where they say them."""
    from negotiate.agreement.finding.search import SearchIndex

    if not "".join(args.words).strip():
        raise Usage("there is nothing to look for", do='give words, such as "nurse ratio"')
    named = _text_of(args)
    found = SearchIndex(named.index).search(" ".join(_asked(args.words)), args.limit)
    for word, taken in found.taken_for:
        note(f"nobody wrote {word!r}; taken for {' or '.join(taken)}")
    if args.json:
        as_json(
            [
                {
                    "citation": hit.citation,
                    "heading": hit.heading,
                    "excerpt": hit.excerpt,
                    "marks": [list(mark) for mark in hit.marks],
                    "score": hit.score,
                    "file": f"{named.placed[hit.at].document}/{named.placed[hit.at].file}",
                    "line": named.placed[hit.at].line,
                }
                for hit in found.hits
            ]
        )
        return 0
    for hit in found.hits:
        heading = f"  {hit.heading}" if hit.heading and hit.heading != hit.excerpt else ""
        data(f"{hit.citation}{heading}\n    {hit.excerpt}")
    if not found.hits:
        note("no clause says that")
    if found.total > len(found.hits):
        note(f"{len(found.hits)} of {found.total} shown; --limit shows more")
    return 0


def _asked(words: list[str]) -> list[str]:
    """Words with a space in them came in quotes from the shell: they stand together."""
    return [
        f'"{word}"' if " " in word.strip() and '"' not in word and len(words) > 1 else word for word in words
    ]


def _text_of(args: Namespace) -> "Text":
    from negotiate.workspace.received import names_file, read_file

    if names_file(args.at):
        return read_file(Path(args.at))
    from negotiate.workspace.texts import text

    with workspace_of(args) as workspace:
        return text(workspace, args.at)


def refs(args: Namespace) -> int:
    """What refers to a clause, and what the clause refers to."""
    from negotiate.agreement.finding.amendments import amending, amendments
    from negotiate.agreement.finding.references import References

    named = _text_of(args)
    references = References(named.index)
    beside = amending(named.index, amendments(named.index), args.citation)
    to, of = references.to(args.citation), references.of(args.citation)
    if args.json:
        keys = ("citation", "printed", "target")
        as_json(
            {
                "citation": named.placed[named.index.find(args.citation)].citation,
                "referred_to_by": [{key: getattr(one, key) for key in keys} for one in to],
                "refers_to": [
                    {
                        **{key: getattr(one, key) for key in keys},
                        "found": one.found is not None,
                        "outside": one.outside,
                    }
                    for one in of
                ],
                "amended_by": [
                    {"citation": one.citation, "target": one.target, "says": one.says} for one in beside
                ],
            }
        )
        return 0
    for amendment in beside:
        data(f"{amendment.citation} says that it changes {amendment.target}: “{amendment.says}”")
    for one in to:
        data(f"{one.citation} refers to {one.target}: “{one.printed}”")
    for one in of:
        where = (
            "another text"
            if one.outside
            else one.target
            if one.found is not None
            else f"{one.target}, not there"
        )
        data(f"{one.citation} refers to {where}: “{one.printed}”")
    if not to and not of:
        note(f"nothing refers to {args.citation}, and it refers to nothing")
    return 0


def check(args: Namespace) -> int:
    """What is wrong in a text; exit code 1 where anything is."""
    from negotiate.workspace.checking import checked, checked_file
    from negotiate.workspace.received import names_file, read_file

    if names_file(args.text):
        outcome = checked_file(read_file(Path(args.text)))
    else:
        with workspace_of(args) as workspace:
            outcome = checked(workspace, args.text)
    if args.json:
        told = [_as_data(one, True) for one in outcome.new]
        as_json([*told, *(_as_data(one, False if outcome.new or told else None) for one in outcome.found)])
    else:
        _print(outcome)
    if outcome.silent:
        note(f"{outcome.silent} accepted in accepted.yaml")
    return int(Exit.FINDINGS if outcome.new or outcome.found else Exit.DONE)


def _as_data(one: "Finding", new: bool | None) -> dict[str, object]:
    found: dict[str, object] = {
        "id": one.id,
        "kind": one.kind,
        "severity": one.severity.value,
        "citation": one.citation,
        "source_line": one.source_line,
        "message": one.message,
        "found": one.found,
        "expected": one.expected,
    }
    return found if new is None else {**found, "new": new}


def _print(outcome: "Checked") -> None:
    if outcome.new:
        data("What the draft newly breaks:")
        for one in outcome.new:
            data(_line(one, outcome.place(one)))
        data("What was so before:" if outcome.found else "")
    for one in outcome.found:
        data(_line(one, outcome.place(one)))
    for rule in outcome.rules:
        note(f"rule of the schedule at {rule}")
    counted = [one.severity.value for one in (*outcome.new, *outcome.found)]
    kinds = ", ".join(
        many(counted.count(kind), kind) for kind in ("error", "warning", "note") if kind in counted
    )
    note(kinds or "nothing found")
    each = Counter(one.kind for one in (*outcome.new, *outcome.found))
    if each:
        note(", ".join(f"{count} {kind}" for kind, count in each.most_common()))


def _line(one: "Finding", place: str) -> str:
    line = f", {place}" if place else ""
    return (
        f"{one.id}  {one.severity.value}  {one.citation}{line}  {one.message}\n    expected: {one.expected}"
    )


def accept(args: Namespace) -> int:
    """Lets a finding stand, with the reason: it is silent from now on."""
    from negotiate.workspace.checking import ACCEPTED
    from negotiate.workspace.checking import accept as let_stand

    with workspace_of(args) as workspace:
        found = let_stand(workspace, args.id, args.why, args.at)
    if args.json:
        as_json(_as_data(found, None))
    else:
        data(f"{found.id} at {found.citation} may stand: {args.why}")
    note(f"kept in {ACCEPTED}")
    return int(Exit.DONE)
