"""How far the structure found agrees with the true one."""

from dataclasses import dataclass

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.labels import parse_label

Key = tuple[int, str]
TOP: Key = (0, "")


@dataclass(frozen=True, slots=True)
class Score:
    """Labels that are there, that were found, that are both, and that stand under the right one."""

    true: int
    found: int
    both: int
    right: int

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.true + other.true, self.found + other.found, self.both + other.both, self.right + other.right
        )

    @property
    def recall(self) -> float:
        """The share of the true labels that were found."""
        return self.both / self.true

    @property
    def precision(self) -> float:
        """The share of the labels found that are true."""
        return self.both / self.found

    @property
    def placed(self) -> float:
        """The share of the true labels found under the right one."""
        return self.right / self.true


def parents_found(agreement: Agreement) -> dict[Key, Key]:
    """Every label of an import: its line and value → those of what it stands under."""
    found: dict[Key, Key] = {}
    for document in agreement.documents:
        for article in document.articles:
            stack: list[tuple[int, Key]] = []
            for block in article.blocks:
                if not block.opens_clause:
                    continue
                while stack and stack[-1][0] >= block.depth:
                    stack.pop()
                label = parse_label(block.label) if block.label else None
                key = (block.line, label.value if label else block.label)
                if block.label:
                    found[key] = stack[-1][1] if stack else TOP
                stack.append((block.depth, key))
    return found


def score(agreement: Agreement, true: dict[Key, Key]) -> Score:
    """The structure found against the true one."""
    found = parents_found(agreement)
    both = [key for key in true if key in found]
    return Score(len(true), len(found), len(both), sum(found[key] == true[key] for key in both))
