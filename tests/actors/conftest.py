"""One book for all tests of the stage: loading it is the slow part."""

from __future__ import annotations

import pytest

from dragoman.actors import ActorBook


@pytest.fixture(scope="session")
def book() -> ActorBook:
    """Return the packaged tables."""
    return ActorBook.load()
