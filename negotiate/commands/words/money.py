"""The words of cost and cost terms."""

from negotiate.commands.words.adding import METHODS, Commands, add, whole


def add_to(commands: Commands) -> None:
    """Each with its words."""
    cost = add(
        commands,
        "cost",
        "money:cost",
        "what texts cost, by year; `cost bind` makes a cost term from a figure",
    )
    cost.add_argument("texts", nargs="*", metavar="TEXT")
    cost.add_argument("--against", default="baseline", metavar="TEXT")
    cost.add_argument("--years", type=int, default=3, metavar="N")
    cost.add_argument("--method", choices=METHODS, default=METHODS[0])
    cost.add_argument(
        "--order", default="", metavar="ITEM,ITEM", help="of a package's items (default: by number)"
    )
    cost.add_argument("--ranges", action="store_true", help="also as ranges, from salary_model/ranges.yaml")
    cost.add_argument("--draws", type=whole(1), default=200, metavar="N", help="draws of the ranges")
    cost.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same draws")
    bind = add(commands, "cost-bind", "money:bind", "the same as `cost bind`: a cost term made from a figure")
    bind.add_argument("citation", metavar="CITATION")
    bind.add_argument(
        "figure", nargs="*", metavar="FIGURE", help="as it stands; of a pair, both; of a salary schedule none"
    )
    bind.add_argument("--at", default="", metavar="TEXT")
    bind.add_argument(
        "--item",
        default="",
        metavar="ITEM",
        help="a proposal's language: the term is kept beside it",
    )
    for name in (
        "id", "kind", "job", "reading", "rounding", "effective", "source", "schedule", "heading", "step",
        "lane", "per", "units", "amount", "pay-source",
    ):  # fmt: skip
        bind.add_argument(f"--{name}", default="", metavar=name.upper().replace("-", "_"))
    bind.add_argument(
        "--pin", action="append", default=[], metavar="CITATION", help="a clause that limits it (repeat)"
    )
    bind.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="a further key (repeat)",
    )
    bind.add_argument(
        "--nth", type=whole(1), default=None, metavar="N", help="which, where the figure stands several times"
    )
