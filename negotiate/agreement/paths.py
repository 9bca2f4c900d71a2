"""Clauses by the steps that lead to them, and what a written reference means where it stands."""

from functools import lru_cache
from itertools import pairwise

from negotiate.agreement.labels import roman
from negotiate.agreement.locators import path_of, to_roman
from negotiate.agreement.written import Written, scan

Path = tuple[str, ...]
_APART = ("Appendix", "Exhibit", "Attachment", "Addendum", "Schedule")
_CHAPTERS = ("chapter", "part", "title", "division")


class Paths:
    """The clauses of one text by path. Positions are those of the blocks that open them."""

    def __init__(self, main: str) -> None:
        """``main`` is the document looked in where a reference's own has no such clause."""
        self.main = main
        self._as_printed: dict[tuple[str, Path], list[int]] = {}
        self._low: dict[tuple[str, Path], list[int]] = {}
        self._documents: dict[str, None] = {}
        self._spelled: set[tuple[str, Path]] = set()
        self._below: dict[tuple[str, Path], list[int]] = {}
        self._sections: dict[str, list[Path]] = {}

    def add(self, document: str, citation: str, at: int, label: str = "") -> None:
        """Take up the clause that opens at position ``at``; ``citation`` without its document.

        A ``label`` that names its parents (``5.2``) is read so wherever it is cited.
        """
        path = path_of(citation)
        if not path:
            return
        self._documents[document] = None
        self._as_printed.setdefault((document, _uncounted(path)), []).append(at)
        self._low.setdefault((document, _lowered(path)), []).append(at)
        below = path[_head(path) :]
        if below and path[0] not in _APART:
            self._below.setdefault((document, _lowered(below)), []).append(at)
            if len(below) == 1:
                self._sections.setdefault(document, []).append(path)
        if "." in label[:-1]:
            self._spelled.add((document, _uncounted(path)))

    def at(self, path: Path, document: str) -> list[int]:
        """The clauses at a path of one document, as printed first, then whatever the capitals
        or the kind of the article's numeral; doubled labels give several."""
        found = self._as_printed.get((document, path)) or self._low.get((document, _lowered(path)))
        if found or not path:
            return found or []
        for other in _other_numeral(path):
            found = self._low.get((document, _lowered(other)))
            if found:
                return found
        return []

    def named(self, word: str) -> list[str]:
        """Every appendix (exhibit …) of the text, by its label: ``Appendix A-1``."""
        found = [path for _, path in self._as_printed if path[0].lower() == word.lower()]
        return list(dict.fromkeys(f"{path[0]} {'-'.join(path[1:])}" for path in found if _heads(path, found)))

    def reach(self, path: Path, document: str) -> int:
        """How many steps of the path exist in the document."""
        for length in range(len(path), 0, -1):
            if self.at(path[:length], document):
                return length
        return 0

    def anywhere(self, path: Path, document: str) -> list[int]:
        """The clauses at a path: in the document itself, then in the main one; an appendix in any."""
        found = self.at(path, document) or self.at(path, self.main)
        if not found and path[:1] and path[0] in _APART:
            for name in self._documents:
                found = found or self.at(path, name)
        return found

    def through(self, path: Path, document: str) -> list[int]:
        """The clause at a path that leaves its article out, where the sections of a document count on from
        one article to the next ("Section 17"): no two articles have one of that number."""
        for name in dict.fromkeys((document, self.main)):
            if path[:1] and path[0].isdigit() and self._counts_through(name):
                found = self._below.get((name, _lowered(path)), [])
                if found:
                    return found
        return []

    def _counts_through(self, document: str) -> bool:
        """Whether the numbers of a document's sections count on through its articles."""
        own = [one for one in self._sections.get(document, ()) if one[-1].isdigit()]
        numbers = [int(one[-1]) for one in own]
        rising = all(one < other for one, other in pairwise(numbers))
        return rising and len({one[:-1] for one in own}) > 1

    def resolve(self, written: Written, document: str, within: Path) -> tuple[list[int], Path]:
        """The clauses a reference means that stands in the clause ``within``, the likeliest first,
        and the path that led there; no clause and the path to be expected where there is none."""
        best: Path = ()
        furthest = (-1, 0)
        first = written.paths[0]
        whole_numeral = bool(self.anywhere(first[:1], document))
        for path in written.paths:
            if whole_numeral and path[0] != first[0]:
                continue  # there is an Article VI: nobody means Article V, I
            for whole in self._wholes(written, path, document, within):
                if written.direction and len(path) == 1 and whole == within[: len(whole)]:
                    continue  # "above" is never the clause itself
                found = self.at(whole, document) if len(whole) > len(path) else self.anywhere(whole, document)
                if found:
                    return found, whole
                if path[0] != first[0]:
                    continue  # IX is I, X only where that is there
                given = len(whole) - len(path)
                gone = (max(self._reached(whole, document) - given, 0), -len(whole))
                if gone > furthest and (len(whole) > 1 or written.kind in ("article", "appendix")):
                    best, furthest = whole, gone
        found = [] if written.kind in ("article", "appendix") else self.through(first, document)
        return (found, first) if found else ([], best)

    def _wholes(self, written: Written, path: Path, document: str, within: Path) -> list[Path]:
        """The whole paths a reference may mean, first the one that labels spell out: ``Section 4.3``
        is 4.3 wherever it stands, and ``Article 4, Section 4.3`` is too."""
        wholes = _wholes(written, path, within)
        spelled = path[1:] if written.restated and len(path) > 2 and path[0] == path[1] else path
        if len(spelled) < 2 or written.scope or (document, spelled) not in self._spelled:
            return wholes
        return [spelled, *(one for one in wholes if one != spelled)]

    def _reached(self, path: Path, document: str) -> int:
        return max(self.reach(path, document), self.reach(path, self.main))

    def find_written(self, text: str, document: str, within: str = "") -> list[int]:
        """The clauses that ``text``, one reference and nothing else, means; none where it is not one."""
        words = text.strip()
        direct = self.at(path_of(words), document)
        if direct:
            return direct
        for said in (words, f"Section {words}"):
            group = scan(said)
            if (
                len(group) == 1
                and group[0].start == 0
                and not said[group[0].end :].strip(" .,()").replace(group[0].direction, "").strip(" .,()")
            ):
                found, _ = self.resolve(group[0], document, path_of(within))
                if found:
                    return found
        return []


def _head(path: Path) -> int:
    """How many steps name the article: ``Chapter 2`` is two, ``V`` one."""
    return 2 if path[0].lower() in _CHAPTERS else 1


def _heads(path: Path, among: list[Path]) -> bool:
    """Whether the path is an appendix itself and no clause in one."""
    return 1 < len(path) <= 3 and not any(
        len(other) > 1 and path[: len(other)] == other != path for other in among
    )


def _wholes(written: Written, path: Path, within: Path) -> list[Path]:
    """The whole paths that a reference may mean from the clause ``within``, the nearest first."""
    if written.kind in ("article", "bare") or path[0] in _APART:
        dotted = len(path) > 2 and path[0] == path[1] and path[0].isdigit()
        return [path, path[1:]] if dotted else [path]  # "Article 5, Section 5.1.2" names 5.1.2
    if written.scope:
        return [(*within[:level], *path) for level in _levels(written.scope, len(within))]
    nearest = [(*within[:length], *path) for length in range(len(within), 0, -1)]
    if len(path) > 1 and path[0].isupper() and roman(path[0]) is not None:
        return [*nearest, path] if len(path[0]) == 1 else [path, *nearest]
    return [*nearest, path] if written.kind == "section" else nearest


def _levels(scope: str, depth: int) -> list[int]:
    """How many steps of the clause's own path the words "of this Article" stand for."""
    if scope in ("article", "appendix"):
        return [1, 2] if scope == "appendix" else [1]
    if scope == "section":
        return [length for length in (2, 3, 4, 1) if length <= depth]
    return list(range(depth, 0, -1))


@lru_cache(maxsize=16384)
def _uncounted(path: Path) -> Path:
    return tuple(step.split("[", 1)[0] or step for step in path)


@lru_cache(maxsize=16384)
def _lowered(path: Path) -> Path:
    return tuple((step.split("[", 1)[0] or step).lower() for step in path)


def _other_numeral(path: Path) -> list[Path]:
    """Article 5 is Article V where the agreement counts so."""
    number = roman(path[0]) if path[0].isalpha() else None
    if number is not None:
        return [(str(number), *path[1:])]
    return [(to_roman(int(path[0])), *path[1:])] if path[0].isdigit() and 0 < int(path[0]) < 400 else []
