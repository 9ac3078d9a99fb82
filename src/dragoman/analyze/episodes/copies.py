"""Which reports are copies of one another: MinHash over runs of words.

The share of equal values of two signatures estimates the share of runs of words that
the two texts have in common (Broder 1997).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SIZE = 64
"""Values in a signature; the estimate is off by about 1 / sqrt(SIZE)."""
_RUN = 3
_WORD = re.compile(r"\w+")
_PRIME = np.uint64((1 << 31) - 1)
# Multipliers and summands, fixed for ever: signatures are kept in stores.
_FACTORS = np.array([(crc32(b"factor %d" % n) % ((1 << 31) - 2)) + 1 for n in range(SIZE)], dtype=np.uint64)[:, None]
_SUMMANDS = np.array([crc32(b"summand %d" % n) % ((1 << 31) - 1) for n in range(SIZE)], dtype=np.uint64)[:, None]


def signature(text: str) -> bytes:
    """Return the signature of a text: ``SIZE`` values of 4 bytes.

    >>> len(signature("A short report."))
    256
    """
    words = _WORD.findall(text.lower())
    runs = {" ".join(words[place:place + _RUN]) for place in range(max(len(words) - _RUN + 1, 1))}
    values = np.fromiter((crc32(run.encode("utf-8")) for run in runs), dtype=np.uint64, count=len(runs)) % _PRIME
    hashed = (_FACTORS * values + _SUMMANDS) % _PRIME
    return bytes(hashed.min(axis=1).astype("<u4").tobytes())


def likeness(first: bytes, second: bytes) -> float:
    """Return the estimated share of common runs of words, 0 … 1."""
    return float(np.mean(_values(first) == _values(second)))


def versions(signatures: Sequence[bytes], least: float) -> tuple[int, ...]:
    """Return for each report the number of the first one that it is, at the end of a chain, a copy of.

    Args:
        signatures: one a report.
        least: likeness, 0 … 1, from which two reports are copies.
    """
    first = list(range(len(signatures)))
    for later in range(len(signatures)):
        alike = [earlier for earlier in range(later) if likeness(signatures[earlier], signatures[later]) >= least]
        joined = {first[earlier] for earlier in alike} | {later}
        target = min(joined)
        first = [target if group in joined else group for group in first]
    return tuple(first)


def _values(packed: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(packed, dtype="<u4")
