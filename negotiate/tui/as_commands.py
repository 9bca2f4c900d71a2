"""Which command does what an act of the screens does: told in the palette, and held by a test."""

from typing import Final

AS_COMMANDS: Final = {
    "accept": "accept", "accept-package": "accept", "again": "import", "apart": "redline",
    "begin": "session start", "break-package": "reject", "caucus": "session caucus", "concept": "concept",
    "cost": "cost", "current": "current", "draft": "draft", "end": "session end", "hand": "pass",
    "hold": "hold", "ink": "ta", "join": "item join", "new": "item open", "note": "session note",
    "package": "package", "positions": "movement", "packages": "cost", "assumptions": "cost-units",
    "open": "item show", "recall": "recall", "receive": "receive", "redact": "session redact",
    "redline": "redline", "reject": "reject", "reopen": "reopen", "save": "draft", "scenario": "scenario",
    "search": "search", "send": "bundle out", "settle": "correct", "doubts": "report", "repairs": "report",
    "sign": "ta", "split": "item split", "successor": "successor", "sync": "sync", "take": "bundle in",
    "verify": "verify", "vote": "ratify", "withdraw": "withdraw", "words": "provenance", "write": "packet",
    "app.undo": "undo", "app.redo": "redo", "go": "show", "outline": "outline", "refs": "refs",
    "bind": "cost-bind", "unpriced": "cost-suggest", "raise": "schedule-raise", "plan": "session next",
    "turn-up": "draft", "turn-down": "draft", "price": "cost-bind",
    "findings": "check", "let-stand": "check-accept", "three": "redline", "beside": "redline",
    "app.open('history')": "history", "select_cursor": "item show",
    "app.tour": "tour", "parties": "parties",
}  # fmt: skip
"""An act (``do('NAME')``, or an action of the program) and its command, for acts that change or tell
something. What only moves about on the screen has none."""


def command_of(action: str) -> str:
    """The command of a binding's action; empty where it only moves about."""
    name = action[len("do('") : -len("')")] if action.startswith("do('") else action
    return AS_COMMANDS.get(name, "")
