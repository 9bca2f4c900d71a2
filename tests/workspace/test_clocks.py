"""Clocks: moved back between acts, in two time zones, on the night they are changed."""

import hashlib
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bargain import Team, run
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiate.bargaining.parties import Facts, Party, Side
from negotiate.bargaining.session import Entered, Entry, in_order, read_entry, running, write_entry
from negotiate.common.errors import BadInput
from negotiate.repository import repository as recorded_by
from negotiate.tui.words import since

NEW_YORK = Facts(
    "", Party(Side.UNION, "U"), Party(Side.DISTRICT, "D"), Side.UNION, ("a",), "America/New_York"
)


@pytest.fixture
def team(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setenv("NEGOTIATE_NOW", "2026-05-10T18:00")
    return Team(sample)


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """The workspace's clock."""
    monkeypatch.setenv("NEGOTIATE_NOW", moment)


def test_the_log_keeps_its_order_when_the_clock_goes_back(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team("session", "start", "--place", "Hall")
    team("session", "note", "one")
    at(monkeypatch, "2026-05-01T18:00")
    team("session", "note", "two")
    team("session", "end")
    said = [one["words"] or one["kind"] for one in json.loads(team("session", "show", "--json").out)]
    assert said == ["start", "one", "two", "end"]
    team("session", "start")  # the one before has ended
    at(monkeypatch, "2026-05-11T18:00")
    team("session", "end")
    assert json.loads(team("session", "show", "--json").out)[-1]["kind"] == "end"


def test_events_keep_their_order_and_a_pass_before_the_last_is_refused(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team("hold", "4", "--why", "first")
    at(monkeypatch, "2026-05-01T18:00")
    team("reject", "4", "--side", "union", "--why", "second")
    events = json.loads(team("item", "show", "4", "--json").out)["events"]
    assert [one["why"] for one in events][-2:] == ["first", "second"]
    at(monkeypatch, "2026-03-01T18:00")
    said = run("-w", str(team.folder), "current", "2", "--side", "union")
    assert said.code == 3
    assert "this machine's clock says 2026-03-01T18:00" in said.err and "set the clock" in said.err
    assert "clock" not in run("-w", str(team.folder), "current", "2", "--side", "union", "--at",
                              "2026-02-01T18:00").err  # fmt: skip
    assert run("-w", str(team.folder), "verify").code == 0
    assert since(datetime(2026, 5, 10, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)).endswith(", 0 d")


def test_a_clock_moved_back_is_told_once(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    real, back = datetime, [timedelta()]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Clock":
            return cls.fromtimestamp((real.now() - back[0]).timestamp()).astimezone()

    monkeypatch.setattr(recorded_by, "datetime", Clock)
    told = []
    for moved in (timedelta(), timedelta(seconds=30), timedelta(hours=3), timedelta(hours=3)):
        back[0] = moved
        done = run("-w", str(team.folder), "session", "note", "w")
        assert done.code == 0
        told.append("this machine's clock says" in done.err and "before the last act" in done.err)
    assert told == [False, False, True, False]
    history = json.loads(team("history", "--json").out)
    assert [one["what"] for one in history[:4]] == ["note in the session log"] * 4


def test_two_time_zones_hold_one_record(team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    team("current", "1", "--side", "union", "--at", "2026-05-05T07:10+09:00")
    shutil.copytree(team.folder, tmp_path / "other", symlinks=True)
    seen = []
    for folder, zone in ((team.folder, "Asia/Tokyo"), (tmp_path / "other", "America/New_York")):
        monkeypatch.setenv("TZ", zone)
        here = Team(folder)
        assert "2026-05-04 18:10" in here("board").out  # 07:10 at UTC+9 is 18:10 of the day before at UTC-4
        here("packet", "1", "-o", str(tmp_path / "p.docx"))
        passes = json.loads(here("item", "show", "1", "--json").out)["passes"]
        assert datetime.fromisoformat(passes[-1]["at"]) == datetime(2026, 5, 4, 22, 10, tzinfo=UTC)
        packet = hashlib.sha256((tmp_path / "p.docx").read_bytes()).hexdigest()
        assert run("-w", str(folder), "verify").code == 0
        seen.append(([one["digest"] for one in passes], packet))
    assert seen[0] == seen[1]


def test_a_new_workspace_is_in_the_zone_of_its_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Article I\n\nPay\n\nA. Ten days.\n", "utf-8")
    for zone, kept in (("America/Los_Angeles", "America/Los_Angeles"), (":Asia/Tokyo", "Asia/Tokyo"),
                       ("UTC", "UTC"), ("EST5EDT4,M3", "UTC"), ("../../etc/passwd", "UTC")):  # fmt: skip
        monkeypatch.setenv("TZ", zone)
        folder = tmp_path / hashlib.sha256(zone.encode()).hexdigest()[:8]
        assert run("init", str(folder), "--from", str(tmp_path / "a.txt")).code == 0
        assert f"time_zone: {kept}\n" in (folder / "agreement.yaml").read_text("utf-8")


def test_the_night_the_clocks_are_changed(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clocks go back on 2026-11-01 at 2:00 (UTC-4 → UTC-5), forward on 2027-03-14 at 2:00."""
    at(monkeypatch, "2026-11-01T00:30")
    team("session", "start")
    at(monkeypatch, "2026-11-01T01:50-04:00")
    team("current", "1", "--side", "union")
    team("session", "note", "before")
    at(monkeypatch, "2026-11-01T01:10-05:00")  # twenty minutes later
    team("current", "1", "--side", "district")
    team("session", "note", "after")
    lines = team("session", "show").out.splitlines()
    assert ["01:50 -0400" in lines[1], "01:10 -0500" in lines[2]] == [True, True]
    assert "before" in lines[1] and "after" in lines[2]
    said = run("-w", str(team.folder), "current", "1", "--side", "union", "--at", "2026-11-01T01:30")
    assert said.code == 4 and "2026-11-01T01:30:00-04:00 for the first" in said.err
    with pytest.raises(BadInput, match="forward"):
        NEW_YORK.moment("2027-03-14T02:30")
    assert NEW_YORK.moment("2027-03-14T03:30").utcoffset() == timedelta(hours=-4)


_MINUTE = timedelta(minutes=1)
_START = datetime(2026, 5, 1, tzinfo=UTC)


@settings(max_examples=40)
@given(st.lists(st.integers(-90, 90), min_size=1, max_size=12))
def test_any_clock_leaves_the_log_in_the_order_it_was_written(steps: list[int]) -> None:
    """Law: whatever the clock does between entries, they are read back in the order they were made."""
    log: list[Entry] = []
    clock = _START
    for number, step in enumerate(steps):
        clock += step * _MINUTE
        known = in_order(log)
        after = known[-1][1].id if known and clock <= known[-1][0] else ""
        kind = Entered.END if number % 2 else Entered.START
        entry = Entry(f"{hash((number, step)) & 0xFFFFFFFF:08x}{number}", kind, clock, "P", after=after)
        log.append(read_entry(write_entry(entry), "log"))
    assert [one.id for _, one in in_order(reversed(log))] == [one.id for one in log]
    assert (running(one for _, one in in_order(log)) is None) == (len(log) % 2 == 0)


def test_entries_that_name_each_other_are_read_all_the_same() -> None:
    ring = [Entry(a, Entered.NOTE, _START, "P", words="w", after=b) for a, b in (("a", "b"), ("b", "a"))]
    assert {one.id for _, one in in_order(ring)} == {"a", "b"}
