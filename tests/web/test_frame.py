"""What every page stands in: files with their content in the address, keys, figures, twins."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.errors import UsageError
from dragoman.web import assets, keys
from dragoman.web.memory import Memory

FIRST_LOAD = 60 * 1024
"""Bytes that the first page may cost, compressed (design of the workbench)."""
PAGES = ("/", "/read", "/records", "/keys", "/read/e-1")


def test_files_are_kept_for_good_at_the_address_of_their_content(client: TestClient) -> None:
    address = assets.address("app.css")
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/static/old/app.css").headers["cache-control"] == "no-cache"
    assert client.get(f"/static/{assets.digest()}/..%2fapp.py").status_code == 404
    with pytest.raises(KeyError):
        assets.address("no-such-file.js")


@pytest.mark.parametrize("path", PAGES)
def test_the_first_load_is_within_its_budget(client: TestClient, path: str) -> None:
    page = client.get(path, follow_redirects=True)
    linked = re.findall(r'(?:src|href)="(/(?:static|read-marks)/[^"]+)"', page.text)
    assert linked
    sizes = [len(gzip.compress(client.get(item).content)) for item in dict.fromkeys(linked)]
    assert len(gzip.compress(page.content)) + sum(sizes) < FIRST_LOAD


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_or_style_of_its_own(client: TestClient, path: str) -> None:
    text = client.get(path, follow_redirects=True).text
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r'\s(?:style|on\w+)="', text)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_names_itself_and_the_store(client: TestClient, path: str) -> None:
    text = client.get(path, follow_redirects=True).text
    assert re.search(r"<title>[^<]*Dragoman</title>", text)
    assert "small.duckdb" in text
    assert "coder 1.0 stand-in" in text
    assert text.count("<h1") == 1


def test_keys_are_a_table_that_the_help_shows(client: TestClient) -> None:
    bindings = client.get("/keys.json").json()
    assert {"keys": "j", "does": "next", "on": "", "says": "Next row"} in bindings
    text = client.get("/keys").text
    assert all(binding["says"] in text for binding in bindings if not binding["keys"].startswith("Arrow"))


def test_no_key_stands_twice() -> None:
    given = [key.keys for group in keys.load().values() for key in group]
    assert len(given) == len(set(given))


def test_a_key_of_ones_own_wins_and_can_be_switched_off(tmp_path: Path) -> None:
    own = tmp_path / "keys.json"
    own.write_text(json.dumps({"mine": [{"keys": "j", "does": "press", "on": "accept", "says": "Right"},
                                        {"keys": "k", "does": "nothing"}]}), encoding="utf-8")
    found = {key.keys: key for group in keys.load(own).values() for key in group}
    assert found["j"].on == "accept"
    assert "k" not in found
    assert "/" in found


@pytest.mark.parametrize("text", ["{", '{"mine": [{"key": "j"}]}', '{"mine": [{"keys": "j", "does": "explode"}]}',
                                  "[]"])
def test_a_table_of_keys_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    own = tmp_path / "keys.json"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"keys\.json"):
        keys.load(own)


def test_a_cell_that_a_spreadsheet_would_run_is_guarded(workbench: Callable[..., TestClient]) -> None:
    lines = workbench().get("/records.csv?columns=act,who").text.splitlines()
    assert not [line for line in lines if line.startswith(("=", "+", "@"))]


def test_memory_keeps_the_last_answers_only() -> None:
    memory, asked = Memory(most=2), []

    def ask(number: int) -> int:
        asked.append(number)
        return number
    for number in (1, 2, 1, 3, 1, 2):
        assert memory.get(number, lambda number=number: ask(number)) == number  # type: ignore[misc]
    assert asked == [1, 2, 3, 2]
