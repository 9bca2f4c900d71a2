"""Texts side by side, and what stands in the reader's margin."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from screens_kit import notes, press, say, screen_text, screens, settle, shown, without_costs

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Placed
from negotiate.agreement.citations import place
from negotiate.redline.engine import redline
from negotiate.tui.from_sides import sides_paragraphs
from negotiate.tui.paragraphs import Columns, Mark, Run
from negotiate.tui.screens.agreement import AgreementReader


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)


async def test_two_texts_and_three_on_an_item(sample: Path) -> None:
    async with screens(sample, (140, 40)) as pilot:
        await press(pilot, "enter", "4")
        row = next(line for line in screen_text(pilot).splitlines() if "[-three (3)-]" in line)
        assert "│" in row.split("[-three (3)-]")[1]
        await press(pilot, "5")
        said = shown(pilot, "#view")
        assert "Union 2" in said and "District 2" in said and "both change it, differently" in said
        await press(pilot, "n", "n")
        assert "change 2 of" in screen_text(pilot)


async def test_the_readers_margin_references_and_a_text_beside(sample: Path) -> None:
    async with screens(sample, (120, 40)) as pilot:
        await press(pilot, "a")
        await settle(pilot, money=True)
        reader = pilot.app.screen
        assert isinstance(reader, AgreementReader) and reader.margin is not None
        assert set(reader.view.margin.values()) >= {"•"}
        reader.go_to_citation("IV.C.1(a)")
        await settle(pilot)
        await press(pilot, "r")
        assert "refers to" in screen_text(pilot).casefold()
        await press(pilot, "escape", "C")
        assert reader.margin.findings == () or "Nothing was found at the clause" in notes(pilot)
        await press(pilot, "s")
        await say(pilot, 2)
        assert type(pilot.app.screen).__name__ == "Sides" and "change" in screen_text(pilot)
        await press(pilot, "n", "escape", "c")
        if reader.margin.findings:
            await say(pilot, 0)
            assert reader.here == reader.margin.findings[0].citation
            await press(pilot, "C")
            await say(pilot, 0, ("it is meant so",))
            await settle(pilot, money=True)
            assert "let stand" in notes(pilot)
        else:
            assert "Nothing was found wrong" in notes(pilot)


WORDS = st.lists(
    st.sampled_from(["shall", "[not]", "may", "漢字", "teach", "10", "[/b]"]), min_size=1, max_size=6
)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_the_columns_hold_each_text_and_nothing_else(old: list[list[str]], new: list[list[str]]) -> None:
    """The words left, less our brackets, are those of the old text; right, of the new (in any order)."""
    before, after = _placed(old), _placed(new)
    found = sides_paragraphs(redline(before, after), ("old", "new"), whole=True)[1:]
    columns = [one for one in found if isinstance(one, Columns)]
    for side, text in enumerate((old, new)):
        runs = [run.text for one in columns for run in (*one.cells[side], Run(Mark.TEXT, " "))
                if run.mark not in (Mark.BRACKET, Mark.RULE, Mark.NOTE)]  # fmt: skip
        assert sorted("".join(runs).split()) == sorted(word for words in text for word in words)


def _placed(texts: list[list[str]]) -> tuple[Placed, ...]:
    blocks = tuple(Block(Kind.PARAGRAPH, " ".join(words)) for words in texts)
    return place(Agreement((Document("agreement", (Article("01.md", blocks),)),)))


@given(
    st.lists(st.text(alphabet="ab 漢[]", min_size=1, max_size=30), min_size=2, max_size=3),
    st.integers(12, 90),
)
def test_columns_never_run_over_the_width(cells: list[str], width: int) -> None:
    column = Columns(tuple((Run(Mark.TEXT, " ".join(cell.split())),) for cell in cells))
    rows = column.rows(width)
    assert len(rows) == column.height(width)
    assert all(sum(cell_len(run.text) for run in row) <= max(width, 6 * len(cells)) for row in rows)
