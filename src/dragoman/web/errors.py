"""Errors become pages that say what to do; JSON and CSV get the words alone."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dragoman.errors import DragomanError, StoreBusy
from dragoman.web import pages, security, twins

_RETRY_AFTER = 2
_TITLES = {400: "That question is not understood", 404: "There is nothing here", 501: "A part is missing",
           503: "The store is being written"}
# A path of this machine, in either way of writing: what matters of it is its last part.
_PATH = re.compile(r"(?:\b[A-Za-z]:\\|(?<![\w./:<])/)(?:[^\s/\\:;'\"]+[/\\])+(?=[^\s/\\])")
Handler = Callable[[Request, Any], Response]


def handlers() -> Mapping[Any, Handler]:
    """Return which error is answered how; the status stands on each class of ``dragoman.errors``."""
    return {DragomanError: _ours, HTTPException: _http, Exception: _broken}


def _ours(request: Request, error: DragomanError) -> Response:
    store = request.app.state.snapshots.path
    answer = _told(request, error.status, without_places(str(error).replace(str(store), store.name)))
    if isinstance(error, StoreBusy):
        answer.headers["retry-after"] = str(_RETRY_AFTER)
    return answer


def without_places(message: str) -> str:
    r"""Return a message without the folders of this machine.

    >>> without_places("/data/ada/news.duckdb is in use; see C:\\news\\a.txt, not a/b or /read")
    'news.duckdb is in use; see a.txt, not a/b or /read'
    """
    return _PATH.sub("", message)


def _http(request: Request, error: HTTPException) -> Response:
    return _told(request, error.status_code, str(error.detail))


def _broken(_request: Request, error: Exception) -> Response:
    """Answer an error of our own making; this answer is made outside ``security``, so it brings the headers itself."""
    logging.getLogger("dragoman").error("the workbench failed: %s: %s", type(error).__name__, error)
    return PlainTextResponse("The workbench failed here; the terminal where it runs says how.", 500, security.HEADERS)


def _told(request: Request, status: int, message: str) -> Response:
    if twins.form_of(request) != "html":
        return PlainTextResponse(message, status)
    title = _TITLES.get(status, "This did not work")
    return pages.page(request, "error.html", status=status, title=title, message=message)
