"""Read the packaged tables: gzipped TSV with a header line, or TOML."""

from __future__ import annotations

import gzip
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def read_bytes(name: str) -> bytes:
    """Return the bytes of a packaged table file; raises FileNotFoundError if there is none."""
    return files("dragoman.tables").joinpath(name).read_bytes()


def rows(name: str) -> list[list[str]]:
    """Return the data rows of ``<name>.tsv.gz``, without its header line."""
    text = gzip.decompress(read_bytes(f"{name}.tsv.gz")).decode("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def toml(name: str) -> dict[str, Any]:
    """Return ``<name>.toml`` as parsed; callers must not change it."""
    return tomllib.loads(read_bytes(f"{name}.toml").decode("utf-8"))
