"""Settings: the theme; a key of one's own for any act, clashes told before they are kept; the parties."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from negotiate.common.text import many, printable
from negotiate.tui.beside import Beside
from negotiate.tui.dialogs import Ask
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON, GOING, Place
from negotiate.tui.room import Desk
from negotiate.tui.settings import clashes, keymap, remember_key, settings_file

if TYPE_CHECKING:
    from negotiate.workspace.naming import Named, Parties

_PARTIES = (
    ("title", "Title of the agreement", ""),
    ("union", "The union", ""),
    ("union_signs", "Who may sign for it", "empty: anyone"),
    ("district", "The district", ""),
    ("district_signs", "Who may sign for it", "empty: anyone"),
    ("units", "Bargaining units", ""),
    ("term_from", "The agreement in force: from", "such as 2023-09-01"),
    ("term_to", "… to", "such as 2026-08-31"),
    ("first_year", "First school year of costs", "the year it begins in, such as 2026"),
)
"""(what, what is asked, hint) of the lines of the form."""


class Settings(Beside, inherit_bindings=False):
    """Every act of every place with its key."""

    HELP: ClassVar[str] = (
        "Settings: every act with its key. Enter on one sets another key for it, an empty one puts its own "
        "back; two acts of one place under one key are told and not kept. f2 changes the theme. p names the "
        "parties, who may sign for each, the units and the term."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "do('key')", "Set key", tooltip="Another key for the act under the cursor"),
        Binding(
            "p", "do('parties')", "Parties", tooltip="Names the parties, who may sign, the units and the term"
        ),
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

    # ---- the parties ------------------------------------------------------------------------------------

    def do_parties(self) -> None:
        """Asks for the names, with those that stand."""
        self.ask("parties", _parties, self._ask_parties)

    def _ask_parties(self, stands: "Parties") -> None:
        from negotiate.workspace.naming import shown

        lines = [(asked, shown(getattr(stands, key)), hint) for key, asked, hint in _PARTIES]

        def given(words: tuple[str, ...] | None) -> None:
            if words is None:
                return
            pairs = zip(_PARTIES, lines, words, strict=True)
            typed = {key: said for (key, _, _), (_, stood, _), said in pairs if said != stood}
            self.ask("name", lambda desk: _name(desk, typed), self._named, act=True)

        text = "Several names: a semicolon between them. What is emptied is taken away."
        self.app.push_screen(Ask("The parties", text, lines, "Write"), given)

    def _named(self, done: "Named") -> None:
        self.refresh_page()
        said = "\n".join(done.changed) or "Nothing is changed."
        self.app.notify(said, title="The parties", markup=False)
        for warning in done.warnings:
            self.app.notify(warning, title="Heed", severity="warning", markup=False)


def _parties(desk: Desk) -> "Parties":
    from negotiate.workspace.naming import parties_of

    return parties_of(desk.workspace)


def _name(desk: Desk, typed: dict[str, str]) -> "Named":
    """Names what was typed anew; the rest stays."""
    from negotiate.workspace.naming import Parties, name_parties

    def one(key: str) -> str | None:
        return typed.get(key)

    def several(key: str) -> tuple[str, ...] | None:
        return tuple(typed[key].split(";")) if key in typed else None

    wanted = Parties(
        one("title"),
        one("union"),
        several("union_signs"),
        one("district"),
        several("district_signs"),
        several("units"),
        one("term_from"),
        one("term_to"),
        one("first_year"),
    )
    return name_parties(desk.workspace, wanted)


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
