"""Dark, light and high contrast."""

from textual.theme import Theme

DARK = Theme(
    name="dark", primary="#7aa7d9", secondary="#8d9fb8", accent="#e6c07b", warning="#e6b450", error="#f28b82",
    success="#8fd19e", foreground="#e4e6ea", background="#15181d",
    surface="#1e232b", panel="#272d37", dark=True,
)  # fmt: skip
LIGHT = Theme(
    name="light", primary="#1f4f86", secondary="#4a5a70", accent="#7a4b00", warning="#8a5a00",
    error="#a8201a", success="#14612f", foreground="#15181d", background="#fbfaf7",
    surface="#efede7", panel="#e4e1d8", dark=False,
)  # fmt: skip
CONTRAST = Theme(
    name="high-contrast", primary="#ffff00", secondary="#ffffff", accent="#00ffff", warning="#ffff00",
    error="#ff8080", success="#80ff80", foreground="#ffffff", background="#000000", surface="#000000",
    panel="#1a1a1a", dark=True, text_alpha=1.0,
)  # fmt: skip
THEMES = (DARK, LIGHT, CONTRAST)
