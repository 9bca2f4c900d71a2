"""What is put on the list of items: a new item, the next session."""

from typing import TYPE_CHECKING

from negotiate.tui.home import plan_session, put_on_table
from negotiate.tui.sharing_acts import SharingActs

if TYPE_CHECKING:
    from negotiate.workspace.recording import Done
    from negotiate.workspace.sessions import Logged


class PuttingActs(SharingActs):
    """The acts of Items that put something new there."""

    def do_plan(self) -> None:
        """When the next session is."""
        from negotiate.tui.dialogs import Ask

        fields = [("When", "", "such as 2026-05-12 16:00"), ("Where (may stay empty)", "", "a place")]
        text = "It stands above the items until then, and in the team's log of the sessions."
        self.app.push_screen(Ask("The next session", text, fields, "Put on the log"), self._plan)

    def _plan(self, given: tuple[str, ...] | None) -> None:
        if given is not None:
            self.ask("plan", plan_session(*given), self._planned, act=True)

    def _planned(self, done: "Logged") -> None:
        self.app.notify(done.what, markup=False)
        self.refresh_page()

    def do_new(self) -> None:
        """Asks for a title and clauses, then opens the item."""
        from negotiate.tui.dialogs import Ask

        fields = [
            ("Title", "", "such as Inclusion staffing"),
            ("Clauses, with commas between", "", "such as V.A.2(f), V.B.12(1)"),
        ]
        self.app.push_screen(Ask("A new item on the table", "", fields, "Put on the table"), self._open_new)

    def _open_new(self, given: tuple[str, ...] | None) -> None:
        if given is None:
            return
        title, cited = given
        clauses = [part.strip() for part in cited.replace(";", ",").split(",") if part.strip()]
        self.ask("act", put_on_table(title, clauses), self._opened, act=True)

    def _opened(self, done: "Done") -> None:
        self.negotiate.tell(done)
        self.negotiate.open_item(done.item.id)
