"""Dark, light and high contrast; which one a person chose is remembered for all workspaces."""

import json
import os
from pathlib import Path

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


def settings_file() -> Path:
    """Where the screens keep what a person chose (XDG)."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "negotiate" / "screens.json"


def remembered_theme() -> str:
    """The theme chosen last; dark where none was or the file cannot be read."""
    try:
        chosen = json.loads(settings_file().read_text(encoding="utf-8")).get("theme")
    except (OSError, ValueError, AttributeError):
        return DARK.name
    return chosen if chosen in {theme.name for theme in THEMES} else DARK.name


def remember_theme(name: str) -> None:
    """Keeps the choice; a place that cannot be written is no reason to stop."""
    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"theme": name}) + "\n", encoding="utf-8")
    except OSError:
        return
