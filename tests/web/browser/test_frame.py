"""The frame, Read and Records in a browser: keys alone, no scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.page import samples
from tests.web.browser.conftest import Visit, settled

REPORT = samples.coding().report.id


def test_every_screen_is_a_chord_away(visit: Visit) -> None:
    page = visit("/")
    for chord, path in (("gr", "/read"), ("gt", "/records"), ("gs", "/")):
        for key in chord:
            page.keyboard.press(key)
        page.wait_for_url(f"**{path}")
        settled(page)


def test_a_report_is_found_and_read_by_keys_alone(visit: Visit) -> None:
    page = visit("/read")
    page.keyboard.press("/")
    page.keyboard.type("trawler")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-keys=ready] .passage")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-keys=ready] .reader")
    expect(page.locator("#why-1")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#why-2")).to_be_visible()
    assert "event=2" in page.url
    assert page.evaluate("document.activeElement.closest('.event').id") == "event-2"
    page.keyboard.press("k")
    expect(page.locator("#why-1")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url("**/read?q=trawler**")


def test_rows_are_read_by_keys_alone(visit: Visit) -> None:
    page = visit("/records")
    page.keyboard.press("j")
    expect(page.locator("#preview .preview")).to_be_visible()
    first = page.locator("#preview h2").inner_text()
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator("#preview h2")).not_to_have_text(first)
    assert "preview=" in page.url


def test_single_letters_do_nothing_in_a_field(visit: Visit) -> None:
    page = visit("/records")
    page.locator("#q").focus()
    page.keyboard.type("grtj?")
    assert page.locator("#q").input_value() == "grtj?"
    assert page.url.endswith("/records")
    expect(page.locator("dialog")).to_be_hidden()


def test_the_help_opens_and_closes_by_keys(visit: Visit) -> None:
    page = visit("/records")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    expect(page.locator("dialog#keys")).to_contain_text("Choose columns")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()


@pytest.mark.parametrize(("key", "words"), [("c", "Show these"), ("Y", "Command line")])
def test_menus_open_by_keys(visit: Visit, key: str, words: str) -> None:
    page = visit("/records")
    page.keyboard.press(key)
    expect(page.get_by_text(words).first).to_be_visible()


def test_the_colours_are_switched_and_stay(visit: Visit) -> None:
    page = visit("/read", color_scheme="light")
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    for expected in ("light", "dark"):
        page.locator(".theme button").click()
        page.wait_for_selector(f"html[data-theme={expected}]")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before
    assert page.url.endswith("/read")


def test_read_and_records_work_without_scripts(visit: Visit) -> None:
    page = visit("/read", java_script_enabled=False)
    page.get_by_role("link", name="Trawler shot at").click()
    page.locator("#event-2 .number").click()
    expect(page.locator("#why-2")).to_be_visible()
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Records").click()
    page.locator(".facets a", has_text="CONSULT").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody .open").click()
    expect(page.locator("#preview .preview")).to_be_visible()


def test_markup_in_a_report_runs_nothing(visit: Visit) -> None:
    for path in ("/read", "/read/e-hostile", "/records?preview=e-hostile"):
        page = visit(path)
        assert page.title() != "owned"
        assert page.locator("main img").count() == 0


def test_focus_can_be_seen(visit: Visit) -> None:
    page = visit(f"/read/{REPORT}")
    for _ in range(25):
        page.keyboard.press("Tab")
        shown = page.evaluate("(() => { const s = getComputedStyle(document.activeElement);"
                              " return document.activeElement === document.body || s.outlineStyle !== 'none'; })()")
        assert shown, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
