"""Compile what is known of states and their organisations: codes, groupings and members."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from dragoman.actors.forms import keys_of

Rows = list[list[str]]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def code_rows(resources: Path) -> Rows:
    """Return ISO2, ISO3, COW, GW and CAMEO codes with their time, a row a state and spell.

    The time is the state's in the Gleditsch and Ward list, else in the Correlates of War list. Who is in neither list,
    a territory, has its letters only, for always.
    """
    letters = {row["iso3"]: row for row in _read(resources / "exports" / "countries.csv")}
    rows = [[row["iso2"], row["iso3"], row["cow"], row["gw"], letters.get(row["iso3"], {}).get("cameo", ""),
             row["gw_from"] or row["cow_from"], row["gw_to"] if row["gw_from"] else row["cow_to"]]
            for row in _read(resources / "countries" / "states.csv")]
    known = {row[1] for row in rows}
    rows += [[row["iso2"], iso3, "", "", row["cameo"], "", ""] for iso3, row in letters.items()
             if iso3 not in known and row["iso2"]]
    return sorted(rows, key=lambda row: (row[1], row[5]))


def grouping_rows(resources: Path, same: Mapping[str, str]) -> Rows:
    """Return the organisations whose members are known: name, and keys joined by ``|``."""
    return sorted([row["name"], keys_of([row["name"], *row["aliases"].split(";")], same).replace("!", "")]
                  for row in _read(resources / "actors" / "groupings.csv"))


def member_rows(resources: Path) -> Rows:
    """Return the members: id, organisation, member, first and last day."""
    return sorted([row["id"], row["organisation"], row["member"], row["valid_from"], row["valid_to"]]
                  for row in _read(resources / "actors" / "members.csv"))
