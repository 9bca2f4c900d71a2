"""``RESULTS.md`` as sections of tables: what one room measured is put in its place, the others stay."""

import re
from dataclasses import dataclass, field
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_CUT = re.compile(r"(?<!\\)\|")


@dataclass
class Results:
    """What stands above the first section, and each section's lines under its title, in order."""

    head: list[str] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path = RESULTS) -> "Results":
        """What is in the file; nothing where there is none."""
        found = cls()
        into = found.head
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            if line.startswith("## "):
                into = found.sections.setdefault(line[3:], [])
            else:
                into.append(line)
        return found

    def write(self, path: Path = RESULTS) -> None:
        """The file, a blank line about every title."""
        out = "\n".join(self.head).strip() + "\n"
        for title, lines in self.sections.items():
            out += f"\n## {title}\n\n" + "\n".join(lines).strip() + "\n"
        path.write_text(out, encoding="utf-8")

    def rows(self, title: str) -> list[dict[str, str]]:
        """The rows of every table in the section whose title begins so, by their columns' names."""
        rows: list[dict[str, str]] = []
        for name, lines in self.sections.items():
            if not name.startswith(title):
                continue
            head: list[str] = []
            for line in lines:
                if not line.startswith("|"):
                    head = []
                elif not head:
                    head = _cells(line)
                elif set(line) - set("|- "):
                    rows.append(dict(zip(head, _cells(line), strict=True)))
        return rows

    def figure(self, title: str, column: str, **wanted: str) -> float | None:
        """The figure of the first row whose named columns begin with what is wanted; None where none is."""
        for row in self.rows(title):
            named = all(row.get(name, "").startswith(value) for name, value in wanted.items())
            if named and row.get(column, "–") not in ("–", ""):
                return float(row[column].replace(",", ""))
        return None


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _CUT.split(line)[1:-1]]
