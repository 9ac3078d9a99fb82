"""Saved searches: names for addresses, in a small file beside the store that one may edit or share."""

from __future__ import annotations

import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

import orjson

from dragoman.errors import DragomanError, UsageError

MOST = 200
_LONGEST_NAME, _LONGEST_ADDRESS = 80, 4000


@dataclass(frozen=True, slots=True)
class Saved:
    """A name and the address on this workbench that it stands for."""

    name: str
    address: str


def beside(store: Path) -> Path:
    """Return the path of the file that the searches in a store are saved in."""
    return Path(f"{store}.searches.json")


class Searches:
    """The saved searches of one workbench, by name; safe between threads, and never half written."""

    def __init__(self, store: Path) -> None:
        """Read nothing yet."""
        self._path = beside(store)
        self._lock = Lock()

    def all(self) -> tuple[Saved, ...]:
        """Return the searches in the order of their names; none where there is no file of them."""
        try:
            found = orjson.loads(self._path.read_bytes())
            made = [Saved(str(item["name"]), str(item["address"])) for item in found]
        except (OSError, orjson.JSONDecodeError, TypeError, KeyError):
            return ()
        return tuple(sorted((one for one in made if is_ours(one.address)), key=lambda one: one.name.casefold()))

    def save(self, name: str, address: str) -> None:
        """Let a name stand for an address, also where it stood for another one.

        Raises:
            UsageError: no name, an address elsewhere, or too much of anything.
        """
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME:
            raise UsageError(f"a search is saved under a name of at most {_LONGEST_NAME} characters")
        if not is_ours(address) or len(address) > _LONGEST_ADDRESS:
            raise UsageError("only addresses of this workbench can be saved")
        with self._lock:
            others = [one for one in self.all() if one.name != name]
            if len(others) >= MOST:
                raise UsageError(f"{MOST} searches are saved already; forget one first")
            self._write([*others, Saved(name, address)])

    def forget(self, name: str) -> None:
        """Take a name out, if it is there."""
        with self._lock:
            self._write([one for one in self.all() if one.name != name])

    def _write(self, searches: list[Saved]) -> None:
        content = orjson.dumps([asdict(one) for one in searches], option=orjson.OPT_INDENT_2)
        try:
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".searches-")
            with os.fdopen(handle, "wb") as stream:
                stream.write(content + b"\n")
            Path(name).replace(self._path)
        except OSError as error:
            raise DragomanError(f"searches cannot be saved beside the store: {error.strerror}") from error


def is_ours(address: str) -> bool:
    r"""Tell whether an address leads to a page of the workbench and nowhere else.

    >>> is_ours("/records?type=AGREE"), is_ours("//example.org"), is_ours("/\\example.org"), is_ours("javascript:x")
    (True, False, False, False)
    """
    return address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
