"""Claims and Review in a browser: keys alone, the mouse, no scripts, axe, every width."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from dragoman.store.judgements import Judgement, Judgements
from dragoman.web.app import create
from tests.page import samples
from tests.web.browser.conftest import Visit, press, served, settled, violations
from tests.web.conftest import TOKEN

PATHS = ("/claims", "/claims?type=ASSAULT&one_sided=1", "/review?record=e-1", "/review?order=random", "/review/figures",
         "/review/judgements", "/review/gold", "/review?coding=final", "/review?coding=second")


@pytest.fixture
def address(store: Path) -> Iterator[str]:
    """Return where a workbench over a store of the test's own answers: here people write."""
    with served(create(store, token=TOKEN)) as found:
        yield found


@pytest.fixture
def said(store: Path) -> Callable[[], list[Judgement]]:
    """Return a function that gives what was judged so far."""
    return lambda: list(Judgements(store).all())


WIDTHS = (360, 768, 1440, 3840)
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def begin(visit: Visit, path: str = "/review?record=e-1", **options: object) -> Page:
    """Open Review as Ada, who says so by the form."""
    page = visit(path, **options)
    page.get_by_label("Name").fill("Ada")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector("details.queue", state="attached")
    return page if options.get("java_script_enabled") is False else settled(page)


def rows_when(said: Callable[[], list[Judgement]], count: int) -> list[Judgement]:
    """Return the judgements once there are so many; a key's effect takes a moment."""
    for _ in range(100):
        if len(said()) >= count:
            break
        time.sleep(0.05)
    return said()


def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(visit: Visit) -> None:
    page = begin(visit)
    origin = page.url.partition("/review")[0]
    for path in PATHS:
        page.goto(origin + path)
        if path == PATHS[2]:
            for part in page.locator("details summary").all():
                part.click()
        for colours in COLOURS:
            page.emulate_media(color_scheme=colours)
            assert violations(page) == [], (path, colours)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        page.set_viewport_size({"width": 1280, "height": 720})


def test_a_record_is_judged_taken_back_and_corrected_by_keys_alone(
    visit: Visit, said: Callable[[], list[Judgement]],
) -> None:
    page = begin(visit)
    press(page, "x")
    press(page, "z")
    page.keyboard.press("e")
    press(page, "4")
    press(page, "a")
    assert [(row.kind, row.field, row.after) for row in rows_when(said, 5)] == [
        ("reject", "verdict", "wrong"), ("undo", "act", 1), ("correct", "type", "COOPERATE"), ("correct", "modes", []),
        ("accept", "verdict", "right")]


def test_a_missed_event_is_added_by_keys_alone(visit: Visit, said: Callable[[], list[Judgement]]) -> None:
    page = begin(visit)
    page.keyboard.press("n")
    page.keyboard.type("apologises")  # without a pause: no letter of it may act as a key
    page.keyboard.press("Tab")
    page.keyboard.type("CONC")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**record=p-**")
    event = said()[0].after
    assert (event["type"], event["trigger"]["text"]) == ("CONCEDE", "apologises")


def test_words_selected_in_the_text_fill_the_field_with_their_place(
    visit: Visit, said: Callable[[], list[Judgement]],
) -> None:
    page = begin(visit)
    second = samples.TEXT.index("mayor", samples.TEXT.index("mayor") + 1)
    page.evaluate("""(place) => {
        for (const piece of document.querySelectorAll('#text [data-at]')) {
            const at = place - Number(piece.dataset.at), node = piece.firstChild;
            if (at >= 0 && at < node.data.length) { document.getSelection().setBaseAndExtent(node, at, node, at + 5); }
        } }""", second)
    page.locator(".field", has_text="to whom").locator("summary").click()
    field = page.locator(".field", has_text="to whom").locator("[data-words]")
    expect(field).to_have_value("mayor")
    page.locator(".field", has_text="to whom").get_by_role("button", name="Save").click()
    rows_when(said, 1)
    assert said()[0].after[-1]["start"] == second


def test_review_and_claims_work_without_scripts(visit: Visit, said: Callable[[], list[Judgement]]) -> None:
    page = begin(visit, java_script_enabled=False)
    page.get_by_role("button", name="Right").click()
    assert [(row.record, row.after) for row in rows_when(said, 1)] == [("e-1", "right")]
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Claims").click()
    page.get_by_label("one side only is heard").check()
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**one_sided=1**")


def test_claims_are_walked_by_keys_alone(visit: Visit) -> None:
    page = visit("/claims")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.said') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/**")


def test_markup_in_a_report_runs_nothing(visit: Visit) -> None:
    page = begin(visit, "/review?record=e-hostile")
    assert page.title() != "owned"
    assert page.locator("main img").count() == 0


def test_two_people_see_that_they_contradict_each_other(visit: Visit, said: Callable[[], list[Judgement]]) -> None:
    ada, bea = begin(visit), begin(visit)
    for page, status in ((ada, "future"), (bea, "negated")):
        page.locator(".field", has_text="really").locator("summary").click()
        page.get_by_role("button", name=status, exact=True).click()
    rows_when(said, 2)
    expect(bea.get_by_role("alert")).to_contain_text("future")
    assert [row.after for row in said()] == ["future", "negated"]
