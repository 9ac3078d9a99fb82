"""The stand-in coder for tests of running the coder."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def fakecoder(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the stand-in coder, importable by name in worker processes too."""
    monkeypatch.syspath_prepend(str(root / "tests" / "fakes"))
    import fakecoder as module  # type: ignore[import-not-found,unused-ignore]

    assert sys.modules["fakecoder"] is module
    return module
