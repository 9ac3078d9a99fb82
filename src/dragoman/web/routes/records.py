"""Records: ``/records`` is the table, ``/records/ID`` leads to one record in its report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.errors import UsageError
from dragoman.records.jsonl import to_line
from dragoman.web import ahead, pages, twins
from dragoman.web.snapshots import opened
from dragoman.web.views import reading, records
from dragoman.web.views.asking import Question, spoken
from dragoman.web.views.facets import COLUMNS, COUNTS, FACETS, USUAL
from dragoman.web.views.parameters import whole
from dragoman.web.views.words import country_names


def _table(request: Request) -> Response:
    question, form = _question(request.query_params), twins.form_of(request)
    if form != "html":
        with opened(request) as history:
            return twins.twin(form, *records.everything(history, question), "records")
    name = request.query_params.get("preview")
    with request.app.state.snapshots.history() as (history, state):
        found = ahead.of(request).summary(history, state, replace(question, columns=USUAL, by=(), sort=""))
        pages_ = max(1, -(-found.records // records.PER_PAGE))
        page = min(max(whole("page", request.query_params.get("page")) or 1, 1), pages_)
        shown: dict[str, Any] = {
            "rows": records.page(history, question, page) if not question.by else (),
            "groups": records.groups(history, question) if question.by else None,
            "preview": records.preview(history, reading.meant(history, name).id) if name else None,
        }
    return pages.page(
        request, "records/table.html", question=question, summary=found, page=page, pages=pages_, columns=COLUMNS,
        facets=FACETS, counts=tuple(COUNTS), spoken=spoken(question.sql(), str(request.app.state.snapshots.path)),
        query=request.url.query, kept=_kept(request.query_params), names=country_names(), **shown)


def _record(request: Request) -> Response:
    name = request.path_params["record"]
    with opened(request) as history:
        if name.endswith(".json"):
            record = history.record(reading.meant(history, name.removesuffix(".json")).id)
            return Response(to_line(record), media_type="application/json")
        report, event = reading.place_of(history, reading.meant(history, name).id)
    return RedirectResponse(f"/read/{quote(report)}?event={event}#event-{event}", 303)


def _question(query: QueryParams) -> Question:
    """Return what an address asks; raises UsageError."""
    chosen = tuple((facet.name, tuple(query.getlist(facet.name))) for facet in FACETS if query.getlist(facet.name))
    columns = tuple(name for given in query.getlist("columns") for name in given.split(",") if name)
    return Question(
        chosen, query.get("q", "").strip(), query.get("since", ""), query.get("until", ""), query.get("report", ""),
        query.get("episode", ""), _share(query.get("sure", "")), columns or USUAL,
        tuple(dict.fromkeys(name for name in query.getlist("by") if name)), query.get("count", "events"),
        query.get("sort", ""))


def _share(words: str) -> float:
    try:
        found = float(words or 0)
    except ValueError as error:
        raise UsageError(f"{words!r} is no number from 0 to 1") from error
    if not 0 <= found <= 1:
        raise UsageError(f"{words!r} is not between 0 and 1")
    return found


def _kept(query: QueryParams) -> list[tuple[str, str]]:
    """Return the parameters that a form carries along: all but where one is in the table."""
    return [(name, value) for name, value in query.multi_items() if name not in {"page", "preview"} and value]


routes = [*twins.listed("/records", _table), Route("/records/{record:path}", _record)]
