"""The page and its files: all of them from this machine, under a policy that lets nothing else in."""

from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import Final

_OURS = files("negotiate.serving") / "page"
_THEIRS = files("textual_serve") / "static"
_KINDS = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    "ttf": "font/ttf",
}  # fmt: skip
_WEBGL = "this.webglAddon=new p.WebglAddon,this.terminal.loadAddon(this.webglAddon),"
"""The terminal of textual-serve draws by WebGL first and by canvas after: without WebGL (no graphics card, a
remote desktop) it stops at the first. Canvas alone draws the same picture everywhere."""

_SHUT = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; {_SHUT}",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "clipboard-read=(), clipboard-write=(self), camera=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Server": "negotiate",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Of every answer; the page itself has a policy of its own."""


@dataclass(frozen=True, slots=True)
class File:
    """What is sent for a name: its bytes and their media type."""

    body: bytes
    kind: str


def load() -> dict[str, File]:
    """The page's files by name: no other name is ever looked for on the disk."""
    found = {
        "page.css": (_OURS / "page.css").read_bytes(),
        "icon.svg": (_OURS / "icon.svg").read_bytes(),
        "page.js": (_OURS / "page.js").read_bytes(),
        "xterm.css": (_THEIRS / "css" / "xterm.css").read_bytes(),
        "textual.js": (_THEIRS / "js" / "textual.js").read_bytes().replace(_WEBGL.encode(), b"", 1),
        "upright.ttf": (_THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf").read_bytes(),
        "italic.ttf": (_THEIRS / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf").read_bytes(),
    }
    return {name: File(body, _KINDS[name.rpartition(".")[2]]) for name, body in found.items()}


def page(host: str, room: str, nonce: str) -> tuple[str, str]:
    """The page of a window and its policy; ``host`` as asked for, ``nonce`` for the terminal's own styles."""
    text = Template((_OURS / "window.html").read_text("utf-8"))
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; font-src 'self'; "
        f"img-src 'self'; connect-src 'self' ws://{host}; {_SHUT}"
    )
    return text.substitute(socket=f"ws://{host}{room}socket", nonce=nonce), policy


def leading(where: str) -> str:
    """A page that leads on to ``where``, which must be an address of our own making.

    Not a redirect: a browser sends a strict cookie only where our own page asks.
    """
    return Template((_OURS / "leading.html").read_text("utf-8")).substitute(where=where)


def refusal(why: str) -> str:
    """A page that says why the door stays shut; ``why`` is our own words."""
    return Template((_OURS / "refusal.html").read_text("utf-8")).substitute(why=why)
