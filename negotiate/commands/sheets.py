"""Commands that read a district's sheets (CSV, Excel) into the salary model, saying back what they held."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from negotiate.commands.output import as_json, data, heed, note, workspace_of
from negotiate.common.errors import BadInput
from negotiate.common.text import many


def staff(args: Namespace) -> int:
    """Reads a district's staff sheet into the salary model; names are dropped."""
    from negotiate.costing.model import read_scattergram
    from negotiate.costing.scattergram import read_sheet, write_sheet
    from negotiate.workspace.teamdata import save

    words, name = _words(args)
    read = read_sheet(words, name, args.group)
    stored = write_sheet(read, f"Read by `negotiate cost staff` from a sheet of the district: {read.shape}.")
    with workspace_of(args) as workspace:
        path = _path("scattergram.csv")
        before = workspace.data_file(path)
        groups = {cell.group for cell in read.cells}
        kept = [cell for cell in read_scattergram(before, path) if cell.group not in groups] if before else []
        if kept:
            stored = write_sheet(read.beside(tuple(kept)), "Staff by step and lane.")
        save(workspace, path, stored, f"staff from {name}")
    heed(read.twice)
    shown = {key: [[word, float(fte)] for word, fte in read.by(key)] for key in ("group", "step", "lane")}
    if args.json:
        as_json(
            {"file": path, "shape": read.shape, "fte": float(read.fte), "persons": read.persons,
             "dropped": list(read.dropped), "passed_over": list(read.passed), "twice": list(read.twice),
             **shown}
        )  # fmt: skip
        return 0
    counted = f", {many(read.persons, 'person')}" if read.persons else ""
    data(f"{float(read.fte):,.2f} FTE{counted}, read as {read.shape}")
    for key, rows in shown.items():
        data(f"    by {key}: " + ", ".join(f"{word or 'all'} {fte:g}" for word, fte in rows))
    _left_out(read.dropped, read.passed)
    note(f"{path} is written")
    return 0


def enrolment(args: Namespace) -> int:
    """Reads a district's sheet of students into the salary model."""
    from negotiate.costing.listings import read_students, write_students
    from negotiate.workspace.teamdata import save

    words, name = _words(args)
    read = read_students(words, name)
    made = read.enrolment
    with workspace_of(args) as workspace:
        path = _path("enrolment.csv")
        title = f"Read by `negotiate cost enrolment` from a sheet of the district: {read.shape}."
        save(workspace, path, write_students(read, title), f"students from {name}")
    schools = made.by_school()
    if args.json:
        as_json(
            {"file": path, "shape": read.shape, "students": made.total,
             "school": [list(one) for one in schools], "grade": [list(one) for one in read.by_grade],
             "dropped": list(read.dropped), "passed_over": list(read.passed)}
        )  # fmt: skip
        return 0
    data(f"{made.total:,} students in {many(len(schools), 'school')}, read as {read.shape}")
    for key, rows in (("school", schools), ("grade", read.by_grade)):
        if any(word for word, _ in rows):
            data(f"    by {key}: " + ", ".join(f"{word or 'none'} {students:,}" for word, students in rows))
    _left_out(read.dropped, read.passed)
    note(f"{path} is written")
    return 0


def positions(args: Namespace) -> int:
    """Reads a district's sheet of positions into the salary model, dated and sourced."""
    from negotiate.costing.listings import append_positions, as_positions, read_jobs
    from negotiate.workspace.teamdata import save

    try:
        day = date.fromisoformat(args.as_of)
    except ValueError:
        raise BadInput(f"{args.as_of!r} is no day", do="give --as-of 2026-10-01") from None
    words, name = _words(args)
    read = read_jobs(words, name)
    with workspace_of(args) as workspace:
        path = _path("positions.yaml")
        before = workspace.data_file(path) or ""
        after = append_positions(before, as_positions(read, day, args.source), path)
        save(workspace, path, after, f"positions from {name}")
    if args.json:
        as_json(
            {"file": path, "fte": float(read.total), "persons": read.persons,
             "job": [[job, float(fte)] for job, fte in read.fte],
             "dropped": list(read.dropped), "passed_over": list(read.passed)}
        )  # fmt: skip
        return 0
    counted = f", {many(read.persons, 'person')}" if read.persons else ""
    jobs = many(len(read.fte), "job")
    data(f"{float(read.total):,.2f} FTE{counted} in {jobs} on {day.isoformat()} ({args.source})")
    for job, fte in read.fte:
        data(f"    {job}: {float(fte):g}")
    _left_out(read.dropped, read.passed)
    note(f"{path} is written; a job counts for a term that names it in `job:`")
    return 0


def _path(name: str) -> str:
    from negotiate.workspace.costs import FOLDER

    return f"{FOLDER}/{name}"


def _words(args: Namespace) -> tuple[str, str]:
    """(the sheet as CSV text, its name for errors) of a CSV file or a workbook."""
    from negotiate.costing.books import BOOKS, book_as_csv

    source = Path(args.file)
    try:
        raw = source.read_bytes()
    except OSError as fault:
        raise BadInput(
            f"cannot read the file: {fault.strerror}", where=args.file, do="give the CSV or Excel file itself"
        ) from None
    if source.suffix.lower() in BOOKS:
        sheet, words = book_as_csv(raw, source.name, args.sheet)
        return words, f"{source.name}[{sheet}]"
    try:
        return raw.decode("utf-8-sig"), source.name
    except UnicodeDecodeError:
        raise BadInput("the file is not UTF-8 text", where=args.file, do="save it as CSV UTF-8") from None


def _left_out(dropped: Iterable[str], passed: Iterable[str]) -> None:
    if columns := ", ".join(dropped):
        data(f"    not kept: {columns}")
    for one in passed:
        data(f"    passed over: {one}")
