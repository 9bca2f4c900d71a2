"""The words of items, the board and drafts."""

from negotiate.commands.words.adding import SIDES, Commands, add


def add_to(commands: Commands) -> None:
    """Each with its words."""
    item = commands.add_parser("item", help="items on the table", description="items on the table")
    inner = item.add_subparsers(metavar="open|list|show|split|join", required=True, dest="what")
    opens = add(inner, "open", "items:item_open", "puts an item on the table")
    opens.add_argument("title", metavar="TITLE")
    opens.add_argument(
        "--clause", action="append", default=[], metavar="CITATION", help="a clause it touches (repeat)"
    )
    lists = add(inner, "list", "items:item_list", "the items, a line each")
    lists.add_argument(
        "--touching",
        default="",
        metavar="CITATION",
        help="only those on this clause, or that change words of it",
    )
    show = add(inner, "show", "items:item_show", "one item and everything that happened to it")
    show.add_argument("item", metavar="ITEM")
    split = add(inner, "split", "items:item_split", "takes clauses of an item into a new one")
    split.add_argument("item", metavar="ITEM")
    split.add_argument("title", metavar="TITLE")
    split.add_argument("--clause", action="append", default=[], metavar="CITATION", help="goes (repeat)")
    join = add(inner, "join", "items:item_join", "joins other items into one")
    join.add_argument("item", metavar="ITEM")
    join.add_argument("others", nargs="+", metavar="OTHER")
    add(commands, "board", "items:board", "every item: state, whose move, passes, cost")
    draft = add(
        commands, "draft", "items:draft", "edits a side's draft of an item; without edits, in $EDITOR"
    )
    draft.add_argument("item", metavar="ITEM")
    draft.add_argument("--side", choices=SIDES, required=True)
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
        "--new-article", default="", metavar="HEADING",
        help="a new article with the text (with --insert-after: behind the article cited)",
    )  # fmt: skip
    draft.add_argument(
        "--new-document", default="", metavar="NAME", help="a new side letter or MOU with the text"
    )
    draft.add_argument(
        "--option", default="", metavar="NAME", help="a draft beside others (option-a, option-b)"
    )
    draft.add_argument(
        "--start", choices=("baseline", "ours", "theirs"), default="", help="what a new draft starts from"
    )
