"""A small store made of records built in code, and a browser's side of the workbench over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra `web` is not installed")
pytest.importorskip("httpx2", reason="httpx2 is not installed")

from starlette.testclient import TestClient

from dragoman.analyze.episodes.link import link
from dragoman.store import Writer
from dragoman.types import Coding, Rejected, Span
from dragoman.web import security
from dragoman.web.app import create
from tests.page import samples
from tests.web import telling

TOKEN = "a-token-for-tests-only"  # noqa: S105 - opens nothing
NOW = datetime(2031, 4, 12, 9)  # noqa: DTZ001 - the store keeps UTC without a zone


def codings() -> list[Coding]:
    """Return four reports: a shooting that is denied and a promise, told twice more, and markup in every field."""
    told = samples.coding()
    doubt = Rejected(Span.of(told.report.text, 0, 7), "THREATEN", "under the threshold", 0.31)
    return [replace(told, rejected=(doubt,)), *telling.again(), telling.hostile()]


def write(path: Path, coded: list[Coding]) -> Path:
    """Write codings into a store at ``path`` as one run, linked."""
    with Writer(path, coder="1.0 stand-in", begun=NOW, options={"paths": ["x"]}) as writer:
        writer.add(coded, ())
        writer.finish(NOW)
    link(path, lambda: NOW)
    return path


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a store with the four reports, which no test may write."""
    return write(tmp_path_factory.mktemp("web") / "small.duckdb", codings())


@pytest.fixture
def store(written: Path, tmp_path: Path) -> Path:
    """Return the path of a store of the test's own with the four reports."""
    return Path(shutil.copyfile(written, tmp_path / "small.duckdb"))


@pytest.fixture
def workbench(store: Path) -> Iterator[Callable[..., TestClient]]:
    """Return a function that opens a workbench; with ``signed=False`` as somebody without the token."""
    clients: list[TestClient] = []

    def opened(path: Path = store, *, signed: bool = True) -> TestClient:
        client = TestClient(create(path, token=TOKEN), base_url="http://127.0.0.1:8077", follow_redirects=False,
                            raise_server_exceptions=False)
        client.__enter__()
        clients.append(client)
        if signed:
            client.cookies.set(security.cookie_name(TOKEN), security.cookie_value(TOKEN))
        return client
    yield opened
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(workbench: Callable[..., TestClient]) -> TestClient:
    """Return a browser that has shown the token."""
    return workbench()


@pytest.fixture
def ours() -> dict[str, str]:
    """Return the headers with which our own pages ask for a change."""
    return {"origin": "http://127.0.0.1:8077", security.CSRF_HEADER: security.csrf_token(TOKEN)}
