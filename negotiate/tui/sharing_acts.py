"""The acts that reach other copies of the record: the team's machines, and the other side."""

from pathlib import Path

from negotiate.common.text import printable
from negotiate.tui.paragraphs import Mark, Paragraph, flow
from negotiate.tui.place import Place
from negotiate.tui.room import Desk

Told = tuple[str, tuple[str, ...]]


class SharingActs(Place):
    """Sync with the team, exchange files with the other side."""

    def do_sync(self) -> None:
        """Shares the record with the team's other machines."""
        from negotiate.tui.dialogs import Ask

        field = [("Where to: a path, an address, or a remote's name (may stay empty)", "", "")]

        def given(words: tuple[str, ...] | None) -> None:
            if words is not None:
                self.say_status("sharing …")
                self.ask("share", lambda desk: _sync(desk, words[0].strip()), self._shared, act=True)

        self.app.push_screen(Ask("Share with the team's other machines", "", field, "Share"), given)

    def do_send(self) -> None:
        """An exchange file of passes that crossed the table."""
        from negotiate.tui.dialogs import Ask

        fields = [("The file", "passes.bundle", "its path"), ("Items by number (empty: every item)", "", "")]
        text = "Only passes that have crossed the table are in it; nothing private goes along."

        def given(words: tuple[str, ...] | None) -> None:
            if words is not None:
                names = tuple(part.strip() for part in words[1].split(",") if part.strip())
                self.ask("share", lambda desk: _send(desk, words[0], names), self._shared, act=True)

        self.app.push_screen(Ask("A file of passes for the other side", text, fields, "Write"), given)

    def do_take(self) -> None:
        """The other side's passes from an exchange file."""
        from negotiate.tui.dialogs import Ask, Confirm

        def given(words: tuple[str, ...] | None) -> None:
            if words is None:
                return

            def sure(yes: bool | None) -> None:
                if yes:
                    self.ask("share", lambda desk: _take(desk, words[0]), self._shared, act=True)

            effect = f"{words[0]}\n\nTheir passes in it become a part of the record: they cannot be undone."
            self.app.push_screen(Confirm("Take these passes in?", effect, "Take in"), sure)

        field = [("The file the other side sent", "", "its path")]
        self.app.push_screen(Ask("Passes of the other side", "", field, "Go on"), given)

    def _shared(self, told: Told) -> None:
        from negotiate.tui.dialogs import Tell

        what, notes = told
        self.refresh_page()
        lines: list[Paragraph] = [flow(Mark.STRONG, printable(what), after=1)]
        lines += [flow(Mark.TEXT, printable(note), hang=2) for note in notes]
        self.app.push_screen(Tell("Shared", lines))


def _sync(desk: Desk, address: str) -> Told:
    from negotiate.workspace.sharing import sync

    done = sync(desk.workspace, address)
    taken, handed = len(done.taken), len(done.given)
    return f"shared with {done.address}: {taken} taken in, {handed} given", tuple(done.notes)


def _send(desk: Desk, file: str, names: tuple[str, ...]) -> Told:
    from negotiate.workspace.exchange import out
    from negotiate.workspace.writing import write_file

    content, carried = out(desk.workspace, names)
    path = Path(file.strip()).expanduser()
    write_file(path, content)
    return f"{path} written", carried.passes


def _take(desk: Desk, file: str) -> Told:
    from negotiate.workspace.exchange import take

    carried = take(desk.workspace, Path(file.strip()).expanduser())
    return f"{len(carried.passes)} taken in", (*carried.passes, *carried.notes)
