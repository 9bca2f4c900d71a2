"""Our own form of Markdown, told from other people's."""

import re

from negotiate.agreement.blocks import Article
from negotiate.agreement.labels import parse_label
from negotiate.agreement.markdown import read_article, write_article

OWN_FORM = re.compile(r"^\s*- (?:#+ )?\*\*[^*]+\*\* ?", re.MULTILINE)
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
    received = [line.rstrip() for line in text.split("\n") if line.strip()]
    written = {line.rstrip() for line in write_article(article).split("\n")}
    same = sum(line in written for line in received)
    return article if same >= _LEAST_SAME * len(received) else None
