"""Build the actor tables: facts -> ``resources/actors`` (when given), resources -> packaged tables (always).

Usage: ``python scripts/build_actors.py [--facts FOLDER] [--check]``. The first step turns mined
facts into tables that people can read and correct (countries.csv, leaders.csv, officials.csv,
parties.csv, towns.csv); the second compiles all tables of ``resources/actors`` into two files that load quickly.
``--check`` writes nothing and fails when the packaged tables differ from what would be written.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESOURCES = ROOT / "resources" / "actors"
TABLES = ROOT / "src" / "dragoman" / "tables"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from actor_nations import code_rows, grouping_rows, member_rows  # noqa: E402
from actor_terms import HEADS, cabinets, mended, undated  # noqa: E402

from dragoman.actors.forms import bearing, is_exact, keys_of, person_names, short_names  # noqa: E402
from dragoman.actors.titled import OFFICES  # noqa: E402
from dragoman.actors.words import key_of  # noqa: E402

NAMES_HEADER = "id kind name keys short bears country sector office role entity valid_from valid_to"
PLAIN_NAMES = ("organisations.csv", "parties.csv")
FORM_SECTORS = {"demonym": "CVL", "territory": "", "region": "", "ethnic": "", "partial": "PRE"}
PEOPLE = ("people.csv", "ministers.csv", "leaders.csv", "officials.csv")
ATTESTED = "attested"
UNTITLED = frozenset({"Head of Government", "Head of State", "Leader"})
"""What stands in the tables where a title is not known."""
TITLES = {("PSE", "head_of_government"): "Prime Minister", ("PSE", "head_of_state"): "President"}
NO_OFFICES = frozenset({
    "", "Official", "Minister", "Activist", "General", "Special Envoy of the United Nations", *UNTITLED,
    "Opposition leader", "Party leader", "Rebel leader", "Separatist leader", "Businessman", "Journalist", "Cleric",
    "Dissident", "Drug lord", "Scientist", "Banker", "Politician", "Gang leader",
    "Presidential candidate", "Prince", "Official of the Islamic Emirate",
})
UNDATED = frozenset({
    "official", "minister", "governor", "envoy", "police", "military_chief", "member", "senator", "speaker",
    "spokesperson", "ambassador", "intelligence",
})
"""Roles whose rows name no office where nothing but a year of beginning is known."""
PRESIDENTIAL = {"TUR": "2018-07-09"}
"""Until when a state whose president governs now had a prime minister."""
KNOWN_UNTIL = "2025-06"
"""From when heads are entered by hand, the fact files ending."""
_RANKS = re.compile(r"(?:^| )(?:(?:Lt\.|Maj\.|Brig\.|Gen\.|Col\.|Adm\.|Dr\.|Sir|Dame|Grand Chief|Sheikh)(?: |$))+$")
_TITLES = re.compile(
    r"^(?:formerly |acting |also spelled |for [A-Z].* Affairs |for Infrastructure )?"
    r"(?:[Aa]mbassador |Governor )?(?=[A-Z])")
_CUT = re.compile(r"(?: of(?: the)?)+$|^Interim Prime$")
_PASSING = re.compile(r"^(?:Acting|Interim|Transitional|Transition) ")
BY_HAND = frozenset({"people.csv", "ministers.csv"})


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of ``resources/actors``."""
    with (RESOURCES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _wrong() -> frozenset[str]:
    return frozenset(row["id"] for row in read("wrong.csv"))


def write(name: str, header: str, rows: Iterable[Sequence[str]]) -> None:
    """Write a table of ``resources/actors``, sorted, the header a string of column names."""
    with (RESOURCES / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(sorted(map(list, rows)))


def spellings() -> dict[str, str]:
    """Return the table of spellings that count as one."""
    return {row["form"]: row["key"] for row in read("spellings.csv")}


def _form_rows(same: dict[str, str]) -> Iterator[list[str]]:
    rows = read("countries.csv") + read("forms.csv")
    countries = {row["country"]: row["form"] for row in rows if row["kind"] == "state"}
    entities = {row["country"]: row["entity"] for row in read("countries.csv")}
    for row in rows:
        own = row["kind"] in {"state", "name", "partial", "territory", "region", "ethnic"} and not is_exact(row["form"])
        name = row["form"] if own else countries.get(row["country"], row["form"])
        entity = entities.get(row["country"], "") if name == countries.get(row["country"]) else ""
        sector = FORM_SECTORS.get(row["kind"], "" if row["country"] == "EUR" else "GOV")
        kind = row["kind"].replace("state", "name").replace("partial", "name")
        keys = keys_of([row["form"]], same)
        yield [row["id"], kind, name, keys, "", "", row["country"], sector, "", "", entity, "", ""]


def _plain_rows(name: str, same: dict[str, str]) -> Iterator[list[str]]:
    for row in read(name):
        keys = keys_of([row["name"], *row["aliases"].split(";")], same)
        yield [row["id"], row.get("kind") or "party", row["name"], keys, "", "", row["country"], row["sector"], "", "",
               "", row.get("valid_from", ""), row.get("valid_to", "")]


def _entities(same: dict[str, str]) -> dict[tuple[str, str], str]:
    """Return the Wikidata ids of the leaders by country and key, for rows entered by hand."""
    leaders = (row for row in _in_english(read("leaders.csv")) if row["entity"])
    return {(row["country"], key_of(form, same)): row["entity"] for row in leaders
            for name in (row["name"], row["aliases"]) for form in person_names(name)}


def _in_english(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Give leaders the names of English-language reports (``english.csv``); a label with no name is a wrong row.

    Rows of officials, which bear no Wikidata id, are left out but not renamed.
    """
    english = {(row["country"], row["label"]): row for row in read("english.csv")}
    for row in rows:
        if row["id"] in _wrong():
            continue
        known = english.get((row["country"], row["name"]))
        if known is None or (known["name"] and "entity" not in row):
            yield row
        elif known["name"]:
            aliases = ";".join(filter(None, (known["aliases"], row["name"], row["aliases"])))
            yield row | {"name": known["name"], "aliases": aliases}


def _unknown(rows: Iterable[dict[str, str]], same: dict[str, str]) -> Iterator[dict[str, str]]:
    """Leave out officials attested in news whose true terms another table gives."""
    known = [row for name in BY_HAND for row in read(name)] + list(_spelt(_in_english(read("leaders.csv")), same))
    dated = {(row["country"], key_of(form, same)) for row in known
             for alias in (row["name"], *row["aliases"].split(";")) for form in person_names(alias)}
    return (row for row in rows if not row["source"].startswith(ATTESTED)
            or (row["country"], key_of(row["name"], same)) not in dated)


def _office(row: dict[str, str]) -> str:
    """Return the title of an office without ranks, cut ends, and whatever names no office or one of another's term."""
    office = _CUT.sub("", _RANKS.sub("", row["office"]))
    if row["source"] == "Wikidata":  # its rows take the title that the Factbook gives the latest holder
        office = _PASSING.sub("", office)
        office = _usual_title(row["country"], row["role"]) if office in UNTITLED else office
    until = PRESIDENTIAL.get(row["country"], "")
    if row["role"] == "head_of_government" and row["valid_to"] and row["valid_to"] <= until:
        office = "Prime Minister"
    if row["country"] == "IRQ" and "2003-07" <= row["valid_from"] < "2004-06" and office == "Prime Minister":
        office = "President of the Governing Council"
    is_by_hand = row["id"].startswith("person-") and row["role"] not in HEADS | {"igo_head"}
    is_undated = (is_by_hand or row["role"] in UNDATED) and not row["valid_to"] and row["valid_from"].endswith("-01-01")
    is_of_many = is_by_hand and not row["valid_to"] and (row["country"], row["office"], row["valid_from"]) in _of_many()
    return "" if office in NO_OFFICES or is_undated or is_of_many else office


@cache
def _of_many() -> frozenset[tuple[str, str, str]]:
    """Return what several persons hold from one day on with no end known: which office, but not who held it when."""
    held = Counter((row["country"], row["office"], row["valid_from"]) for row in read("people.csv")
                   if not row["valid_to"])
    return frozenset(key for key, count in held.items() if count > 1)


@cache
def _usual_title(country: str, role: str) -> str:
    """Return the title that most holders of an office have in a state, "" if none is known."""
    if (country, role) in TITLES:
        return TITLES[country, role]
    titles = Counter(row["office"] for row in read("leaders.csv")
                     if (row["country"], row["role"]) == (country, role) and row["office"] not in UNTITLED)
    return max(sorted(titles), key=titles.__getitem__, default="")


def _attested(same: dict[str, str]) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return by country the names that news gave heads of state and government, with their skeletons."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in _in_english(read("officials.csv")):
        if row["source"].startswith(ATTESTED) and row["role"] == "head_of_state_or_gov":
            name = person_names(row["name"])[0]
            found.setdefault(row["country"], []).append((name, _bones([name], same)))
    return found


def _bones(forms: Iterable[str], same: dict[str, str]) -> frozenset[str]:
    return frozenset(bearing(keys_of(forms, same)).split())


def _spelt(rows: Iterable[dict[str, str]], same: dict[str, str]) -> Iterator[dict[str, str]]:
    """Give leaders the forms of their names that news used."""
    attested = _attested(same)
    for row in rows:
        own = _bones([row["name"], *row["aliases"].split(";")], same)
        forms = [name for name, bones in attested.get(row["country"], ()) if len(bones) > 1 and bones <= own]
        yield row | {"aliases": ";".join(filter(None, (row["aliases"], *forms)))}


def _rows_of(name: str, same: dict[str, str]) -> list[dict[str, str]]:
    """Return the rows of a table of persons, their terms mended."""
    if name == "leaders.csv":
        return _leaders(same)
    if name in BY_HAND:
        everybody = [row for table in BY_HAND for row in read(table)] + read("leaders.csv")
        return list(undated(read(name), everybody, lambda row: bool(_office(row))))
    return list(cabinets(_unknown(list(_in_english(read(name))), same), _leaders(same)))


@cache
def _heads_by_hand() -> list[dict[str, str]]:
    return [row for row in read("people.csv") if row["role"] in HEADS and row["valid_from"] >= KNOWN_UNTIL]


def _leaders(same: dict[str, str]) -> list[dict[str, str]]:
    rows = list(_spelt(_in_english(read("leaders.csv")), same))
    return mended(rows, _heads_by_hand(), lambda row: _bones([row["name"], *row["aliases"].split(";")], same))


def _person_rows(name: str, same: dict[str, str]) -> Iterator[list[str]]:
    entities = _entities(same)
    for row in _rows_of(name, same):
        row["name"] = _TITLES.sub("", row["name"])
        full = [alias for alias in (row["name"], *row["aliases"].split(";")) if " " in alias or name in BY_HAND]
        is_plain = name == "officials.csv" or row["role"] == "ambassador_to_US"
        forms = full if is_plain else [form for alias in full for form in person_names(alias)]
        entity = row.get("entity") or entities.get((row["country"], key_of(row["name"], same)), "")
        short = short_names(row["name"], row["country"]) if name != "officials.csv" else []
        known = keys_of(forms, same)
        bears = bearing(known) if row["role"] in OFFICES else ""
        yield [row["id"], "person", row["name"], known, keys_of(short, same), bears, row["country"],
               "REL" if row["country"] == "VAT" else row["sector"], _office(row), row["role"], entity,
               row["valid_from"], row["valid_to"]]


def name_rows() -> list[list[str]]:
    """Return the rows of the packaged table of names, sorted by id."""
    same = spellings()
    rows = [*_form_rows(same), *(row for name in PLAIN_NAMES for row in _plain_rows(name, same))]
    rows += [row for name in PEOPLE for row in _person_rows(name, same)]
    return sorted(_with_handles([row for row in rows if row[3]], same))


def _with_handles(rows: list[list[str]], same: dict[str, str]) -> list[list[str]]:
    """Give rows the handles of who they are, or of who holds the office that a handle goes with.

    Raises:
        ValueError: a handle means no row.
    """
    for handle in read("handles.csv"):
        role, means = handle["means"].startswith("role:"), handle["means"].removeprefix("role:")
        key = key_of(means, same)
        meant = [row for row in rows if row[6] == handle["country"]
                 and (row[9] == means if role else key in row[3].replace("!", "").split("|"))]
        if not meant:
            raise ValueError(f"{handle['id']}: no row for {means} ({handle['country']})")
        for row in meant:
            row[3] += f"|@{handle['handle'].lower()}"
    return rows


def town_rows() -> list[list[str]]:
    """Return the rows of the packaged table of towns and provinces: ISO3, then keys joined by ``|``."""
    same = spellings()
    rows = sorted((row["country"], key_of(row["name"], same)) for row in read("towns.csv"))
    return [[country, "|".join(sorted({key for _, key in group if key}))]
            for country, group in groupby(rows, key=lambda row: row[0])]


def word_rows() -> list[list[str]]:
    """Return titles, nouns, spellings and weights as one table: table, id, form, and two values."""
    same = spellings()
    rows = [["title", row["id"], key_of(row["form"], same), row["sector"], row["role"]] for row in read("titles.csv")]
    rows += [["noun", row["id"], key_of(row["form"], same), row["sector"], ""] for row in read("nouns.csv")]
    rows += [["spelling", row["id"], row["form"], row["key"], ""] for row in read("spellings.csv")]
    if (RESOURCES / "weights.csv").exists():
        rows += [["weight", row["id"], row["group"], row["cue"], row["weight"]] for row in read("weights.csv")]
    return sorted(rows)


def packed(header: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as gzipped TSV whose bytes depend on nothing but the rows."""
    text = "".join("\t".join(row) + "\n" for row in [header.split(), *rows])
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0, filename="") as out:
        out.write(text.encode("utf-8"))
    return buffer.getvalue()


def tables() -> dict[str, bytes]:
    """Return the packaged tables by file name."""
    return {
        "actor_names.tsv.gz": packed(NAMES_HEADER, name_rows()),
        "actor_towns.tsv.gz": packed("country keys", town_rows()),
        "actor_words.tsv.gz": packed("table id form value detail", word_rows()),
        "actor_codes.tsv.gz": packed("iso2 iso3 cow gw cameo valid_from valid_to", code_rows(ROOT / "resources")),
        "actor_groupings.tsv.gz": packed("name keys", grouping_rows(ROOT / "resources", spellings())),
        "actor_members.tsv.gz": packed("id organisation member valid_from valid_to", member_rows(ROOT / "resources")),
    }


def stale(built: dict[str, bytes]) -> list[str]:
    """Return the names of packaged tables whose content differs from what was built (however it was compressed)."""
    def same(name: str, data: bytes) -> bool:
        path = TABLES / name
        return path.exists() and gzip.decompress(path.read_bytes()) == gzip.decompress(data)
    return [name for name, data in built.items() if not same(name, data)]


def main() -> int:
    """Build or check; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=Path, help="folder of facts; rewrites the tables made from them")
    parser.add_argument("--check", action="store_true", help="compare with the packaged tables, write nothing")
    options = parser.parse_args()
    if options.facts:
        from actor_facts import resources_of  # needs the gazetteer package, which compiling does not

        for name, (header, rows) in resources_of(options.facts, ROOT / "resources").items():
            write(name, header, rows)
    built = tables()
    changed = stale(built)
    if options.check:
        sys.stderr.write("".join(f"stale: {name}\n" for name in changed))
        return 1 if changed else 0
    for name in changed:
        (TABLES / name).write_bytes(built[name])
        sys.stderr.write(f"{name}: {len(built[name])} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
