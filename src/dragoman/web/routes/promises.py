"""Promises: ``/promises``, what was promised, by when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.analyze.standing.commitments import read_day
from dragoman.errors import NothingFound, UsageError
from dragoman.web import pages, twins
from dragoman.web.snapshots import opened
from dragoman.web.standing import Standing, standing
from dragoman.web.views import promises, words
from dragoman.web.views.calendar import calendar
from dragoman.web.views.parameters import MOST, whole

_COLUMNS = ("id", "kind", "title", "matters", "by", "to", "due_from", "due_to", "due_words", "days_left", "condition",
            "lane", "state", "since", "records")
_LOOK_AGAIN = 2
_MOST_DAYS = 3650
_MONTH = timedelta(days=30)


def _promises(request: Request) -> Response:
    held = standing(request)
    if held is None:
        answer = pages.page(request, "promises/reading.html", status=202)
        answer.headers["refresh"] = str(_LOOK_AGAIN)
        return answer
    asked = read(request.query_params, held)
    form = twins.form_of(request)
    if form != "html":
        found = promises.chosen(promises.placed(held.commitments, asked), asked)
        return twins.twin(form, _COLUMNS, _rows(found, asked.day), f"promises-{asked.day}")
    with opened(request) as history:
        board = promises.board(history, held.commitments, held.measures, asked)
    return pages.page(request, "promises/promises.html", board=board, asked=asked, here_query=urlencode(asked.query()),
                      kinds=promises.KINDS, lanes=promises.LANES, matters=_matters(held), parties=_parties(held),
                      names=words.country_names(), named=promises.named, interval=promises.interval,
                      per_page=promises.PER_PAGE,
                      earlier=asked.day - _MONTH, later=asked.day + _MONTH)


def _calendar(request: Request) -> Response:
    held = standing(request)
    if held is None:
        raise NothingFound("what stands in this store is still being read; try again in a moment")
    asked = read(request.query_params, held)
    found = promises.chosen(promises.placed(held.commitments, asked), asked)
    return Response(b"".join(calendar(found, asked.day)), media_type="text/calendar",
                    headers={"content-disposition": f'attachment; filename="promises-{asked.day}.ics"'})


def _measures(request: Request) -> Response:
    held = standing(request)
    if held is None:
        raise NothingFound("what stands in this store is still being read; try again in a moment")
    asked = read(request.query_params, held)
    columns = ("id", "kind", "by", "on", "state", "since", "conditions", "records")
    rows = ((one.measure.id, one.measure.kind, one.measure.by.name, one.measure.on.name, one.standing.state,
             one.standing.since, [term.text for term in one.measure.conditions], list(one.measure.records))
            for one in promises.in_force(held.measures, asked))
    return twins.twin(twins.form_of(request), columns, rows, f"measures-{asked.day}")


def read(query: QueryParams, held: Standing) -> promises.Asked:
    """Return what a query asks for; the day is the newest report's unless it says otherwise, never today.

    Raises:
        UsageError: a day, number, lane or kind that there is not.
        NothingFound: no report has a date, and no day is given.
    """
    day = read_day(query["day"]) if query.get("day") else held.newest
    if day is None:
        raise NothingFound("no report in the store has a date")
    lane, kind = query.get("lane", ""), query.get("kind", "")
    for what, given, known in (("lane", lane, promises.LANES), ("kind", kind, promises.KINDS)):
        if given and given not in known:
            raise UsageError(f"no {what} {given!r}; there are {', '.join(known)}")
    return promises.Asked(
        day, _number(query, "within", promises.SOON, _MOST_DAYS), query.get("party", "").strip(), kind,
        query.get("matter", ""), query.get("name", "").strip(), query.get("due", ""), lane, _number(query, "page", 1),
        bool(query.get("all")))


def _number(query: QueryParams, name: str, usual: int, most: int = MOST) -> int:
    found = whole(name, query.get(name), most)
    if found == 0:
        raise UsageError(f"{name} is a whole number from 1 on")
    return usual if found is None else found


def _rows(found: Iterable[promises.Placed], day: date) -> Iterator[tuple[Any, ...]]:
    for one, state, lane in found:
        due = one.due
        yield (one.id, one.kind, promises.title(one), list(one.matters), promises.named(one.by),
               promises.named(one.to) if one.to else None, due.from_ if due else None, due.to if due else None,
               due.text if due else None, promises.days_left(one, day), one.condition.text if one.condition else None,
               lane, state.state, state.since, list(one.records))


def _matters(held: Standing) -> list[str]:
    return sorted({matter for one in held.commitments for matter in one.matters})


def _parties(held: Standing) -> list[str]:
    return sorted({party.key for one in held.commitments for party in (*one.by, *one.to)})


routes = [*twins.listed("/promises", _promises), Route("/promises.ics", _calendar),
          *twins.listed("/promises/measures", _measures)[1:]]
