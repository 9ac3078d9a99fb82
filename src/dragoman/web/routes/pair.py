"""Pair: ``/pair?a=USA&b=RUS``, the relation of two countries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from dragoman.analyze.history import History
from dragoman.analyze.panel import CLASSES
from dragoman.analyze.selection import day, unit_of
from dragoman.errors import NothingFound, UsageError
from dragoman.web import ahead, pages, twins
from dragoman.web.views import pair, words
from dragoman.web.views.pair_chart import WIDTH, pictures

_KEPT = 16
_SIDES = ("a_to_b", "b_to_a", "together")
_COLUMNS = ("start", "acts", "level", "low", "high", "baseline", "state", "reports",
            *(f"{side}_{name}" for side in _SIDES for name in CLASSES.values()))


def _pair(request: Request) -> Response:
    with request.app.state.snapshots.history() as (history, number):
        if not (request.query_params.get("a") and request.query_params.get("b")):
            return pages.page(request, "pair/choose.html", often=pair.often(history), names=words.country_names(),
                              countries=ahead.of(request).countries(history), asked=None)
        told = ahead.of(request).reported(history, number, unit_of(request.query_params.get("unit") or "week"))
        if told is None:
            raise NothingFound("no report in the store has a date")
        whole = (told.first, told.last)
        asked = read(request.query_params, whole, history)
        shown = pair.shown(history, asked, _window(request, asked, number, lambda: pair.window(history, asked, told)))
        form = twins.form_of(request)
        if form != "html":
            return twins.twin(form, _COLUMNS, _rows(shown), f"pair-{asked.one}-{asked.other}-{asked.unit}")
        return _page(request, history, shown, whole)


def _window(request: Request, asked: pair.Asked, number: int, ask: Callable[[], pair.Window]) -> pair.Window:
    """Return the window as asked; the last few are kept, as one looks at many units of each."""
    state = request.app.state
    if not hasattr(state, "pairs"):
        state.pairs = {}
    kept: dict[tuple[int, pair.Asked], pair.Window] = state.pairs
    key = (number, replace(asked, at=None, by="quad"))
    found = kept.get(key) or ask()
    state.pairs = {**dict(list(kept.items())[1 - _KEPT:]), key: found}
    return found


def _page(request: Request, history: History, shown: pair.Shown, whole: tuple[date, date]) -> Response:
    asked = shown.asked
    here = urlencode(asked.query())
    return pages.page(
        request, "pair/pair.html", shown=shown, asked=asked, charts=pictures(shown), width=WIDTH,
        names=words.country_names(), countries=ahead.of(request).countries(history), quads=words.QUADS, here_query=here,
        earlier=_within(asked.moved(-1), whole), later=_within(asked.moved(1), whole), zoom=_address(asked.zoomed()),
        swap=_address(asked.swapped()), spans=tuple(pair.SPANS))


def read(query: QueryParams, whole: tuple[date, date], store: History) -> pair.Asked:
    """Return what a query asks for; the window ends with the newest report of the two unless it says otherwise.

    Args:
        query: parameters of an address.
        whole: days of the oldest and the newest report.
        store: where to look for the newest report of the two.

    Raises:
        UsageError: a day, unit or country that there is not.
    """
    unit = unit_of(query.get("unit") or "week")
    one, other = _code(query["a"]), _code(query["b"])
    until = day(query.get("until") or None, is_end=True) or pair.last_day(store, one, other) or whole[1]
    since = day(query.get("since") or None) or pair.window_start(until, unit)
    by = query.get("by") or "quad"
    if by not in ("quad", "type"):
        raise UsageError(f"no rows {by!r}; there are quad, type")
    return pair.Asked(one, other, unit, since, until, by, bool(query.get("steady")),
                      _at(query.get("at")))


def _at(words_: str | None) -> date | None:
    return day(words_) if words_ else None


def _code(text: str) -> str:
    """Return a country's code from what was written: ``USA``, ``usa``, ``United States``, ``USA (United States)``."""
    names = words.country_names()
    written = text.strip()
    code = next((code for code, name in names.items() if name.casefold() == written.casefold()), written.upper()[:3])
    if code not in names or (written[3:4].isalpha() and names[code].casefold() != written.casefold()):
        raise UsageError(f"no country {text!r}: write its name or its three letters, such as USA, or UNO, EUR, IGO")
    return code


def _address(asked: pair.Asked) -> str:
    return f"/pair?{urlencode(asked.query())}"


def _within(asked: pair.Asked, whole: tuple[date, date]) -> str | None:
    """Return the address of a window, None where no report lies in it."""
    return _address(asked) if asked.since <= whole[1] and asked.until >= whole[0] else None


def _rows(shown: pair.Shown) -> Iterator[tuple[Any, ...]]:
    for unit in shown.units:
        point = unit.point
        yield (point.start, point.acts, point.level, point.low, point.high, point.baseline, point.state, unit.reports,
               *(count for side in unit.counts for count in side))


routes = twins.listed("/pair", _pair)
