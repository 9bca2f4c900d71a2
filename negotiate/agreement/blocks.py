"""The block is the unit of everything: a heading, a paragraph or a table.

A clause is a labelled block (or a heading) with all blocks under it, down to the next
label of its level or above. Merge, digest and lock work on blocks, redlines on words
inside blocks. A block carries no id: its identity between two versions is computed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from negotiate.common.text import digest, words


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"


# A member of an enumeration takes longer to look up than most lines to read: what runs for every
# block uses these.
HEADING, PARAGRAPH, TABLE = Kind.HEADING, Kind.PARAGRAPH, Kind.TABLE

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of canonical text.

    ``label`` is the label as printed (``(f)``, ``Article V``) or empty. ``depth`` is the
    block's own level when it is labelled or a heading (1 is the article), and the level of
    the clause it belongs to otherwise. ``rows`` are a table's cells. ``line`` is the line
    in the file it was read from and takes no part in comparison.
    """

    kind: Kind
    text: str = ""
    label: str = ""
    depth: int = 1
    rows: Rows = ()
    line: int = field(default=0, compare=False)

    @property
    def opens_clause(self) -> bool:
        """Whether a clause begins here: a label or a heading."""
        return bool(self.label) or self.kind is HEADING

    @property
    def canonical(self) -> str:
        """The block's full text: label and words, or a table a row a line."""
        if self.kind is TABLE:
            return "\n".join("| " + " | ".join(row) + " |" for row in self.rows)
        return f"{self.label} {self.text}".strip() if self.label else self.text

    @property
    def words(self) -> list[str]:
        """The block's words in order, label and cells included; what only sets a table out is none."""
        if self.kind is TABLE:
            return [word for row in self.rows for cell in row for word in words(cell)]
        return words(self.canonical)

    @property
    def digest(self) -> str:
        """SHA-256 of what the block says. The label is shown and stored, but left out."""
        if self.kind is TABLE:
            return digest("table", *("\x1f".join(row) for row in self.rows))
        return _digest_of(self.text)


@lru_cache(maxsize=1 << 16)
def _digest_of(text: str) -> str:
    """Kept: an act compares the same thousands of blocks again and again."""
    return digest("text", text)


@dataclass(frozen=True, slots=True)
class Article:
    """One file of a document: ``path`` is its name (``05-staffing.md``)."""

    path: str
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The article's heading, label included; empty for front matter without one."""
        first = self.blocks[0] if self.blocks else None
        return first.canonical if first is not None and first.kind is HEADING else ""


@dataclass(frozen=True, slots=True)
class Document:
    """One agreement, side letter, MOU or appendix: ``name`` is its folder."""

    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A whole text: its documents in order, the main one first."""

    documents: tuple[Document, ...]

    @property
    def main(self) -> str:
        """The name of the document a citation without one looks in."""
        return self.documents[0].name if self.documents else "agreement"

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        for document in self.documents:
            for article in document.articles:
                yield from article.blocks


@dataclass(frozen=True, slots=True)
class Placed:
    """A block where it stands in one text.

    ``citation`` names its clause, ``paragraph`` the block inside the clause (1 is the block
    that carries the label). ``line`` counts in ``file``; ``text_line`` in the whole text
    (the files one after the other), so that it is unique.
    """

    block: Block
    citation: str
    paragraph: int
    document: str
    file: str
    line: int
    text_line: int

    @property
    def name(self) -> str:
        """The citation of this one block: ``V.A.1(e) ¶4``."""
        return self.citation if self.paragraph == 1 else f"{self.citation} ¶{self.paragraph}"
