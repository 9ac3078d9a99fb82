"""Built and vendored files, at addresses that name their content, so that browsers keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from mimetypes import guess_type

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".json": "application/json", ".css": "text/css", ".svg": "image/svg+xml"}


@cache
def contents() -> dict[str, bytes]:
    """Return the files of ``static/`` by their names there, folders with slashes."""
    found: dict[str, bytes] = {}
    waiting = [("", files("dragoman.web").joinpath("static"))]
    while waiting:
        prefix, folder = waiting.pop()
        for item in folder.iterdir():
            name = f"{prefix}{item.name}"
            if item.is_dir():
                waiting.append((f"{name}/", item))
            else:
                found[name] = item.read_bytes()
    return found


@cache
def digest() -> str:
    """Return a digest of all files: one for the tree, so that modules may import each other by relative names."""
    made = hashlib.sha256()
    for name, content in sorted(contents().items()):
        made.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return made.hexdigest()[:12]


def address(name: str) -> str:
    """Return the address of a file of ``static/``; raises KeyError if there is none of that name."""
    if name not in contents():
        raise KeyError(name)
    return f"/static/{digest()}/{name}"


def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    content = contents().get(name)
    if content is None:
        raise HTTPException(404, f"no file {name!r}")
    kind = _TYPES.get(f".{name.rpartition('.')[2]}") or guess_type(name)[0] or "application/octet-stream"
    kept = _FOREVER if request.path_params["digest"] == digest() else "no-cache"
    return Response(content, media_type=kind, headers={"cache-control": kept})


routes = [Route("/static/{digest}/{name:path}", _serve)]
