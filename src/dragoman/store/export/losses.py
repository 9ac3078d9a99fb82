"""What a format had no place for, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.store.export.codes import Losses, forms
from dragoman.store.export.flat import csv_line


def reasons(losses: Losses) -> Iterator[tuple[str, int, str]]:
    """Yield id, how often, and meaning of each loss that occurred, in the order of the table."""
    for name, text in forms()["loss"].items():
        if losses[name]:
            yield name, losses[name], text


def lines(losses: Losses) -> Iterator[bytes]:
    """Yield the losses as CSV."""
    yield csv_line(("id", "count", "meaning"))
    for row in reasons(losses):
        yield csv_line(row)
