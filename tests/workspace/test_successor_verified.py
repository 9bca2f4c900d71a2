"""``verify FILE`` on successor agreements: as the round stands, after it is ratified, and altered.

The oracle is the edit itself, and the record: the same words are the same agreement.
"""

import shutil
from pathlib import Path

import pytest
from bargain import Team

UNCHANGED = "whole and unchanged"


@pytest.fixture(scope="module")
def signed(_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The sample district with item 5 signed by both sides."""
    team = Team(Path(shutil.copytree(_sample, tmp_path_factory.mktemp("successor") / "team", symlinks=True)))
    team("ta", "5", "--union", "Renata Okonjo", "--district", "Warren Abasolo", "--at", "2026-05-02T10:00")
    return team


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md"])
@pytest.mark.parametrize("form", ["clean", "blackline"])
def test_our_own_successor_is_known(signed: Team, tmp_path: Path, ending: str, form: str) -> None:
    file = tmp_path / f"successor.{ending}"
    signed("successor", "-o", str(file), *(["--blackline"] if form == "blackline" else []))
    out = signed("verify", str(file)).out
    assert UNCHANGED in out and "item 5, Pay" in out


def test_a_word_altered_is_told_and_after_ratification_too(signed: Team, tmp_path: Path) -> None:
    file = tmp_path / "successor.html"
    signed("successor", "-o", str(file))
    page = file.read_text("utf-8")
    altered = page.replace("increased by 3.25%", "increased by 2.25%", 1)
    assert altered != page
    wrong = tmp_path / "altered.html"
    wrong.write_text(altered, "utf-8")
    told = "the packet on the record has “3” here"
    out = signed("verify", str(wrong), code=1).out
    assert told in out and UNCHANGED not in out

    later = Team(Path(shutil.copytree(signed.folder, tmp_path / "team", symlinks=True)))
    closed = [part for item in "1234" for part in ("--close", f"{item}=current")]
    for unit in ("Teachers and specialists", "Paraprofessionals"):
        for body in ("members", "board"):
            later("ratify", "--unit", unit, "--body", body, "--vote", "yes", *closed)
            closed = []
    out = later("verify", str(file)).out
    assert UNCHANGED in out and "as ratified in round 1" in out
    out = later("verify", str(wrong), code=1).out
    assert told in out and "as ratified in round 1" in out


def test_a_summary_is_known_after_bargaining_went_on(signed: Team, tmp_path: Path) -> None:
    """It is laid beside the summary of its own time: what crossed the table since is no fault of it."""
    file = tmp_path / "summary.html"
    signed("packet", "--summary", "--for", "members", "-o", str(file))
    later = Team(Path(shutil.copytree(signed.folder, tmp_path / "team", symlinks=True)))
    later("accept", "1", "--side", "union")
    assert UNCHANGED in later("verify", str(file)).out


@pytest.mark.parametrize("ending", ["docx", "pdf", "html"])
def test_a_file_of_another_version_says_so(
    signed: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """No word differs; what made it is told, and the file is not called altered for it."""
    for room in ("pdf", "web", "word_file"):
        monkeypatch.setattr(f"negotiate.packets.{room}.MADE_BY", "negotiate 0.0.9")
    file = tmp_path / f"old.{ending}"
    signed("packet", "2", "-o", str(file))
    monkeypatch.undo()
    out = signed("verify", str(file)).out
    assert "made by negotiate 0.0.9" in out and UNCHANGED not in out


def test_with_nothing_agreed_it_is_the_same_whenever_it_is_written(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = Team(sample)
    for month in (5, 6):
        monkeypatch.setenv("NEGOTIATE_NOW", f"2026-0{month}-04T10:00")
        team("successor", "-o", str(tmp_path / f"{month}.md"))
    assert (tmp_path / "5.md").read_bytes() == (tmp_path / "6.md").read_bytes()
    assert "whole and unchanged" in team("verify", str(tmp_path / "5.md")).out
