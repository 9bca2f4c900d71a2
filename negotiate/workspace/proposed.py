"""The files of cost terms that proposals bring for their own language, and to which texts they belong.

They stand in the work tree beside ``salary_model/``, are the team's alone, and cross the table with
nothing: a packet and a bundle hold language.
"""

from collections.abc import Iterable
from functools import lru_cache

from negotiate.bargaining.states import State
from negotiate.bargaining.trailers import Row
from negotiate.common.identity import Same
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
    every = workspace.rows()
    rows = [
        row
        for row in every
        if row.id in items or (row.package and row.package in packages) or (agreed and row.state in _AGREED)
    ]
    own = [row for row in rows if row.state is not State.RATIFIED]
    found = [*_ratified(workspace, Same(every)), *_texts(workspace, own)]
    return {path: text for _, path, text in sorted(found, key=lambda one: one[0])}


_Own = tuple[tuple[int, str], str, str]
"""The number and id of an item, the path of its terms, and their text."""


def _texts(workspace: Workspace, rows: Iterable[Row]) -> list[_Own]:
    texts = [((row.number, row.id), path := terms_file(row), workspace.data_file(path)) for row in rows]
    return [(item, path, text) for item, path, text in texts if text is not None]


@lru_cache(maxsize=1)
def _ratified(workspace: Workspace, rows: Same[tuple[Row, ...]]) -> list[_Own]:
    """Those of the items ratified: read once for all the questions asked of one list of the items."""
    return _texts(workspace, [row for row in rows.one if row.state is State.RATIFIED])
