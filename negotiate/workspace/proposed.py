"""The files of cost terms that proposals bring for their own language, and to which texts they belong.

They stand in the work tree beside ``salary_model/``, are the team's alone, and cross the table with
nothing: a packet and a bundle hold language.
"""

from collections.abc import Iterable

from negotiate.bargaining.states import State
from negotiate.bargaining.trailers import Row
from negotiate.common.text import slug
from negotiate.workspace.texts import item_in
from negotiate.workspace.workspace import Workspace

_AGREED = (State.TA, State.RATIFIED)


def terms_file(item: Row) -> str:
    """Where the cost terms of an item's own language stand."""
    return f"proposals/{item.number:02d}-{slug(item.title)}/terms.yaml"


def own_files(workspace: Workspace, names: Iterable[str]) -> dict[str, str]:
    """Path → text of the terms that belong to the texts called ``names``: those of the item, of the
    package's items, of every item agreed for ``tentative``; and of those ratified, whose language
    every text holds."""
    wanted = tuple(names)
    if not (workspace.folder / "proposals").is_dir():
        return {}
    agreed = "tentative" in wanted
    packages = {name.removeprefix("package:") for name in wanted if name.startswith("package:")}
    items = {workspace.find(item).id for item in map(item_in, wanted) if item}
    rows = [
        row
        for row in workspace.rows()
        if row.id in items
        or (row.package and row.package in packages)
        or row.state is State.RATIFIED
        or (agreed and row.state in _AGREED)
    ]
    texts = {path: workspace.data_file(path) for path in map(terms_file, rows)}
    return {path: text for path, text in texts.items() if text is not None}
