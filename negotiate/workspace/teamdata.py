"""The team's data files (settings, cost terms, accepted findings) written by an act of the program.

Where the file in the folder is as the record has it, the act is an operation like any other: committed on
``main``, in the history, undone and redone. Where the person has edited the file and not committed it, theirs
is the last word: it is written in the folder alone, and nothing of theirs is committed for them.
"""

from contextlib import suppress

from negotiate.common.errors import Refused, WorkspaceFault
from negotiate.repository.disk import write_whole
from negotiate.workspace.workspace import MAIN, Workspace


def save(workspace: Workspace, path: str, content: str, what: str) -> bool:
    """Writes a data file; ``what`` names the act in the history. False: in the folder alone.

    Raises :class:`WorkspaceFault` where the folder cannot be written, or a link stands in the file's place.
    """
    data = content.encode("utf-8")
    kept = workspace.repository.read_file(MAIN, path)
    recorded = False
    if _on_disk(workspace, path) == kept:
        with (
            suppress(Refused),
            workspace.repository.operation(what) as op,
        ):  # a merge of theirs is under way …
            main = workspace.commit_of(MAIN)
            op.move(MAIN, new=op.commit(main, {path: data}, what), old=main)
        recorded = workspace.repository.read_file(MAIN, path) == data
    if _on_disk(workspace, path) != data:  # edited by hand, or another branch is checked out
        write_whole(workspace.data_place(path), data)
    return recorded


def _on_disk(workspace: Workspace, path: str) -> bytes | None:
    try:
        return workspace.data_place(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as fault:
        raise WorkspaceFault(f"cannot read the file: {fault.strerror}", where=path) from None
