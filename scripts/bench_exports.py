"""Measure every export of a store: rows, size, CPU seconds and peak memory, each in a process of its own.

Usage: ``python scripts/bench_exports.py STORE [--format NAME ...]``. A large store of made records
comes from ``python scripts/bench_store.py --records 200000 --store STORE``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from dragoman.cli.export import Target

VARIANTS: dict[str, tuple[str, ...]] = {
    **{target.value: ("--to", target.value) for target in Target},
    "gdelt --mentions": ("--to", "gdelt", "--mentions"),
    "csv --per act": ("--to", "csv", "--per", "act"),
    "csv --per episode": ("--to", "csv", "--per", "episode"),
    "csv --dyad USA-RUS": ("--to", "csv", "--dyad", "USA-RUS"),
    "csv --table participants": ("--to", "csv", "--table", "participants"),
    "parquet --table reports": ("--to", "parquet", "--table", "reports"),
}
"""What is measured, by the words of the command."""

_WROTE = re.compile(r"wrote (\d+) rows")
_LINES = {"geojson": b'{"type":"Feature",', "gexf": b"<node "}
"""How the lines begin that are rows, in files whose rows the command does not count."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What an export came to; rows as the command told them, sizes in MiB."""

    rows: str
    size: float
    cpu: float
    peak: float


def main() -> None:
    """Print a table, a line an export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("store", type=Path)
    parser.add_argument("--format", action="append", choices=VARIANTS, help="only this; may be repeated")
    options = parser.parse_args()
    print("| export | rows | MiB | CPU s | peak MiB |\n| --- | --- | --- | --- | --- |")
    for name in options.format or VARIANTS:
        found = measured(options.store, VARIANTS[name])
        print(f"| `{name}` | {found.rows} | {found.size:.0f} | {found.cpu:.1f} | {found.peak:.0f} |", flush=True)


def measured(store: Path, words: tuple[str, ...]) -> Cost:
    """Export once in a fresh process; raises RuntimeError if that fails."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / ("made.zip" if "bundle" in words else "made")
        command = [sys.executable, "-m", "dragoman", "export", *words, "-s", str(store), "-o", str(target)]
        child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        told = child.stderr.read() if child.stderr is not None else ""
        # Only a wait for this very child tells its own peak; the sum over all children does not.
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{' '.join(words)} ended with {child.returncode}: {told}")
        return Cost(_rows(words[1], told, target), target.stat().st_size / 2**20, usage.ru_utime + usage.ru_stime,
                    usage.ru_maxrss / 1024)


def _rows(form: str, told: str, target: Path) -> str:
    """Return how many rows the file has: as the command told, or as counted in the file."""
    wrote = _WROTE.search(told)
    if wrote is not None:
        return wrote[1]
    if form == "bundle":
        with zipfile.ZipFile(target) as archive:
            return str(json.loads(archive.read("versions.json"))["records"])
    with target.open("rb") as stream:
        if form == "dta":
            return str(struct.unpack("<Q", stream.read(200).partition(b"<N>")[2][:8])[0])
        return str(sum(line.startswith(_LINES[form]) for line in stream))


if __name__ == "__main__":
    main()
