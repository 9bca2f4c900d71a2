"""The words of packets, the successor, history."""

from negotiate.commands.words.adding import Commands, add, whole


def add_to(commands: Commands) -> None:
    """Each with its words."""
    packet = add(commands, "packet", "files:packet", "a packet of items; the kind of file follows its ending")
    packet.add_argument(
        "items", nargs="*", metavar="ITEM", help="by number or name; package:NAME for all of a package"
    )
    packet.add_argument("--open", action="store_true", help="all open items that have a pass")
    packet.add_argument("--agreed", action="store_true", help="all tentative agreements")
    packet.add_argument("-o", "--output", required=True, metavar="FILE")
    packet.add_argument(
        "--for", dest="reader", choices=("table", "members", "board", "team"), default="table"
    )
    packet.add_argument("--author", default="", metavar="NAME", help="the name on Word's tracked changes")
    packet.add_argument("--with-cost", action="store_true", help="print the cost, headed as our estimate")
    packet.add_argument(
        "--consent", action="store_true", help="the other side agreed to its being shown to the members"
    )
    packet.add_argument("--with-pay", action="store_true", help="for members: old and new pay, cell by cell")
    packet.add_argument("--vote-at", default="", metavar="TIME", help="when the vote is planned")
    packet.add_argument("--summary", action="store_true", help="the bargaining summary for members")
    packet.add_argument("--since", default="", metavar="TIME", help="in the summary: what is new since then")
    packet.add_argument("--a4", action="store_true", help="A4 paper instead of US Letter")
    successor = add(commands, "successor", "files:successor", "the integrated agreement")
    successor.add_argument("-o", "--output", required=True, metavar="FILE")
    successor.add_argument("--blackline", action="store_true", help="marked against the baseline")
    verify = add(
        commands, "verify", "files:verify", "accounts for every word; or holds a packet to the record"
    )
    verify.add_argument("file", nargs="?", default="", metavar="FILE", help="a packet")
    history = add(commands, "history", "files:history", "every act, who and when")
    history.add_argument("--limit", type=whole(1), default=None, metavar="N")
    add(commands, "undo", "files:undo", "takes the last act back")
    add(commands, "redo", "files:redo", "does again what was undone")
