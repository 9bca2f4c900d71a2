"""The words of scenarios."""

from negotiate.commands.words.adding import Commands, add


def add_to(commands: Commands) -> None:
    """Each with its words."""
    scenario = add(
        commands,
        "scenario",
        "scenario:scenario",
        "what raises, ratios and readings would cost; writes nothing",
    )
    scenario.add_argument("--on", default="baseline", metavar="TEXT", help="the text they are tried on")
    scenario.add_argument(
        "--raise", dest="raises", action="append", default=[], metavar="PERCENT", help="a year's (repeat)"
    )
    scenario.add_argument("--effective", default="", metavar="DAY", help="of the first raise: 2026-09-01")
    scenario.add_argument(
        "--schedule",
        action="append",
        default=[],
        metavar="TERM",
        help="whose schedule is raised (default: all)",
    )
    scenario.add_argument(
        "--ratio", action="append", default=[], metavar="TERM=FIGURE", help="another figure for a cost term"
    )
    scenario.add_argument(
        "--read", action="append", default=[], metavar="TERM=READING", help="system-wide, per-school …"
    )
    scenario.add_argument("--years", type=int, default=3, metavar="N")
