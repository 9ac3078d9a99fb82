"""The same report gives the same bytes, in one process and in two."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TEXT = ("Norland's foreign minister met President Ortiz in San Telmo on Tuesday. "
        "The president said that Norland's navy had fired on a trawler last week, killing two people.")
PROGRAM = ("import sys; sys.path.insert(0, 'src'); import dragoman; from dragoman.records.jsonl import to_line\n"
           "coding = dragoman.code({text!r}, published='2031-04-09')\n"
           "sys.stdout.buffer.write(b''.join(to_line(record) for record in coding.records))")


def _coded(root: Path, seed: str) -> bytes:
    run = subprocess.run([sys.executable, "-c", PROGRAM.format(text=TEXT)], cwd=root, capture_output=True, check=False,
                         env={"PYTHONHASHSEED": seed, "PATH": ""})
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


@pytest.mark.model
@pytest.mark.slow
def test_two_codings_give_the_same_bytes(root: Path) -> None:
    if not any((root / "src/dragoman/reading/model").glob("*.onnx")):
        pytest.skip("the reader's model is not there yet")
    first = _coded(root, "1")
    assert first
    assert first == _coded(root, "2")
