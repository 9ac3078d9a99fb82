"""Search: reports by their words and by the acts that they tell, with the passage that answers best."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.analyze.selection import day
from dragoman.analyze.table import Table
from dragoman.errors import UsageError
from dragoman.store import Store
from dragoman.store.search import parse, ranked, terms

_AROUND = 240
_LEAD = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that answers.

    Attributes:
        report: its id.
        published, title, source, url: as in the report.
        score: BM25; only comparable within one answer.
        passage: the words of the report around what was asked.
        records: ids of its records that meet the conditions, in order.
    """

    report: str
    published: str | None
    title: str | None
    source: str | None
    url: str | None
    score: float
    passage: str
    records: tuple[str, ...]


def search(  # noqa: PLR0913 - these are the questions that a search answers
    store: Store, words: str, *, since: str | date | None = None, until: str | date | None = None,
    actor: str | None = None, recipient: str | None = None, type: str | None = None,  # noqa: A002 - the record's word
    any_word: bool = False, most: int = 20,
) -> Table[Hit]:
    """Return the reports that have all the words, best first.

    Args:
        store: where the reports are.
        words: words; ``"several together"`` in quotation marks; ``-without``.
        since: first day of publication, a prefix date.
        until: last day of publication, a prefix date.
        actor: only reports with a record of which this country, name or entity is an actor.
        recipient: likewise; with several conditions one record must meet them all.
        type: only reports with a record of this type.
        any_word: one of the words will do.
        most: most reports.

    Raises:
        UsageError: no words, or a date that is none.
    """
    if most < 1:
        raise UsageError("ask for at least one report")
    question = parse(words)
    sides, values = _conditions(actor, recipient, type)
    conditions = [f"(id, run) IN (SELECT (report, run) FROM {_told(sides)})"] if sides else []  # noqa: S608 - own words
    for name, bound, sign in (("since", day(since), ">="), ("until", day(until, is_end=True), "<=")):
        if bound is not None:
            conditions.append(f"left(published, 10) {sign} ${name}")
            values[name] = bound.isoformat()
    rows = ranked(store, question, any_word=any_word, conditions=conditions, values=values, most=most).fetchall()
    found = _found(store, sides, values, [row[0] for row in rows])
    stems = list(terms(store, question.words))
    return Table(Hit, (Hit(report, published, title, source, url, round(score, 3), passage(text, stems),
                           found.get(report, ()))
                       for report, published, title, source, url, text, score in rows))


def passage(text: str, stems: Iterable[str]) -> str:
    """Return the stretch of a text that has most of the terms, closest together, cut at words."""
    folded = _folded(text)
    places = sorted((match.start(), stem) for stem in stems for match in _like(stem).finditer(folded))
    if not places:
        return _cut(text, 0)
    best = max((start for start, _ in places), key=lambda start: _together(places, start))
    return _cut(text, max(best - _LEAD, 0))


def _conditions(actor: str | None, recipient: str | None, kind: str | None) -> tuple[list[str], dict[str, Any]]:
    """Return a query for the records (``run``, ``report``, ``record``) that meet each condition, and the values."""
    queries, values = [], {}
    for role, who in (("actor", actor), ("recipient", recipient)):
        if who is not None:
            values[role] = who
            queries.append(f"SELECT run, report, record FROM raw_participants WHERE role = '{role}' AND "  # noqa: S608
                           f"(country = upper(${role}) OR entity = ${role} OR lower(name) = lower(${role}))")
    if kind is not None:
        values["type"] = kind.upper()
        queries.append("SELECT run, report, id AS record FROM raw_records WHERE type = $type")
    return queries, values


def _told(sides: Sequence[str]) -> str:
    """Return a query for the records that meet all conditions, of any run."""
    first, *others = sides
    return f"({first}) " + " ".join(f"SEMI JOIN ({other}) USING (run, report, record)" for other in others)


def _found(
    store: Store, sides: Sequence[str], values: dict[str, Any], reports: Sequence[str],
) -> dict[str, tuple[str, ...]]:
    """Return the ids of the records of each report that meet the conditions, in the order of its text."""
    asked = {name: value for name, value in values.items() if name not in ("since", "until")}
    named = {f"report{number}": report for number, report in enumerate(reports)}
    among = f"report IN ({', '.join(f'${name}' for name in named) or 'NULL'})"
    told = f"(SELECT run, report, id AS record, position FROM records WHERE {among})"  # noqa: S608 - own words
    if sides:
        told += f" SEMI JOIN (SELECT run, record FROM {_told(sides)} WHERE {among}) USING (run, record)"  # noqa: S608
    rows = store.sql(f"SELECT report, list(record ORDER BY position) FROM {told} GROUP BY report", asked | named)  # noqa: S608
    return {report: tuple(ids) for report, ids in rows.fetchall()}


def _like(stem: str) -> re.Pattern[str]:
    """Return what matches the words of a term: plural endings may have been cut or turned into y."""
    return re.compile(rf"\b{re.escape(stem.removesuffix('y'))}\w{{0,3}}\b")


def _folded(text: str) -> str:
    """Return a text without case and accents, character for character."""
    return "".join((unicodedata.normalize("NFKD", letter)[0] if ord(letter) > 127 else letter).lower()[:1] or " "  # noqa: PLR2004
                   for letter in text)


def _together(places: Sequence[tuple[int, str]], start: int) -> tuple[int, int]:
    """Return how many terms stand from here on within a passage, and, negative, how far the last of them is."""
    near: dict[str, int] = {}
    for place, stem in places:
        if start <= place < start + _AROUND - 2 * _LEAD:
            near.setdefault(stem, place)
    return len(near), start - max(near.values())


def _cut(text: str, start: int) -> str:
    first = 0 if start == 0 else text.find(" ", start) + 1
    last = len(text) if first + _AROUND >= len(text) else text.rfind(" ", first + 1, first + _AROUND)
    last = last if last > first else first + _AROUND
    words = " ".join(text[first:last].split())
    return ("…" if first else "") + words + ("…" if last < len(text) else "")
