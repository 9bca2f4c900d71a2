"""An exchange file's pages: one told by what differs from another is the page written whole."""

import re
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.common.errors import BadInput, WorkspaceFault
from negotiate.repository import bundles
from negotiate.repository.bundles import Page

_AT = datetime(2026, 3, 4, 18, 10, tzinfo=UTC)
_ANY = re.compile(r"a/[^/]+|b")
_PATHS = st.sampled_from(["a/1.md", 'a/"2.md', "a/é 3.md", "b"])
_FILES = st.dictionaries(_PATHS, st.text("ab\n", max_size=6), min_size=1)
_SAID = (("Item", "0a1b2c3d"),)


def _written(folder: Path, pages: Iterable[Page]) -> Path:
    file = folder / "pages.exchange"
    file.write_bytes(bundles.write(pages, _AT, _ANY))
    return file


def _heads(file: Path) -> list[str]:
    """Which commit each page is."""
    plain = file.with_suffix(".bundle")
    plain.write_bytes(file.read_bytes().split(b"\n", 2)[2])
    said = subprocess.run(
        ["git", "bundle", "list-heads", plain], capture_output=True, text=True, check=True, cwd=file.parent
    )
    return sorted(said.stdout.splitlines())


@settings(max_examples=examples(6), deadline=None)
@given(_FILES, st.lists(_FILES, min_size=1, max_size=3))
def test_a_page_told_by_what_differs_is_the_page_written_whole(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[str, str],
    others: list[dict[str, str]],
) -> None:
    folder = tmp_path_factory.mktemp("pages")
    base = Page("base/1", first, "Baseline", ())
    names = [f"pass/0a1b2c3d/union-{number}" for number in range(1, len(others) + 1)]
    whole = [Page(name, files, "Union", _SAID) for name, files in zip(names, others, strict=True)]
    apart = [
        {path: files.get(path) for path in {*first, *files} if files.get(path) != first.get(path)}
        for files in others
    ]
    told = [Page(name, each, "Union", _SAID, "base/1") for name, each in zip(names, apart, strict=True)]
    expected = _heads(_written(folder, [base, *whole]))
    file = _written(folder, [base, *told])
    assert _heads(file) == expected
    with bundles.opened(file, _ANY, "base/") as pages:
        found = {page.name: (dict(page.files), page.message, page.trailers, page.like) for page in pages}
    assert found.pop("base/1") == (first, "Baseline", (("Schema", "1"),), "")
    said = (*_SAID, ("Schema", "1"))
    assert found == {name: (each, "Union", said, "base/1") for name, each in zip(names, apart, strict=True)}


def test_two_texts_of_one_name_and_paths_that_have_no_place_are_refused() -> None:
    one = Page("base/1", {"b": "x"}, "Baseline", ())
    with pytest.raises(WorkspaceFault, match="one name"):
        bundles.write([one, one], _AT, _ANY)
    with pytest.raises(BadInput, match="no place"):
        bundles.write([one, Page("pass/0a1b2c3d/union-1", {"c": "x"}, "U", (), "base/1")], _AT, _ANY)
