"""The words of an item's states, packages and tentative agreements."""

from negotiate.commands.words.adding import SIDES, Commands, add


def add_to(commands: Commands) -> None:
    """Each with its words."""
    for name, words in (
        ("hold", "the item waits for an answer"),
        ("concept", "the parties agree; the language is still to be written"),
        ("withdraw", "the item is withdrawn"),
        ("reject", "the item is rejected; in a package, the whole package"),
    ):
        one = add(commands, name, "items:change_state", words)
        one.add_argument("item", metavar="ITEM")
        one.add_argument("--side", choices=SIDES, default="")
        one.add_argument("--why", default="", metavar="WORDS")
    reopen = add(
        commands, "reopen", "items:reopen", "takes a tentative agreement back, as the ground rules allow"
    )
    reopen.add_argument("item", metavar="ITEM")
    reopen.add_argument("--side", choices=SIDES, default="")
    reopen.add_argument("--why", default="", metavar="WORDS")
    reopen.add_argument("--consent", action="store_true", help="the other side has agreed to reopen it")
    package = add(commands, "package", "items:package", "items offered together, all or nothing")
    package.add_argument("name", metavar="NAME")
    package.add_argument("items", nargs="+", metavar="ITEM")
    ta = add(
        commands, "ta", "items:tentative", "a tentative agreement: both sides at once, or one side first"
    )
    ta.add_argument("item", metavar="ITEM")
    ta.add_argument("--union", action="append", default=[], metavar="NAME", help="who signs for the union")
    ta.add_argument("--district", action="append", default=[], metavar="NAME", help="and for the district")
    ta.add_argument("--side", choices=SIDES, default="")
    ta.add_argument("--by", action="append", default=[], metavar="NAME", help="who signs (repeat)")
    ta.add_argument("--key", default="", metavar="FILE", help="the key file to sign with")
    ta.add_argument("--signature", default="", metavar="FILE", help="a signature made elsewhere")
    ta.add_argument(
        "--again", action="store_true", help="over what another agreement made of its clauses meanwhile"
    )
    ta.add_argument("--ink", default="", metavar="FILE", help="the clause as changed in ink, typed in")
    ta.add_argument("--clause", default="", metavar="CITATION", help="the clause that was changed in ink")
    ta.add_argument("--statement", action="store_true", help="print what a key signs")
    ta.add_argument(
        "--how", choices=("key", "paper", "typed"), default="typed", help="how the assent was given"
    )
    ta.add_argument("--scan", default="", metavar="FILE", help="the scan of the signed paper")
    ta.add_argument("--at", default="", metavar="TIME")
