"""Whether what is printed can be read: WCAG 2's contrast of every sign on the screen with what is under it.

4.5 to 1 is what WCAG asks of text (success criterion 1.4.3), 7 to 1 what it asks of high contrast (1.4.6).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from screens_kit import press, program, screens, settle, without_costs
from textual.color import Color
from textual.screen import ModalScreen

from negotiate.tui.program import NegotiateApp

_ENOUGH = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0}


def contrast(one: Color, other: Color) -> float:
    """WCAG 2's ratio of two colours, from 1 to 21: (L1 + 0.05) / (L2 + 0.05) of the relative luminances."""

    def luminance(color: Color) -> float:
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (color.r / 255, color.g / 255, color.b / 255)
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def printed(app: NegotiateApp) -> Iterator[tuple[str, Color, Color]]:
    """Each run of letters or digits on the top screen, its colour and what is under it; of a dialog its own
    box alone, since what lies behind is dimmed on purpose."""
    top = app.screen
    region = top.children[0].region if isinstance(top, ModalScreen) else top.region
    for strip in top._compositor.render_strips()[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            style = segment.style
            if not any(char.isalnum() for char in segment.text) or style is None:
                continue
            assert style.color is not None and style.bgcolor is not None
            front, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
            if style.reverse:
                front, back = back, front
            yield segment.text, front.blend(back, 0.5) if style.dim else front, back


def test_the_measure_is_that_of_the_standard() -> None:
    white, black, grey = Color.parse("#ffffff"), Color.parse("#000000"), Color.parse("#767676")
    assert contrast(white, black) == 21
    assert 4.5 <= contrast(grey, white) < 4.6  # the lightest grey on white that passes


async def test_every_word_stands_out(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)
    faint: set[tuple[str, ...]] = set()
    async with screens(sample, (120, 40)) as pilot:
        app = program(pilot)

        async def look(where: str) -> None:
            for theme, least in _ENOUGH.items():
                app.theme = theme
                await settle(pilot)
                for words, front, back in printed(app):
                    found = contrast(front, back)
                    if found < least:
                        faint.add((theme, where, front.hex, back.hex, f"{found:.1f}", words.strip()[:20]))

        await look("items")
        await press(pilot, "question_mark")
        await look("help")
        await press(pilot, "escape", "enter")
        await look("item")
        await press(pilot, "d")
        await look("draft")
        await press(pilot, "escape", "escape", "a")
        await look("agreement")
        await press(pilot, "escape", "m")
        await look("money")
    assert not faint, "\n".join(map(str, sorted(faint)))
