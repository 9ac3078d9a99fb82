"""Lines of a file of others, and which of them cannot be read."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from dragoman.errors import InputError
from dragoman.store.export.codes import columns
from dragoman.store.imported import gdelt, icews, polecat
from dragoman.store.imported.event import Event

_LONGEST = 20 * 1024 * 1024
_READERS: dict[str, Callable[[Sequence[str], Sequence[str]], Event]] = {
    "polecat": polecat.read, "icews": icews.read, "gdelt": gdelt.read}
_NEEDED = {"polecat": polecat.NEEDED, "icews": icews.NEEDED}
FORMS = tuple(_READERS)


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that cannot be read, counted from 1, and why."""

    line: int
    reason: str


def events(path: Path, form: str) -> Iterator[tuple[int, Event | Unread]]:
    """Yield number and content of each line of a file, which may be a ``.gz`` or a ``.zip`` of one.

    Raises:
        InputError: the file cannot be read, or its header is not that of the form.
    """
    with _opened(path) as stream:
        names: Sequence[str] = columns("gdelt")
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST), b""), 1):
            cells = _decoded(line).rstrip("\r\n").split("\t")
            if number == 1 and form in _NEEDED:
                names = _header(cells, form)
            elif any(cells):
                yield number, _read(form, names, cells, number)


def _header(cells: Sequence[str], form: str) -> Sequence[str]:
    names = [cell.strip().lstrip("\ufeff") for cell in cells]
    missing = [name for name in _NEEDED[form] if name not in names]
    if missing:
        raise InputError(f"not a file of {form}: its header has no {', '.join(missing)}", 1)
    while not names[-1]:
        names.pop()
    return names


def _read(form: str, names: Sequence[str], cells: Sequence[str], number: int) -> Event | Unread:
    try:
        return _READERS[form](names, cells)
    except ValueError as error:
        return Unread(number, str(error))


def _decoded(line: bytes) -> str:
    """Return a line's words; a line that is not UTF-8 is taken for ISO-8859-1, as older files are."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("iso-8859-1")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                names = [name for name in archive.namelist() if not name.endswith("/")]
                if len(names) != 1:
                    raise InputError(f"{path.name} holds {len(names)} files; one is needed")
                with archive.open(names[0]) as stream:
                    yield stream
            return
        with cast("IO[bytes]", gzip.open(path) if path.suffix == ".gz" else path.open("rb")) as stream:
            yield stream
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise InputError(f"{path}: {error}") from error
