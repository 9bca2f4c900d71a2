"""What stands beside a term's figures: how it is read, what limits it, which schedules it reaches."""

from functools import lru_cache

from negotiate.common.errors import BadInput
from negotiate.costing.kinds import KINDS
from negotiate.costing.pay import family_of
from negotiate.costing.schedules import Schedule
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs, index_of


@lru_cache(maxsize=256)
def pinned(term: Term, text: TextInputs) -> tuple[tuple[str, str], ...]:
    """(citation, words) of the clauses that limit the term, as the text compared with has them."""
    out = []
    for citation in term.pinned:
        try:
            clause = index_of(text).clause(citation)
        except BadInput as error:
            out.append((citation, f"not found: {error}"))
        else:
            out.append((clause[0].name, " ".join(item.block.text for item in clause if item.block.text)))
    return tuple(out)


def basis(term: Term) -> str:
    """How the term is read, rounded and paid, in words."""
    parts = [str(term.reading)] if term.reading is not None else []
    if "rounding" in KINDS[term.kind].needs:
        parts.append("unrounded" if term.rounding == "none" else f"rounded {term.rounding}")
    if term.pay is not None and term.pay.step:
        parts.append(f"paid at {term.pay.schedule} step {term.pay.step}, lane {term.pay.lane}")
    elif term.pay is not None and term.pay.cents is not None:
        parts.append(f"paid ${term.pay.cents / 100:,.2f} a {term.pay.per} ({term.pay.source})")
    if term.of:
        parts.append(f"in {', '.join(term.of)}")
    return ", ".join(parts)


Reach = tuple[tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=64)
def reach(term: Term, had: tuple[Schedule, ...], has: tuple[Schedule, ...]) -> Reach:
    """The schedules a changed pay term reaches and those it does not, named; none for other terms
    and where nothing of the tables differs."""
    if not KINDS[term.kind].schedule or term.pay is None or had is has:
        return (), ()
    before, after = family_of(term.pay, had), family_of(term.pay, has)
    if isinstance(before, str) or isinstance(after, str):
        return (), ()
    if [(s.effective, s.grid.cells) for s in before] == [(s.effective, s.grid.cells) for s in after]:
        return (), ()
    known = {(s.effective, s.grid.cells) for s in before}
    reached = [s for s in after if (s.effective, s.grid.cells) not in known]
    own = {id(s) for s in after}
    missed = [s for s in has if id(s) not in own]
    last = {(s.citation.rpartition("(")[0] or s.citation, s.lanes): s for s in missed}
    return tuple(map(_named, reached)), tuple(_named(s) for s in last.values())


def _named(schedule: Schedule) -> str:
    title = schedule.heading.split(" · ")[0]
    title = title if len(title) <= 60 else title[:59].rsplit(" ", 1)[0] + " …"
    return f"{schedule.citation}: {title}" if title else schedule.citation
