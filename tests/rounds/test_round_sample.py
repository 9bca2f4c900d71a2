"""The round of the sample district, played whole; its account is the guide's long example."""

import os
import re
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import sample_items as items
import sample_round as played
from office import need
from playing import Play, pages

ACCOUNT = Path(__file__).resolve().parents[2] / "docs/rounds/calder-harbor.md"
pytestmark = [pytest.mark.round, pytest.mark.slow]


@pytest.fixture(scope="module")
def round_played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Play, Path]:
    """The round, from the received agreement to the ratified successor."""
    need("soffice")
    folder = tmp_path_factory.mktemp("round")
    return played.play(folder), folder


def test_every_item_ends_as_it_was_settled(round_played: tuple[Play, Path]) -> None:
    play, _ = round_played
    states = {number: row["state"] for number, row in play.team.board().items()}
    assert states.pop(items.WITHDRAWN.number) == "withdrawn"
    assert len(states) == 32 and set(states.values()) == {"ratified"}
    assert play.team("verify", "--json").json()["accounted"]


def test_the_counter_the_ink_the_vote_and_the_late_evening_are_told(round_played: tuple[Play, Path]) -> None:
    play, folder = round_played
    told = "\n".join(play.lines)
    at = told.index("CHANGED WITHOUT A MARK")
    slip = told[at : told.index("this is a packet of ours sent back", at)].splitlines()[1:]
    assert len(slip) == 1 and "[deleted: forty-five (45)] [added: fifty (50)]" in slip[0]
    assert "what the ink changes" in told
    log = play.team("session", "show").out
    assert len(re.findall("session starts", log)) == len(re.findall("session ends", log)) == 6
    assert re.search(r"2026-04-29 23:30 -0\d00  session ends", log)
    assert told.index("members.pdf") < told.index("--body members --vote no")
    packet = pages(folder / "members.pdf")
    assert "May 12, 2026" in packet
    for number, row in play.team.board().items():
        assert (row["title"] in packet) == (number != items.WITHDRAWN.number), row["title"]


def test_the_successor_is_the_received_agreement_with_what_was_agreed(
    round_played: tuple[Play, Path],
) -> None:
    """Word by word: the received words with each place replaced, and the raises by the agreement's rule."""
    play, _ = round_played
    first = _git(play, "rev-list", "--max-parents=0", "main").split()[-1]
    received, after = _lines(play, first), _lines(play, "main")
    before = list(received)
    for one in played.outcome():
        clause = _clause(play, one.clause, first)
        found = [at for at, line in enumerate(received) if one.old in line and line in clause]
        assert len(found) == 1, one
        before[found[0]] = before[found[0]].replace(one.old, one.new)
    old = next(
        at for at, line in enumerate(before) if "employ no fewer than twenty-six (26) school social" in line
    )
    before[old] = items.ratio(played.AGREED_RATIO)
    brought, at = [], 0
    for line in after:
        if at < len(before) and line == before[at]:
            at += 1
        else:
            brought.append(line)
    assert at == len(before), before[at]
    assert brought == _raises(before)


def _raises(before: list[str]) -> list[str]:
    """What the raises add: the sentence of each and its table, every cell from the last one printed."""
    teachers = [f"({letter}) Effective September 1, {year}, each annual salary in the schedule shall be increased by "
                f"{rate}%." for letter, year, rate in zip("def", YEARS, ("3.25", "3", "3"), strict=True)]  # fmt: skip
    support = [f"({letter}) Effective September 1, {year}, each hourly rate in the schedule shall be increased by "
               f"{rate}%." for letter, year, rate in zip("def", YEARS, ("10", "5", "4"), strict=True)]  # fmt: skip
    grids = [at for at, line in enumerate(before) if line.startswith("| Step |")]
    wide = [at for at in grids if "DOC" in before[at]][-1]
    narrow = [at for at in grids if "Hourly rate" in before[at]][-1]
    return [
        *teachers,
        *_tables(before[wide : wide + 10], ("3.25", "3", "3"), Decimal(1)),
        *_tables(before[narrow : narrow + 7], ("10", "5", "4"), Decimal("0.01")),
        *support,
    ]


YEARS = (2026, 2027, 2028)


def _tables(last: list[str], rates: tuple[str, ...], to: Decimal) -> list[str]:
    lines = []
    for letter, year, rate in zip("efg", YEARS, rates, strict=True):
        rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in last[1:]]
        raised = [[row[0], *(_cell(cell, rate, to) for cell in row[1:])] for row in rows]
        last = [last[0], *("| " + " | ".join(row) + " |" for row in raised)]
        lines += [f"({letter}) Effective September 1, {year}: {rate}%", *last]
    return lines


def _cell(printed: str, rate: str, to: Decimal) -> str:
    value = Decimal(printed.replace(",", "")) * (100 + Decimal(rate)) / 100
    return f"{value.quantize(to, ROUND_HALF_UP):,}"


def _clause(play: Play, citation: str, at: str) -> str:
    return re.sub(r" +", " ", play.team("show", citation, "--at", at).out)


def _lines(play: Play, commit: str) -> list[str]:
    """The agreement's lines as git keeps them, without the marks of its form."""
    names = _git(play, "ls-tree", "-r", "--name-only", commit, "baseline_contract").split()
    text = "\n".join(_git(play, "show", f"{commit}:{name}") for name in names if name.endswith(".md"))
    lines = (re.sub(r"\*\*|^\s*(?:- )?(?:#+ )?", "", line).strip() for line in text.splitlines())
    return [line for line in lines if line and not re.fullmatch(r"[| -]+", line)]


def _git(play: Play, *words: str) -> str:
    ran = subprocess.run(
        ["git", "-C", str(play.team.folder), *words], capture_output=True, text=True, check=True
    )
    return ran.stdout


def test_the_account_is_the_guides(round_played: tuple[Play, Path]) -> None:
    """`make rounds ARGS=…` with ACCOUNT=write in the environment writes it anew."""
    play, _ = round_played
    told = play.account()
    if os.environ.get("ACCOUNT") == "write":
        ACCOUNT.write_text(told, "utf-8")
    assert ACCOUNT.read_text("utf-8") == told
