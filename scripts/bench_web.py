"""Time the workbench's pages on a store: server time, one request after the other, no browser.

Usage: python scripts/bench_web.py STORE [--times 40]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from secrets import token_urlsafe
from statistics import median, quantiles

from starlette.testclient import TestClient

from dragoman.web import security
from dragoman.web.app import create
from dragoman.web.views.facets import FACETS


def client(store: str) -> TestClient:
    """Return a signed-in client of a workbench over a store."""
    token = token_urlsafe(16)
    made = TestClient(create(store, token=token), base_url="http://127.0.0.1", follow_redirects=True)
    made.cookies.set(security.cookie_name(token), security.cookie_value(token))
    return made


def paths(asking: TestClient, times: int) -> dict[str, list[str]]:
    """Return addresses by what they ask; few of them twice, so that little is answered from memory."""
    dice = random.Random(7)
    reports = [row["id"] for row in asking.get("/read.json").json()]
    records = asking.get("/records.json?columns=id,type,status,source,whocodes").json()
    rows = dice.choices(records, k=times)
    actors = [row["whocodes"].split()[0] if row["whocodes"] else "USA" for row in rows]
    return {
        "list of reports": [f"/read?page={dice.randrange(1, 1 + len(reports) // 50)}" for _ in rows],
        "report": [f"/read/{report}" for report in dice.choices(reports, k=times)],
        "search": [f"/read?q={word}" for word in ("talks", "ceasefire", "troops", "minister", "sanctions", "attack")],
        "records, page": [f"/records?page={dice.randrange(1, 1 + len(records) // 100)}" for _ in rows],
        "records, new facets": [f"/records?type={row['type']}&actor={actor}&sure=0.{place:03d}"
                                for place, (row, actor) in enumerate(zip(rows, actors, strict=True))],
        "records, words": [f"/records?q={word}" for word in ("minister", "army", "police", "president", "rebels")],
        "records, preview": [f"/records?preview={row['id']}" for row in rows],
        "records, groups": [f"/records?by={facet.name}&by=type" for facet in FACETS if facet.name != "type"],
    }


def told(name: str, spent: list[float]) -> str:
    """Return one line of figures, in milliseconds."""
    return f"{name:22} median {median(spent):6.1f}  p95 {quantiles(spent, n=20)[-1]:6.1f}  n {len(spent)}\n"


def main() -> None:
    """Print median and 95th percentile of each kind of page, in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("store")
    parser.add_argument("--times", type=int, default=40)
    given = parser.parse_args()
    with client(given.store) as asking:
        began = time.perf_counter()
        asking.get("/read")
        sys.stdout.write(f"first page, with copying: {time.perf_counter() - began:.1f} s\n")
        every: list[float] = []
        for name, addresses in paths(asking, given.times).items():
            spent = []
            for address in addresses:
                began = time.perf_counter()
                asking.get(address).raise_for_status()
                spent.append(1000 * (time.perf_counter() - began))
            every += spent
            sys.stdout.write(told(name, spent))
        sys.stdout.write(told("all", every))


if __name__ == "__main__":
    main()
