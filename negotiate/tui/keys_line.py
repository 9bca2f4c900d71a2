"""The line of keys: in one order whatever has the focus; as many as have room, help and back always."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_PALETTE = 90
"""Cells from which the palette's key stands there too, and words stand further apart."""
_PALETTE_TAKES = len("▏^p palette ")
_LAST = frozenset({"app.help", "do('back')", "app.leave"})
"""Acts whose keys stay where there is no room for all."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A key as it stands in the line."""

    key: str
    display: str
    words: str
    act: str
    works: bool
    tooltip: str
    classes: str

    @property
    def compact(self) -> bool:
        return "-compact" in self.classes

    @property
    def cells(self) -> int:
        return cell_len(self.display) + cell_len(self.words) + (2 if self.compact else 3)


class Key(FooterKey):
    """A key and its word. Compact or not from the start: its style is worked out once."""

    def __init__(self, one: _Shown) -> None:
        """As ``one`` says."""
        super().__init__(
            one.key, one.display, one.words, one.act, not one.works, one.tooltip, classes=one.classes
        )
        self.set_reactive(FooterKey.compact, one.compact)


class Keys(Footer):
    """The toolkit's line of keys: as many as there is room for, made anew only where they are others."""

    _stand: tuple[_Shown, ...] = ()

    def compose(self) -> ComposeResult:
        """Those for which there is no room stand in the help and the palette."""
        self._stand = self._wanted()
        narrow = self.app.size.width < _PALETTE
        self.set_reactive(Footer.compact, narrow)
        self.set_class(narrow, "-compact")
        yield from map(Key, self._stand)

    async def recompose(self) -> None:
        """Most moves of the focus leave the keys as they are; a place that was left has none."""
        if self.is_attached and self._wanted() != self._stand:
            await super().recompose()

    def _wanted(self) -> tuple[_Shown, ...]:
        """None before the screen knows its keys."""
        if not self._bindings_ready:
            return ()
        width = self.app.size.width
        narrow = width < _PALETTE
        active = self.screen.active_bindings
        by_act: dict[str, ActiveBinding] = {}
        for one in active.values():
            if one.binding.show:
                by_act.setdefault(one.binding.action, one)
        keys = [self._shown(one, "-compact" if narrow else "") for one in by_act.values()]
        room = width + 1 if narrow else width - _PALETTE_TAKES  # nothing follows the last one
        for key in [one for one in reversed(keys) if one.act not in _LAST]:
            if sum(one.cells for one in keys) <= room:
                break
            keys.remove(key)
        palette = active.get(self.app.COMMAND_PALETTE_BINDING)
        if palette is not None and not narrow:
            keys.append(self._shown(palette, "-command-palette -compact"))
        return tuple(keys)

    def _shown(self, found: ActiveBinding, classes: str) -> _Shown:
        _, key, works, tooltip = found
        display = self.app.get_key_display(key)
        return _Shown(
            key.key, display, key.description, key.action, works, tooltip or key.description, classes
        )

    def fit(self) -> None:
        """The keys for another width."""
        if self.is_attached:
            self.refresh(recompose=True)


def in_order(
    found: Mapping[str, ActiveBinding], place: Widget, own: Mapping[str, object]
) -> dict[str, ActiveBinding]:
    """The keys of the pane in focus, then the place's in the order it names them, then the program's. A key
    that a pane has as well would else stand where the pane has it, once the pane has the focus."""
    order = {key: at for at, key in enumerate(own)}
    app = place.app

    def rank(key: str) -> tuple[int, int]:
        node = found[key].node
        return (1, order.get(key, 0)) if node is place else (2, 0) if node is app else (0, 0)

    return {key: found[key] for key in sorted(found, key=rank)}
