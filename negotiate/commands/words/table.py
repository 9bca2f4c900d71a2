"""The words of each side's moves."""

from negotiate.commands.words.adding import Commands, add


def add_to(commands: Commands) -> None:
    """Each with its words."""
    movement = add(
        commands, "movement", "table:movement", "each side's moves, pass by pass, in words, figures and cents"
    )
    movement.add_argument("items", nargs="*", metavar="ITEM", help="default: every item with a pass")
