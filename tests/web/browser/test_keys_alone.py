"""A tour of every screen by keys alone, each to what the screen is there for.

Read, Pair, Claims and Review have theirs beside their other tests: in ``test_frame``,
``test_history`` and ``test_review``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from dragoman.web.app import create
from tests.web.browser.conftest import Visit, press, served, settled, tab_to, windows
from tests.web.conftest import TOKEN
from tests.web.test_start import (
    SECONDS,
    coder,  # noqa: F401 - a fixture
)


@pytest.fixture
def empty(tmp_path: Path, coder: Any) -> Iterator[str]:  # noqa: F811 - the fixture
    """Return where a workbench answers whose coder is the stand-in, and whose store does not exist yet."""
    application = create(tmp_path / "new.duckdb", token=TOKEN)
    application.state.load = coder.load
    with served(application) as found:
        yield found


def test_start_a_text_is_coded_and_read(browser: Browser, empty: str) -> None:
    with windows(browser, empty) as opened:
        page = opened("/")
        tab_to(page, "#text")
        page.keyboard.type("Freedonia attacked Sylvania.")
        page.keyboard.press("Tab")
        page.keyboard.type("A raid")
        tab_to(page, "button.primary")
        press(page, "Enter")
        expect(page.get_by_role("heading", name="Coded", exact=True)).to_be_visible(timeout=SECONDS * 1000)
        page.keyboard.press("j")
        press(page, "Enter")
        assert "/read/" in page.url
        expect(page.locator("#why-1")).to_be_visible()
        expect(page.locator("h1")).to_have_text("A raid")


class TestWithMonths:
    """On a store with several months of acts, places and promises."""

    @pytest.fixture
    def address(self, months: str) -> str:
        """Return where its workbench answers."""
        return months

    def test_records_a_facet_is_chosen_and_a_row_read(self, visit: Visit) -> None:
        page = visit("/")
        for key in "gt":
            page.keyboard.press(key)
        page.wait_for_url("**/records")
        settled(page)
        page.keyboard.press("f")
        tab_to(page, ".facets a[href*='type=ASSAULT']")
        press(page, "Enter")
        assert "type=ASSAULT" in page.url
        page.keyboard.press("j")
        expect(page.locator("#preview .preview")).to_be_visible()
        tab_to(page, "#preview a[href^='/read/']")
        press(page, "Enter")
        expect(page.locator(".reader")).to_be_visible()

    def test_map_a_time_is_chosen_a_place_and_its_act(self, visit: Visit) -> None:
        page = visit("/map?since=2031-01-01&until=2031-02-28")
        press(page, "]")
        assert "since=2031-03-01" in page.url
        press(page, "[")
        page.keyboard.press("j")
        page.wait_for_function("document.activeElement.closest('[data-row]') !== null")
        press(page, "Enter")
        assert "at=" in page.url
        expect(page.locator("#there [data-row]").first).to_be_visible()
        page.keyboard.press("j")
        press(page, "Enter")
        assert "/read/" in page.url

    def test_promises_a_day_is_chosen_and_a_step_read(self, visit: Visit) -> None:
        page = visit("/promises?day=2031-05-20")
        press(page, "]")
        assert "day=2031-06-19" in page.url
        page.keyboard.press("j")
        page.wait_for_function("document.activeElement.closest('.card') !== null")
        page.keyboard.press("w")
        expect(page.locator(".card details[open] .steps")).to_be_visible()
        tab_to(page, ".card .steps a[href^='/read/']")
        press(page, "Enter")
        expect(page.locator(".reader")).to_be_visible()
