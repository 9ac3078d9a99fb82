"""Data flows one way: the import contracts of pyproject.toml hold, and cover every folder."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest


def _layers(root: Path) -> list[str]:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "one-way")
    return [name for layer in layers for name in re.findall(r"\w+", layer)]


def test_every_folder_has_a_layer(root: Path) -> None:
    package = root / "src" / "dragoman"
    parts = {path.stem for path in package.iterdir() if path.suffix == ".py" or any(path.glob("*.py"))} - {"__init__"}
    assert parts <= set(_layers(root))


def test_the_import_contracts_hold(root: Path) -> None:
    pytest.importorskip("importlinter", reason="import-linter is not installed (`make lint` has it)")
    # A process of its own: import-linter configures logging, which would silence the loggers of later tests.
    run = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", run], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
