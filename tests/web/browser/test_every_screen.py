"""Every screen: accessible in light and dark, wide and narrow, never wider than its window, small, fit for paper."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.page import samples
from tests.web.browser.conftest import violations

Visit = Callable[..., Page]
REPORT = samples.coding().report.id
PATHS = ("/", "/read", f"/read/{REPORT}", "/records?preview=e-1", "/records?by=type&by=status", "/pair",
         "/pair?a=NOR&b=CHL", "/map", "/promises", "/claims", "/review", "/review/figures", "/keys")
KIB = 1024
PLAIN, WITH_MAP = 60 * KIB, 450 * KIB


def _visit(visit: Visit, path: str, width: int = 1440, colours: str = "light") -> Page:
    page = visit("/review", viewport={"width": width, "height": 800}, color_scheme=colours)
    if page.get_by_label("Name").count():
        page.get_by_label("Name").fill("Ada")
        page.get_by_role("button", name="Begin").click()
    page.goto(page.url.partition("/review")[0] + path, wait_until="networkidle")
    return page


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_on_any_screen(visit: Visit, width: int, colours: str) -> None:
    assert [(path, found) for path in PATHS if (found := violations(_visit(visit, path, width, colours)))] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440, 3840])
def test_no_screen_is_wider_than_its_window(visit: Visit, width: int) -> None:
    wide = {path: _visit(visit, path, width).evaluate("document.documentElement.scrollWidth") for path in PATHS}
    assert {path: found for path, found in wide.items() if found > width} == {}


@pytest.mark.parametrize(("path", "most"), [(path, WITH_MAP if path == "/map" else PLAIN) for path in PATHS[:-1]])
def test_a_first_load_is_small(visit: Visit, path: str, most: int) -> None:
    page = _visit(visit, "/keys")
    loaded: list[Response] = []
    page.on("response", lambda answer: loaded.append(answer))  # noqa: PLW0108 - playwright cannot wrap a builtin
    page.goto(page.url.partition("/keys")[0] + path, wait_until="networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in loaded if answer.status == 200}
    assert {"app.css", "app.js"} <= {url.rpartition("/")[2] for url in sizes}
    assert sum(sizes.values()) <= most, sizes


@pytest.mark.parametrize("path", PATHS[:9])
def test_what_cannot_be_pressed_on_paper_is_not_printed(visit: Visit, path: str) -> None:
    page = _visit(visit, path, colours="dark")
    page.emulate_media(media="print")
    assert page.locator("button:visible, .rail:visible, .query:visible").count() == 0
    shade = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert shade == "rgb(255, 255, 255)"
