"""The recorded demo: one minute of the running program as a single animated SVG, with nothing outside it.

Each row of the screen is drawn once for all the time that it stands there; a style sheet shows it then. What
does not move costs nothing, so a minute of a whole terminal stays under a megabyte.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI

from negotiate.tui.screens.draft import DraftScreen
from negotiate.workspace.creating import demo
from negotiate.workspace.touring import COUNTER, their_counter
from negotiate.workspace.workspace import Workspace
from scripts.stage import Player, playing

SIZE = (104, 28)
_CELL, _LINE, _FONT, _EDGE, _BAR = 9.0, 20, 15, 14, 40
_WHOLE = 60.0  # seconds, then it begins again
_BACK, _FRONT = "#15181d", "#e4e6ea"
_CAPTION = "#e6c07b"
_FAMILY = "DejaVu Sans Mono,Menlo,Consolas,monospace"
_SAYS = "One minute of negotiate: a draft is priced, passed, answered in Word, agreed and signed"


@dataclass
class Film:
    """Frames as they come: each the rows of the screen (drawn) and how long it stands, in seconds."""

    styles: dict[str, str] = field(default_factory=dict)
    frames: list[tuple[tuple[str, ...], str, float]] = field(default_factory=list)

    def take(self, player: Player, caption: str, seconds: float) -> None:
        """The screen as it is now, for so long."""
        strips = player.app.screen._compositor.render_strips()
        rows = tuple("".join(self._row(strip)) for strip in strips)
        self.frames.append((rows, caption, seconds))

    def _row(self, strip: object) -> Iterator[str]:
        at = 0
        for segment in strip:  # type: ignore[attr-defined]
            width = cell_len(segment.text)
            style = segment.style or Style()
            yield from self._run(at, width, segment.text, style)
            at += width

    def _run(self, at: int, width: int, text: str, style: Style) -> Iterator[str]:
        front, back = _hex(style.color, _FRONT), _hex(style.bgcolor, _BACK)
        if style.reverse:
            front, back = back, front
        x = f"{at * _CELL:g}"
        if back != _BACK:
            wide, name = f"{width * _CELL + 0.3:g}", self._class(f"fill:{back}")
            yield f'<rect x="{x}" width="{wide}" height="{_LINE}" class="{name}"/>'
        said = text.strip()
        if not said:
            return
        lead = len(text) - len(text.lstrip())
        rules = [f"fill:{front}"]
        rules += ["font-weight:bold"] if style.bold else []
        rules += ["font-style:italic"] if style.italic else []
        lines = [
            word for word, is_so in (("underline", style.underline), ("line-through", style.strike)) if is_so
        ]
        rules += [f"text-decoration:{' '.join(lines)}"] if lines else []
        start = f"{(at + lead) * _CELL:g}"
        long = f"{cell_len(said) * _CELL:g}"
        words = escape(said.replace(" ", "\xa0"))
        name = self._class(";".join(rules))
        yield f'<text x="{start}" y="15" textLength="{long}" class="{name}">{words}</text>'

    def _class(self, rules: str) -> str:
        return self.styles.setdefault(rules, f"s{len(self.styles)}")

    # ---- the file -------------------------------------------------------------------------------------

    def svg(self) -> str:
        """The film as one file."""
        whole = sum(seconds for _, _, seconds in self.frames)
        scale = _WHOLE / whole
        starts, at = [], 0.0
        for _, _, seconds in self.frames:
            starts.append(at * scale)
            at += seconds
        starts.append(_WHOLE)
        shown: dict[tuple[int, str], list[tuple[float, float]]] = {}
        for number, (rows, caption, _) in enumerate(self.frames):
            for y, row in enumerate((*rows, _words(caption))):
                if not row:
                    continue
                times = shown.setdefault((y, row), [])
                if times and times[-1][1] == starts[number]:
                    times[-1] = (times[-1][0], starts[number + 1])
                else:
                    times.append((starts[number], starts[number + 1]))
        rules: dict[tuple[tuple[float, float], ...], str] = {}
        body = []
        for (y, row), times in shown.items():
            name = rules.setdefault(tuple(times), f"t{len(rules)}")
            last = any(end == _WHOLE for _, end in times)
            kept = " z" if last else ""  # what stands where nothing may move
            body.append(f'<g class="{name}{kept}" transform="translate(0 {y * _LINE})">{row}</g>')
        return self._file(rules, body)

    def _file(self, rules: dict[tuple[tuple[float, float], ...], str], body: list[str]) -> str:
        wide, high = SIZE[0] * _CELL + 2 * _EDGE, (SIZE[1] + 1) * _LINE + _BAR + 2 * _EDGE
        sheet = [f".{name}{{{rule}}}" for rule, name in self.styles.items()]
        sheet += [rule for times, name in rules.items() for rule in _timed(name, times)]
        return "\n".join([
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" role="img" '
            f'aria-label="{_SAYS}">',
            "<style>",
            f"text{{font-family:{_FAMILY};font-size:{_FONT}px;white-space:pre}}",
            *sheet,
            "@media (prefers-reduced-motion:reduce){g[class^=t]{animation:none;visibility:hidden}"
            "g.z{visibility:visible}}",
            "</style>",
            f'<rect width="{wide:g}" height="{high:g}" rx="10" fill="{_BACK}" stroke="#3a4250"/>',
            '<circle cx="24" cy="20" r="6" fill="#f28b82"/><circle cx="44" cy="20" r="6" fill="#e6b450"/>'
            '<circle cx="64" cy="20" r="6" fill="#8fd19e"/>',
            f'<text x="{wide / 2:g}" y="25" text-anchor="middle" fill="#8d9fb8">negotiate</text>',
            f'<g transform="translate({_EDGE} {_BAR})">',
            *body,
            "</g></svg>\n",
        ])  # fmt: skip


def _words(caption: str) -> str:
    return (
        f'<text x="0" y="19" fill="{_CAPTION}" font-weight="bold">{escape(caption)}</text>' if caption else ""
    )


def _timed(name: str, times: tuple[tuple[float, float], ...]) -> Iterator[str]:
    """A row stands from each of its starts to the end that goes with it."""
    if times == ((0.0, _WHOLE),):
        return
    marks = ["0%{visibility:hidden}"] if times[0][0] > 0 else []
    for start, end in times:
        marks.append(f"{start / _WHOLE:.3%}{{visibility:visible}}")
        if end < _WHOLE:
            marks.append(f"{end / _WHOLE:.3%}{{visibility:hidden}}")
    yield f"@keyframes {name}{{{''.join(marks)}}}.{name}{{animation:{name} {_WHOLE:g}s step-end infinite}}"


def _hex(color: Color | None, default: str) -> str:
    if color is None or color.is_default:
        return default
    return color.get_truecolor(DIMMED_MONOKAI).hex


async def record(home: Path, folder: Path) -> None:
    """Plays the demo and writes ``demo.svg``."""
    workspace = home / "calder"
    demo(workspace).close()
    film = Film()
    async with playing(workspace, SIZE) as player:
        await _first_half(player, film)
        await _second_half(player, film, workspace)
    (folder / "demo.svg").write_text(film.svg(), encoding="utf-8")


async def _first_half(player: Player, film: Film) -> None:
    """Items, agreement, redline, cost, a draft that is priced as it is typed."""
    film.take(player, "Every subject on the table, whose move it is, what it costs", 2.5)
    await player.press("down")
    film.take(player, "Every subject on the table, whose move it is, what it costs", 2)
    await player.press("a", "g")
    film.take(player, "The agreement: go to a citation", 1)
    await player.fill("IV.C.4(a)")
    film.take(player, "The agreement: go to a citation", 2.5)
    await player.press("escape", "enter")
    film.take(player, "An item: its passes, and the redline of any two texts", 3)
    await player.press("3")
    film.take(player, "What the last pass costs, and what drives it", 3)
    await player.press("d")
    said = "A draft: redline and cost follow each key"
    film.take(player, said, 1.5)
    await retype(player, lambda: film.take(player, said, 1.2))
    film.take(player, said, 2)
    await player.press("ctrl+s", "escape")


async def retype(player: Player, seen: Callable[[], None] = lambda: None) -> None:
    """350 becomes 450 in the draft."""
    screen = player.app.screen
    assert isinstance(screen, DraftScreen)
    screen.editor.move_cursor((0, screen.editor.text.index("350")))
    await player.press("shift+right", "4")
    seen()


async def _second_half(player: Player, film: Film, workspace: Path) -> None:
    """A pass, their counter in Word, a package, the table view, the signature, the packet."""
    player.quiet()
    await player.press("h")
    film.take(player, "Handed across: from now on it is final", 1.5)
    await player.press("enter", "enter", "enter")
    film.take(player, "Handed across: from now on it is final", 2)
    await player.sure()
    film.take(player, "Handed across: from now on it is final", 2)
    with Workspace.open(workspace) as record:
        their_counter(record)
    player.quiet()
    await player.press("1", "i")
    await player.fill(str(workspace / COUNTER))
    await player.press("enter", "enter", "enter")
    film.take(player, "Their counter, in Word: what is marked, and what is not", 4.5)
    await player.sure()
    player.quiet()
    await player.press("f", "end", "up", "enter")
    film.take(player, "Their pass against ours, every change marked", 3.5)
    await player.press("K")
    await player.fill("Staffing")
    await player.fill("4")
    film.take(player, "A package: all or nothing", 1.5)
    await player.press("enter", "A", "down", "enter", "enter", "enter")
    film.take(player, "A package: all or nothing", 2)
    await player.sure()
    player.quiet()
    await player.press("f6", "down")
    film.take(player, "Table view: only what both sides hold", 3)
    await player.press("f6")
    await player.sure()
    await player.press("s")
    film.take(player, "A tentative agreement: two signatures on one text", 2)
    await player.press("enter", "enter", "enter", "enter", "enter")
    await player.sure()
    film.take(player, "A tentative agreement: two signatures on one text", 3)
    player.quiet()
    await player.press("escape", "T")
    film.take(player, "The record: who signed what, word by word", 3)
    await player.press("escape", "P", "2", "down", "enter", "up", "enter")
    film.take(player, "A packet for the members: what is in it, what is not", 3.5)
    await player.press("escape", "m", "plus", "plus", "plus")
    film.take(player, "Money: what if", 3)
    await player.press("escape")
    film.take(player, "negotiate", 2)
