"""Putting judgements where they belong: into the store, as soon as nobody else writes it."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.store.judgements import Judgements, beside


def keep(store: Path) -> bool:
    """Copy the judgements made beside a store into it, and tell whether they are there.

    They are not where somebody writes the store or it cannot be written: then they stay in the file
    beside it, which the next workbench reads as this one did.
    """
    if not store.is_file() or not beside(store).is_file():
        return True
    try:
        Judgements(store).keep()
    except DragomanError:
        return False
    return True
