"""The collector is as it was before, whatever happens within."""

import gc

import pytest

from negotiate.common.collecting import uncollected


def test_it_rests_within_and_works_again_after() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_fault_within_leaves_it_at_work() -> None:
    with pytest.raises(ValueError, match="said"), uncollected():
        raise ValueError("said")
    assert gc.isenabled()


def test_who_keeps_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
