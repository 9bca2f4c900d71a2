"""Short questions over a screen: confirm (the default is no), ask for words, choose from a list, tell."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from negotiate.common.text import printable
from negotiate.tui.half_typed import HalfTyped
from negotiate.tui.line_view import LineView
from negotiate.tui.paragraphs import Mark, Paragraph, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.plain import plain

if TYPE_CHECKING:
    from negotiate.tui.program import NegotiateApp

T = TypeVar("T")
_TEXT_WIDTH = 63  # cells of text in a dialog 72 wide
_AROUND = 9  # lines a dialog needs round its text
_MANY = 7  # fields, of which more stand without a line between them


class Dialog(ModalScreen[T]):
    """A box over the screen; esc leaves it without effect."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 72; max-width: 96%; height: auto; max-height: 96%; padding: 1 2;
        background: $surface; border: round $primary; overflow-y: auto;
        scrollbar-size: 1 1; }
    Dialog .title { text-style: bold; height: auto; margin-bottom: 1; }
    Dialog VerticalScroll { height: auto; max-height: 50vh; margin-bottom: 1; }
    Dialog .text { height: auto; }
    Dialog PickList { height: auto; max-height: 14; min-height: 2; background: $surface; margin-bottom: 1; }
    Dialog Horizontal { height: auto; align-horizontal: right; }
    Dialog Button { margin-left: 2; min-width: 12; }
    Dialog Input { margin-bottom: 1; background: $panel; padding: 0 1; }
    Dialog.-dense Input { margin-bottom: 0; }
    Tell > Vertical { overflow-y: hidden; }
    Tell LineView, Tell LineView:focus { background: $surface; margin-bottom: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("pagedown,ctrl+down", "scroll_text(1)", "On", show=False),
        Binding("pageup,ctrl+up", "scroll_text(-1)", "Back", show=False),
    ]

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.heading = title
        self.text = text

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical():
            yield Static(plain(self.heading), classes="title")
            if self.text:
                with VerticalScroll(can_focus=False):
                    yield Static(plain(self.text), classes="text")
            yield from self.inside()

    def inside(self) -> ComposeResult:
        """What is in the box under the text."""
        raise NotImplementedError

    def on_resize(self, event: Resize) -> None:
        """Whether the text has more than stands there is said below it."""
        del event
        self.call_after_refresh(self._say_rest)

    def _say_rest(self) -> None:
        for box in self.query(VerticalScroll):
            more = "page down shows the rest" if box.max_scroll_y else ""
            self.query_one(Vertical).border_subtitle = more

    def action_scroll_text(self, by: int) -> None:
        """A page of the text, wherever the focus is."""
        for box in self.query(VerticalScroll):
            box.scroll_relative(y=by * max(box.size.height - 1, 1), animate=False)

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """Yes or no; no is focused, and the yes names the effect."""

    def __init__(self, title: str, effect: str, yes: str) -> None:
        super().__init__(title, effect)
        self.yes = yes

    def inside(self) -> ComposeResult:
        """The two buttons."""
        with Horizontal():
            yield Button("Cancel", id="no", compact=True)
            yield Button(plain(self.yes), id="yes", variant="warning", compact=True)

    def on_mount(self) -> None:
        """The default is to do nothing."""
        self.query_one("#no", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The answer."""
        self.dismiss(event.button.id == "yes")


class Ask(Dialog[tuple[str, ...]]):
    """Asks for one or more lines of words. ``fields`` are (what is asked, what stands there, hint);
    what is ``hidden`` shows no letter of what is typed."""

    def __init__(
        self,
        title: str,
        text: str,
        fields: Sequence[tuple[str, str, str]],
        yes: str,
        *,
        hidden: bool = False,
    ) -> None:
        super().__init__(title, text)
        self.fields = fields
        self.yes = yes
        self.hidden = hidden
        self.set_class(len(fields) > _MANY, "-dense")

    def inside(self) -> ComposeResult:
        """A line for each, then the buttons."""
        kept = self._half_typed.again(self._about)
        if kept is not None:
            yield Static(plain("What you typed last time is back."), classes="text")
        for at, (asked, stands, hint) in enumerate(self.fields):
            yield Static(plain(asked), classes="text")
            yield Input(
                value=printable(stands if kept is None else kept[at]),
                placeholder=printable(hint),
                password=self.hidden,
                compact=True,
            )
        with Horizontal():
            yield Button("Cancel", id="no", compact=True)
            yield Button(plain(self.yes), id="yes", variant="primary", compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next line; at the last one, to the button that does it."""
        inputs = list(self.query(Input))
        at = inputs.index(event.input)
        (inputs[at + 1] if at + 1 < len(inputs) else self.query_one("#yes", Button)).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The words, or nothing."""
        if event.button.id != "yes":
            self.action_leave()
            return
        self._half_typed.given(self._about, self._words)
        self.dismiss(self._words)

    def action_leave(self) -> None:
        """Nothing is done; what was typed is there when the dialog opens again."""
        stood = tuple(printable(stands) for _, stands, _ in self.fields)
        self._half_typed.left(self._about, self._words, stood)
        super().action_leave()

    @property
    def _words(self) -> tuple[str, ...]:
        return tuple(one.value for one in self.query(Input))

    @property
    def _half_typed(self) -> HalfTyped:
        return cast("NegotiateApp", self.app).half_typed

    @property
    def _about(self) -> Hashable:
        """What the words are about: the dialog, and the item it was opened on."""
        item = next((getattr(one, "item_id", "") for one in reversed(self.app.screen_stack[:-1])), "")
        return (self.heading, self.text, tuple(asked for asked, _, _ in self.fields), item)


class Choose(Dialog[int]):
    """Picks one of several by keyboard or mouse: its number."""

    def __init__(self, title: str, options: Sequence[str], text: str = "", at: int = 0) -> None:
        super().__init__(title, text)
        self.options = options
        self.at = at

    def inside(self) -> ComposeResult:
        """The list."""
        yield PickList()
        yield Static(plain("enter picks · esc leaves"), classes="text")

    def on_mount(self) -> None:
        """Fills the list."""
        view = self.query_one(PickList)
        lines = [flow(Mark.TEXT, printable(option)) for option in self.options]
        view.show(lines)
        view.styles.height = min(sum(one.height(_TEXT_WIDTH) for one in lines), 14)
        view.put_cursor(self.at)
        view.focus()

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """The choice."""
        self.dismiss(event.paragraph)


class Tell(Dialog[None]):
    """Says something at length, to be scrolled and copied; enter or esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", "Close")]

    def __init__(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__(title)
        self.paragraphs = paragraphs

    def inside(self) -> ComposeResult:
        """The text and one button."""
        yield LineView()
        with Horizontal():
            yield Button("Close", id="close", variant="primary", compact=True)

    def on_resize(self, event: Resize) -> None:
        """The text takes what room there is."""
        wanted = sum(one.height(_TEXT_WIDTH) for one in self.paragraphs)
        self.query_one(LineView).styles.height = max(min(wanted, event.size.height - _AROUND), 3)

    def on_mount(self) -> None:
        """The text has the focus, so that its keys scroll it."""
        view = self.query_one(LineView)
        view.show(self.paragraphs)
        view.focus()

    def on_button_pressed(self) -> None:
        """Closes."""
        self.dismiss(None)
