"""A secret planted in every private place is in no file made for the table, the members or the board.

Files are taken apart: every part of a Word file, every stream of a PDF, its properties and tags.
"""

import io
import re
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path

import pypdfium2
import pytest
from bargain import Team

from negotiate.packets.model import Reader
from negotiate.packets.write import render
from negotiate.workspace.exporting import Wanted, assembled
from negotiate.workspace.workspace import Workspace

CANARY = "zorilla-8812"
ENDINGS = ("docx", "pdf", "html", "md")


@pytest.fixture(scope="module")
def team(_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The sample district with a secret wherever something private is kept."""
    folder = tmp_path_factory.mktemp(f"{CANARY}-folder") / CANARY
    made = Team(Path(shutil.copytree(_sample, folder, symlinks=True)))
    for key, value in (("user.name", CANARY), ("user.email", f"{CANARY}@example.org")):
        subprocess.run(["git", "-C", str(folder), "config", key, value], check=True)
    made("session", "start", "--place", CANARY, "--present", CANARY, "--at", "2026-05-01T18:00")
    made("session", "note", f"their floor is {CANARY}", "--item", "1", "--pass", "union@1")
    made("hold", "3", "--why", CANARY)
    made("item", "open", f"Target {CANARY}", "--clause", "II.A")
    made("draft", "4", "--side", "union", "--clause", "IV.A.5", "--text", f"We would take {CANARY}.")
    made("draft", "2", "--side", "union", "--clause", "IV.C.4(a)", "--text",
         "(a) Effective September 1, 2026, the District shall employ school social workers in a ratio "
         "of 1 to 400, counted against its whole enrollment.")  # fmt: skip
    made("pass", "2", "--side", "union")  # ready to print, not handed across
    made("draft", "2", "--side", "union", "--clause", "IV.C.4(a)", "--text", f"At most {CANARY}.")
    for path in ("terms.yaml", "positions.yaml", "movement.yaml", "counts.yaml", "rates.yaml"):
        file = folder / "salary_model" / path
        words = file.read_text()
        words = re.sub(r"(?m)^(\s*(?:- \{|-? *)?(?:source|note|remark|basis): )\S.*$", rf"\1{CANARY}", words)
        file.write_text(f"# {CANARY}\n{words}")
    settings = folder / "agreement.yaml"
    settings.write_text(f"# our floor: {CANARY}\n{settings.read_text()}")
    (folder / f"{CANARY}.txt").write_text(CANARY)
    return made


def opened(data: bytes) -> bytes:
    """Everything a file holds, taken apart and laid side by side, letters in lower case."""
    found = [data]
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [name.encode() + archive.comment + archive.read(name) for name in archive.namelist()]
            found += [entry.extra + entry.comment for entry in archive.infolist()]
    elif data[:4] == b"%PDF":
        pages = pypdfium2.PdfDocument(data)
        found += [page.get_textpage().get_text_bounded().encode() for page in pages]
        found += [_inflated(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)]
    return b"\n".join(found).replace(b"\x00", b"").lower()


def _inflated(part: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(part)
    except zlib.error:
        return part


@pytest.fixture(autouse=True)
def named_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine and the account are called by the secret too."""
    for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, CANARY)
    for where in ("socket.gethostname", "platform.node", "getpass.getuser"):
        monkeypatch.setattr(where, lambda: CANARY)


@pytest.mark.parametrize("reader", [Reader.TABLE, Reader.MEMBERS, Reader.BOARD])
def test_no_secret_leaves(team: Team, reader: Reader) -> None:
    own = reader is not Reader.TABLE
    wanted = Wanted(("1", "2", "3", "5"), reader, with_cost=own, with_pay=own)
    with Workspace.open(team.folder) as workspace:
        made, _ = assembled(workspace, wanted)
    for ending in ENDINGS:
        held = opened(render(made, f".{ending}"))
        assert b"inclusion staffing" in held, ending
        assert CANARY.encode() not in held, ending


@pytest.mark.parametrize("words", [("packet", "--summary"), ("successor", "--blackline")])
def test_no_secret_leaves_by_another_door(team: Team, tmp_path: Path, words: tuple[str, ...]) -> None:
    for ending in ENDINGS:
        out = tmp_path / f"made.{ending}"
        team(*words, "-o", str(out))
        assert CANARY.encode() not in opened(out.read_bytes()), ending


def test_a_cost_shown_to_the_table_gives_figures_and_none_of_our_words(team: Team, tmp_path: Path) -> None:
    out = tmp_path / "packet.md"
    team("packet", "1", "--with-cost", "-o", str(out))
    told = out.read_text()
    assert "## Our estimate" in told and "$" in told
    assert CANARY not in told
    assert "staff (teachers)" not in told


def test_a_ready_pass_made_twice_is_one_file(team: Team, tmp_path: Path) -> None:
    """What has not crossed the table takes the time of the act that made it ready, not the clock's."""
    made = []
    for name in ("a.docx", "b.docx"):
        out = tmp_path / name
        said = team("packet", "2", "1", "-o", str(out))
        assert "Union 3 on item 2" in said.err
        assert re.search(r"^file code [0-9a-f]{4}(-[0-9a-f]{4}){2}$", said.err, re.MULTILINE)
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_the_canary_would_be_found(team: Team, tmp_path: Path) -> None:
    """The same search finds the secret where it is printed: in words offered, in every kind of file."""
    team("draft", "3", "--side", "union", "--clause", "IV.B.1", "--text", f"1. Say {CANARY}.")
    team("pass", "3", "--side", "union")
    for ending in ENDINGS:
        out = tmp_path / f"told.{ending}"
        team("packet", "3", "-o", str(out))
        assert CANARY.encode() in opened(out.read_bytes()), ending
    team("recall", "3")
