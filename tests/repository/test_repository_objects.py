"""Objects built here are git's own: the oracle is git."""

import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiate.common.errors import BadInput
from negotiate.repository import messages, objects
from negotiate.repository.model import Person
from negotiate.repository.objects import FILE, FOLDER, Entry

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    subprocess.run(["git", "init", "-q", folder], check=True)
    return folder


@few
@given(st.binary(max_size=5000))
def test_a_blob_has_the_id_git_gives_it(plain: Path, data: bytes) -> None:
    asked = subprocess.run(["git", "hash-object", "--stdin"], input=data, capture_output=True, check=True)
    assert objects.object_id("blob", data) == asked.stdout.decode().strip()


NAMES = st.text(st.sampled_from("abA-. é"), min_size=1, max_size=4).filter(lambda n: n.strip(". ") != "")


@few
@given(st.dictionaries(NAMES, st.booleans(), max_size=8))
def test_a_tree_has_the_id_and_the_order_git_gives_it(plain: Path, names: dict[str, bool]) -> None:
    blob = objects.raw("blob", b"x")
    below = objects.encode_tree({"f": Entry(FILE, blob.oid)})
    entries = {
        n: Entry(FOLDER, below.oid) if folder else Entry(FILE, blob.oid) for n, folder in names.items()
    }
    lines = "".join(
        f"{e.mode:0>6} {'tree' if e.is_folder else 'blob'} {e.oid}\t{n}\0" for n, e in entries.items()
    )
    asked = subprocess.run(
        ["git", "mktree", "-z", "--missing"], cwd=plain, input=lines.encode(), capture_output=True, check=True
    )
    made = objects.encode_tree(entries)
    assert made.oid == asked.stdout.decode().strip()
    assert objects.decode_tree(made.data) == entries


@few
@given(st.lists(st.binary(max_size=40_000), min_size=1, max_size=5))
def test_git_unpacks_what_was_packed(plain: Path, contents: list[bytes]) -> None:
    made = [objects.raw("blob", data) for data in contents]
    subprocess.run(["git", "unpack-objects", "-q"], cwd=plain, input=objects.pack(made), check=True)
    for blob in made:
        told = subprocess.run(
            ["git", "cat-file", "blob", blob.oid], cwd=plain, capture_output=True, check=True
        )
        assert told.stdout == blob.data


@few
@given(WORDS.filter(lambda text: bool(text.strip("\n \t"))), st.integers(-720, 720))
def test_a_commit_reads_back_as_written(text: str, minutes: int) -> None:
    at = datetime(2025, 3, 9, 1, 59, 30, tzinfo=timezone(timedelta(minutes=minutes)))
    who = Person("Ana Ruiz", "ana@localhost")
    made = objects.encode_commit(
        "1" * 40, ["2" * 40, "3" * 40], who, at, messages.compose(text, {"Item": "7"})
    )
    read = objects.decode_commit(made)
    assert (read.tree, read.parents, read.author) == ("1" * 40, ("2" * 40, "3" * 40), who)
    assert (read.at, read.at.utcoffset()) == (at, at.utcoffset())
    assert read.trailers == (("Item", "7"), ("Schema", "1"))


@few
@given(st.lists(st.sampled_from(["State: settled", "plain words", "", "Item: 9"]), min_size=1, max_size=6))
def test_words_of_a_person_never_become_trailers(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip("\n \t"):
        with pytest.raises(BadInput):
            messages.compose(text)
        return
    assert messages.parse(messages.compose(text, {"State": "open"}))[2] == (
        ("State", "open"),
        ("Schema", "1"),
    )


def test_git_reads_the_same_trailers(plain: Path) -> None:
    text = messages.compose("Hand across\n\nWhy: because", [("Item", "3 nurses"), ("Touches", "V.A.2")])
    told = subprocess.run(
        ["git", "interpret-trailers", "--parse"],
        cwd=plain,
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.splitlines() == ["Item: 3 nurses", "Touches: V.A.2", "Schema: 1"]


@pytest.mark.parametrize("value", ["two\nlines", "a\rb", "nul\0", "line\u2028sep"])
def test_a_trailer_is_one_line(value: str) -> None:
    with pytest.raises(BadInput):
        messages.compose("text", {"Item": value})


def test_times_west_of_greenwich() -> None:
    at = datetime(2025, 1, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
    assert objects.stamp(at).endswith(" -0330")
    assert objects.moment("0", "-0330") == datetime(1970, 1, 1, tzinfo=UTC)
