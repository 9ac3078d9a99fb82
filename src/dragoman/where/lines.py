"""A table kept as sorted lines of text and searched in place.

The gazetteer has a quarter of a million names. As Python objects they would take
a second to build and a hundred megabytes to hold; as one piece of text they take
the time to unzip it, and a search costs some twenty comparisons.
"""

from __future__ import annotations

from collections.abc import Iterator


class SortedLines:
    """Lines ``key<TAB>fields``, sorted by the bytes of the key, one line a key."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        """Take the lines, each ended by a newline; raises ValueError if the last one is not."""
        if data and not data.endswith(b"\n"):
            raise ValueError("the last line of a sorted table has no newline")
        self._data = data

    def get(self, key: str) -> list[str] | None:
        """Return the fields after ``key``, or None if no line has it."""
        wanted = key.encode("utf-8") + b"\t"
        low, high = 0, len(self._data)
        while low < high:
            start = self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._data.index(b"\n", start)
            line = self._data[start:end]
            if line.startswith(wanted):
                return line[len(wanted):].decode("utf-8").split("\t")
            low, high = (end + 1, high) if line[:line.find(b"\t") + 1] < wanted else (low, start)
        return None

    def __iter__(self) -> Iterator[list[str]]:
        """Yield every line as its fields, the key first."""
        for line in self._data.decode("utf-8").splitlines():
            yield line.split("\t")

    def __len__(self) -> int:
        """Count the lines."""
        return self._data.count(b"\n")
