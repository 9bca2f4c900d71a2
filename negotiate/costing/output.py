"""A cost report as JSON (the command page's shape) and as plain text for people.

JSON carries whole cents, people are shown whole dollars and FTE to one decimal; the counts
of what is unpriced and not costed stand beside every total in both.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from negotiate.common.text import many
from negotiate.costing.packages import PackageCost, Totals
from negotiate.costing.ranges import Bands
from negotiate.costing.reading import Place, Values
from negotiate.costing.report import CostReport, TermCost
from negotiate.costing.rounding import half_up

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def to_json(report: CostReport, parts: PackageCost | None = None) -> dict[str, Json]:
    """The report as plain data for ``json.dumps``, a package's with its parts; the same report gives
    the same data."""
    return {
        "text": report.text,
        "against": report.against,
        "method": report.method,
        "currency": report.currency,
        "years": [
            {
                "label": year.label,
                "total_cents": year.total_cents,
                "components": dict(year.components),
                "unpriced": len(report.unpriced),
                "not_costed": len(report.not_costed),
                "conflicts": len(report.conflicts),
            }
            for year in report.years
        ],
        "terms": [_term(term) for term in report.terms],
        "unpriced": [
            {
                "citation": item.citation,
                "reason": item.reason,
                "term": item.term,
                "nearest": item.nearest.quote if item.nearest is not None else None,
            }
            for item in report.unpriced
        ],
        "stand_alone": {name: list(totals) for name, totals in parts.stand_alone} if parts else {},
        "stacked": [{"item": name, "adds_cents": list(totals)} for name, totals in parts.stacked]
        if parts
        else [],
        "last_in": {name: list(totals) for name, totals in parts.last_in} if parts else {},
        "interaction_cents": list(parts.interaction) if parts else [],
        "kinds": {
            "ongoing": [year.ongoing for year in report.years],
            "one_time": [year.one_time for year in report.years],
            "retroactive": [year.retroactive for year in report.years],
        },
        "not_costed": [
            {"citation": item.citation, "reason": item.reason, "text": item.text}
            for item in report.not_costed
        ],
        "conflicts": [
            {
                "term": item.term,
                "reason": item.reason,
                "places": [_place(place) for place in item.places],
                "alternatives": [
                    {
                        "values": _values(each.values),
                        "label": each.label,
                        "quantity": _number(each.quantity),
                        "years_cents": list(each.cents),
                    }
                    for each in item.alternatives
                ],
                "difference_cents": list(item.difference),
            }
            for item in report.conflicts
        ],
        "beside": {"method": report.other_method, "total_cents": list(report.beside)}
        if report.beside
        else None,
        "digests": dict(report.digests),
        "assumptions": _joined(report.assumptions),
    }


def _term(term: TermCost) -> dict[str, Json]:
    data: dict[str, Json] = {
        "id": term.id,
        "citation": term.citations[0],
        "before": _number(term.before),
        "after": _number(term.after),
        "unit": term.unit,
        "kind": term.kind,
        "job": term.job,
        "citations": list(term.citations),
        "figures": {"before": _values(term.values_before), "after": _values(term.values_after)},
        "years_cents": list(term.cents),
        "basis": term.basis,
        "pinned": [{"citation": citation, "text": words} for citation, words in term.pinned],
        "component": term.component,
        "reaches": list(term.reaches),
        "misses": list(term.misses),
        "against_staff": None,
    }
    if term.staff is not None:
        data["against_staff"] = {
            "employed": _number(term.staff.employed),
            "as_of": term.staff.as_of,
            "source": term.staff.source,
            "more": _number(term.staff.more),
            "years_cents": list(term.staff.cents),
        }
    return data


def _place(place: Place) -> dict[str, Json]:
    return {"citation": place.citation, "quote": place.quote, "values": _values(place.values)}


def _values(values: Values) -> dict[str, Json]:
    return {name: _number(value) for name, value in values}


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else round(float(value), 6)


def to_text(report: CostReport, parts: PackageCost | None = None) -> str:
    """The report for people, a fact a line; a package's with its parts."""
    lines = [f"Cost of {report.text} against {report.against} ({report.method})", ""]
    beside = f"   ({report.caveat})" if report.caveat else ""
    for year in report.years:
        total = dollars(year.total_cents) if year.total_cents is not None else "no total"
        lines.append(f"{year.label}   {total}{beside}")
        lines += [f"    {name}   {dollars(cents)}" for name, cents in year.components if cents]
        if year.one_time:
            lines.append(f"    of it paid once   {dollars(year.one_time)}")
        if year.retroactive:
            lines.append(f"    of it retroactive   {dollars(year.retroactive)}")
    if report.beside:
        lines.append(f"{report.other_method}   {_totals(report.beside)}{beside}")
    if parts is not None:
        lines += ["", *_parts(parts, beside)]
    for term in report.changed:
        lines += ["", *_term_lines(term)]
    if len(report.changed) < len(report.terms):
        lines += ["", many(len(report.terms) - len(report.changed), "cost term") + " found and unchanged"]
    for conflict in report.conflicts:
        lines += ["", f"CONFLICT  {conflict.term}: {conflict.reason}"]
        for each in conflict.alternatives:
            named = ", ".join(f"{name} {plain(value)}" for name, value in each.values) or each.label
            positions = f"{fte(each.quantity)} {each.unit}, " if each.unit else ""
            lines.append(f"    with {named}: {positions}{_by_year(each.cents)}")
    open_terms = {conflict.term for conflict in report.conflicts}
    for item in report.unpriced:
        if item.term not in open_terms:
            lines += ["", f"UNPRICED  {item.term} ({item.citation}): {item.reason}"]
    for left in report.not_costed:
        lines += ["", f"NOT COSTED  {left.citation}: {left.reason}: “{left.text}”"]
    lines += ["", "Assumptions"]
    lines += [f"    {what}: {how}" for what, how in report.assumptions]
    lines += ["", "Read from", *_read_from(report)]
    return "\n".join(lines) + "\n"


def _read_from(report: CostReport) -> list[str]:
    """Which language and which data, by digest and commit: the same give the same report."""
    codes = dict(report.digests)
    lines = []
    for name, what in ((report.text, "text"), (report.against, "against")):
        commit = codes.get(f"{what}_commit", "")
        at = f", commit {commit[:12]}" if commit else ""
        lines.append(f"    the language of {name}: digest {codes.get(what, '')[:12] or 'none'}{at}")
    return [*lines, f"    the salary model: digest {codes.get('model', '')[:12] or 'none'}"]


def _joined(said: Sequence[tuple[str, str]]) -> dict[str, Json]:
    """Each thing with what is said of it; what is said twice of one stands together."""
    out: dict[str, str] = {}
    for what, how in said:
        out[what] = f"{out[what]}; {how}" if what in out else how
    return dict(out)


def _parts(parts: PackageCost, beside: str) -> list[str]:
    """What each item costs by itself, after those before it, and given all others."""
    alone, last = dict(parts.stand_alone), dict(parts.last_in)
    lines = [f"By item, in the order {', '.join(parts.order)}{beside}"]
    for name, adds in parts.stacked:
        shown = f"stand-alone {_totals(alone[name])}; stacked {_totals(adds)}; last-in {_totals(last[name])}"
        lines.append(f"    item {name}   {shown}")
    return [*lines, f"    interaction   {_totals(parts.interaction)}"]


def _totals(totals: Totals) -> str:
    return " · ".join("no total" if cents is None else dollars(cents) for cents in totals)


def _term_lines(term: TermCost) -> list[str]:
    where = ", ".join(term.citations)
    unit = term.unit
    lines = [f"{term.job or term.id} ({where}): {fte(term.before)} → {fte(term.after)} {unit}"]
    if term.basis:
        lines.append(f"    {term.basis}")
    lines.append(f"    against the language compared with: {_by_year(term.cents)}")
    if term.staff is not None:
        staff = term.staff
        lines.append(
            f"    against {fte(staff.employed)} {unit} employed on {staff.as_of} ({staff.source}): "
            f"{fte(staff.more)} {unit} more, {_by_year(staff.cents)}"
        )
    if term.reaches:
        lines.append(f"    reaches {'; '.join(term.reaches)}")
    if term.misses:
        lines.append(f"    does not reach {'; '.join(term.misses)}")
    return lines + [f"    limited by {citation}: “{words}”" for citation, words in term.pinned]


def _by_year(cents: Sequence[int]) -> str:
    return " · ".join(dollars(amount) for amount in cents)


def dollars(cents: int) -> str:
    """Whole dollars, rounded half up: ``$1,234``, ``-$5``."""
    whole = half_up(Fraction(cents, 100))
    return f"-${-whole:,}" if whole < 0 else f"${whole:,}"


def fte(value: Fraction) -> str:
    """A quantity to one decimal, rounded half up: ``110.7``."""
    tenths = half_up(value * 10)
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10:,}.{abs(tenths) % 10}"


def plain(value: Fraction) -> str:
    """A figure as a person writes it: ``500``, ``0.5``, ``66 2/3``."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    decimal = value * 1000
    if decimal.denominator == 1:
        return f"{float(value):g}"
    whole, rest = divmod(value, 1)
    return f"{whole} {rest}" if whole else str(rest)


def bands_json(found: Bands) -> dict[str, Json]:
    """The ranges as plain data, whole cents by year."""
    return {
        "method": found.method,
        "draws": found.draws,
        "seed": found.seed,
        "years": [
            {"label": label, "p5_cents": low, "p50_cents": middle, "p95_cents": high}
            for label, (low, middle, high) in zip(found.labels, found.bands, strict=True)
        ],
        "swings": [
            {
                "what": swing.range.what,
                "group": swing.range.group,
                "low": float(swing.range.low),
                "high": float(swing.range.high),
                "low_cents": list(swing.low),
                "high_cents": list(swing.high),
                "source": swing.range.source,
            }
            for swing in found.swings
        ],
    }


def bands_text(found: Bands, caveat: str = "") -> str:
    """The ranges for people; the assumption that matters most first."""
    beside = f"   ({caveat})" if caveat else ""
    lines = [f"Ranges ({found.method}; {found.draws} draws, seed {found.seed}): 5 % · middle · 95 %"]
    for label, band in zip(found.labels, found.bands, strict=True):
        lines.append(f"    {label}   {_by_year(band)}{beside}")
    for swing in found.swings:
        one = swing.range
        lines.append(
            f"    {one.name} from {plain(one.low)} to {plain(one.high)} ({one.source}): "
            f"{_by_year(swing.low)} to {_by_year(swing.high)}"
        )
    return "\n".join(lines) + "\n"
