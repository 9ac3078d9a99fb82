"""What judgements add up to: how often the coder was right, how far two coders agree, where they still differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.analyze.review.accuracy import Accuracy, accuracy
from dragoman.analyze.review.differences import COUNTED, EVENT, Difference, Pair, differences, pairs, units
from dragoman.analyze.review.queue import Asked
from dragoman.analyze.review.state import EVENT as ADDED
from dragoman.analyze.review.state import MERGED, VERDICT, active
from dragoman.evaluate.agreement import alpha
from dragoman.store import Store
from dragoman.store.judgements import COLUMNS as JUDGEMENT_COLUMNS
from dragoman.store.judgements import Judgements
from dragoman.web.views import judged
from dragoman.web.views.judged import Case
from dragoman.web.views.review import sampled

COLUMNS = ("figure", "field", "value", "low", "high", "right", "of")
__all__ = ["COLUMNS", "JUDGEMENT_COLUMNS", "Agreement", "Figures", "Open", "figures", "open_differences", "rows"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's alpha of a field over ``units`` records that two coders gave a value; None if it has no value."""

    field: str
    alpha: float | None
    units: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Accuracy from a random sample, agreement of two codings, and how much was judged in all."""

    accuracy: Accuracy
    agreement: tuple[Agreement, ...]
    twice: int
    judged: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A record on which two coders differ, nobody having decided yet; ``version`` is what a decision has ``seen``."""

    report: str
    title: str | None
    sentence: str
    pair: Pair
    version: int
    differences: tuple[Difference, ...]


def figures(store: Store, judgements: Judgements, asked: Asked) -> Figures:
    """Return the figures; accuracy is that of the random sample which ``asked`` names."""
    found = [pair for _, both in _twice(store, judgements) for pair in both]
    agreement = []
    for name in COUNTED:
        values = [unit for unit in units(found, name) if len(unit) > 1]
        agreement.append(Agreement(name, alpha(values), len(values)))
    rows_ = judgements.all()
    return Figures(accuracy(sampled(store, judgements, asked)), tuple(agreement), len(found),
                   len({(row.coding, row.record) for row in active(rows_) if row.record}),
                   tuple(sorted({row.person for row in rows_})))


def rows(found: Figures) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of COLUMNS."""
    for share in found.accuracy.shares:
        yield "accuracy", share.what, share.share, share.low, share.high, share.right, share.of
    for item in found.agreement:
        yield "alpha", item.field, item.alpha, None, None, None, item.units


def open_differences(store: Store, judgements: Judgements) -> list[Open]:
    """Return what two coders left differently and nobody has decided, in the order in which reports were begun."""
    decided = {(row.record, row.field) for row in active(judgements.all("final"))}
    found = []
    for case, both in _twice(store, judgements):
        for pair in both:
            name = pair.one.id
            if pair.first is None and (name, ADDED) in decided:
                continue
            left = tuple(item for item in differences(pair) if not _is_decided(name, item.field, decided))
            if left:
                version = judged.case(store, judgements, case.report.id, "final").records.get(name)
                found.append(Open(case.report.id, case.report.title, _around(case, pair), pair,
                                  version.version if version else 0, left))
    return found


def _is_decided(name: str, field: str, decided: set[tuple[str, str]]) -> bool:
    fields = (VERDICT, MERGED) if field == EVENT else (field,)
    return any((name, item) in decided for item in fields)


def _twice(store: Store, judgements: Judgements) -> Iterator[tuple[Case, list[Pair]]]:
    """Yield the reports that were judged by a second coder as well, with their records side by side."""
    for second in judged.cases(store, judgements, "second"):
        first = judged.case(store, judgements, second.report.id, "first")
        both = pairs(first.records, second.records, searched=first.is_searched and second.is_searched)
        yield first, both


def _around(case: Case, pair: Pair) -> str:
    """Return the words around a trigger, so that one can decide without leaving the page."""
    from dragoman.reading.sentences import split

    start = pair.one.now["trigger"]["start"]
    return next((span.text for span in split(case.report.text) if span.start <= start < span.end), "")
