"""More errors made on purpose: in tables, in words, in labels, in references that say what they mean."""

import random
import re
from collections import Counter
from dataclasses import replace

from corrupting import Maker, Slip, _edited, _next

from negotiate.agreement.blocks import Agreement, Block, Kind, Rows
from negotiate.agreement.checks.model import Text
from negotiate.agreement.vocabulary import subject

_MONEY = re.compile(r"\$?[0-9]{1,3},[0-9]{3}(?:\.[0-9]{2})?|\$?[0-9]{1,4}\.[0-9]{2}")
_CELL = ("schedule-cell", "schedule-falls", "schedule-copied")
_CROSS = ("crossref-wrong", "crossref-missing", "appendix-missing", "crossref-direction")


def _tables(agreement: Agreement) -> list[tuple[int, Block]]:
    """The tables of money of at least four rows: positions and blocks."""
    return [
        (at, block)
        for at, block in enumerate(agreement.blocks())
        if block.kind is Kind.TABLE
        and sum(any(_MONEY.fullmatch(cell) for cell in row[1:]) for row in block.rows) >= 4
        and not any(
            "$" not in cell and cell.startswith(("0.", "1.", "2.")) for row in block.rows for cell in row
        )
    ]


def _cells(rows: Rows) -> list[tuple[int, int]]:
    return [
        (n, c)
        for n, row in enumerate(rows)
        for c, cell in enumerate(row)
        if _MONEY.fullmatch(cell) and (c or len(row) == 1)
    ]


def _with(rows: Rows, changes: dict[tuple[int, int], str]) -> Rows:
    return tuple(tuple(changes.get((n, c), cell) for c, cell in enumerate(row)) for n, row in enumerate(rows))


def _moved(printed: str, least: int) -> str:
    """An amount with its last unit ``least`` more or less: a cent, or a dollar."""
    digits = re.sub(r"[^0-9]", "", printed)
    value = str(int(digits) + least).zfill(len(digits))
    out, at = [], 0
    for char in printed:
        if char.isdigit():
            out.append(value[at])
            at += 1
        else:
            out.append(char)
    return "".join(out)


def cell_off_by_one(agreement: Agreement, dice: random.Random) -> Slip | None:
    """An amount is a dollar, or a cent, more or less."""
    tables = _tables(agreement)
    if not tables:
        return None
    at, block = dice.choice(tables)
    n, c = dice.choice(_cells(block.rows))
    old = block.rows[n][c]
    new = _moved(old, dice.choice((1, -1)))
    if len(new) != len(old):
        return None
    rows = _with(block.rows, {(n, c): new})
    return Slip("cell by one", _edited(agreement, at, replace(block, rows=rows)), at, _CELL, new)


def digits_swapped(agreement: Agreement, dice: random.Random) -> Slip | None:
    """Two figures of an amount change places."""
    tables = _tables(agreement)
    if not tables:
        return None
    at, block = dice.choice(tables)
    n, c = dice.choice(_cells(block.rows))
    old = block.rows[n][c]
    spots = [
        i
        for i in range(len(old) - 1)
        if old[i : i + 2].isdigit() and old[i] != old[i + 1] and old[i + 1] != "0"
    ]
    if not spots:
        return None
    i = dice.choice(spots)
    new = old[:i] + old[i + 1] + old[i] + old[i + 2 :]
    rows = _with(block.rows, {(n, c): new})
    return Slip("digits swapped", _edited(agreement, at, replace(block, rows=rows)), at, _CELL, new)


def cells_swapped(agreement: Agreement, dice: random.Random) -> Slip | None:
    """Two neighbouring amounts change places."""
    tables = _tables(agreement)
    if not tables:
        return None
    at, block = dice.choice(tables)
    rows = block.rows
    pairs = [
        ((n, c), other)
        for n, c in _cells(rows)
        for other in ((n, c + 1), (n + 1, c))
        if other in _cells(rows) and rows[n][c] != rows[other[0]][other[1]]
    ]
    if not pairs:
        return None
    (n, c), (m, d) = dice.choice(pairs)
    changed = _with(rows, {(n, c): rows[m][d], (m, d): rows[n][c]})
    return Slip("cells swapped", _edited(agreement, at, replace(block, rows=changed)), at, _CELL, rows[n][c])


def column_copied(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A column of a grid holds the amounts of the one before it."""
    spots = [
        (at, block, c)
        for at, block in _tables(agreement)
        for c in range(2, max(len(row) for row in block.rows))
        if sum(
            (n, c) in _cells(block.rows) and (n, c - 1) in _cells(block.rows) for n in range(len(block.rows))
        )
        >= 4
    ]
    if not spots:
        return None
    at, block, c = dice.choice(spots)
    cells = set(_cells(block.rows))
    changes = {(n, c): block.rows[n][c - 1] for n in range(len(block.rows)) if {(n, c), (n, c - 1)} <= cells}
    rows = _with(block.rows, changes)
    return Slip("column copied", _edited(agreement, at, replace(block, rows=rows)), at, _CELL, rows[-1][c])


def heading_changed(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A heading of a table says another raise than its amounts took."""
    blocks = list(agreement.blocks())
    spots = [
        (at, block, found)
        for at, block in enumerate(blocks[:-1])
        if block.kind is Kind.PARAGRAPH and blocks[at + 1].kind is Kind.TABLE
        for found in re.finditer(r"(?<=[ (])[0-9.]+(?=%)|(?<=by \$)[0-9,]+", block.text)
    ]
    if not spots:
        return None
    at, block, found = dice.choice(spots)
    new = (
        "1,111"
        if "," in found[0] or (len(found[0]) > 2 and "." not in found[0])
        else f"{float(found[0]) + 0.5:g}"
    )
    words = block.text[: found.start()] + new + block.text[found.end() :]
    changed = _edited(agreement, at, replace(block, text=words))
    return Slip("heading", changed, at, ("schedule-heading",), new)


def told_reference(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A reference whose sentence names its target's heading is sent to a neighbour."""
    text = Text(agreement)
    spots = []
    for one in text.references.all:
        if one.found is None or one.outside or one.kind not in ("article", "section", "bare"):
            continue
        block, target = text.placed[one.at].block, text.placed[one.found].block
        about = set(subject(target.text)) if target.kind is Kind.HEADING else set()
        around = block.text[max(0, one.start - 60) : one.start] + " " + block.text[one.end : one.end + 60]
        last = [
            *re.finditer(
                r"(?<![A-Za-z])[IVX]+(?![A-Za-z])|(?<![A-Za-z])[A-Z](?![A-Za-z])|[0-9]+", one.printed
            )
        ]
        if (
            about
            and about <= set(subject(around))
            and block.kind is Kind.PARAGRAPH
            and last
            and len(about) < 7
        ):
            spots.append((one, block, last[-1]))
    if not spots:
        return None
    one, block, step = dice.choice(spots)
    old = step[0]
    new = _next(old, 1 if old in ("A", "1", "I") else dice.choice((1, -1)))
    if new == old or not new.strip("0@"):
        return None
    start = one.start + step.start()
    words = block.text[:start] + new + block.text[start + len(old) :]
    changed = _edited(agreement, one.at, replace(block, text=words))
    return Slip("told reference", changed, one.at, _CROSS, one.printed)


def reference_to_nothing(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A reference leads to a clause that there is not."""
    text = Text(agreement)
    spots = [
        (one, match)
        for one in text.references.all
        if one.found is not None and not one.outside and not one.through
        and one.kind in ("article", "section", "appendix")
        and text.placed[one.at].block.kind is Kind.PARAGRAPH
        and (match := list(re.finditer(r"(?<![A-Za-z])[IVX]+(?![A-Za-z])|(?<![A-Za-z])[A-Z](?![A-Za-z])|[0-9]+", one.printed)))
    ]  # fmt: skip
    if not spots:
        return None
    one, found = dice.choice(spots)
    last = found[-1]
    block = text.placed[one.at].block
    new = "58" if last[0].isdigit() else "Y" if len(last[0]) == 1 and len(found) > 1 else "XXXIV"
    if one.kind == "appendix":
        new = "Y"
    start = one.start + last.start()
    words = block.text[:start] + new + block.text[start + len(last[0]) :]
    return Slip(
        "reference to nothing", _edited(agreement, one.at, replace(block, text=words)), one.at, _CROSS, new
    )


def label_doubled(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A label repeats the one before it."""
    blocks = list(agreement.blocks())
    spots = [
        at
        for at in range(1, len(blocks))
        if blocks[at].label and blocks[at - 1].label and blocks[at].depth == blocks[at - 1].depth > 1
    ]
    if not spots:
        return None
    at = dice.choice(spots)
    block = replace(blocks[at], label=blocks[at - 1].label)
    kinds = ("label-doubled", "label-skipped")
    return Slip("label doubled", _edited(agreement, at, block), at, kinds, block.label)


def date_broken(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A day that there is not."""
    found = [
        (at, block, one)
        for at, block in enumerate(agreement.blocks())
        if block.kind is Kind.PARAGRAPH
        for one in re.finditer(
            r"\b(January|February|March|April|May|June|July|August|September|October|November|December) ([0-9]{1,2})\b(?!,? ?[0-9]{1,3}\b)",
            block.text,
        )
    ]
    if not found:
        return None
    at, block, one = dice.choice(found)
    short = {"April", "June", "September", "November"}
    day = "31" if one[1] in short else "30" if one[1] == "February" else "32"
    words = block.text[: one.start(2)] + day + block.text[one.end(2) :]
    return Slip("date", _edited(agreement, at, replace(block, text=words)), at, ("impossible-date",), day)


def twin_changed(agreement: Agreement, dice: random.Random) -> Slip | None:
    """Of a paragraph that stands twice, one has another figure."""
    blocks = list(agreement.blocks())
    many = Counter(
        block.text for block in blocks if block.kind is Kind.PARAGRAPH and len(block.text.split()) > 16
    )
    spots = [
        (at, block, one)
        for at, block in enumerate(blocks)
        if many[block.text] > 1
        for one in re.finditer(r"(?<![\w.,$-])([0-9]{2,3})\b(?![,.%][0-9])|(?<=\$)[0-9.]+[0-9]", block.text)
    ]
    if not spots:
        return None
    at, block, one = dice.choice(spots)
    new = one[0][:-1] + ("7" if one[0][-1] != "7" else "4")
    words = block.text[: one.start()] + new + block.text[one.end() :]
    kinds = ("twin-differs", "figures-words")
    other = [n for n, block2 in enumerate(blocks) if block2.text == block.text and n != at]
    return Slip("twin", _edited(agreement, at, replace(block, text=words)), at, kinds, str(other))


def word_damaged(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A frequent word as a scan leaves it: a sign for a letter, a point or a space inside, a letter lost."""
    blocks = list(agreement.blocks())
    counted = Counter(
        word
        for block in blocks
        if block.kind is Kind.PARAGRAPH
        for word in re.findall(r"\b[a-z]{4,}\b", block.text)
    )
    common = {word for word, count in counted.items() if count >= 8}
    spots = [
        (at, block, one)
        for at, block in enumerate(blocks)
        if block.kind is Kind.PARAGRAPH
        for one in re.finditer(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])", block.text)
        if one[0] in common
    ]
    if not spots:
        return None
    at, block, one = dice.choice(spots)
    old = one[0]
    made = [
        *(old.replace(a, b, 1) for a, b in (("l", "1"), ("o", "0"), ("rn", "m"), ("m", "rn"), ("h", "b"), ("e", "c"), ("fi", "f"), ("i", "l"), ("u", "ii"), ("cl", "d"), ("s", "5"))),
        old[:2] + "." + old[2:], old[:-2] + old[-1] + old[-2],
    ]  # fmt: skip
    made = [word for word in made if word != old and word not in counted]
    if not made:
        return None
    new = dice.choice(made)
    words = block.text[: one.start()] + new + block.text[one.end() :]
    return Slip("scan", _edited(agreement, at, replace(block, text=words)), at, ("scan-damage",), new)


def quote_lost(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A quotation mark is lost."""
    spots = [
        (at, block, one.start())
        for at, block in enumerate(agreement.blocks())
        if block.kind is Kind.PARAGRAPH and block.text.count("“") == block.text.count("”")
        for one in re.finditer("[“”]", block.text)
    ]
    if not spots:
        return None
    at, block, where = dice.choice(spots)
    words = block.text[:where] + block.text[where + 1 :]
    return Slip("quote", _edited(agreement, at, replace(block, text=words)), at, ("unmatched-mark",), "“")


MORE: tuple[Maker, ...] = (
    cell_off_by_one, digits_swapped, cells_swapped, column_copied, heading_changed, told_reference,
    reference_to_nothing, label_doubled, date_broken, twin_changed, word_damaged, quote_lost,
)  # fmt: skip
"""Every kind of error of this module."""
