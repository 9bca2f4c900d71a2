"""What many items cost is asked of one reading of the record, and of as many items as a short while allows."""

from pathlib import Path

import pytest

from negotiate.repository.repository import Repository
from negotiate.tui import questions
from negotiate.tui.room import Desk


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
