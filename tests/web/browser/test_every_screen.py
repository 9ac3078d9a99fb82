"""Every screen: accessible in light and dark, wide and narrow, never wider than its window, small, fit for paper.

Each is loaded once and then looked at in all these ways.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.page import samples
from tests.web.browser.conftest import violations, windows

REPORT = samples.coding().report.id
PATHS = ("/", "/read", f"/read/{REPORT}", "/records?preview=e-1", "/records?by=type&by=status", "/pair",
         "/pair?a=NOR&b=CHL", "/map", "/promises", "/claims", "/review", "/review/figures", "/keys",
         "/rules/reader.type")
NOT_FOR_PAPER = ("/claims", "/review", "/review/figures", "/keys", "/rules/reader.type")
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (320, 360, 768, 1440, 3840)
HIGH = 800
KIB = 1024
PLAIN, WITH_MAP = 60 * KIB, 450 * KIB


class Screen(NamedTuple):
    """A page as it was first loaded, and how many bytes of what came with it."""

    path: str
    page: Page
    sizes: dict[str, int]


@pytest.fixture(scope="module", params=PATHS)
def screen(browser: Browser, small: str, request: pytest.FixtureRequest) -> Iterator[Screen]:
    """Return a screen as somebody sees it who has given a name to review by."""
    loaded: list[Response] = []
    with windows(browser, small) as opened:
        page = opened(request.param, person="Ada", viewport={"width": 1440, "height": HIGH},
                      heard=lambda answer: loaded.append(answer))  # noqa: PLW0108 - playwright cannot wrap a builtin
        yield Screen(request.param, page, {one.url: len(gzip.compress(one.body())) for one in loaded if one.ok})


def test_axe_finds_nothing(screen: Screen) -> None:
    found = {}
    for width in (360, 1440):
        screen.page.set_viewport_size({"width": width, "height": HIGH})
        for colours in COLOURS:
            screen.page.emulate_media(media="screen", color_scheme=colours)
            found[width, colours] = violations(screen.page)
    assert {key: told for key, told in found.items() if told} == {}


def test_no_screen_is_wider_than_its_window(screen: Screen) -> None:
    screen.page.emulate_media(media="screen")
    found = {}
    for width in WIDTHS:
        screen.page.set_viewport_size({"width": width, "height": HIGH})
        found[width] = screen.page.evaluate("document.documentElement.scrollWidth")
    assert {width: wide for width, wide in found.items() if wide > width} == {}


def test_a_first_load_is_small(screen: Screen) -> None:
    assert {"app.css", "app.js"} <= {url.rpartition("/")[2] for url in screen.sizes}
    assert sum(screen.sizes.values()) <= (WITH_MAP if screen.path == "/map" else PLAIN), screen.sizes


def test_what_cannot_be_pressed_on_paper_is_not_printed(screen: Screen) -> None:
    if screen.path in NOT_FOR_PAPER:
        pytest.skip("nobody prints this")
    screen.page.emulate_media(media="print", color_scheme="dark")
    assert screen.page.locator("button:visible, .rail:visible, .query:visible").count() == 0
    shade = screen.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert shade == "rgb(255, 255, 255)"
