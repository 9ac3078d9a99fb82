"""The start page: what is dropped or pasted is coded in a process of its own, and can be read."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.store import Writer
from dragoman.web import limits
from tests.web.conftest import NOW

SECONDS = 60


@pytest.fixture
def coder(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the stand-in coder, importable by name in the coding process too."""
    folder = str(root / "tests" / "fakes")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", folder)
    import fakecoder  # type: ignore[import-not-found,unused-ignore]

    found: ModuleType = fakecoder
    return found


@pytest.fixture
def bench(workbench: Callable[..., TestClient], coder: ModuleType, tmp_path: Path) -> TestClient:
    """Return a workbench whose coder is the stand-in, and whose store does not exist yet."""
    client = workbench(tmp_path / "new.duckdb")
    application: Any = client.app
    application.state.load = coder.load
    return client


def _over(client: TestClient, number: int = 1) -> Any:
    application: Any = client.app
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        progress = application.state.jobs.progress(number)
        if progress.is_over:
            return progress
        time.sleep(0.05)
    raise AssertionError(f"still {progress.state} after {SECONDS} s")


def test_a_text_is_coded_into_a_new_store(bench: TestClient, ours: dict[str, str]) -> None:
    text = "Freedonia attacked Sylvania.\r\n\r\nSylvania met nobody."
    given = {"text": text, "title": "A raid", "published": "2031-04-08"}
    answer = bench.post("/code", data=given, headers=ours)
    assert (answer.status_code, answer.headers["location"]) == (303, "/coding/1")
    progress = _over(bench)
    assert (progress.state, progress.reports, progress.records) == ("done", 1, 2)
    text = bench.get("/coding/1").text
    assert "A raid" in text
    assert "ASSAULT attacked" in text
    assert "A raid" in bench.get(f"/read/{progress.coded[0].report}").text
    assert bench.get("/read.json").json()[0]["published"] == "2031-04-08"


def test_files_are_coded_and_what_cannot_be_read_is_told(bench: TestClient, ours: dict[str, str]) -> None:
    files = [("files", ("../../one.txt", b"Sylvania met Freedonia.")),
             ("files", ("two.txt", b"Freedonia met Sylvania.")),
             ("files", ("bad.jsonl", b"{not json\n"))]
    assert bench.post("/code", files=files, headers=ours).status_code == 303
    progress = _over(bench)
    assert (progress.state, progress.reports, len(progress.skipped)) == ("done", 2, 1)
    assert "bad.jsonl" in progress.skipped[0]
    assert len(bench.get("/coding/1.json").json()) == 2


def test_what_is_known_is_not_coded_again_but_shown(bench: TestClient, ours: dict[str, str]) -> None:
    for number in (1, 2):
        bench.post("/code", data={"text": "Sylvania met Freedonia."}, headers=ours)
        progress = _over(bench, number)
    assert (progress.state, progress.reports, len(progress.known)) == ("done", 0, 1)
    assert f"/read/{progress.known[0]}" in bench.get("/coding/2").text


def test_a_job_waits_for_another_writer_and_says_so(bench: TestClient, ours: dict[str, str], tmp_path: Path) -> None:
    application: Any = bench.app
    with Writer(tmp_path / "new.duckdb", coder="1.0 other", begun=NOW, options={}):
        bench.post("/code", data={"text": "Sylvania met Freedonia."}, headers=ours)
        until = time.monotonic() + SECONDS
        while not application.state.jobs.progress(1).message and time.monotonic() < until:
            time.sleep(0.05)
        assert "Another process" in bench.get("/coding/1").text
    assert _over(bench).state == "done"


def test_a_coder_that_dies_is_told(bench: TestClient, ours: dict[str, str]) -> None:
    bench.post("/code", data={"text": "DIE"}, headers=ours)
    progress = _over(bench)
    assert progress.state == "failed"
    assert "ended early" in bench.get("/coding/1").text


@pytest.mark.parametrize(("given", "note"), [
    ({}, "nothing at all"), ({"text": "  \n"}, "white space"), ({"text": "A.", "published": "some day"}, "no date"),
])
def test_what_cannot_be_coded_is_refused(
    bench: TestClient, ours: dict[str, str], given: dict[str, str], note: str,
) -> None:
    assert bench.post("/code", data=given, headers=ours).status_code == 400, note


def test_what_a_system_keeps_in_a_folder_is_not_coded(bench: TestClient, ours: dict[str, str]) -> None:
    files = [("files", ("march/.DS_Store", b"\x00\x01")), ("files", ("march/one.txt", b"Sylvania met Freedonia."))]
    assert bench.post("/code", files=files, headers=ours).status_code == 303
    progress = _over(bench)
    assert (progress.state, progress.reports, progress.skipped) == ("done", 1, ())


def test_more_may_be_given_to_be_coded_than_to_other_forms(bench: TestClient, ours: dict[str, str]) -> None:
    much = {"title": "a" * (limits.MOST_BYTES + 1)}
    answers = [bench.post(path, data=much, headers=ours).status_code for path in ("/code", "/theme")]
    assert answers == [400, 413]


def test_an_unknown_job_is_not_found(bench: TestClient) -> None:
    assert bench.get("/coding/7").status_code == 404


def test_nothing_is_coded_without_the_token_of_our_pages(bench: TestClient) -> None:
    assert bench.post("/code", data={"text": "Sylvania met Freedonia."}).status_code == 403
