"""Who may ask: the loopback's name, the token, our own pages; and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.web import security
from dragoman.web.app import create
from tests.web.conftest import TOKEN


@pytest.mark.parametrize("path", ["/keys", "/keys.json", "/static/x/app.css", "/nothing"])
def test_nobody_gets_anything_without_the_token(workbench: Callable[..., TestClient], path: str) -> None:
    answer = workbench(signed=False).get(path)
    assert answer.status_code == 403
    assert "token" in answer.text


def test_the_token_is_swapped_for_a_cookie_and_leaves_the_address(workbench: Callable[..., TestClient]) -> None:
    client = workbench(signed=False)
    answer = client.get(f"/keys?a=1&token={TOKEN}&b=x%26y")
    assert (answer.status_code, answer.headers["location"]) == (303, "/keys?a=1&b=x%26y")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    assert client.get("/keys").status_code == 200


def test_a_wrong_token_gets_no_cookie(workbench: Callable[..., TestClient]) -> None:
    answer = workbench(signed=False).get("/keys?token=not-this-one-at-all")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_path_with_two_slashes_does_not_redirect_elsewhere(workbench: Callable[..., TestClient]) -> None:
    answer = workbench(signed=False).get(f"http://127.0.0.1:8077//example.org/?token={TOKEN}")
    assert answer.headers["location"].startswith("/example.org")


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "evil.localhost:8077", "", "10.0.0.1"])
def test_other_names_of_the_host_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/keys", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost:8077", "[::1]:9"])
def test_the_loopback_has_three_names(client: TestClient, host: str) -> None:
    assert client.get("/keys", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(("changed", "note"), [
    ({"origin": "http://example.org"}, "another site"),
    ({"origin": "http://127.0.0.1:9"}, "another port of this host"),
    ({"origin": "null"}, "no origin, and nothing that vouches for it"),
    ({"origin": "null", "sec-fetch-site": "cross-site"}, "a form of another site without referrer"),
    ({security.CSRF_HEADER: "0" * 64}, "a made-up token"),
    ({security.CSRF_HEADER: ""}, "no token"),
])
def test_changes_from_elsewhere_are_refused(client: TestClient, ours: dict[str, str], changed: dict[str, str],
                                            note: str) -> None:
    assert client.post("/theme", data={"theme": "dark"}, headers={**ours, **changed}).status_code == 403, note


def test_our_own_pages_may_change_things(client: TestClient, ours: dict[str, str]) -> None:
    answer = client.post("/theme", data={"theme": "dark", "back": "/keys"}, headers=ours)
    assert (answer.status_code, answer.headers["location"]) == (303, "/keys")
    assert 'data-theme="dark"' in client.get("/keys").text


def test_a_form_without_scripts_carries_the_token_in_its_address(client: TestClient) -> None:
    path = f"/theme?{security.CSRF_FIELD}={security.csrf_token(TOKEN)}"
    answer = client.post(path, data={"theme": "light"}, headers={"origin": "null", "sec-fetch-site": "same-origin"})
    assert answer.status_code == 303
    assert path.partition("?")[2] in client.get("/keys").text


@pytest.mark.parametrize("back", ["//example.org", "http://example.org", "/\\example.org", "javascript:alert(1)"])
def test_the_way_back_stays_here(client: TestClient, ours: dict[str, str], back: str) -> None:
    assert client.post("/theme", data={"theme": "dark", "back": back}, headers=ours).headers["location"] == "/"


@pytest.mark.parametrize("path", ["/keys", "/keys.json", "/nothing", "/static/x/nothing.css"])
def test_every_answer_forbids_what_is_not_ours(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_refusals_carry_the_same_headers(workbench: Callable[..., TestClient]) -> None:
    assert "content-security-policy" in workbench(signed=False).get("/keys").headers


def test_a_short_token_is_no_token(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="16"):
        create(tmp_path / "s.duckdb", token="short")  # noqa: S106 - that is the point
