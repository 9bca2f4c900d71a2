"""What tests of several rooms share: a home of their own, and the received agreements beside the checkout."""

import atexit
import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from laws import WHOLE, examples

import negotiate
from negotiate.repository.repository import Repository
from negotiate.workspace.creating import demo

Shell = Callable[..., str]
# speed is measured in benchmarks/, never in a test
# by day the same examples every time: what stops a change is the change; `make laws` draws others each time
settings.register_profile("here", deadline=None, max_examples=examples(100), derandomize=not WHOLE)
settings.load_profile("here")

_LONGEST_FIRST = ("tui", "serving", "repository", "workspace", "agreement", "test_docs.py", "test_wheel.py")
"""Folders of tests by their length: one long file begun last would keep two of three processes waiting."""


def _in_memory() -> None:
    """Folders of tests are made in memory where there is room: git writes every act through to the disk.

    Not when TMPDIR says where (where they stay to be looked at), and in one process of several.
    """
    memory = Path("/dev/shm")
    if "TMPDIR" in os.environ or not os.access(memory, os.W_OK):
        return
    about = os.statvfs(memory)
    if about.f_flag & os.ST_NOEXEC or about.f_bavail * about.f_frsize < 4 * 2**30:
        return
    for left in memory.glob("negotiate-tests-*-*"):  # by a run that was killed
        if not Path("/proc", left.name.split("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=f"negotiate-tests-{os.getpid()}-", dir=memory)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["TMPDIR"] = tempfile.tempdir = folder


_in_memory()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first."""

    def length(item: pytest.Item) -> int:
        place = item.path.relative_to(Path(__file__).parent).parts[0]
        return _LONGEST_FIRST.index(place) if place in _LONGEST_FIRST else len(_LONGEST_FIRST)

    items.sort(key=length)


def pytest_collection_finish() -> None:
    """What was read for all tests is not looked through again for each."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)  # screens make much that lives long: a tenth of their time was looking


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes make no name: an encrypted file has others in every process that collects the tests."""
    return "bytes" if isinstance(val, bytes) else None


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a skip is a failure: what a test needs must be there."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("CI", "").lower() == "true":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI does not allow: {report.longrepr}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``shared`` beside the checkout; without it the test is skipped."""
    folder = Path(__file__).resolve().parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder `shared` with the received agreements is not beside the checkout")
    return folder


@pytest.fixture(autouse=True)
def bare_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No person's settings, and no repository found around the test's folders."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PYTHONPATH", str(Path(negotiate.__file__).parents[1]))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return home


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder.parent))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        demo(folder).close()
    return folder


@pytest.fixture
def sample(_sample: Path, tmp_path: Path) -> Path:
    """A workspace with the sample agreement and its five items, to do with as the test likes."""
    return Path(shutil.copytree(_sample, tmp_path / "sample", symlinks=True))


@pytest.fixture
def git() -> Shell:
    """Plain git as a person uses it: ``git(folder, "log", "-1")`` gives what it wrote."""

    def run(folder: Path, *words: str, stdin: str | None = None) -> str:
        who = ["-c", "user.name=Person", "-c", "user.email=person@localhost"]
        done = subprocess.run(
            ["git", *who, *words], cwd=folder, input=stdin, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise AssertionError(f"git {words}: {done.stderr}")
        return done.stdout

    return run


@pytest.fixture(scope="session")
def _repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder.parent))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        with Repository.create(folder) as made, made.operation("start") as op:
            first = op.commit(None, {"contract/01.md": "Article I\n", "agreement.yaml": "a: 1\n"}, "Start")
            op.move("refs/heads/main", new=first, old=None)
    return folder


@pytest.fixture
def repository(_repository: Path, tmp_path: Path) -> Iterator[Repository]:
    """A workspace with two files on ``main``."""
    with Repository.open(Path(shutil.copytree(_repository, tmp_path / "workspace", symlinks=True))) as made:
        yield made
