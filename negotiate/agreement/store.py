"""An agreement as files (``baseline_contract/DOCUMENT/NN-title.md``) and back.

Pure: it is handed the files' texts by whoever read them from a folder or from git.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from negotiate.agreement.blocks import Agreement, Article, Document
from negotiate.agreement.markdown import read_article, write_article
from negotiate.common.identity import Same

ROOT = "baseline_contract"
KEPT = 2048
"""Articles kept as read and as written: more than a text of a million words has, for where a whole text does
not go in, none of it is found again."""


def is_article(path: str) -> bool:
    """Whether a path is that of an article's file; what stands beside them (the file as received,
    its report) is of any kind."""
    parts = path.split("/")
    return len(parts) == 3 and parts[0] == ROOT and parts[2].endswith(".md") and parts[1] != "source"


def agreement_files(agreement: Agreement) -> dict[str, str]:
    """Every article as path → Markdown, paths below the workspace."""
    return {path: written(article) for path, article in articles(agreement)}


def written(article: Article) -> str:
    """An article's file: many texts of one record share most of their articles."""
    return _written(Same(article))


@lru_cache(maxsize=KEPT)
def _written(same: Same[Article]) -> str:
    return write_article(same.one)


def articles(agreement: Agreement) -> Iterator[tuple[str, Article]]:
    """Every article with its path below the workspace."""
    for document in agreement.documents:
        for article in document.articles:
            yield f"{ROOT}/{document.name}/{article.path}", article


def read_agreement(files: Mapping[str, str], order: Iterable[str] = ()) -> Agreement:
    """The agreement that ``files`` (path → Markdown) hold.

    ``order`` names the documents in order, the main one first; documents it does not name
    follow by name. Files outside ``baseline_contract/DOCUMENT/*.md`` are passed over.
    """
    read = {path: article_of(text, path.split("/")[2]) for path, text in files.items() if is_article(path)}
    return put_together(read, order)


def put_together(read: Mapping[str, Article], order: Iterable[str] = ()) -> Agreement:
    """The agreement of these articles (path → article), documents in ``order`` as for
    :func:`read_agreement`."""
    found: dict[str, dict[str, Article]] = {}
    for path, article in read.items():
        _, name, file = path.split("/")
        found.setdefault(name, {})[file] = article
    names = [name for name in order if name in found]
    names += sorted(name for name in found if name not in names)
    return Agreement(
        tuple(Document(name, tuple(found[name][path] for path in sorted(found[name]))) for name in names)
    )


article_of = lru_cache(maxsize=KEPT)(read_article)
"""Two passes differ in one article of a hundred: the others are read once."""


def as_written(article: Article) -> Article:
    """The article as it reads once it is written: every block with its line in the file."""
    return _as_written(Same(article))


@lru_cache(maxsize=KEPT)
def _as_written(same: Same[Article]) -> Article:
    return article_of(written(same.one), same.one.path)
