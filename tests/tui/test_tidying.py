"""Memory is looked through while nobody types, never between a key and its paint."""

import gc

import pytest

from negotiate.tui import tidying


def test_nothing_is_tidied_before_a_rest_and_then_one_thing_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, worth = [100.0], [0]
    done: list[str] = []
    monkeypatch.setattr(tidying, "monotonic", lambda: now[0])
    monkeypatch.setattr(gc, "collect", lambda: done.append("collected"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("stays"))
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, worth[0]))
    at = tidying.Tidying(lambda: done.append("ahead"))
    at.at_rest()
    assert done == []  # somebody has just come
    now[0] += 2
    at.at_rest()
    assert done == ["ahead"]
    at.touched()
    at.at_rest()
    assert done == ["ahead"]  # a key was pressed this moment
    now[0] += 2
    at.at_rest()
    assert done == ["ahead", "collected", "stays"]
    at.at_rest()
    assert len(done) == 3  # nothing was made since
    worth[0] = 2
    at.at_rest()
    assert done[3:] == ["collected"]
