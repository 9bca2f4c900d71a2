"""The main job on a received agreement: from its import to a signed item, its packet and its cost."""

import subprocess
from pathlib import Path

import pytest
from bargain import Team, run

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.store import read_agreement
from negotiate.packets.word_reader import View, read_word

_OLD = (
    "In no instance shall an inclusion classroom exceed the ratio of 20 students to one teacher. The 20:1 ratio "
    "assumes a maximum of 6 SPED students, however, teachers in consultation with the Principal/Headmaster may "
    "exceed this maximum if they determine it is in the best interest of the students to do so."
)
_SENTENCE = " A special educator shall be in the room whenever such a student is."


@pytest.fixture(scope="module")
def received(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("received") / "team"
    source = shared / "data" / "contracts" / "boston-btu-2010-2016.txt"
    said = run("init", str(folder), "--from", str(source))
    assert said.code == 0, said.err
    assert "60,157 words" in said.out
    kept = folder / "baseline_contract" / "source" / "agreement.txt"
    assert kept.read_bytes() == source.read_bytes()
    return folder


def _text(team: Team, ref: str) -> Agreement:
    listed = subprocess.run(
        ["git", "-C", str(team.folder), "ls-tree", "-r", "--name-only", ref, "baseline_contract"],
        check=True, capture_output=True, text=True,
    ).stdout.split("\n")  # fmt: skip
    paths = [path for path in listed if path.endswith(".md")]
    shown = {
        path: subprocess.run(
            ["git", "-C", str(team.folder), "show", f"{ref}:{path}"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for path in paths
    }
    return read_agreement(shown, ["agreement"])


def test_one_item_all_the_way(received: Path, tmp_path: Path) -> None:
    team = Team(received)
    before = _text(team, "main")
    team("item", "open", "Inclusion staffing", "--clause", "Article V(A)(2)(f)")
    assert team.board()[1]["state"] == "open"

    # one of two places changed: the other is named
    half = _OLD.replace("20 students", "16 students")
    said = team("draft", "1", "--side", "union", "--clause", "V.A.2(f)(1)", "--text", half)
    assert "20 became 16 in one place and still stands here" in said.err
    assert said.err.count("still stands") == 1
    union = _OLD.replace("20", "16") + _SENTENCE
    said = team("draft", "1", "--side", "union", "--clause", "V.A.2(f)(1)", "--text", union)
    assert "still stands" not in said.err

    # ready, taken back, ready again, handed across
    team("pass", "1", "--side", "union")
    assert team.board()[1]["passes"] == 0
    team("recall", "1")
    team("pass", "1", "--side", "union")
    team("hand", "1", "--at", "2026-03-04T18:10-05:00")
    row = team.board()[1]
    assert (row["state"], row["ball"], row["passes"]) == ("proposed", "district", 1)
    assert row["last_pass_at"] == "2026-03-04T18:10:00-05:00"

    counter = tmp_path / "counter.txt"
    counter.write_text(
        "District counter, 11 March\n\n(1) " + _OLD.replace("20", "18") + "\n", encoding="utf-8"
    )
    said = team("receive", "1", str(counter), "--side", "district", "--at", "2026-03-11T17:00-04:00", "--yes")
    assert "matched nothing:\n  District counter, 11 March" in said.err
    row = team.board()[1]
    assert (row["state"], row["ball"], row["passes"]) == ("countered", "union", 2)

    # pass against pass, spans alone rebuilding both texts
    found = team("redline", "1:union", "1:district", "--format", "json").json()
    (change,) = found["changes"]
    assert change["kind"] == "edited"
    assert "".join(text for op, text, *_ in change["spans"] if op != "insert") == "(1) " + union
    assert "".join(text for op, text, *_ in change["spans"] if op != "delete") == "(1) " + _OLD.replace(
        "20", "18"
    )

    (apart,) = team("item", "show", "1", "--json").json()["separates"]
    assert (apart["citation"], apart["standing"]) == ("V.A.2(f)(1)", "differ")
    assert apart["district"] == "(1) " + _OLD.replace("20", "18")
    assert "both change it, differently" in team("item", "show", "1").out

    # two different texts are not signed: both codes and the difference
    said = team("ta", "1", "--union", "Ann Lee", "--district", "Bo Ruiz", code=3)
    assert said.err.count("text code") == 1
    assert "[deleted: 16] [added: 18]" in said.err

    team("accept", "1", "--side", "union", "--at", "2026-03-12T09:30-04:00")
    assert team.board()[1]["state"] == "awaiting-signature"
    said = team("ta", "1", "--union", "Ann Lee", "--district", "Bo Ruiz", "--at", "2026-03-12T10:00-04:00")
    assert "Ann Lee" in said.out
    assert "Bo Ruiz" in said.out
    assert "proves nothing about the other side" in said.err
    assert team.board()[1]["state"] == "TA"

    # the agreed text is the baseline with that one block changed
    after = _text(team, "tentative")
    changed = [(a, b) for a, b in zip(before.blocks(), after.blocks(), strict=True) if a != b]
    assert [(a.text, b.text) for a, b in changed] == [(_OLD, _OLD.replace("20", "18"))]
    record = subprocess.run(
        ["git", "-C", str(team.folder), "show", "tentative:proposals/01-inclusion-staffing/ta.yaml"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for word in ("Ann Lee", "Bo Ruiz", "typed", "2026-03-12T10:00:00-04:00", "language:", "digest:"):
        assert word in record

    for ending in ("docx", "pdf", "html", "md"):
        out = tmp_path / f"packet.{ending}"
        team("packet", "1", "-o", str(out))
        assert out.stat().st_size > 1000
        out = tmp_path / f"successor.{ending}"
        team("successor", "-o", str(out))
        assert out.stat().st_size > 100_000 or ending == "docx"
    whole = read_word((tmp_path / "successor.docx").read_bytes(), View.ACCEPTED)
    assert any(_OLD.replace("20", "18") in part for part in whole if isinstance(part, str))

    said = team("verify", "--json")
    outcome = said.json()
    assert outcome["accounted"] is True
    assert outcome["words"] == 60_157  # two figures for two figures: as many words as before
    assert len(outcome["chain"]) == 1

    # what has crossed the table or was signed is not undone
    said = team("undo", code=3)
    assert "it was signed" in said.err


def test_the_cost_follows_the_language(received: Path, shared: Path) -> None:
    team = Team(received)
    data = received / "salary_model"
    (data / "enrolment.csv").write_text("school,grade,students\nall schools,all,55371\n", encoding="utf-8")
    said = team("cost", "bind", "V.A.1(e)", "700", code=4)
    assert "--reading" in said.err or "--kind" in said.err  # what the language cannot say is asked for
    team(
        "cost", "bind", "V.A.1(e)", "700", "--id", "nurse-ratio", "--kind", "staffing-ratio", "--job", "school nurse",
        "--reading", "system-wide", "--rounding", "none", "--schedule", "VIII.C", "--step", "5", "--lane", "Masters",
        "--source", "V.A.1(e)", "--pin", "X.E.6",
    )  # fmt: skip
    team("item", "open", "Nurses", "--clause", "V.A.1(e)", "--clause", "V.B.12(1)")
    nurses = next(
        block["text"]
        for block in team("show", "V.A.1(e)", "--json").json()["blocks"]
        if "1 to 700" in block["text"]
    )
    team("draft", "2", "--side", "union", "--clause", "V.A.1(e)", "--text", nurses.replace("700", "500"))
    found = team("cost", "2:draft", "--json").json()
    assert found["years"][0]["total_cents"] is None
    assert [one["term"] for one in found["conflicts"]] == ["nurse-ratio"]
    quotes = {place["citation"].split(" ")[0]: place["values"] for place in found["conflicts"][0]["places"]}
    assert quotes == {"V.A.1(e)": {"students": 500}, "V.B.12(1)": {"students": 700}}

    twin = team("show", "V.B.12(1)", "--json").json()["blocks"][0]["text"]
    team("draft", "2", "--side", "union", "--clause", "V.B.12(1)", "--text", twin.replace("700", "500"))
    found = team("cost", "2:draft", "--json").json()
    (term,) = [one for one in found["terms"] if one["id"] == "nurse-ratio"]
    assert round(term["before"], 1) == 79.1  # 55,371 / 700 = 79.1014…
    assert round(term["after"], 1) == 110.7  # 55,371 / 500 = 110.742
    # ten pay months from September: two at the rate of November 2014, eight at that of November 2015
    before = printed(shared, "Effective November 1, 2014", 5, "MA")
    rate_2015 = (2 * before + 8 * printed(shared, "Effective November 1, 2015", 5, "MA")) / 10
    wanted = round((55_371 / 500 - 55_371 / 700) * rate_2015 * 100)
    assert abs(found["years"][0]["total_cents"] - wanted) <= 100
    assert found["years"][0]["label"] == "2015-16"

    (data / "positions.yaml").write_text(
        "positions:\n  - {job: school nurse, fte: 85.0, as_of: 2015-10-01, source: staffing report}\n",
        encoding="utf-8",
    )
    shown = team("cost", "2:draft").out
    assert "85.0" in shown
    assert "25.7" in shown  # 110.742 - 85.0 = 25.742 to hire

    where = next(
        one["citation"] for one in team("show", "V.A.1(e)", "--at", "2:draft", "--json").json()["blocks"]
        if "1 to 500" in one["text"]
    )  # fmt: skip
    team("draft", "2", "--side", "union", "--delete", where)
    found = team("cost", "2:draft", "--json").json()
    assert found["years"][0]["total_cents"] is None
    assert [one["term"] for one in found["unpriced"]] == ["nurse-ratio"]


def printed(shared: Path, effective: str, step: int, lane: str) -> int:
    """The annual rate printed in the oracle for a schedule, in dollars."""
    lines = (shared / "data" / "oracles" / "boston_group1_schedule_2010_2015.csv").read_text().splitlines()
    (found,) = [
        line for line in lines if line.strip('"').startswith(effective) and f",{step},{lane}," in line
    ]
    return int(found.rsplit(",", 1)[1])
