"""The line of keys: in one order whatever has the focus; as many as have room, help and back always."""

from collections.abc import Mapping

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


class Keys(Footer):
    """The toolkit's line of keys, made anew when its width is another."""

    _made_for = 0

    def compose(self) -> ComposeResult:
        """As many keys as there is room for; those left out stand in the help and the palette."""
        self._made_for = width = self.app.size.width
        self.set_reactive(Footer.show_command_palette, width >= _PALETTE)
        self.set_reactive(Footer.compact, width < _PALETTE)
        self.set_class(width < _PALETTE, "-compact")
        found = list(super().compose())
        keys = [one for one in found if isinstance(one, FooterKey) and "-command-palette" not in one.classes]
        room = width - _PALETTE_TAKES if width >= _PALETTE else width + 1  # nothing follows the last one
        left_out: set[Widget] = set()
        for one in [key for key in reversed(keys) if key.action not in _LAST]:
            if sum(_cells(key, wide=width >= _PALETTE) for key in keys if key not in left_out) <= room:
                break
            left_out.add(one)
        yield from (one for one in found if one not in left_out)

    def fit(self, width: int) -> None:
        """Keys for another width."""
        if self.is_attached and width != self._made_for:
            self.refresh(recompose=True)


def _cells(key: FooterKey, *, wide: bool) -> int:
    return cell_len(key.key_display) + cell_len(key.description) + (3 if wide else 2)


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
