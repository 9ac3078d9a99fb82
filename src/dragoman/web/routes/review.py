"""Review: ``/review``, one record after another; what was judged, what it says of the coder, and gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from dragoman.analyze.history import History
from dragoman.analyze.review import gold, queue
from dragoman.analyze.review.fields import PEOPLE
from dragoman.analyze.review.queue import Asked
from dragoman.errors import UsageError
from dragoman.store.judgements import Judgements
from dragoman.web import ahead, pages, twins
from dragoman.web.routes.look import local
from dragoman.web.snapshots import opened
from dragoman.web.views import figures, judged, review, words

PERSON = "dragoman-person"
_LONGEST_NAME = 60
_YEAR = 365 * 24 * 3600
_QUEUE = ("id", "report", "run", "confidence", "intensity", "told", "value")
_NARROW = ("type", "country", "source", "since", "until")


def asked_of(query: Mapping[str, str]) -> Asked:
    """Read which queue an address asks for; raises UsageError."""
    order = query.get("order") or queue.EXPECTED
    if order not in queue.ORDERS:
        raise UsageError(f"no order {order!r}; there are {', '.join(queue.ORDERS)}")
    return Asked(order, query.get("seed") or "", *(query.get(name) or None for name in _NARROW))


def coding_of(query: Mapping[str, str]) -> str:
    """Read which coding an address is about; raises UsageError."""
    return judged.coding_named(query.get("coding") or "first")


def person_of(request: Request) -> str:
    """Return how whoever judges calls themselves; empty where they have not said."""
    return unquote(request.cookies.get(PERSON, ""))[:_LONGEST_NAME]


def judgements_of(request: Request, history: History) -> Judgements:
    """Return the judgements on the store that this application is about."""
    return Judgements(request.app.state.snapshots.path, lambda: judged.kept(history))


def queue_query(query: Mapping[str, str]) -> str:
    """Return the part of an address that names the queue and the coding."""
    names = ("order", "seed", "coding", *_NARROW)
    return urlencode({name: query[name] for name in names if query.get(name)})


def queue_of(given: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of the queue that a form was sent from."""
    return dict(parse_qsl(given.get("queue", "")))


def _review(request: Request) -> Response:
    query, form = request.query_params, twins.form_of(request)
    asked, coding, person = asked_of(query), coding_of(query), person_of(request)
    with opened(request) as history:
        said = judgements_of(request, history)
        if form != "html":
            rows = ([getattr(item, name) for name in _QUEUE] for item in review.listed(history, said, asked, coding))
            return twins.twin(form, _QUEUE, rows, "review")
        around: dict[str, Any] = {"query": queue_query(query), "coding": coding, "person": person, "asked": asked,
                  "types": words.types(), "countries": ahead.of(request).countries(history)}
        if not person:
            return pages.page(request, "review/who.html", **around)
        if coding == "final":
            return pages.page(request, "review/differences.html", **around,
                              found=figures.open_differences(history, said), worded=review.worded,
                              labels=review.LABELS)
        shown = review.shown(history, said, asked, (coding, person), query.get("record") or None)
        return pages.page(request, "review/review.html", **around, shown=shown, choices=review.choices(),
                          labels=review.LABELS, worded=review.worded, people=PEOPLE, quads_of=review.quads())


async def _person(request: Request) -> Response:
    form = await request.form()
    name = " ".join(str(form.get("person", "")).split())[:_LONGEST_NAME]
    answer = RedirectResponse(local(str(form.get("back", "/review"))), 303)
    answer.set_cookie(PERSON, quote(name), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _judgements(request: Request) -> Response:
    coding, form = coding_of(request.query_params), twins.form_of(request)
    with opened(request) as history:
        said = judgements_of(request, history)
        rows, waiting = said.all(coding), said.newest() - judged.newest_kept(history)
    if form != "html":
        columns = figures.JUDGEMENT_COLUMNS
        return twins.twin(form, columns, ([getattr(row, name) for name in columns] for row in rows), "judgements")
    listed = [(row, turn) for row, turn in zip(rows, review.turns(rows), strict=True)][::-1]
    return pages.page(request, "review/judgements.html", rows=listed, coding=coding, waiting=waiting)


def _figures(request: Request) -> Response:
    asked, form = asked_of({**request.query_params, "order": queue.RANDOM}), twins.form_of(request)
    with opened(request) as history:
        said = judgements_of(request, history)
        found = figures.figures(history, said, asked)
        if form != "html":
            return twins.twin(form, figures.COLUMNS, figures.rows(found), "review-figures")
        return pages.page(request, "review/figures.html", found=found, asked=asked, labels=review.LABELS,
                          seed=asked.seed or queue.rules().seed)


def _gold(request: Request) -> Response:
    with opened(request) as history:
        said = judgements_of(request, history)
        cases = judged.cases(history, said, "final")
        open_ = {item.report for item in figures.open_differences(history, said)}
    ready = [case for case in cases if case.unready.is_ready and case.report.id not in open_]
    if request.url.path.endswith(".jsonl"):
        write = gold.marked if request.url.path.endswith("marked.jsonl") else gold.line
        name = request.url.path.rpartition("/")[2]
        return StreamingResponse(_lines(write(case.report, case.records) for case in ready),
                                 media_type="application/x-ndjson",
                                 headers={"content-disposition": f'attachment; filename="{name}"'})
    return pages.page(request, "review/gold.html", cases=cases, ready=ready, open_=open_)


def _lines(found: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    return (orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in found)


routes = [
    *twins.listed("/review", _review), *twins.listed("/review/judgements", _judgements),
    *twins.listed("/review/figures", _figures), Route("/review/gold", _gold), Route("/review/gold.jsonl", _gold),
    Route("/review/marked.jsonl", _gold), Route("/review/person", _person, methods=["POST"]),
]
