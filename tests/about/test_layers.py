"""Data flows one way: the import contracts of pyproject.toml hold, and cover every folder."""

from __future__ import annotations

import re
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


def test_the_import_contracts_hold(root: Path, capsys: pytest.CaptureFixture[str],
                                   monkeypatch: pytest.MonkeyPatch) -> None:
    cli = pytest.importorskip("importlinter.cli", reason="import-linter is not installed (`make lint` has it)")
    monkeypatch.chdir(root)
    status = cli.lint_imports(config_filename=str(root / "pyproject.toml"), no_cache=True)
    assert status == 0, capsys.readouterr().out
