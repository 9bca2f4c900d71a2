"""The commands: their words, and nothing else. What a command does is loaded when it is called.

stdout is data only; notes and errors go to stderr. Exit codes are those of
:class:`negotiate.common.errors.Exit`.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from negotiate import __version__
from negotiate.common.errors import Exit, NegotiateError
from negotiate.common.text import printable

_SIDES = ("union", "district")
_LABELS = ("pass", "package", "what-if", "conceptual", "off-the-record")
_CORRECTIONS = (
    "text", "label", "heading", "article", "continued", "paragraph", "table", "no-table", "furniture",
    "document", "as-received", "as-read", "damaged",
)  # fmt: skip
_FORMATS = ("terminal", "json", "markdown", "html", "docx", "pdf")
_CHANGES = (
    "edited", "inserted", "deleted", "moved", "moved-edited", "renumbered", "split", "merged", "typography",
    "table",
)  # fmt: skip
_PAIRS = (
    *(("cost", word) for word in ("bind", "units", "suggest", "staff", "distance")),
    ("schedule", "raise"),
    ("check", "accept"),
)
_METHODS = ("cast-forward", "turnover-adjusted")
Parser = argparse.ArgumentParser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code. No traceback ever reaches a user."""
    if sys.stdout is None:  # closed by whoever called
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the whole run
    try:
        words = list(sys.argv[1:] if argv is None else argv)
        args = build_parser().parse_args(_two_words(words))
        module, _, function = args.run.partition(":")
        code = getattr(import_module(f"negotiate.commands.{module}"), function)(args)
        sys.stdout.flush()
        return int(code)
    except NegotiateError as fault:
        said = "\n".join(printable(line) for line in str(fault).split("\n"))
        sys.stderr.write(f"negotiate: {said}\n")
        return int(fault.exit)
    except KeyboardInterrupt:
        sys.stderr.write("negotiate: interrupted\n")
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        _forget_stdout()
        return int(Exit.DONE)
    except OSError as fault:
        _forget_stdout()
        where = f"{fault.filename}: " if fault.filename else ""
        sys.stderr.write(f"negotiate: {where}{(fault.strerror or str(fault)).lower()}\n")
        return int(Exit.WORKSPACE)
    except Exception as fault:
        if os.environ.get("NEGOTIATE_DEBUG"):
            raise
        what = f"{type(fault).__name__}: {fault}".splitlines()[0]
        sys.stderr.write(
            f"negotiate: a fault of the program, not of yours: {what} "
            "(nothing half-done is left; NEGOTIATE_DEBUG=1 shows where it happened)\n"
        )
        return int(Exit.WORKSPACE)


def _forget_stdout() -> None:
    """Nothing more can be written there; without this Python would complain at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _two_words(words: list[str]) -> list[str]:
    """``cost bind`` is a command of its own, though ``cost`` alone takes texts."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in ("-w", "--workspace") else 1
    pair = tuple(words[at : at + 2])
    return [*words[:at], "-".join(pair), *words[at + 2 :]] if pair in _PAIRS else words


def build_parser() -> Parser:
    """Every command with its words and its one line of help."""
    parser = Parser(
        prog="negotiate",
        description="Bargain a collective agreement: redlines, costs, passes, agreements, packets.",
    )
    parser.add_argument("--version", action="version", version=f"negotiate {__version__}")
    parser.add_argument(
        "-w", "--workspace", metavar="DIR", default="", help="a workspace (default: the one around here)"
    )
    parser.set_defaults(run="screens:screens", command="", json=False)
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")
    _setup(commands)
    _texts(commands)
    _finding(commands)
    _items(commands)
    _passes(commands)
    _agreements(commands)
    _money(commands)
    _files(commands)
    _sharing(commands)
    _session(commands)
    _table(commands)
    return parser


def _add(commands: "argparse._SubParsersAction[Parser]", name: str, run: str, words: str) -> Parser:
    # argparse fills `%` in a help text, not in a description.
    parser = commands.add_parser(name, help=words.replace("%", "%%"), description=words)
    parser.set_defaults(run=run, json=False)
    parser.add_argument("--json", action="store_true", help="data as JSON on stdout")
    return parser


def _setup(commands: "argparse._SubParsersAction[Parser]") -> None:
    demo = _add(
        commands, "demo", "files:demo", "a new workspace from the sample agreement and proposals; opens it"
    )
    demo.add_argument("dir", nargs="?", default="negotiate-demo", metavar="DIR")
    demo.add_argument("--no-open", action="store_true", help="stop before the screens")
    init = _add(
        commands, "init", "imports:init", "imports an agreement into a new workspace and prints the report"
    )
    init.add_argument("dir", metavar="DIR")
    init.add_argument(
        "--from", dest="source", required=True, metavar="FILE", help="the agreement as received"
    )
    init.add_argument("--side", choices=_SIDES, default="union", help="whose workspace this is")
    init.add_argument(
        "--document", default="", metavar="NAME", help="the main document's name (default: agreement)"
    )
    init.add_argument("--dry-run", action="store_true", help="show the outline and the doubts, write nothing")
    init.add_argument(
        "--with", dest="beside", action="append", default=[], metavar="FILE",
        help="an MOU or side letter that stands beside it (repeat)",
    )  # fmt: skip
    _reading(init)
    init.add_argument("--corrections", default="", metavar="FILE", help="what you say of its lines")

    more = _add(commands, "import", "imports:import_document", "imports another document into this workspace")
    more.add_argument(
        "source", nargs="?", default="", metavar="FILE", help="the agreement, side letter or MOU as received"
    )
    more.add_argument("--document", default="", metavar="NAME", help="what citations call it: NAME:I.A")
    _reading(more)
    more.add_argument(
        "--again", action="store_true", help="read the files that are here again, with import.yaml"
    )
    more.add_argument("--dry-run", action="store_true", help="with --again: show what would change")
    more.add_argument("--over-edits", action="store_true", help="with --again: over edits made by hand since")
    report = _add(commands, "report", "imports:report", "how an import was read: every repair, every doubt")
    report.add_argument("name", nargs="?", default="", metavar="DOCUMENT|FILE")
    _reading(report)
    report.add_argument("--corrections", default="", metavar="FILE", help="for a FILE: what you say of it")
    correct = _add(commands, "correct", "imports:correct", "says what a line of the received file is")
    correct.add_argument("line", type=int, metavar="LINE")
    correct.add_argument("act", choices=_CORRECTIONS, metavar="IS", help=", ".join(_CORRECTIONS))
    for name in (
        "until", "text", "label", "title", "level", "under", "columns", "name", "kind", "word", "read",
        "by", "file",
    ):  # fmt: skip
        correct.add_argument(f"--{name}", default="", metavar=name.upper())


def _reading(parser: Parser) -> None:
    parser.add_argument(
        "--reading",
        choices=("accepted", "rejected"),
        default=None,
        help="tracked changes: the text with them, or before them",
    )


def _texts(commands: "argparse._SubParsersAction[Parser]") -> None:
    outline = _add(
        commands,
        "outline",
        "texts:outline",
        "every article, heading and label of a text, and where it stands",
    )
    outline.add_argument("text", nargs="?", default="baseline", metavar="TEXT")
    show = _add(commands, "show", "texts:show", "one article, section or clause")
    show.add_argument("citation", metavar="CITATION")
    show.add_argument(
        "--at", default="baseline", metavar="TEXT", help="the text to look in (default: baseline)"
    )
    redline = _add(commands, "redline", "texts:redline", "what changed between two texts, or two files")
    redline.add_argument("old", metavar="OLD")
    redline.add_argument("new", metavar="NEW")
    redline.add_argument(
        "--format", choices=_FORMATS, default="", help="default: from the file's ending, else terminal"
    )
    redline.add_argument("-o", "--output", default="", metavar="FILE")
    redline.add_argument("--author", default="", metavar="NAME", help="the name on Word's tracked changes")
    redline.add_argument("--at", default="", metavar="TIME", help="the date on Word's tracked changes")
    redline.add_argument("--all", action="store_true", help="unchanged blocks too")
    redline.add_argument("--context", type=int, default=0, metavar="N", help="unchanged blocks shown")
    redline.add_argument("--side-by-side", action="store_true", help="old left, new right (from 100 columns)")
    redline.add_argument(
        "--fold", action="append", choices=_CHANGES, default=[], help="counted only, not shown (repeat)"
    )


def _finding(commands: "argparse._SubParsersAction[Parser]") -> None:
    where = "the text to look in (default: baseline)"
    search = _add(commands, "search", "finding:search", "the clauses that say these words, best first")
    search.add_argument("words", nargs="+", metavar="WORDS", help='"in quotes" they stand together')
    search.add_argument("--at", default="baseline", metavar="TEXT", help=where)
    search.add_argument("--limit", type=int, default=20, metavar="N")
    refs = _add(commands, "refs", "finding:refs", "what refers to a clause, and what it refers to")
    refs.add_argument("citation", metavar="CITATION")
    refs.add_argument("--at", default="baseline", metavar="TEXT", help=where)
    check = _add(
        commands, "check", "finding:check", "what is wrong in a text; `check accept ID` silences a finding"
    )
    check.add_argument("text", nargs="?", default="baseline", metavar="TEXT")
    accept = _add(
        commands, "check-accept", "finding:accept", "the same as `check accept`: a finding that may stand"
    )
    accept.add_argument("id", metavar="ID")
    accept.add_argument("--why", required=True, metavar="WORDS")
    accept.add_argument("--at", default="baseline", metavar="TEXT", help=where)


def _items(commands: "argparse._SubParsersAction[Parser]") -> None:
    item = commands.add_parser("item", help="items on the table", description="items on the table")
    inner = item.add_subparsers(metavar="open|list|show|split|join", required=True, dest="what")
    opens = _add(inner, "open", "items:item_open", "puts an item on the table")
    opens.add_argument("title", metavar="TITLE")
    opens.add_argument(
        "--clause", action="append", default=[], metavar="CITATION", help="a clause it touches (repeat)"
    )
    _add(inner, "list", "items:item_list", "the items, a line each")
    show = _add(inner, "show", "items:item_show", "one item and everything that happened to it")
    show.add_argument("item", metavar="ITEM")
    split = _add(inner, "split", "items:item_split", "takes clauses of an item into a new one")
    split.add_argument("item", metavar="ITEM")
    split.add_argument("title", metavar="TITLE")
    split.add_argument("--clause", action="append", default=[], metavar="CITATION", help="goes (repeat)")
    join = _add(inner, "join", "items:item_join", "joins other items into one")
    join.add_argument("item", metavar="ITEM")
    join.add_argument("others", nargs="+", metavar="OTHER")
    _add(commands, "board", "items:board", "every item: state, whose move, passes, cost")
    draft = _add(
        commands, "draft", "items:draft", "edits a side's draft of an item; without edits, in $EDITOR"
    )
    draft.add_argument("item", metavar="ITEM")
    draft.add_argument("--side", choices=_SIDES, required=True)
    draft.add_argument("--clause", default="", metavar="CITATION", help="the clause that is to say the text")
    draft.add_argument("--text", default=None, metavar="TEXT")
    draft.add_argument("--file", default="", metavar="FILE", help="the text, from a file")
    draft.add_argument(
        "--insert-after", default="", metavar="CITATION", help="a new clause with the text after this one"
    )
    draft.add_argument(
        "--delete", action="append", default=[], metavar="CITATION", help="strike this clause (repeat)"
    )
    draft.add_argument(
        "--option", default="", metavar="NAME", help="a draft beside others (option-a, option-b)"
    )
    draft.add_argument(
        "--start", choices=("baseline", "ours", "theirs"), default="", help="what a new draft starts from"
    )


def _passes(commands: "argparse._SubParsersAction[Parser]") -> None:
    passes = _add(
        commands, "pass", "items:make_pass", "freezes the draft as the side's next pass, ready to print"
    )
    passes.add_argument("item", metavar="ITEM")
    passes.add_argument("--side", choices=_SIDES, required=True)
    passes.add_argument("--at", default="", metavar="TIME", help="it crossed the table then, and is final")
    passes.add_argument("--label", choices=_LABELS, default="", help="default: pass; in a package, package")
    passes.add_argument(
        "--option", default="", metavar="NAME", help="the draft to pass, where there are several"
    )
    hand = _add(commands, "hand", "items:hand", "confirms that the ready pass crossed the table")
    hand.add_argument("item", metavar="ITEM")
    hand.add_argument("--at", default="", metavar="TIME")
    recall = _add(commands, "recall", "items:recall", "takes a ready pass back before it crossed the table")
    recall.add_argument("item", metavar="ITEM")
    for name, words in (
        ("accept", "a pass of exactly the other side's last text"),
        ("current", "a pass of current language: no change"),
    ):
        one = _add(commands, name, f"items:{name}", words)
        one.add_argument("item", metavar="ITEM")
        one.add_argument("--side", choices=_SIDES, required=True)
        one.add_argument("--at", default="", metavar="TIME")
    receive = _add(commands, "receive", "items:receive", "the other side's file becomes its pass")
    receive.add_argument("item", metavar="ITEM")
    receive.add_argument("file", metavar="FILE")
    _reading(receive)
    receive.add_argument("--side", choices=_SIDES, required=True)
    receive.add_argument("--at", default="", metavar="TIME")


def _agreements(commands: "argparse._SubParsersAction[Parser]") -> None:
    for name, words in (
        ("hold", "the item waits for an answer"),
        ("concept", "the parties agree; the language is still to be written"),
        ("withdraw", "the item is withdrawn"),
        ("reject", "the item is rejected; in a package, the whole package"),
    ):
        one = _add(commands, name, "items:change_state", words)
        one.add_argument("item", metavar="ITEM")
        one.add_argument("--side", choices=_SIDES, default="")
        one.add_argument("--why", default="", metavar="WORDS")
    reopen = _add(
        commands, "reopen", "items:reopen", "takes a tentative agreement back, as the ground rules allow"
    )
    reopen.add_argument("item", metavar="ITEM")
    reopen.add_argument("--side", choices=_SIDES, default="")
    reopen.add_argument("--why", default="", metavar="WORDS")
    reopen.add_argument("--consent", action="store_true", help="the other side has agreed to reopen it")
    package = _add(commands, "package", "items:package", "items offered together, all or nothing")
    package.add_argument("name", metavar="NAME")
    package.add_argument("items", nargs="+", metavar="ITEM")
    ta = _add(
        commands, "ta", "items:tentative", "a tentative agreement: both sides at once, or one side first"
    )
    ta.add_argument("item", metavar="ITEM")
    ta.add_argument("--union", action="append", default=[], metavar="NAME", help="who signs for the union")
    ta.add_argument("--district", action="append", default=[], metavar="NAME", help="and for the district")
    ta.add_argument("--side", choices=_SIDES, default="")
    ta.add_argument("--by", action="append", default=[], metavar="NAME", help="who signs (repeat)")
    ta.add_argument("--key", default="", metavar="FILE", help="the key file to sign with")
    ta.add_argument("--signature", default="", metavar="FILE", help="a signature made elsewhere")
    ta.add_argument("--statement", action="store_true", help="print what a key signs")
    ta.add_argument(
        "--how", choices=("key", "paper", "typed"), default="typed", help="how the assent was given"
    )
    ta.add_argument("--scan", default="", metavar="FILE", help="the scan of the signed paper")
    ta.add_argument("--at", default="", metavar="TIME")


def _money(commands: "argparse._SubParsersAction[Parser]") -> None:
    cost = _add(
        commands,
        "cost",
        "money:cost",
        "what texts cost, by year; `cost bind` makes a cost term from a figure",
    )
    cost.add_argument("texts", nargs="*", metavar="TEXT")
    cost.add_argument("--against", default="baseline", metavar="TEXT")
    cost.add_argument("--years", type=int, default=3, metavar="N")
    cost.add_argument("--method", choices=_METHODS, default=_METHODS[0])
    cost.add_argument(
        "--order", default="", metavar="ITEM,ITEM", help="of a package's items (default: by number)"
    )
    cost.add_argument("--ranges", action="store_true", help="also as ranges, from salary_model/ranges.yaml")
    cost.add_argument("--draws", type=int, default=200, metavar="N", help="draws of the ranges")
    cost.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same draws")
    _figures(commands)
    bind = _add(
        commands, "cost-bind", "money:bind", "the same as `cost bind`: a cost term made from a figure"
    )
    bind.add_argument("citation", metavar="CITATION")
    bind.add_argument("figure", metavar="FIGURE")
    bind.add_argument("--at", default="baseline", metavar="TEXT")
    for name in (
        "id", "kind", "job", "reading", "rounding", "effective", "source", "schedule", "heading", "step",
        "lane", "per", "units", "amount", "pay-source",
    ):  # fmt: skip
        bind.add_argument(f"--{name}", default="", metavar=name.upper().replace("-", "_"))
    bind.add_argument(
        "--pin", action="append", default=[], metavar="CITATION", help="a clause that limits it (repeat)"
    )
    bind.add_argument(
        "--field", action="append", default=[], metavar="KEY=VALUE", help="a further key (repeat)"
    )
    bind.add_argument(
        "--nth", type=int, default=None, metavar="N", help="which, where the figure stands several times"
    )


def _figures(commands: "argparse._SubParsersAction[Parser]") -> None:
    units = _add(
        commands, "cost-units", "figures:units", "the value of 1 %, a step, one FTE; the same as `cost units`"
    )
    suggest = _add(
        commands,
        "cost-suggest",
        "figures:suggest",
        "figures that look costable and have no cost term; the same as `cost suggest`",
    )
    for one in (units, suggest):
        one.add_argument("text", nargs="?", default="baseline", metavar="TEXT")
    staff = _add(
        commands,
        "cost-staff",
        "figures:staff",
        "reads a sheet of the staff (CSV, Excel) into the salary model; the same as `cost staff`",
    )
    staff.add_argument("file", metavar="FILE")
    staff.add_argument("--group", default="", help="whose sheet it is, where it has no column for it")
    staff.add_argument("--sheet", default="", help="the sheet of the workbook")
    distance = _add(
        commands,
        "cost-distance",
        "figures:distance",
        "how far the parties are apart, by item and in total; the same as `cost distance`",
    )
    distance.add_argument("--against", default="baseline", metavar="TEXT")
    for one in (units, distance):
        one.add_argument("--years", type=int, default=3, metavar="N")
        one.add_argument("--method", choices=_METHODS, default=_METHODS[0])
    raises = _add(
        commands,
        "schedule-raise",
        "figures:schedule_raise",
        "writes a raise into a draft as language and tables; the same as `schedule raise`",
    )
    raises.add_argument("item", metavar="ITEM")
    raises.add_argument("--side", choices=_SIDES, required=True)
    raises.add_argument(
        "--term", default="", metavar="ID", help="the schedule-pay term whose tables are raised"
    )
    raises.add_argument("--percent", action="append", default=[], metavar="P")
    raises.add_argument("--amount", action="append", default=[], metavar="DOLLARS")
    raises.add_argument(
        "--effective", action="append", default=[], metavar="DATE", help="one for each --percent or --amount"
    )
    raises.add_argument("--option", default="", metavar="NAME")


def _files(commands: "argparse._SubParsersAction[Parser]") -> None:
    packet = _add(
        commands, "packet", "files:packet", "a packet of items; the kind of file follows its ending"
    )
    packet.add_argument("items", nargs="+", metavar="ITEM")
    packet.add_argument("-o", "--output", required=True, metavar="FILE")
    packet.add_argument(
        "--for", dest="reader", choices=("table", "members", "board", "team"), default="table"
    )
    packet.add_argument("--author", default="", metavar="NAME", help="the name on Word's tracked changes")
    packet.add_argument("--with-cost", action="store_true", help="print the cost, headed as our estimate")
    successor = _add(commands, "successor", "files:successor", "the integrated agreement")
    successor.add_argument("-o", "--output", required=True, metavar="FILE")
    successor.add_argument("--blackline", action="store_true", help="marked against the baseline")
    verify = _add(
        commands, "verify", "files:verify", "accounts for every word; or holds a packet to the record"
    )
    verify.add_argument("file", nargs="?", default="", metavar="FILE", help="a packet")
    history = _add(commands, "history", "files:history", "every act, who and when")
    history.add_argument("--limit", type=int, default=None, metavar="N")
    _add(commands, "undo", "files:undo", "takes the last act back")
    _add(commands, "redo", "files:redo", "does again what was undone")


def _sharing(commands: "argparse._SubParsersAction[Parser]") -> None:
    sync = _add(
        commands, "sync", "sharing:sync", "shares with the team's other machines through a git remote"
    )
    sync.add_argument(
        "remote", nargs="?", default="", metavar="REMOTE", help="a path, an address or a remote's name"
    )
    bundle = commands.add_parser("bundle", help="passes exchanged with the other side", description="a file")
    inner = bundle.add_subparsers(metavar="out|in", required=True, dest="what")
    out = _add(inner, "out", "sharing:bundle_out", "an exchange file of passes that crossed the table")
    out.add_argument("file", metavar="FILE")
    out.add_argument("items", nargs="*", metavar="ITEM", help="default: every item")
    take = _add(inner, "in", "sharing:bundle_in", "takes the other side's passes from an exchange file")
    take.add_argument("file", metavar="FILE")
    ratify = _add(
        commands, "ratify", "table:ratify", "a vote of a unit's body; the last yes adopts the successor"
    )
    ratify.add_argument("--unit", default="", metavar="UNIT", help="as agreement.yaml names it")
    ratify.add_argument("--body", required=True, metavar="BODY", help="members, board …")
    ratify.add_argument("--vote", choices=("yes", "no"), required=True)
    ratify.add_argument("--at", default="", metavar="TIME", help="when the vote was taken")
    ratify.add_argument(
        "--close",
        action="append",
        default=[],
        metavar="ITEM=HOW",
        help="an open item ends as current or withdrawn",
    )
    origin = _add(commands, "provenance", "table:provenance", "where the words of a clause come from")
    origin.add_argument("citation", metavar="CITATION")
    origin.add_argument("--at", default="tentative", metavar="TEXT", help="default: tentative")


def _session(commands: "argparse._SubParsersAction[Parser]") -> None:
    session = commands.add_parser("session", help="the session log", description="the session log")
    inner = session.add_subparsers(metavar="start|note|caucus|end|show|redact", required=True, dest="what")
    start = _add(inner, "start", "session:start", "a session begins")
    start.add_argument("--place", default="", metavar="WORDS")
    start.add_argument("--present", action="append", default=[], metavar="NAME", help="who is there (repeat)")
    note = _add(inner, "note", "session:enter", "what was said, and about which item and pass")
    note.add_argument("words", nargs="+", metavar="WORDS")
    note.add_argument("--item", default="", metavar="ITEM")
    note.add_argument("--pass", dest="offer", default="", metavar="PASS", help="union@2, district@1")
    for name, words in (("caucus", "the teams meet apart"), ("end", "the session ends")):
        one = _add(inner, name, "session:pause", words)
        one.add_argument("words", nargs="*", metavar="WORDS")
        one.add_argument("--at", default="", metavar="TIME")
    for one in (start, note):
        one.add_argument("--at", default="", metavar="TIME", help="when it was; without, the time recorded")
    _add(inner, "show", "session:show", "the whole log")
    redact = _add(inner, "redact", "session:redact", "strikes an entry for good; a tombstone stays")
    redact.add_argument("id", metavar="ID")
    redact.add_argument("--why", required=True, metavar="WORDS")


def _table(commands: "argparse._SubParsersAction[Parser]") -> None:
    movement = _add(
        commands, "movement", "table:movement", "each side's moves, pass by pass, in words, figures and cents"
    )
    movement.add_argument("items", nargs="*", metavar="ITEM", help="default: every item with a pass")
