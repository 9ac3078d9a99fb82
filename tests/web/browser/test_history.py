"""Pair, Promises and Map in a browser: keys alone, the brush, axe, every width, no scripts, paper."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.web.browser.conftest import Visit, violations

PAIR = "/pair?a=NOR&b=SUR&unit=week&since=2031-02-01"
PATHS = ("/pair", PAIR, "/promises", "/promises?lane=open", "/map", "/map?view=europe")
WIDTHS = (360, 1440, 3840)
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def address(months: str) -> str:
    """Return where a workbench answers whose store has several months of acts, places and promises."""
    return months


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(visit: Visit, path: str) -> None:
    page = visit(path, color_scheme="light")
    for colours in COLOURS:
        page.emulate_media(color_scheme=colours)
        assert violations(page) == [], colours
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("key, changed", [("d", "a=SUR&b=NOR"), ("z", "unit=month"), ("s", "steady=1"),
                                          ("[", "until=2031-03-24")])
def test_keys_of_pair(visit: Visit, key: str, changed: str) -> None:
    page = visit(PAIR)
    with page.expect_navigation():
        page.keyboard.press(key)
    assert changed in page.url


def test_keys_of_promises_move_the_day(visit: Visit) -> None:
    page = visit("/promises?day=2031-06-20")
    with page.expect_navigation():
        page.keyboard.press("]")
    assert "day=2031-07-20" in page.url


def test_an_act_is_reached_and_opened_by_keys_alone(visit: Visit) -> None:
    page = visit(PAIR)
    page.keyboard.press("j")
    page.wait_for_function("document.activeElement.closest('[data-row]') !== null")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/read/" in page.url


@pytest.mark.parametrize("path", [PAIR, "/map", "/promises"])
def test_pages_are_whole_without_scripts(visit: Visit, path: str) -> None:
    page = visit(path, java_script_enabled=False)
    expect(page.locator("main h1")).to_have_count(1)
    assert page.locator("main svg, main ol.months").count() >= 1


def test_a_bar_of_the_strip_chooses_its_time(visit: Visit) -> None:
    page = visit("/map")
    with page.expect_navigation():
        page.locator("#strip a").last.click(force=True)
    assert "since=2031-05-01" in page.url


def test_dragging_over_the_strip_chooses_several(visit: Visit) -> None:
    page = visit("/map?since=2031-01&until=2031-12")
    page.locator("#strip").scroll_into_view_if_needed()
    box = page.locator("#strip").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20, steps=4)
    with page.expect_navigation():
        page.mouse.up()
    assert "since=2031-01-01&until=2031-05-31" in page.url


def test_plus_looks_closer_and_the_server_draws_it_anew(visit: Visit) -> None:
    page = visit("/map")
    with page.expect_navigation():
        page.keyboard.press("+")
    assert "box=" in page.url
    width = float(str(page.locator("#map").get_attribute("viewBox")).split()[2])
    assert width == pytest.approx(8000, abs=1)


def test_the_drawings_of_the_world_are_there(visit: Visit) -> None:
    page = visit("/map")
    box = page.locator("#map use.land").bounding_box()
    assert box is not None
    assert box["width"] > 100


def test_on_paper_the_pictures_stay_and_the_buttons_go(visit: Visit) -> None:
    page = visit(PAIR)
    page.emulate_media(media="print")
    assert page.locator("main svg").first.is_visible()
    assert not page.locator("nav.moving").is_visible()
