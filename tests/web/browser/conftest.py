"""A real browser on a served workbench: the system's Chromium, or playwright's own.

Whatever a page asks of another host, breaks of its policy or throws fails the test.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed (dependency group `browser`)")
pytest.importorskip("uvicorn", reason="the extra `web` is not installed")

import uvicorn
from playwright.sync_api import Browser, Error, Page, sync_playwright

from dragoman.web import security
from dragoman.web.app import create
from tests.web.conftest import TOKEN, codings, write

AXE = Path(__file__).with_name("axe.min.js")  # axe-core 4.11.0, MPL-2.0, deque.com/axe


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium; skips where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as play:
        try:
            started = play.chromium.launch(executable_path=found)
        except Error as error:
            pytest.skip(f"no Chromium: {str(error).splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return where a workbench over the small store answers."""
    store = write(tmp_path_factory.mktemp("browser") / "small.duckdb", codings())
    server = uvicorn.Server(uvicorn.Config(create(store, token=TOKEN), port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a path in a new window, with options of playwright's contexts."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def opened(path: str, **options: Any) -> Page:
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        name, value = security.cookie_name(TOKEN), security.cookie_value(TOKEN)
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(f"asks {asked.url}"))
        page.on("pageerror", lambda error: wrong.append(f"throws {error}"))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(address + path, wait_until="networkidle")
        return page
    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def violations(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA on the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    return [f"{item['id']}: {node['html'][:160]}" for item in found["violations"] for node in item["nodes"]]
