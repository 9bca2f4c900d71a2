"""Commands that reach other copies: sync with the team's, bundles for the other side."""

from argparse import Namespace
from pathlib import Path

from negotiate.commands.output import as_json, data, heed, note, workspace_of, write_file
from negotiate.common.text import many


def sync(args: Namespace) -> int:
    """Shares the record with the team's other machines through a git remote."""
    from negotiate.workspace.sharing import sync as share

    with workspace_of(args) as workspace:
        done = share(workspace, args.remote)
        if args.json:
            as_json(done.to_json())
            return 0
        heed(done.notes)
        data(f"shared with {done.address}: {_count(done.taken)} taken in, {_count(done.given)} given")
    return 0


def _count(names: list[str]) -> str:
    """How many items, drafts and other things a list of refs is, in the field's words."""
    kinds = (("proposal/", "item"), ("draft/", "draft"), ("pass/", "pass"), ("ta/", "agreement"))
    parts = []
    for prefix, word in kinds:
        number = sum(name.startswith(prefix) for name in names)
        parts += [many(number, word, "passes" if word == "pass" else "")] if number else []
    parts += ["the baseline and data"] if "main" in names else []
    parts += ["the log"] if "private" in names else []
    return ", ".join(parts) or "nothing"


def bundle_out(args: Namespace) -> int:
    """Passes that crossed the table, as an exchange file for the other side."""
    from negotiate.workspace.exchange import out

    with workspace_of(args) as workspace:
        content, carried = out(workspace, args.items)
    write_file(Path(args.file), content)
    if args.json:
        as_json({"file": args.file, "passes": list(carried.passes)})
    note(f"{args.file} written: {', '.join(carried.passes)}")
    return 0


def bundle_in(args: Namespace) -> int:
    """The other side's passes from an exchange file."""
    from negotiate.workspace.exchange import take

    with workspace_of(args) as workspace:
        carried = take(workspace, Path(args.file))
    heed(carried.notes)
    if args.json:
        as_json({"passes": list(carried.passes), "notes": list(carried.notes)})
        return 0
    for name in carried.passes:
        data(f"{name} has crossed the table")
    return 0
