"""Who may ask: the loopback's name, the token, our own pages; and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.errors import DragomanError
from dragoman.web import security
from dragoman.web.app import create
from dragoman.web.snapshots import Snapshots
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


def test_errors_name_no_folder_of_this_machine(client: TestClient, workbench: Callable[..., TestClient],
                                               tmp_path: Path) -> None:
    other = tmp_path / "other folder" / "words.duckdb"
    other.parent.mkdir()
    other.write_bytes(b"words" * 4000)
    for answer in (workbench(other).get("/read"), workbench(tmp_path / "none.duckdb").get("/records")):
        assert answer.status_code in {404, 500}
        assert str(tmp_path) not in answer.text
        assert tmp_path.name not in answer.text
    assert "words.duckdb" in workbench(other).get("/read").text


def test_an_error_of_ours_says_nothing_of_itself(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret words")
    monkeypatch.setattr("dragoman.web.views.reading.listing", broken)
    answer = client.get("/read")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("query", [
    "COPY records TO '{}'", "ATTACH '{}' AS other", "SELECT * FROM read_csv('{}')", "SELECT * FROM read_text('{}')",
    "INSTALL httpfs", "LOAD httpfs", "DELETE FROM raw_records", "SET enable_external_access = true",
    "EXPORT DATABASE '{}'", "SELECT * FROM '{}'", "CREATE TABLE mine AS SELECT 1",
])
def test_what_pages_ask_with_reads_the_store_and_nothing_else(store: Path, tmp_path: Path, query: str) -> None:
    place = tmp_path / "words.csv"
    place.write_text("a,b\n1,2\n", encoding="utf-8")
    made = Snapshots(store)
    with made.history() as (history, _), pytest.raises(DragomanError):
        history.sql(query.format(place)).fetchall()
    made.close()


def test_a_short_token_is_no_token(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="16"):
        create(tmp_path / "s.duckdb", token="short")  # noqa: S106 - that is the point
