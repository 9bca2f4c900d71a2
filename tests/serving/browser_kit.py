"""A headless Chromium driven over its own protocol: pages opened, keys pressed, requests and pictures taken."""

import asyncio
import base64
import itertools
import json
import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

import aiohttp
import pytest

Told: TypeAlias = dict[str, Any]
_CODES = {
    "Enter": 13,
    "Escape": 27,
    "Tab": 9,
    "Backspace": 8,
    "F6": 117,
    "F1": 112,
    "ArrowDown": 40,
    "End": 35,
}


class Page:
    """One tab, seen from outside."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Told]] = {}
        self._task = asyncio.create_task(self._read())
        self.requests: list[str] = []
        self.faults: list[str] = []

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._waiting.pop(told["id"]).set_result(told)
            elif told["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                self.requests.append(told["params"].get("url") or told["params"]["request"]["url"])
            elif told["method"] == "Runtime.exceptionThrown":
                self.faults.append(told["params"]["exceptionDetails"]["text"])
            elif told["method"] == "Log.entryAdded":
                self.faults.append(told["params"]["entry"]["text"])

    async def do(self, method: str, **params: object) -> Told:
        """One word of the protocol, and its answer."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        told = await asyncio.wait_for(answer, 60)
        assert "error" not in told, told
        found: Told = told["result"]
        return found

    async def start(self) -> None:
        """Requests and faults are kept from now on."""
        for one in ("Page", "Network", "Runtime", "Log"):
            await self.do(f"{one}.enable")

    async def go(self, address: str) -> None:
        """Opens an address as a person does."""
        await self.do("Page.navigate", url=address)

    async def value(self, expression: str) -> object:
        """What an expression is in the page."""
        told = await self.do("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        found: object = told["result"].get("value")
        return found

    async def until(self, expression: str) -> None:
        """Waits until an expression is true in the page."""
        for _ in range(1200):
            with suppress(AssertionError):  # the page is on its way to another
                if await self.value(expression):
                    return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{expression} did not come; faults: {self.faults}")

    async def press(self, key: str, *, ctrl: bool = False) -> None:
        """Presses a key."""
        code = _CODES.get(key) or ord(key.upper())
        more = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 2 if ctrl else 0}
        text = {} if len(key) > 1 or ctrl else {"text": key}
        await self.do("Input.dispatchKeyEvent", type="keyDown", **more, **text)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **more)

    async def write(self, words: str) -> None:
        """Types words, letter by letter."""
        for char in words:
            await self.press(char)

    async def size(self, width: int, height: int) -> None:
        """Makes the window so many points wide and high."""
        await self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def picture(self) -> bytes:
        """The page as PNG."""
        return base64.b64decode((await self.do("Page.captureScreenshot", format="png"))["data"])


class Browser:
    """The browser: tabs are opened in it."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session = session
        self._port = port

    async def tab(self) -> Page:
        """A new empty tab."""
        async with self._session.put(f"http://127.0.0.1:{self._port}/json/new?about:blank") as answer:
            where = (await answer.json())["webSocketDebuggerUrl"]
        page = Page(await self._session.ws_connect(where, max_msg_size=0))
        await page.start()
        return page


@asynccontextmanager
async def browser(folder: Path, *more: str) -> AsyncIterator[Browser]:
    """Chromium with a profile of its own; the test is skipped where there is none."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed (apt.txt names it)")
    profile = folder / "profile"
    words = [
        program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0",
        "--disable-background-networking", "--disable-component-update", f"--user-data-dir={profile}", *more,
        "about:blank",
    ]  # fmt: skip
    process = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        port = profile / "DevToolsActivePort"
        for _ in range(1200):
            if port.is_file() and len(port.read_text().split()) == 2:
                break
            await asyncio.sleep(0.05)
        async with aiohttp.ClientSession() as session:
            yield Browser(session, int(port.read_text().split()[0]))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
