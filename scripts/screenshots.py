"""Take pictures of every screen of the workbench: light and dark, wide and narrow.

Usage: python scripts/screenshots.py STORE [--to docs/img/workbench] [--only read]

Needs the extra `web`, playwright, and a Chromium: playwright's own or the system's.
"""

from __future__ import annotations

import argparse
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
from playwright.sync_api import Browser, sync_playwright

import dragoman
from dragoman.web.app import create

# (name, address); `{report}` and `{record}` are those with most to show.
SCREENS = (
    ("start", "/"), ("read-list", "/read"), ("read", "/read/{report}"), ("records", "/records?preview={record}"),
    ("records-grouped", "/records?by=type&by=status"), ("pair", "/pair"), ("map", "/map"), ("promises", "/promises"),
    ("claims", "/claims"), ("review", "/review"),
)
# Each look: name, width and height in pixels, colours.
Look = tuple[str, int, int, Literal["light", "dark"]]
LOOKS: tuple[Look, ...] = (("light", 1440, 900, "light"), ("dark", 1440, 900, "dark"), ("narrow", 360, 780, "light"))
_BEST = """
SELECT report, arg_max(records.id, length(why)) FROM records JOIN reports ON reports.id = records.report
WHERE length(text) BETWEEN 1200 AND 4000 GROUP BY report ORDER BY count(*) DESC, report LIMIT 1
"""


@contextmanager
def served(store: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Serve a store on a free port; yields the address and the paths that there are."""
    token = token_urlsafe(16)
    application = create(store, token=token)
    server = uvicorn.Server(uvicorn.Config(application, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/keys?token={token}", application.state.screens
    server.should_exit = True
    thread.join()


def chromium(play: object) -> Browser:
    """Start the system's Chromium, or playwright's own."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return play.chromium.launch(executable_path=found)  # type: ignore[attr-defined,no-any-return]


def take(store: str, folder: Path, only: str | None) -> None:
    """Write ``NAME-LOOK.png`` for every screen that there is into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with dragoman.open(store) as opened:
        found = opened.sql(_BEST).fetchall() or opened.sql("SELECT report, id FROM records LIMIT 1").fetchall()
    report, record = found[0]
    with served(store) as (address, paths), sync_playwright() as play:
        browser = chromium(play)
        for look, width, height, colours in LOOKS:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colours,
                                          device_scale_factor=1, reduced_motion="reduce")
            page = context.new_page()
            page.goto(address)
            for name, path in SCREENS:
                if path.partition("?")[0].replace("/{report}", "") not in paths or (only and not name.startswith(only)):
                    continue
                place = address.partition("/keys")[0] + path.format(report=report, record=record)
                page.goto(place, wait_until="networkidle")
                page.screenshot(path=folder / f"{name}-{look}.png")
            context.close()
        browser.close()


def main() -> None:
    """Take what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("store")
    parser.add_argument("--to", type=Path, default=Path("docs/img/workbench"))
    parser.add_argument("--only", help="only screens whose name begins so")
    given = parser.parse_args()
    take(given.store, given.to, given.only)
    sys.stdout.write(f"pictures are in {given.to}\n")


if __name__ == "__main__":
    main()
