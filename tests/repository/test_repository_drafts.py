"""What is being typed survives, whole."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiate.common.errors import BadInput
from negotiate.repository import Repository
from negotiate.repository.drafts import Drafts

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(NAMES, st.text(st.characters(codec="utf-8")), max_size=4))
def test_every_name_and_text_comes_back(texts: dict[str, str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        drafts = Drafts(Path(folder) / "drafts")
        for name, text in texts.items():
            drafts.write(name, text)
        assert drafts.names() == tuple(sorted(texts))
        assert {name: drafts.read(name) for name in drafts.names()} == texts
        assert [path for path in Path(folder).iterdir() if path.name != "drafts"] == []
        for name in texts:
            drafts.delete(name)
        assert drafts.names() == ()


def test_a_kill_while_saving_leaves_the_text_before(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.drafts.write("nurses--A", "before")

    def die(*words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", die)
    with pytest.raises(KeyboardInterrupt):
        repository.drafts.write("nurses--A", "after")
    monkeypatch.undo()
    with Repository.open(repository.folder) as again:
        assert again.drafts.read("nurses--A") == "before"
        assert again.drafts.names() == ("nurses--A",)


def test_absent_and_impossible(repository: Repository) -> None:
    assert repository.drafts.read("nothing") is None
    repository.drafts.delete("nothing")
    for name in ("", "x" * 500, "\ud800"):
        with pytest.raises(BadInput):
            repository.drafts.write(name, "x")
    assert not (repository.folder / ".git/index.lock").exists()
