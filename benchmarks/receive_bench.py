"""How long receiving takes: a 60,000-word Word file, marked and unmarked, against an item on the table.

Run with ``python -m benchmarks.receive_bench``. From the file's bytes to the outcome that is shown;
the workspace is open, as on a screen.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.packets_bench import AT, edit, make_agreement
from benchmarks.timing import least
from negotiate.agreement.citations import place
from negotiate.agreement.editing import Edit, EditKind
from negotiate.agreement.markdown import write_article
from negotiate.bargaining.parties import Side
from negotiate.packets.write import redline_file
from negotiate.redline.engine import redline
from negotiate.workspace.actions import draft, make_pass, open_item
from negotiate.workspace.creating import init
from negotiate.workspace.receiving import understand
from negotiate.workspace.workspace import Workspace

_BAR = 1_500.0


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was received, the milliseconds, and the most it may take."""

    name: str
    ms: float
    bar: float


def run() -> list[Row]:
    """Every figure of this room."""
    rng = Random(2026)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        os.environ.setdefault("HOME", held)
        source = folder / "agreement.md"
        made = make_agreement(rng)
        articles = (write_article(one) for one in made.documents[0].articles)
        source.write_text("\n".join(articles), encoding="utf-8")
        init(folder / "team", source, Side.UNION)
        with Workspace.open(folder / "team") as workspace:
            index = workspace.baseline_index()
            clause = next(one for one in index.placed if one.block.label and len(one.block.text) > 80)
            open_item(workspace, "One clause", [clause.citation])
            said = f"{clause.block.text} No more than sixteen."
            draft(workspace, "1", Side.UNION, [Edit(EditKind.REPLACE, clause.citation, said)])
            make_pass(workspace, "1", Side.UNION, AT)
            theirs = edit(workspace.baseline, rng)
            marks = redline(index.placed, place(theirs))
            clean = redline(place(theirs), place(theirs))
            rows = []
            for name, found in (("5 % edited, tracked changes", marks), ("5 % edited, no marks", clean)):
                path = folder / "counter.docx"
                path.write_bytes(
                    redline_file(found, ".docx", old_name="a", new_name="b", author="Dana Reyes", at=AT)
                )
                ms = least(partial(understand, workspace, ["1"], path, Side.DISTRICT), 5)
                rows.append(Row(f"Word, 60,000 words, {name}", ms, _BAR))
    return rows


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"{row.name}: {row.ms:,.0f} ms (at most {row.bar:,.0f})\n")
