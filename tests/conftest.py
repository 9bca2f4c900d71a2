"""What tests of several rooms share: the folder of received agreements beside the checkout."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``shared`` beside the checkout; without it the test is skipped, in CI it fails."""
    folder = Path(__file__).resolve().parents[1].parent / "shared"
    if not folder.is_dir():
        reason = "the folder `shared` with the received agreements is not beside the checkout"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
