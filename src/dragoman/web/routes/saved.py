"""Saved searches: a name is kept, or forgotten, and one is back where one was."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.web import twins
from dragoman.web.routes.look import local
from dragoman.web.saved import Searches


async def _save(request: Request) -> Response:
    form = await request.form()
    searches: Searches = request.app.state.searches
    address = str(form.get("address", ""))
    searches.save(str(form.get("name", "")), address)
    return RedirectResponse(local(address), 303)


async def _forget(request: Request) -> Response:
    form = await request.form()
    searches: Searches = request.app.state.searches
    searches.forget(str(form.get("name", "")))
    return RedirectResponse(local(str(form.get("address", "/"))), 303)


def _list(request: Request) -> Response:
    searches: Searches = request.app.state.searches
    return twins.twin(twins.form_of(request), ("name", "address"), [(one.name, one.address) for one in searches.all()],
                      "searches")


routes = [Route("/saved", _save, methods=["POST"]), Route("/saved/forget", _forget, methods=["POST"]),
          *twins.listed("/saved", _list)[1:]]
