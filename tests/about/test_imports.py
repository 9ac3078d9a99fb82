"""What is not imported: a light start is a promise, kept by modules and not by timings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("dask", "duckdb", "jinja2", "lxml", "numpy", "onnxruntime", "pandas", "tokenizers", "torch", "trafilatura")


def _loaded(code: str, root: Path) -> set[str]:
    """Run ``code`` in a fresh interpreter and return the heavy modules it has loaded."""
    told = f"print('loaded:', *[name for name in {HEAVY} if name in sys.modules])"
    program = f"import sys\nsys.path.insert(0, 'src')\n{code}\n{told}"
    run = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.splitlines()[-1].split()[1:])


def test_importing_the_package_loads_nothing_heavy(root: Path) -> None:
    assert _loaded("import dragoman; dragoman.__version__", root) == set()


def test_importing_the_types_loads_nothing_heavy(root: Path) -> None:
    assert _loaded("from dragoman import Record, Report", root) == set()


def test_a_heavy_module_would_be_seen(root: Path) -> None:
    assert _loaded("import numpy", root) == {"numpy"}


def test_showing_the_help_loads_nothing_heavy(root: Path) -> None:
    pytest.importorskip("dragoman.cli.app", reason="the command line is not there yet")
    help_of = "import sys\nfrom dragoman.cli.app import main\nsys.argv = ['dragoman', '--help']\n"
    assert _loaded(f"{help_of}try:\n    main()\nexcept SystemExit:\n    pass", root) == set()
