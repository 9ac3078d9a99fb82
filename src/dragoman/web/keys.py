"""Which key does what: one table that the scripts obey and the help shows.

A key ``press``es whatever on the page has ``data-act`` of its name, so that every key has
a button; ``focus`` goes there instead, ``go`` to an address, ``next``, ``previous`` and
``open`` move among what has ``data-row``. A user's own file in the same form adds keys,
or changes what they do; ``"does": "nothing"`` switches one off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.errors import UsageError
from dragoman.web import pages

DOES = frozenset({"press", "focus", "go", "next", "previous", "open", "close", "filter", "nothing"})


@dataclass(frozen=True, slots=True)
class Key:
    """One binding: keys in a row (``g r``), what they do and on what, and the words of the help."""

    keys: str
    does: str
    on: str = ""
    says: str = ""


Keys = Mapping[str, tuple[Key, ...]]


def load(own: str | Path | None = None) -> Keys:
    """Return the bindings by area, those of the user's file instead of ours.

    Raises:
        UsageError: the file cannot be read, or asks for what there is not.
    """
    ours = _parsed(files("dragoman.web").joinpath("keys.json").read_text(encoding="utf-8"), "keys.json")
    if own is None:
        return ours
    try:
        theirs = _parsed(Path(own).read_text(encoding="utf-8"), str(own))
    except OSError as error:
        raise UsageError(f"cannot read {own}: {error.strerror}") from error
    taken = {key.keys for group in theirs.values() for key in group}
    kept = {area: tuple(key for key in group if key.keys not in taken) for area, group in ours.items()}
    merged = {area: (*kept.get(area, ()), *theirs.get(area, ())) for area in {**kept, **theirs}}
    return {area: tuple(key for key in group if key.does != "nothing") for area, group in merged.items()}


def _parsed(text: str, name: str) -> Keys:
    try:
        found: dict[str, list[dict[str, Any]]] = json.loads(text)
        made = {area: tuple(Key(**entry) for entry in entries) for area, entries in found.items()}
    except (json.JSONDecodeError, TypeError, AttributeError) as error:
        raise UsageError(f"{name}: not a table of keys: {error}") from error
    wrong = sorted({key.does for group in made.values() for key in group} - DOES)
    if wrong:
        raise UsageError(f"{name}: no key can do {', '.join(wrong)}; there are {', '.join(sorted(DOES))}")
    return made


def _bindings(request: Request) -> Response:
    keys: Keys = request.app.state.keys
    content = [asdict(key) for group in keys.values() for key in group]
    return Response(orjson.dumps(content), media_type="application/json", headers={"cache-control": "no-cache"})


def _help(request: Request) -> Response:
    return pages.page(request, "keys.html")


routes = [Route("/keys", _help), Route("/keys.json", _bindings)]
