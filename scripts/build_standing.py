"""Copy the rules of what stands into the package.

Usage: python scripts/build_standing.py [--check]

The tables are edited in ``resources/standing`` and read from ``src/dragoman/tables``. Every table is compiled before
it is copied, so that a wrong row stops the build with its id. ``--check`` writes nothing and fails when a packaged
copy differs from its source.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

from dragoman.analyze.standing.control import ControlRules
from dragoman.analyze.standing.measures import MeasureRules
from dragoman.analyze.standing.tables import CommitmentRules

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "standing"
TABLES = ROOT / "src" / "dragoman" / "tables"


def compile_tables(tables: dict[str, dict[str, Any]]) -> None:
    """Compile every table; raises ValueError or KeyError naming what is wrong with a row."""
    CommitmentRules.of(tables["commitments"], tables["matters"], tables["instruments"])
    MeasureRules.of(tables["measures"])
    ControlRules.of(tables["control"])


def main() -> int:
    """Copy, or with ``--check`` compare; returns the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--check", action="store_true", help="write nothing, fail when a copy is stale")
    check = arguments.parse_args().check
    sources = {source.stem: source.read_bytes() for source in sorted(FOLDER.glob("*.toml"))}
    compile_tables({name: tomllib.loads(text.decode("utf-8")) for name, text in sources.items()})
    packaged = {name: TABLES / f"standing_{name}.toml" for name in sources}
    stale = [name for name, path in packaged.items() if not path.exists() or path.read_bytes() != sources[name]]
    for name in stale:
        if check:
            sys.stderr.write(f"{packaged[name].name} differs from its source; run {Path(__file__).name}\n")
        else:
            packaged[name].write_bytes(sources[name])
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
