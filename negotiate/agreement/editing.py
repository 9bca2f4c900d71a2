"""Changes to an agreement's language: a clause replaced, added, taken out; cells changed; a new article.

Every function gives a new agreement and leaves the old one as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

from negotiate.agreement.adding import new_article, new_document
from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Placed
from negotiate.agreement.citations import Index, index_of
from negotiate.agreement.fragment import read_fragment
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical

_PLAINLY = 70.0  # likeness (of 100) from which a paragraph is plainly a version of another
_APART = 15.0  # and by how much it must be liker than to any other


class EditKind(StrEnum):
    """What an edit does to the clause it cites."""

    REPLACE = "replace"
    INSERT_AFTER = "insert-after"
    DELETE = "delete"
    CELLS = "cells"
    NEW_ARTICLE = "new-article"
    NEW_DOCUMENT = "new-document"


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit a person asks for: the clause cited, and its text or cells (row, column, value).

    A new article follows the article cited (empty: the last one) and begins with its heading; a new
    document is called what stands in place of the citation.
    """

    kind: EditKind
    citation: str
    text: str = ""
    cells: tuple[tuple[str, str, str], ...] = ()


def apply_edit(agreement: Agreement, edit: Edit) -> Agreement:
    """The agreement with one edit made."""
    if edit.kind is EditKind.REPLACE:
        return replace_clause(agreement, edit.citation, edit.text)
    if edit.kind is EditKind.INSERT_AFTER:
        return insert_after(agreement, edit.citation, edit.text)
    if edit.kind is EditKind.DELETE:
        return delete_clause(agreement, edit.citation)
    if edit.kind is EditKind.NEW_ARTICLE:
        return new_article(agreement, edit.citation, edit.text)
    if edit.kind is EditKind.NEW_DOCUMENT:
        return new_document(agreement, edit.citation, edit.text)
    return change_cells(agreement, edit.citation, edit.cells)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a clause stands: its article's blocks and the stretch ``start:end`` within them."""

    document: str
    file: str
    blocks: tuple[Block, ...]
    start: int
    end: int
    named: bool  # a ¶ named one block

    @property
    def above(self) -> list[Block]:
        """The clauses that are open at ``start``, outermost first, the one that starts there last."""
        stack: list[Block] = []
        for block in self.blocks[: self.start + 1]:
            if block.opens_clause:
                stack = [one for one in stack if one.depth < block.depth]
                stack.append(block)
        return stack


def replace_clause(agreement: Agreement, citation: str, text: str) -> Agreement:
    """The agreement with the clause cited saying ``text``.

    One paragraph replaces the block that a ¶ names, or the paragraph of the clause that it is
    plainly a version of, or else the one that opens the clause; several paragraphs replace
    the clause with everything under it. Raises :class:`BadInput` where one paragraph would
    have to replace a heading with text under it: that would be a guess.
    """
    spot = _spot(agreement, citation)
    opening = spot.blocks[spot.start]
    fresh = read_fragment(text, spot.above)
    if not fresh:
        raise BadInput(
            f"there is no text for {citation}", do="give the words, or use --delete to strike the clause"
        )
    fresh = [_labelled_as(opening, fresh[0]), *fresh[1:]]
    size = spot.end - spot.start
    if len(fresh) == 1 and size > 1:
        return _put_one(agreement, spot, citation, fresh[0])
    if opening.opens_clause and not spot.named:
        fresh = _with_opening(opening, fresh)
    elif spot.named:
        fresh = [replace(fresh[0], depth=opening.depth), *fresh[1:]]
    return _put(agreement, spot, spot.start, spot.end, fresh)


def _put_one(agreement: Agreement, spot: _Spot, citation: str, fresh: Block) -> Agreement:
    """One paragraph for a clause of several blocks: the block it is meant for, never a guess."""
    opening = spot.blocks[spot.start]
    meant = _block_meant(spot, fresh.text)
    if meant is not None:
        block = spot.blocks[meant]
        return _put(agreement, spot, meant, meant + 1, [replace(block, text=_unlabelled(block, fresh))])
    if opening.kind is Kind.HEADING and fuzz.ratio(fresh.text, opening.text) < _PLAINLY:
        raise BadInput(
            f"{citation} is a heading with {spot.end - spot.start - 1} blocks under it, "
            "and the text has one paragraph that is like none of them",
            do=f"cite the block it replaces (such as {citation} ¶2), or give the whole clause",
        )
    return _put(agreement, spot, spot.start, spot.start + 1, _with_opening(opening, [fresh]))


def insert_after(agreement: Agreement, citation: str, text: str) -> Agreement:
    """The agreement with ``text`` as new blocks after the clause cited and all under it."""
    spot = _spot(agreement, citation)
    fresh = read_fragment(text, spot.above)
    if not fresh:
        raise BadInput("there is no text to insert", do="give the words of the new clause")
    return _put(agreement, spot, spot.end, spot.end, fresh)


def delete_clause(agreement: Agreement, citation: str) -> Agreement:
    """The agreement without the clause cited and everything under it."""
    spot = _spot(agreement, citation)
    return _put(agreement, spot, spot.start, spot.end, [])


def change_cells(agreement: Agreement, citation: str, cells: Sequence[tuple[str, str, str]]) -> Agreement:
    """The agreement with cells (row, column, value) of the one table in the clause changed.

    Rows are named by their first cell, columns by any cell of a heading row.
    """
    spot = _spot(agreement, citation)
    tables = [at for at in range(spot.start, spot.end) if spot.blocks[at].kind is Kind.TABLE]
    if len(tables) != 1:
        raise BadInput(f"{citation} holds {len(tables)} tables", do="cite the one table as a ¶")
    table = spot.blocks[tables[0]]
    rows = [list(row) for row in table.rows]
    for row, column, value in cells:
        at, across = _find_cell(rows, row, column, citation)
        rows[at][across] = canonical(value)
    fresh = replace(table, rows=tuple(tuple(row) for row in rows))
    return _put(agreement, spot, tables[0], tables[0] + 1, [fresh])


def _find_cell(rows: list[list[str]], row: str, column: str, citation: str) -> tuple[int, int]:
    found = [at for at, cells in enumerate(rows) if cells and cells[0] == row and at > 0]
    across = [at for cells in rows[:3] for at, cell in enumerate(cells) if cell == column and at > 0]
    if len(found) != 1 or not across or across[0] >= len(rows[found[0]]):
        raise BadInput(f"the table in {citation} has no single cell in row {row!r}, column {column!r}")
    return found[0], across[0]


def _block_meant(spot: _Spot, text: str) -> int | None:
    """The one paragraph under the clause that the text is plainly a version of, or None."""
    likeness = [
        (fuzz.ratio(text, spot.blocks[at].text) if spot.blocks[at].kind is Kind.PARAGRAPH else 0.0, at)
        for at in range(spot.start, spot.end)
    ]
    (best, at), (second, _) = sorted(likeness, reverse=True)[:2]
    return at if best >= _PLAINLY and best - second >= _APART and at != spot.start else None


def _labelled_as(block: Block, fresh: Block) -> Block:
    """New words for a block that has a label: they may begin with it, though by its form it might be none."""
    if not block.label or fresh.label or not fresh.text.startswith(f"{block.label} "):
        return fresh
    return replace(block, text=fresh.text[len(block.label) :].strip())


def _unlabelled(block: Block, fresh: Block) -> str:
    """The new words of a block that keeps its own label."""
    fresh = _labelled_as(block, fresh)
    if fresh.label and fresh.label != block.label:
        return fresh.canonical
    return fresh.text


def _with_opening(opening: Block, fresh: list[Block]) -> list[Block]:
    """The clause's new blocks with its own label in front, unless its writer gave it another."""
    first = fresh[0]
    if first.label == opening.label and first.opens_clause == opening.opens_clause:
        kind = opening.kind if len(first.text) < 200 else first.kind
        return [replace(first, kind=kind, depth=opening.depth), *fresh[1:]]
    if first.label and first.depth <= opening.depth:
        return fresh  # another label: the clause is renumbered by its writer
    if opening.kind is Kind.HEADING:
        if fuzz.ratio(first.text, opening.text) >= _PLAINLY:
            return [replace(opening, text=first.text), *fresh[1:]]
        return [opening, *fresh]
    if first.label:
        return [opening, *fresh]
    return [replace(opening, text=first.text), *fresh[1:]]


def _spot(agreement: Agreement, citation: str) -> _Spot:
    index = index_of(agreement)
    _, paragraph = index.locate(citation)
    found = index.clause(citation)
    first = found[0]
    article = _article(agreement, first)
    start = _position(index, first)
    return _Spot(
        first.document,
        first.file,
        article.blocks,
        start,
        start + len(found),
        paragraph is not None and paragraph > 1,
    )


def _position(index: Index, wanted: Placed) -> int:
    count = 0
    for item in index.placed:
        if item is wanted:
            return count
        if (item.document, item.file) == (wanted.document, wanted.file):
            count += 1
    raise AssertionError("a placed block stands in its own index")


def _article(agreement: Agreement, item: Placed) -> Article:
    for document in agreement.documents:
        for article in document.articles:
            if (document.name, article.path) == (item.document, item.file):
                return article
    raise AssertionError("a placed block stands in an article")


def _put(agreement: Agreement, spot: _Spot, start: int, end: int, fresh: Sequence[Block]) -> Agreement:
    blocks = (*spot.blocks[:start], *fresh, *spot.blocks[end:])
    return with_article(agreement, spot.document, Article(spot.file, blocks))


def with_article(agreement: Agreement, document: str, article: Article) -> Agreement:
    """The agreement with one article replaced (an article left without blocks is taken out)."""
    documents = []
    for one in agreement.documents:
        if one.name != document:
            documents.append(one)
            continue
        kept = [article if old.path == article.path else old for old in one.articles]
        documents.append(Document(one.name, tuple(part for part in kept if part.blocks)))
    return Agreement(tuple(documents))
