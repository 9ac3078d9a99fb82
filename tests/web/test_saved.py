"""Saved searches: names for addresses, kept beside the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.errors import UsageError
from dragoman.web import saved
from dragoman.web.saved import MOST, Saved, Searches
from tests.web import telling
from tests.web.picking import pick


def test_a_search_is_saved_found_again_and_forgotten(client: TestClient, ours: dict[str, str], store: Path) -> None:
    address = "/records?type=ASSAULT&status=actual"
    answer = client.post("/saved", data={"name": "  All   attacks ", "address": address}, headers=ours)
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    link, = [one for one in pick(html.fromstring(client.get("/records").text), ".menu a")
             if one.text_content() == "All attacks"]
    assert link.get("href") == address
    assert Searches(store).all() == (Saved("All attacks", address),), "another workbench on this store knows it too"
    assert client.get("/saved.json").json() == [{"name": "All attacks", "address": address}]
    client.post("/saved/forget", data={"name": "All attacks", "address": "/records"}, headers=ours)
    assert Searches(store).all() == ()


def test_a_name_stands_for_its_newest_address(store: Path) -> None:
    searches = Searches(store)
    for address in ("/records?q=a", "/map?quad=4"):
        searches.save("Mine", address)
    searches.save("another", "/claims")
    assert searches.all() == (Saved("another", "/claims"), Saved("Mine", "/map?quad=4"))


@pytest.mark.parametrize(("name", "address", "note"), [
    ("", "/records", "no name"), (" ", "/records", "white space"), ("x" * 81, "/records", "a long name"),
    ("x", "http://example.org/", "elsewhere"), ("x", "//example.org/", "elsewhere"),
    ("x", "javascript:alert(1)", "a script"), ("x", "/\\example.org", "elsewhere"),
    ("x", "/records\n", "two lines"), ("x", "/records?q=" + "a" * 5000, "too long"),
])
def test_what_leads_elsewhere_is_not_saved(client: TestClient, ours: dict[str, str], store: Path, name: str,
                                           address: str, note: str) -> None:
    answer = client.post("/saved", data={"name": name, "address": address}, headers=ours)
    assert answer.status_code == 400, note
    assert not saved.beside(store).exists()


@pytest.mark.parametrize("content", [
    "", "{}", "[1]", '[{"name": "x"}]', "not JSON", '[{"name": "x", "address": "//a"}]',
])
def test_a_file_that_is_something_else_holds_none(store: Path, content: str) -> None:
    saved.beside(store).write_text(content, encoding="utf-8")
    assert Searches(store).all() == ()


def test_there_is_an_end_to_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST", 2)
    assert MOST > 2
    searches = Searches(store)
    for name in ("a", "b", "a"):
        searches.save(name, "/records")
    with pytest.raises(UsageError):
        searches.save("c", "/records")


def test_nobody_else_saves_and_names_stay_text(workbench: Callable[..., TestClient], ours: dict[str, str],
                                               store: Path) -> None:
    client = workbench()
    assert client.post("/saved", data={"name": "x", "address": "/records"}).status_code == 403
    client.post("/saved", data={"name": telling.SCRIPT[:80], "address": "/records"}, headers=ours)
    assert telling.SCRIPT[:80] not in client.get("/records").text
    assert len(Searches(store).all()) == 1
