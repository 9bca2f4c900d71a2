"""The tentative agreement: one canonical record that both sides assent to, by its digest.

The record names the agreed language block by block (labels left out), so that it can land
in any order with others. An assent says how it was given; one typed here proves nothing
about the other side, and says so.
"""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from unicodedata import is_normalized, normalize

import yaml

from negotiate.agreement.blocks import Agreement, Block
from negotiate.agreement.narrowing import Home, articles_in, differing
from negotiate.bargaining.parties import Side
from negotiate.common.errors import BadInput
from negotiate.common.records import Record, read_yaml
from negotiate.common.text import digest


class Assent(StrEnum):
    """How a side assented."""

    KEY = "key"
    PAPER = "paper"
    TYPED = "typed"

    @property
    def meaning(self) -> str:
        """What this manner of assent shows."""
        return {
            Assent.KEY: "signed with the signatory's own key",
            Assent.PAPER: "signed on paper; the scan is filed with its digest",
            Assent.TYPED: "typed here: a note of what was said, which proves nothing about the other side",
        }[self]


@dataclass(frozen=True, slots=True)
class Signature:
    """One side's assent: who, when, how, and who recorded it (``scan``: SHA-256 of the paper; ``key``
    and ``proof``: the public key, and the signature of :func:`statement` by it)."""

    side: Side
    name: str
    at: datetime
    how: Assent
    recorded_by: str = ""
    scan: str = ""
    key: str = ""
    proof: str = ""

    @property
    def line(self) -> str:
        """The assent as it enters the record's digest."""
        parts = (self.side, self.name, self.at.isoformat(), self.how, self.recorded_by, self.scan)
        signed = f" {self.key} {digest(self.proof)}" if self.key else ""
        return " ".join(parts) + signed


@dataclass(frozen=True, slots=True)
class Touched:
    """A block the agreement adds or takes away: its citation and the SHA-256 of its words."""

    citation: str
    sha256: str
    adds: bool


@dataclass(frozen=True, slots=True)
class TentativeAgreement:
    """The record. ``language`` is the digest of the agreed text, ``previous`` the digest of
    the record before it in the chain (empty for the first); ``passes`` name the two passes; ``over`` the
    words of an earlier agreement that it is put over, as both sides saw when they signed again."""

    item: str
    number: int
    title: str
    base: str
    passes: tuple[str, ...]
    language: str
    blocks: tuple[Touched, ...]
    signatures: tuple[Signature, ...]
    at: datetime
    previous: str = ""
    over: tuple[Touched, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of what was agreed and by whom: every field, in order."""
        return digest(
            "tentative agreement 1", self.item, str(self.number), self.title, self.base, *self.passes,
            self.language, *(f"{'+' if b.adds else '-'}{b.citation} {b.sha256}" for b in self.blocks),
            *(one.line for one in self.signatures),
            self.at.isoformat(), self.previous, *(f"over {b.citation} {b.sha256}" for b in self.over),
        )  # fmt: skip


def statement(
    item: str,
    number: int,
    title: str,
    language: str,
    blocks: tuple[Touched, ...],
    over: tuple[Touched, ...] = (),
) -> str:
    """What a key signs, the same for both sides: the item, the text code, every block added or taken out.

    Labels, times and names are left out, so that both sides sign one statement, in any order.
    """
    lines = [
        "tentative agreement", f"item {number} ({item})", f"title {title}", f"language {language}",
        *(f"{'+' if one.adds else '-'} {one.citation} {one.sha256}" for one in blocks),
        *(f"over {one.citation} {one.sha256}" for one in over),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def language_digest(base: Agreement, text: Agreement) -> str:
    """SHA-256 of the language ``text`` has beyond ``base``: the full words of every article that
    differs, in order, labels left out. Equal for two sides exactly when their words are equal, whether
    an accent is typed as one sign or two (Unicode's canonical equivalence)."""
    apart = differing(base, text)  # what is equal to the letter need not be looked at
    before, after = (_articles(one, apart) for one in (base, text))
    parts = ["language 1"]
    for place in sorted(before.keys() | after.keys()):
        was, now = before.get(place, ()), after.get(place)
        said = ("gone",) if now is None else tuple(map(_said, now))
        if place not in before or now is None or tuple(map(_said, was)) != said:
            parts += [place, *said]
    return digest(*parts)


def _articles(agreement: Agreement, wanted: Set[Home]) -> dict[str, tuple[Block, ...]]:
    return {f"{name}/{path}": article.blocks for (name, path), article in articles_in(agreement, wanted)}


def _said(block: Block) -> str:
    """A block's digest with its accents composed: the same words look the same, and are."""
    if is_normalized("NFC", block.canonical):
        return block.digest
    rows = tuple(tuple(normalize("NFC", cell) for cell in row) for row in block.rows)
    return replace(block, text=normalize("NFC", block.text), rows=rows).digest


def touched_blocks(before: dict[str, list[str]], after: dict[str, list[str]]) -> tuple[Touched, ...]:
    """The blocks one text has and the other has not: digest → citations, as counted sets."""
    out: list[Touched] = []
    lacking = Counter({sha: len(cited) for sha, cited in before.items()})
    having = Counter({sha: len(cited) for sha, cited in after.items()})
    for sha, count in (lacking - having).items():
        out.extend(Touched(citation, sha, False) for citation in before[sha][-count:])
    for sha, count in (having - lacking).items():
        out.extend(Touched(citation, sha, True) for citation in after[sha][-count:])
    return tuple(sorted(out, key=lambda one: (one.citation, one.adds, one.sha256)))


def write_record(record: TentativeAgreement) -> str:
    """The record as YAML, for ``proposals/NN-slug/ta.yaml``."""
    over = record.over
    data = {
        "item": record.item,
        "number": record.number,
        "title": record.title,
        "at": record.at.isoformat(),
        "base": record.base,
        "passes": list(record.passes),
        "language": record.language,
        "blocks": [
            {"citation": one.citation, "sha256": one.sha256, "change": "added" if one.adds else "taken out"}
            for one in record.blocks
        ],
        **({"over": [{"citation": b.citation, "sha256": b.sha256} for b in over]} if over else {}),
        "signatures": [
            {
                "side": one.side.value,
                "name": one.name,
                "at": one.at.isoformat(),
                "how": one.how.value,
                "meaning": one.how.meaning,
                "recorded_by": one.recorded_by,
                **({"scan": one.scan} if one.scan else {}),
                **({"key": one.key, "proof": one.proof} if one.key else {}),
            }
            for one in record.signatures
        ],
        "previous": record.previous,
        "digest": record.digest,
    }
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)


@lru_cache(maxsize=2048)  # of hundreds of agreements each is asked for several times in one act
def read_record(text: str, file: str) -> tuple[TentativeAgreement, str]:
    """The record in a ``ta.yaml`` and the digest it states; they differ if it was changed."""
    top = read_yaml(text, file)
    record = TentativeAgreement(
        item=top.text("item"),
        number=top.integer("number"),
        title=top.text("title"),
        base=top.text("base"),
        passes=top.texts("passes"),
        language=top.text("language"),
        blocks=tuple(
            Touched(one.text("citation"), one.text("sha256"), one.text("change") == "added")
            for one in top.records("blocks")
        ),
        signatures=tuple(_signature(one) for one in top.records("signatures")),
        at=_moment(top, "at"),
        previous=top.text("previous", ""),
        over=tuple(Touched(b.text("citation"), b.text("sha256"), False) for b in top.records("over")),
    )
    return record, top.text("digest")


def _signature(one: Record) -> Signature:
    return Signature(
        side=Side(one.choice("side", [side.value for side in Side])),
        name=one.text("name"),
        at=_moment(one, "at"),
        how=Assent(one.choice("how", [how.value for how in Assent])),
        recorded_by=one.text("recorded_by", ""),
        scan=one.text("scan", ""),
        key=one.text("key", ""),
        proof=one.text("proof", ""),
    )


def _moment(record: Record, key: str) -> datetime:
    found = record.moment(key)
    if found.tzinfo is None:
        raise BadInput(
            f"{key!r} has no offset", where=record.place_of(key), do="write it as 2026-03-04T18:10-05:00"
        )
    return found
