"""What a person chose for the screens of all workspaces: the theme, and keys of their own.

    {"theme": "light", "keys": {"items.packet": "f9"}}

in ``screens.json`` (XDG). A key is named by its place and its act; what cannot be read is left aside.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from textual.binding import Binding

from negotiate.tui.themes import DARK, THEMES


def settings_file() -> Path:
    """Where the choices are kept."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "negotiate" / "screens.json"


def _read() -> dict[str, object]:
    try:
        found = json.loads(settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(**changes: object) -> None:
    """Keeps the choices; a place that cannot be written is no reason to stop."""
    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**_read(), **changes}, indent=1) + "\n", encoding="utf-8")
    except OSError:
        return


def remembered_theme() -> str:
    """The theme chosen last; dark where none was or the file cannot be read."""
    chosen = _read().get("theme")
    return str(chosen) if chosen in {theme.name for theme in THEMES} else DARK.name


def remember_theme(name: str) -> None:
    """Keeps the theme."""
    _write(theme=name)


def keymap() -> dict[str, str]:
    """The keys a person chose, by the binding's id."""
    found = _read().get("keys")
    if not isinstance(found, dict):
        return {}
    return {str(name): key for name, key in found.items() if isinstance(key, str) and key}


def remember_key(name: str, key: str) -> None:
    """Keeps a key for an act; an empty one puts the act's own key back."""
    keys = {**keymap(), name: key}
    _write(keys={one: said for one, said in keys.items() if said})


def named(place: str, bindings: Iterable[Binding]) -> tuple[Binding, ...]:
    """The bindings of a place, each with an id by which its key can be exchanged."""
    return tuple(one if one.id else replace(one, id=f"{place}.{_act(one.action)}") for one in bindings)


def _act(action: str) -> str:
    return action.removeprefix("do('").removeprefix("app.").removesuffix("')").replace("('", "-")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two acts of one place under one key."""

    key: str
    acts: tuple[str, str]


def clashes(bindings: Iterable[Binding], keys: Mapping[str, str]) -> tuple[Clash, ...]:
    """Where keys chosen collide with one another or with others of the same place."""
    taken: dict[str, str] = {}
    out = []
    for one in bindings:
        for key in keys.get(one.id or "", one.key).split(","):
            if key in taken and taken[key] != one.description:
                out.append(Clash(key, (taken[key], one.description)))
            taken.setdefault(key, one.description)
    return tuple(out)
