"""How the workbench looks: light, dark, or as the system is."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.errors import UsageError
from dragoman.web.pages import THEMES

_YEAR = 365 * 24 * 3600


async def _theme(request: Request) -> Response:
    form = await request.form()
    chosen = str(form.get("theme", ""))
    if chosen not in THEMES:
        raise UsageError(f"no theme {chosen!r}; there are {', '.join(THEMES)}")
    answer = RedirectResponse(local(str(form.get("back", "/"))), 303)
    answer.set_cookie("dragoman-theme", chosen, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def local(address: str) -> str:
    r"""Return an address of ours as it is, and ``/`` for any other.

    >>> local("/read?q=a"), local("//example.org"), local("/\\example.org")
    ('/read?q=a', '/', '/')
    """
    parts = urlsplit(address)
    is_ours = address.startswith("/") and not parts.netloc and not address.startswith("//") and "\\" not in address
    return address if is_ours else "/"


routes = [Route("/theme", _theme, methods=["POST"])]
