"""The sample as the tests read it: the agreement, its planted errors, its proposals."""

from dataclasses import dataclass
from pathlib import Path

from negotiate.agreement.blocks import Agreement, Block, Kind, Rows
from negotiate.agreement.citations import Index, place
from negotiate.agreement.store import read_agreement
from negotiate.common.records import Record, read_yaml

ROOT = Path(__file__).resolve().parents[1]


def agreement_texts() -> dict[str, str]:
    """Path → Markdown of every file of the sample agreement."""
    folder = ROOT / "baseline_contract" / "agreement"
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}


def agreement() -> Agreement:
    """The sample agreement."""
    return read_agreement(agreement_texts())


def index() -> Index:
    """The sample agreement's clauses by citation."""
    return Index(place(agreement()))


def table(found: Index, citation: str) -> Rows:
    """The rows of the one table that stands in a clause."""
    (rows,) = [item.block.rows for item in found.clause(citation) if item.block.kind is Kind.TABLE]
    return rows


@dataclass(frozen=True, slots=True)
class Planted:
    """One error of ``sample_errors.yaml``. ``cell`` is (row heading, column heading) or empty."""

    citation: str
    kind: str
    found: str
    expected: str
    other: str
    cell: tuple[str, str]


def planted(*kinds: str) -> tuple[Planted, ...]:
    """The planted errors, or those of the kinds named."""
    text = (ROOT / "tests" / "sample_errors.yaml").read_text("utf-8")
    errors = []
    for item in read_yaml(text, "sample_errors.yaml").records("errors"):
        item.only("citation", "kind", "found", "expected", "other", "cell")
        place_of = item.record("cell") if item.has("cell") else None
        cell = (place_of.text("row"), place_of.text("column")) if place_of else ("", "")
        errors.append(
            Planted(
                item.text("citation"),
                item.text("kind"),
                item.text("found"),
                item.text("expected"),
                item.text("other", ""),
                cell,
            )
        )
    return tuple(error for error in errors if not kinds or error.kind in kinds)


def proposals() -> tuple[Record, ...]:
    """The five sample proposals in order."""
    files = sorted((ROOT / "proposals").glob("*.yaml"))
    return tuple(read_yaml(path.read_text("utf-8"), path.name) for path in files)


def applied(edits: tuple[Record, ...], base: Index) -> tuple[Block, ...]:
    """The agreement's blocks with a pass's edits made, each found in the baseline."""
    blocks: list[Block | None] = [item.block for item in base.placed]
    after: dict[int, list[Block]] = {}
    for edit in edits:
        if edit.has("clause"):
            at = base.find(edit.text("clause"))
            old = base.placed[at].block
            blocks[at] = Block(old.kind, edit.text("text"), old.label, old.depth)
        elif edit.has("insert_after"):
            at = base.find(edit.text("insert_after"))
            new = Block(Kind.PARAGRAPH, edit.text("text"), edit.text("label"), base.placed[at].block.depth)
            after.setdefault(base.end(at), []).append(new)
        elif edit.has("table"):
            _set_cells(blocks, base, edit)
        elif edit.has("delete"):
            at = base.find(edit.text("delete"))
            blocks[at : base.end(at)] = [None] * (base.end(at) - at)
        else:
            base.find(edit.text("current"))
    out: list[Block] = []
    for at in range(len(blocks) + 1):
        out += after.get(at, [])
        out += [block for block in blocks[at : at + 1] if block is not None]
    return tuple(out)


def _set_cells(blocks: list[Block | None], base: Index, edit: Record) -> None:
    clause = edit.text("table")
    start = base.find(clause)
    (at,) = [n for n in range(start, base.end(start)) if base.placed[n].block.kind is Kind.TABLE]
    rows = [list(row) for row in base.placed[at].block.rows]
    for cell in edit.records("cells"):
        (row,) = [row for row in rows[1:] if row[0] == cell.text("row")]
        row[rows[0].index(cell.text("column"))] = cell.text("value")
    blocks[at] = Block(Kind.TABLE, "", "", base.placed[at].block.depth, tuple(map(tuple, rows)))
