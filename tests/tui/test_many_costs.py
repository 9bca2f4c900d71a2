"""What many items cost is asked of one reading of the record, and of as many items as a short while allows."""

from hashlib import sha256
from pathlib import Path

import pytest

from negotiate.common.text import digest
from negotiate.repository.repository import Repository
from negotiate.tui import questions
from negotiate.tui.room import Desk
from negotiate.workspace.costs import code_of
from negotiate.workspace.listing import board_row
from negotiate.workspace.texts import text, versions
from negotiate.workspace.workspace import Workspace


def test_the_items_are_listed_once_for_many_costs(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(sample)
    items = [row.id for row in desk.workspace.rows()]
    listed: list[str] = []
    tips = Repository.tips

    def counted(repository: Repository, prefix: str) -> object:
        listed.append(prefix)
        return tips(repository, prefix)

    monkeypatch.setattr(Repository, "tips", counted)
    monkeypatch.setattr(questions, "WHILE", 60)
    found = questions.costs_of(items)(desk)
    assert [row.item for row in found] == items and len(items) > 1
    assert len(listed) == 1
    monkeypatch.setattr(questions, "WHILE", 0)
    monkeypatch.setattr(questions, "monotonic", iter(range(100)).__next__)  # a second passes at each look
    assert [row.item for row in questions.costs_of(items)(desk)] == items[
        :2
    ]  # the list took 1 s: so may costs
    desk.workspace.close()


def test_costs_asked_together_are_those_asked_alone(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "WHILE", 60)
    desk = Desk(sample)
    items = [row.id for row in desk.workspace.rows()]
    for order in (items, items[::-1]):
        together = Desk(sample)
        found = questions.costs_of(order)(together)
        together.workspace.close()
        alone = []
        for item in order:
            one = Desk(sample)
            alone.append(board_row(one.workspace, item, one.costs))
            one.workspace.close()
        assert found == alone and any(row.cost for row in found)
    desk.workspace.close()


def test_the_digest_of_a_costed_text_is_that_of_its_blocks(sample: Path) -> None:
    """Of the digests of its articles, each of its blocks as they are written."""
    with Workspace.open(sample) as workspace:
        for name in ("baseline", *versions(workspace)):
            agreement = text(workspace, name, "baseline").agreement
            articles = [article for document in agreement.documents for article in document.articles]
            each = [digest(*(block.canonical for block in article.blocks)) for article in articles]
            assert code_of(agreement) == sha256(bytes.fromhex("".join(each))).hexdigest()
