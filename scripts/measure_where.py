"""Measure places: names in running text, places of events given their verb, countries on gold's passages.

Usage: python scripts/measure_where.py FILE.jsonl [--sample N] [--show N]

The lines of FILE are told apart by what they hold:

``gold.toponyms``   names with coordinates: found in the text, resolved to a place, within 161 km (100 miles).
``gold.verb``       sentences with the verb of one event: its place by the reader's head for places at the reader's own
                    threshold, nothing where the head gives none.
``events``          a gold file of coded reports: country of the first place that gold has as well.

A country, province or other area has no point of its own. To measure distance it is given the middle of its towns
in the gazetteer, weighted by inhabitants; a place with gold's own GeoNames id is 0 km away.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dragoman.evaluate.gold import reading_of
from dragoman.reading import Reader
from dragoman.reading.decode import Candidate
from dragoman.reading.reader import _parts
from dragoman.reading.sentences import split
from dragoman.reading.windows import IN_FOCUS, windows
from dragoman.types import Reading, Report, Role, Span
from dragoman.where import Gazetteer, Place, locate, resolve

Row = dict[str, Any]
Point = tuple[float, float]
NEAR_KM = 161.0
_EARTH_KM = 6371.0


def kilometres(a: Point, b: Point) -> float:
    """Return the great-circle distance of two points in degrees."""
    la, lb = math.radians(a[0]), math.radians(b[0])
    half = math.sin((la - lb) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(a[1] - b[1]) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def middles(gazetteer: Gazetteer) -> dict[tuple[str, str | None], Point]:
    """Return the middle of the towns of each country, and of each (country, province)."""
    sums: dict[tuple[str, str | None], list[float]] = {}
    for key, _, kind, country, admin1, lat, lon, _, population, _ in gazetteer.places:
        if kind == "city" and key:
            weight = float(population) + 1
            for area in ((country, None), (country, admin1)):
                total = sums.setdefault(area, [0.0, 0.0, 0.0])
                for at, value in enumerate((weight, weight * float(lat), weight * float(lon))):
                    total[at] += value
    return {area: (y / w, x / w) for area, (w, y, x) in sums.items()}


def point_of(place: Place, areas: dict[tuple[str, str | None], Point]) -> Point | None:
    """Return a place's point; of a country, province or district the middle of its towns."""
    if place.lat is not None and place.lon is not None:
        return place.lat, place.lon
    if place.kind == "country":
        return areas.get((place.country or "", None))
    return areas.get((place.country or "", place.admin1)) if place.admin1 else None


def measure_toponyms(rows: Iterable[Row], gazetteer: Gazetteer) -> Counter[str]:
    """Count names with coordinates (``gold``), found, resolved, with a position, and near the right one."""
    counts: Counter[str] = Counter()
    areas = middles(gazetteer)
    for row in rows:
        text = row["text"]
        located = locate(Reading(Report.of(text, title=row.get("title")), split(text)), gazetteer)
        spans = [(int(t["start"]), int(t["end"])) for t in row["gold"]["toponyms"]]
        for toponym, _ in located:
            if toponym.held is None:
                counts["spotted"] += 1
                counts["spotted right"] += any(toponym.span.start < b and a < toponym.span.end for a, b in spans)
        for gold in row["gold"]["toponyms"]:
            if gold.get("latitude"):
                counts["gold"] += 1
                _count_one(gold, [(t, c) for t, c in located if t.held in (None, "organisation")
                                  and t.span.start < int(gold["end"]) and int(gold["start"]) < t.span.end],
                           areas, counts)
    return counts


def _count_one(gold: Row, found: list[Any], areas: dict[tuple[str, str | None], Point], counts: Counter[str]) -> None:
    counts["found"] += bool(found)
    place = next((choice.place for _, choice in found if choice is not None and choice.place is not None), None)
    if place is None:
        return
    counts["resolved"] += 1
    is_same = place.geonames is not None and str(place.geonames) == gold.get("geonamesID")
    point = point_of(place, areas)
    if point is None and not is_same:
        return
    counts["located"] += 1
    target = float(gold["latitude"]), float(gold["longitude"])
    counts["near"] += is_same or (point is not None and kilometres(point, target) <= NEAR_KM)


def place_of_verb(text: str, verb: str, reader: Reader) -> Span | None:
    """Return the passage that the reader's head gives as place of a verb's event, None for none."""
    match = re.search(rf"\b{re.escape(verb)}\b", text)
    if match is None:
        return None
    for window in windows(reader.tokenizer, text, split(text), None):
        pieces = [i for i, (segment, (a, b)) in enumerate(zip(window.segments, window.offsets, strict=True))
                  if segment == IN_FOCUS and match.start() < b and a < match.end() and a < b]
        if pieces:
            _, states = reader.encode(window)
            verdict = reader.judge_trigger(states, Candidate(pieces[0], pieces[-1] + 1, ()))
            parts = _parts(text, window, verdict, reader.thresholds)
            stated = [part for part in parts if part.role is Role.PLACE]
            return max(stated, key=lambda part: part.score).span if stated else None
    return None


def measure_verbs(rows: Iterable[Row], reader: Reader) -> Counter[str]:
    """Count rows with a place and right ones, rows without and those left empty."""
    counts: Counter[str] = Counter()
    for row in rows:
        span = place_of_verb(row["text"], row["gold"]["verb"][0], reader)
        wanted = row["gold"]["locations"]
        counts["with a place" if wanted else "without"] += 1
        if wanted:
            counts["right"] += span is not None and any(one in span.text or span.text in one for one in wanted)
        else:
            counts["left empty"] += span is None
    return counts


def measure_countries(rows: Iterable[Row], gazetteer: Gazetteer) -> Counter[str]:
    """Count events with a place in a gold file, and those where the country of the first place is gold's."""
    counts: Counter[str] = Counter()
    for row in rows:
        for event, setting in zip(row["events"], resolve(reading_of(row), gazetteer), strict=True):
            first = next(((have, want) for have in setting.where for want in event["where"]
                          if want.get("start") is not None and have.start < want["end"] and want["start"] < have.end),
                         None)
            if first is not None:
                counts["first places"] += 1
                counts["country right"] += first[0].country == (first[1].get("country") or None)
    return counts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="so many rows drawn with seed 0")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.path.open(encoding="utf-8")]
    if arguments.sample:
        rows = random.Random(0).sample(rows, arguments.sample)
    counts = _measurer(rows[0])(rows)
    sys.stdout.write("".join(f"{name}: {number}\n" for name, number in counts.items()))
    for part, whole in (("found", "gold"), ("resolved", "gold"), ("near", "located"), ("spotted right", "spotted"),
                        ("right", "with a place"), ("left empty", "without"), ("country right", "first places")):
        if counts[whole]:
            sys.stdout.write(f"{part} of {whole}: {counts[part] / counts[whole]:.3f}\n")


def _measurer(row: Row) -> Callable[[list[Row]], Counter[str]]:
    if "events" in row:
        return lambda rows: measure_countries(rows, Gazetteer.load())
    if "verb" in row["gold"]:
        return lambda rows: measure_verbs(rows, Reader.load())
    return lambda rows: measure_toponyms(rows, Gazetteer.load())


if __name__ == "__main__":
    main()
