"""``/rules/ID``: what a rule says and what it decided here; every reason links to its own."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.errors import NothingFound
from dragoman.web import pages
from dragoman.web.snapshots import opened
from dragoman.web.views import rules


def _rule(request: Request) -> Response:
    name = request.path_params["rule"]
    with opened(request) as history:
        found = rules.rule(history, name)
    if not found.rows and not found.cases:
        raise NothingFound(f"no rule {name!r} stands in a table or decided anything in this store")
    return pages.page(request, "rules/rule.html", rule=found)


routes = [Route("/rules/{rule:path}", _rule)]
