"""What was settled when a round was ratified: the list that accounts for references written anew."""

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.bargaining.renumbered import Renumbered, accounted, read_list
from negotiate.workspace.workspace import Workspace


def settled_file(number: int) -> str:
    """Where the list of a round stands."""
    return f"proposals/round-{number}.yaml"


def renumbered(workspace: Workspace, number: int, commit: str) -> tuple[Renumbered, ...]:
    """The references that round ``number``, adopted as ``commit``, wrote anew."""
    path = settled_file(number)
    data = workspace.repository.read_file(commit, path)
    return () if data is None else read_list(data.decode("utf-8", "replace"), path)


def unaccounted(agreed: Agreement, adopted: Agreement, listed: tuple[Renumbered, ...]) -> tuple[str, ...]:
    """The paragraphs adopted that are neither those agreed nor made of them by the list; labels left out.

    Where paragraphs came or went, it names none and says so.
    """
    before, after = place(agreed), place(adopted)
    if len(before) != len(after):
        return (f"{len(before)} paragraphs were agreed, {len(after)} adopted",)
    return tuple(
        now.name
        for was, now in zip(before, after, strict=True)
        if was.block.digest != now.block.digest and not accounted(was, now, listed)
    )
