"""The server without a browser: what is answered to whom, and windows that behave badly."""

import asyncio
import json
import os
import socket
import stat
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSMsgType
from yarl import URL

from negotiate.common.errors import BadInput
from negotiate.serving import opening, server, window
from negotiate.serving.server import Server, listen

Guest = aiohttp.ClientSession

_ECHO = r"""
import os, sys
def give(letter, body): os.write(1, letter + len(body).to_bytes(4, "big") + body)
os.write(1, b"__GANGLION__\n")
give(b"D", b"size %s %s" % (os.environ["COLUMNS"].encode(), os.environ["ROWS"].encode()))
read = sys.stdin.buffer.read
while head := read(5):
    body = read(int.from_bytes(head[1:], "big"))
    give(b"D", head[:1] + (b"%d" % len(body) if len(body) > 1000 else body))
    if body == b'{"type": "quit"}': break
"""
_FLOOD = r"""
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(1, b"__GANGLION__\n")
while True: os.write(1, b"D" + (1 << 16).to_bytes(4, "big") + b"x" * (1 << 16))
"""
_BROKEN = "import sys; sys.stderr.write('Traceback\\n  …\\nno agreement\\x1b[2J is here\\n'); sys.exit(5)"


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Server]:
    """A server on ``folder``."""
    found = Server(folder, listen(0))
    ready = asyncio.Event()
    task = asyncio.create_task(found.run(ready.set))
    await ready.wait()
    try:
        yield found
    finally:
        found.end()
        await task


@asynccontextmanager
async def inside(found: Server) -> AsyncIterator[Guest]:
    """A guest who came in by the token."""
    async with aiohttp.ClientSession(
        f"http://127.0.0.1:{found.door.address.split(':')[2].split('/')[0]}"
    ) as guest:
        async with guest.get(found.door.address) as answer:
            key = answer.cookies[found.door.cookie].value
        guest.headers["Cookie"] = f"{found.door.cookie}={key}"
        yield guest


def screens(code: str, patch: pytest.MonkeyPatch) -> None:
    """Other screens than ours, for what ours do not do."""
    patch.setattr(window, "command", lambda _folder: [sys.executable, "-c", code])


def socket_of(found: Server, guest: Guest, **more: str) -> "aiohttp.client._WSRequestContextManager":
    origin = more.pop("origin", str(guest._base_url).rstrip("/"))
    query = "&".join(f"{name}={value}" for name, value in more.items())
    return guest.ws_connect(f"{found.door.room}socket?{query}", headers={"Origin": origin})


async def until(true: Callable[[], bool]) -> None:
    for _ in range(1500):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come in 30 seconds")


def running(word: str) -> list[int]:
    """The processes with a word in their arguments."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if word.encode() in path.read_bytes() and int(path.parent.name) != os.getpid():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


async def test_only_the_token_opens_and_only_once(tmp_path: Path) -> None:
    async with served(tmp_path) as found, aiohttp.ClientSession() as anyone:
        base = found.door.address.partition("?")[0]
        for where in (
            base,
            f"{base}?token=",
            f"{base}?token=wrong",
            f"{found.door.address}x",
            f"{base}?Token=x",
        ):
            async with anyone.get(where) as answer:
                assert answer.status == 403 and "Set-Cookie" not in answer.headers
                assert "whole address" in await answer.text()
        async with anyone.head(found.door.address) as answer:  # what looks at links does not use it up
            assert answer.status in (403, 405)
        async with anyone.get(found.door.address, headers={"Sec-Purpose": "prefetch"}) as answer:
            assert answer.status == 403
        async with anyone.get(found.door.address, headers={"Host": "rebound.example"}) as answer:
            assert answer.status == 403
        async with anyone.get(found.door.address) as answer:
            assert answer.status == 200
            given = answer.headers["Set-Cookie"]
            assert "HttpOnly" in given and "SameSite=Strict" in given and f"Path={found.door.room}" in given
            assert found.door.address.partition("=")[2] not in given + await answer.text()
        async with aiohttp.ClientSession() as other, other.get(found.door.address) as answer:
            assert answer.status == 403 and "has been used" in await answer.text()


async def test_nothing_is_shown_without_the_cookie_and_nothing_beside_the_page(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    async with (
        served(tmp_path) as found,
        inside(found) as guest,
        aiohttp.ClientSession(guest._base_url) as anyone,
    ):
        room = found.door.room
        names = [
            "",
            "page.js",
            "textual.js",
            "page.css",
            "xterm.css",
            "upright.ttf",
            "italic.ttf",
            "icon.svg",
        ]
        for name in names:
            async with guest.get(room + name) as answer:
                assert answer.status == 200, name
                policy = answer.headers["Content-Security-Policy"]
                assert (
                    policy.startswith("default-src 'none'") and "unsafe" not in policy and "*" not in policy
                )
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Cache-Control"] == "no-store"
                assert "aiohttp" not in answer.headers["Server"]
            for cookie in ("", f"{found.door.cookie}=x", f"negotiate={found.door._key}"):
                async with anyone.get(room + name, headers={"Cookie": cookie}) as answer:
                    assert answer.status == 403
            async with guest.get(room + name, headers={"Sec-Fetch-Site": "same-site"}) as answer:
                assert answer.status == 403  # a page on another port of this machine
        for name in (
            "secret", "../secret", "%2e%2e/secret", "..%2fsecret", "%2fetc%2fpasswd", "page.js/", "page.js%00",
            "__init__.py", "download/x", "static/js/textual.js", "window.html", "%C3%A9",
        ):  # fmt: skip
            async with guest.get(URL(f"{room}{name}", encoded=True)) as answer:
                assert answer.status in (403, 404), name
                assert await answer.text() != "x"
        async with guest.post(room, data=b"x" * 100) as answer:
            assert answer.status == 405
        async with guest.get(room, headers={"X": "x" * 20000}) as answer:
            assert answer.status == 400


async def test_the_terminals_script_draws_without_a_graphics_card(tmp_path: Path) -> None:
    async with served(tmp_path) as found, inside(found) as guest:
        answer = await guest.get(f"{found.door.room}textual.js")
        text = await answer.text()
    assert "loadAddon(this.canvasAddon)" in text and "loadAddon(this.webglAddon)" not in text


@pytest.mark.parametrize(
    "origin", ["", "null", "http://evil.example", "http://127.0.0.1:1", "http://localhost"]
)
async def test_a_socket_from_elsewhere_is_refused(
    origin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens(_ECHO, monkeypatch)
    async with served(tmp_path) as found, inside(found) as guest:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await socket_of(found, guest, origin=origin)
        assert refused.value.status == 403
        del guest.headers["Cookie"]
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await socket_of(found, guest)
        assert refused.value.status == 403 and found.windows == 0


async def test_what_a_page_sends_reaches_the_screens_and_nothing_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens(_ECHO, monkeypatch)
    async with served(tmp_path) as found, inside(found) as guest:
        async with socket_of(found, guest, width="99999", height="-3") as page:
            assert await page.receive_bytes(timeout=10) == b"size 80 24"
            for bad in (
                "", "[", "[]", "{}", "null", "[1]", '["stdin"]', '["stdin", 7]', '["stdin", "a", "b"]',
                '["resize", {}]', '["resize", {"width": "9", "height": 1}]', '["resize", null]', '["quit"]',
                '["deliver_chunk_request", {"key": "x"}]', "[" * 100000, '["ping", {}]', "NaN",
            ):  # fmt: skip
                await page.send_str(bad)
            await page.send_bytes(b"stdin")
            await page.send_json(["stdin", "a\ud800é"])
            assert (await page.receive_bytes(timeout=10)).decode() == "Da?é"
            await page.send_json(["resize", {"width": 10**30, "height": -(10**30)}])
            told = json.loads((await page.receive_bytes(timeout=10))[1:])
            assert told == {"type": "resize", "width": 1000, "height": 1}
            await page.send_json(["stdin", "x" * 3_000_000])
            assert await page.receive_bytes(timeout=10) == b"D3000000"
            await page.send_json(["ping", "1"])
            assert json.loads((await page.receive(10)).data) == ["pong", "1"]
            await page.send_json(["stdin", "x" * server.LARGEST])  # more than any agreement
            assert (await page.receive(10)).type in (WSMsgType.CLOSE, WSMsgType.CLOSED)
        await until(lambda: found.windows == 0)


async def test_no_more_windows_than_the_machine_bears_and_idle_guests_do_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens(_ECHO, monkeypatch)
    monkeypatch.setattr(server, "WINDOWS", 2)
    async with served(tmp_path) as found, inside(found) as guest:
        port = guest._base_url.port  # type: ignore[union-attr]
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(150)]
        for _, writer in idle:
            writer.write(b"GET / HTTP/1.1\r\nHost: 127.")
        pages = [await socket_of(found, guest) for _ in range(2)]
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await socket_of(found, guest)
        assert refused.value.status == 503
        await pages[0].close()
        await until(lambda: found.windows == 1)
        async with socket_of(found, guest) as page:
            assert (await page.receive_bytes(timeout=10)).startswith(b"size")
        for _, writer in idle:
            writer.close()


async def test_a_page_that_takes_nothing_is_closed_and_its_process_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = str(tmp_path / "flood")
    screens(f"{_FLOOD}# {mark}", monkeypatch)
    monkeypatch.setattr(window, "PATIENCE", 0.3)
    monkeypatch.setattr(window, "ENDING", (0.1, 0.1))
    monkeypatch.setattr(server, "_CLOSING", 0.2)
    async with served(tmp_path) as found, inside(found) as guest:
        page = await socket_of(found, guest)
        assert running(mark)
        # nothing is received: the screens fill every buffer on the way, heed no word and no signal
        await until(lambda: found.windows == 0)
        assert not running(mark)
        await page.close()


async def test_screens_that_cannot_start_say_why_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens(_BROKEN, monkeypatch)
    async with served(tmp_path) as found, inside(found) as guest, socket_of(found, guest) as page:
        said = (await page.receive_bytes(timeout=10)).decode()
        assert said == "\x1bcThe screens could not go on. no agreement [2J is here\r\n"
        assert (await page.receive(10)).type in (WSMsgType.CLOSE, WSMsgType.CLOSED)


async def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    async with served(tmp_path) as found:
        port = int(found.door.address.split(":")[2].split("/")[0])
        others = {
            "127.0.0.2",
            *(str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None)),
        } - {"127.0.0.1"}
        for name in others:
            with pytest.raises(OSError):
                await asyncio.open_connection(name, port)
        with pytest.raises(BadInput, match=f"port {port} cannot be used"):
            listen(port)


async def test_the_browser_is_given_a_file_that_only_its_owner_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = tmp_path / "calls"
    tool = tmp_path / "tool"
    tool.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n')
    tool.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(tool))
    monkeypatch.setattr("webbrowser._tryorder", None)
    failed: list[bool] = []
    async with served(tmp_path) as found:
        path = opening.open_browser(found.door.address, tmp_path / "private", lambda: failed.append(True))
        found.leaves(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 and found.door.address in path.read_text()
        await until(lambda: calls.exists() and calls.read_text() != "")
        assert calls.read_text() == f"{path.as_uri()}\n" and not failed
        async with inside(found):
            assert not path.exists()  # used up, and gone


async def test_where_there_is_no_browser_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser._tryorder", [])
    failed: list[bool] = []
    opening.open_browser("http://127.0.0.1:1/?token=x", tmp_path, lambda: failed.append(True))
    await until(lambda: failed == [True])
