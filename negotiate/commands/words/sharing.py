"""The words of sync, exchange files, ratification, provenance."""

from negotiate.commands.words.adding import Commands, add


def add_to(commands: Commands) -> None:
    """Each with its words."""
    sync = add(commands, "sync", "sharing:sync", "shares with the team's other machines through a git remote")
    sync.add_argument(
        "remote", nargs="?", default="", metavar="REMOTE", help="a path, an address or a remote's name"
    )
    bundle = commands.add_parser("bundle", help="passes exchanged with the other side", description="a file")
    inner = bundle.add_subparsers(metavar="out|in", required=True, dest="what")
    out = add(inner, "out", "sharing:bundle_out", "an exchange file of passes that crossed the table")
    out.add_argument("file", metavar="FILE")
    out.add_argument("items", nargs="*", metavar="ITEM", help="default: every item")
    take = add(inner, "in", "sharing:bundle_in", "takes the other side's passes from an exchange file")
    take.add_argument("file", metavar="FILE")
    ratify = add(
        commands, "ratify", "table:ratify", "a vote of a unit's body; the last yes adopts the successor"
    )
    ratify.add_argument("--unit", default="", metavar="UNIT", help="as `negotiate parties` names it")
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
    origin = add(commands, "provenance", "table:provenance", "where the words of a clause come from")
    origin.add_argument("citation", metavar="CITATION")
    origin.add_argument("--at", default="tentative", metavar="TEXT", help="default: tentative")
