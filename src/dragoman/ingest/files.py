"""Which files there are to read, and opening them without trusting their size."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import InputError

MAX_DOCUMENT = 20 * 2**20
"""Bytes that one document (text, HTML, JSON) may have, decompressed."""

_FREE = 64 * 2**20
_RATIO = 200


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files below ``folder`` in the order of their paths, hidden ones left out."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from walk(path)
        else:
            yield path


def suffix(path: Path) -> str:
    """Return the suffix that says the kind of file: ``.jsonl`` for ``x.JSONL.gz``."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


@contextmanager
def opened(path: str, stdin: BinaryIO | None = None) -> Iterator[BinaryIO]:
    """Open a file for reading bytes, decompressed if it is ``.gz``; ``-`` is ``stdin``.

    Raises:
        InputError: it is missing, unreadable, damaged, or decompresses to more
            than 64 MiB and 200 times its size.
    """
    try:
        if path == "-":
            yield stdin if stdin is not None else sys.stdin.buffer
        elif path.lower().endswith(".gz"):
            limit = max(_FREE, _RATIO * Path(path).stat().st_size)
            with gzip.open(path) as packed, io.BufferedReader(_Bounded(packed, limit)) as unpacked:
                yield unpacked
        else:
            with Path(path).open("rb") as plain:
                yield plain
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise InputError(f"damaged gzip file: {error}") from error
    except FileNotFoundError as error:
        raise InputError("no such file or folder") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error


def whole(stream: BinaryIO) -> bytes:
    """Return all bytes of a document; raises InputError when it is empty or too large."""
    content = stream.read(MAX_DOCUMENT + 1)
    if len(content) > MAX_DOCUMENT:
        raise InputError(f"larger than the {MAX_DOCUMENT // 2**20} MiB that one report's file may have")
    if not content.strip():
        raise InputError("empty")
    return content


class _Bounded(io.RawIOBase):
    """A stream that stops with InputError after ``limit`` bytes."""

    def __init__(self, stream: gzip.GzipFile, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        chunk = self._stream.read(len(buffer))
        self._left -= len(chunk)
        if self._left < 0:
            raise InputError("decompresses to far more than such a file should; not read further")
        buffer[: len(chunk)] = chunk
        return len(chunk)
