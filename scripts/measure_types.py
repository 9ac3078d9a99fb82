"""Measure the reader on sentences of which one relation's type is known.

Usage: ``PYTHONPATH=src python scripts/measure_types.py SENTENCES.jsonl [--model FOLDER]``. A line has ``text`` and
``gold.event_plover``, the types that the marked relation may have. Prints the share of sentences among whose
predicted types is one of them, by type and in all; a sentence may tell other acts too, so extra types do not count.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from dragoman.evaluate.gold import read_gold
from dragoman.reading import Reader, read
from dragoman.types import Report


def measure(path: Path, reader: Reader) -> tuple[Counter[str], Counter[str]]:
    """Return sentences and hits by marked type (``A|B`` where either will do)."""
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for line in read_gold(path):
        wanted = set(line["gold"]["event_plover"])
        name = "|".join(sorted(wanted))
        asked[name] += 1
        found[name] += any(draft.type in wanted for draft in read(Report.of(line["text"]), reader).drafts)
    return asked, found


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("path", type=Path)
    arguments.add_argument("--model", type=Path, help="folder of another model than the packaged one")
    given = arguments.parse_args()
    asked, found = measure(given.path, Reader.load(given.model))
    for name, n in asked.most_common():
        print(f"{name:20} {found[name]:5} of {n:5}  {found[name] / n:.3f}")
    print(f"{'all':20} {found.total():5} of {asked.total():5}  {found.total() / asked.total():.3f}")


if __name__ == "__main__":
    main()
