"""What an import made of a file, as it is told and filed: counts, every repair, every doubt."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.reading.report import Doubt, Imported, Repair
from negotiate.common.text import many

_NO_WORDS = ("markup", "hyphen", "join", "empty cell", "unseen")
_SETTLED_BY = {
    "label": (("text", "no label; it stays text"), ("label", "a label; it opens a clause")),
    "count": (
        ("as-read", "right as it stands"),
        ("text", "no label"),
        ("label, under: CITATION", "elsewhere"),
    ),
    "table": (("as-read", "right as it stands"), ("no-table", "no table")),
    "": (("as-read", "right as it stands"),),
}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """A file's import: its name, the agreement read, and the words received where they can be counted
    without reading (plain text), else None."""

    file: str
    imported: Imported
    received: int | None = None

    @property
    def agreement(self) -> Agreement:
        """The agreement read."""
        return self.imported.agreement

    @property
    def words(self) -> int:
        """How many words are stored."""
        return sum(len(block.words) for block in self.agreement.blocks())

    @property
    def left_out(self) -> int:
        """How many words the repairs leave out."""
        return sum(len(one.taken.split()) for one in self.imported.repairs if one.kind not in _NO_WORDS)

    @property
    def put_in(self) -> int:
        """How many words the repairs put in: numbers that Word prints, damaged words as they are read."""
        return sum(len(one.given.split()) for one in self.imported.repairs)

    @property
    def joined(self) -> int:
        """How many words stood in two parts on two lines."""
        return sum(one.parted_word for one in self.imported.repairs)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each thing were recognised."""
        blocks = list(self.agreement.blocks())
        documents = self.agreement.documents
        return {
            "documents": len(documents),
            "articles": sum(bool(a.title) for d in documents for a in d.articles),
            "labels": sum(bool(block.label) for block in blocks),
            "tables": sum(bool(block.rows) for block in blocks),
            "blocks": len(blocks),
            "words": self.words,
            "repairs": len(self.imported.repairs),
            "doubts": len(self.imported.doubts),
        }

    def to_json(self) -> dict[str, object]:
        """The whole report as data."""
        places = self.imported.places
        return {
            "file": self.file,
            "layout": self.imported.layout,
            "encoding": self.imported.encoding,
            "tracked": self.imported.tracked,
            "recognised": self.counts,
            "received": self.received,
            "left_out": self.left_out,
            "put_in": self.put_in,
            "places": {"unit": places.unit, "pages": list(places.pages)},
            "summary": summary(self),
            "documents": [
                {"name": d.name, "articles": [a.title or a.path for a in d.articles]}
                for d in self.agreement.documents
            ],
            "repairs": [repair_json(one) for one in self.imported.repairs],
            "doubts": [self.doubt_json(one) for one in self.imported.doubts],
        }

    def doubt_json(self, one: Doubt) -> dict[str, object]:
        """A doubt as data, with the entries of ``import.yaml`` that would settle it."""
        return {
            "line": one.line,
            "what": one.what,
            "text": one.text,
            "settle": list(settlements(one, self.imported.places.unit)),
        }


def repair_json(one: Repair) -> dict[str, object]:
    """A repair as data."""
    return {"kind": one.kind, "line": one.line, "why": one.why, "taken": one.taken, "given": one.given}


def settlements(one: Doubt, unit: str, file: str = "") -> Iterator[str]:
    """The entries of ``import.yaml`` that would settle a doubt, each a line to paste; none where
    it is not about a line's words."""
    if not one.quote:
        return
    where = f"file: {quoted(file)}, " if file else ""
    for act, meaning in _SETTLED_BY[one.asks]:
        yield f"- {{{where}{unit}: {one.line}, text: {quoted(one.quote)}, is: {act}}}  # {meaning}"


def quoted(text: str) -> str:
    """Words as YAML and JSON both read them."""
    return json.dumps(text, ensure_ascii=False)


def summary(report: ImportReport) -> list[str]:
    """The first lines of a report: what came in, how it was read, what of its words is stored."""
    counts = report.counts
    clauses = sum(block.opens_clause and block.depth > 1 for block in report.agreement.blocks())
    what = (("document", counts["documents"]), ("article", counts["articles"]), ("clause", clauses))
    things = [*what, ("table", counts["tables"])]
    lines = [
        f"{report.file}: {', '.join(many(number, name) for name, number in things)}",
        f"  read as {report.imported.layout}{_characters(report.imported.encoding)}",
        f"  {_words(report)}",
    ]
    if report.imported.tracked:
        lines.append(f"  tracked changes in the file: {report.imported.tracked}")
    return lines


def _characters(encoding: str) -> str:
    return "" if encoding in ("utf-8", "Word", "PDF", "own form") else f", characters as {encoding}"


def _words(report: ImportReport) -> str:
    out, put, joined = report.left_out, report.put_in, report.joined
    counted = ((out, "left out"), (put, "put in"), (joined, "broken at a line's end and joined"))
    told = ", ".join([f"{report.words:,} stored", *(f"{many:,} {how}" for many, how in counted if many)])
    if report.received is None:
        return f"words: {told}"
    if report.received == report.words + out + joined - put:
        return f"{many(report.received, 'word')} received: {told}"
    return f"{many(report.received, 'word')} received: {told}. THEY DO NOT ADD UP; please report this file"


def kinds_of_repairs(repairs: tuple[Repair, ...]) -> str:
    """``3 page furniture, 1 hyphen``: how many repairs of each kind."""
    kinds = Counter(one.kind for one in repairs)
    return ", ".join(f"{number} {kind}" for kind, number in kinds.items())
