"""Running heads, running feet and page numbers: taken out of the text, each one listed.

Only what counts pages is furniture: a line whose pattern returns with a number that
climbs by one. A line that keeps standing beside such a line (a draft mark, say) goes with
it. Nothing is known of any one publisher's headers.
"""

import re
from collections import Counter, defaultdict

from negotiate.agreement.labels import roman
from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.report import Report
from negotiate.common.text import canonical

NUMBER = re.compile(r"\d+|\b[ivxlc]+\b|\b[IVXLC]+\b")
# what begins like a part of the agreement is never furniture, however its number climbs
PART = re.compile(
    r"(?:article|section|sec|appendix|exhibit|schedule|chapter|part|letter)\b|\(?[0-9A-Za-z]{1,4}[.)](?:\s|$)"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}(?:\W*(?:\s|$)|\()",
    re.IGNORECASE,
)
# figures that climb and count no pages: years, and what is counted by name
_OTHERS = re.compile(
    r"\b(?:19|20)[0-9]{2}(?:\s?[-–—/]\s?(?:[0-9]{4}|[0-9]{2}))?\b"
    r"|\b(?:years?|yrs?|steps?|levels?|tiers?|groups?|grades?|phases?|tables?|lanes?|columns?|class|zones?|ranges?"
    r"|units?|terms?|quarters?|semesters?|weeks?|days?|rounds?|options?|plans?|categor(?:y|ies)|no\.?|#"
    r"|articles?|sections?|sec\.|appendix|appendices|exhibits?|schedules?|chapters?|parts?|letters?|attachments?"
    r"|addend(?:um|a))\s+(?:[A-Z][-.]?)?(?:[0-9]{1,4}(?:[-.][0-9]{1,2})*|[IVXLCivxlc]+)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?!p(?:age|g)?\b)[a-z][^\n]*[.,;:]$"
)  # the last words of a sentence, which happen to recur
_PAGE = re.compile(r"\b[Pp](?:age|AGE)\s+[0-9]|[0-9]\s+(?:of|/)\s+[0-9]")
_LONE = re.compile(r"\W{0,3}[0-9]{1,3}\W{0,3}")
_WORDS = re.compile(r"[^\W\d_]{2,}\W+\w+")  # two words, or a word and a year
_LONGEST = 160
_LEAST_PAGES = 3
_LEAST_LINES_A_PAGE = 12
_BESIDE_SHARE = 0.5


def drop_furniture(
    lines: list[SourceLine], report: Report, stay: frozenset[int] = frozenset(), cells: bool = False
) -> list[SourceLine]:
    """``lines`` with page furniture blanked (the line stays, so that numbers hold); lines whose
    number is in ``stay`` are none. Where a line may be a cell of a table (``cells``), one that counts
    on may count the table's rows: it is furniture only where it says "page", or beside a running head."""
    if cells:
        texts = [line.raw.strip() for line in lines]
        furniture = _page_lines(texts, _PAGE) | _headed(texts)
        furniture |= {at for at in _beside(texts, furniture) if _WORDS.search(texts[at])}
    else:
        texts = [canonical(line.raw) for line in lines]
        furniture = _page_lines(texts, NUMBER)
        furniture |= _beside(texts, furniture)
    furniture = {at for at in furniture if lines[at].number not in stay}
    if not furniture:
        return lines
    kept: list[SourceLine] = []
    for at, line in enumerate(lines):
        if at in furniture:
            report.repair(
                "page furniture", line.number, "a running head or page number", canonical(texts[at])
            )
            kept.append(SourceLine(line.number, PAGE_BREAK))
        else:
            kept.append(line)
    return kept


PAGE_BREAK = "\f"


def _headed(texts: list[str]) -> set[int]:
    """Lines of the same words that stand beside a lone number each time, and those numbers, where they
    climb by one: a running head with its page number in a line of its own."""
    often = {text for text, count in Counter(texts).items() if count >= _LEAST_PAGES and _WORDS.search(text)}
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts) if often else ():
        if text in often:
            places[text].append(at)
    found: set[int] = set()
    for text, members in places.items():
        if len(text) > _LONGEST or PART.match(text) or _ENDS.match(text):
            continue
        for step in (1, -1):
            near = [at + step for at in members if 0 <= at + step < len(texts)]
            if all(_LONE.fullmatch(texts[at]) for at in near) and _counts_pages(texts, "#", near):
                found.update(members, near)
    return found


def _page_lines(texts: list[str], says: re.Pattern[str]) -> set[int]:
    """Lines that say so (``says``) and whose numbers climb by one."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        if (
            text
            and len(text) <= _LONGEST
            and says.search(text)
            and not (PART.match(text) or _ENDS.match(text) or _goes_on(texts, at))
        ):
            groups[NUMBER.sub("#", counting(text))].append(at)
    pages: set[int] = set()
    for pattern, members in groups.items():
        if len(members) >= _LEAST_PAGES and _counts_pages(texts, pattern, members):
            pages.update(members)
    return pages


def _counts_pages(texts: list[str], pattern: str, members: list[int]) -> bool:
    gaps = sorted(after - before for before, after in zip(members, members[1:], strict=False))
    if gaps[len(gaps) // 2] < _LEAST_LINES_A_PAGE:  # the middle one: rows of a table stand close
        return False
    numbers = [[_value(n) for n in NUMBER.findall(counting(texts[at]))] for at in members]
    for column in range(pattern.count("#")):
        steps = [
            after[column] - before[column]
            for before, after in zip(numbers, numbers[1:], strict=False)
            if len(before) > column and len(after) > column
        ]
        enough = max(_LEAST_PAGES - 1, 0.6 * (len(members) - 1))
        starts_again = sum(step < 0 for step in steps)  # once: the contents had numbers of their own
        if sum(step == 1 for step in steps) >= enough and starts_again <= 1:
            return True
    return False


def counting(text: str) -> str:
    """A line without the figures in it that count no pages: years, and the numbers of parts and steps."""
    return _OTHERS.sub("", text)


def _value(number: str) -> int:
    return int(number) if number.isdigit() else roman(number) or -1000


def _goes_on(texts: list[str], at: int) -> bool:
    """Whether a line ends the sentence of the line right above it."""
    return texts[at].endswith((".", ";")) and at > 0 and texts[at - 1][-1:].islower()


def _beside(texts: list[str], pages: set[int]) -> set[int]:
    """Short lines that stand next to a page line in at least half of their occurrences."""
    beside: dict[str, set[int]] = defaultdict(set)
    for page in pages:
        for step in (1, -1):
            at = page + step
            while 0 <= at < len(texts) and not texts[at]:
                at += step
            if 0 <= at < len(texts) and at not in pages and not _goes_on(texts, at):
                beside[texts[at]].add(at)
    likely = {text for text, members in beside.items() if len(members) >= _LEAST_PAGES}
    everywhere = Counter(text for text in texts if text in likely)
    near: set[int] = set()
    for text in likely:
        often = len(beside[text]) >= _BESIDE_SHARE * everywhere[text]
        if often and len(text) <= _LONGEST and not (PART.match(text) or _ENDS.match(text)):
            near.update(beside[text])
    return near
