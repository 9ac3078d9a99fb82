"""Errors become pages that say what to do; JSON and CSV get the words alone."""

from __future__ import annotations

import logging
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
Handler = Callable[[Request, Any], Response]


def handlers() -> Mapping[Any, Handler]:
    """Return which error is answered how; the status stands on each class of ``dragoman.errors``."""
    return {DragomanError: _ours, HTTPException: _http, Exception: _broken}


def _ours(request: Request, error: DragomanError) -> Response:
    answer = _told(request, error.status, str(error))
    if isinstance(error, StoreBusy):
        answer.headers["retry-after"] = str(_RETRY_AFTER)
    return answer


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
