"""A store with two short reports, coded by the stand-in coder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.store import Writer
from dragoman.types import Coding, Report

TEXTS = ("Freedonia attacked Sylvania in the capital; twelve died. He glared.",
         "Sylvania met Freedonia. The ministers met again.")
NOW = datetime(2031, 4, 9, 12, 30)  # noqa: DTZ001 - the store keeps UTC without a zone


@pytest.fixture
def fakecoder(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the stand-in coder, importable by name in worker processes too."""
    monkeypatch.syspath_prepend(str(root / "tests" / "fakes"))
    import fakecoder as module  # type: ignore[import-not-found,unused-ignore]

    assert sys.modules["fakecoder"] is module
    return module


@pytest.fixture
def codings(fakecoder: ModuleType) -> list[Coding]:
    """Return the two reports, coded."""
    return [fakecoder.code(Report.of(text, published="2031-04-08", title="A title")) for text in TEXTS]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes codings into the store ``s.duckdb`` as one run."""
    def written(codings: list[Coding], coder: str = "1.0 fast", skipped: Any = ()) -> Path:
        path = tmp_path / "s.duckdb"
        with Writer(path, coder=coder, begun=NOW, options={"paths": ["x"]}) as writer:
            writer.add(codings, skipped)
            writer.finish(NOW)
        return path
    return written


@pytest.fixture
def store(codings: list[Coding], write: Callable[..., Path]) -> Path:
    """Return the path of a store with both reports."""
    return write(codings)
