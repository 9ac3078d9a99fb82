"""A real browser on a served workbench: the system's Chromium, or playwright's own.

Whatever a page asks of another host, breaks of its policy or throws fails the test.
Where there is no Chromium the tests are skipped; with ``NEEDS_BROWSER`` in the
environment, as ``make test BROWSER=1`` sets it, they fail.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: see `make test BROWSER=1`")
pytest.importorskip("uvicorn", reason="the extra `web` is not installed")

import uvicorn
from playwright.sync_api import Browser, Error, Page, Response, expect, sync_playwright
from starlette.applications import Starlette

from dragoman.store import Writer
from dragoman.web import security
from dragoman.web.app import create
from dragoman.web.routes.review import PERSON
from tests.analyze.standing import telling
from tests.web import test_map, test_pair, test_promises
from tests.web.conftest import NOW, TOKEN, codings, write

AXE = Path(__file__).with_name("axe.min.js")  # axe-core 4.11.0, MPL-2.0, deque.com/axe
Visit = Callable[..., Page]
_READY = "html[data-keys=ready]"
expect.set_options(timeout=30_000)  # as long as playwright's other waits: a busy machine makes nothing false


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the one Chromium of the session."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as play:
        try:
            started = play.chromium.launch(executable_path=found)
        except Error as error:
            missed = pytest.fail if os.environ.get("NEEDS_BROWSER") else pytest.skip
            missed(f"no Chromium: {str(error).splitlines()[0]}")
        yield started
        started.close()


@contextmanager
def served(application: Starlette) -> Iterator[str]:
    """Serve a workbench as ``dragoman serve`` does, and give where it answers."""
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return where a workbench over the small store answers, which no test may write."""
    store = write(tmp_path_factory.mktemp("browser") / "small.duckdb", codings())
    with served(create(store, token=TOKEN)) as found:
        yield found


@pytest.fixture(scope="session")
def months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return where a workbench answers whose store has several months of acts, places and promises."""
    store = tmp_path_factory.mktemp("browser") / "months.duckdb"
    with Writer(store, coder="1.0 stand-in", begun=NOW, options={}) as writer:
        writer.add([*test_pair.acts(), *test_map.acts(), *map(telling.coding, test_promises.TOLD)], ())
        writer.finish(NOW)
    with served(create(store, token=TOKEN)) as found:
        yield found


@pytest.fixture
def address(small: str) -> str:
    """Return where the workbench of the test answers."""
    return small


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a function that opens a path in a new window, with options of playwright's contexts."""
    with windows(browser, address) as opened:
        yield opened


@contextmanager
def windows(browser: Browser, address: str) -> Iterator[Visit]:
    """Give a function that opens windows; in the end nothing may have gone wrong in any of them."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def opened(path: str, *, person: str = "", heard: Callable[[Response], None] | None = None,
               **options: Any) -> Page:
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        cookies = {security.cookie_name(TOKEN): security.cookie_value(TOKEN)} | ({PERSON: person} if person else {})
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
        page = context.new_page()
        page.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(f"asks {asked.url}"))
        page.on("pageerror", lambda error: wrong.append(f"throws {error}"))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        if heard is not None:
            page.on("response", heard)
        page.goto(address + path)
        if options.get("java_script_enabled", True):
            settled(page)
        return page
    try:
        yield opened
    finally:
        for context in contexts:
            context.close()
    assert wrong == []


def settled(page: Page) -> Page:
    """Wait until a page obeys keys, which is the last thing that scripts bring about."""
    page.wait_for_selector(_READY, state="attached")
    return page


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait until that obeys keys."""
    with page.expect_navigation():
        page.keyboard.press(key)
    settled(page)


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until what the selector means has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with {most} times Tab")


def violations(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA on the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],"
                          " resultTypes: ['violations']})")
    return [f"{item['id']}: {node['html'][:160]}" for item in found["violations"] for node in item["nodes"]]
