"""Copy the tables of the stages ``when`` and ``stance.terms`` into the package.

Usage: python scripts/build_when.py [--check]

The tables are edited in ``resources/`` and read from ``src/dragoman/tables/``. Every table is compiled before
it is copied, so that a pattern that does not compile stops the build with the id of its row. ``--check`` writes
nothing and fails when a packaged copy differs from its source.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from dragoman.stance.terms import TermCues
from dragoman.when.newsday import NewsDay
from dragoman.when.rules import TimeRules

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "src" / "dragoman" / "tables"
SOURCES = {
    "when_rules.toml": ROOT / "resources" / "when" / "rules.toml",
    "when_newsday.toml": ROOT / "resources" / "when" / "newsday.toml",
    "when_spots.toml": ROOT / "resources" / "when" / "spots.toml",
    "terms.toml": ROOT / "resources" / "cues" / "terms.toml",
}


def compile_tables() -> None:
    """Compile every table; raises ValueError or KeyError naming what is wrong with a row."""
    tables = {name: tomllib.loads(source.read_text(encoding="utf-8")) for name, source in SOURCES.items()}
    TimeRules.of(tables["when_rules.toml"], NewsDay.of(tables["when_newsday.toml"]), tables["when_spots.toml"])
    TermCues.of(tables["terms.toml"])


def stale() -> list[str]:
    """Return the names of packaged tables that differ from their sources."""
    return [name for name, source in SOURCES.items()
            if not (TABLES / name).exists() or (TABLES / name).read_bytes() != source.read_bytes()]


def main() -> int:
    """Copy, or with ``--check`` compare; returns the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--check", action="store_true", help="write nothing, fail when a copy is stale")
    check = arguments.parse_args().check
    compile_tables()
    names = stale()
    for name in names:
        if check:
            sys.stderr.write(f"{name} differs from {SOURCES[name].relative_to(ROOT)}; run {Path(__file__).name}\n")
        else:
            (TABLES / name).write_bytes(SOURCES[name].read_bytes())
    return int(check and bool(names))


if __name__ == "__main__":
    sys.exit(main())
