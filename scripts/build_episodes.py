"""Make the tables of ``analyze.episodes``: features as they are, common words packed.

Usage: python scripts/build_episodes.py [--check]

``--check`` writes nothing and fails when a packaged table differs from its source.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "src" / "dragoman" / "tables"
SOURCES = ROOT / "resources" / "episodes"


def tables() -> dict[str, bytes]:
    """Return the packaged tables; raises ValueError naming what is wrong with a row."""
    features = (SOURCES / "features.toml").read_bytes()
    _check(tomllib.loads(features.decode("utf-8")))
    with (SOURCES / "words.csv").open(encoding="utf-8", newline="") as lines:
        words = "".join("\t".join(row) + "\n" for row in csv.reader(lines))
    return {"episodes.toml": features, "claims.toml": (SOURCES / "claims.toml").read_bytes(),
            "episode_words.tsv.gz": gzip.compress(words.encode("utf-8"), 9, mtime=0)}


def _check(table: dict[str, list[dict[str, str]]]) -> None:
    ids = [feature["id"] for feature in table["feature"]]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise ValueError(f"features.toml: ids used twice: {', '.join(twice)}")


def main() -> int:
    """Write, or with ``--check`` compare; return the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--check", action="store_true", help="write nothing, fail when a table is stale")
    check = arguments.parse_args().check
    stale = {name: data for name, data in tables().items()
             if not (TABLES / name).exists() or (TABLES / name).read_bytes() != data}
    for name, data in stale.items():
        if check:
            sys.stderr.write(f"{name} is out of date; run {Path(__file__).name}\n")
        else:
            (TABLES / name).write_bytes(data)
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
