"""The doubts of an import: shown with their words, settled by choosing, applied by reading again."""

from pathlib import Path

import pytest
from screens_kit import place, press, say, screen_text, screens, settle, shown, without_costs

from negotiate.bargaining.parties import Side
from negotiate.tui.screens.doubts import Doubts
from negotiate.workspace.creating import init
from negotiate.workspace.workspace import Workspace

SOURCE = """ARTICLE I
Recognition

A. The Board recognizes the Union [sic] of Brackwater.

B. The Union represents all teachers of the district.

D. Nobody is represented twice by anyone at all.

ARTICLE II
Hours

A. The day is seven hours.
"""


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    without_costs(monkeypatch)
    (tmp_path / "a.txt").write_text(SOURCE, encoding="utf-8")
    init(tmp_path / "w", tmp_path / "a.txt", Side.UNION)
    return tmp_path / "w"


async def test_a_doubt_is_settled_and_the_file_read_again(read: Path) -> None:
    async with screens(read) as pilot:
        await press(pilot, "D")
        screen = pilot.app.screen
        assert isinstance(screen, Doubts) and screen.page is not None
        assert len(screen.told) == 1, [one.what for one in screen.told]
        one = screen.told[0]
        assert one.words in shown(pilot, "#view") and one.ways
        near = shown(pilot, "#view").splitlines()  # the line with those about it, and what was read from each
        assert [line.split()[1:2] for line in near if line.strip().startswith(("6", "›"))] == [
            ["[I.B]"],
            ["8"],
        ]
        assert "Settle" in screen_text(pilot).splitlines()[-1]
        await press(pilot, "enter")
        at = next(at for at, way in enumerate(one.ways) if way.act == "text")
        await say(pilot, at)
        assert "1 settled" in screen_text(pilot)
        assert "is: text" in (read / "baseline_contract" / "import.yaml").read_text(encoding="utf-8")
        await press(pilot, "A")
        await settle(pilot, money=True)
        assert place(pilot) == "Confirm"
        await press(pilot, "enter")  # Cancel: nothing is read
        with Workspace.open(read) as workspace:
            before = [block.label for block in workspace.baseline.blocks()]
        await press(pilot, "A")
        await settle(pilot, money=True)
        await say(pilot, True)
        assert place(pilot) == "Tell"
    with Workspace.open(read) as workspace:
        after = [block.label for block in workspace.baseline.blocks()]
    assert before.count("D.") == 1 and "D." not in after


async def test_a_repair_can_be_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)
    joined = SOURCE.replace("The day is seven hours.", "The day is sev-\nen hours [sic].")
    (tmp_path / "a.txt").write_text(joined, encoding="utf-8")
    init(tmp_path / "w", tmp_path / "a.txt", Side.UNION)
    async with screens(tmp_path / "w", (60, 15)) as pilot:
        await press(pilot, "D", "2")
        screen = pilot.app.screen
        assert isinstance(screen, Doubts) and screen.told
        await press(pilot, "enter")
        await say(pilot, 0)
        assert "as-received" in (tmp_path / "w/baseline_contract/import.yaml").read_text(encoding="utf-8")
