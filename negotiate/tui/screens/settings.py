"""Settings: the theme, and a key of one's own for any act; clashes are told before they are kept."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotiate.common.text import many, printable
from negotiate.tui.beside import Beside
from negotiate.tui.dialogs import Ask
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON, GOING, Place
from negotiate.tui.settings import clashes, keymap, remember_key, settings_file


class Settings(Beside, inherit_bindings=False):
    """Every act of every place with its key."""

    HELP: ClassVar[str] = (
        "Settings: every act with its key. Enter on one sets another key for it, an empty one puts its own "
        "back; two acts of one place under one key are told and not kept. f2 changes the theme."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "do('key')", "Set key", tooltip="Another key for the act under the cursor"),
        *COMMON,
        *GOING,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[tuple[type[Place], Binding]] = []

    def refresh_page(self) -> None:
        """Lists the acts."""
        self.acts = list(_acts())
        keys = keymap()
        self.say_heading(f"Settings · theme {self.app.theme} · {many(len(keys), 'key')} of your own")
        self.list.show(
            [
                Flow(
                    (
                        Run(Mark.LABEL, printable(keys.get(one.id or "", one.key).split(",")[0]).ljust(10)),
                        Run(Mark.TEXT, f"  {place.__name__}: {one.description}"),
                        Run(Mark.WARN, "  (yours)" if one.id in keys else ""),
                    ),
                    clip=True,
                )
                for place, one in self.acts
            ],
            keep=True,
        )
        self.point(self.list.cursor)
        self.say_status(f"kept in {settings_file()}")

    def point(self, at: int) -> None:
        """What the act is for."""
        if at < len(self.acts):
            _, one = self.acts[at]
            lines: list[Paragraph] = [
                flow(Mark.STRONG, one.description, after=1),
                flow(Mark.TEXT, one.tooltip, after=1),
            ]
            lines.append(flow(Mark.NOTE, f"its own key: {one.key}"))
            self.view.show(lines)

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """Enter or a click."""
        del event
        self.action_do("key")

    def do_key(self) -> None:
        """Asks for the key's name."""
        _, one = self.acts[self.list.cursor]
        field = [
            ("The key, by its name", keymap().get(one.id or "", ""), "such as f9, ctrl+k, P; empty: its own")
        ]
        self.app.push_screen(Ask(f"A key for: {one.description}", one.tooltip, field, "Set"), self._set)

    def _set(self, given: tuple[str, ...] | None) -> None:
        if given is None:
            return
        place, one = self.acts[self.list.cursor]
        chosen = {**keymap(), one.id or "": given[0].strip()}
        wanted = {name: key for name, key in chosen.items() if key}
        there = [other for other in place.BINDINGS if isinstance(other, Binding)]
        before = {found.key for found in clashes(there, keymap())}
        found = [each for each in clashes(there, wanted) if each.key not in before]
        if found:
            said = (
                f"{found[0].key} is the key of “{found[0].acts[0]}” and “{found[0].acts[1]}” here: not kept."
            )
            self.app.notify(said, title="Two acts, one key", severity="warning")
            return
        remember_key(one.id or "", given[0].strip())
        self.app.set_keymap(keymap())
        self.refresh_page()


def _acts() -> Iterator[tuple[type[Place], Binding]]:
    from negotiate.tui.places import PLACES, made_by
    from negotiate.tui.screens.draft import DraftScreen
    from negotiate.tui.screens.item import ItemScreen
    from negotiate.tui.screens.items import Items
    from negotiate.tui.screens.table import TableView

    every: list[type[Place]] = [Items, ItemScreen, DraftScreen, TableView, *map(made_by, PLACES)]
    for place in every:
        for one in place.BINDINGS:
            if isinstance(one, Binding) and one.tooltip and one not in COMMON:
                yield place, one
