"""Coding many reports: the same result on one core and on several."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.engines.local import code_all
from dragoman.errors import MissingPart, WorkerLost
from dragoman.ingest import Kind, Skipped
from dragoman.types import Coding, Report


def reports(count: int) -> list[Report | Skipped]:
    """Return short reports, each another."""
    return [Report.of(f"Freedonia met Sylvania, round {number}.") for number in range(count)]


def test_results_keep_the_order_of_the_inputs_whatever_the_jobs(fakecoder: ModuleType) -> None:
    items = reports(25)
    items.insert(12, Skipped("a.txt", None, "empty"))
    alone = list(code_all(items, fakecoder.load, jobs=1))
    assert list(code_all(items, fakecoder.load, jobs=2)) == alone
    assert [item.report if isinstance(item, Coding) else item for item in alone] == items


def test_a_report_that_breaks_the_coder_costs_no_other(fakecoder: ModuleType) -> None:
    first, broken, last = code_all([*reports(1), Report.of("KABOOM", id="r-x"), Report.of("They met.")], fakecoder.load)
    assert isinstance(first, Coding)
    assert isinstance(last, Coding)
    assert isinstance(broken, Skipped)
    assert (broken.kind, broken.report, "KeyError" in broken.reason) == (Kind.FAILED, "r-x", True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_kit_that_cannot_be_loaded_says_so(fakecoder: ModuleType, jobs: int) -> None:
    with pytest.raises(MissingPart, match="no model"):
        list(code_all(reports(12), fakecoder.load_nothing, jobs=jobs))


def test_a_process_that_dies_is_told(fakecoder: ModuleType) -> None:
    with pytest.raises(WorkerLost):
        list(code_all([*reports(11), Report.of("DIE")], fakecoder.load, jobs=2))


def test_inputs_are_read_only_a_little_ahead(fakecoder: ModuleType) -> None:
    taken: list[Report | Skipped] = []

    def watched() -> object:
        for item in reports(500):
            taken.append(item)
            yield item

    coded = code_all(watched(), fakecoder.load, jobs=1)  # type: ignore[arg-type]
    next(coded)
    assert len(taken) < 50


def test_the_coder_is_not_loaded_for_nothing(fakecoder: ModuleType) -> None:
    skipped = Skipped("a.txt", None, "empty")
    assert list(code_all([skipped], fakecoder.load_nothing, jobs=1)) == [skipped]


CODING = """
import multiprocessing, sys, fakecoder
from dragoman.engines.local import code_all
from dragoman.types import Report

def endless():
    number = 0
    while True:
        yield Report.of(f"Freedonia met Sylvania, round {(number := number + 1)}.")

for coded in code_all(endless(), fakecoder.load, jobs=2):
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
"""


def is_running(pid: int) -> bool:
    """Say whether a process is there and no zombie that nobody waits for."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL], ids=["asked to end", "killed"])
def test_no_process_outlives_the_one_that_started_it(root: Path, end: signal.Signals) -> None:
    paths = os.pathsep.join([str(root / "tests" / "fakes"), str(root / "src")])
    coding = subprocess.Popen([sys.executable, "-c", CODING], stdout=subprocess.PIPE, text=True,
                              env={**os.environ, "PYTHONPATH": paths})  # fmt: skip
    assert coding.stdout is not None
    workers = [int(pid) for pid in coding.stdout.readline().split()]
    assert workers
    assert all(map(is_running, workers))
    coding.send_signal(end)
    coding.stdout.close()
    coding.wait(30)
    until = time.monotonic() + 20
    while any(map(is_running, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_running, workers))
