"""The states of the world: codes known by heart, and spells that do not overlap."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

# Entered from memory of the two lists, apart from the table: ISO3, COW, GW.
KNOWN = (
    "USA 2 2, CAN 20 20, CUB 40 40, HTI 41 41, MEX 70 70, PAN 95 95, COL 100 100, VEN 101 101, BRA 140 140, "
    "ARG 160 160, GBR 200 200, IRL 205 205, FRA 220 220, CHE 225 225, ESP 230 230, DEU 255 260, POL 290 290, "
    "AUT 305 305, HUN 310 310, CZE 316 316, ITA 325 325, MKD 343 343, HRV 344 344, SRB 345 340, KOS 347 347, "
    "GRC 350 350, RUS 365 365, UKR 369 369, BLR 370 370, GEO 372 372, SWE 380 380, MLI 432 432, NGA 475 475, "
    "COD 490 490, KEN 501 501, SOM 520 520, ETH 530 530, ZAF 560 560, MAR 600 600, LBY 620 620, SSD 626 626, "
    "IRN 630 630, TUR 640 640, IRQ 645 645, EGY 651 651, SYR 652 652, LBN 660 660, ISR 666 666, SAU 670 670, "
    "YEM 679 678, AFG 700 700, CHN 710 710, TWN 713 713, PRK 731 731, KOR 732 732, JPN 740 740, IND 750 750, "
    "PAK 770 770, MMR 775 775, VNM 816 816, IDN 850 850, TLS 860 860, AUS 900 900, TON 955 972"
)
# Days that many remember, and what each list makes of them.
ENTERED = (
    ("SSD", "cow_from", "2011-07-09"), ("SSD", "gw_from", "2011-07-09"), ("MNE", "cow_from", "2006-06-12"),
    ("MNE", "gw_from", "2006-06-03"), ("KOS", "cow_from", "2008-02-20"), ("KOS", "gw_from", "2008-02-17"),
    ("ERI", "gw_from", "1993-05-24"), ("TLS", "gw_from", "2002-05-20"), ("DEU", "cow_from", "1990-10-03"),
    ("UKR", "gw_from", "1991-12-01"), ("ISR", "cow_from", "1948-05-14"), ("NAM", "cow_from", "1990-03-21"),
)


@pytest.fixture(scope="module")
def states(root: Path) -> list[dict[str, str]]:
    """Return the rows that people edit."""
    with (root / "resources/countries/states.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _now(states: list[dict[str, str]], iso3: str) -> dict[str, str]:
    return next(row for row in states if row["iso3"] == iso3 and not row["cow_to"])


@pytest.mark.parametrize("known", KNOWN.split(", "))
def test_codes_are_those_of_the_lists(states: list[dict[str, str]], known: str) -> None:
    iso3, cow, gw = known.split()
    row = _now(states, iso3)
    assert (row["cow"], row["gw"]) == (cow, gw)


@pytest.mark.parametrize("iso3,column,day", ENTERED)
def test_states_enter_when_the_lists_say(states: list[dict[str, str]], iso3: str, column: str, day: str) -> None:
    assert _now(states, iso3)[column] == day


@pytest.mark.parametrize("system", ["cow", "gw"])
def test_on_no_day_have_two_states_one_number_or_one_state_two(states: list[dict[str, str]], system: str) -> None:
    spells = [(row, date.fromisoformat(row[f"{system}_from"]), date.fromisoformat(row[f"{system}_to"] or "9999-12-31"))
              for row in states if row[system]]
    for place, (row, first, last) in enumerate(spells):
        assert first <= last, row["id"]
        for other, begins, ends in spells[place + 1:]:
            is_same = row[system] == other[system] or row["iso3"] == other["iso3"]
            assert not (is_same and first <= ends and begins <= last), (row["id"], other["id"])


def test_every_state_of_today_is_a_country_of_the_places(root: Path, states: list[dict[str, str]]) -> None:
    with (root / "resources/places/countries.csv").open(encoding="utf-8", newline="") as lines:
        two = {row["iso3"]: row["iso2"] for row in csv.DictReader(lines)}
    today = [row for row in states if row["cow"] and not row["cow_to"]]
    assert len(today) == 195
    assert [row["id"] for row in today if two.get(row["iso3"]) != row["iso2"]] == []


def test_the_packaged_view_is_up_to_date(root: Path) -> None:
    script = root / "scripts/build_countries.py"
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 0
