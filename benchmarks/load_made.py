"""Large workspaces for measuring: the sample agreement and its salary model, as long and as full as asked.

A thousand items stand on a million words, each item with five passes; one in five is agreed on, one in ten
waits to be signed, one in ten is on a clause that costs money, and the staff of the sample is spread to a
hundred for each item. Everything is invented.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import cast

from benchmarks.repository_made import Batch
from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.markdown import read_article
from negotiate.agreement.reading.word.numerals import numeral
from negotiate.agreement.store import ROOT
from negotiate.bargaining.parties import FILE, Side
from negotiate.bargaining.record import Event, How, Item
from negotiate.bargaining.states import Act
from negotiate.bargaining.tentative import (
    Assent,
    Signature,
    TentativeAgreement,
    language_digest,
    write_record,
)
from negotiate.repository.launch import Git
from negotiate.repository.repository import Repository
from negotiate.repository.transaction import Transaction
from negotiate.workspace.creating import sample_files
from negotiate.workspace.landing import folder_of, naming, touched_of
from negotiate.workspace.recording import item_file, item_yaml, record, tag_pass
from negotiate.workspace.workspace import AGREED, MAIN, TENTATIVE

PASSES = 5
WORDS_AN_ITEM, STAFF_AN_ITEM = 1_000, 100
SECTIONS, CLAUSES, WORDS = "ABCD", 5, 100
"""Of an article of the added ones: twenty clauses of a hundred words, and two items."""
_AT = datetime(2026, 3, 4, 18, 10, tzinfo=UTC)
_FIRST = 16
"""The sample ends with the fifteenth file."""
_NOUNS = (
    "educator principal committee calendar schedule notice meeting report room building student family "
    "coach librarian nurse driver specialist mentor panel record request reply vacancy transfer leave"
).split()
_VERBS = "reviews posts keeps answers returns files shares hears grants defers names counts sends".split()
_MORE = (
    "promptly in writing jointly without delay at the start of the term in good faith as a rule before the "
    "spring count once a year on request by agreement of both parties where the work allows"
).split()
_PRICED = (
    ("004", r"(school nurses in a ratio of 1 to )[0-9]+(?:,[0-9]{3})*", "IV.C.1(a)", 700),
    ("004", r"(school psychologists in a ratio of 1 to )[0-9]+(?:,[0-9]{3})*", "IV.C.3(a)", 1_000),
    ("004", r"(pay the teacher \$)[0-9]+", "IV.A.5", 140),
)
"""Clauses of the sample that cost money: the file's number, the figure's words, the citation, a figure."""


@dataclass(frozen=True, slots=True)
class Load:
    """A workspace at ``folder`` of so many items; what stands at each place of ten is the same kind."""

    folder: Path
    size: int

    def of_kind(self, kind: int) -> list[int]:
        """The numbers of the items of a kind: 0 and 1 agreed on, 2 awaiting signature, 3 and 5 to 9 open
        (the union passed last), 4 on a clause that costs money."""
        return [number for number in range(1, self.size + 1) if (number - 1) % 10 == kind]


def clause_of(number: int) -> str:
    """The clause of the agreement that the item of this number is on."""
    if (number - 1) % 10 == 4:
        return _PRICED[number // 10 % len(_PRICED)][2]
    return f"{numeral(_article(number), 'upperRoman')}.{_section(number)}.{_clause(number)}"


def said_of(number: int, turn: int) -> str:
    """What the clause of an item (none that costs money) says at a turn; 0 is the agreement itself."""
    return _said(_article(number), _section(number), _clause(number), f"{number}/{turn}" if turn else "0")


def build(folder: Path, size: int) -> Load:
    """Makes the workspace in a new folder."""
    files = _files(size)
    _begin(folder, files)
    git = Git(folder, folder / ".git")
    batch = Batch(git)
    with Repository.open(folder) as repository:
        main = repository.resolve(MAIN)
    assert main is not None
    names = {path.rsplit("/", 1)[-1].split("-")[0]: path for path in files if path.startswith(ROOT)}
    tentative, before, now = main, "", dict(files)
    for number in range(1, size + 1):
        item, texts = _bargain(batch, main, files, names, number)
        if (number - 1) % 10 in (0, 1):
            path, text = _place(names, number), texts[-1]
            now[path] = _swap(now[path], files[path], text)
            tentative, before = _agree(batch, item, tentative, before, (path, files[path], text, now[path]))
    if tentative != main:
        batch.move(TENTATIVE, new=tentative, old=main)
        batch.land()
    return Load(folder, size)


def staff_sheet(path: Path, people: int) -> None:
    """A sheet with a row for each of so many people, as a payroll office sends it."""
    rng = Random(people)
    lanes = ("BA", "B+15", "MA", "M+15", "M+30", "M+45", "M+60", "M+75", "DOC")
    rows = (
        f"{n},{rng.randint(1, 9)},{rng.choice(lanes)},{rng.choice(('1.0', '0.5', '0.8'))}"
        for n in range(people)
    )
    path.write_text("\n".join(("employee,step,lane,fte", *rows)) + "\n", "utf-8")


# ---- the agreement ------------------------------------------------------------------------------------


def _files(size: int) -> dict[str, str]:
    """The sample's files without its proposals, its staff multiplied, and the articles added."""
    sample = sample_files()
    files = {path: text for path, text in sample.items() if path.startswith("salary_model/")}
    for path, text in sample.items():
        if path.startswith(f"{ROOT}/agreement/"):
            files[path.replace("/agreement/", "/agreement/0")] = text
    files[FILE] = sample[f"{ROOT}/{FILE}"]
    grid = "salary_model/scattergram.csv"
    files[grid] = _spread(files[grid], size * STAFF_AN_ITEM)
    for article in range(_FIRST, _FIRST + (size + 1) // 2):
        files[f"{ROOT}/agreement/{article:03d}-matters-{article}.md"] = _written(article)
    return files


def _spread(text: str, staff: int) -> str:
    """The scattergram with so many FTE in all."""
    lines = text.splitlines()
    cells = [line.rsplit(",", 1) for line in lines]
    figures = [at for at, cell in enumerate(cells) if re.fullmatch(r"[0-9.]+", cell[-1])]
    times = staff / sum(float(cells[at][1]) for at in figures)
    for at in figures:
        lines[at] = f"{cells[at][0]},{float(cells[at][1]) * times:.1f}"
    return "\n".join(lines) + "\n"


def _written(article: int) -> str:
    lines = [f"# **Article {numeral(article, 'upperRoman')}** Matters {article}"]
    for section in SECTIONS:
        lines.append(f"- ## **{section}.** Rules {article}{section}")
        lines += [
            f"  - **{clause}.** {_said(article, section, clause, '0')}" for clause in range(1, CLAUSES + 1)
        ]
    return "\n\n".join(lines) + "\n"


def _said(article: int, section: str, clause: int, version: str) -> str:
    """A clause of a hundred words; another version of it says a few of them otherwise."""
    rng, other = Random(f"{article}{section}{clause}"), Random(version)
    words = [f"Rule {article}{section}{clause}."]
    while sum(len(one.split()) for one in words) < WORDS:
        head = f"The {rng.choice(_NOUNS)} {rng.choice(_VERBS)} the {rng.choice(_NOUNS)}"
        tail = " ".join(rng.choice(_MORE) for _ in range(rng.randint(2, 9)))
        days, pay = rng.randint(3, 90), rng.randint(100, 4_000)
        end = rng.choice(
            (
                f"within {days} days",
                f"for ${pay:,} a year",
                f"under Section {rng.choice(SECTIONS)} of this Article",
                "as before",
            )
        )
        words.append(f"{head} {tail} {end}.")
    if version != "0":
        at = other.randrange(1, len(words))
        words[at] = f"The {other.choice(_NOUNS)} {other.choice(_VERBS)} within {other.randint(3, 90)} days."
    return " ".join(words)


def _begin(folder: Path, files: dict[str, str]) -> None:
    with Repository.create(folder) as repository, repository.operation("A large agreement") as op:
        commit = op.commit(None, files, "A large agreement")
        op.move(MAIN, new=commit, old=None)
        op.move(TENTATIVE, new=commit, old=None)


# ---- the items ----------------------------------------------------------------------------------------


def _article(number: int) -> int:
    return _FIRST + (number - 1) // 2


def _section(number: int) -> str:
    return "A" if number % 2 else "C"


def _clause(number: int) -> int:
    return 1 + number % CLAUSES


def _place(names: dict[str, str], number: int) -> str:
    if (number - 1) % 10 == 4:
        return names[_PRICED[number // 10 % len(_PRICED)][0]]
    return names[f"{_article(number):03d}"]


def _text(text: str, number: int, turn: int) -> str:
    """The article's file with an item's language of a turn."""
    if (number - 1) % 10 != 4:
        was, now = said_of(number, 0), said_of(number, turn)
        return text.replace(_plain(number, was), _plain(number, now))
    _, words, _, figure = _PRICED[number // 10 % len(_PRICED)]
    return re.sub(words, lambda found: f"{found[1]}{figure - number % 37 - 7 * turn}", text, count=1)


def _plain(number: int, said: str) -> str:
    return f"**{_clause(number)}.** {said}\n"


def _bargain(
    batch: Batch, main: str, files: dict[str, str], names: dict[str, str], number: int
) -> tuple[Item, list[str]]:
    """An item with its passes; where both sides are to agree the union's last says what the district's
    did."""
    op = cast(Transaction, batch)  # of an operation they ask no more than a batch can do
    at, path = _AT + timedelta(minutes=number), _place(names, number)
    key = hashlib.sha256(f"load {number}".encode()).hexdigest()[:8]
    item = Item(key, number, f"Item {number}", (clause_of(number),))
    item = record(op, item, Event(Act.OPENED, at, by="Pat"), main, {item_file(item): item_yaml(item)})
    texts = [files[path]]
    for turn in range(PASSES):
        accepts = turn == PASSES - 1 and (number - 1) % 10 in (0, 1, 2)
        said = texts[-1] if accepts else _text(files[path], number, turn + 1)
        assert said != files[path], (number, turn)
        texts.append(said)
        when = at + timedelta(days=turn)
        side = Side.UNION if turn % 2 == 0 else Side.DISTRICT
        event = Event(
            Act.PASSED, when, by="Pat", side=side, number=turn // 2 + 1, base=main, handed=when,
            how=How.ACCEPT if accepts else How.LANGUAGE,
            digest=language_digest(_one(path, files[path]), _one(path, said)),
        )  # fmt: skip
        item = record(op, item, event, item.events[-1].text, {path: said})
        tag_pass(op, item)
    return item, texts


def _one(path: str, text: str) -> Agreement:
    """The text of one article as an agreement: what differs is in it alone."""
    _, name, file = path.split("/")
    return Agreement((Document(name, (read_article(text, file),)),))


def _swap(now: str, was: str, text: str) -> str:
    """The article as agreed so far with what one agreement more changes: lines, for each changes its own."""
    for old, new in zip(was.splitlines(), text.splitlines(), strict=True):
        now = now.replace(old, new) if old != new else now
    return now


def _agree(
    batch: Batch, item: Item, tentative: str, before: str, texts: tuple[str, str, str, str]
) -> tuple[str, str]:
    """Both sides have signed: the record on the tentative text; its commit and digest."""
    path, was, text, now = texts
    op, when = cast(Transaction, batch), _AT + timedelta(days=9, minutes=item.number)
    union, district = item.latest(Side.UNION), item.latest(Side.DISTRICT)
    assert union is not None and district is not None and union.digest == district.digest
    signed = tuple(Signature(side, f"Signer {side.value}", when, Assent.TYPED, "Pat") for side in Side)
    signed = tuple(sorted(signed, key=lambda one: one.side is Side.DISTRICT))
    agreed = TentativeAgreement(
        item.id, item.number, item.title, union.base, (union.name, district.name), union.digest,
        touched_of(_one(path, was), _one(path, text)), signed, when, before,
    )  # fmt: skip
    files = {f"{folder_of(item)}/ta.yaml": write_record(agreed), path: now}
    named, trailers = naming(item, agreed, union.text)
    commit = batch.commit(tentative, files, f"Tentative agreement: {named}", trailers)
    batch.tag(f"{AGREED}{item.id}", commit, f"Tentative agreement on {named}", trailers)
    event = Event(Act.SIGNED, when, by="Pat", digest=agreed.language, why=f"record {agreed.digest}")
    record(op, replace(item), event, item.events[-1].text, {})
    return commit, agreed.digest
