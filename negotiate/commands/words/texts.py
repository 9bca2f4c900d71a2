"""The words of the language: outline, show, redline."""

from negotiate.commands.words.adding import Commands, add, whole

FORMATS = ("terminal", "json", "markdown", "html", "docx", "pdf")
CHANGES = (
    "edited", "inserted", "deleted", "moved", "moved-edited", "renumbered", "split", "merged", "typography",
    "table",
)  # fmt: skip
PARTS = (
    "table-cell", "row-inserted", "row-deleted", "row-moved", "column-inserted", "column-deleted",
    "column-moved",
)  # fmt: skip


def add_to(commands: Commands) -> None:
    """Each with its words."""
    outline = add(
        commands,
        "outline",
        "texts:outline",
        "every article, heading and label of a text, and where it stands",
    )
    outline.add_argument("text", nargs="?", default="baseline", metavar="TEXT")
    show = add(commands, "show", "texts:show", "one article, section or clause")
    show.add_argument("citation", metavar="CITATION")
    show.add_argument(
        "--at", default="baseline", metavar="TEXT", help="the text to look in (default: baseline)"
    )
    redline = add(commands, "redline", "texts:redline", "what changed between two texts, or two files")
    redline.add_argument("old", metavar="OLD")
    redline.add_argument("new", metavar="NEW")
    redline.add_argument(
        "--format", choices=FORMATS, default="", help="default: from the file's ending, else terminal"
    )
    redline.add_argument("-o", "--output", default="", metavar="FILE")
    redline.add_argument("--author", default="", metavar="NAME", help="the name on Word's tracked changes")
    redline.add_argument("--at", default="", metavar="TIME", help="the date on Word's tracked changes")
    redline.add_argument("--all", action="store_true", help="unchanged blocks too")
    redline.add_argument("--context", type=whole(0), default=0, metavar="N", help="unchanged blocks shown")
    redline.add_argument("--side-by-side", action="store_true", help="old left, new right (from 100 columns)")
    redline.add_argument(
        "--fold",
        action="append",
        choices=CHANGES + PARTS,
        default=[],
        help="counted only, not shown (repeat)",
    )
