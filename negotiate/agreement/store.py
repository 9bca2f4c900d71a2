"""An agreement as files (``baseline_contract/DOCUMENT/NN-title.md``) and back.

Pure: it is handed the files' texts by whoever read them from a folder or from git.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from negotiate.agreement.blocks import Agreement, Article, Document
from negotiate.agreement.markdown import read_article, write_article
from negotiate.agreement.narrowing import articles_in, differing
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


def files_apart(base: Agreement, text: Agreement) -> dict[str, str | None]:
    """The files (path → Markdown; None: it is gone) by which ``text`` differs from ``base``."""
    apart = differing(base, text)
    files: dict[str, str | None] = {
        f"{ROOT}/{name}/{path}": written(article) for (name, path), article in articles_in(text, apart)
    }
    gone = (f"{ROOT}/{name}/{path}" for (name, path), _ in articles_in(base, apart))
    return files | {path: None for path in gone if path not in files}


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


def with_articles(
    agreement: Agreement, changed: Mapping[str, Article | None], order: Callable[[], Iterable[str]]
) -> Agreement:
    """The agreement with these articles (path → article) in it, those that are None taken out; where each
    takes the place of one that it has, the others are not gone through. ``order``, asked
    only where some are, is that of :func:`read_agreement`."""
    fresh: dict[str, dict[int, Article]] = {one.name: {} for one in agreement.documents}
    for path, article in changed.items():
        _, name, file = path.split("/")
        at = next((_places(Same(one)).get(file) for one in agreement.documents if one.name == name), None)
        if article is None or at is None:
            kept = {path: one for path, one in articles(agreement) if path not in changed}
            return put_together(kept | {path: one for path, one in changed.items() if one}, order())
        fresh[name][at] = article
    return Agreement(tuple([_with(one, fresh[one.name]) for one in agreement.documents]))


def with_files(agreement: Agreement, files: Mapping[str, str | None], order: Iterable[str] = ()) -> Agreement:
    """The agreement with these files (path → Markdown; None: it is gone) in it, as :func:`read_agreement`
    would read all of them."""
    read = {
        path: None if text is None else article_of(text, path.split("/")[2])
        for path, text in files.items()
        if is_article(path)
    }
    return with_articles(agreement, read, lambda: order)


def _with(document: Document, fresh: Mapping[int, Article]) -> Document:
    """The document with these articles in the places of those it has there."""
    if not fresh:
        return document
    found = [*document.articles]
    for at, article in fresh.items():
        found[at] = article
    return Document(document.name, tuple(found))


@lru_cache(maxsize=16)
def _places(document: Same[Document]) -> dict[str, int]:
    """Which of a document's articles each file is."""
    return {article.path: at for at, article in enumerate(document.one.articles)}


article_of = lru_cache(maxsize=KEPT)(read_article)
"""Two passes differ in one article of a hundred: the others are read once."""


def as_written(article: Article) -> Article:
    """The article as it reads once it is written: every block with its line in the file."""
    return _as_written(Same(article))


@lru_cache(maxsize=KEPT)
def _as_written(same: Same[Article]) -> Article:
    return article_of(written(same.one), same.one.path)
