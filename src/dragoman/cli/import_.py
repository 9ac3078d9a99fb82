"""``dragoman import``: events that others coded, to compare with ours."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.console import now, say
from dragoman.cli.options import StoreOption, settings

_MOST_TOLD = 20
_UNREAD = 4


class Form(StrEnum):
    """Whose file it is."""

    POLECAT = "polecat"
    ICEWS = "icews"
    GDELT = "gdelt"


def command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file; .gz and .zip too.")],
    form: Annotated[Form, typer.Option("--from", help="Whose form it has.")],
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What to call it; default: the file's name.")] = None,
    store: StoreOption = None,
) -> int:
    """Read a file of POLECAT, ICEWS or GDELT events into tables of their own, beside the records.

    Lines that cannot be read are told; the rest is kept, and the command then ends with 4.

    Example: dragoman import events.2018.tab --from icews --name icews-2018
    """
    from dragoman.store.imported.write import take

    taken = take(settings(store).store, path, form.value, now=now(), name=name)
    for item in taken.told[:_MOST_TOLD]:
        say(f"{path}:{item.line}: {item.reason}")
    if taken.unread > _MOST_TOLD:
        say(f"… and {taken.unread - _MOST_TOLD} more lines that cannot be read")
    say(f"{taken.name}: {taken.events} events; compare them with `dragoman compare records {taken.name}`")
    return _UNREAD if taken.unread else 0
