"""Count, for one report, what every accuracy figure is made of; counts of reports add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dragoman.evaluate.align import Coded, align, iou, overlap
from dragoman.evaluate.compare import (
    best_iou,
    dyads,
    found_and_right,
    numbers,
    places,
    same_countries,
    same_date,
    same_passage,
    status_of,
)

Tally = dict[str, float]
"""Counts by name. Names ending in _gold, _pred, _hit and _right make up one rate each."""

PARTICIPANTS = ("actors", "recipients", "said_by", "denied_by")


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of some tallies, name by name."""
    summed: Tally = defaultdict(float)
    for tally in tallies:
        for name, count in tally.items():
            summed[name] += count
    return summed


def tally_report(gold: Sequence[Coded], predicted: Sequence[Coded]) -> Tally:
    """Count what one report's predictions got right; both sides are its records as JSON."""
    pairs = align(gold, predicted)
    tally: Tally = defaultdict(float, gold=len(gold), pred=len(predicted), trigger=len(pairs))
    for record in gold:
        tally[f"gold:{record['type']}"] += 1
    for record in predicted:
        tally[f"pred:{record.get('type')}"] += 1
    for g, p in pairs:
        if g["type"] == p.get("type"):
            _add_pair(tally, g, p)
        else:
            tally[f"confused:{g['type']}>{p.get('type')}"] += 1
    _add_report(tally, gold, predicted, pairs)
    return tally


def _add_report(
    tally: Tally, gold: Sequence[Coded], predicted: Sequence[Coded], pairs: Sequence[tuple[Coded, Coded]],
) -> None:
    wanted, given = dyads(gold), dyads(predicted)
    tally["report_gold"] += len(wanted)
    tally["report_pred"] += len(given)
    tally["report_hit"] += len(wanted & given)
    right = sum(g["type"] == p.get("type") and _same_dyad(g, p) for g, p in pairs)
    tally["perfect"] += len(gold) == len(predicted) == right


def _same_dyad(gold: Coded, predicted: Coded) -> bool:
    return same_countries(gold, predicted, "actors") and same_countries(gold, predicted, "recipients")


def _add_pair(tally: Tally, gold: Coded, predicted: Coded) -> None:
    tally["type"] += 1
    tally[f"hit:{gold['type']}"] += 1
    tally["trigger_iou"] += iou(gold["trigger"], predicted["trigger"])
    _add_decisions(tally, gold, predicted)
    _add_modes(tally, gold, predicted)
    _add_sectors(tally, gold, predicted)
    for field in PARTICIPANTS:
        _add_participants(tally, field, gold.get(field) or [], predicted.get(field) or [])
    _add_spans(tally, "where", places(gold), places(predicted))
    _add_numbers(tally, gold, predicted)


def _add_decisions(tally: Tally, gold: Coded, predicted: Coded) -> None:
    dyad = _same_dyad(gold, predicted)
    status = status_of(gold) == status_of(predicted)
    dated = bool(gold.get("when"))
    date = same_date(gold.get("when"), predicted.get("when")) if dated else True
    tally["actor"] += same_countries(gold, predicted, "actors")
    tally["recipient"] += same_countries(gold, predicted, "recipients")
    tally["dyad"] += dyad
    tally["status"] += status
    tally["record"] += dyad and status and date
    tally["when_gold"] += dated
    tally["when_hit"] += dated and date
    tally["nonactual"] += status_of(gold) != "actual"
    tally["nonactual_hit"] += status_of(gold) != "actual" and status
    tally["nonactual_pred"] += status_of(predicted) != "actual"


def _add_modes(tally: Tally, gold: Coded, predicted: Coded) -> None:
    wanted, given = set(gold.get("modes") or ()), set(predicted.get("modes") or ())
    tally["modes_gold"] += len(wanted)
    tally["modes_pred"] += len(given)
    tally["modes_hit"] += len(wanted & given)


def _add_sectors(tally: Tally, gold: Coded, predicted: Coded) -> None:
    for side in ("actors", "recipients"):
        for participant in gold[side]:
            other = next((item for item in predicted.get(side) or () if overlap(participant, item)), None)
            if other is not None:
                tally["sector_n"] += 1
                tally["sector_hit"] += (participant.get("sector") or None) == (other.get("sector") or None)


def _add_participants(tally: Tally, field: str, gold: Sequence[Coded], predicted: Sequence[Coded]) -> None:
    _add_spans(tally, field, gold, predicted)
    shares = [share for share in (best_iou(part, predicted) for part in gold) if share]
    tally["span_n"] += len(shares)
    for share in shares:  # one by one, so that rounding falls as in a running sum
        tally["span_iou"] += share


def _add_spans(tally: Tally, field: str, gold: Sequence[Coded], predicted: Sequence[Coded]) -> None:
    found, right = found_and_right(gold, predicted)
    for suffix, count in (("gold", len(gold)), ("pred", len(predicted)), ("hit", found), ("right", right)):
        tally[f"{field}_{suffix}"] += count


def _add_numbers(tally: Tally, gold: Coded, predicted: Coded) -> None:
    wanted, given = gold.get("numbers") or {}, numbers(predicted)
    hits = sum(kind in given and same_passage(number, given[kind]) for kind, number in wanted.items())
    for suffix, count in (("gold", len(wanted)), ("pred", len(given)), ("hit", hits), ("right", hits)):
        tally[f"numbers_{suffix}"] += count
