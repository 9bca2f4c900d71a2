"""Ratification: the votes of each unit and body, and the successor that becomes the baseline.

A vote is for one text. When everyone who must has said yes to it, the successor is the new baseline, the
round keeps its mark, and a new round can start. A vote that fails changes no text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from negotiate.agreement.blocks import Agreement
from negotiate.bargaining.parties import Side
from negotiate.bargaining.ratification import Vote, missing, required
from negotiate.bargaining.renumbered import Renumbered, write_list
from negotiate.bargaining.settling import Settled, settle
from negotiate.bargaining.states import Act, State
from negotiate.bargaining.tentative import language_digest
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import canonical, text_code
from negotiate.repository.transaction import Transaction
from negotiate.workspace.agreements import reopen
from negotiate.workspace.importing import SOURCE
from negotiate.workspace.landing import records
from negotiate.workspace.recording import Files, changed_files, event_now, record
from negotiate.workspace.rounds import rounds
from negotiate.workspace.settled import settled_file
from negotiate.workspace.verifying import check_text
from negotiate.workspace.workspace import MAIN, PROPOSALS, ROUNDS, TENTATIVE, Workspace

_VOTED = "it is a vote that was taken"
_CLOSED = (State.TA, State.RATIFIED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Voted:
    """What a vote came to: one line, what is still to vote, and (once ratified) what was settled: labels
    that count on, references ``rewritten`` with them, and ``references`` left as they are to look at."""

    what: str
    waiting: tuple[tuple[str, str], ...]
    round: int = 0
    labels: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    rewritten: tuple[Renumbered, ...] = ()


def ratify(
    workspace: Workspace, unit: str, body: str, yes: bool, at: datetime, closing: Mapping[str, str]
) -> Voted:
    """Records a vote; ``closing`` says of items still open how they end (``current`` or ``withdrawn``).

    Raises :class:`Refused` while an item is open and not named, or the text cannot be accounted for.
    """
    facts = workspace.facts
    who = (canonical(unit) or (facts.units[0] if len(facts.units) == 1 else ""), canonical(body))
    wanted = required(facts)
    if who not in wanted:
        known = "; ".join(f"--unit {u!r} --body {b!r}" for u, b in wanted)
        raise BadInput(
            f"no vote of {who[1]!r} for the unit {who[0]!r} is called for", do=f"the votes are {known}"
        )
    check_text(workspace)
    text = language_digest(workspace.baseline, workspace.tentative)
    if not [row for row in workspace.rows() if row.state is State.TA]:
        raise Refused("there is no tentative agreement to ratify", do="sign one with `negotiate ta` first")
    open_items = _open(workspace, closing)
    _in_time(workspace, who, at)
    vote = Vote(who[0], who[1], yes, at, text)
    votes = (*votes_of(workspace), vote)
    waiting = missing(wanted, votes, text)
    said = f"{who[1]} of {who[0]}: {'yes' if yes else 'no'} to text code {text_code(text)}"
    if yes and not waiting:
        return _adopt(workspace, vote, open_items, said)
    with workspace.repository.operation(said, final=_VOTED) as op:
        _close(workspace, op, open_items)
        tip = workspace.commit_of(TENTATIVE)
        op.move(TENTATIVE, new=op.commit(tip, {}, said, vote.trailers), old=tip)
    if not yes and facts.rules.failed_vote == "reopen":
        for row in [row for row in workspace.rows() if row.state is State.TA]:
            reopen(workspace, row.id, facts.side, f"the vote of {who[1]} failed", True)
        said += "; the tentative agreements are reopened, as the ground rules say"
    elif not yes:
        said += "; no text changes, and the tentative agreements stand"
    return Voted(said, waiting)


def _in_time(workspace: Workspace, who: tuple[str, str], at: datetime) -> None:
    """A vote is on a text that has been agreed, and after the same body's last one; bodies meet, and their
    votes are entered, in any order."""
    last = max((one.at for one in records(workspace)), default=at)
    if at < last:
        raise Refused(
            f"the vote lies before the last tentative agreement was signed, {last:%Y-%m-%d %H:%M}",
            do="give the time it was taken",
        )
    own = [vote.at for vote in votes_of(workspace) if (vote.unit, vote.body) == who]
    if own and at < max(own):
        raise Refused(
            "the vote lies before one of the same body on the record", do="give the time it was taken"
        )


def votes_of(workspace: Workspace, number: int = 0) -> tuple[Vote, ...]:
    """The votes of this round, or of the one that was ratified as ``number``, oldest first."""
    found: list[Vote] = []
    wanted = not number
    for commit in workspace.repository.log(TENTATIVE):
        ratifies = commit.trailer("Ratifies")
        if ratifies is not None:
            if wanted:
                break
            wanted = ratifies == str(number)  # it holds the last vote itself
        if wanted and commit.trailer("Vote") is not None:
            found.append(Vote.read(commit.trailers))
    return tuple(reversed(found))


def _open(workspace: Workspace, closing: Mapping[str, str]) -> list[tuple[str, str]]:
    """The items to be closed and how; refused where one is open and not named."""
    with workspace.at_rest():
        named = {workspace.find(name).id: how for name, how in closing.items()}
    for row in workspace.rows():
        if row.id in named and row.state is State.TA:
            raise Refused(
                f"item {row.number}, {row.title}, is under a tentative agreement, which the vote is on: it "
                f"cannot be closed as {named[row.id]}",
                do="leave it out, or reopen it first",
            )
    rows = [row for row in workspace.rows() if row.state not in _CLOSED]
    left = [row for row in rows if row.id not in named]
    if left:
        names = ", ".join(f"{row.number} {row.title} ({row.state.value})" for row in left)
        raise Refused(
            f"items are still open: {names}",
            do="close each by name: --close ITEM=current or --close ITEM=withdrawn",
        )
    return [(row.id, named[row.id]) for row in rows]


def _close(workspace: Workspace, op: Transaction, open_items: list[tuple[str, str]]) -> None:
    how = dict(open_items)
    with workspace.at_rest():
        rows = [workspace.find(item_id) for item_id in how]
        tips = workspace.tips(rows)
    for item in workspace.items(rows):
        why = "closed as current language" if how[item.id] == "current" else "closed as withdrawn"
        record(op, item, event_now(workspace, Act.CLOSED, why=why), tips[item.id], {})


def _adopt(workspace: Workspace, vote: Vote, open_items: list[tuple[str, str]], said: str) -> Voted:
    """Everyone has said yes: the successor, its labels settled, becomes the baseline."""
    repository = workspace.repository
    number = next((last for last, _ in rounds(workspace)), 0) + 1
    main, tentative = workspace.commit_of(MAIN), workspace.commit_of(TENTATIVE)
    made = successor_of(workspace)
    filed = repository.tree(tentative, "proposals")
    papers: Files = dict(zip(filed, repository.read_blobs(list(filed.values())), strict=True))
    trailers = (("Ratifies", str(number)), ("Before", main), ("Agreed", tentative), *vote.trailers)
    what = f"Round {number} is ratified: the successor is the baseline"
    agreed = workspace.items([row for row in workspace.rows() if row.state is State.TA])
    with repository.operation(f"{said}; {what}", final=_VOTED) as op:
        _close(workspace, op, open_items)
        lines = _received_lines(workspace, main, made.relabelled)
        papers |= _listed(number, made)
        onto_main: Files = {**papers, **lines, **changed_files(workspace, main, made.agreement)}
        baseline = op.commit([main, tentative], onto_main, what, trailers)
        op.move(MAIN, new=baseline, old=main)
        files = {**_listed(number, made), **changed_files(workspace, tentative, made.agreement)}
        op.move(TENTATIVE, new=op.commit(tentative, files, what, trailers), old=tentative)
        op.tag(f"{ROUNDS}{number}", baseline, what, trailers)
        for item in agreed:
            event = replace(event_now(workspace, Act.RATIFIED), at=vote.at, why=f"round {number}")
            record(op, item, event, workspace.commit_of(f"{PROPOSALS}{item.id}"), {})
    return Voted(f"{said}; round {number} is ratified: the successor is the baseline", (), number,
                 made.labels, made.references, made.rewritten)  # fmt: skip


def successor_of(workspace: Workspace, tip: str = TENTATIVE) -> Settled:
    """What the round would adopt: the tentative text, its labels and the references to them settled.
    ``tip`` is the text's commit, for what it would have adopted then."""
    with workspace.at_rest():
        wanted = [record.item for record in records(workspace, tip)]
        workspace.read_ahead(wanted[0] if wanted else "", wanted[1:])
        agreed = [workspace.item(one) for one in wanted]
    landed = [one for item in agreed if (one := item.latest(Side.UNION)) is not None]
    workspace.texts_ahead([one.text for one in landed])
    passes = [workspace.agreement_at(one.text) for one in landed]
    return settle(workspace.baseline, workspace.agreement_at(workspace.commit_of(tip)), passes)


def _listed(number: int, made: Settled) -> Files:
    """The list of what was settled, where anything was."""
    if not (made.labels or made.rewritten or made.references):
        return {}
    return {settled_file(number): write_list(made.labels, made.rewritten, made.references)}


def _received_lines(workspace: Workspace, main: str, new: Agreement) -> Files:
    """The lists of received lines, brought along: a block that the round changed has no line any more."""
    repository = workspace.repository
    before = {(d.name, a.path): a for d in workspace.baseline.documents for a in d.articles}
    after = {f"{d.name}/{a.path}": ((d.name, a.path), a) for d in new.documents for a in d.articles}
    files: Files = {}
    for path, text in repository.read_files(main, SOURCE).items() if _has_lines(workspace, main) else ():
        if not path.endswith(".lines.json"):
            continue
        kept = json.loads(text)
        for name, lines in kept.items():
            if name in after:
                key, article = after[name]
                old = [block.digest for block in before[key].blocks] if key in before else []
                kept[name] = _follow(old, [block.digest for block in article.blocks], lines)
        files[path] = json.dumps(kept, separators=(",", ":")) + "\n"
    return files


def _has_lines(workspace: Workspace, main: str) -> bool:
    return any(path.endswith(".lines.json") for path in workspace.repository.tree(main, SOURCE))


def _follow(old: list[str], new: list[str], lines: list[int]) -> list[int]:
    found = [0] * len(new)
    for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for at in range(size):
            found[j + at] = lines[i + at] if i + at < len(lines) else 0
    return found
