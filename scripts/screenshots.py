"""Take pictures of every screen of the workbench: light, dark, narrow.

Usage: python scripts/screenshots.py STORE [--to docs/pictures] [--only read]

The pictures of the documentation are of the sample reports, our own prose: no other text may stand in them.
Needs the extra `web`, the dependency group `browser`, and a Chromium: playwright's own or the system's.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_urlsafe
from typing import Literal

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

import dragoman
from dragoman.web.app import create

# (name, address); what stands in braces is chosen from the store by ``_chosen``.
SCREENS = (
    ("start", "/"), ("read-list", "/read"), ("read", "/read/{report}"), ("records", "/records?preview={record}"),
    ("pair", "/pair?a={one}&b={other}&until={until}"), ("map", "/map?view=middle+east"),
    ("promises", "/promises?day={day}&within=150"),
    ("claims", "/claims"), ("review", "/review"),
)
# Each look: name, width and height in pixels, colours, and the screens that are taken so.
Look = tuple[str, int, int, Literal["light", "dark"], tuple[str, ...]]
LOOKS: tuple[Look, ...] = (
    ("", 1440, 900, "light", tuple(name for name, _ in SCREENS)),
    ("-dark", 1440, 900, "dark", ("read", "pair", "map")),
    ("-narrow", 360, 780, "light", ("read", "pair", "claims", "review")),
)
COLOURS, MOST_BYTES, MOST_TOGETHER = 256, 200_000, 1_500_000
# Of the reports with a screenful of events and a denial, the one read most surely.
_REPORT = """
SELECT report, arg_max(id, confidence) FROM records
GROUP BY report HAVING count(*) BETWEEN 7 AND 14 AND bool_or(list_contains(modes, 'deny'))
ORDER BY avg(confidence) DESC, report LIMIT 1
"""
_PAIR = """
SELECT least(actor, recipient) AS one, greatest(actor, recipient) AS other FROM dyads
GROUP BY one, other ORDER BY count(DISTINCT record) DESC, one, other LIMIT 1
"""
# The end of the busiest month of the two.
_UNTIL = """
SELECT CAST(last_day(try_cast(left(CAST(any_value(published) AS VARCHAR), 10) AS DATE)) AS VARCHAR)
FROM dyads
WHERE $one IN (actor, recipient) AND $other IN (actor, recipient)
GROUP BY left(CAST(published AS VARCHAR), 7) ORDER BY count(DISTINCT record) DESC, 1 LIMIT 1
"""
# The day after most promises with a term were made.
_DAY = """
SELECT CAST(try_cast(left(published, 10) AS DATE) + 2 AS VARCHAR)
FROM records JOIN reports ON reports.id = records.report
WHERE records.deadline IS NOT NULL GROUP BY published ORDER BY count(*) DESC, published DESC LIMIT 1
"""


@contextmanager
def served(store: str) -> Iterator[str]:
    """Serve a store on a free port; yields the address of review, with the token."""
    token = token_urlsafe(16)
    server = uvicorn.Server(uvicorn.Config(create(store, token=token), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/review?token={token}"
    server.should_exit = True
    thread.join()


def chromium(play: object) -> Browser:
    """Start the system's Chromium, or playwright's own."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    browser: Browser = play.chromium.launch(executable_path=found)  # type: ignore[attr-defined]
    return browser


def take(store: str, folder: Path, only: str | None) -> None:
    """Write ``NAME-LOOK.png`` for every screen into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with dragoman.open(store) as opened:
        (report, record), = opened.sql(_REPORT).fetchall()
        (one, other), = opened.sql(_PAIR).fetchall()
        (until,), = opened.sql(_UNTIL, {"one": one, "other": other}).fetchall()
        (day,), = opened.sql(_DAY).fetchall() or [("",)]
    named = {"report": report, "record": record, "one": one, "other": other, "until": until, "day": day}
    with served(store) as address, sync_playwright() as play:
        browser = chromium(play)
        for look, width, height, colours, names in LOOKS:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colours,
                                          reduced_motion="reduce")
            page = _signed_in(context.new_page(), address)
            for name, path in SCREENS:
                if name in names and name.startswith(only or ""):
                    page.goto(address.partition("/review")[0] + path.format(**named), wait_until="networkidle")
                    _write(page.screenshot(), folder / f"{name}{look}.png")
            context.close()
        browser.close()


def _signed_in(page: Page, address: str) -> Page:
    """Open the address with the token, and tell review who judges."""
    page.goto(address)
    page.get_by_label("Name").fill("Ada")
    page.get_by_role("button", name="Begin").click()
    return page


def _write(picture: bytes, path: Path) -> None:
    """Write a picture with few colours, which a page of text does not miss: a third of the bytes."""
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(
        COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)  # which keeps the colours that are rare
    few.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path} has {path.stat().st_size:,} bytes; {MOST_BYTES:,} is the most")


def main() -> None:
    """Take what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("store")
    parser.add_argument("--to", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--only", help="only screens whose name begins so")
    given = parser.parse_args()
    take(given.store, given.to, given.only)
    together = sum(path.stat().st_size for path in given.to.glob("*.png"))
    if together > MOST_TOGETHER:
        raise SystemExit(f"the pictures have {together:,} bytes together; {MOST_TOGETHER:,} is the most")
    sys.stdout.write(f"pictures are in {given.to}, {together:,} bytes\n")


if __name__ == "__main__":
    main()
