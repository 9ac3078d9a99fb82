"""Claims: ``/claims``, what is said against what is denied."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from dragoman.web import ahead, pages, twins
from dragoman.web.snapshots import opened
from dragoman.web.views import claims, words


def _claims(request: Request) -> Response:
    asked = claims.Asked.of(request.query_params)
    form = twins.form_of(request)
    with opened(request) as history:
        found = claims.shown(history, asked, whole=form != "html")
        if form != "html":
            return twins.twin(form, claims.COLUMNS, claims.rows(found), "claims")
        query = urlencode([item for item in request.query_params.multi_items() if item[0] != "page"])
        return pages.page(request, "claims/claims.html", found=found, asked=asked, types=words.types(), query=query,
                          quads=words.QUADS, countries=ahead.of(request).countries(history),
                          names=words.country_names(), stances=claims.STANCES)


routes = twins.listed("/claims", _claims)
