"""What every test may need: the repository's root and the material beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("dragoman", deadline=None)  # a busy machine makes no property false
settings.load_profile("dragoman")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Return the read-only folder beside the checkout; skips the test where it is absent."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the material in ../shared is not here")
    return folder
