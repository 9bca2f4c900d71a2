"""History: every act, who did it and when; undo and redo; the agreement as it stood after any of them."""

from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotiate.common.text import many, printable
from negotiate.repository.model import Operation
from negotiate.tui.beside import Beside
from negotiate.tui.of_history import Done, HistoryPage, changed, history_page
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON, GOING


class History(Beside, inherit_bindings=False):
    """The acts, newest first."""

    HELP: ClassVar[str] = (
        "History: every act, newest first. u takes the last one back and ctrl+r does it again, each after "
        "saying what it is; enter reads the agreement as it stood after the act under the cursor, t with "
        "the tentative agreements of that time."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "do('look')", "Look back", tooltip="Read the agreement as it stood then"),
        Binding("t", "do('agreed')", "With TAs", tooltip="Read it with the tentative agreements of then"),
        Binding("u", "app.undo", "Undo", tooltip="Take the last act back"),
        Binding("ctrl+r", "app.redo", "Redo", tooltip="Do again what undo took back"),
        *COMMON,
        *GOING,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page: HistoryPage | None = None

    def refresh_page(self) -> None:
        """Asks for the acts."""
        self.ask("page", history_page, self._show)

    def _show(self, page: HistoryPage) -> None:
        self.page = page
        self.say_heading(f"History · {many(len(page.acts), 'act')}")
        self.list.show(
            [
                Flow(
                    (
                        Run(Mark.NOTE, f"{one.operation.at.astimezone(page.zone):%d %b %H:%M}  "),
                        Run(Mark.TEXT, printable(one.operation.what)),
                    ),
                    hang=2,
                )
                for one in page.acts
            ],
            keep=True,
        )
        self.point(self.list.cursor)
        undo = "nothing to take back"
        if page.undo is not None:
            final = page.undo.final
            undo = f"u takes nothing back: {final}" if final else f"u takes back: {page.undo.what}"
        redo = f" · ctrl+r does again: {page.redo.what}" if page.redo is not None else ""
        self.say_status(undo + redo)

    @property
    def selected(self) -> Done | None:
        """The act under the cursor."""
        at = self.list.cursor
        return self.page.acts[at] if self.page is not None and at < len(self.page.acts) else None

    def _at(self, act: Operation) -> datetime:
        """When it was done, in the workspace's zone."""
        return act.at if self.page is None else act.at.astimezone(self.page.zone)

    def point(self, at: int) -> None:
        """The act: who, when, what it changed."""
        del at
        one = self.selected
        if one is None:
            return
        did = one.operation
        when = f"{self._at(did):%Y-%m-%d %H:%M %z}"
        lines: list[Paragraph] = [
            flow(Mark.STRONG, printable(did.what), after=1),
            flow(
                Mark.TEXT,
                printable(f"{did.who.name}, {when}, on {did.where or 'a machine'}"),
            ),
        ]
        if did.final:
            lines.append(flow(Mark.WARN, printable(f"It cannot be taken back: {did.final}")))
        lines.append(flow(Mark.STRONG, "What it changed"))
        lines += [flow(Mark.TEXT, line, indent=2) for line in changed(did)]
        self.view.show(lines)

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        one = self.selected
        if act in ("look", "agreed") and (one is None or not (one.in_force if act == "look" else one.agreed)):
            return "There was no agreement yet."
        return super().why_not(act)

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """A click on an act selects it; enter looks back."""
        del event
        self.action_do("look")

    def do_look(self) -> None:
        """The agreement in force as it was."""
        self._read(agreed=False)

    def do_agreed(self) -> None:
        """The agreed text as it was."""
        self._read(agreed=True)

    def _read(self, *, agreed: bool) -> None:
        from negotiate.tui.screens.agreement import AgreementReader

        one = self.selected
        assert one is not None
        when = f"{self._at(one.operation):%Y-%m-%d %H:%M}"
        said = f"{'With every TA' if agreed else 'In force'}, as it stood on {when}"
        self.app.push_screen(AgreementReader(one.agreed if agreed else one.in_force, said=said))
