"""Text from outside stands on the screens as it came: never markup, never an action, never a control code."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from screens_kit import press, say, screen_text, screens, settle, shown, without_costs

from negotiate.agreement.editing import Edit, EditKind
from negotiate.bargaining.parties import Side
from negotiate.common.text import canonical, printable
from negotiate.tui.plain import cell, plain
from negotiate.tui.screens.item import ItemScreen
from negotiate.tui.screens.items import Items
from negotiate.workspace.actions import draft, make_pass, open_item
from negotiate.workspace.workspace import Workspace

NASTY = [
    "Teachers shall [not] be required", "[sic]", "[/b] loose end", "[@click=app.bell]here[/]", "[red]x[/red]",
    "a [b]bold[/b] c", "\\[escaped]", ":smile: [link=https://example.org]x[/link]", "[$primary]y", "]][[",
    "back\\slash[", "\x1b[31mred\x1b[0m", "right\u202eleft", "wide 漢字 [not] e\u0301",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
)
lines = st.one_of(
    st.sampled_from([text for text in NASTY if printable(text) == text]),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), min_size=1, max_size=40),
)


@given(texts)
def test_the_door_lets_every_character_through_as_itself(text: str) -> None:
    expected = "\n".join(printable(line) for line in text.split("\n"))
    assert plain(text).plain == expected
    assert not plain(text).spans
    assert cell(text).plain == printable(text)
    assert not cell(text).spans


@pytest.mark.parametrize("text", [" ".join(NASTY[:5]), " ".join(NASTY[5:11]), " ".join(NASTY[11:])])
async def test_no_widget_takes_text_for_markup(
    sample: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """The same words as an item's title, a clause, a notification, a refusal: on every screen they stand."""
    without_costs(monkeypatch)
    title = canonical(text.replace("\x1b", "")[:40])  # a title with control codes is refused
    wanted = printable(canonical(text))
    named = printable(title)
    with Workspace.open(sample) as workspace:
        clause = workspace.baseline_index().clause("IV.C.4(a)")[0].block
        number = open_item(workspace, title, ["IV.C.4(a)"]).item.number
        edit = Edit(EditKind.REPLACE, "IV.C.4(a)", f"{clause.label} {text}")
        draft(workspace, str(number), Side.UNION, [edit])
        make_pass(workspace, str(number), Side.UNION, workspace.now())
        stored = workspace.agreement_at(workspace.item(str(number)).passes[-1].text)
        words = "\n".join(block.text for block in stored.blocks())
    assert canonical(text) in words
    async with screens(sample, (140, 40)) as pilot:
        home = pilot.app.screen
        assert isinstance(home, Items)
        await press(pilot, "end")
        assert home.selected is not None and home.selected.title == title
        assert named in screen_text(pilot)
        assert f"[+{wanted}" in shown(pilot, "#preview") or wanted in shown(pilot, "#preview")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ItemScreen)
        assert named in screen_text(pilot).splitlines()[0]
        assert wanted in shown(pilot, "#view")
        await press(pilot, "w")
        await say(pilot, ("why",))  # the effect of an act names the item
        assert named in screen_text(pilot)
        await press(pilot, "escape", "d")
        await settle(pilot)
        assert wanted[:30] in screen_text(pilot)
        pilot.app.notify(text, markup=False)
        await press(pilot, "escape")
        assert "\x1b" not in screen_text(pilot)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(lines, min_size=3, max_size=12))
async def test_any_paragraphs_of_an_agreement_are_read_as_they_are(found: list[str]) -> None:
    from negotiate.tui.line_view import LineView
    from negotiate.workspace.creating import init

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.txt"
        lines = [canonical(text).encode("utf-8", "replace").decode() or "-" for text in found]
        source.write_text("ARTICLE I\nRecognition\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
        init(Path(folder) / "w", source, Side.UNION)
        with Workspace.open(Path(folder) / "w") as workspace:
            stored = [block.canonical for block in workspace.baseline.blocks() if not block.rows]
        async with screens(Path(folder) / "w", (200, 50)) as pilot:
            await press(pilot, "a")
            view = pilot.app.screen.query_one("#text", LineView)
            assert [one.text for one in view.paragraphs if not hasattr(one, "cells")] == [
                printable(s) for s in stored
            ]
            assert "\x1b" not in screen_text(pilot)


async def test_no_place_takes_a_title_for_markup(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One title on every further place: in its list, in what is beside it, and where one goes by name."""
    without_costs(monkeypatch)
    title = "[sic] [/b] [@click=app.bell]x[/] 漢字"
    with Workspace.open(sample) as workspace:
        clause = workspace.baseline_index().clause("IV.C.4(a)")[0].block
        item = str(open_item(workspace, title, ["IV.C.4(a)"]).item.number)
        draft(workspace, item, Side.UNION, [Edit(EditKind.REPLACE, "IV.C.4(a)", f"{clause.label} {title}")])
        make_pass(workspace, item, Side.UNION, workspace.now())
    async with screens(sample, (140, 45)) as pilot:
        for keys in (("P", "end", "enter"), ("T", "3"), ("H",), ("S", "end"), ("m", "5"), ("f6", "end", "1")):
            await press(pilot, *keys)
            assert title in shown(pilot, "#list") + shown(pilot, "#view"), keys
            assert "[@click=app.bell]x[/]" in screen_text(pilot), keys
            if keys[0] != "f6":
                await press(pilot, "escape")
        await press(pilot, "escape", "tab", "enter", "ctrl+g")
        assert title in screen_text(pilot)
