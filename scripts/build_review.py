"""Copy the rules of review into the package.

Usage: python scripts/build_review.py [--check]

Edited in ``resources/review``, read from ``src/dragoman/tables``. ``--check`` writes nothing
and fails when the packaged copy differs from its source.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from dragoman.analyze.review.queue import Rules

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "resources" / "review" / "queue.toml"
PACKAGED = ROOT / "src" / "dragoman" / "tables" / "review_queue.toml"


def main() -> int:
    """Copy, or with ``--check`` compare; returns the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--check", action="store_true", help="write nothing, fail when the copy is stale")
    check = arguments.parse_args().check
    source = SOURCE.read_bytes()
    Rules.of(tomllib.loads(source.decode("utf-8")))
    is_stale = not PACKAGED.exists() or PACKAGED.read_bytes() != source
    if is_stale and check:
        sys.stderr.write(f"{PACKAGED.name} differs from its source; run {Path(__file__).name}\n")
    elif is_stale:
        PACKAGED.write_bytes(source)
    return int(check and is_stale)


if __name__ == "__main__":
    sys.exit(main())
