"""docs/reference.md is the program's own help, and the guide's index leads to every page."""

import re
from pathlib import Path

import pytest

from negotiate.cli import build_parser
from scripts import reference

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGE = (DOCS / "reference.md").read_text("utf-8")


def test_the_reference_is_what_the_program_says() -> None:
    assert reference.reference() == PAGE, "make pictures"


def test_the_help_of_every_command_is_in_it_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "2000")
    found = list(reference.commands(build_parser()))
    assert len(found) > 50
    for name, _, parser in found:
        section = PAGE.split(f"\n## {name}\n")[1].split("\n## ")[0]
        told = " ".join(section.replace("\\|", "|").split())
        for line in parser.format_help().split("\n\n", 1)[1].splitlines():  # after the usage
            for part in re.split(r"  +", line.strip()):
                if part.startswith("-"):  # flags as this Python writes them: `-o FILE, --output FILE`
                    assert all(
                        f"`{flag}`" in told
                        for flag in re.findall(r"(?:^|, )(--?[\w-]+)", part)
                        if flag not in ("-h", "--help")
                    )
                elif part and not part.endswith(":") and part != "show this help message and exit":
                    words = part if part in told else part.replace(", ", "|")
                    assert words in told or words.strip("{}") in told or part in PAGE, (name, part)


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "guide" / "README.md").read_text("utf-8")
    linked = set(re.findall(r"\]\(([\w./-]+\.md)\)", index))
    pages = {page.name for page in (DOCS / "guide").glob("*.md")} - {"README.md"}
    assert sorted(pages - linked) == []
    for page in ("formats.md", "costing.md", "reference.md", "architecture.md", "decisions/README.md"):
        assert f"../{page}" in linked
