"""The words of passes from ready to received."""

from negotiate.commands.words.adding import SIDES, Commands, add, reading

LABELS = ("pass", "package", "what-if", "conceptual", "off-the-record")


def add_to(commands: Commands) -> None:
    """Each with its words."""
    passes = add(
        commands, "pass", "items:make_pass", "freezes the draft as the side's next pass, ready to print"
    )
    passes.add_argument("item", metavar="ITEM")
    passes.add_argument("--side", choices=SIDES, required=True)
    passes.add_argument("--at", default="", metavar="TIME", help="it crossed the table then, and is final")
    passes.add_argument("--label", choices=LABELS, default="", help="default: pass; in a package, package")
    passes.add_argument(
        "--option", default="", metavar="NAME", help="the draft to pass, where there are several"
    )
    hand = add(commands, "hand", "items:hand", "confirms that the ready pass crossed the table")
    hand.add_argument("item", metavar="ITEM")
    hand.add_argument("--at", default="", metavar="TIME")
    recall = add(commands, "recall", "items:recall", "takes a ready pass back before it crossed the table")
    recall.add_argument("item", metavar="ITEM")
    for name, words in (
        ("accept", "a pass of exactly the other side's last text"),
        ("current", "a pass of current language: no change"),
    ):
        one = add(commands, name, f"items:{name}", words)
        one.add_argument("item", metavar="ITEM")
        one.add_argument("--side", choices=SIDES, required=True)
        one.add_argument("--at", default="", metavar="TIME")
    receive = add(
        commands, "receive", "receiving:receive", "shows what the other side's file says; makes it its pass"
    )
    receive.add_argument("item", metavar="ITEM", nargs="+", help="the items that the file answers")
    receive.add_argument("file", metavar="FILE")
    reading(receive)
    receive.add_argument("--side", choices=SIDES, required=True)
    receive.add_argument("--at", default="", metavar="TIME")
    receive.add_argument(
        "--marks",
        default="",
        metavar="LOOK=SENSE,…",
        help="what marks made by hand mean: strike=deleted,underline=added; none: they mean nothing",
    )
    receive.add_argument(
        "--from", dest="sender", default="", metavar="NAME", help="who sent it, where the file does not say"
    )
    receive.add_argument("--yes", action="store_true", help="store it without asking")
    receive.add_argument("--dry-run", action="store_true", help="only show what the file says")
