"""The agreement to read: outline beside it, go to a citation, search. 60,000 words without lag."""

from bisect import bisect_right
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Input

from negotiate.common.errors import BadInput
from negotiate.common.text import many
from negotiate.tui.dialogs import Choose
from negotiate.tui.line_view import LineView
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON, GOING, NARROW
from negotiate.tui.questions import ReaderPage, reader_page
from negotiate.tui.reader_acts import ReaderActs

_TEXTS = (("baseline", "The agreement in force"), ("tentative", "The agreement with every TA in it"))

READING: tuple[Binding, ...] = (
    Binding("g", "do('go')", "Go to", tooltip="Go to a citation, such as V.A.2(f)"),
    Binding("slash", "do('search')", "Search", key_display="/", tooltip="Find words in the text"),
    Binding("n", "do('next')", "Next", tooltip="Next place found"),
    Binding("N", "do('previous')", "Earlier", show=False, tooltip="Earlier place found"),
    Binding("o", "do('outline')", "Outline", tooltip="To the outline, or back to the text"),
    Binding(
        "t",
        "do('which')",
        "Which text",
        show=False,
        tooltip="In force, or with every tentative agreement",
    ),
    *COMMON,
)
"""The keys of reading, which work at the table too."""


class AgreementReader(ReaderActs, inherit_bindings=False):
    """A whole text with its outline."""

    HELP: ClassVar[str] = (
        "Agreement: the whole text. g goes to a citation such as V.A.2(f), / searches and n and N step "
        "through what was found, tab goes between the outline and the text, t shows it with every "
        "tentative agreement in it."
    )

    DEFAULT_CSS = """
    AgreementReader #body { layout: horizontal; height: 1fr; }
    AgreementReader #outline { width: 38; border-right: solid $primary; }
    AgreementReader #body.-narrow #outline { display: none; }
    AgreementReader #body.-narrow.-outline #outline { display: block; width: 100%; border-right: none; }
    AgreementReader #body.-narrow.-outline #text { display: none; }
    AgreementReader #text { width: 1fr; }
    AgreementReader #ask { display: none; height: 1; border: none; padding: 0 1; }
    AgreementReader #ask.-open { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *READING,
        Binding("r", "do('refs')", "Who refers", show=False, tooltip="What refers to the clause at the top"),
        Binding("c", "do('findings')", "Findings", show=False, tooltip="What check found; go to one"),
        Binding("C", "do('let-stand')", "Let stand", show=False, tooltip="A finding at the top may stand"),
        Binding("s", "do('beside')", "Side by side", show=False, tooltip="Another text beside this one"),
        *GOING,
    ]

    def __init__(self, name: str = "baseline", citation: str = "", said: str = "") -> None:
        """``said`` is how people say the text's name, where it has none of its own."""
        super().__init__()
        self.said = said
        self.name_of_text = name
        self.citation = citation
        self.page = None
        self._asking = ""
        self._starts: list[int] = []

    def body(self) -> ComposeResult:
        """One line to ask in, the outline, the text."""
        yield Input(id="ask", compact=True)
        with Container(id="body"):
            yield PickList(id="outline")
            yield LineView(id="text")

    @property
    def view(self) -> LineView:
        """The text."""
        return self.query_one("#text", LineView)

    def on_mount(self) -> None:
        """Asks for the text."""
        self.say_heading("Agreement")
        self.say_status("reading …")
        self.view.focus()
        self.view.moved = self._follow
        self.refresh_page()

    def refresh_page(self) -> None:
        """Asks for the text again."""
        self.ask("page", reader_page(self.name_of_text), self._show)

    def fit(self, width: int) -> None:
        """The outline is beside the text where there is room, else in its place when asked for."""
        self.query_one("#body").set_class(width < NARROW, "-narrow")

    def _show(self, page: ReaderPage) -> None:
        again = self.page is not None and self.page.name == page.name
        self.page = page
        self._starts = [entry.paragraph for entry in page.outline]
        self.say_heading(f"{self.said or dict(_TEXTS).get(page.name, page.name)} · {page.words:,} words")
        self.view.show(page.paragraphs, keep=again)
        outline = self.query_one("#outline", PickList)
        outline.show([entry.line for entry in page.outline])
        if self.citation:
            self.go_to_citation(self.citation)
            self.citation = ""
        if not self.PUBLIC and not self.said:
            self.ask_margin(page.name)
        self._follow(0)

    # ---- where we are ---------------------------------------------------------------------------------

    def _follow(self, paragraph: int) -> None:
        if self.page is None or not self._starts:
            return
        at = max(bisect_right(self._starts, paragraph) - 1, 0)
        outline = self.query_one("#outline", PickList)
        if self.focused is not outline:
            outline.put_cursor(at)
        self._say_place(paragraph)

    def _say_place(self, paragraph: int) -> None:
        assert self.page is not None
        placed = self.page.index.placed
        here = placed[paragraph].name if placed else ""
        noted = self.said_at(placed[paragraph].citation) if placed else ""  # may be long, so it comes last
        found = ""
        if self.view.needle:
            hits = self.view.hits
            found = f" · “{self.view.needle}” " + (
                f"{self.view.hit + 1} of {len(hits)}" if hits else "is not here"
            )
        self.say_status(f"{here}{found}{noted}")

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """From the outline into the text."""
        if self.page is None:
            return
        self.query_one("#body").remove_class("-outline")
        self.view.focus()
        self.view.go_to(self.page.outline[event.paragraph].paragraph)
        self._say_place(self.page.outline[event.paragraph].paragraph)

    # ---- acts -----------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if self.page is None and act not in ("back", "refresh"):
            return "The text is still being read."
        if act in ("next", "previous") and not self.view.hits:
            return "Nothing is found yet: press / and type words."
        return super().why_not(act)

    def do_outline(self) -> None:
        """To the outline and back."""
        outline, body = self.query_one("#outline", PickList), self.query_one("#body")
        if outline.has_focus:
            body.remove_class("-outline")
            self.view.focus()
        else:
            body.add_class("-outline")
            outline.focus()

    def do_go(self) -> None:
        """Asks for a citation."""
        self._open("go", "a citation, such as V.A.2(f)")

    def do_search(self) -> None:
        """Asks for words."""
        self._open("search", "words to find")

    def _open(self, asking: str, hint: str) -> None:
        self._asking = asking
        box = self.query_one("#ask", Input)
        box.value = ""
        box.placeholder = hint
        box.add_class("-open")
        box.focus()

    def _close(self) -> None:
        self._asking = ""
        self.query_one("#ask", Input).remove_class("-open")
        self.view.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Goes to the citation, or to the first place found."""
        asking, given = self._asking, event.value.strip()
        self._close()
        if not given:
            return
        if asking == "go":
            self.go_to_citation(given)
            return
        self.view.find(given)
        self._say_place(self.view.hits[self.view.hit] if self.view.hits else 0)

    def go_to_citation(self, citation: str) -> None:
        """Brings a clause to the top."""
        assert self.page is not None
        try:
            first = self.page.index.clause(citation)[0]
        except BadInput as error:
            self.fault(error)
            return
        at = next(at for at, one in enumerate(self.page.index.placed) if one is first)
        self.view.go_to(at)
        self._follow(at)

    def do_next(self) -> None:
        """The next place found."""
        self._step(1)

    def do_previous(self) -> None:
        """The place found before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        self.view.step_hit(by)
        self._say_place(self.view.hits[self.view.hit])

    def do_which(self) -> None:
        """Chooses the text to read."""
        at = next((at for at, (name, _) in enumerate(_TEXTS) if name == self.name_of_text), 0)
        self.app.push_screen(Choose("Which text", [words for _, words in _TEXTS], at=at), self._chosen)

    def _chosen(self, at: int | None) -> None:
        if at is not None:
            self.name_of_text, self.said = _TEXTS[at][0], ""
            self.refresh_page()

    def do_back(self) -> None:
        """Closes what is open; then leaves."""
        body = self.query_one("#body")
        if self._asking:
            self._close()
        elif body.has_class("-outline") and body.has_class("-narrow"):
            body.remove_class("-outline")
            self.view.focus()
        elif self.view.needle:
            self.view.find("")
            self.say_status(many(len(self._starts), "clause"))
        else:
            super().do_back()
