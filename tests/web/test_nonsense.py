"""Whatever stands in an address: an answer that makes sense of it or refuses it, never a failure, never markup."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

PARAMETERS = {
    "/read": ("q", "since", "until", "source", "page"),
    "/records": ("q", "since", "until", "report", "episode", "sure", "columns", "by", "count", "sort", "page",
                 "preview", "type", "actor", "source"),
    "/pair?a=FRD&b=SYL": ("a", "b", "unit", "since", "until", "by", "at", "steady"),
    "/map": ("since", "until", "quad", "type", "actor", "view", "box", "at"),
    "/promises": ("day", "within", "party", "kind", "matter", "name", "due", "lane", "page"),
    "/claims": ("type", "party", "since", "until", "within", "episode", "page"),
    "/review": ("order", "seed", "coding", "type", "country", "source", "since", "until", "record"),
}
SCRIPT = "\"><script>alert(1)</script>'; DROP TABLE runs; -- $since {{7*7}}"
VALUES = (SCRIPT, "99999999999999999999", "-1", "²", "0001-01-01", "9999", "../../../etc/passwd\x00")
NAMES = ("../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%00", "%3Cscript%3Ealert(1)%3C/script%3E", "%ff",
         "-1", "99999999999999999999999", "a" * 3000)
FORMS: tuple[dict[str, str], ...] = (
    {}, {"kind": "no such"}, {"kind": "accept", "seen": "²", "report": "x"},
    {"kind": "accept", "seen": "9" * 30, "report": "x", "record": "y"}, {"kind": "undo"},
    {"queue": "coding=none", "kind": "undo"}, {"queue": "order=none", "kind": "accept"},
)
PATHS = ("/read/", "/records/", "/rules/", "/coding/", "/static/x/", "/read-marks/", "/")


@pytest.mark.parametrize("page", PARAMETERS)
def test_no_parameter_breaks_a_page(client: TestClient, page: str) -> None:
    client.cookies.set("dragoman-person", "ada")
    for name in PARAMETERS[page]:
        for value in VALUES:
            address = f"{page}{'&' if '?' in page else '?'}{urlencode({name: value})}"
            answer = client.get(address)
            assert answer.status_code in {200, 303, 400, 404}, (address, answer.text[:200])
            assert "<script>alert" not in answer.text, address


@pytest.mark.parametrize("page", ["/read", "/records", "/promises", "/claims", "/review"])
def test_nor_its_twins(client: TestClient, page: str) -> None:
    for name in PARAMETERS[page]:
        for form in ("json", "csv"):
            address = f"{page}.{form}?{urlencode({name: SCRIPT})}"
            answer = client.get(address)
            assert answer.status_code in {200, 400, 404}, address
            assert not answer.headers["content-type"].startswith("text/html"), address


def test_no_path_leads_out_or_breaks(client: TestClient) -> None:
    for path in (path + name for path in PATHS for name in NAMES):
        answer = client.get(path)
        assert answer.status_code in {200, 303, 400, 404}, (path, answer.text[:200])
        assert "<script>alert" not in answer.text, path
        assert "root:" not in answer.text, path


def test_no_form_breaks(client: TestClient, ours: dict[str, str]) -> None:
    client.cookies.set("dragoman-person", "ada")
    for path in ("/review/act", "/review/decide", "/review/person", "/theme", "/code"):
        for given in FORMS:
            answer = client.post(path, data=given, headers=ours)
            assert answer.status_code in {303, 400, 404, 422}, (path, given, answer.text[:200])
