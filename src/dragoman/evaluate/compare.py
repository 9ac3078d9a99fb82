"""Compare one field of a gold record with the same field of the prediction paired with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.evaluate.align import Coded, iou, overlap


def status_of(record: Coded) -> str:
    """Return the record's status; a record without one is actual."""
    return str(record.get("status", "actual"))


def countries(participants: Iterable[Coded] | None) -> frozenset[str]:
    """Return the countries of some participants, without those that were not resolved."""
    return frozenset(item["country"] for item in participants or () if item.get("country"))


def same_countries(gold: Coded, predicted: Coded, side: str) -> bool:
    """Say whether both records give ``side`` (``actors``, ``recipients``) the same set of countries."""
    return countries(gold[side]) == countries(predicted.get(side))


def days(when: Coded | None) -> tuple[str, str] | None:
    """Return first and last day as comparable strings; a prefix date covers all its days."""
    if not when:
        return None
    first, last = when.get("from") or when.get("to"), when.get("to") or when.get("from")
    if not first or not last:
        return None
    return first + {4: "-01-01", 7: "-01"}.get(len(first), ""), last + {4: "-12-31", 7: "-31"}.get(len(last), "")


def same_date(gold: Coded | None, predicted: Coded | None) -> bool:
    """Say whether the predicted interval lies inside gold's, which is as wide as the text leaves it."""
    wide, narrow = days(gold), days(predicted)
    return bool(wide and narrow and wide[0] <= narrow[0] <= narrow[1] <= wide[1])


def same_passage(gold: Coded, predicted: Coded) -> bool:
    """Say whether two parts share a character or, where offsets lack, have the same words."""
    return overlap(gold, predicted) > 0 or bool(gold.get("text") and gold.get("text") == predicted.get("text"))


def found_and_right(gold: Sequence[Coded], predicted: Sequence[Coded]) -> tuple[int, int]:
    """Return how many gold parts were found and how many predicted parts are right."""
    found = sum(any(same_passage(g, p) for p in predicted) for g in gold)
    return found, sum(any(same_passage(g, p) for g in gold) for p in predicted)


def best_iou(part: Coded, predicted: Iterable[Coded]) -> float:
    """Return the largest share of characters ``part`` has in common with one of ``predicted``."""
    return max((iou(part, other) for other in predicted), default=0.0)


def dyads(records: Iterable[Coded]) -> set[tuple[str, str, str]]:
    """Return a report's set of (type, actor country, recipient country), negated records left out.

    A side without a resolved country counts as the empty string.
    """
    return {
        (record.get("type", ""), actor, recipient)
        for record in records if status_of(record) != "negated"
        for actor in countries(record.get("actors")) or {""}
        for recipient in countries(record.get("recipients")) or {""}
    }


def places(record: Coded) -> list[Any]:
    """Return the record's places as a list, also where a single place was written without one."""
    where = record.get("where") or []
    return [where] if isinstance(where, dict) else list(where)


def numbers(record: Coded) -> dict[str, Any]:
    """Return the record's numbers by kind, without empty ones."""
    return {kind: number for kind, number in (record.get("numbers") or {}).items() if number}
