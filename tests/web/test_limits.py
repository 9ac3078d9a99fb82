"""No request goes on for longer than its path allows, whatever it says of its length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

pytest.importorskip("starlette", reason="the extra `web` is not installed")

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dragoman.web import limits


async def _length(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    routes = [Route(path, _length, methods=["POST"]) for path in ("/", "/more")]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(limits.Limit, most={"/more": 20})]))


def _parts(number: int) -> Iterator[bytes]:
    for _ in range(number):
        yield b"abcde"


@pytest.mark.parametrize(("path", "body", "status"), [
    ("/", b"a" * 10, 200), ("/", b"a" * 11, 413), ("/", _parts(2), 200), ("/", _parts(3), 413),
    ("/more", b"a" * 20, 200), ("/more", b"a" * 21, 413), ("/more", _parts(5), 413), ("/", b"", 200),
])
def test_what_is_too_long_is_refused(client: TestClient, path: str, body: bytes | Iterable[bytes], status: int) -> None:
    assert client.post(path, content=body).status_code == status
