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
    queries, values = _conditions(store, actor, recipient, type)
    conditions = []
    for name, bound, sign in (("since", day(since), ">="), ("until", day(until, is_end=True), "<=")):
        if bound is not None:
            conditions.append(f"left(published, 10) {sign} ${name}")
            values[name] = bound.isoformat()
    wanted = terms(store, question.words)
    rows = ranked(store, question, wanted, any_word=any_word, conditions=conditions, met=_all_of(queries),
                  values=values, most=most).fetchall()
    found = _records(store, [row[0] for row in rows])
    return Table(Hit, (Hit(report, published, title, source, url, round(score, 3), passage(text, wanted),
                           tuple(name for name in found.get(report, ()) if met is None or name in met))
                       for report, published, title, source, url, text, score, met in rows))


def passage(text: str, stems: Iterable[str]) -> str:
    """Return the stretch of a text that has most of the terms, closest together, cut at words."""
    folded = _folded(text)
    places = sorted((match.start(), stem) for stem in stems for match in _like(stem).finditer(folded))
    if not places:
        return _cut(text, 0)
    best = max((start for start, _ in places), key=lambda start: _together(places, start))
    return _cut(text, max(best - _LEAD, 0))


def _conditions(
    store: Store, actor: str | None, recipient: str | None, kind: str | None,
) -> tuple[list[str], dict[str, Any]]:
    """Return a query for the records (``run``, ``report``, ``record``) that meet each condition, and the values."""
    queries, values = [], {}
    for role, who in (("actor", actor), ("recipient", recipient)):
        if who is not None:
            values[role] = who
            is_who = (f"country = upper(${role})" if _is_country(store, who) else
                      f"(entity = ${role} OR lower(name) = lower(${role}))")
            queries.append("SELECT run, report, record FROM raw_participants "  # noqa: S608 - own words
                           f"WHERE role = '{role}' AND {is_who}")
    if kind is not None:
        values["type"] = kind.upper()
        queries.append("SELECT run, report, id AS record FROM raw_records WHERE type = $type")
    return queries, values


def _is_country(store: Store, who: str) -> bool:
    """Say whether somebody in the store has this country: then names need not be compared."""
    query = "SELECT 1 FROM raw_participants WHERE country = upper($who) LIMIT 1"
    return bool(store.sql(query, {"who": who}).fetchall())


def _all_of(queries: Sequence[str]) -> str:
    """Return a query for the records that each of the queries finds; nothing for no query."""
    if not queries:
        return ""
    first, *others = queries
    return f"FROM ({first}) " + " ".join(f"SEMI JOIN ({other}) USING (run, report, record)" for other in others)


def _records(store: Store, reports: Sequence[str]) -> dict[str, list[str]]:
    """Return the ids of the records of each report, in the order of its text."""
    query = ("SELECT report, list(id ORDER BY position) FROM records "
             "SEMI JOIN (SELECT unnest($reports::VARCHAR[]) AS report) AS asked USING (report) GROUP BY report")
    return dict(store.sql(query, {"reports": list(reports)}).fetchall())


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
