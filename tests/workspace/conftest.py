"""Every test has a home of its own without git settings."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "NEGOTIATE_NOW"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Pat Moreau")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "pat@example.org")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Pat Moreau")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "pat@example.org")
    return home
