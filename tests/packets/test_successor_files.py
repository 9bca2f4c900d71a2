"""The integrated agreement and bare redlines as files."""

import io
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree, html
from packet_sample import NEW, OLD, agreement, placed
from pypdf import PdfReader

from negotiate.agreement.citations import place
from negotiate.agreement.markdown import read_article
from negotiate.common.errors import BadInput
from negotiate.packets.model import Provenance
from negotiate.packets.word_file import text_of
from negotiate.packets.word_reader import View, read_word
from negotiate.packets.write import ENDINGS, redline_file, successor
from negotiate.redline.engine import redline
from negotiate.redline.model import Redline

AT = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
SOURCES = (Provenance("V.A.2(a)", 3, "Inclusion staffing", "March 4, 2026", "0123456789abcdef" * 4),)


def made(ending: str, blackline: Redline | None = None) -> bytes:
    return successor(
        agreement(NEW), SOURCES, ending, blackline, title="Agreement 2026–2029", at=AT, author="Both parties"
    )


def text(data: bytes, ending: str) -> str:
    if ending == ".pdf":
        found = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    elif ending == ".docx":
        found = str(read_word(data, View.ACCEPTED))
    elif ending == ".html":
        page: Any = html.fromstring(data)
        found = page.text_content()
    else:
        found = re.sub(r"[\\*~]", "", data.decode())
    return re.sub(r"\s+", " ", found)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_change_names_the_agreement_it_came_from(ending: str) -> None:
    for blackline in (None, redline(placed(OLD), placed(NEW))):
        told = text(made(ending, blackline), ending)
        assert "3. Inclusion staffing" in told
        assert "0123-4567-89ab" in told
        assert made(ending, blackline) == made(ending, blackline)


def test_the_clean_word_file_has_no_revision_and_the_whole_text() -> None:
    data = made(".docx")
    assert read_word(data, View.ACCEPTED) == read_word(data, View.REJECTED)
    language = text_of(place(agreement(NEW)))
    read = read_word(data, View.ACCEPTED)
    assert language == read[3 : 3 + len(language)]  # after title, its line, and the date


def test_the_blackline_rejected_is_the_agreement_in_force() -> None:
    data = made(".docx", redline(placed(OLD), placed(NEW)))
    for view, source in ((View.ACCEPTED, NEW), (View.REJECTED, OLD)):
        language = text_of(place(agreement(source)))
        read = read_word(data, view)
        assert language == read[4 : 4 + len(language)]  # and after the note on tracked changes


def test_the_clean_markdown_reads_back_as_the_agreement() -> None:
    language = made(".md").decode().split("\n---\n")[0]
    assert read_article(language, "05-staffing.md") == agreement(NEW).documents[0].articles[0]


def test_an_agreement_without_changes_says_so() -> None:
    data = successor(agreement(OLD), (), ".md", title="t", at=AT, author="a").decode()
    assert "No tentative agreement is in this text yet." in data


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_redline_alone(ending: str) -> None:
    marked = redline(placed(OLD), placed(NEW))
    names = {"old_name": "baseline", "new_name": "ITEM:union"}
    data = redline_file(marked, ending, author="Union", at=AT, **names)
    if ending == ".docx":
        assert read_word(data, View.ACCEPTED) == text_of(placed(NEW))
        assert read_word(data, View.REJECTED) == text_of(placed(OLD))
    else:
        assert "[deleted: 6.5%] [added: 2.5%]" in text(data, ending)
    with pytest.raises(BadInput):
        redline_file(marked, ".odt", author="Union", at=AT, **names)


def test_tracking_is_on_in_what_goes_out() -> None:
    with zipfile.ZipFile(io.BytesIO(made(".docx"))) as archive:
        settings = etree.fromstring(archive.read("word/settings.xml"))
    assert next(child.tag for child in settings).endswith("}trackRevisions")


def test_the_room_loads_no_typesetter_before_it_writes() -> None:
    heavy = "('docx', 'typst', 'lxml')"
    code = f"import sys, negotiate.packets.write; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
