"""Measure what the stage ``when`` makes of dates in running text and of events in releases with a dateline.

Usage: python scripts/measure_when.py FILE.jsonl [--show N]

The lines of FILE are told apart by what their ``gold`` holds:

``timex`` or ``dates``  phrases with their normalised values: found, read, value right.
``start_date``          releases with a dateline: day of the first violent or coercive event the reader codes.
``events`` (a gold file of reports)  dates of events on gold's own passages and, with ``--reader``, on the reader's.

Values count as right when they mean the same days. Durations, sets and words without a calendar value
(PRESENT_REF) are left out; of a time of day only the day counts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.reading.sentences import split
from dragoman.when import Interval, TimeRules
from dragoman.when.days import of_months, week_of
from dragoman.when.narrative import Told, tell

_DAY_FIRST = re.compile(r"(\d\d)-(\d\d)-(\d{4})")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_PREFIX = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A phrase of gold and the days that it means."""

    text: str
    interval: Interval


def value_of(value: str) -> Interval | None:
    """Return the days of a TIMEX3 value, None for what has none (durations, PRESENT_REF, seasons).

    >>> value_of("2005-Q4"), value_of("198"), value_of("P2Y")
    (Interval(from_='2005-10', to='2005-12'), Interval(from_='1980', to='1989'), None)
    """
    day = value.split("T", maxsplit=1)[0]
    if match := _WEEK.fullmatch(day):
        return week_of(date.fromisocalendar(int(match[1]), int(match[2]), 1))
    if match := _QUARTER.fullmatch(day):
        first = 3 * int(match[2]) - 2
        return of_months((int(match[1]), first), (int(match[1]), first + 2))
    if match := _HALF.fullmatch(day):
        first = 6 * int(match[2]) - 5
        return of_months((int(match[1]), first), (int(match[1]), first + 5))
    if re.fullmatch(r"\d{3}", day):
        return Interval(day + "0", day + "9")
    if re.fullmatch(r"\d{2}", day):
        return Interval(day + "00", day + "99")
    return Interval(day, day) if _PREFIX.fullmatch(day) else None


def wanted_of(gold: dict[str, Any]) -> Iterator[Wanted]:
    """Yield the phrases of one text that have a calendar value, in order."""
    for row in gold.get("timex", ()):
        interval = value_of(row["value"]) if row["type"] in ("DATE", "TIME") else None
        if interval is not None:
            yield Wanted(row["text"], interval)
    for row in gold.get("dates", ()):
        first = row.get("when") or row.get("from") or row.get("notBefore")
        last = row.get("when") or row.get("to") or row.get("notAfter")
        if first and last and _PREFIX.fullmatch(first) and _PREFIX.fullmatch(last) and first <= last:
            yield Wanted(row["text"], Interval(first, last))


def same_days(one: Interval, other: Interval) -> bool:
    """Say whether two intervals mean the same days."""
    return (one.first, one.last) == (other.first, other.last)


def pair(text: str, wanted: Iterable[Wanted], told: tuple[Told, ...]) -> Iterator[tuple[Wanted, Told | None]]:
    """Pair gold's phrases, in order of the text, with the told phrase that overlaps each."""
    at = 0
    for one in wanted:
        start = text.find(one.text, at)
        start = start if start >= 0 else text.find(one.text)
        if start < 0:
            continue
        at = start + len(one.text)
        yield one, next((t for t in told if t.spotted.span.start < at and start < t.spotted.span.end), None)


def day_of(published: str) -> date:
    """Return a day written ISO or day first."""
    match = _DAY_FIRST.fullmatch(published)
    return date.fromisoformat(f"{match[3]}-{match[2]}-{match[1]}" if match else published)


def measure_phrases(rows: list[dict[str, Any]], rules: TimeRules, show: int) -> Counter[str]:
    """Count phrases wanted, found, read and right; print ``show`` of those that are wrong or missed."""
    counts: Counter[str] = Counter()
    wrong = []
    for row in rows:
        told = tell(row["text"], split(row["text"]), day_of(row["date"]), rules)
        counts["told"] += sum(one.meaning is not None for one in told)
        for wanted, found in pair(row["text"], wanted_of(row["gold"]), told):
            meaning = found.meaning if found else None
            counts["wanted"] += 1
            counts["found"] += meaning is not None
            right = meaning is not None and same_days(meaning.interval, wanted.interval)
            counts["right"] += right
            if not right:
                wrong.append((row["date"], wanted.text, wanted.interval, found.spotted.span.text if found else None,
                              meaning))
    for line in random.Random(0).sample(wrong, min(show, len(wrong))):
        sys.stdout.write(f"  {line}\n")
    return counts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.path.read_text(encoding="utf-8").splitlines()]
    counts = measure_phrases(rows, TimeRules.load(), arguments.show)
    sys.stdout.write(f"{dict(counts)}  recall {counts['found'] / counts['wanted']:.3f}  "
                     f"value right of found {counts['right'] / counts['found']:.3f}\n")


if __name__ == "__main__":
    main()
