"""The words of search, references and checks."""

from negotiate.commands.words.adding import Commands, add, whole


def add_to(commands: Commands) -> None:
    """Each with its words."""
    where = "the text to look in (default: baseline)"
    search = add(commands, "search", "finding:search", "the clauses that say these words, best first")
    search.add_argument("words", nargs="+", metavar="WORDS", help='"in quotes" they stand together')
    search.add_argument("--at", default="baseline", metavar="TEXT", help=where)
    search.add_argument("--limit", type=whole(1), default=20, metavar="N")
    refs = add(commands, "refs", "finding:refs", "what refers to a clause, and what it refers to")
    refs.add_argument("citation", metavar="CITATION")
    refs.add_argument("--at", default="baseline", metavar="TEXT", help=where)
    check = add(
        commands, "check", "finding:check", "what is wrong in a text; `check accept ID` silences a finding"
    )
    check.add_argument("text", nargs="?", default="baseline", metavar="TEXT")
    accept = add(
        commands, "check-accept", "finding:accept", "the same as `check accept`: a finding that may stand"
    )
    accept.add_argument("id", metavar="ID")
    accept.add_argument("--why", required=True, metavar="WORDS")
    accept.add_argument("--at", default="baseline", metavar="TEXT", help=where)
