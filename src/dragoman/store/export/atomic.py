"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(target: str | Path) -> Iterator[Path]:
    """Give a path beside ``target`` to write to; at the end what is there takes its name.

    After an error or Ctrl-C nothing is left but what was there before. What is no plain
    file and no folder (a pipe, ``/dev/null``) has no other name: it is given itself.
    """
    final = Path(target).resolve()
    if final.exists() and not (final.is_file() or final.is_dir()):
        yield final
        return
    part = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        yield part
        if final.is_file():
            shutil.copymode(final, part)
        part.replace(final)
    except BaseException:
        _drop(part)
        raise


def _drop(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)
