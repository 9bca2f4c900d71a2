"""The words of starting a workspace and reading agreements into it."""

from negotiate.commands.words.adding import SIDES, Commands, add, reading

CORRECTIONS = (
    "text", "label", "heading", "article", "continued", "paragraph", "table", "no-table", "furniture",
    "document", "as-received", "as-read", "damaged",
)  # fmt: skip


def add_to(commands: Commands) -> None:
    """Each with its words."""
    demo = add(
        commands, "demo", "files:demo", "a new workspace from the sample agreement and proposals; opens it"
    )
    demo.add_argument("dir", nargs="?", default="negotiate-demo", metavar="DIR")
    demo.add_argument("--no-open", action="store_true", help="stop before the screens")
    tour = add(commands, "tour", "touring:tour", "a guided tour through a round, in a demo workspace")
    tour.add_argument("dir", nargs="?", default="", metavar="DIR", help="the demo, made where there is none")
    tour.add_argument("--list", action="store_true", help="its steps and which are done, as text")
    init = add(
        commands, "init", "imports:init", "imports an agreement into a new workspace and prints the report"
    )
    init.add_argument("dir", metavar="DIR")
    init.add_argument(
        "--from", dest="source", required=True, metavar="FILE", help="the agreement as received"
    )
    init.add_argument("--side", choices=SIDES, default="union", help="whose workspace this is")
    init.add_argument(
        "--document", default="", metavar="NAME", help="the main document's name (default: agreement)"
    )
    init.add_argument("--dry-run", action="store_true", help="show the outline and the doubts, write nothing")
    init.add_argument(
        "--with", dest="beside", action="append", default=[], metavar="FILE",
        help="an MOU or side letter that stands beside it (repeat)",
    )  # fmt: skip
    reading(init)
    init.add_argument("--corrections", default="", metavar="FILE", help="what you say of its lines")

    more = add(commands, "import", "imports:import_document", "imports another document into this workspace")
    more.add_argument(
        "source", nargs="?", default="", metavar="FILE", help="the agreement, side letter or MOU as received"
    )
    more.add_argument("--document", default="", metavar="NAME", help="what citations call it: NAME:I.A")
    reading(more)
    more.add_argument(
        "--again", action="store_true", help="read the files that are here again, with import.yaml"
    )
    more.add_argument("--dry-run", action="store_true", help="with --again: show what would change")
    more.add_argument("--over-edits", action="store_true", help="with --again: over edits made by hand since")
    report = add(commands, "report", "imports:report", "how an import was read: every repair, every doubt")
    report.add_argument("name", nargs="?", default="", metavar="DOCUMENT|FILE")
    reading(report)
    report.add_argument("--corrections", default="", metavar="FILE", help="for a FILE: what you say of it")
    correct = add(commands, "correct", "imports:correct", "says what a line of the received file is")
    correct.add_argument("line", type=int, metavar="LINE")
    correct.add_argument("act", choices=CORRECTIONS, metavar="IS", help=", ".join(CORRECTIONS))
    for name in (
        "until", "text", "label", "title", "level", "under", "columns", "name", "kind", "word", "read",
        "by", "file",
    ):  # fmt: skip
        correct.add_argument(f"--{name}", default="", metavar=name.upper())

    named = add(
        commands, "parties", "parties:parties", "names the parties, who may sign, the units and the term"
    )
    named.add_argument("--title", default=None, metavar="T", help="the agreement's name")
    for side in SIDES:
        named.add_argument(f"--{side}", default=None, metavar="NAME", help=f"the {side}'s name")
    for side in SIDES:
        signs = f"who may sign for the {side} (repeat; these replace the list, an empty text empties it)"
        named.add_argument(f"--{side}-signs", action="append", default=None, metavar="NAME", help=signs)
    named.add_argument(
        "--unit", action="append", default=None, metavar="NAME", help="a bargaining unit (repeat; as above)"
    )
    named.add_argument(
        "--from", dest="term_from", default=None, metavar="DATE", help="first day of the agreement in force"
    )
    named.add_argument("--to", dest="term_to", default=None, metavar="DATE", help="its last day")
    named.add_argument(
        "--first-year", default=None, metavar="YYYY", help="the first school year that costs are stated for"
    )
