"""The packaged tables are what the resources say, and nothing in the resources is unusable."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources" / "actors"
SECTORS = {
    "", "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "CVL", "BUS", "CRM", "EDU", "ELI",
    "JRN", "LAB", "MED", "REF", "REL", "SOC", "AGR", "UNK", "NGO",
}
WITH_ID = ["countries.csv", "groupings.csv", "handles.csv", "members.csv", "rolls.csv", "wrong.csv", "forms.csv",
           "leaders.csv", "nouns.csv", "officials.csv", "organisations.csv",
           "parties.csv", "people.csv", "spellings.csv", "titles.csv", "weights.csv"]
WITH_SECTOR = ["organisations.csv", "people.csv", "titles.csv", "nouns.csv", "leaders.csv", "officials.csv"]


def rows(name: str) -> list[dict[str, str]]:
    with (RESOURCES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", WITH_ID)
def test_ids_are_given_and_unique(name: str) -> None:
    ids = [row["id"] for row in rows(name)]
    assert all(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", WITH_SECTOR)
def test_sectors_are_the_codebooks(name: str) -> None:
    assert {row["sector"] for row in rows(name)} <= SECTORS


@pytest.mark.parametrize("name", ["people.csv", "leaders.csv", "organisations.csv", "officials.csv"])
def test_terms_end_after_they_begin(name: str) -> None:
    ended = [row for row in rows(name) if row["valid_to"]]
    assert [row["id"] for row in ended if row["valid_from"][:len(row["valid_to"])] > row["valid_to"]] == []


@pytest.mark.slow
def test_packaged_tables_are_up_to_date() -> None:
    command = [sys.executable, "scripts/build_actors.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
