"""Exchange files: only what crossed the table goes out, and only what is whole comes in."""

import hashlib
import platform
import random
import re
import subprocess
import zlib
from pathlib import Path

import pytest
from bargain import Team, copied, run

from negotiate.common.errors import BadInput
from negotiate.repository import Repository, bundles

CANARY = "quagga-4471"
TEXT = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n"
AT = "2026-03-04T18:1"


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def _team(folder: Path, side: str) -> Team:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(folder / side), "--from", str(folder / "a.txt"), "--side", side).code == 0
    return Team(folder / side)


def _make(folder: Path) -> Team:
    team = _team(folder, "union")
    team("item", "open", "Pay", "--clause", "I.A")
    _pass(team, "1", "I.A", "union", "Pay is 110 dollars.", 0)
    return team


def _pass(team: Team, item: str, clause: str, side: str, words: str, minute: int) -> None:
    team("draft", item, "--side", side, "--clause", clause, "--text", words)
    team("pass", item, "--side", side, "--at", f"{AT}{minute}")


@pytest.fixture
def union(tmp_path: Path) -> Team:
    copied(_make, tmp_path)
    return Team(tmp_path / "union")


def test_back_and_forth(union: Team, tmp_path: Path) -> None:
    district = _team(tmp_path, "district")
    file = str(tmp_path / "u.exchange")
    union("bundle", "out", file)
    assert "Union 1 on item 1, Pay has crossed the table" in district("bundle", "in", file).out
    row = district.board()[1]
    assert (row["state"], row["ball"], row["item"]) == ("proposed", "district", union.board()[1]["item"])
    assert "nothing in it is new" in district("bundle", "in", file).err
    _pass(district, "1", "I.A", "district", "Pay is 104 dollars.", 2)
    back = str(tmp_path / "d.exchange")
    district("bundle", "out", back, "1")
    assert union("bundle", "in", back, "--json").json()["passes"] == ["District 1 on item 1, Pay"]
    assert "104" in union("show", "I.A", "--at", "1:district").out
    codes = [
        {one["name"]: one["digest"] for one in team("item", "show", "1", "--json").json()["passes"]}
        for team in (union, district)
    ]
    assert codes[0] == codes[1] and len(codes[0]) == 2
    for team in (union, district):
        assert team("verify", "--json").json()["findings"] == []
        assert "crossed the table" in team("undo", code=3).err


def test_the_same_passes_make_the_same_file(union: Team, tmp_path: Path) -> None:
    for name in ("a.neg", "b.neg"):
        union("bundle", "out", str(tmp_path / name))
    assert (tmp_path / "a.neg").read_bytes() == (tmp_path / "b.neg").read_bytes()


def test_no_canary_gets_out(union: Team, tmp_path: Path) -> None:
    _git(union.folder, "config", "user.name", CANARY)
    _git(union.folder, "config", "user.email", f"{CANARY}@example.org")
    union("session", "start", "--place", CANARY)
    union("session", "note", CANARY, "--item", "1")
    union("hold", "1", "--why", CANARY)
    union("item", "open", f"Floor {CANARY}", "--clause", "I.B")
    union(
        "draft",
        "1",
        "--side",
        "union",
        "--clause",
        "I.A",
        "--text",
        f"Pay is 105 dollars {CANARY}.",
        "--option",
        "floor",
    )
    _pass(union, "1", "I.A", "union", "Pay is 109 dollars.", 3)
    union("draft", "2", "--side", "union", "--clause", "I.B", "--text", f"Leave {CANARY}.")
    union("pass", "2", "--side", "union", "--label", "what-if", "--at", AT + "4")
    (union.folder / "salary_model" / "terms.yaml").write_text(f"# {CANARY}\nterms: []\n", "utf-8")
    (union.folder / "agreement.yaml").write_text(
        (union.folder / "agreement.yaml").read_text("utf-8") + f"# {CANARY}\n", "utf-8"
    )
    _git(union.folder, "-c", "user.name=x", "commit", "-qam", CANARY)
    _pass(union, "1", "I.A", "union", "Pay is 108 dollars.", 5)
    file = tmp_path / "out.exchange"
    union("bundle", "out", str(file))
    data = file.read_bytes()
    assert CANARY.encode() not in data
    body = data.split(b"\n", 2)[2]
    (tmp_path / "b.bundle").write_bytes(body)
    _git(tmp_path, "init", "-q", "look")
    _git(tmp_path / "look", "fetch", "-q", str(tmp_path / "b.bundle"), "+refs/*:refs/taken/*")
    objects = subprocess.run(
        ["git", "cat-file", "--batch-all-objects", "--batch"], cwd=tmp_path / "look", capture_output=True, check=True
    ).stdout  # fmt: skip
    assert b"108 dollars" in objects and CANARY.encode() not in objects
    assert platform.node().encode() not in objects + data
    assert b"terms.yaml" not in objects and b"agreement.yaml" not in objects and b"source" not in objects
    names = _git(tmp_path / "look", "for-each-ref", "--format=%(refname)", "refs/taken").split()
    assert {name.split("/")[3] for name in names} == {"base", "pass"}


def test_a_damaged_file_is_refused_whole(union: Team, tmp_path: Path) -> None:
    district = _team(tmp_path, "district")
    file = tmp_path / "u.exchange"
    union("bundle", "out", str(file))
    whole = file.read_bytes()
    chance = random.Random(5)
    for _ in range(12):
        at = chance.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        district("bundle", "in", str(file), code=4)
    file.write_bytes(whole[: len(whole) // 2])
    district("bundle", "in", str(file), code=4)
    assert district("board", "--json").json() == []


def test_a_bit_turned_anywhere_is_found(union: Team, tmp_path: Path) -> None:
    file = tmp_path / "u.exchange"
    union("bundle", "out", str(file))
    whole = file.read_bytes()
    for at in range(0, len(whole), 3):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        with pytest.raises(BadInput), bundles.opened(file, re.compile(".*")):
            pass
    for at in range(0, len(whole), 9):
        file.write_bytes(whole[:at])
        with pytest.raises(BadInput), bundles.opened(file, re.compile(".*")):
            pass


def _stated(file: Path, body: bytes) -> None:
    file.write_bytes(b"negotiate exchange 1\nsha256 %s\n" % hashlib.sha256(body).hexdigest().encode() + body)


@pytest.mark.parametrize("how", ["bomb", "many", "delta", "tail", "need", "cut"])
def test_a_pack_that_is_not_what_it_says_never_reaches_git(
    union: Team, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "u.exchange"
    union("bundle", "out", str(file))
    head, pack = file.read_bytes().split(b"\n", 2)[2].split(b"\n\n", 1)
    zeros = zlib.compress(bytes(1 << 24), 9)
    large = bytes([0xB0 | 0, 0x80, 0x80, 0x80, 0x40])  # a blob that says it has 2**33 bytes
    told = {
        "bomb": (head, b"PACK\0\0\0\2\0\0\0\1" + large + zeros + bytes(20)),
        "many": (head, b"PACK\0\0\0\2\0\0\0\x20" + (bytes([0xB0, 0x80, 0x80, 0x40]) + zeros) * 32 + bytes(20)),
        "delta": (head, b"PACK\0\0\0\2\0\0\0\1" + b"\x76" + bytes(20)
                  + zlib.compress(b"\x01\x80\x80\x80\x80\x40") + bytes(20)),
        "tail": (head, pack + b"more"),
        "need": (head.replace(b"\n", b"\n-" + b"1" * 40 + b" x\n", 1), pack),
        "cut": (head, pack[: len(pack) // 2]),
    }[how]  # fmt: skip
    _stated(file, told[0] + b"\n\n" + told[1])
    monkeypatch.setattr(Repository, "create", lambda _: pytest.fail("git was asked"))
    with pytest.raises(BadInput), bundles.opened(file, re.compile(".*")):
        pass


def _repacked(tmp_path: Path, file: Path, name: str) -> Path:
    """A repository with what an exchange file holds, its branches under ``refs/heads``."""
    (tmp_path / f"{name}.bundle").write_bytes(file.read_bytes().split(b"\n", 2)[2])
    _git(tmp_path, "init", "-q", name)
    _git(tmp_path / name, "fetch", "-q", str(tmp_path / f"{name}.bundle"), "+refs/heads/*:refs/heads/*")
    return tmp_path / name


def _packed(folder: Path, file: Path) -> None:
    words = ["git", "bundle", "create", "-q", "-", "--branches", "--tags"]
    data = subprocess.run(words, cwd=folder, capture_output=True, check=True).stdout
    file.write_bytes(b"negotiate exchange 1\nsha256 %s\n" % hashlib.sha256(data).hexdigest().encode() + data)


@pytest.mark.parametrize(
    "evil", ["link", "script", "outside", "parent", "text", "item", "extra", "tag", "branch"]
)
def test_a_hostile_file_with_a_right_checksum_is_refused_whole(
    union: Team, tmp_path: Path, evil: str
) -> None:
    district = _team(tmp_path, "district")
    file = tmp_path / "u.exchange"
    union("bundle", "out", str(file))
    folder = _repacked(tmp_path, file, "evil")
    branch = next(
        name
        for name in _git(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
        if name.startswith("pass/")
    )
    _git(folder, "checkout", "-q", branch)
    article = next(folder.rglob("*.md"))
    message = _git(folder, "log", "-1", "--format=%B")
    if evil == "link":
        article.unlink()
        article.symlink_to("/etc/passwd")
    elif evil == "script":
        article.chmod(0o755)
    elif evil == "outside":
        (folder / "agreement.yaml").write_text("side: union\n")
    elif evil == "text":
        article.write_text(article.read_text().replace("110", "111"))
    elif evil == "item":
        message = message.replace("Item: ", "Item: ../../")
    _git(folder, "add", "-A")
    who = ("-c", "user.name=x", "-c", "user.email=x@x")
    amend: tuple[str, ...] = () if evil == "parent" else ("--amend",)
    if evil in ("extra", "tag", "branch"):
        amend = ("--amend", "--date=@0")  # the words and the text stay as they were
    _git(folder, *who, "commit", "-q", "--allow-empty", *amend, "-m", message)
    if evil == "tag":
        _git(folder, "tag", "v1")
    elif evil == "branch":
        _git(folder, "branch", "main2")
    _packed(folder, file)
    if evil == "extra":
        _with_more(folder, file)
    before = _git(district.folder, "for-each-ref")
    district("bundle", "in", str(file), code=4)
    assert _git(district.folder, "for-each-ref") == before


def _with_more(folder: Path, file: Path) -> None:
    """The same branches, and in the pack an object that none of them reaches."""
    head = file.read_bytes().split(b"\n", 2)[2].split(b"\n\n", 1)[0]
    more = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        cwd=folder,
        input=b"smuggled",
        capture_output=True,
        check=True,
    ).stdout
    names = _git(folder, "rev-list", "--objects", "--branches").splitlines()
    given = "".join(f"{line.split(' ')[0]}\n" for line in names).encode() + more
    pack = subprocess.run(
        ["git", "pack-objects", "-q", "--stdout"], cwd=folder, input=given, capture_output=True, check=True
    )
    _stated(file, head + b"\n\n" + pack.stdout)


def test_what_is_no_exchange_file(union: Team, tmp_path: Path) -> None:
    union("bundle", "in", str(tmp_path / "none"), code=4)
    union("bundle", "in", str(tmp_path / "a.txt"), code=4)
    union("item", "open", "Empty", "--clause", "I.B")
    assert "no pass has crossed" in union("bundle", "out", str(tmp_path / "x"), "2", code=4).err
