"""The parties named by command: written as said, undone, told; what has been signed, voted and sent stays true."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiate.bargaining.parties import FILE, Side
from negotiate.cli import main
from negotiate.common.errors import BadInput
from negotiate.workspace.named_before import names_of
from negotiate.workspace.naming import Parties, name_parties, parties_of
from negotiate.workspace.workspace import Workspace

ODD = ("O\"Neil: #1, 'the' {first}", "Ида Моран", "労働 太郎", "no", "x" * 200)


def test_every_name_comes_back_and_is_undone(sample: Path, git: Callable[..., str]) -> None:
    before = (sample / FILE).read_text(encoding="utf-8")
    wanted = Parties(
        "Title: new", ODD[0], ODD[:3], ODD[3], ODD[3:], ("Paraprofessionals", ODD[1]), "2026-09-01", "2029-08-31", "2027"
    )  # fmt: skip
    with Workspace.open(sample) as workspace:
        done = name_parties(workspace, wanted)
        assert done.stands == wanted == parties_of(workspace) and len(done.changed) == 9 and not done.warnings
        assert name_parties(workspace, wanted).changed == ()
    after = (sample / FILE).read_text(encoding="utf-8")
    assert git(sample, "status", "--porcelain") == ""
    assert "{id: B, name: Paraprofessionals}" in after
    assert [one for one in before.splitlines() if one.startswith("#")] == [
        one for one in after.splitlines() if one.startswith("#")
    ]
    assert main(["-w", str(sample), "undo"]) == 0
    assert (sample / FILE).read_text(encoding="utf-8") == before


def test_what_is_empty_is_taken_away(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--union-signs", "", "--unit", "", "--from", "", "--to", "", "--first-year", ""]
    assert main(["-w", str(sample), "parties", *words]) == 0
    assert (
        "who signs for the union: anyone (was Renata Okonjo; Tomas Lindqvist-Hale)" in capsys.readouterr().out
    )
    assert main(["-w", str(sample), "parties", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["union"]["signatories"], said["units"], said["term"], said["first_year"]) == (
        [],
        [],
        None,
        None,
    )
    with Workspace.open(sample) as workspace:
        for wanted, told in (
            (Parties(union=" "), "no name"),
            (Parties(title="x" * 201), "201 characters"),
            (Parties(union_signs=("a\x1b[2J",)), "cannot be seen"),
            (Parties(units=("a\u202eb",)), "cannot be seen"),
            (Parties(term_from="2026-09-01"), "first and a last day"),
            (Parties(term_from="2026-09-01", term_to="2026-08-31"), "in order"),
            (Parties(term_from="20260901", term_to="2029-08-31"), "no day"),
            (Parties(first_year="26"), "no year"),
        ):
            with pytest.raises(BadInput, match=told):
                name_parties(workspace, wanted)
        assert parties_of(workspace).title == said["title"]


def test_what_a_person_edits_is_not_committed_for_them(sample: Path, git: Callable[..., str]) -> None:
    path = sample / FILE
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    tip = git(sample, "rev-parse", "main")
    with Workspace.open(sample) as workspace:
        done = name_parties(workspace, Parties(union="Local 5"))
        assert "not committed" in done.warnings[0] and workspace.facts.union.name == "Local 5"
    assert git(sample, "rev-parse", "main") == tip and path.read_text(encoding="utf-8").endswith("# mine\n")


def test_a_name_may_change_after_passes_and_signatures(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> str:
        code = main(["-w", str(sample), *words])
        told = capsys.readouterr()
        assert code == 0, told
        return told.out + told.err

    at = "2026-05-06T19:1"
    run("ta", "5", "--side", "union", "--by", "Renata Okonjo", "--at", f"{at}0")
    told = run("parties", "--union", "Local 5", "--union-signs", "Bo Ames", "--unit", "Everybody")
    assert "heed: Renata Okonjo has signed for the union and may sign no more; what was signed stands" in told
    run("ta", "5", "--side", "district", "--by", "Delia Marchetti-Roe", "--at", f"{at}1")
    told = run("verify")
    assert "every word is accounted for" in told
    assert "signed by Renata Okonjo (union, typed), Delia Marchetti-Roe (district, typed)" in told


def test_a_packet_made_under_the_names_before_is_known(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packet, other = tmp_path / "before.html", tmp_path / "changed.html"
    main(["-w", str(sample), "packet", "4", "-o", str(packet)])
    with Workspace.open(sample) as workspace:
        old = workspace.facts.union.name
        other.write_text(packet.read_text("utf-8").replace("Class size", "Class sizes"), encoding="utf-8")
        name_parties(workspace, Parties(union="Local 5", district=old))  # mixed up
        name_parties(workspace, Parties(title="New", union="Local 5", district="The Board", units=("All",)))
        assert names_of(workspace, Side.UNION) == {old, "Local 5"}
        assert names_of(workspace, Side.DISTRICT) == {old, "The Board", "Calder Harbor School Committee"}
        name_parties(workspace, Parties(union=old))
        assert old not in names_of(workspace, Side.DISTRICT)
        name_parties(workspace, Parties(union="Local 5"))
    capsys.readouterr()
    assert main(["-w", str(sample), "verify", str(packet)]) == 0
    told = capsys.readouterr().out
    assert "byte for byte as it was made" in told
    assert f"named otherwise when the file was made: union {old} (now Local 5)" in told
    assert main(["-w", str(sample), "verify", str(other)]) == 1
    found = [line for line in capsys.readouterr().out.splitlines() if line.startswith("packet:")]
    assert found and all("Class sizes" in line for line in found)
