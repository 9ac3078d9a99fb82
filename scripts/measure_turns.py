"""Measure how many turning points that a historian would name ``dragoman pair`` finds in a store.

Usage: ``python scripts/measure_turns.py STORE [--turns scripts/turns.csv]``. The table was written before it was
measured, from what is commonly known. Each pair is asked for from two years before to two years after, by month.
A turn is found by a change or a month that stands out, in the same direction, at most a month off. Beside it stands
how many months of the same windows are as near to one by themselves: what guessing would find.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.analyze.acts import units_between
from dragoman.analyze.history import History
from dragoman.analyze.relation import Relation

AROUND = 2  # years


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point: two countries, the month, ``better`` or ``worse``, and what happened."""

    one: str
    other: str
    month: date
    direction: str
    what: str


def main() -> None:
    """Print a line a turn, and the shares at the end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("store", type=Path)
    parser.add_argument("--turns", type=Path, default=Path(__file__).with_name("turns.csv"))
    options = parser.parse_args()
    found, chances = [], []
    print("| turn | acts | month | found by |\n| --- | --- | --- | --- |")
    with History(options.store) as store:
        for turn in turns(options.turns):
            told = _relation(store, turn)
            marks = list(_marks(told, turn.direction))
            near = [mark for day, mark in marks if _apart(day, turn.month) <= 1]
            months = units_between(*_window(turn), "month")
            chances.append(sum(any(_apart(day, month) <= 1 for day, _ in marks) for month in months) / len(months))
            found.append(bool(near))
            acts = sum(point.acts for point in told.points if point.start == turn.month)
            print(f"| {turn.one}–{turn.other} {turn.month:%Y-%m} {turn.direction}: {turn.what} | {told.acts} | "
                  f"{acts} | {', '.join(dict.fromkeys(near)) or '-'} |", flush=True)
    print(f"\nfound {sum(found)} of {len(found)} ({sum(found) / len(found):.2f}); "
          f"any month of the same windows: {sum(chances) / len(chances):.2f}")


def turns(path: Path) -> Iterator[Turn]:
    """Yield the turning points of a table."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield Turn(row["one"], row["other"], date.fromisoformat(f"{row['month']}-01"), row["direction"],
                       row["what"])


def _relation(store: History, turn: Turn) -> Relation:
    since, until = _window(turn)
    return store.relation(turn.one, turn.other, since=since.isoformat(), until=until.isoformat())


def _window(turn: Turn) -> tuple[date, date]:
    month = turn.month
    return month.replace(year=month.year - AROUND), month.replace(year=month.year + AROUND)


def _marks(told: Relation, direction: str) -> Iterator[tuple[date, str]]:
    """Yield each month in which the relation turned so, with by what it is told."""
    for change in told.changes:
        if change.direction == direction:
            yield change.start, f"change {change.start:%Y-%m}, {'sure' if change.is_sure else 'likely'}"
    for one in told.standouts:
        if one.state == direction:
            yield from ((start, f"{one.start:%Y-%m} stands out")
                        for start in units_between(one.start, one.end, "month"))


def _apart(one: date, other: date) -> int:
    return abs((one.year - other.year) * 12 + one.month - other.month)


if __name__ == "__main__":
    main()
