"""Corrections carried out on lines and paragraphs, before labels and headings are looked for.

Each step is the person's word in place of the reader's guess: what is furniture, what joins,
what is a table, what a damaged word says. Everything else goes on as it always does.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from negotiate.agreement.reading.corrections import SETTLES, STRUCTURAL, Correction, Is
from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.fitting import EMPTY_CELLS, check_fit, standing
from negotiate.agreement.reading.furniture import PAGE_BREAK
from negotiate.agreement.reading.paragraphs import Paragraph, is_blank
from negotiate.agreement.reading.report import Report
from negotiate.common.text import canonical

_QUOTED = 5
_WIDE_GAP, _GAP = re.compile(r"[ \u00a0]{3,}|\t"), re.compile(r"[ \u00a0]{2,}|\t")


class Corrected:
    """The corrections of one file, carried out step by step."""

    def __init__(self, corrections: Sequence[Correction], report: Report) -> None:
        """``corrections`` must fit the file (see ``fitting``)."""
        self.all = tuple(corrections)
        self.report = report
        report.kept = self._covered(Is.AS_RECEIVED)
        self._words: dict[int, str] = {}
        self._lines: Sequence[SourceLine] = ()
        self._formed: Sequence[Paragraph] = ()
        self._furniture: list[tuple[int, str]] = []
        self.unit = "line"
        """What the file's places are called: line or paragraph."""
        self.pages: tuple[int, ...] = ()
        """The first line of each page, where the file has pages."""

    def _covered(self, *acts: Is) -> frozenset[int]:
        return frozenset(
            line
            for one in self.all
            if one.act in acts
            for line in range(one.line, max(one.last, one.line) + 1)
        )

    def fits(self, lines: Sequence[SourceLine], paragraphs: Sequence[Paragraph] = ()) -> None:
        """Raises :class:`BadInput` where an entry's words do not stand on its line."""
        self._lines, self._formed = lines, paragraphs
        self._furniture = [
            (one.line, one.taken) for one in self.report.repairs if one.kind == "page furniture"
        ]
        if self.all:
            check_fit(self.all, self._all_places(), self.unit, bool(paragraphs) and not lines)

    def _all_places(self) -> list[tuple[int, str]]:
        places = [(one.number, one.raw) for one in self._lines]
        for one in self._formed:
            places.append((one.line, one.text or " ".join(one.rows[0] if one.rows else ())))
            places += [
                (line, " ".join(row)) for row, line in zip(one.rows[1:], one.row_lines[1:], strict=False)
            ]
        return places + self._furniture

    @property
    def places(self) -> tuple[tuple[int, str], ...]:
        """The file's lines as (number, words), as an entry can name and quote them."""
        return tuple(self._all_places())

    def none(self, why: str) -> None:
        """Refuses any correction at all: ``why``."""
        for one in self.all:
            raise one.fault(why, "edit the file itself")

    # ---- lines -----------------------------------------------------------------------------

    def lines(self, lines: list[SourceLine]) -> list[SourceLine]:
        """The lines with damaged words read as the person says, and what is furniture blanked."""
        if not self.all:
            return lines
        self._words = {line.number: canonical(line.raw) for line in lines if not is_blank(line.raw)}
        first = next((line.number for line in lines if not is_blank(line.raw)), 0)
        for one in self.all:
            if one.act is Is.CONTINUED and one.line <= first:
                raise one.fault("nothing stands above the first line that it could go on with")
        furniture = self._covered(Is.FURNITURE)
        out: list[SourceLine] = []
        for line in lines:
            raw = line.raw
            if line.number in furniture and canonical(raw):
                self._drop(line.number, raw)
                out.append(SourceLine(line.number, PAGE_BREAK))
                continue
            for one in self._at(line.number, raw, Is.DAMAGED):
                raw = self._read(one, raw)
            out.append(line if raw == line.raw else line._replace(raw=raw, edge=None))
        return out

    def as_received(self, lines: list[SourceLine], received: Sequence[SourceLine]) -> list[SourceLine]:
        """``lines`` with those as they came whose repairs the person refuses."""
        kept = self.report.kept
        if not kept:
            return lines
        self.report.repairs = [one for one in self.report.repairs if one.line not in kept]
        came = {line.number: line for line in received}
        return [came[line.number] if line.number in kept else line for line in lines]

    def stay(self) -> frozenset[int]:
        """Lines that are never taken for page furniture: someone has said what they are."""
        return self.report.kept | frozenset(one.line for one in self.all if one.act is not Is.FURNITURE)

    def alone(self) -> frozenset[int]:
        """Lines that are headings: the next line goes on with one only where that is said, or where
        the title ends before its line does."""
        return frozenset(
            one.line
            for one in self.all
            if one.act in (Is.HEADING, Is.ARTICLE)
            and (not one.title or self._words.get(one.line, "").endswith(one.title))
        )

    def joins(self) -> dict[int, bool]:
        """Line → whether it goes on with the paragraph above; other lines are the reader's."""
        out: dict[int, bool] = {}
        for one in self.all:
            if one.act is Is.CONTINUED:
                out[one.line] = True
            elif one.act in STRUCTURAL or one.act is Is.PARAGRAPH:
                out[one.line] = False
            elif one.act in (Is.TABLE, Is.NO_TABLE):
                last = max(one.last, one.line)
                out[last + 1] = out.get(last + 1, False)
                lines = range(one.line, last + 1) if one.act is Is.TABLE else (one.line,)
                out.update(dict.fromkeys(lines, False))
        return out

    # ---- paragraphs ------------------------------------------------------------------------

    def paragraphs(self, found: list[Paragraph]) -> list[Paragraph]:
        """As :meth:`lines`, for a file that has paragraphs of its own."""
        if not self.all:
            return found
        furniture = self._covered(Is.FURNITURE)
        out: list[Paragraph] = []
        for one in found:
            words = one.text or " ".join(cell for row in one.rows for cell in row)
            if one.line in furniture and words:
                self._drop(one.line, words)
                continue
            for damaged in self._at(one.line, one.raw, Is.DAMAGED):
                if one.rows:
                    raise damaged.fault("a word in a table's cell is not read otherwise by an entry")
                one = _with_raw(one, self._read(damaged, one.raw))
            out.append(one)
        return self.joined(out)

    def joined(self, found: list[Paragraph]) -> list[Paragraph]:
        """The paragraphs with those joined that the person says go on with the one above."""
        wanted = [one for one in self.all if one.act is Is.CONTINUED]
        if not wanted:
            return found
        out: list[Paragraph] = []
        for one in found:
            said = next((c for c in wanted if c.line == one.line and c.quote in one.text), None)
            if said is None:
                out.append(one)
            elif not out or out[-1].rows or not out[-1].text or one.rows:
                raise said.fault("no paragraph stands above this line that it could go on with")
            else:
                out[-1] = _with_raw(out[-1], f"{out[-1].raw.rstrip()} {one.raw.strip()}")
        return out

    def marked(self, found: list[Paragraph]) -> list[Paragraph]:
        """The paragraphs, each with the correction that says how it begins."""
        wanted = [one for one in self.all if one.act in STRUCTURAL]
        for said in wanted:
            at = [one for one in found if one.line == said.line]
            at = [one for one in at if said.quote in one.text] or at
            if not at or at[0].rows:
                raise said.fault("no paragraph begins with this line; another entry makes it a part of one")
            at[0].fix = said
        return found

    def tables(
        self, found: list[Paragraph], rebuild: Callable[[list[Paragraph], Report], list[Paragraph]]
    ) -> list[Paragraph]:
        """``rebuild`` on every stretch that the person has said nothing of, and the blocks that are
        tables, or none, as the person says."""
        if not self.all:
            return rebuild(found, self.report)
        blocks = [one for one in self.all if one.act in (Is.TABLE, Is.NO_TABLE)]
        out: list[Paragraph] = []
        stretch: list[Paragraph] = []
        at = 0
        while at < len(found):
            block = next((one for one in blocks if one.covers(found[at].line)), None)
            if block is None and found[at].fix is None:
                stretch.append(found[at])
                at += 1
                continue
            out += rebuild(stretch, self.report)
            stretch = []
            end = at + 1
            while block is not None and end < len(found) and block.covers(found[end].line):
                end += 1
            out += [found[at]] if block is None else self._block(block, found[at:end])
            at = end
        return out + rebuild(stretch, self.report)

    def settled(self) -> None:
        """Takes out the doubts that the person has answered; a repair refused must not stand."""
        for said in self.all:
            if said.act is Is.AS_RECEIVED:
                for one in self.report.repairs:
                    if said.covers(one.line) and said.quote in one.taken:
                        raise said.fault(f"this repair ({one.kind}: {one.why}) cannot be left out")
        lines = self._covered(*SETTLES)
        doubts = [one for one in self.report.doubts if one.line not in lines]
        if any(one.text for one in doubts):
            near = {line for one in doubts for line in range(one.line, one.line + EMPTY_CELLS)}
            there: dict[int, list[str]] = {}
            for number, words in self._all_places():
                if number in near:
                    there.setdefault(number, []).append(canonical(words))
            doubts = [
                replace(one, quote=_quote(one.text, standing(there, one.line, one.asks != "label")))
                for one in doubts
            ]
        self.report.doubts = doubts

    # ---- inside ----------------------------------------------------------------------------

    def _at(self, line: int, raw: str, act: Is) -> list[Correction]:
        words = canonical(raw)
        return [one for one in self.all if one.act is act and one.line == line and one.quote in words]

    def _drop(self, line: int, words: str) -> None:
        self.report.repair("page furniture", line, "a correction says so", canonical(words))

    def _read(self, one: Correction, raw: str) -> str:
        pattern = r"\s+".join(map(re.escape, one.word.split()))
        there = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", raw))
        if len(there) != 1:
            stands = f"stands {len(there)} times there" if there else "does not stand there"
            raise one.fault(f"the word “{one.word}” {stands}", "give a word that stands there once")
        self.report.repair(
            "damaged word", one.line, f"read so by {one.by}", canonical(there[0][0]), canonical(one.read)
        )
        return raw[: there[0].start()] + one.read + raw[there[0].end() :]

    def _block(self, said: Correction, run: list[Paragraph]) -> list[Paragraph]:
        if said.act is Is.NO_TABLE:
            out = [part for one in run for part in _unrolled(one)]
            for one in run:
                if not one.rows and not one.text:
                    self.report.repair("empty cell", one.line, "an empty cell outside any table")
            return out
        if any(one.rows for one in run):
            raise said.fault("the file has a table of its own there", "say `is: no-table` where it is none")
        rows, lines = _rows(said, run, self.report)
        for row, line in zip(rows, lines, strict=True):
            if len(row) != said.columns:
                self.report.doubt(
                    line,
                    f"this row has {len(row)} cells, not the {said.columns} that {said.where} says; "
                    "kept as received",
                    " | ".join(row),
                )
        return [Paragraph(run[0].line, "", rows=tuple(rows), row_lines=tuple(lines))]


def _quote(text: str, there: Sequence[str]) -> str:
    """The first words of a doubt's text, as many as stand on its line, five at most."""
    given = canonical(text).lstrip("| ").split(" ")  # the first cells of a row may be empty
    for many in range(min(_QUOTED, len(given)), 0, -1):
        words = " ".join(given[:many])
        if words and any(words in stands for stands in there):
            return words
    return ""


def _with_raw(one: Paragraph, raw: str) -> Paragraph:
    one.raw, one.text = raw, canonical(raw)
    return one


def _unrolled(one: Paragraph) -> list[Paragraph]:
    """A table's rows as paragraphs; a paragraph as it is."""
    if not one.rows:
        return [one] if one.text else []
    lines = one.row_lines or tuple(one.line for _ in one.rows)
    return [
        Paragraph(line, " ".join(cell for cell in row if cell))
        for row, line in zip(one.rows, lines, strict=True)
        if any(row)
    ]


def _rows(said: Correction, run: list[Paragraph], report: Report) -> tuple[list[tuple[str, ...]], list[int]]:
    """A block's rows with their lines: bars, columns set with spaces, or else a cell a line."""
    if all(one.text.startswith("|") for one in run):
        return _barred(run, report)
    parted = _columns([one.raw for one in run], said.columns)
    if parted:
        return parted, [one.line for one in run]
    cells = [one.text for one in run]
    starts = range(0, len(cells), said.columns)
    return [tuple(cells[at : at + said.columns]) for at in starts], [run[at].line for at in starts]


def _barred(run: list[Paragraph], report: Report) -> tuple[list[tuple[str, ...]], list[int]]:
    from negotiate.agreement.reading.tables import pipe_table

    table = pipe_table(run, report)
    return list(table.rows), list(table.row_lines)


def _columns(lines: list[str], columns: int) -> list[tuple[str, ...]]:
    """Lines set in columns as rows, parted at wide gaps or at narrower ones, whichever gives the
    right number; at every space where that does for every line. Empty where they are cells alone."""
    rows: list[tuple[str, ...]] = []
    for raw in lines:
        wide, narrow = (
            tuple(canonical(cell) for cell in gap.split(raw.strip())) for gap in (_WIDE_GAP, _GAP)
        )
        rows.append(narrow if len(narrow) == columns != len(wide) else wide)
    if any(len(row) > 1 for row in rows):
        return rows
    spaced = [tuple(canonical(raw).split(" ")) for raw in lines]
    return spaced if all(len(row) == columns for row in spaced) else []
