"""A text told from another one by what its commit changes is the text read whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.store import ROOT, is_article, read_agreement
from negotiate.workspace import kept_texts
from negotiate.workspace.kept_texts import KeptTexts
from negotiate.workspace.workspace import Workspace


def _whole(workspace: Workspace, commit: str) -> Agreement:
    files = workspace.repository.read_files(commit, ROOT, is_article)
    return read_agreement(files, workspace.facts.documents)


@pytest.mark.parametrize("announced", [True, False])
def test_every_text_is_as_it_is_read_whole(
    sample: Path, git: Callable[..., str], monkeypatch: pytest.MonkeyPatch, announced: bool
) -> None:
    monkeypatch.setattr(kept_texts, "TEXTS", 3)  # so that most are put together more than once
    articles = sorted((sample / ROOT / "agreement").glob("*.md"))
    git(sample, "switch", "-q", "-c", "by-hand")
    articles[0].unlink()
    articles[1].write_text(articles[1].read_text("utf-8") + "\nOne more.\n", "utf-8")
    (sample / ROOT / "agreement" / "99-linked.md").symlink_to(articles[2])
    (sample / ROOT / "letter").mkdir()
    (sample / ROOT / "letter" / "01-letter.md").write_text("# Letter\n\nWords.\n", "utf-8")
    git(sample, "add", "-A")
    git(sample, "commit", "-qm", "by hand")
    git(sample, "switch", "-q", "main")
    with Workspace.open(sample) as workspace:
        commits = [ref.target_oid for ref in workspace.repository.refs("refs/tags/pass/")]
        commits += [workspace.commit_of("refs/heads/by-hand"), workspace.commit_of("refs/heads/main")]
        texts = KeptTexts(workspace.repository, lambda: workspace.facts.documents)
        if announced:
            texts.ahead(commits)
        for commit in (*commits, *reversed(commits)):
            assert texts.at(commit) == _whole(workspace, commit)
        assert len({one.documents for one in map(texts.at, commits)}) > 5
