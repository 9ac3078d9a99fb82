"""The fields of a record that people judge: what two values must share to be the same, and what a value must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from dragoman.errors import UsageError
from dragoman.events.codebook import Codebook
from dragoman.reading import labels

Json = dict[str, Any]

PEOPLE = ("actors", "recipients", "said_by", "denied_by")
PASSAGES = ("trigger", "condition", "deadline")
FIELDS = ("type", "modes", "status", "trigger", *PEOPLE, "when", "where", "numbers", "condition", "deadline", "same_as")
"""The fields that are coded, in the order of gold; what the coder computes from them is not judged."""

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_COUNTRY = re.compile(r"[A-Z]{3}")


def essence(field: str, value: Any) -> Any:
    """Return the part of a value that was coded, to compare: passages and codes, no names looked up.

    >>> essence("when", {"from": "2015-05", "to": "2015-05", "precision": "month"})
    ('2015-05', '2015-05')
    """
    if field in PEOPLE:
        return tuple(sorted((item["start"], item["end"], item.get("country") or "", item.get("sector") or "")
                            for item in value or ()))
    if field == "where":
        return tuple((item["start"], item["end"], item.get("country") or "") for item in value or ())
    if field == "when":
        return None if value is None else (value["from"], value["to"])
    if field in PASSAGES:
        return None if value is None else (value["start"], value["end"])
    if field == "numbers":
        return tuple(sorted((kind, item["start"], item["end"]) for kind, item in (value or {}).items()))
    return tuple(sorted(value)) if field == "modes" else value


def checked(field: str, value: Any, text: str) -> Any:
    """Return a value with its words taken from the report's text.

    Args:
        field: one of FIELDS.
        value: as JSON; passages by ``start`` and ``end``, half-open, in characters.
        text: the report's.

    Raises:
        UsageError: the field cannot be corrected, or the value does not fit it.
    """
    check = _CHECKS.get(field)
    if check is None:
        raise UsageError(f"{field!r} cannot be corrected")
    try:
        return check(value, text)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{field}: the value does not have the form of the field ({error})") from error


def event(given: Mapping[str, Any], text: str) -> Json:
    """Return a whole event with every field of FIELDS checked; raises UsageError."""
    made = {field: checked(field, given.get(field, _EMPTY[field]), text) for field in FIELDS}
    return made | {"modes": fitting(made["type"], made["modes"])}


def fitting(kind: str, modes: list[str]) -> list[str]:
    """Return those modes that a type can have."""
    return [mode for mode in modes if mode in labels.MODES_OF.get(kind, ())]


def computed(now: Mapping[str, Any], codebook: Codebook) -> Json:
    """Return class and score of an event as its type and modes now are."""
    return {"quad": codebook.quad(now["type"]), "intensity": codebook.intensity(now["type"], tuple(now["modes"]))}


def passage(value: Mapping[str, Any], text: str) -> Json:
    """Return a passage with its words; raises UsageError where it is not inside the text."""
    start, end = int(value["start"]), int(value["end"])
    if not 0 <= start < end <= len(text):
        raise UsageError(f"there is no passage from {start} to {end} in a text of {len(text)} characters")
    return {"start": start, "end": end, "text": text[start:end]}


def _passage_or_none(value: Any, text: str) -> Json | None:
    return None if value is None else passage(value, text)


def _trigger(value: Any, text: str) -> Json:
    if value is None:
        raise UsageError("an event stands on the words that tell it: select its trigger")
    return passage(value, text)


def _person(value: Mapping[str, Any], text: str) -> Json:
    country, sector = value.get("country") or None, value.get("sector") or None
    if country is not None and not _COUNTRY.fullmatch(country):
        raise UsageError(f"a country is three capital letters (ISO 3166 or UNO, EUR, IGO …), not {country!r}")
    if sector not in labels.SECTORS:
        raise UsageError(f"no sector {sector!r}; there are {', '.join(item for item in labels.SECTORS if item)}")
    resolved = {name: value.get(name) for name in ("name", "entity", "office")}
    sectors = [sector, *(item for item in value.get("sectors") or () if item != sector)] if sector else []
    return passage(value, text) | {"country": country, "sector": sector, "sectors": sectors} | resolved


def _people(value: Any, text: str) -> list[Json]:
    return [_person(item, text) for item in value or ()]


def _place(value: Mapping[str, Any], text: str) -> Json:
    country = value.get("country") or None
    if country is not None and not _COUNTRY.fullmatch(country):
        raise UsageError(f"a country is three capital letters, not {country!r}")
    kept = {name: value.get(name) for name in ("name", "admin1", "lat", "lon", "geonames", "precision")}
    return passage(value, text) | {"country": country} | kept


def _places(value: Any, text: str) -> list[Json]:
    return [_place(item, text) for item in value or ()]


def _when(value: Any, text: str) -> Json | None:
    if value is None:
        return None
    since, until = str(value["from"]), str(value.get("to") or value["from"])
    if not _DAY.fullmatch(since) or not _DAY.fullmatch(until) or until < since[:len(until)]:
        raise UsageError(f"a time is 2015, 2015-05 or 2015-05-12, or two of them in order, not {since}/{until}")
    precision = {4: "year", 7: "month", 10: "day"}[len(since)] if since == until else "span"
    interval = {"from": since, "to": until, "precision": precision}
    return interval if value.get("start") is None else interval | passage(value, text)


def _deadline(value: Any, text: str) -> Json | None:
    if value is None:
        return None
    due = {} if value.get("from") is None else _when({"from": value["from"], "to": value.get("to")}, text) or {}
    return passage(value, text) | {"from": due.get("from"), "to": due.get("to")}


def _numbers(value: Any, text: str) -> Json:
    wrong = sorted((value or {}).keys() - set(labels.NUMBERS))
    if wrong:
        raise UsageError(f"no number {wrong[0]!r}; there are {', '.join(labels.NUMBERS)}")
    return {kind: passage(item, text) | {"low": item.get("low"), "high": item.get("high")}
            for kind, item in (value or {}).items()}


def _one_of(choices: tuple[str, ...], what: str) -> Callable[[Any, str], str]:
    def check(value: Any, text: str) -> str:  # noqa: ARG001 - all checks are asked alike
        if value not in choices:
            raise UsageError(f"no {what} {value!r}; there are {', '.join(choices)}")
        return str(value)
    return check


def _modes(value: Any, text: str) -> list[str]:  # noqa: ARG001 - as above
    known = {mode for modes in labels.MODES_OF.values() for mode in modes}
    wrong = sorted(set(value or ()) - known)
    if wrong:
        raise UsageError(f"no mode {wrong[0]!r}")
    return sorted(dict.fromkeys(value or ()))


def _same_as(value: Any, text: str) -> str | None:  # noqa: ARG001 - as above
    return None if not value else str(value)


_EMPTY: dict[str, Any] = {
    "type": None, "modes": [], "status": "actual", "trigger": None, **{field: [] for field in PEOPLE}, "when": None,
    "where": [], "numbers": {}, "condition": None, "deadline": None, "same_as": None,
}
_CHECKS: dict[str, Callable[[Any, str], Any]] = {
    "type": _one_of(labels.TYPES, "type"), "modes": _modes, "status": _one_of(labels.STATUSES, "status"),
    "trigger": _trigger, **dict.fromkeys(PEOPLE, _people), "when": _when, "where": _places, "numbers": _numbers,
    "condition": _passage_or_none, "deadline": _deadline, "same_as": _same_as,
}
