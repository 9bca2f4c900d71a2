"""A clause being written: redline and cost beside it follow each keystroke; nothing typed is lost."""

from collections.abc import Callable
from functools import lru_cache
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from negotiate.common.errors import BadInput, NegotiateError
from negotiate.common.text import printable
from negotiate.tui.clause_acts import ClauseActs
from negotiate.tui.clause_editor import Editor
from negotiate.tui.line_view import LineView
from negotiate.tui.of_draft import Opened, paragraphs_of
from negotiate.tui.own_editor import written_in_editor
from negotiate.tui.paragraphs import Mark, Paragraph, flow
from negotiate.tui.place import COMMON, GOING, NARROW, NO_CHANGE
from negotiate.tui.pricing_acts import DraftPricing
from negotiate.tui.room import Desk
from negotiate.workspace import actions
from negotiate.workspace.recording import Done

Then = Callable[[Done], None]
PAUSE = 0.4  # seconds without a key after which what is typed is on the disk
REST = 1.2  # seconds without a key after which the whole agreement is looked at


class DraftScreen(DraftPricing, ClauseActs, inherit_bindings=False):
    """Our draft of one clause of an item."""

    HELP: ClassVar[str] = (
        "Draft: the clause on the left, what changes and what it costs beside it; between them what the "
        "draft newly breaks, a moment after the last key."
    )

    DEFAULT_CSS = """
    DraftScreen #body { layout: horizontal; height: 1fr; }
    DraftScreen Editor, DraftScreen Editor:focus {
        width: 1fr; border: none; border-right: solid $primary; padding: 0 1; scrollbar-size: 1 1;
    }
    DraftScreen #beside { width: 1fr; }
    DraftScreen #redline { height: 3fr; }
    DraftScreen #heed { display: none; height: auto; max-height: 30%; border-top: solid $warning; }
    DraftScreen #heed.-some { display: block; }
    DraftScreen #money { height: 2fr; border-top: solid $primary; }
    DraftScreen #body.-narrow { layout: vertical; }
    DraftScreen #body.-narrow Editor {
        height: 1fr; width: 100%; border: none; border-bottom: solid $primary;
    }
    DraftScreen #body.-narrow #beside { height: 1fr; width: 100%; }
    DraftScreen #body.-narrow #money, DraftScreen #body.-narrow #heed.-some { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "do('save')", "Save draft", priority=True, tooltip="Save what is typed as our draft"
        ),
        Binding(  # ctrl+t would be a new tab in a browser
            "f7",
            "do('clause')",
            "Clause",
            priority=True,
            tooltip="Another clause, of this item or of the agreement",
        ),
        Binding("ctrl+e", "do('editor')", "$EDITOR", priority=True, tooltip="Write in your own editor"),
        Binding(
            "ctrl+up,alt+up",
            "do('turn-up')",
            "Figure up",
            show=False,
            key_display="^↑",
            priority=True,
            tooltip="Turn the figure under the cursor, or the nearest priced one, up by its step",
        ),
        Binding(
            "ctrl+down,alt+down",
            "do('turn-down')",
            "Figure down",
            show=False,
            key_display="^↓",
            priority=True,
            tooltip="Turn the figure under the cursor, or the nearest priced one, down by its step",
        ),
        Binding(
            "ctrl+o",
            "do('price')",
            "Price",
            show=False,
            priority=True,
            tooltip="Give a figure of the clause a price, so that its cost follows",
        ),
        Binding("f8", "do('next')", "Next change", tooltip="To the next change in the redline"),
        Binding(
            "f9",
            "do('start-again')",
            "Start again",
            show=False,
            tooltip="Put back what the draft says as saved",
        ),
        *COMMON,
        *GOING,
    ]

    def __init__(self, item: str, citation: str = "") -> None:
        super().__init__()
        self.item_id = item
        self.citation = citation
        self.opened: Opened | None = None
        self.saved_text = ""
        self.latency: list[float] = []
        self._typed_at = 0.0
        self._pause: Timer | None = None
        self._rest: Timer | None = None
        self._total = ""
        self._turned = ""
        self._heeded: tuple[str, ...] = ()
        self._leaving = False

    def body(self) -> ComposeResult:
        """The editor, the redline, the cost."""
        with Container(id="body"):
            yield Editor(id="editor", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            with Vertical(id="beside"):
                yield LineView(id="redline")
                yield LineView(id="heed")
                yield LineView(id="money")

    def on_mount(self) -> None:
        """Opens the clause."""
        self.say_heading("Draft")
        self.say_status("reading …")
        self.editor.read_only = True
        self.editor.cursor_blink = False  # every blink draws the clause anew, and is sent over SSH
        self.editor.focus()
        self.open_clause(self._cannot_open)

    def open_clause(self, failed: Callable[[NegotiateError], None]) -> None:
        """Opens the clause ``citation``; ``failed`` gets what is wrong with it."""
        self.ask("open", self._opening(), self._show, failed, money=True, urgent=True)

    def _opening(self) -> Callable[[Desk], Opened]:
        item, citation = self.item_id, self.citation
        return lambda desk: Opened(desk, item, citation)

    def _cannot_open(self, error: NegotiateError) -> None:
        self.dismiss()
        self.negotiate.show_fault(error)

    def fit(self, width: int) -> None:
        """Side by side where there is room."""
        self.query_one("#body").set_class(width < NARROW, "-narrow")

    def _show(self, opened: Opened) -> None:
        self.opened, self.citation = opened, opened.citation
        self.saved_text = opened.drafting.start
        self.editor.bound = lru_cache(maxsize=512)(opened.drafting.bound)
        text = self.saved_text if opened.kept is None else opened.kept
        self.editor.load_text(text)
        self.editor.read_only = False
        if opened.kept is None:
            self.editor.move_cursor((0, opened.drafting.after_label))
        self.say_heading(f"Draft · {opened.title} · {opened.citation}")
        if opened.kept is not None and opened.kept != self.saved_text:
            self.app.notify("What you typed last time and did not save is back.", markup=False)
        self._look()

    def refresh_page(self) -> None:
        """What the clause is held against is read again, as after another's act; what is typed stays."""

        def again(opened: Opened) -> None:
            before, now = self.saved_text, opened.drafting.start
            typed = self.editor.text
            self.opened, self.saved_text = opened, now
            self.editor.bound = lru_cache(maxsize=512)(opened.drafting.bound)
            if typed == before != now:
                self._put(now)
            elif before != now != typed:
                words = (
                    "Our draft of this clause was changed outside this window. What you typed stands here; "
                )
                self.app.notify(
                    f"{words}saved, it takes the other's place.", severity="warning", markup=False
                )
            self._look()

        if self.opened is not None:
            self.ask("open", self._opening(), again, money=True, urgent=True)

    # ---- typing ---------------------------------------------------------------------------------------

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not saved as the draft."""
        return self.opened is not None and self.editor.text != self.saved_text

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """A key: redline and cost of the latest text at once, the disk at the next pause."""
        if self.opened is None:
            return
        if not self._typed_at:
            self._typed_at = monotonic()
        self._look()
        self._turned = ""
        for waiting in (self._pause, self._rest):
            if waiting is not None:
                waiting.stop()
        self._pause = self.set_timer(PAUSE, self._paused)
        self._rest = self.set_timer(REST, self._rested)

    def _look(self) -> None:
        opened, text = self.opened, self.editor.text
        if opened is not None:
            look = opened.drafting.look
            self.ask("look", lambda _: paragraphs_of(look(text)), self._seen, money=True, urgent=True)

    def _seen(self, found: tuple[list[Paragraph], list[Paragraph], str]) -> None:
        changes, money, self._total = found
        view = self.query_one("#redline", LineView)
        before = view.paragraphs
        view.show(changes, keep=True)
        view.follow(before)
        self.query_one("#money", LineView).show(money, keep=True)
        if self._typed_at:
            self.latency.append(monotonic() - self._typed_at)
            self._typed_at = 0.0
        self._say()

    def _paused(self) -> None:
        self.do_save_typed()

    def _rested(self) -> None:
        """What is looked for in the whole agreement waits until a person stops typing."""
        opened, text = self.opened, self.editor.text
        if opened is None:
            return
        if not self.changed:
            self._heed(())
            return

        def question(desk: Desk) -> tuple[str, ...]:
            typing = opened.drafting
            return (*typing.breaks(desk.workspace, text), *typing.warnings(desk.workspace, text))

        self.ask("heed", question, self._heed)

    def _heed(self, warnings: tuple[str, ...]) -> None:
        self._heeded = tuple(dict.fromkeys(warnings))
        view = self.query_one("#heed", LineView)
        view.set_class(bool(warnings), "-some")
        view.show([flow(Mark.WARN, printable(f"! {words}"), hang=2) for words in self._heeded])
        self._say()

    def do_save_typed(self) -> None:
        """Puts what is typed on the disk, beside the record."""
        opened, text = self.opened, self.editor.text
        if opened is None:
            return
        name = opened.drafting.name
        if self.changed:
            self.ask(
                f"keep {name}",
                lambda desk: desk.workspace.repository.drafts.write(name, text),
                self._kept,
                self._lost,
            )
        else:
            self.ask(f"keep {name}", lambda desk: desk.workspace.repository.drafts.delete(name), self._kept)

    def _lost(self, error: NegotiateError) -> None:
        """What is typed is on this screen alone: said at once, and not again at every pause."""
        told, self.unkept, self._leaving = self.unkept, error.what, False
        self._say()
        if told != error.what:
            self.fault(error)

    def _kept(self, _nothing: None) -> None:
        self.unkept = ""
        self._say()
        if self._leaving:
            super().do_back()

    def _say(self) -> None:
        state = "not yet saved as our draft (kept as typed)" if self.changed else "saved"
        state = f"NOT KEPT, only on this screen: {self.unkept}" if self.changed and self.unkept else state
        heed, more = self._heeded[:1], len(self._heeded) - 1
        said = f"heed: {heed[0]}" + (f" (and {more} more)" if more > 0 else "") if heed else ""
        parts = [self._turned, self._total, state, said]
        self.say_status(" · ".join(printable(part) for part in parts if part))

    # ---- acts -----------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if act in ("back", "refresh"):
            return ""
        if self.opened is None:
            return "The clause is still being read."
        if act == "save" and not self.changed:
            return "Nothing is changed since it was saved."
        if act == "price" and self.changed:
            return "Save the draft first: a price is written for language that is kept."
        if act in ("turn-up", "turn-down") and self.editor.pointed() is None:
            return "No figure stands on this line."
        if act == "next" and not self.query_one("#redline", LineView).heads:
            return NO_CHANGE
        return ""

    def action_do(self, act: str) -> None:
        """Does the act once the keys typed before are in: its key does not wait for the editor, they do."""
        self.editor.call_later(super().action_do, act)

    def do_save(self) -> None:
        """Saves what is typed as our draft."""
        opened, text = self.opened, self.editor.text
        assert opened is not None

        def question(desk: Desk) -> Done:
            done = actions.save_draft(
                desk.workspace,
                self.item_id,
                opened.side,
                opened.drafting.agreement_now(desk.workspace, text),
            )
            desk.workspace.repository.drafts.delete(opened.drafting.name)
            return done

        self.say_status("saving …")
        self.ask("save", question, self._saved(text), act=True)

    def _saved(self, text: str) -> Then:
        def then(done: Done) -> None:
            self.saved_text = text
            self.negotiate.tell(done)
            self.do_save_typed()
            assert self.opened is not None
            self.citation = self.opened.drafting.citation_of(text)
            if self.citation:
                self._reopen()
            else:
                super(DraftScreen, self).do_back()

        return then

    def _reopen(self) -> None:
        """The draft as saved is what is edited from now on; what was typed meanwhile stays."""

        def show(opened: Opened) -> None:
            self.opened = opened
            self._look()

        self.ask("open", self._opening(), show, money=True, urgent=True)

    def do_next(self) -> None:
        """The next change of the redline."""
        view = self.query_one("#redline", LineView)
        view.step_change(1 if view.change < len(view.heads) - 1 else -len(view.heads))

    def do_start_again(self) -> None:
        """What the draft says as saved; undo brings the typed text back."""
        self._put(self.saved_text)

    def _put(self, text: str) -> None:
        self.editor.replace(
            text, self.editor.document.start, self.editor.document.end, maintain_selection_offset=False
        )

    def do_editor(self) -> None:
        """Writes in $EDITOR, and takes what it wrote."""
        try:
            self._put(written_in_editor(self.app, self.editor.text))
        except BadInput as error:
            self.fault(error)

    def do_back(self) -> None:
        """Leaves once what is typed is on the disk."""
        if self.opened is None:
            super().do_back()
            return
        self._leaving = True
        self.do_save_typed()
