"""The Word files that packets begin with are what their maker makes, and hold nothing else."""

import pytest

from negotiate.packets.word_skeleton import PAPERS, skeleton
from negotiate.packets.word_template import template


@pytest.mark.parametrize("paper", PAPERS)
def test_what_is_kept_is_what_is_made(paper: str) -> None:
    """After a change of the maker: ``python -m negotiate.packets.word_template``."""
    assert skeleton(paper) == template(paper)
