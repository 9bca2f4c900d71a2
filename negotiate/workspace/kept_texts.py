"""Agreements by the commits that hold them: each is read as what it changes of one that is known.

A pass changes an article or two of hundreds. Whoever asks for the texts of many passes says so
(:meth:`KeptTexts.ahead`), and git is asked once what they all change.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from negotiate.agreement.blocks import Agreement, Article
from negotiate.agreement.store import KEPT, ROOT, article_of, is_article, put_together, with_articles
from negotiate.repository.repository import Repository

TEXTS = 48
"""Texts kept."""
_AT_ONCE = 32
"""Announced texts whose articles are read in one go."""
_FEW = 3
"""Texts from which on a git process of its own tells what they change."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """A text read whole: the blobs of its files and its articles, by path; and what is known that other
    commits change of it (path → blob, None: it is gone)."""

    commit: str
    blobs: dict[str, str]
    articles: dict[str, Article]
    agreement: Agreement
    changes: dict[str, dict[str, str | None]] = field(default_factory=dict)
    turns: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def announce(self, commits: Sequence[str]) -> None:
        """Puts these last in the order in which texts are asked for, those announced before also: whoever
        asks for a few of many would else have all that stood between them read again."""
        for commit in commits:
            if commit in self.changes:
                self.places[commit] = len(self.turns)
                self.turns.append(commit)

    def from_here(self, commit: str) -> dict[str, dict[str, str | None]]:
        """What the commit and the next that were announced with it change."""
        at = self.places.get(commit)
        if at is None:
            return {}
        return {one: self.changes[one] for one in self.turns[at : at + _AT_ONCE]}


class KeptTexts:
    """The texts of one repository; ``order`` names the documents, the main one first."""

    def __init__(self, repository: Repository, order: Callable[[], Sequence[str]]) -> None:
        self._repository = repository
        self._order = order
        self._texts: OrderedDict[str, Agreement] = OrderedDict()
        self._articles: OrderedDict[tuple[str, str], Article] = OrderedDict()
        self._whole: _Whole | None = None

    def at(self, commit: str) -> Agreement:
        """The agreement as it stands at a commit."""
        found = self._texts.get(commit)
        if found is None:
            found = self._read(commit)
            self._texts[commit] = found
            if len(self._texts) > TEXTS:
                self._texts.popitem(last=False)
        else:
            self._texts.move_to_end(commit)
        return found

    def ahead(self, commits: Sequence[str]) -> None:
        """Asks git at once what these commits (ids, none of an act that has not ended) change; their texts
        are put together as they are asked for."""
        whole = self._whole
        known = self._texts.keys() | (whole.changes.keys() if whole is not None else set())
        wanted = list(dict.fromkeys(commits))
        fresh = [one for one in wanted if one not in known]
        if len(fresh) >= _FEW:
            if whole is None:
                whole = self._read_whole(fresh[0])
            found = self._repository.changes([(whole.commit, one) for one in fresh], links=False)
            for commit, changed in zip(fresh, found, strict=True):
                whole.changes[commit] = {path: now for path, (_, now) in changed.items() if is_article(path)}
        if whole is not None:
            whole.announce(wanted)

    def _read(self, commit: str) -> Agreement:
        whole = self._whole
        if whole is None:
            return self._read_whole(commit).agreement
        changed = whole.changes.get(commit)
        if changed is None:
            blobs = self._blobs(commit)
            changed = {path: oid for path, oid in blobs.items() if whole.blobs.get(path) != oid}
            changed |= dict.fromkeys(whole.blobs.keys() - blobs.keys())
        else:
            self._of_next(whole, commit)
        if 2 * len(changed) > len(whole.blobs):
            return self._read_whole(commit).agreement
        read = self._of({path: oid for path, oid in changed.items() if oid is not None})
        return with_articles(whole.agreement, dict.fromkeys(changed) | read, self._order)

    def _of_next(self, whole: _Whole, commit: str) -> None:
        """Reads the articles of the next texts announced in one go, where those of this one are not known."""
        if all(oid is None or (path, oid) in self._articles for path, oid in whole.changes[commit].items()):
            return
        wanted = {
            (path, oid) for one in whole.from_here(commit) for path, oid in whole.changes[one].items() if oid
        }
        self._load([one for one in wanted if one not in self._articles][:KEPT])

    def _read_whole(self, commit: str) -> _Whole:
        """The text with all its articles; those after it are told from it."""
        blobs = self._blobs(commit)
        articles = self._of(blobs)
        self._whole = whole = _Whole(commit, blobs, articles, put_together(articles, self._order()))
        return whole

    def _blobs(self, commit: str) -> dict[str, str]:
        return {path: oid for path, oid in self._repository.tree(commit, ROOT).items() if is_article(path)}

    def _of(self, blobs: Mapping[str, str]) -> dict[str, Article]:
        """The articles at these paths: those that were not read yet are read in one go."""
        held = {one: self._articles.get(one) for one in blobs.items()}
        fresh = [one for one, article in held.items() if article is None]
        read = dict(zip(fresh, self._load(fresh), strict=True))
        while len(self._articles) > KEPT + len(blobs):
            self._articles.popitem(last=False)
        return {one[0]: article or read[one] for one, article in held.items()}

    def _load(self, wanted: Sequence[tuple[str, str]]) -> list[Article]:
        texts = self._repository.read_texts(wanted)
        found = [article_of(text, path.split("/")[2]) for (path, _), text in zip(wanted, texts, strict=True)]
        self._articles.update(zip(wanted, found, strict=True))
        return found
