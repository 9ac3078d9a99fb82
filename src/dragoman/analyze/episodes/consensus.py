"""What the records of one episode add up to, each value with the records it rests on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dragoman.analyze.episodes.act import DENIES, Act, Dated, Json, Report
from dragoman.analyze.episodes.copies import versions

_Value = TypeVar("_Value", bound=Hashable)
_PRECISIONS = ("site", "city", "district", "province", "country", "region")


@dataclass(frozen=True, slots=True)
class Episode:
    """One act as all its records tell it.

    Attributes:
        id: hash of the id of the record in which it was first reported.
        acts: the records, first reported first.
        version: for each act, the number of the text it stands in; copies of one text have one number.
        row: the values as ``raw_episodes`` keeps them.
    """

    id: str
    acts: tuple[Act, ...]
    version: tuple[int, ...]
    row: dict[str, Any]


def episode(acts: Iterable[Act], copy: float) -> Episode:
    """Return what acts that are one add up to; ``copy`` is the likeness of copies, 0 … 1."""
    ordered = tuple(sorted(acts, key=lambda act: act.order))
    numbers = _versions(ordered, copy)
    name = "x-" + hashlib.sha256(ordered[0].record.encode("utf-8")).hexdigest()[:16]
    votes = tuple(dict(zip(reversed(numbers), reversed(ordered), strict=True)).values())
    row = {
        "episode": name, **_what(ordered, votes), **_told(ordered, numbers), **_when(votes), **_where(votes),
        "actors": people([(act, act.actors.people) for act in ordered]),
        "recipients": people([(act, act.recipients.people) for act in ordered]), **_tolls(ordered, numbers),
        "confidence": max(act.row["confidence"] for act in ordered),
    }
    return Episode(name, ordered, numbers, row)


def most(values: Iterable[_Value]) -> _Value | None:
    """Return the commonest value, of several the first; None if there is none."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else None


def people(told: Iterable[tuple[Act, Sequence[Json]]]) -> list[dict[str, Any]]:
    """Return each participant once, those named by most records first, with these records."""
    found: dict[Hashable, dict[str, Any]] = {}
    for act, side in told:
        for person in side:
            known = person["entity"] or (person["name"] or person["text"]).casefold()
            entry = found.setdefault((known, person["country"]), {
                "name": person["name"] or person["text"], "country": person["country"], "sector": person["sector"],
                "entity": person["entity"], "office": person["office"], "records": []})
            if act.record not in entry["records"]:
                entry["records"].append(act.record)
    return sorted(found.values(), key=lambda entry: -len(entry["records"]))


def _versions(acts: Sequence[Act], copy: float) -> tuple[int, ...]:
    reports: dict[str, Report] = {act.report.id: act.report for act in acts}
    numbers = versions([report.signature for report in reports.values()], copy)
    compact = {number: place for place, number in enumerate(sorted(set(numbers)))}
    of = {name: compact[number] for name, number in zip(reports, numbers, strict=True)}
    return tuple(of[act.report.id] for act in acts)


def _what(acts: Sequence[Act], votes: Sequence[Act]) -> dict[str, Any]:
    kind = most(act.type for act in votes)
    alike = [act for act in acts if act.type == kind]
    with_modes = [act for act in alike if act.modes]
    modes = Counter(mode for act in with_modes for mode in sorted(act.modes))
    contexts = Counter(context for act in acts for context in act.row["contexts"])
    return {
        "type": kind, "quad": alike[0].row["quad"], "status": _status(votes), "disputed": is_disputed(acts),
        "intensity": max((act.row["intensity"] for act in alike), key=abs),
        "modes": sorted(mode for mode, count in modes.items() if 2 * count >= len(with_modes)),
        "contexts": sorted(context for context, count in contexts.items() if 2 * count >= len(acts)),
    }


def is_disputed(acts: Iterable[Act]) -> bool:
    """Say whether somebody denies the act, or one record has it that it did not happen and another that it did."""
    told = list(acts)
    statuses = {act.status for act in told}
    is_denied = any(act.denied_by or any(answer.stance == DENIES for answer in act.answers) for act in told)
    return is_denied or {"actual", "negated"} <= statuses


def _status(votes: Sequence[Act]) -> str | None:
    """Return ``actual`` once a report has it in its own voice: what was planned before has then happened."""
    if any(act.status == "actual" and not act.said_by for act in votes):
        return "actual"
    return most(act.status for act in votes)


def _told(acts: Sequence[Act], numbers: Sequence[int]) -> dict[str, Any]:
    days = [act.report.published for act in acts if act.report.published]
    # A publisher counts once, and so does a text: what is left are those who tell it independently.
    publishers = {number: act.report.source for number, act in reversed(list(zip(numbers, acts, strict=True)))}
    named = {source for source in publishers.values() if source is not None}
    return {
        "first_reported": min(days, default=None), "last_reported": max(days, default=None),
        "first_report": acts[0].report.id, "first_record": acts[0].record, "records": len(acts),
        "reports": len({act.report.id for act in acts}), "versions": len(publishers),
        "sources": len(named) + sum(source is None for source in publishers.values()),
    }


def _when(votes: Sequence[Act]) -> dict[str, Any]:
    """Return the commonest of the single days, or of short spans, or of wide ones."""
    short = [act for act in votes if act.dated is Dated.SHORT]
    single = [act for act in short if act.days is not None and act.days[0] == act.days[1]]
    for acts in (single, short, [act for act in votes if act.dated is Dated.WIDE]):
        best = most((act.row["when_from"], act.row["when_to"], act.row["when_precision"]) for act in acts)
        if best is not None:
            return dict(zip(("when_from", "when_to", "when_precision"), best, strict=True))
    return {"when_from": None, "when_to": None, "when_precision": None}


def _where(votes: Sequence[Act]) -> dict[str, Any]:
    fields = ("place", "place_country", "place_admin1", "place_precision", "lat", "lon", "geonames")
    for precision in (*_PRECISIONS, None):
        places = [tuple(act.row[field] for field in fields) for act in votes
                  if act.row["place"] is not None and act.row["place_precision"] == precision]
        best = most(places)
        if best is not None:
            return dict(zip(fields, best, strict=True))
    return dict.fromkeys(fields)


def _tolls(acts: Sequence[Act], numbers: Sequence[int]) -> dict[str, Any]:
    kinds = sorted({kind for act in acts for kind in act.amounts})
    tolls = {kind: _toll(kind, acts, numbers) for kind in kinds}
    bounds = {f"{kind}_{bound}": tolls[kind][bound] if kind in tolls else None
              for kind in ("dead", "injured") for bound in ("low", "high")}
    return {"numbers": tolls, **bounds}


def _toll(kind: str, acts: Sequence[Act], numbers: Sequence[int]) -> dict[str, Any]:
    """Return least, greatest and latest number with every text's own; a report's last word on it counts."""
    by_version: dict[int, tuple[Act, Json]] = {}
    for number, act in zip(numbers, acts, strict=True):
        if kind in act.amounts and _is_bound(act.amounts[kind]):
            by_version[number] = (act, act.amounts[kind])
    by = [{"low": amount["low"], "high": amount["high"], "text": amount["text"], "report": act.report.id,
           "source": act.report.source, "published": act.report.published, "record": act.record}
          for act, amount in by_version.values()]
    return {"low": _edge(min, by), "high": _edge(max, by), "by": by}


def _is_bound(amount: Json) -> bool:
    return amount["low"] is not None or amount["high"] is not None


def _edge(choose: Callable[[list[int]], int], by: Sequence[Json]) -> int | None:
    told = [value for entry in by for value in (entry["low"], entry["high"]) if value is not None]
    return choose(told) if told else None
