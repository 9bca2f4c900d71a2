"""Other people's agreements through every workflow: import, check, a redline of many edits, the successor;
and each of them rendered as Word and PDF, by the program and by LibreOffice, and read back.

Every file in the folder of received agreements is taken; ``AGREEMENTS=FOLDER`` names another folder.
"""

import os
import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bargain import Team, run
from office import converted, need, office_texts
from received import words_received, words_stored
from redline_checker import faults
from same_parts import parts

from benchmarks import edits
from benchmarks.redline_score import score
from negotiate.agreement.blocks import Agreement, Rows
from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported
from negotiate.packets.word_file import text_of
from negotiate.packets.word_reader import Text
from negotiate.packets.write import redline_file, successor
from negotiate.redline.engine import redline

pytestmark = [pytest.mark.round, pytest.mark.slow]
_SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "contracts"
FILES = sorted(one for one in Path(os.environ.get("AGREEMENTS", _SHARED)).glob("*") if one.is_file())
AT = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
_PLANS = (edits.FIVE, edits.TWENTY, edits.MOVES)
_ITEMS = 8
_COVER = 30  # words of the cover and of the last part
_SAME_PARENTS = 0.98  # in print: a form's captions may be read as headings, or not

every = pytest.mark.parametrize("path", FILES or [_SHARED], ids=lambda path: path.name[:20] + path.name[-12:])


@cache
def imported(path: Path) -> Imported:
    """The agreement as received."""
    if not path.is_file():
        pytest.skip(f"no received agreement: {path}")
    return read_received(path.read_bytes(), path.name)


@cache
def made(path: Path, ending: str) -> bytes:
    """The agreement as the program writes it whole."""
    return successor(imported(path).agreement, (), ending, title="Agreement", at=AT, author="Both parties")


def tables(agreement: Agreement) -> list[Rows]:
    """The rows of every table; cells and rows without words set nothing out."""
    return [
        tuple(tuple(cell for cell in row if cell) for row in block.rows if any(row))
        for block in agreement.blocks()
        if block.rows
    ]


def labels(agreement: Agreement) -> list[str]:
    return [block.label for block in agreement.blocks() if block.label]


def letters(words: list[str]) -> str:
    return re.sub(r"[\W_]", "", "".join(words))


@every
def test_it_comes_in_without_a_word_lost(path: Path) -> None:
    found = imported(path)
    if path.suffix in (".txt", ".md"):
        assert Counter(words_stored(found)) == Counter(words_received(path.read_text("utf-8"), found))
    assert labels(found.agreement)


@every
@pytest.mark.parametrize("ending", [".docx", ".html", ".md"])
def test_as_a_file_of_ours_it_comes_back_word_for_word(path: Path, ending: str) -> None:
    _comes_back_whole(imported(path).agreement, read_received(made(path, ending), f"back{ending}"))


@every
def test_as_a_word_file_of_libreoffice_it_comes_back_word_for_word(path: Path) -> None:
    need("soffice")
    data = converted(made(path, ".docx"), "docx", "docx")
    _comes_back_whole(imported(path).agreement, read_received(data, "theirs.docx"))


def _comes_back_whole(known: Agreement, found: Imported) -> None:
    assert parts(found.agreement) == parts(known)
    assert tables(found.agreement) == tables(known)
    assert [one.name for one in found.agreement.documents] == [one.name for one in known.documents]
    words = "\n".join(word for block in known.blocks() for word in block.words)
    assert f"\n{words}\n" in "\n".join(["", *words_stored(found), ""])


@every
@pytest.mark.parametrize("printer", ["ours", "libreoffice"])
def test_as_a_print_it_comes_back_with_its_words_and_its_structure(path: Path, printer: str) -> None:
    """A line's end may hide a hyphen or a space: letters must be there in order, and what is not a word of the
    text must be listed as joined."""
    need("soffice")
    data = made(path, ".pdf") if printer == "ours" else converted(made(path, ".docx"), "docx", "pdf")
    known, found = imported(path).agreement, read_received(data, "theirs.pdf")
    words = [word for block in known.blocks() for word in block.words]
    assert letters(words) in letters(words_stored(found))
    new = Counter(words_stored(found)) - Counter(words)
    joined = sum(repair.parted_word for repair in found.repairs)
    assert new.total() <= joined + 0.002 * len(words) + _COVER
    assert labels(found.agreement) == labels(known)
    same = sum(one == other for one, other in zip(parts(found.agreement), parts(known), strict=True))
    assert same >= _SAME_PARENTS * len(parts(known))
    assert _cells(found.agreement) == _cells(known)


def _cells(agreement: Agreement) -> list[list[list[str]]]:
    """Every table's cells by their letters: a cell's line may end at a hyphen or a dash."""
    return [[[letters([cell]) for cell in row] for row in rows] for rows in tables(agreement)]


@every
@pytest.mark.parametrize("plan", _PLANS, ids=lambda plan: plan.name)
def test_a_redline_of_many_edits_tells_both_texts_and_the_edits(path: Path, plan: edits.Plan) -> None:
    old = place(edits.edit(imported(path).agreement, edits.Plan("none"), 0)[0])
    edition, truth = edits.edit(imported(path).agreement, plan, 9)
    new = place(edition)
    found = redline(old, new)
    assert faults(found, old, new) == []
    scored = score(found, old, new, truth)
    assert scored.links_found >= scored.links - max(2, 0.005 * scored.links)
    # where two neighbours changed places, either may be told as moved: never more than the edits moved
    assert scored.moves_found + scored.moves_invented <= scored.moves
    assert scored.wrong <= scored.moves_invented
    assert scored.marked <= 1.05 * scored.least + 100


@every
def test_its_redline_in_word_is_both_texts_in_libreoffice(path: Path) -> None:
    need("soffice")
    old, new = (
        place(imported(path).agreement),
        place(edits.edit(imported(path).agreement, edits.TWENTY, 9)[0]),
    )
    data = redline_file(redline(old, new), ".docx", old_name="old", new_name="new", author="Union", at=AT)
    ((accepted, rejected),) = office_texts([data])
    assert _even(accepted) == _even(text_of(new))
    assert _even(rejected) == _even(text_of(old))


def _even(text: Text) -> list[str | list[list[str]]]:
    """A text without its empty cells, and without those beyond a table's first row: LibreOffice makes rows of
    one length, and asked for a table's cells it tells as many columns as the first row has."""
    return [
        part if isinstance(part, str) else [[cell for cell in row[: len(part[0])] if cell] for row in part]
        for part in text
    ]


class _Page(HTMLParser):
    """The words of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("ins", "del", "em", "strong", "b", "i", "span", "a", "sup", "sub"):
            self.out.append(" ")

    def handle_data(self, data: str) -> None:
        self.out.append(data)


@every
def test_it_is_checked_bargained_and_its_successor_verified(path: Path, tmp_path: Path) -> None:
    agreement = imported(path).agreement
    assert run("init", str(tmp_path / "team"), "--from", str(path)).code == 0
    team = Team(tmp_path / "team")
    assert team("verify", "--json").json()["accounted"]
    said = run("-w", str(team.folder), "check", "--json")
    assert said.code in (0, 1)
    for one in said.json()[:20]:
        if one["citation"]:
            team("show", one["citation"])
    assert team("search", "shall").out

    placed = place(agreement)
    words = [item.block.words for item in placed]
    twice = Counter(item.citation for item in placed if item.paragraph == 1)
    plain = [
        at
        for at, item in enumerate(placed)
        if item.paragraph == 1 and item.block.label and not item.block.rows and len(item.block.text) > 120
        and twice[item.citation] == 1 and (at + 1 == len(placed) or placed[at + 1].citation != item.citation)
    ]  # fmt: skip
    chosen = plain[:: max(len(plain) // _ITEMS, 1)][:_ITEMS]
    assert len(chosen) == _ITEMS
    for number, at in enumerate(chosen, 1):
        item = placed[at]
        block = item.block
        *head, last = block.text.split()
        asked = " ".join([*head[:3], "and", "jointly", *head[3:], last])
        team("item", "open", f"Item {number}", "--clause", item.citation)
        team(
            "draft",
            str(number),
            "--side",
            "union",
            "--clause",
            f"{item.citation} ¶1",
            "--text",
            f"{block.label} {asked}",
        )
        team("pass", str(number), "--side", "union", "--at", f"2026-03-04T17:{number:02}")
        team("accept", str(number), "--side", "district", "--at", f"2026-03-04T18:{number:02}")
        team("ta", str(number), "--union", "A", "--district", "B", "--at", f"2026-03-04T19:{number:02}")
        words[at] = f"{block.label} {asked}".split()
    wanted = [word for one in words for word in one]

    for ending in (".docx", ".pdf", ".html", ".md"):
        file = tmp_path / f"successor{ending}"
        team("successor", "-o", str(file))
        team("verify", str(file))
        found = read_received(file.read_bytes(), file.name)
        assert letters(wanted) in letters(words_stored(found))
        if ending != ".pdf":
            assert parts(found.agreement) == parts(agreement)
    page = _Page()
    page.feed((tmp_path / "successor.html").read_text("utf-8"))
    assert "\n".join(wanted) in "\n".join("".join(page.out).split())
    assert team("verify", "--json").json()["accounted"]
