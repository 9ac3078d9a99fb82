"""Build the table of names that training swaps: ``tables/swaps.tsv.gz``.

Usage: ``python scripts/build_swaps.py [--check]``. Takes states, their adjectives, capitals and demonyms, and persons
in office from ``resources/actors``. With ``--check`` nothing is written; the exit code is 1 if the table is stale.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE, TARGET = ROOT / "resources/actors", ROOT / "src/dragoman/tables/swaps.tsv.gz"

KINDS = ("state", "adjective", "capital", "demonym")
LEADERS = ("head_of_state", "head_of_government", "head_of_state_or_gov", "foreign_minister")

# What the Factbook calls a state is not what news calls it; of these the first stands in when a name is swapped in.
NEWS = {
    "USA": {"state": ("United States", "US", "U.S.", "USA", "America"), "adjective": ("American",),
            "capital": ("Washington",), "demonym": ("Americans",)},
    "GBR": {"state": ("United Kingdom", "UK", "U.K.", "Britain", "Great Britain"), "adjective": ("British",),
            "capital": ("London",), "demonym": ("Britons",)},
}  # fmt: skip


def _read(name: str) -> Iterator[dict[str, str]]:
    with (SOURCE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def forms() -> dict[tuple[str, str], list[str]]:
    """Return the forms of each (country, kind), usual ones first, of states that have all that a swap needs."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in (*_read("forms.csv"), *_read("countries.csv")):
        seen = found.setdefault((row["country"], row["kind"]), [])
        if row["form"][:1].isupper() and row["form"] not in seen:
            seen.append(row["form"])
    for country, kinds in NEWS.items():
        found |= {(country, kind): list(words) for kind, words in kinds.items()}
    whole = {c for c, _ in found if all(found.get((c, kind)) for kind in KINDS[:3])}
    return {key: words for key, words in found.items() if key[0] in whole and key[1] in KINDS}


def people(states: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (name, country, ``leader`` or ``person``); only leaders stand in for others."""
    for source in ("leaders.csv", "people.csv", "officials.csv"):
        for row in _read(source):
            if row["country"] in states:
                leads = source == "leaders.csv" and row["role"] in LEADERS and len(row["name"].split()) <= 3  # noqa: PLR2004
                yield row["name"], row["country"], "leader" if leads else "person"
                yield from ((alias, row["country"], "person") for alias in row["aliases"].split("|") if " " in alias)


def table() -> bytes:
    """Return the bytes of the table."""
    states = forms()
    rows = [(form, country, kind) for (country, kind), words in sorted(states.items()) for form in words]
    known: dict[str, tuple[str, str, str]] = {}
    for row in people({country for country, _ in states}):
        if " " in row[0] and (row[0] not in known or known[row[0]][2] == "person"):
            known[row[0]] = row
    lines = ["form\tcountry\tkind", *("\t".join(row) for row in (*rows, *sorted(known.values())))]
    return gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0)


def main(arguments: list[str]) -> int:
    """Write or check the table."""
    built = table()
    if "--check" in arguments:
        fresh = TARGET.exists() and gzip.decompress(TARGET.read_bytes()) == gzip.decompress(built)
        print("swaps: up to date" if fresh else f"{TARGET.name} is out of date: run {Path(__file__).name}")
        return int(not fresh)
    TARGET.write_bytes(built)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
