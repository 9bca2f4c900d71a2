"""One window: a process with the screens, and the socket of the page that shows it.

What the process writes is Textual's: packets of a letter (D shown, M told), four bytes of length, and as many
bytes. The page sends JSON lists: ``["stdin", keys]``, ``["resize", {"width", "height"}]``, ``["ping", x]``,
``["focus"]``, ``["blur"]``. What it sends beside that is passed over.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any, Final

from aiohttp import WSMsgType, web

import negotiate

PATIENCE = 30.0
"""Seconds that a browser may take to accept what is shown; then its window is closed."""
CATCHING_UP = 1.0
"""Seconds to hear the last keys of a page that was closed while the screens were drawing."""
ENDING = (25.0, 5.0)
"""Seconds for the screens to finish an act and save what is typed; then to end by a signal."""
_START = b"__GANGLION__\n"
_LINES = 20
_WIDEST, _NARROWEST = 1000, 1
_LAST_WORDS = 2000


class Window:
    """The screens of one page, from its opening to its end."""

    def __init__(self, folder: Path, socket: web.WebSocketResponse, width: int, height: int) -> None:
        """``socket`` is open; ``width`` and ``height`` are the page's, in letters."""
        self._folder = folder
        self._socket = socket
        self._size = (_within(width), _within(height))
        self._stop = asyncio.Event()
        self._last_words = bytearray()
        self._process: asyncio.subprocess.Process

    def stop(self) -> None:
        """The server ends: the window is closed, and what is typed in it saved."""
        self._stop.set()

    async def run(self) -> None:
        """Relays until the page, the screens or the server end; then the process is gone."""
        self._process = await _started(self._folder, self._size)
        listening = asyncio.create_task(self._told())
        works: list[Coroutine[Any, Any, object]] = [self._hear(), self._show(), self._stop.wait()]
        tasks = [asyncio.create_task(work) for work in works]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if tasks[1].done() and tasks[1].exception() is not None:
                await asyncio.wait(
                    tasks[:1], timeout=CATCHING_UP
                )  # the page is gone; what it sent is not lost
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await _ended(self._process)
            await asyncio.gather(listening, return_exceptions=True)

    async def _told(self) -> None:
        """What the process says on stderr: its end is shown where the screens end by a fault."""
        assert self._process.stderr is not None
        while words := await self._process.stderr.read(_LAST_WORDS):
            self._last_words = (self._last_words + words)[-_LAST_WORDS:]

    async def _show(self) -> None:
        """What the screens draw, to the page, until they leave."""
        output = self._process.stdout
        assert output is not None
        try:
            for _ in range(_LINES):
                if await output.readline() == _START:
                    break
            while True:
                head = await output.readexactly(5)
                body = await output.readexactly(int.from_bytes(head[1:], "big"))
                if head[:1] == b"D":
                    async with asyncio.timeout(PATIENCE):
                        await self._socket.send_bytes(body)
                elif head[:1] == b"M" and json.loads(body).get("type") == "exit":
                    return
        except asyncio.IncompleteReadError:
            await self._say_fault()

    async def _say_fault(self) -> None:
        """The screens ended without leaving: their last line, in the page."""
        await asyncio.sleep(0.1)  # what they said may still be on its way
        lines = self._last_words.decode("utf-8", "replace").strip().split("\n")
        said = "".join(char if char.isprintable() else " " for char in lines[-1])
        with contextlib.suppress(OSError):
            await self._socket.send_bytes(f"\x1bcThe screens could not go on. {said}\r\n".encode())

    async def _hear(self) -> None:
        """What the page sends, to the screens, until it is closed."""
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                continue
            with contextlib.suppress(ValueError, RecursionError):
                await self._heard(json.loads(message.data))

    async def _heard(self, said: object) -> None:
        match said:
            case ["stdin", str(keys)]:
                await self._send(b"D", keys.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self._tell({"type": "resize", "width": _within(width), "height": _within(height)})
            case ["focus" | "blur" as which]:
                await self._tell({"type": which})
            case ["ping", str(when)]:
                await self._socket.send_str(json.dumps(["pong", when[:40]]))
            case _:
                pass

    async def _tell(self, word: Mapping[str, object]) -> None:
        await self._send(b"M", json.dumps(word).encode())

    async def _send(self, letter: bytes, body: bytes) -> None:
        await _give(self._process, letter, body)


def _within(size: int) -> int:
    return min(max(size, _NARROWEST), _WIDEST)


def command(folder: Path) -> list[str]:
    """What a window's process runs."""
    return [sys.executable, "-P", "-m", "negotiate.serving.screen", str(folder)]


async def _started(folder: Path, size: tuple[int, int]) -> asyncio.subprocess.Process:
    """The screens in a process and a session of their own: Ctrl-C in the terminal is the server's."""
    here = str(Path(negotiate.__file__).parents[1])
    more: Final = {
        "COLUMNS": str(size[0]),
        "ROWS": str(size[1]),
        "PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH")))),
        "TERM": "xterm-256color",
        "TERM_PROGRAM": "negotiate",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_DRIVER": "negotiate.serving.driver:PageDriver",
    }
    return await asyncio.create_subprocess_exec(
        *command(folder),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **more}, start_new_session=True,
    )  # fmt: skip


async def _give(process: asyncio.subprocess.Process, letter: bytes, body: bytes) -> None:
    assert process.stdin is not None
    process.stdin.write(letter + len(body).to_bytes(4, "big") + body)
    await process.stdin.drain()


async def _ended(process: asyncio.subprocess.Process) -> None:
    """The screens leave by themselves, having saved what is typed; by a signal where they do not."""
    assert process.stdin is not None and process.stdout is not None
    reading = asyncio.create_task(_read_on(process.stdout))
    with contextlib.suppress(OSError, RuntimeError, TimeoutError):
        async with asyncio.timeout(1):
            await _give(process, b"M", b'{"type": "quit"}')
    process.stdin.close()
    for seconds, act in zip(ENDING, (process.terminate, process.kill), strict=True):
        try:
            async with asyncio.timeout(seconds):
                await process.wait()
            break
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                act()
    await process.wait()
    await asyncio.gather(reading, return_exceptions=True)


async def _read_on(output: asyncio.StreamReader) -> None:
    """Takes what nobody looks at any more: screens that wait to draw could not leave."""
    while await output.read(1 << 16):
        pass
