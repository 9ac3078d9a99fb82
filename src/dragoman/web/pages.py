"""Rendering: templates, and the frame that every page stands in."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dragoman.errors import NothingFound, StoreError
from dragoman.page.render import TEMPLATES
from dragoman.web import ahead, assets, security
from dragoman.web.views import frame, words
from dragoman.web.views.frame import Frame

THEMES = ("auto", "light", "dark")
_NO_STORE = Frame()


def page(request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """Return a page made of ``template`` and what it shows.

    Every template has besides: ``frame`` (the store in figures), ``screens`` (the rail),
    ``here`` (path), ``theme``, ``keys``, and the functions ``asset(name)`` (address of a
    file of ``static/``), ``posting(path)`` (where a form posts to: with its token) and
    ``with_query(**changes)`` (this address with other parameters; None takes one out), and
    ``saved()`` (the saved searches).
    """
    def with_query(**changes: object) -> str:
        return f"{request.url.path}{_changed(request.url.query, changes)}"

    text = _environment().get_template(template).render(
        frame=_frame(request), screens=frame.screens(request.app.state.screens), here=request.url.path,
        address=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        theme=theme(request), keys=request.app.state.keys, asset=assets.address,
        csrf=security.csrf_token(request.app.state.token), posting=lambda path: posting(request, path),
        with_query=with_query, saved=request.app.state.searches.all, status=status,
        is_part=request.headers.get("hx-request") == "true", **shown)
    return HTMLResponse(text, status)


def theme(request: Request) -> str:
    """Return ``auto``, ``light`` or ``dark``, as was chosen last."""
    chosen = request.cookies.get("dragoman-theme", "auto")
    return chosen if chosen in THEMES else "auto"


def posting(request: Request, path: str) -> str:
    """Return the address that a form posts to: ``path`` with the token that ``security`` wants."""
    sign = "&" if "?" in path else "?"
    return f"{path}{sign}{security.CSRF_FIELD}={security.csrf_token(request.app.state.token)}"


def _changed(query: str, changes: dict[str, object]) -> str:
    """Return a query with some parameters replaced; None takes one out, a list puts several in."""
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in changes]
    for name, value in changes.items():
        values = value if isinstance(value, list | tuple) else [] if value is None else [value]
        kept += [(name, str(item)) for item in values]
    return f"?{urlencode(kept)}" if kept else ""


def _frame(request: Request) -> Frame:
    """Return the frame's figures, asked once for each state of the store; empty where there is no store to ask."""
    try:
        with request.app.state.snapshots.history() as (history, number):
            return ahead.of(request).frame(history, number)
    except (NothingFound, StoreError):
        return _NO_STORE


def compile_all() -> None:
    """Read all templates, so that no request has to."""
    for name in _environment().list_templates(extensions=["html"]):
        _environment().get_template(name)


@cache
def _environment() -> Environment:
    made = Environment(loader=ChoiceLoader([PackageLoader("dragoman.web"), TEMPLATES]), autoescape=True,
                       undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["definitions"] = words.definitions()
    made.filters["thousands"] = lambda number: f"{number:,}"
    return made
