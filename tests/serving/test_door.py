"""Who is let in: the token once, the cookie after, and no other host, origin or site."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiate.serving.door import Door

PORT = 8123
OWN = {"Host": f"127.0.0.1:{PORT}"}


def token_of(door: Door) -> str:
    return parse_qs(urlsplit(door.address).query)["token"][0]


def test_the_token_opens_once_and_the_cookie_from_then_on() -> None:
    door = Door(PORT)
    token = token_of(door)
    assert not door.knows("") and not door.used(token)
    key = door.enter(token)
    assert key and door.knows(key) and door.used(token)
    assert door.enter(token) == ""
    assert len({token, key, door.room}) == 3


def test_two_runs_share_no_secret() -> None:
    one, other = Door(PORT), Door(PORT)
    key = one.enter(token_of(one))
    assert other.enter(token_of(one)) == "" and not other.knows(key) and one.room != other.room


@settings(max_examples=40)
@given(st.text())
def test_nothing_else_is_the_token_or_the_cookie(said: str) -> None:
    door = Door(PORT)
    assert door.enter(said) == "" and not door.spent and not door.knows(said)
    door.enter(token_of(door))
    assert not door.knows(said)


def test_a_cookie_is_worth_nothing_before_the_token_was_used() -> None:
    door = Door(PORT)
    assert not door.knows(door._key)


@settings(max_examples=40)
@given(st.text(max_size=40) | st.sampled_from(["127.0.0.1:8123", "localhost:8123", "localhost:08123"]))
def test_no_other_host_is_answered(name: str) -> None:
    door = Door(PORT)
    assert bool(door.foreign({"Host": name})) == (name not in {f"127.0.0.1:{PORT}", f"localhost:{PORT}"})


@pytest.mark.parametrize(
    ("more", "entry", "socket"),
    [
        ({"Host": "localhost:8124"}, False, False),
        (
            {"Host": "negotiate.example:8123"},
            True,
            False,
        ),  # a name that was made to lead here (DNS rebinding)
        ({"Host": "127.0.0.1"}, False, False),
        ({"Origin": "http://evil.example"}, False, False),
        ({"Origin": "http://evil.example"}, True, False),
        ({"Origin": "null"}, False, True),
        ({"Origin": "http://localhost:8123"}, False, True),  # ours, but not the one asked
        ({"Origin": "https://127.0.0.1:8123"}, False, True),
        ({"Origin": "http://127.0.0.1:81234"}, False, True),
        ({}, False, True),  # a socket without an origin
        ({"Sec-Fetch-Site": "cross-site"}, False, False),
        ({"Sec-Fetch-Site": "same-site"}, False, False),  # a page on another port of this machine
        ({"Sec-Purpose": "prefetch;prerender"}, True, False),
        ({"Purpose": "prefetch"}, True, False),
    ],
)
def test_what_is_foreign(more: dict[str, str], entry: bool, socket: bool) -> None:
    assert Door(PORT).foreign({**OWN, **more}, entry=entry, socket=socket)


@pytest.mark.parametrize(
    ("more", "entry", "socket"),
    [
        ({}, True, False),
        ({"Sec-Fetch-Site": "cross-site"}, True, False),  # from the file that leads here
        ({"Sec-Fetch-Site": "none"}, False, False),  # a tab opened again
        ({"Sec-Fetch-Site": "same-origin"}, False, False),
        ({"Origin": f"http://127.0.0.1:{PORT}"}, False, True),
        ({"Host": f"localhost:{PORT}", "Origin": f"http://localhost:{PORT}"}, False, True),
    ],
)
def test_what_is_our_own(more: dict[str, str], entry: bool, socket: bool) -> None:
    assert not Door(PORT).foreign({**OWN, **more}, entry=entry, socket=socket)


def test_a_port_that_addresses_leave_out() -> None:
    assert Door(80).hosts == {"127.0.0.1", "localhost"}
