"""The list of changes, from the redline's own words, and the brackets around marked runs."""

from collections.abc import Iterable, Iterator

from negotiate.packets.cells import Run
from negotiate.packets.elements import Entry
from negotiate.redline.model import Redline
from negotiate.redline.wording import CLOSES, OPENS, apart, excerpt, kind_words


def entries(redline: Redline) -> tuple[Entry, ...]:
    """Every change of the redline in its order; none is left out."""
    return tuple(
        Entry(change.citation, kind_words(change), tuple(Run(op, text) for op, text in excerpt(change)))
        for change in redline.changes
    )


def in_words(runs: Iterable[Run]) -> str:
    """Runs as plain text: ``at [deleted: 6.5%] [added: 2.5%] a year``."""
    return "".join(f"{start}{run.text}{end}" for start, run, end in bracketed(runs))


def bracketed(runs: Iterable[Run]) -> Iterator[tuple[str, Run, str]]:
    """Each run with the words before and after it that say what it is."""
    for before, run, after in spaced(runs):
        yield before + OPENS[run.op], run, CLOSES[run.op] + after


def spaced(runs: Iterable[Run]) -> Iterator[tuple[str, Run, str]]:
    """Each run with the space before and after its bracket, as :func:`apart` keeps them."""
    held = list(runs)
    for run, (before, _, text, after) in zip(held, apart((run.op, run.text) for run in held), strict=True):
        yield before, run if text == run.text else run._replace(text=text), after
