"""Build every packaged table from resources/, or with --check say which are out of date.

Runs all ``scripts/build_*.py`` but itself, in order of their names; each builds the
tables of one part of the coder and, given ``--check``, changes nothing and fails on
a difference.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SCRIPTS = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the builders; return 0 if all succeed, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare, change nothing")
    check = ["--check"] if parser.parse_args(arguments).check else []
    failed = [script.name for script in builders()
              if subprocess.run([sys.executable, script, *check], check=False).returncode]
    if failed:
        print(f"failed: {', '.join(failed)}" + ("; run `make tables` and commit the result" if check else ""),
              file=sys.stderr)
    return 1 if failed else 0


def builders() -> list[Path]:
    """Return the scripts that build tables, by name."""
    return sorted(path for path in SCRIPTS.glob("build_*.py") if path.name != Path(__file__).name)


if __name__ == "__main__":
    sys.exit(main())
