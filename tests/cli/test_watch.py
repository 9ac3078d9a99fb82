"""``dragoman watch``: codes what arrives, goes on where it stopped, and ends in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

import dragoman
from dragoman.cli.app import main
from dragoman.engines import local
from dragoman.store import Writer

Run = Callable[..., tuple[int, str]]
NOW = datetime(2031, 4, 12, 9)  # noqa: DTZ001 - the store keeps UTC without a zone
# The watch with the stand-in coder, in a process of its own; Ctrl-C is heeded also where shells start it behind.
WATCH = ("import sys, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
         "sys.path.insert(0, sys.argv.pop(1)); import fakecoder, dragoman.engines.local as local; "
         "local.pipeline_coder = fakecoder.for_reader; from dragoman.cli.app import main; main(sys.argv[1:])")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return a folder for reports to arrive in."""
    path = tmp_path / "inbox"
    path.mkdir()
    return path


@pytest.fixture
def run(fakecoder: ModuleType, monkeypatch: pytest.MonkeyPatch, inbox: Path,
        capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Return a function that looks once, with the stand-in coder; returns the exit code and what was said."""
    monkeypatch.chdir(inbox.parent)
    monkeypatch.setattr("dragoman.engines.local.pipeline_coder", fakecoder.for_reader)

    def ran(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["watch", "inbox", "--once", "--every", "0.1", *arguments])
        return int(ended.value.code or 0), capfd.readouterr().err
    local.kept_coder.cache_clear()
    yield ran
    local.kept_coder.cache_clear()


@pytest.fixture
def watching(root: Path, inbox: Path) -> Iterator[subprocess.Popen[str]]:
    """Return a watch of the folder in a process of its own."""
    command = [sys.executable, "-c", WATCH, str(root / "tests" / "fakes"), "watch", "inbox", "--every", "0.1"]
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=inbox.parent, env=environment, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def arrive(inbox: Path, name: str, text: str = "Freedonia attacked Sylvania.") -> None:
    """Put a report into the folder."""
    (inbox / name).write_text(text, encoding="utf-8")


def said(process: subprocess.Popen[str], words: str) -> str:
    """Return the next line that has these words; fails where the process ends before."""
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line)
        if words in line:
            return line
    raise AssertionError(f"never said {words!r}: {lines}")


def reports(inbox: Path) -> int:
    """Return how many reports are in the store."""
    with dragoman.open(inbox.parent / "dragoman.duckdb") as store:
        return int(store.sql("SELECT count(*) FROM reports").fetchall()[0][0])


def test_once_codes_what_is_there_and_the_next_time_what_is_new(run: Run, inbox: Path) -> None:
    arrive(inbox, "a.txt")
    code, err = run()
    assert code == 0
    assert "1 report coded, 1 record" in err
    arrive(inbox, "b.txt", "They met.")
    code, err = run()
    assert code == 0
    assert "1 report coded" in err
    assert "1 already coded" in err
    assert reports(inbox) == 2


def test_many_at_once_are_coded_in_several_processes(run: Run, inbox: Path) -> None:
    for number in range(25):
        arrive(inbox, f"{number}.txt", f"Round {number}: Freedonia met Sylvania.")
    code, err = run("--jobs", "2", "--no-link")
    assert (code, reports(inbox)) == (0, 25), err


@pytest.mark.parametrize("name, text, code, words", [
    pytest.param("a.txt", "", 4, "empty", id="a file that cannot be read"),
    pytest.param("a.txt", "KABOOM", 1, "the coder failed", id="a report that breaks the coder"),
    pytest.param("a.png", "They met.", 3, "watching inbox", id="nothing to read"),
])
def test_the_exit_code_of_once_says_how_it_went(run: Run, inbox: Path, name: str, text: str, code: int,
                                                words: str) -> None:
    arrive(inbox, name, text)
    ended, err = run()
    assert ended == code
    assert words in err


def test_what_is_no_folder_is_refused(run: Run, inbox: Path) -> None:
    code, err = run("elsewhere")
    assert code == 3
    assert "no folder elsewhere" in err


def test_once_does_not_wait_for_another_writer(run: Run, inbox: Path) -> None:
    arrive(inbox, "a.txt")
    with Writer(inbox.parent / "dragoman.duckdb", coder="1.0 other", begun=NOW, options={}):
        code, err = run()
    assert code == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_codes_what_arrives_until_it_is_ended(watching: subprocess.Popen[str], inbox: Path,
                                                 ending: signal.Signals) -> None:
    said(watching, "watching inbox for dragoman.duckdb; Ctrl-C ends it")
    for number in range(2):
        arrive(inbox, f"{number}.txt", f"Round {number}. Freedonia attacked Sylvania.")
        assert "1 report coded" in said(watching, "coded")
    arrive(inbox, "1.txt", "Round 1, corrected. Freedonia met Sylvania.")
    assert "1 report coded" in said(watching, "coded")
    watching.send_signal(ending)
    assert "the watch has ended" in said(watching, "ended")
    assert watching.stderr is not None
    assert "Traceback" not in watching.stderr.read()
    assert watching.wait(timeout=30) == 0
    assert reports(inbox) == 3


def test_it_waits_while_another_process_writes(watching: subprocess.Popen[str], inbox: Path) -> None:
    said(watching, "watching")
    with Writer(inbox.parent / "dragoman.duckdb", coder="1.0 other", begun=NOW, options={}):
        arrive(inbox, "a.txt")
        said(watching, "another process is writing")
        time.sleep(0.3)
    assert "1 report coded" in said(watching, "coded")
    with Writer(inbox.parent / "dragoman.duckdb", coder="1.0 other", begun=NOW, options={}) as writer:
        assert writer.known == frozenset(), "it let the store go"
