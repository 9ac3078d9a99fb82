"""Reading and judging while another process writes the store, and two people at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

import dragoman
from dragoman.store import Writer
from dragoman.store.judgements import Judgements
from dragoman.web import keeping
from tests.cli.test_watch import WATCH
from tests.web.conftest import NOW
from tests.web.test_review import Person

REPORTS = 12
# What `dragoman code` does to a store, in a process of its own: a chunk, a pause, the next one.
CODING = f"""
import sys, time
from dataclasses import replace
from dragoman.store import Writer
from dragoman.types import Coding, Report
from tests.web.conftest import NOW
with Writer(sys.argv[1], coder="2.0 other", begun=NOW, options={{}}) as writer:
    print("writing", flush=True)
    for number in range({REPORTS}):
        writer.add([Coding(Report.of(f"Velm heard of meeting {{number}}.", published="2031-05-01"), ())])
        time.sleep(0.05)
    sys.stdin.read()
    writer.finish(NOW)
"""


def test_all_screens_answer_while_another_process_codes(workbench: Callable[..., TestClient], store: Path,
                                                        root: Path) -> None:
    ada = Person(workbench(), "ada")
    before = len(ada.client.get("/read.json").json())
    with subprocess.Popen([sys.executable, "-c", CODING, str(store)], cwd=root, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        counts = [before]
        for place, kind in enumerate(("accept", "reject", "unsure", "accept")):
            assert ada.judge("e-1", kind).status_code == 303
            for path in (("/records", "/claims"), ("/map", "/"), ("/promises", "/pair"), ("/review", "/read"))[place]:
                assert ada.client.get(path).status_code in {200, 202}, path
            counts.append(len(ada.client.get("/read.json").json()))
        process.communicate("end\n", timeout=60)
        assert process.returncode == 0, "nobody kept the writer out"
    assert counts == sorted(counts), "what was there once stays"
    assert len(ada.client.get("/read.json").json()) == before + REPORTS
    assert [row.after for row in Judgements(store).all()] == ["right", "wrong", "unsure", "right"]


def test_reading_and_judging_go_on_while_a_watch_codes_what_arrives(workbench: Callable[..., TestClient], store: Path,
                                                                    root: Path, tmp_path: Path) -> None:
    ada = Person(workbench(), "ada")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with watching(inbox, store, root) as process:
        for number, kind in enumerate(("accept", "reject", "unsure")):
            path = inbox / f"{number}.txt"
            path.write_text(f"Meeting {number}\n\nFreedonia met Sylvania {number} times.", encoding="utf-8")
            assert ada.judge("e-1", kind).status_code == 303
            assert seen(ada, f"Meeting {number}"), "what arrives is there to be read"
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)[1]
    assert process.returncode == 0, told
    assert [row.after for row in Judgements(store).all()] == ["right", "wrong", "unsure"]


@contextmanager
def watching(inbox: Path, store: Path, root: Path) -> Iterator[subprocess.Popen[str]]:
    """Watch a folder in a process of its own, which ends with the test however that ends."""
    command = [sys.executable, "-c", WATCH, str(root / "tests" / "fakes"), "watch", str(inbox), "-s", str(store),
               "--every", "0.1"]
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def seen(person: Person, title: str) -> bool:
    """Tell whether a report comes to be listed within a minute; every page on the way must answer."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if any(row["title"] == title for row in person.client.get("/read.json").json()):
            return True
        assert person.client.get("/review?record=e-1").status_code == 200
        time.sleep(0.1)
    return False


def test_two_who_judge_at_once_in_two_workbenches_lose_nothing(workbench: Callable[..., TestClient],
                                                               store: Path) -> None:
    people = [Person(workbench(), name) for name in ("ada", "bea")]

    def judging(person: Person) -> list[int]:
        return [person.judge("e-1", kind).status_code for kind in ("accept", "reject") * 3]
    with ThreadPoolExecutor(2) as both:
        answers = [code for codes in both.map(judging, people) for code in codes]
    assert set(answers) == {303}
    rows = Judgements(store).all()
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert {(row.person, row.after) for row in rows} == {
        (name, said) for name in ("ada", "bea") for said in ("right", "wrong")}


def test_judgements_go_into_the_store_when_the_workbench_ends(workbench: Callable[..., TestClient],
                                                              store: Path) -> None:
    client = workbench()
    assert Person(client, "ada").judge("e-1", "accept").status_code == 303
    client.__exit__(None, None, None)
    application: Any = client.app
    assert application.state.is_kept
    with dragoman.open(store) as history:
        assert history.sql("SELECT person, record FROM judgements").fetchall() == [("ada", "e-1")]
    client.__enter__()  # for the fixture to end


def test_they_stay_beside_a_store_that_is_being_written(workbench: Callable[..., TestClient], store: Path) -> None:
    Person(workbench(), "ada").judge("e-1", "accept")
    with Writer(store, coder="2.0 other", begun=NOW, options={}):
        assert not keeping.keep(store)
    assert keeping.keep(store)
    assert keeping.keep(store.with_name("none.duckdb"))
    assert Judgements(store).newest() == 1
