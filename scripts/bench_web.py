"""Time the workbench: how long the server takes for each page of a store, without network and browser.

Each kind of page is asked for at many addresses, each of them once: answers that the
workbench keeps are not counted as if they were fast. Beside the clock stands the time of
the processor, which other programs on the machine hardly touch.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.testclient import TestClient

from dragoman.store import Store
from dragoman.web import security
from dragoman.web.app import create

TOKEN = "a-token-for-timing-only"  # noqa: S105 - opens nothing
BOUND = 0.150
_WORDS = ("ceasefire", "sanctions on Iran", "prime minister", "troops", "talks Geneva", "election", "missile test",
          "border", "hostages released", "protest police", "embassy", "oil", "nuclear", "refugees", "coup")
_PAIRS = (("USA", "RUS"), ("ISR", "PSE"), ("USA", "CHN"), ("IND", "PAK"), ("RUS", "UKR"), ("USA", "IRN"))
_GROUPS, _LANES, _VIEWS = ("source", "actor", "status"), ("kept", "broken", "overdue"), ("europe", "africa", "asia")
_RULES = ("reader.trigger", "where.gazetteer", "newsday.published")
_TYPES = ("ASSAULT", "CONSULT", "ACCUSE", "SANCTION", "PROTEST", "AGREE", "COERCE", "MOBILIZE")


@dataclass(frozen=True, slots=True)
class Timing:
    """One kind of page: seconds of the first answer and of all of them, by the clock and of the processor."""

    name: str
    first: float
    clock: tuple[float, ...]
    processor: tuple[float, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line a kind of page; returns 1 where a page takes longer than BOUND of the processor's time at p95."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("store", type=Path, help="a store, linked; 50,000 reports are what the bound is for")
    parser.add_argument("-n", "--number", type=int, default=20, help="addresses a kind of page (default 20)")
    parser.add_argument("-k", "--kind", action="append", default=[], help="only these kinds")
    options = parser.parse_args(arguments)
    began = time.perf_counter()
    timings = list(measure(options.store, options.number, options.kind))
    print(table(timings))
    print(f"{time.perf_counter() - began:.0f} s in all", file=sys.stderr)
    return int(any(at(one.processor, 0.95) > BOUND for one in timings))


def measure(path: Path, number: int, kinds: Sequence[str] = ()) -> Iterator[Timing]:
    """Yield the timing of each kind of page; what begins with the workbench is waited for first."""
    application = create(path, token=TOKEN)
    with TestClient(application, base_url="http://127.0.0.1:8077", follow_redirects=False) as client:
        client.cookies.set(security.cookie_name(TOKEN), security.cookie_value(TOKEN))
        client.cookies.set("dragoman-person", "timing")
        began = time.perf_counter()
        while client.get("/promises").status_code != 200:  # noqa: PLR2004 - 202 while it is being read
            time.sleep(0.2)
        print(f"ready after {time.perf_counter() - began:.1f} s", file=sys.stderr)
        for name, made in addresses(path).items():
            if not kinds or name in kinds:
                yield _timing(client, name, [made(place) for place in range(number)])


def _timing(client: TestClient, name: str, asked: Sequence[str]) -> Timing:
    clock, processor = [], []
    for address in asked:
        start, used = time.perf_counter(), time.process_time()
        answer = client.get(address)
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
        if answer.status_code != 200:  # noqa: PLR2004 - anything else is not the page
            raise RuntimeError(f"{address} answers {answer.status_code}")
    return Timing(name, clock[0], tuple(clock), tuple(processor))


def addresses(path: Path) -> dict[str, Callable[[int], str]]:
    """Return for each kind of page what gives its n-th address."""
    with Store(path) as store:
        reports = [name for name, in store.sql("SELECT DISTINCT report FROM records ORDER BY 1").fetchall()]
        records = [name for name, in store.sql("SELECT id FROM records ORDER BY 1").fetchall()]
    chance = random.Random(1)
    chance.shuffle(reports)
    chance.shuffle(records)

    def words(place: int) -> str:
        return quote(f"{_WORDS[place % len(_WORDS)]}{' report' * (place // len(_WORDS))}")

    def years(place: int, step: int = 1) -> str:
        year = 2003 + place * step % 22
        return f"since={year}-01-01&until={year + place % 3}-12-31"

    return {
        "start": lambda place: f"/?n={place}",
        "reports": lambda place: f"/read?page={1 + 37 * place}",
        "search": lambda place: f"/read?q={words(place)}",
        "one report": lambda place: f"/read/{quote(reports[place])}",
        "records, all": lambda place: f"/records?page={1 + 41 * place}",
        "records, facets": lambda place: f"/records?type={_TYPES[place % 8]}&{years(place)}",
        "records, words": lambda place: f"/records?q={words(place)}",
        "records, groups": lambda place: f"/records?by=type&by={_GROUPS[place % 3]}&{years(place)}",
        "one record": lambda place: f"/records?preview={records[place]}",
        "pair, choose": lambda place: f"/pair?n={place}",
        "pair, weeks": lambda place: _pair(place, "week"),
        "pair, months": lambda place: _pair(place, "month"),
        "pair, other week": lambda place: f"/pair?a=USA&b=RUS&unit=week&until=2024-06-30&at=2024-0{1 + place % 6}-15",
        "promises": lambda place: f"/promises?day={2004 + place % 22}-06-30&n={place}",
        "promises, lane": lambda place: f"/promises?lane={_LANES[place % 3]}&page={1 + place // 3}",
        "claims": lambda place: f"/claims?page={1 + place}",
        "map": lambda place: f"/map?{years(place)}",
        "map, closer": lambda place: f"/map?view={_VIEWS[place % 3]}&{years(place, 3)}",
        "review": lambda place: f"/review?type={_TYPES[place % 8]}&since={2004 + place}",
        "review, record": lambda place: f"/review?record={records[place]}",
        "rule": lambda place: f"/rules/{_RULES[place % 3]}?n={place}",
        "keys": lambda place: f"/keys?n={place}",
    }


def _pair(place: int, unit: str) -> str:
    one, other = _PAIRS[place % len(_PAIRS)]
    return f"/pair?a={one}&b={other}&unit={unit}&until={2025 - place // len(_PAIRS) * 2}-12-31"


def at(values: Sequence[float], share: float) -> float:
    """Return the value below which so great a share of values lies, the greatest of few."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(timings: Sequence[Timing]) -> str:
    """Return the timings as a table, in milliseconds."""
    heading = f"{'page':18} {'first':>7} {'median':>7} {'p95':>7}   {'processor median':>16} {'p95':>5}"
    lines = [f"{one.name:18} {1000 * one.first:7.0f} {1000 * at(one.clock, 0.5):7.0f} {1000 * at(one.clock, 0.95):7.0f}"
             f"   {1000 * at(one.processor, 0.5):16.0f} {1000 * at(one.processor, 0.95):5.0f}" for one in timings]
    return "\n".join([heading, *lines])


if __name__ == "__main__":
    sys.exit(main())
