"""Who may come in: one browser, by a token that works once, and by its cookie from then on.

The server listens on 127.0.0.1, where every account of the machine can knock, and where any page of the web
can make a browser knock. So the token is a secret that never stands in a process's arguments, the cookie is
kept to a path nobody can guess (cookies know no ports: another program's page on 127.0.0.1 would get it
otherwise), and a request that names another host, another origin or another site is refused.
"""

import secrets
from collections.abc import Mapping
from typing import Final

LOOPBACK: Final = "127.0.0.1"
_BYTES = 32


class Door:
    """The secrets of one run, and what they open."""

    def __init__(self, port: int) -> None:
        """``port`` is the one listened on; it is part of every host and origin accepted."""
        self._token = secrets.token_urlsafe(_BYTES)
        self._key = secrets.token_urlsafe(_BYTES)
        self._spent = False
        self.room: Final = f"/{secrets.token_urlsafe(16)}/"
        """The path under which the page, its files and its socket are; the cookie is sent nowhere else."""
        self.cookie: Final = f"negotiate-{port}"
        self.hosts: Final = frozenset(
            name if port == 80 else f"{name}:{port}" for name in (LOOPBACK, "localhost")
        )
        self.address: Final = f"http://{LOOPBACK}:{port}/?token={self._token}"
        """What a person opens, once."""

    @property
    def spent(self) -> bool:
        """Whether somebody came in by the token."""
        return self._spent

    def enter(self, token: str) -> str:
        """The cookie's value for who brings the token the first time; empty for everybody else."""
        right = _same(token, self._token)
        if not right or self._spent:
            return ""
        self._spent = True
        return self._key

    def used(self, token: str) -> bool:
        """Whether this is the token, and it was used before."""
        return self._spent and _same(token, self._token)

    def knows(self, value: str) -> bool:
        """Whether a cookie's value is the one given out."""
        return self._spent and _same(value, self._key)

    def foreign(self, headers: Mapping[str, str], *, entry: bool = False, socket: bool = False) -> str:
        """Why a request is not of our own page; empty where it may be.

        At the ``entry`` a browser comes from elsewhere: from a file, a terminal or its address bar. A
        ``socket`` must say its origin, since no browser keeps a foreign page from opening one.
        """
        host = headers.get("Host", "")
        if host not in self.hosts:
            return "this address is not the one the program listens on"
        origin = headers.get("Origin")
        if (origin is None and socket) or (origin is not None and origin != f"http://{host}"):
            return "another page asks for this"
        site = headers.get("Sec-Fetch-Site", "none")
        if not entry and site not in ("same-origin", "none"):
            return "another site asks for this"
        if "prefetch" in headers.get("Sec-Purpose", "") + headers.get("Purpose", ""):
            return "nobody has opened this yet"  # a look ahead must not use the token up
        return ""


def _same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
