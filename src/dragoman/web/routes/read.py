"""Read: ``/read`` lists reports, ``/read/ID`` shows one with its events.

``?event=2`` explains the second event, ``?at=RECORD`` the event of that record.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.web import pages, twins
from dragoman.web.snapshots import opened
from dragoman.web.views import reading
from dragoman.web.views.parameters import whole
from dragoman.web.views.reading import Asked

MOST_EVENTS = 512


def _list(request: Request) -> Response:
    query = request.query_params
    asked = Asked(query.get("q", ""), query.get("since", ""), query.get("until", ""), query.get("source", ""))
    form = twins.form_of(request)
    with opened(request) as history:
        if form != "html":
            return twins.twin(form, *reading.rows(history, asked), "reports")
        listing = reading.listing(history, asked, whole("page", query.get("page")) or 1)
    return pages.page(request, "read/list.html", asked=asked, listing=listing)


def _report(request: Request) -> Response:
    with opened(request) as history:
        found = reading.meant(history, request.path_params["report"])
        if found.kind == "record":
            report, place = reading.place_of(history, found.id)
            return RedirectResponse(f"/read/{quote(report)}?event={place}#event-{place}", 303)
        told = request.query_params.get("at")
        event = reading.place_of(history, told)[1] if told else whole("event", request.query_params.get("event"))
        sheet = reading.sheet(history, found.id, event)
    return pages.page(request, "read/report.html", sheet=sheet, highlights=_highlights_address(len(sheet.lines)))


def _highlights_address(events: int) -> str | None:
    """Return where the rules for so many events are: few addresses, so that browsers keep them."""
    size = next((size for size in (8, 32, 128) if events <= size), MOST_EVENTS)
    return f"/read-marks/{size}.css" if events else None


def _highlights(request: Request) -> Response:
    """Answer the rules that light up an event's marks while its line is pointed at, focused or explained."""
    size = min(request.path_params["size"], MOST_EVENTS)
    numbers = range(1, size + 1)
    pointed = ",\n".join(f":root:has(#event-{n}:is(:hover, :focus-within)) .text .e{n}" for n in numbers)
    chosen = ",\n".join(f":root:not(:has(.event:is(:hover, :focus-within))):has(#why-{n}) .text .e{n}" for n in numbers)
    rows = ",\n".join(f":root:has(#why-{n}) #event-{n}" for n in numbers)
    named = ",\n".join(f":root:has(.ref-{n}:is(:hover, :focus-visible)) #event-{n}" for n in numbers)
    lit = "--strength: 100%; --thickness: 3px; --tint: 14%; --fill: 100%;"
    content = (f"{pointed},\n{chosen} {{ {lit} }}\n"
               f"{rows} {{ --line: var(--accent); --ground: var(--sunk); }}\n{named} {{ --line: var(--ink); }}\n")
    return Response(content, media_type="text/css", headers={"cache-control": "public, max-age=86400"})


routes = [*twins.listed("/read", _list), Route("/read-marks/{size:int}.css", _highlights),
          Route("/read/{report:path}", _report)]
