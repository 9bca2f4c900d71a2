"""Our own form of Markdown, told from other people's."""

import re

from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.labels import parse_label
from negotiate.agreement.markdown import read_documents, write_documents
from negotiate.agreement.reading.decode import decode
from negotiate.agreement.reading.kinds import FileKind, kind_of

OWN_FORM = re.compile(r"^\s*- (?:#+ )?\*\*[^*]+\*\* ?", re.MULTILINE)
OWN_PATH = "01-agreement.md"
_MAIN = "agreement"
_LEAST_SAME = 0.9  # of the lines: a person may have typed into the file


def own_form(text: str, path: str) -> tuple[Document, ...] | None:
    """The documents of a text in our own form, or None for other Markdown.

    It is ours where writing what was read gives the lines that were there, and every label is one.
    """
    if not OWN_FORM.search(text):
        return None
    documents = read_documents(text, _MAIN, path)
    blocks = [block for one in documents for article in one.articles for block in article.blocks]
    if any(block.label and parse_label(block.label) is None for block in blocks):
        return None
    again = write_documents(documents)
    if text == again:
        return documents
    received = [line.rstrip() for line in text.split("\n") if line.strip()]
    written = {line.rstrip() for line in again.split("\n")}
    same = sum(line in written for line in received)
    return documents if same >= _LEAST_SAME * len(received) else None


def read_own(data: bytes, name: str) -> Agreement | None:
    """The agreement of a file in our own form, or None for any other; nothing is read by guess."""
    if kind_of(data, name) is not FileKind.MARKDOWN:
        return None
    documents = own_form(decode(data, name)[0], OWN_PATH)
    return None if documents is None else Agreement(documents)
