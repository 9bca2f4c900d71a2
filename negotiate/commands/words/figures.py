"""The words of figures of the money: units, suggestions, staff, distance, raises."""

from negotiate.commands.words.adding import METHODS, SIDES, Commands, add, whole


def add_to(commands: Commands) -> None:
    """Each with its words."""
    units = add(
        commands, "cost-units", "figures:units", "the value of 1 %, a step, one FTE; the same as `cost units`"
    )
    suggest = add(
        commands,
        "cost-suggest",
        "figures:suggest",
        "figures that look costable and have no cost term; the same as `cost suggest`",
    )
    for one in (units, suggest):
        one.add_argument("text", nargs="?", default="baseline", metavar="TEXT")
    staff = add(
        commands,
        "cost-staff",
        "sheets:staff",
        "reads a sheet of the staff (CSV, Excel) into the salary model; the same as `cost staff`",
    )
    staff.add_argument("--group", default="", help="whose sheet it is, where it has no column for it")
    students = add(
        commands,
        "cost-enrolment",
        "sheets:enrolment",
        "reads a sheet of students (CSV, Excel) into the salary model; the same as `cost enrolment`",
    )
    positions = add(
        commands,
        "cost-positions",
        "sheets:positions",
        "reads a sheet of positions (CSV, Excel) into the salary model; the same as `cost positions`",
    )
    positions.add_argument("--as-of", required=True, metavar="DATE", help="the day they were counted")
    positions.add_argument("--source", required=True, metavar="WORDS", help="where the numbers are from")
    for one in (staff, students, positions):
        one.add_argument("file", metavar="FILE")
        one.add_argument("--sheet", default="", help="the sheet of the workbook")
    distance = add(
        commands,
        "cost-distance",
        "figures:distance",
        "how far the parties are apart, by item and in total; the same as `cost distance`",
    )
    distance.add_argument("--against", default="baseline", metavar="TEXT")
    for one in (units, distance):
        one.add_argument("--years", type=int, default=3, metavar="N")
        one.add_argument("--method", choices=METHODS, default=METHODS[0])
    series = add(
        commands,
        "cost-raises",
        "figures:raises",
        "what every series of yearly raises costs, or those a sum would buy; the same as `cost raises`",
    )
    series.add_argument("text", nargs="?", default="baseline", metavar="TEXT")
    series.add_argument(
        "--term", default="", metavar="ID", help="the schedule-pay term whose tables are raised"
    )
    for name, default, words in (
        ("low", "0", "the least raise of a year, in per cent"),
        ("high", "4", "the greatest"),
        ("by", "0.5", "the step between two"),
    ):
        series.add_argument(f"--{name}", default=default, metavar="P", help=words)
    series.add_argument("--within", default="", metavar="DOLLARS", help="only those that cost no more in all")
    series.add_argument("--most", type=whole(1), default=10, metavar="N", help="how many of those are shown")
    series.add_argument("--years", type=int, default=3, metavar="N")
    series.add_argument("--method", choices=METHODS, default=METHODS[0])
    raises = add(
        commands,
        "schedule-raise",
        "figures:schedule_raise",
        "writes a raise into a draft as language and tables; the same as `schedule raise`",
    )
    raises.add_argument("item", metavar="ITEM")
    raises.add_argument("--side", choices=SIDES, required=True)
    raises.add_argument(
        "--term", default="", metavar="ID", help="the schedule-pay term whose tables are raised"
    )
    raises.add_argument("--percent", action="append", default=[], metavar="P")
    raises.add_argument("--amount", action="append", default=[], metavar="DOLLARS")
    raises.add_argument(
        "--effective", action="append", default=[], metavar="DATE", help="one for each --percent or --amount"
    )
    raises.add_argument("--option", default="", metavar="NAME")
