"""The sample as the tests read it: the agreement, its planted errors, its proposals."""

from dataclasses import dataclass
from pathlib import Path

from negotiate.agreement.blocks import Agreement, Kind, Rows
from negotiate.agreement.citations import Index, place
from negotiate.agreement.editing import change_cells, insert_after, replace_clause
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


def applied(edits: tuple[Record, ...]) -> Agreement:
    """The agreement with a pass's edits made; insertions after one clause follow each other."""
    made = agreement()
    last: dict[str, str] = {}
    for edit in edits:
        if edit.has("clause"):
            made = replace_clause(made, edit.text("clause"), edit.text("text"))
        elif edit.has("insert_after"):
            anchor, label = edit.text("insert_after"), edit.text("label")
            made = insert_after(made, last.get(anchor, anchor), f"{label} {edit.text('text')}")
            last[anchor] = anchor[: anchor.rindex("(")] + label
        elif edit.has("table"):
            cells = [
                (cell.text("row"), cell.text("column"), cell.text("value")) for cell in edit.records("cells")
            ]
            made = change_cells(made, edit.text("table"), cells)
        else:
            index().find(edit.text("current"))
    return made
