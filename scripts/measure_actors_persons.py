"""Draw resolved persons from a store of codings, to be checked by hand against public knowledge.

Usage: ``python scripts/measure_actors_persons.py STORE [--n 200] [--seed 0]``. The participants of the store are
shuffled with a fixed seed and resolved anew on the passages that were coded; the first N that a person's row names are
printed: day, row, name, country, sector, office, and the words around the passage. What a reader marks wrong is wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from measure_actors_passages import resolved  # noqa: E402

from dragoman.actors import ActorBook, Entry  # noqa: E402
from dragoman.actors.words import key_of  # noqa: E402

AROUND = 70
ROWS = """
    SELECT report, start_char, end_char, min(r.text), min(r.published)::VARCHAR, min(r.title)
    FROM participants p JOIN reports r ON r.id = p.report
    GROUP BY ALL ORDER BY report, start_char, end_char
"""


def persons(rows: list[tuple[Any, ...]], book: ActorBook, seed: int) -> Iterator[tuple[Entry, str]]:
    """Yield the rows of persons found, in an order that the seed fixes, each with a line that shows the passage."""
    random.Random(seed).shuffle(rows)
    for _, start, end, text, day, title in rows:
        ((who, rules),) = resolved(text, [(start, end)], day, book, title=title)
        for entry in book.index.get(key_of(who.name or "", book.spellings), ()):
            if entry.kind == "person" and entry.id in rules:
                before, after = text[max(start - AROUND, 0):start], text[end:end + AROUND]
                words = " ".join(f"{before}[{text[start:end]}]{after}".split())
                yield entry, f"{day} | {entry.name} {who.country} {who.sector} {who.office or '-'} | {words}"
                break


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("store", type=Path)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with duckdb.connect(str(options.store), read_only=True) as store:
        rows = store.execute(ROWS).fetchall()
    drawn = persons(rows, ActorBook.load(), options.seed)
    for number, (entry, line) in zip(range(1, options.n + 1), drawn, strict=False):
        print(number, entry.id, line, sep=" | ")


if __name__ == "__main__":
    main()
