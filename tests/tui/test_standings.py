"""What both parties' positions cost, in the list of items: waited for only while it is reckoned, and marked."""

from pathlib import Path

import pytest
from screens_kit import NOW, screen_text, screens, settle

from negotiate.bargaining.parties import Side
from negotiate.tui.home import totals
from negotiate.tui.room import Desk
from negotiate.workspace import actions
from negotiate.workspace.creating import init
from negotiate.workspace.listing import board_rows
from negotiate.workspace.workspace import Workspace


async def test_before_any_pass_no_figure_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("ARTICLE I\nHours\n\nA. The day is seven (7) hours.\n", encoding="utf-8")
    init(tmp_path / "w", source, Side.UNION)
    with Workspace.open(tmp_path / "w") as workspace:
        actions.open_item(workspace, "The day", ("I.A",))
    monkeypatch.setenv("NEGOTIATE_NOW", NOW)
    async with screens(tmp_path / "w", (140, 40)) as pilot:
        await settle(pilot, money=True)
        (row,) = (line for line in screen_text(pilot).splitlines() if "The day" in line and "open" in line)
        assert "…" not in row


def test_a_figure_that_leaves_language_out_has_a_star(sample: Path) -> None:
    desk = Desk(sample)
    found = totals(desk)
    assert found is not None
    left = {row.number: row.unpriced + row.not_costed for row in board_rows(desk.workspace)}
    desk.workspace.close()
    assert any(left.values()) and not all(left.values())
    for number, count in left.items():
        one = found.items[str(number)]
        assert one.stars[0] == ("*" if count else ""), number
        assert one.stars[2] == ("*" if any(one.stars[:2]) else "")
        assert bool(one.left_out[0]) == bool(count)
