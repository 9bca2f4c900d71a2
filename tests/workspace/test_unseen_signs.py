"""The warning of signs that no reader sees: where they stand, and nowhere else."""

import pytest

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.citations import Index, place
from negotiate.workspace.warnings import unseen_signs


def index(*blocks: Block) -> Index:
    text = Agreement((Document("agreement", (Article("01-pay.md", blocks),)),))
    return Index(place(text), text.main)


BASE = index(Block(Kind.PARAGRAPH, "Pay is by the schedule below."))


@pytest.mark.parametrize(
    ("block", "warned"),
    [
        (Block(Kind.TABLE, rows=(("Step", "BA"), ("1", "50,000"))), False),
        (Block(Kind.TABLE, rows=(("Step", "BA"), ("1", "\u202e000,05"))), True),
        (Block(Kind.PARAGRAPH, "Pay rises by \u2066five\u2069 percent."), True),
        (Block(Kind.PARAGRAPH, "Pay rises by five percent."), False),
    ],
)
def test_rows_of_a_table_are_no_unseen_signs(block: Block, warned: bool) -> None:
    assert bool(list(unseen_signs(BASE, index(block)))) is warned
