"""Our own form of Markdown, told from other people's."""

import re

from negotiate.agreement.blocks import Agreement, Article, Document
from negotiate.agreement.labels import parse_label
from negotiate.agreement.markdown import read_article, write_article
from negotiate.agreement.reading.decode import decode
from negotiate.agreement.reading.kinds import FileKind, kind_of

OWN_FORM = re.compile(r"^\s*- (?:#+ )?\*\*[^*]+\*\* ?", re.MULTILINE)
OWN_PATH = "01-agreement.md"
_LEAST_SAME = 0.9  # of the lines: a person may have typed into the file


def own_form(text: str, path: str) -> Article | None:
    """The article of a text in our own form, or None for other Markdown.

    It is ours where writing what was read gives the lines that were there, and every label is one.
    """
    if not OWN_FORM.search(text):
        return None
    article = read_article(text, path)
    if any(block.label and parse_label(block.label) is None for block in article.blocks):
        return None
    if text == write_article(article):
        return article
    received = [line.rstrip() for line in text.split("\n") if line.strip()]
    written = {line.rstrip() for line in write_article(article).split("\n")}
    same = sum(line in written for line in received)
    return article if same >= _LEAST_SAME * len(received) else None


def read_own(data: bytes, name: str) -> Agreement | None:
    """The agreement of a file in our own form, or None for any other; nothing is read by guess."""
    if kind_of(data, name) is not FileKind.MARKDOWN:
        return None
    article = own_form(decode(data, name)[0], OWN_PATH)
    return None if article is None else Agreement((Document("agreement", (article,)),))
