"""Time the coder: reports, sentences and records a second, peak memory, start-up.

Reads reports from JSON Lines (``text``, and ``date`` or ``published``), or codes the
sample reports over and over. Each number of processes is timed in a process of its own,
after its kit is loaded and warm, so that start-up is counted once and apart.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dragoman import Report
from dragoman.ingest import read
from dragoman.pipeline import Kit, code
from dragoman.reading.sentences import split

SAMPLES = Path(__file__).parents[1] / "samples"


@dataclass(frozen=True, slots=True)
class Timing:
    """What one process measured; seconds, and peak memory in MiB."""

    reports: int
    sentences: int
    words: int
    records: int
    load: float
    seconds: float
    cpu: float
    peak: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line per measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", nargs="?", type=Path, help="JSON Lines of reports; default: the samples, repeated")
    parser.add_argument("-n", "--number", type=int, default=100, help="reports for each process (default 100)")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: all cores)")
    parser.add_argument("--reader", default="accurate")
    parser.add_argument("--one", type=int, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one is not None:
        print(json.dumps(asdict(measure(options.file, options.number, options.one, options.reader))))
        return
    for line in report(run(options), start_up()):
        print(line)


def run(options: argparse.Namespace) -> list[Timing]:
    """Measure in as many processes at once as asked for, each on its own share of the reports."""
    command = [sys.executable, __file__, *([str(options.file)] if options.file else []),
               "--number", str(options.number), "--reader", options.reader, "--one"]
    started = [subprocess.Popen([*command, str(share)], stdout=subprocess.PIPE, text=True)
               for share in range(options.jobs)]
    printed = [process.communicate()[0] for process in started]
    if any(process.returncode for process in started):
        sys.exit(1)  # the process itself has said why
    return [Timing(**json.loads(lines.splitlines()[-1])) for lines in printed]


def measure(file: Path | None, number: int, share: int, reader: str) -> Timing:
    """Load the kit, code one report to warm it, then code the share and time it."""
    begun = time.perf_counter()
    kit = Kit.load(reader)
    load = time.perf_counter() - begun
    chosen = list(itertools.islice(_reports(file), share * number, (share + 1) * number))
    if not chosen:
        sys.exit("too few reports for that many processes")
    code(chosen[0], kit)
    begun, cpu = time.perf_counter(), time.process_time()
    records = sum(len(code(one, kit).records) for one in chosen)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sentences, words = (sum(len(cut(one.text)) for one in chosen) for cut in (split, str.split))
    return Timing(len(chosen), sentences, words, records, load, seconds, cpu, peak)


def start_up() -> dict[str, float]:
    """Return the seconds that ``import dragoman`` and ``dragoman --help`` take, best of five."""
    commands = {"import": ["-c", "import dragoman"], "help": ["-m", "dragoman", "--help"]}
    return {name: min(_seconds([sys.executable, *command]) for _ in range(5)) for name, command in commands.items()}


def report(timings: Sequence[Timing], starts: dict[str, float]) -> Iterator[str]:
    """Say the measures in words; rates are those of all processes together."""
    seconds = max(timing.seconds for timing in timings)
    counts = ("reports", "sentences", "words", "records")
    reports, sentences, words, records = (sum(getattr(one, name) for one in timings) for name in counts)
    cpu = sum(timing.cpu for timing in timings)
    yield f"{len(timings)} processes, {reports} reports, {sentences} sentences, {words} words, {records} records"
    yield f"reports a second     {reports / seconds:9.2f}"
    yield f"records a second     {records / seconds:9.2f}"
    yield f"words a second       {words / seconds:9.0f}"
    yield f"sentences a CPU s    {sentences / cpu:9.1f}"
    yield f"CPU s a report       {cpu / reports:9.3f}"
    yield f"peak memory a process{max(timing.peak for timing in timings):9.0f} MiB"
    yield f"loading model, tables{max(timing.load for timing in timings):9.2f} s"
    for name, value in starts.items():
        yield f"start-up, {name:11}{value * 1000:9.0f} ms"


def _seconds(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _reports(file: Path | None) -> Iterator[Report]:
    if file is None:
        samples = [item for item in read([str(SAMPLES)]) if isinstance(item, Report)]
        yield from itertools.cycle(samples)
        return
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Report.of(row["text"], title=row.get("title"), published=row.get("published") or row.get("date"))


if __name__ == "__main__":
    main()
