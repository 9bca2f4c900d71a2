"""``import.yaml``: what a person says of a received file's lines, where the reading is wrong.

    corrections:
      - line: 512
        text: "A. Okafor, President"      # words that stand there: the entry is checked by them
        is: text

Every entry names its line (in a Word file its paragraph) and quotes words of it. The entries
steer the reading and never patch what came of it, so that order and words stay those of
the file. ``docs/formats.md`` describes every key.
"""

from dataclasses import dataclass
from enum import StrEnum

from negotiate.agreement.labels import parse_label
from negotiate.common.errors import BadInput
from negotiate.common.records import Record, read_yaml
from negotiate.common.text import canonical

FILE = "import.yaml"


class Is(StrEnum):
    """What a line is, or what is to be done with it."""

    TEXT = "text"
    LABEL = "label"
    HEADING = "heading"
    ARTICLE = "article"
    CONTINUED = "continued"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    NO_TABLE = "no-table"
    FURNITURE = "furniture"
    DOCUMENT = "document"
    AS_RECEIVED = "as-received"
    AS_READ = "as-read"
    DAMAGED = "damaged"


STRUCTURAL = frozenset({Is.TEXT, Is.LABEL, Is.HEADING, Is.ARTICLE, Is.DOCUMENT})
"""What settles how a paragraph begins; a line has one of these at most."""
SETTLES = frozenset({Is.TEXT, Is.LABEL, Is.HEADING, Is.ARTICLE, Is.AS_READ})
"""After one of these the line's doubts are answered."""
BLOCKS = frozenset({Is.TABLE, Is.NO_TABLE, Is.FURNITURE, Is.AS_RECEIVED, Is.AS_READ})
"""These may be said of a block of lines."""
BESIDE = ("mou", "side-letter", "appendix")
KINDS = ("agreement", *BESIDE)
"""Kinds of documents; all but an agreement have a title that everything else stands under."""

_KEYS: dict[Is, tuple[str, ...]] = {
    Is.LABEL: ("label", "under", "level"),
    Is.HEADING: ("label", "title", "under", "level"),
    Is.ARTICLE: ("label", "title"),
    Is.TABLE: ("columns",),
    Is.DOCUMENT: ("name", "kind"),
    Is.DAMAGED: ("word", "read", "by"),
}
_LINE_KEYS = ("line", "paragraph")
_BLOCK_KEYS = ("lines", "paragraphs")
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry. ``line`` and ``quote`` say where it applies, ``last`` and ``until`` where a block
    of lines ends; ``where`` is the entry's own place (``import.yaml:12``).

    ``under`` is the parent's citation, ``parent`` its line and words; ``level`` the depth in the
    outline (1 is an article's), 0 where none is said.
    """

    act: Is
    line: int
    quote: str
    where: str
    last: int = 0
    until: str = ""
    file: str = ""
    label: str = ""
    title: str = ""
    level: int = 0
    under: str = ""
    parent: tuple[int, str] | None = None
    columns: int = 0
    name: str = ""
    kind: str = ""
    word: str = ""
    read: str = ""
    by: str = ""

    def covers(self, line: int) -> bool:
        """Whether the entry speaks of the line."""
        return self.line <= line <= max(self.last, self.line)

    @property
    def begins_document(self) -> bool:
        """Whether another document begins with the line."""
        return self.act is Is.DOCUMENT

    @property
    def heads_all(self) -> bool:
        """Whether the line is the title of a document that has no articles of its own."""
        return self.act is Is.DOCUMENT and self.kind in BESIDE

    def fault(self, what: str, do: str = "") -> BadInput:
        """The error that this entry does not fit; the caller raises it."""
        return BadInput(what, where=self.where, do=do or "mend the entry or take it out")


def read_corrections(text: str, file: str = FILE) -> tuple[Correction, ...]:
    """The entries of an ``import.yaml``. Raises :class:`BadInput` with file and line for a slip."""
    record = read_yaml(text, file)
    record.only("corrections")
    found = tuple(_entry(one) for one in record.records("corrections"))
    _one_each(found)
    return found


def _entry(one: Record) -> Correction:
    act = Is(one.choice("is", [known.value for known in Is]))
    own = _KEYS.get(act, ())
    block = ("until", *_BLOCK_KEYS) if act in BLOCKS else ()
    one.only("file", "text", "is", *_LINE_KEYS, *block, *own)
    line, last = _lines(one, act)
    under, parent = _under(one)
    found = Correction(
        act,
        line,
        canonical(one.text("text")),
        f"{one.file}:{one.line}",
        last,
        canonical(one.text("until", "")),
        one.text("file", ""),
        canonical(one.text("label", "")),
        canonical(one.text("title", "")),
        one.integer("level", 0, least=1, most=_DEEPEST),
        under,
        parent,
        one.integer("columns", least=2, most=60) if act is Is.TABLE else 0,
        one.text("name", ""),
        one.choice("kind", KINDS, "") if one.has("kind") else "",
        canonical(one.text("word")) if act is Is.DAMAGED else "",
        canonical(one.text("read")) if act is Is.DAMAGED else "",
        canonical(one.text("by")) if act is Is.DAMAGED else "",
    )
    _sound(one, found)
    return found


def _sound(one: Record, found: Correction) -> None:
    if not found.quote:
        raise one.fault("text", "a few words that stand on the line")
    if found.label and parse_label(found.label) is None:
        raise one.fault("label", "a label as agreements print them: Article V, A., (f), 3.2")
    if found.level and (found.under or found.parent):
        raise one.fault("level", "either `level` or `under`, not both")
    if found.level == 1 and found.act is Is.LABEL:
        raise one.fault("level", "`is: article` for a part that stands at level 1")
    if found.act is Is.DAMAGED and not (found.word and found.read and found.by):
        raise one.fault("read", "`word` as it stands, `read` as it should, and `by` whom")
    if found.last and found.last > found.line and not found.until:
        raise one.fault("until", "words that stand on the block's last line")


def _lines(one: Record, act: Is) -> tuple[int, int]:
    given = [key for key in (*_LINE_KEYS, *_BLOCK_KEYS) if one.has(key)]
    if len(given) != 1:
        allowed = " or `lines: 310-330`" if act in BLOCKS else ""
        raise BadInput(
            "an entry names one place",
            where=f"{one.file}:{one.line}",
            do=f"write `line: 512`{allowed} (of a Word file `paragraph`)",
        )
    key = given[0]
    if key in _LINE_KEYS:
        return one.integer(key, least=1), 0
    first, dash, last = one.text(key).replace("–", "-").partition("-")
    if not (first.strip().isdigit() and dash and last.strip().isdigit() and 0 < int(first) <= int(last)):
        raise one.fault(key, "the first and the last line, as 310-330")
    return int(first), int(last)


def _under(one: Record) -> tuple[str, tuple[int, str] | None]:
    """The parent: a citation, or a line with words of it (``512 B. Social workers``)."""
    under = canonical(one.text("under", ""))
    number, _, words = under.partition(" ")
    if number.isdigit():
        if not words:
            raise one.fault(
                "under", "the parent's line and words of it, as 22 A. School nurses, or a citation"
            )
        return "", (int(number), words)
    return under, None


def _one_each(found: tuple[Correction, ...]) -> None:
    """No line is said to be two things."""
    said: dict[tuple[str, int, str], Correction] = {}
    for one in found:
        if one.act in STRUCTURAL:
            first = said.setdefault((one.file, one.line, one.quote), one)
            if first is not one:
                raise one.fault(f"line {one.line} is said to be {first.act} already, at {first.where}")
    blocks = sorted(
        (one for one in found if one.act in (Is.TABLE, Is.NO_TABLE)), key=lambda one: (one.file, one.line)
    )
    for one, after in zip(blocks, blocks[1:], strict=False):
        if one.file == after.file and one.covers(after.line):
            raise after.fault(f"its lines are part of the block at {one.where} already")
