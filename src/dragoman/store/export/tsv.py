"""Cells of tab-separated files, which know no quoting."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.store.export.codes import Losses

_ODD = re.compile(r"[\"\r\n\v\f\x00\x1c-\x1e\x85\u2028\u2029]")
_BREAKS = re.compile(r"[\t\r\n\v\f\x00\x1c-\x1e\x85\u2028\u2029]+")


def line(cells: Iterable[str], losses: Losses) -> bytes:
    """Return cells as a line of UTF-8: tabs and line ends become spaces, double quotes single ones.

    A quote would open a quoted cell in many readers, and there is no way to escape it.
    """
    given = tuple(cells)
    text = "\t".join(given)
    # Almost every line is clean, and looking once at all of it is several times as fast.
    if _ODD.search(text) or text.count("\t") != len(given) - 1:
        text = "\t".join(clean(cell, losses) for cell in given)
    return f"{text}\n".encode("utf-8", "replace")


def clean(cell: str, losses: Losses) -> str:
    """Return one cell without tabs, line ends and double quotes."""
    made = _BREAKS.sub(" ", cell).replace('"', "'")
    losses["loss.characters"] += made != cell
    return made


def number(value: float | None) -> str | None:
    """Return a number as short as it can be written without loss; None for None."""
    return None if value is None else repr(float(value)).removesuffix(".0")
