"""The other side's file becomes its pass: the item's clauses are found in it by their words.

What the file leaves out of a clause it gives only in part stays as it was, and is said; a
clause it gives whole is taken whole, and what is missing from it is struck, and said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rapidfuzz import fuzz

from negotiate.agreement.blocks import Agreement, Block, Kind, Placed
from negotiate.agreement.citations import Index, place, split_paragraph
from negotiate.agreement.editing import insert_after, replace_clause
from negotiate.agreement.reading.word.reader import Reading
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import How, Item
from negotiate.common.errors import BadInput
from negotiate.redline.engine import redline
from negotiate.redline.model import Redline
from negotiate.workspace.actions import offer
from negotiate.workspace.received import read_file
from negotiate.workspace.recording import Done
from negotiate.workspace.texts import offered
from negotiate.workspace.workspace import Workspace

_ALIKE = 55.0  # two blocks are one clause, changed, from this likeness (of 100) on
_WHOLE = 0.6  # a file that answers this share of a clause's blocks gives the clause whole


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file says on one clause: blocks it answers, new ones, and those it leaves out."""

    citation: str
    answered: tuple[str, ...]
    new: tuple[str, ...]
    left_out: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Received:
    """A file understood: the text it makes, what answers what, and what matched nothing.
    ``tracked`` says what changes the file marks."""

    text: Agreement
    answers: tuple[Answer, ...]
    unmatched: tuple[str, ...]
    against_ours: Redline | None
    against_baseline: Redline
    tracked: str = ""


def understand(
    workspace: Workspace, item: Item, path: Path, side: Side, reading: Reading = "accepted"
) -> Received:
    """Reads a file and finds the item's clauses in it; nothing is stored.

    Raises :class:`BadInput` where none of them is in it.
    """
    theirs = read_file(path, reading)
    blocks = [one.block for one in theirs.placed if one.block.kind is not Kind.TABLE]
    ours = item.latest(side.other)
    own = item.latest(side)
    references = [workspace.baseline]
    references += [offered(workspace, one) for one in (ours, own) if one is not None]
    text = workspace.baseline
    answers: list[Answer] = []
    used: set[int] = set()
    owners = _owners(workspace.baseline_index(), item.clauses, blocks, references)
    for at, citation in enumerate(item.clauses):
        alien = {block for block, owner in owners.items() if owner != at}
        text, answer, taken = _answer(text, citation, blocks, references, alien)
        used |= taken
        if answer is not None:
            answers.append(answer)
    if not answers:
        raise BadInput(
            f"none of the clauses of item {item.number} ({', '.join(item.clauses)}) is in this file",
            where=str(path),
            do="give the file that holds the counter, or type it with `negotiate draft`",
        )
    unmatched = tuple(block.canonical for at, block in enumerate(blocks) if at not in used)
    now = place(text)
    return Received(
        text,
        tuple(answers),
        unmatched,
        redline(place(offered(workspace, ours)), now) if ours is not None else None,
        redline(place(workspace.baseline), now),
        theirs.tracked,
    )


def receive(
    workspace: Workspace, name: str, path: Path, side: Side, at: datetime, reading: Reading = "accepted"
) -> tuple[Done, Received]:
    """Makes the file the side's pass. Returns what was done and what the file was understood to say."""
    item = workspace.item(name)
    found = understand(workspace, item, path, side, reading)
    done = offer(workspace, item, side, found.text, at, How.LANGUAGE, why=f"received as {path.name}")
    return done, found


def _owners(
    index: Index, citations: Sequence[str], theirs: Sequence[Block], references: Sequence[Agreement]
) -> dict[int, int]:
    """Block of the file → the one clause of the item that it is likest to, so that it answers no other."""
    owners: dict[int, int] = {}
    best: dict[int, float] = {}
    for at, citation in enumerate(citations):
        known = [_words_of(reference, citation) for reference in references]
        for row in _scores(index.clause(citation), theirs, known):
            for block, score in enumerate(row):
                if score > best.get(block, 0.0):
                    best[block], owners[block] = score, at
    return owners


def _answer(
    text: Agreement,
    citation: str,
    theirs: Sequence[Block],
    references: Sequence[Agreement],
    alien: set[int],
) -> tuple[Agreement, Answer | None, set[int]]:
    """The text with one clause as the file says it; ``alien`` blocks of the file answer another clause."""
    index = Index(place(text), text.main)
    clause = index.clause(citation)
    known = [_words_of(reference, citation) for reference in references]
    scores = _scores(clause, theirs, known)
    matched = _best_chain([[0.0 if at in alien else score for at, score in enumerate(row)] for row in scores])
    if not matched:
        return text, None, set()
    first, last = min(matched.values()), max(matched.values())
    heading = clause[0].block.opens_clause and 0 in matched
    textual = [at for at, one in enumerate(clause) if one.block.kind is not Kind.TABLE]
    whole = len(matched) >= _WHOLE * len(textual) and (heading or len(matched) > 1 or len(textual) == 1)
    taken = set(range(first, last + 1))
    taken |= _trailing(theirs, last, index.placed, alien)
    taken -= alien
    back = {at: ours for ours, at in matched.items()}
    new = tuple(theirs[at].canonical for at in sorted(taken) if at not in back)
    left = tuple(clause[at].name for at in textual if at not in matched)
    answered = tuple(clause[at].name for at in sorted(matched))
    if whole:
        lines = [theirs[at].canonical for at in sorted(taken)]
        lines += _tables(clause)
        done = replace_clause(text, citation, "\n\n".join(lines))
    else:
        done = _in_part(text, clause, theirs, taken, back)
    return done, Answer(citation, answered, new, left, whole), taken


def _words_of(reference: Agreement, citation: str) -> list[str]:
    try:
        found = Index(place(reference), reference.main).clause(citation)
    except BadInput:
        return []
    return [one.block.text for one in found]


def _scores(
    clause: Sequence[Placed], theirs: Sequence[Block], known: Sequence[Sequence[str]]
) -> list[list[float]]:
    """How like each block of the clause (in any version known) is to each of the file; 0 where unlike.

    A label that fits counts for the match, words decide.
    """
    scores: list[list[float]] = []
    for ours, one in enumerate(clause):
        variants = {one.block.text, *(words[ours] for words in known if ours < len(words))} - {""}
        row = []
        for block in theirs:
            best = max((fuzz.ratio(block.text, words) for words in variants), default=0.0)
            if block.label and block.label == one.block.label:
                best += 12.0
            row.append(best if best >= _ALIKE else 0.0)
        scores.append(row)
    return scores


def _best_chain(scores: list[list[float]]) -> dict[int, int]:
    """The pairing in one order with the greatest sum of likeness."""
    height, width = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            take = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(take, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < height and j < width:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _trailing(theirs: Sequence[Block], last: int, known: Sequence[Placed], alien: set[int]) -> set[int]:
    """New blocks right after the last answered one, up to the first that belongs elsewhere."""
    words = {one.block.text for one in known}
    out: set[int] = set()
    for at in range(last + 1, len(theirs)):
        block = theirs[at]
        if at in alien or block.text in words or block.kind is Kind.HEADING or len(theirs) - last > 40:
            break
        out.add(at)
    return out


def _tables(clause: Sequence[Placed]) -> list[str]:
    return [one.block.canonical for one in clause if one.block.kind is Kind.TABLE]


def _in_part(
    text: Agreement, clause: Sequence[Placed], theirs: Sequence[Block], taken: set[int], back: dict[int, int]
) -> Agreement:
    """Only what the file answers is changed; new blocks follow the block they follow in the file."""
    anchor = ""
    extra: dict[str, list[str]] = {}
    done = text
    for at in sorted(taken):
        if at in back:
            one = clause[back[at]]
            anchor = one.name
            done = replace_clause(done, _block_name(one), theirs[at].canonical)
        elif anchor:
            extra.setdefault(anchor, []).append(theirs[at].canonical)
    for name, lines in reversed(extra.items()):
        done = insert_after(done, name, "\n\n".join(lines))
    return done


def _block_name(one: Placed) -> str:
    citation, _ = split_paragraph(one.name)
    return f"{citation} ¶{one.paragraph}" if one.paragraph > 1 else one.name
