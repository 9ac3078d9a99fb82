"""Measure what the stage ``when`` makes of dates in running text and of events in releases with a dateline.

Usage: python scripts/measure_when.py FILE.jsonl [--show N]

The lines of FILE are told apart by what their ``gold`` holds:

``timex`` or ``dates``  phrases with their normalised values: found, read, value right.
``start_date``          releases with a dateline: the day of the first attack or arrest that the reader codes and that
                        is dated by the report's words, else of the first dated event of any kind.
``events``              a gold file of coded reports: dates of events on gold's own passages, beside the baseline
                        "always the day of publication", and how often a date is given where gold has none.

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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.evaluate.gold import reading_of
from dragoman.reading.sentences import split
from dragoman.types import Reading, Report
from dragoman.when import Interval, TimeRules, resolve
from dragoman.when.dateline import Dateline, dateline_of
from dragoman.when.days import of_months, week_of
from dragoman.when.narrative import Told, tell

_DAY_FIRST = re.compile(r"(\d\d)-(\d\d)-(\d{4})")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_ACTS = frozenset({"ASSAULT", "COERCE"})
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


def event_day(reading: Reading, rules: TimeRules) -> str | None:
    """Return the day that a release tells of: of its first attack or arrest, one dated by words before others."""
    timed = [(draft, timing.when) for draft, timing in zip(reading.drafts, resolve(reading, rules), strict=True)]
    dated = [(draft, when) for draft, when in timed if when is not None and when.precision == "day"]
    acts = [(draft, when) for draft, when in dated if draft.type in _ACTS and draft.status == "actual"]
    worded = [(draft, when) for draft, when in acts if when.text is not None]
    return next((when.from_ for _, when in worded or acts or dated), None)


def days_told(reading: Reading, dateline: Dateline, rules: TimeRules) -> set[str]:
    """Return every day that some phrase of a release may mean, stretches of a week included; else the dateline's."""
    days: set[str] = set()
    for one in tell(reading.report.text, reading.sentences, dateline.day, rules):
        if one.spotted.span.start >= dateline.span.end and one.meaning is not None:
            first, last = one.meaning.interval.first, one.meaning.interval.last
            if last - first <= timedelta(7):
                days |= {(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)}
    return days or {dateline.day.isoformat()}


def measure_releases(rows: list[dict[str, Any]], read_text: Callable[[str], Reading], rules: TimeRules) -> Counter[str]:
    """Count releases with a dateline that gives a day, those whose event day is gold's, and those a day after it.

    "told" are those of which some phrase means gold's day at all: no reading of the words can be right of others.
    """
    counts: Counter[str] = Counter()
    for number, row in enumerate(rows):
        dateline = dateline_of(row["text"], None, rules)
        if dateline is None:
            continue
        reading, wanted = read_text(row["text"]), row["gold"]["start_date"]
        day, half = event_day(reading, rules), "odd rows" if number % 2 else "even rows"
        counts["with a dateline"] += 1
        counts["day right"] += day == wanted
        counts[half] += 1
        counts[f"{half} right"] += day == wanted
        counts["told"] += wanted in days_told(reading, dateline, rules)
        counts["gold a day earlier"] += (day is not None
                                         and date.fromisoformat(day) - date.fromisoformat(wanted) == timedelta(1))
    return counts


def measure_gold(rows: list[dict[str, Any]], rules: TimeRules) -> Counter[str]:
    """Count dated events of a gold file, those dated within gold's interval, and dates where gold has none."""
    counts: Counter[str] = Counter()
    for row in rows:
        published = row["date"]
        for event, timing in zip(row["events"], resolve(reading_of(row), rules), strict=True):
            want, have = event.get("when"), timing.when
            if want is None:
                counts["undated"] += 1
                counts["dated all the same"] += have is not None
                continue
            inside = Interval(want["from"], want["to"])
            counts["dated"] += 1
            counts["date right"] += have is not None and _within(Interval(have.from_, have.to), inside)
            counts["publication right"] += _within(Interval(published, published), inside)
    return counts


def _within(inner: Interval, outer: Interval) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _reader() -> Callable[[str], Reading]:
    from dragoman.reading import Reader, read

    reader = Reader.load()
    return lambda text: read(Report.of(text), reader)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.path.open(encoding="utf-8")]
    rules = TimeRules.load()
    if "events" in rows[0]:
        counts = measure_gold(rows, rules)
    elif "start_date" in rows[0]["gold"]:
        counts = measure_releases(rows, _reader(), rules)
    else:
        counts = measure_phrases(rows, rules, arguments.show)
    sys.stdout.write("".join(f"{name}: {number}\n" for name, number in counts.items()))
    for part, whole in (("found", "wanted"), ("right", "found"), ("day right", "with a dateline"),
                        ("even rows right", "even rows"), ("odd rows right", "odd rows"), ("told", "with a dateline"),
                        ("date right", "dated"),
                        ("publication right", "dated"), ("dated all the same", "undated")):
        if counts[whole]:
            sys.stdout.write(f"{part} of {whole}: {counts[part] / counts[whole]:.3f}\n")


if __name__ == "__main__":
    main()
