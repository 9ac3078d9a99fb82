"""``dragoman doctor``: is everything here, and does it code?"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

import dragoman
from dragoman.cli.console import data, say
from dragoman.cli.options import ReaderOption, settings
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from dragoman.config import Settings

_LIBRARIES = ("duckdb", "lxml", "numpy", "onnxruntime", "orjson", "rich", "tokenizers", "trafilatura", "typer")
_FOLDERS = ("reading/model", "tables")
_SENTENCE = "The foreign minister of France met her German counterpart in Paris on Monday."
_PUBLISHED = "2019-03-05"


class Finding(NamedTuple):
    """One thing that was looked at."""

    is_good: bool
    name: str
    detail: str


def command(
    reader: ReaderOption = None,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out the list of tables.")] = False,
) -> None:
    """Check the installation: versions, model files with digests, tables, and a sentence to code.

    Example: dragoman doctor
    """
    chosen = settings(reader=reader)
    findings = [*versions(), *_settings(chosen), *packaged(), coded(chosen.reader)]
    for finding in findings:
        if not (brief and finding.is_good and finding.name.startswith("tables/")):
            data().print(f"{'ok  ' if finding.is_good else 'BAD '} {finding.name:34} {finding.detail}", markup=False)
    bad = sum(not finding.is_good for finding in findings)
    say("all is well" if not bad else f"{bad} of {len(findings)} checks failed")
    raise typer.Exit(1 if bad else 0)


def versions() -> Iterator[Finding]:
    """Yield the versions of Python, Dragoman and what it stands on."""
    from importlib.metadata import PackageNotFoundError, version

    yield Finding(True, "dragoman", dragoman.__version__)
    yield Finding(True, "python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in _LIBRARIES:
        try:
            yield Finding(True, name, version(name))
        except PackageNotFoundError:
            yield Finding(False, name, "not installed: pip install dragoman")


def packaged() -> Iterator[Finding]:
    """Yield the model's and the tables' files with size and digest; a folder without any is bad."""
    from importlib.resources import files

    for folder in _FOLDERS:
        found = sorted(_files(files("dragoman").joinpath(folder), folder))
        if not found:
            yield Finding(False, folder, "no files in the package")
        for name, content in found:
            digest = hashlib.sha256(content).hexdigest()[:16]
            yield Finding(bool(content), name, f"{len(content):>11,} bytes  sha256 {digest}")


def coded(reader: str) -> Finding:
    """Code one sentence and say what came of it; no event is bad."""
    try:
        coding = dragoman.code(_SENTENCE, published=_PUBLISHED, reader=reader)
    except (DragomanError, ImportError, OSError) as error:
        return Finding(False, f"self-test ({reader})", str(error))
    types = ", ".join(f"{record.type} “{record.trigger.text}”" for record in coding.records)
    return Finding(bool(types), f"self-test ({reader})", types or f"no event found in: {_SENTENCE}")


def _settings(chosen: Settings) -> Iterator[Finding]:
    for name in ("store", "reader", "jobs"):
        yield Finding(True, f"setting {name}", f"{getattr(chosen, name)} ({chosen.origins.get(name, 'default')})")


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if not folder.is_dir():
        return
    for item in folder.iterdir():
        if item.is_dir():
            yield from _files(item, f"{name}/{item.name}")
        elif not item.name.endswith((".py", ".pyc")):
            yield f"{name}/{item.name}", item.read_bytes()
