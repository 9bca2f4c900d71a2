"""The server: the door, the page, its files and the sockets of its windows, on 127.0.0.1 and nowhere else."""

import asyncio
import contextlib
import ipaddress
import logging
import secrets
import signal
import socket as sockets
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from negotiate.common.errors import BadInput
from negotiate.serving import files
from negotiate.serving.door import LOOPBACK, Door
from negotiate.serving.window import Window

WINDOWS = 8
"""Windows open at a time: each is a process of some 100 MB."""
LARGEST = 4 << 20
"""Bytes of one message of a page: a long agreement pasted is a tenth of that."""
_HEARTBEAT = 20.0
_CLOSING = 2.0
_USED = (
    "This address has been used: it works once. Go back to the window that it opened, "
    "or end negotiate serve in the terminal and start it again."
)
_UNKNOWN = "Open the whole address that negotiate serve shows in the terminal."
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def listen(port: int) -> sockets.socket:
    """A socket on this machine's own address; ``port`` 0 takes any that is free.

    Raises :class:`BadInput` where the port is taken or not to be had.
    """
    found = sockets.socket(sockets.AF_INET, sockets.SOCK_STREAM)
    found.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
    try:
        found.bind((LOOPBACK, port))
        found.listen(64)
    except OSError as fault:
        found.close()
        why = (fault.strerror or str(fault)).lower()
        raise BadInput(
            f"port {port} cannot be used: {why}",
            do="name another with --port, or leave it out for any free one",
        ) from fault
    assert ipaddress.ip_address(found.getsockname()[0]).is_loopback
    return found


class Server:
    """The screens on the workspace in ``folder``, for whoever comes in by the door."""

    def __init__(self, folder: Path, socket: sockets.socket) -> None:
        """``socket`` listens already, see :func:`listen`."""
        self._folder = folder
        self._socket = socket
        self.door = Door(socket.getsockname()[1])
        self._files = files.load()
        self._windows: dict[Window, asyncio.Task[None]] = {}
        self._ended = asyncio.Event()
        self._left: Path | None = None

    def leaves(self, path: Path) -> None:
        """A file with the address, which goes as soon as the address is used or the server ends."""
        self._left = path

    @property
    def windows(self) -> int:
        """How many windows are open."""
        return len(self._windows)

    def end(self) -> None:
        """Ends :meth:`run`."""
        self._ended.set()

    async def run(self, ready: Callable[[], None]) -> None:
        """Serves until :meth:`end`; ``ready`` is called once it does. Then every window is gone."""
        quiet = logging.Logger("negotiate.serving")  # an address holds the token: no request is written down
        quiet.addHandler(logging.NullHandler())
        runner = web.AppRunner(self._app(), access_log=None, logger=quiet, shutdown_timeout=_CLOSING)
        await runner.setup()
        try:
            await web.SockSite(runner, self._socket).start()
            ready()
            await self._ended.wait()
        finally:
            for window in self._windows:
                window.stop()
            await asyncio.gather(*self._windows.values(), return_exceptions=True)
            await runner.cleanup()
            self._tidy()

    def _tidy(self) -> None:
        if self._left is not None:
            self._left.unlink(missing_ok=True)
            self._left = None

    async def run_until_told(self, ready: Callable[[], None]) -> None:
        """As :meth:`run`, until Ctrl-C or a signal to end."""
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(one, self.end)
        await self.run(ready)

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[self._guarded], client_max_size=0)
        room = self.door.room
        app.router.add_get("/", self._enter, allow_head=False)
        app.router.add_get(room, self._page, allow_head=False)
        app.router.add_get(f"{room}socket", self._window, allow_head=False)
        app.router.add_get(room + "{name}", self._file, allow_head=False)
        app.on_response_prepare.append(_with_headers)
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Nothing is answered to another host or site, and nothing but the entry without the cookie."""
        entry, socket = request.path == "/", request.path == f"{self.door.room}socket"
        why = self.door.foreign(request.headers, entry=entry, socket=socket)
        if not why and not entry and not self.door.knows(request.cookies.get(self.door.cookie, "")):
            why = _UNKNOWN
        if why:
            return _refused(why)
        try:
            return await handler(request)
        except web.HTTPException as fault:
            return web.Response(status=fault.status, text=fault.reason)

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        """The token's one use: the cookie, and the way to the page."""
        token = request.query.get("token", "")
        key = self.door.enter(token)
        if not key:
            return _refused(_USED if self.door.used(token) else _UNKNOWN)
        self._tidy()
        answer = web.Response(text=files.leading(self.door.room), content_type="text/html")
        answer.set_cookie(self.door.cookie, key, path=self.door.room, httponly=True, samesite="Strict")
        return answer

    async def _page(self, request: web.Request) -> web.StreamResponse:
        text, policy = files.page(request.host, self.door.room, secrets.token_urlsafe(16))
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        found = self._files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found.body, headers={"Content-Type": found.kind})

    async def _window(self, request: web.Request) -> web.StreamResponse:
        """The socket of a page, with a process behind it for as long as it is open."""
        if self.windows >= WINDOWS or self._ended.is_set():
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT, max_msg_size=LARGEST, compress=False, timeout=_CLOSING
        )
        await socket.prepare(request)
        window = Window(self._folder, socket, _number(request, "width", 80), _number(request, "height", 24))
        task = self._windows[window] = asyncio.create_task(window.run())
        try:
            await task
        finally:
            del self._windows[window]
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_CLOSING):
                    await socket.close()
            if request.transport is not None:
                request.transport.abort()  # a page that takes nothing would hold the connection
        return socket


def _number(request: web.Request, name: str, otherwise: int) -> int:
    said = request.query.get(name, "")
    return int(said) if said.isdecimal() and said.isascii() and len(said) < 5 else otherwise


def _refused(why: str) -> web.Response:
    return web.Response(status=403, text=files.refusal(why), content_type="text/html")


async def _with_headers(_request: web.Request, answer: web.StreamResponse) -> None:
    for name, value in files.HEADERS.items():
        if name == "Server" or name not in answer.headers:
            answer.headers[name] = value
