"""Time common questions on a store of a million made records: p50 and p95 in milliseconds.

Usage: ``python scripts/bench_store.py [--records 1000000] [--repeats 20] [--store FILE]``.
The store is made by SQL, as wide as a coded one and with its derived tables; it is
kept when ``--store`` names it, and used again when it is there.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dragoman.analyze.history import History
from dragoman.store.connect import writing
from dragoman.tables.load import toml

EACH = 8  # records a report
COUNTRIES = ["USA", "RUS", "CHN", "UKR", "ISR", "IRN", "GBR", "FRA", "DEU", "IND", "PAK", "TUR", "SYR", "IRQ", "AFG",
             "KOR", "PRK", "JPN", "EGY", "SAU", "BRA", "NGA", "KEN", "SDN"]
WORDS = 20_000
FIRST = "2002-01-01"
TYPES = sorted(toml("plover")["types"])
BOUND = {"panel of a dyad": 100.0}
OTHERS = 150.0


def main() -> int:
    """Make the store, time the questions, and return 1 if one is slower than its bound."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "bench.duckdb"
        if not path.exists():
            begun = time.perf_counter()
            make(path, options.records)
            print(f"made {options.records} records in {time.perf_counter() - begun:.0f} s, "
                  f"{path.stat().st_size / 2**20:.0f} MiB")
        with History(path) as store:
            return _timed(store, options.repeats)


def _timed(store: History, repeats: int) -> int:
    slow = 0
    for name, ask in questions(store).items():
        ask(random.Random(0))
        times = []
        for repeat in range(repeats):
            begun = time.perf_counter()
            ask(random.Random(repeat))
            times.append(1000 * (time.perf_counter() - begun))
        p95 = statistics.quantiles(times, n=20)[-1]
        is_slow = p95 > BOUND.get(name, OTHERS)
        slow += is_slow
        print(f"{name:36s} p50 {statistics.median(times):7.1f}  p95 {p95:7.1f}{'  too slow' if is_slow else ''}")
    return int(slow > 0)


def questions(store: History) -> dict[str, Callable[[random.Random], object]]:
    """Return common questions, each with parameters drawn anew."""
    record, report = store.sql("SELECT id, report FROM raw_records LIMIT 1 OFFSET 777").fetchall()[0]
    by_type = "SELECT left(when_from, 7) AS month, count(*) FROM records WHERE type = ? GROUP BY month ORDER BY month"
    by_actor = ("SELECT r.type, count(*) FROM records r JOIN participants a ON a.record = r.id AND a.run = r.run "
                "WHERE a.role = 'actor' AND a.country = ? GROUP BY r.type")
    pairs = ("SELECT actor, recipient, sum(mentions) AS n FROM panel WHERE start BETWEEN ? AND ? GROUP BY ALL "
             "ORDER BY n DESC LIMIT 20")
    year = ("SELECT id, report, type, trigger, when_from FROM records WHERE when_from >= ? AND when_from < ? "
            "AND type = 'SANCTION' ORDER BY when_from LIMIT 100")
    return {
        "panel of a dyad": lambda rng: store.panel(*_pair(rng)).fetchall(),
        "panel of a dyad by day, a year": lambda rng: store.panel(
            *_pair(rng), unit="day", since="2015", until="2015").fetchall(),
        "panel of a dyad by type, mentions": lambda rng: store.panel(
            *_pair(rng), by="type", count="mentions").fetchall(),
        "records by month of a type": lambda rng: store.sql(by_type, [rng.choice(TYPES)]).fetchall(),
        "types of an actor": lambda rng: store.sql(by_actor, [rng.choice(COUNTRIES)]).fetchall(),
        "busiest pairs of a year": lambda rng: store.sql(pairs, _year(rng)).fetchall(),
        "sanctions of a year": lambda rng: store.sql(year, _year(rng)).fetchall(),
        "a record by its id": lambda _: store.record(record),
        "an id by its beginning": lambda _: store.find(record[:10]),
        "a report with its records": lambda _: store.coding(report),
        "search for two words": lambda rng: store.search(" ".join(_words(rng)), most=20),
        "search for a word and an actor": lambda rng: store.search(_words(rng)[0], actor=rng.choice(COUNTRIES)),
    }


def make(path: Path, records: int) -> None:
    """Write a store of made records."""
    reports = max(records // EACH, 1)
    values = {"reports": reports, "records": records, "each": EACH}
    with writing(path) as connection:
        connection.execute("SELECT setseed(0.5)")
        connection.execute("INSERT INTO runs VALUES (1, 'made 1', TIMESTAMP '2026-01-01', NULL, '{}')")
        for statement in MAKE.format(countries=_listed(COUNTRIES), types=_listed(TYPES), words=WORDS, first=FIRST,
                                     days=8900).split(";\n"):
            named = {name: value for name, value in values.items() if f"${name}" in statement}
            if statement.strip():
                connection.execute(statement, named)


def _pair(rng: random.Random) -> tuple[str, str]:
    one, other = rng.sample(COUNTRIES, 2)
    return one, other


def _year(rng: random.Random) -> list[str]:
    year = rng.randint(2003, 2025)
    return [f"{year}-01-01", f"{year}-12-31"]


def _words(rng: random.Random) -> list[str]:
    """Return two words, one of them frequent."""
    return [f"word{rng.randint(1, 50)}", f"word{rng.randint(50, 2000)}"]


def _listed(names: list[str]) -> str:
    return "[" + ", ".join(f"'{name}'" for name in names) + "]"


# Words and countries follow Zipf's law roughly: a uniform number squared or cubed.
MAKE = """
CREATE TEMP TABLE made AS SELECT number, 'r-' || md5(number::VARCHAR)[:16] AS id, md5('text' || number) AS digest,
    DATE '{first}' + (number * {days} // $reports)::INTEGER AS day FROM range($reports) AS reports(number);
INSERT INTO texts SELECT digest, list_aggregate(list_transform(range(60), lambda n:
    'word' || (1 + ({words} * power((hash(number, n) % 1000003) / 1000003.0, 3))::INTEGER)), 'string_agg', ' ')
    FROM made;
INSERT INTO raw_reports SELECT 1, id, NULL, day::VARCHAR, 'source ' || (number % 40), NULL, 'en', NULL, digest, digest
    FROM made;
CREATE TEMP MACRO name_of(country, key) AS
    CASE WHEN key % 2 = 0 THEN country ELSE concat(country, ' person ', key % 3000) END;
CREATE TEMP MACRO entity_of(country, key) AS
    CASE WHEN key % 2 = 1 THEN concat('Q', 1000000 + (hash(name_of(country, key)) % 9000000)::BIGINT) END;
CREATE TEMP MACRO who(country, key) AS json_object('start', 0, 'end', 3, 'text', country,
    'name', name_of(country, key), 'country', country, 'sector', 'GOV', 'sectors', ['GOV'],
    'entity', entity_of(country, key), 'office', NULL);
CREATE TEMP MACRO place_of(country, key) AS CASE WHEN key % 2 = 0 THEN [] ELSE [json_object('start', 4, 'end', 8,
    'text', 'place', 'name', concat('place ', key % 5000), 'country', country, 'admin1', NULL,
    'lat', key % 160 - 80.5, 'lon', key % 340 - 170.25, 'geonames', key % 5000, 'precision', 'city')] END;
CREATE TEMP TABLE told AS SELECT number, made.id AS report,
    (hash(number, 4) % 1000003)::BIGINT AS key, 'e-' || md5('record' || number)[:16] AS id, day,
    number % $each AS position, {types}[1 + (hash(number, 1) % 16)::BIGINT] AS type,
    {countries}[1 + (24 * power((hash(number, 2) % 1000003) / 1000003.0, 2))::BIGINT % 24] AS actor,
    {countries}[1 + (24 * power((hash(number, 3) % 1000003) / 1000003.0, 2))::BIGINT % 24] AS recipient
    FROM range($records) AS records(number) JOIN (SELECT number AS place, id, day FROM made) AS made
    ON place = number // $each;
INSERT INTO raw_records BY NAME SELECT 1 AS run, id, report, position, type, [] AS modes, [] AS contexts,
    1 + (hash(type) % 4)::INTEGER AS quad, (hash(type) % 20)::DOUBLE - 10 AS intensity, 'did' AS trigger,
    10 AS trigger_start, 13 AS trigger_end, 'actual' AS status, day::VARCHAR AS when_from, day::VARCHAR AS when_to,
    'day' AS when_precision, 0.7 AS confidence,
    json_object('id', id, 'report', report, 'type', type, 'modes', [], 'contexts', [], 'quad', 1, 'intensity', 1.0,
        'trigger', json_object('start', 10, 'end', 13, 'text', 'did'), 'actors', [who(actor, key)],
        'recipients', [who(recipient, key // 7)], 'status', 'actual', 'said_by', [], 'denied_by', [],
        'when', json_object('from', day::VARCHAR, 'to', day::VARCHAR, 'precision', 'day'),
        'where', place_of(recipient, key), 'numbers', json('{{}}'), 'condition', NULL, 'deadline', NULL,
        'same_as', NULL, 'episode', NULL, 'confidence', 0.7,
        'why', [json_object('field', 'type', 'rule', 'made', 'detail', repeat('why it is so ', 30), 'score', 0.7,
                            'spans', [])]) AS record
    FROM told;
INSERT INTO raw_participants BY NAME SELECT 1 AS run, id AS record, report, role, 0 AS position, country AS text,
    0 AS start_char, 3 AS end_char, name_of(country, key) AS name, country, 'GOV' AS sector, ['GOV'] AS sectors,
    entity_of(country, key) AS entity
    FROM (SELECT id, report, number, 'actor' AS role, actor AS country, key FROM told
          UNION ALL SELECT id, report, number, 'recipient', recipient, key // 7 FROM told) ORDER BY number;
INSERT INTO raw_dyads SELECT * FROM dyads_of(NULL, NULL::VARCHAR[]) ORDER BY run, published, report, record;
INSERT INTO search_texts (digest, words) SELECT * FROM search_texts_to_write ORDER BY digest;
INSERT INTO search_terms (term)
    SELECT DISTINCT term FROM search_postings_to_write ANTI JOIN search_terms USING (term) ORDER BY term;
INSERT INTO search_postings SELECT search_terms.id, made.text, made.count
    FROM search_postings_to_write AS made JOIN search_terms USING (term) ORDER BY made.text;
"""

if __name__ == "__main__":
    raise SystemExit(main())
