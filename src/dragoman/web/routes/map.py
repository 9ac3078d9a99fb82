"""Map: ``/map``, where it happened, as precisely as reports say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.analyze.history import History
from dragoman.analyze.selection import day
from dragoman.errors import NothingFound, UsageError
from dragoman.web import ahead, pages, twins
from dragoman.web.views import map as view
from dragoman.web.views import words
from dragoman.web.views.geojson import collection
from dragoman.web.views.placed import Acts
from dragoman.web.views.quotes import quotes
from dragoman.web.views.world import world

_COLUMNS = ("precision", "place", "country", "admin1", "lat", "lon", "acts", "intensity",
            *(name.replace(" ", "_") for name in words.QUADS.values()))


def _map(request: Request) -> Response:
    with request.app.state.snapshots.history() as (history, number):
        acts, whole = _read(request, history, number)
        asked = read(request.query_params, whole)
        form = twins.form_of(request)
        if form != "html":
            return twins.twin(form, _COLUMNS, _rows(view.places(acts, asked)), _name(asked))
        shown = view.shown(acts, asked, whole)
        said = quotes(history, (act.record for act in shown.there))
    return pages.page(
        request, "map/map.html", shown=shown, asked=asked, world=world(), whole=whole, views=tuple(view.VIEWS),
        names=words.country_names(), quads=words.QUADS, types=words.types(), here_query=urlencode(_query(asked)),
        drawing="world-near.svg" if asked.seen[2] < view.NEAR else "world.svg", earlier=asked.moved(-1),
        later=asked.moved(1), quotes=said)


def _geojson(request: Request) -> Response:
    with request.app.state.snapshots.history() as (history, number):
        acts, whole = _read(request, history, number)
    asked = read(request.query_params, whole)
    found = view.places(acts, asked)
    return Response(orjson.dumps(collection(found)), media_type="application/geo+json",
                    headers={"content-disposition": f'inline; filename="{_name(asked)}.geojson"'})


def read(query: QueryParams, whole: tuple[date, date]) -> view.Asked:
    """Return what a query asks for; without days that of all reports.

    Raises:
        UsageError: a day, class, type, view or box that there is not.
    """
    since, until = day(query.get("since") or None) or whole[0], day(query.get("until") or None, is_end=True) or whole[1]
    if since > until:
        raise UsageError(f"nothing lies between {since} and {until}")
    chosen = {"quad": query.get("quad", ""), "type": query.get("type", ""), "view": query.get("view") or "world"}
    known = {"quad": ("", *map(str, words.QUADS)), "type": ("", *words.types()), "view": tuple(view.VIEWS)}
    for what, given in chosen.items():
        if given not in known[what]:
            raise UsageError(f"no {what} {given!r}; there are {', '.join(filter(None, known[what]))}")
    return view.Asked(since, until, int(chosen["quad"]) if chosen["quad"] else None, chosen["type"] or None,
                      query.get("actor", "").strip().upper()[:3] or None, chosen["view"],
                      view.box_of(query.get("box", "")), query.get("at", ""), bool(query.get("all")))


def _read(request: Request, history: History, number: int) -> tuple[Acts, tuple[date, date]]:
    """Return all acts, and the days of the oldest and the newest report: read once for each state of the store."""
    known = ahead.of(request)
    told = known.reported(history, number, "month")
    if told is None:
        raise NothingFound("no report in the store has a date")
    return known.acts(history, number), (told.first, told.last)


def _query(asked: view.Asked) -> dict[str, Any]:
    given = {"since": asked.since, "until": asked.until, "quad": asked.quad, "type": asked.type, "actor": asked.actor}
    return {name: value for name, value in given.items() if value}


def _name(asked: view.Asked) -> str:
    return f"map-{asked.since}-{asked.until}"


def _rows(places: tuple[view.Place, ...]) -> Iterator[tuple[Any, ...]]:
    for place in places:
        yield (place.precision, place.place, place.country, place.admin1, place.lat, place.lon, place.acts,
               round(place.intensity, 3), *place.quads)


routes = [*twins.listed("/map", _map), Route("/map.geojson", _geojson)]
