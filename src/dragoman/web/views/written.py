"""From what was written in a form of Review to the value of a field.

Passages come as words, which is what can be written without a mouse or scripts, and, where
the words were selected in the text, as offsets too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData

from dragoman.analyze.review.fields import PASSAGES, PEOPLE, Json
from dragoman.errors import UsageError
from dragoman.reading import labels

_LONGEST = 10  # digits of a place in a text


def passage(text: str, given: Mapping[str, str], number: str, near: int) -> Json | None:
    """Return the passage that a form names, None where it names none.

    Args:
        text: the report's.
        given: the form: ``words`` and perhaps ``start``, each followed by ``number``.
        number: which passage of the form.
        near: where to look for words without a place: the nearest is meant.

    Raises:
        UsageError: the words do not stand in the text.
    """
    words, start = given.get(f"words{number}", "").strip(), given.get(f"start{number}", "")
    if not words:
        return None
    place = int(start) if start.isascii() and start.isdigit() and len(start) < _LONGEST else None
    if place is not None and text[place:place + len(words)] == words:
        return {"start": place, "end": place + len(words)}
    places = [place for place in range(len(text)) if text.startswith(words, place)] if words in text else []
    if not places:
        raise UsageError(f"“{words}” does not stand in the report, not in these very letters")
    best = min(places, key=lambda place: (abs(place - near), place))
    return {"start": best, "end": best + len(words)}


def value(field: str, now: Json, form: FormData, text: str) -> Any:
    """Return the value of a field that a form was filled in for; raises UsageError."""
    given = {name: str(item) for name, item in form.multi_items()}
    near = now["trigger"]["start"]
    if field in PEOPLE or field == "where":
        return _list(field, now, given, text)
    if field in PASSAGES:
        found = passage(text, given, "", near)
        return _dated(found, given) if field == "deadline" and found is not None else found
    if field == "when":
        return _when(given, passage(text, given, "", near))
    if field == "numbers":
        found_all = {kind: passage(text, given, f".{kind}", near) for kind in labels.NUMBERS}
        return {kind: item | _bounds(now, kind, item) for kind, item in found_all.items() if item is not None}
    if field == "modes":
        return [str(item) for item in form.getlist("value") if item]
    return given.get("value") or None


def _list(field: str, now: Json, given: Mapping[str, str], text: str) -> list[Json]:
    """Return the items that were kept, with the codes that were written, and a new one if there is one."""
    kept = [_coded(item, given, f".{number}") for number, item in enumerate(now[field]) if f"keep.{number}" in given]
    new = passage(text, given, ".new", now["trigger"]["start"])
    return kept if new is None else [*kept, _coded(new, given, ".new")]


def _coded(item: Mapping[str, Any], given: Mapping[str, str], number: str) -> Json:
    """Return somebody or a place with the codes of the form; what was looked up goes with the country it was for."""
    country = given.get(f"country{number}", "").strip().upper() or None
    codes: Json = {"country": country}
    if f"sector{number}" in given:
        codes["sector"] = given[f"sector{number}"] or None
    if country == item.get("country"):
        return {**item, **codes}
    return {"start": item["start"], "end": item["end"], **codes}


def _when(given: Mapping[str, str], phrase: Json | None) -> Json | None:
    since, until = given.get("from", "").strip(), given.get("to", "").strip()
    if not since:
        if phrase is not None:
            raise UsageError("say which days the words mean: 2015, 2015-05 or 2015-05-12")
        return None
    return {"from": since, "to": until or since, **(phrase or {})}


def _dated(found: Json, given: Mapping[str, str]) -> Json:
    since = given.get("from", "").strip()
    return found | ({"from": since, "to": given.get("to", "").strip() or since} if since else {})


def _bounds(now: Json, kind: str, item: Json) -> Json:
    """Return the bounds that were read from the same words; of others they are not known."""
    known = now["numbers"].get(kind)
    is_same = known is not None and (known["start"], known["end"]) == (item["start"], item["end"])
    return {"low": known["low"], "high": known["high"]} if known is not None and is_same else {}
