"""`negotiate serve` as a person meets it: the real program, in Chromium, from the address to Ctrl-C."""

import asyncio
import base64
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from browser_kit import Page, browser
from test_server import running, until

from negotiate.cli import main
from negotiate.workspace.workspace import Workspace

pytestmark = pytest.mark.slow

# The terminal is kept inside its script; this catches it on the way, so that its text can be read.
_CATCH = """Object.defineProperty(Object.prototype, "terminal", {configurable: true, set(found) {
  Object.defineProperty(this, "terminal", {value: found, writable: true}); window.caught = found; }});"""
_TEXT = """window.caught ? Array.from({length: caught.rows},
  (_, row) => caught.buffer.active.getLine(row)?.translateToString(true, 0, caught.cols) ?? "").join("\\n") : "" """
_INK = """(async () => {
  const image = new Image(); image.src = "data:image/png;base64,%s"; await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
  const brush = canvas.getContext("2d"); brush.drawImage(image, 0, 0);
  const data = new Uint32Array(brush.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map(); for (const one of data) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [counts.size, 1 - Math.max(...counts.values()) / data.length]; })()"""


@asynccontextmanager
async def serving(folder: Path, *words: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The program in a process of its own, and the address it shows."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "negotiate", "-w", str(folder), "serve", "--no-open", *words,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield process, (await process.stdout.readline()).decode().strip()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def shows(page: Page, *words: str) -> str:
    """Waits until all the words stand on the screen; the screen's text."""
    for _ in range(1200):
        found = str(await page.value(_TEXT))
        if all(one in found for one in words):
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(f"{words} did not come:\n{found}\n{page.faults}")


def kept(folder: Path) -> str:
    """What is typed and not yet saved as a draft."""
    with Workspace.open(folder) as workspace:
        drafts = workspace.repository.drafts
        return "".join(drafts.read(name) or "" for name in drafts.names())


async def test_a_person_works_in_the_browser(sample: Path, tmp_path: Path) -> None:
    async with serving(sample) as (process, address), browser(tmp_path) as chromium:
        base, _, token = address.partition("/?token=")
        page = await chromium.tab()
        await page.do("Page.addScriptToEvaluateOnNewDocument", source=_CATCH)
        await page.size(1000, 560)
        await page.go(address)
        await shows(page, "Inclusion staffing", "Social workers", "? Help")
        where = str(await page.value("location.href"))
        assert where.startswith(f"{base}/") and token not in where
        assert await page.value("document.cookie") == ""  # no script can read it

        await page.press("Enter")
        await shows(page, "What separates", "V.B.3(b)", "touches")
        await page.press("d")
        await shows(page, "Draft", "students with IEPs", "saved")
        await page.write("[b]Bold[/b] ")
        before = await shows(page, "[b]Bold[/b] ", "kept as typed")
        assert (
            "$" in before
            and await page.value("getComputedStyle(document.querySelector('.ended')).display") == "none"
        )

        picture = await page.picture()
        other = await chromium.tab()
        counted = await other.value(_INK % base64.b64encode(picture).decode())
        assert isinstance(counted, list)
        assert counted[0] > 50 and counted[1] > 0.1  # letters with smooth edges, on more than one ground
        await page.do("Page.bringToFront")
        await page.size(640, 480)
        await page.until("caught.cols <= 72 && caught.rows <= 24")
        await shows(page, "Draft", "[b]Bold[/b] ", "1 change", "not yet saved")

        await other.go(address)
        await other.until("document.body.innerText.includes('has been used')")
        await page.do("Page.bringToFront")
        await page.write("zz")
        await page.press("F6")
        assert "$" not in await shows(page, "At the table")

        assert len(page.requests) >= 8 and page.faults == []
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None and process.stderr is not None
        assert await asyncio.wait_for(process.wait(), 40) == 0
        assert (await process.stdout.read()) == b"" and token.encode() not in await process.stderr.read()
        assert running(str(sample)) == []
        assert "[b]Bold[/b] zz" in kept(sample)
        await page.until("getComputedStyle(document.querySelector('.ended')).display == 'flex'")
        own = (f"{base}/", f"{base.replace('http:', 'ws:')}/", "about:", "data:")
        assert [one for one in page.requests + other.requests if not one.startswith(own)] == []


async def test_what_is_typed_is_kept_when_a_page_closes_and_nothing_runs_on_when_the_server_is_killed(
    sample: Path,
) -> None:
    async with serving(sample) as (process, address), aiohttp.ClientSession() as guest:
        async with guest.get(address) as answer:
            (cookie,) = answer.cookies.values()
        where = f"{address.partition('/?')[0]}{cookie['path']}socket?width=100&height=30"
        headers = {"Cookie": f"{cookie.key}={cookie.value}", "Origin": address.partition("/?")[0]}
        async with guest.ws_connect(where, headers=headers) as page:
            await see(page, "Social workers")
            await page.send_json(["stdin", "\r"])
            await see(page, "touches")
            await page.send_json(["stdin", "d"])
            await see(page, "saved")
            await page.send_json(["stdin", "\x1b[200~Pasted whole.\x1b[201~ And the last letters"])
        await until(lambda: not running("negotiate.serving.screen"))
        assert "Pasted whole. And the last letters" in kept(sample)
        async with guest.ws_connect(where, headers=headers) as page:
            await see(page, "Items")
            process.send_signal(signal.SIGKILL)
            await until(lambda: running(str(sample)) == [])


async def see(page: aiohttp.ClientWebSocketResponse, words: str) -> None:
    """Waits until the screens have drawn these words."""
    seen = b""
    while words.encode() not in seen:
        told = await page.receive(40)
        assert told.type is aiohttp.WSMsgType.BINARY, (told, seen[-500:])
        seen += told.data


def test_a_port_that_is_taken_or_is_none_is_one_line(sample: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["-w", str(sample), "serve", "--no-open", "--port", port]) == 4
    said = capfd.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert f"port {port} cannot be used: address already in use" in said.err and "--port" in said.err
    for wrong in ("0", "65536", "-1", "http", "", "8080 ", "٣"):
        with pytest.raises(SystemExit, match="2"):
            main(["-w", str(sample), "serve", f"--port={wrong}"])
    assert main(["-w", str(sample), "serve", "--host", "0.0.0.0"]) == 2
    assert main(["-w", str(Path(os.devnull)), "serve", "--no-open"]) == 5
