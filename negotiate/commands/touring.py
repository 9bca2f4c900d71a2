"""The guided tour: a round on the sample agreement, on the screens; as a list where there are none."""

from argparse import Namespace
from pathlib import Path

from negotiate.commands.output import as_json, data, note, shows_screens


def tour(args: Namespace) -> int:
    """Opens the tour in a demo workspace, where it was left; makes the workspace where there is none."""
    from negotiate.workspace.touring import passed, require_demo
    from negotiate.workspace.workspace import Workspace

    folder = Path(args.dir or args.workspace or "negotiate-demo")
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        from negotiate.workspace.creating import demo

        demo(folder).close()
        note(f"a workspace with the sample agreement is at {folder}")
    with Workspace.open(folder) as workspace:
        require_demo(workspace)
        behind = passed(workspace)
    if shows_screens() and not (args.list or args.json):
        from negotiate.tui.app import run

        return run(folder, tour=True)
    from negotiate.tui.settings import keymap
    from negotiate.tui.tour_steps import STEPS, with_keys

    chosen = keymap()
    told = [(one, with_keys(one.do, chosen), with_keys(one.see, chosen)) for one in STEPS]
    if args.json:
        as_json(
            [
                {"step": one.id, "title": one.title, "do": do, "see": see, "done": one.id in behind}
                for one, do, see in told
            ]
        )
        return 0
    for number, (one, do, see) in enumerate(told, 1):
        data(f"{'✓' if one.id in behind else ' '} {number:2}  {one.title}\n      {do}\n      → {see}")
    return 0
