"""The words of the session log."""

from negotiate.commands.words.adding import Commands, add


def add_to(commands: Commands) -> None:
    """Each with its words."""
    session = commands.add_parser("session", help="the session log", description="the session log")
    acts = "start|note|caucus|end|next|show|redact"
    inner = session.add_subparsers(metavar=acts, required=True, dest="what")
    start = add(inner, "start", "session:start", "a session begins")
    start.add_argument("--place", default="", metavar="WORDS")
    start.add_argument("--present", action="append", default=[], metavar="NAME", help="who is there (repeat)")
    note = add(inner, "note", "session:enter", "what was said, and about which item and pass")
    note.add_argument("words", nargs="+", metavar="WORDS")
    note.add_argument("--item", default="", metavar="ITEM")
    note.add_argument("--pass", dest="offer", default="", metavar="PASS", help="union@2, district@1")
    for name, words in (("caucus", "the teams meet apart"), ("end", "the session ends")):
        one = add(inner, name, "session:pause", words)
        one.add_argument("words", nargs="*", metavar="WORDS")
        one.add_argument("--at", default="", metavar="TIME")
    for one in (start, note):
        one.add_argument("--at", default="", metavar="TIME", help="when it was; without, the time recorded")
    following = add(inner, "next", "session:plan", "when the next session is to be, and where")
    following.add_argument("--at", required=True, metavar="TIME")
    following.add_argument("--place", default="", metavar="WORDS")
    add(inner, "show", "session:show", "the whole log")
    redact = add(inner, "redact", "session:redact", "strikes an entry for good; a tombstone stays")
    redact.add_argument("id", metavar="ID")
    redact.add_argument("--why", required=True, metavar="WORDS")
