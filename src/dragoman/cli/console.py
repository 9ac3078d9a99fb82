"""Where words go: data to stdout, talk to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 160


def say(message: str) -> None:
    """Print one line to stderr."""
    print(f"dragoman: {message}", file=sys.stderr)  # noqa: T201 - this is the one place that talks


def now() -> datetime:
    """Return the time in UTC as stores keep it, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def data() -> Console:
    """Return the console on stdout; wide where no terminal sets a width."""
    from rich.console import Console

    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else _WIDE, highlight=False, emoji=False)


def page(stream: BinaryIO) -> Console:
    """Return a console that writes plain text to an open file."""
    from codecs import getwriter
    from typing import IO, cast

    from rich.console import Console

    return Console(file=cast("IO[str]", getwriter("utf-8")(stream)), width=_WIDE, highlight=False, emoji=False)


def talk() -> Console:
    """Return the console on stderr."""
    from rich.console import Console

    return Console(file=sys.stderr, highlight=False, emoji=False)


@contextmanager
def sink(output: str | None) -> Iterator[BinaryIO]:
    """Open where bytes of data go: a file, or stdout for None and ``-``.

    Raises:
        DragomanError: the file cannot be written.
    """
    if output in (None, "-"):
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        stream = Path(str(output)).open("wb")  # noqa: SIM115 - closed below; an error while writing is another one
    except OSError as error:
        raise DragomanError(f"cannot write {output}: {error.strerror}") from error
    with stream:
        yield stream


def pour(lines: Iterable[bytes], output: str | None) -> int:
    """Write lines to a file or stdout and return how many there were.

    The file has its name only when it is whole: after an error or Ctrl-C what was there before is there still.

    Raises:
        DragomanError: the file cannot be written.
    """
    with sink(output) if output in (None, "-") else _whole(str(output)) as stream:
        count = 0
        for line in lines:
            stream.write(line)
            count += 1
        return count


@contextmanager
def _whole(output: str) -> Iterator[BinaryIO]:
    from dragoman.store.export.atomic import replacing

    try:
        with replacing(output) as part, part.open("wb") as stream:
            yield stream
    except OSError as error:
        raise DragomanError(f"cannot write {output}: {error.strerror}") from error
