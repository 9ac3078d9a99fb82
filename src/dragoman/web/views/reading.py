"""Read: reports by day or by words, and one report with its events and the reasons for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dragoman.analyze.history import History
from dragoman.analyze.search import search
from dragoman.analyze.selection import day
from dragoman.errors import NothingFound
from dragoman.page.lines import Line, lines
from dragoman.page.marks import Piece, marks_of, paragraphs
from dragoman.page.render import LEGEND
from dragoman.store import Store
from dragoman.store.coded import Found
from dragoman.types import Coding, Record, Rejected, Report

PER_PAGE = 50
_MOST_FOUND = 200
_AROUND = 60
_COLUMNS = ("id", "published", "title", "source", "records", "rejected", "beginning")


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in the list.

    Attributes:
        beginning: its first words, for reports without a title.
        passage: the words around what was searched for.
    """

    id: str
    published: str | None
    title: str | None
    source: str | None
    records: int
    rejected: int
    beginning: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list.

    Attributes:
        days: reports by day, newest first; one group without a day for the hits of a search.
        total: reports that meet the conditions.
        page: from 1.
        pages: how many there are.
    """

    days: tuple[tuple[str | None, tuple[Listed, ...]], ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list; empty words ask for nothing."""

    words: str = ""
    since: str = ""
    until: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A passage that was not coded, and why."""

    text: str
    before: str
    after: str
    type: str
    reason: str
    score: str


@dataclass(frozen=True, slots=True)
class Told:
    """A record of another report that tells the chosen event: what it says differently, in words."""

    record: str
    report: str
    source: str | None
    published: str | None
    title: str | None
    act: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report as the screen shows it.

    Attributes:
        report: the report.
        paragraphs: its text, cut where marks begin and end.
        legend: kinds of mark that occur, with their names.
        lines: one an event.
        chosen: the event whose reasons are shown, or None where there is none.
        others: records of other reports that tell it.
        near: candidates refused near its trigger; all of the report's where nothing was coded.
        refused: how many were refused in the whole report.
        newer, older: ids of the reports before and after it in the list.
    """

    report: Report
    paragraphs: tuple[tuple[Piece, ...], ...]
    legend: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    chosen: Line | None
    record: Record | None
    others: tuple[Told, ...]
    near: tuple[Refused, ...]
    refused: int
    newer: str | None
    older: str | None


def listing(store: Store, asked: Asked, page: int = 1) -> Listing:
    """Return a page of the reports that meet the conditions: hits first, or newest first.

    Raises:
        UsageError: a date that is none, or words without a word.
    """
    if asked.words.strip():
        found = _found(store, asked)
        return Listing(((None, found),) if found else (), len(found), 1, 1)
    conditions, values = _conditions(asked)
    total = store.sql(f"SELECT count(*) FROM listed_reports WHERE {conditions}", values).fetchall()[0][0]  # noqa: S608
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    rows = store.sql(
        f"SELECT {', '.join(_COLUMNS)} FROM listed_reports WHERE {conditions} "  # noqa: S608 - own words
        "LIMIT $most OFFSET $after", {**values, "most": PER_PAGE, "after": (page - 1) * PER_PAGE}).fetchall()
    groups = groupby((Listed(*row) for row in rows), key=lambda item: item.published[:10] if item.published else None)
    return Listing(tuple((when, tuple(items)) for when, items in groups), total, page, pages)


def rows(store: Store, asked: Asked) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """Return columns and rows of the whole list, for its twins."""
    if asked.words.strip():
        return (*_COLUMNS, "passage"), [tuple(getattr(item, name) for name in (*_COLUMNS, "passage"))
                                        for item in _found(store, asked)]
    conditions, values = _conditions(asked)
    query = f"SELECT {', '.join(_COLUMNS)} FROM listed_reports WHERE {conditions}"  # noqa: S608 - own words
    return _COLUMNS, store.sql(query, values).fetchall()


def sheet(store: History, name: str, event: int | None) -> Sheet:
    """Return a report with its events; the ``event``-th (from 1), or else the first, is explained.

    Raises:
        NothingFound: there is no such report.
    """
    coding = store.coding(name)
    marks = [mark for number, record in enumerate(coding.records, 1) for mark in marks_of(record, number)]
    number = min(max(event or 1, 1), len(coding.records)) if coding.records else None
    record = coding.records[number - 1] if number is not None else None
    shown = lines(coding)
    newer, older = _beside(store, name)
    return Sheet(
        report=coding.report, paragraphs=paragraphs(coding.report.text, marks),
        legend=tuple((kind, words) for kind, words in LEGEND if any(mark.kind == kind for mark in marks)),
        lines=shown, chosen=shown[number - 1] if number is not None else None, record=record,
        others=tuple(_others(store, record)) if record is not None else (),
        near=tuple(_refused(coding, record)), refused=len(coding.rejected), newer=newer, older=older)


def meant(store: Store, name: str) -> Found:
    """Return the report, record or episode of this id or beginning of one; whole ids are found fast.

    Raises:
        NothingFound: no id begins so.
        UsageError: several do.
    """
    query = ("SELECT 'report' FROM listed_reports WHERE id = $id "
             "UNION ALL SELECT 'record' FROM listed_records WHERE id = $id LIMIT 1")
    whole = store.sql(query, {"id": name}).fetchall()
    return Found(whole[0][0], name) if whole else store.find(name)


def place_of(store: Store, record: str) -> tuple[str, int]:
    """Return the report of a record, and which of its events it is; raises NothingFound."""
    found = store.sql("SELECT report, position FROM records WHERE id = $id", {"id": record}).fetchall()
    if not found:
        raise NothingFound(f"no record {record!r} in the store")
    return found[0][0], found[0][1] + 1


def _conditions(asked: Asked) -> tuple[str, dict[str, Any]]:
    conditions, values = ["TRUE"], {}
    if asked.source:
        conditions.append("source = $source")
        values["source"] = asked.source
    for name, sign, is_end in (("since", ">=", False), ("until", "<=", True)):
        bound = day(getattr(asked, name) or None, is_end=is_end)
        if bound is not None:
            conditions.append(f"left(published, 10) {sign} ${name}")
            values[name] = bound.isoformat()
    return " AND ".join(conditions), values


def _found(store: Store, asked: Asked) -> tuple[Listed, ...]:
    hits = search(store, asked.words, since=asked.since or None, until=asked.until or None, most=_MOST_FOUND)
    query = "SELECT id, records, rejected, beginning FROM listed_reports WHERE list_contains($ids, id)"
    found = store.sql(query, {"ids": [hit.report for hit in hits]}).fetchall()
    more = {name: (records, rejected, beginning) for name, records, rejected, beginning in found}
    return tuple(Listed(hit.report, hit.published, hit.title, hit.source, *more[hit.report], passage=hit.passage)
                 for hit in hits if not asked.source or hit.source == asked.source)


def _beside(store: Store, name: str) -> tuple[str | None, str | None]:
    """Return the reports above and below this one in the whole list."""
    query = ("SELECT newer, older FROM (SELECT id, lag(id) OVER w AS newer, lead(id) OVER w AS older "
             "FROM listed_reports "
             "WHERE coalesce(left(published, 10), '') = (SELECT coalesce(left(published, 10), '') FROM listed_reports "
             "WHERE id = $id) WINDOW w AS (ORDER BY published DESC NULLS LAST, id)) WHERE id = $id")
    found = store.sql(query, {"id": name}).fetchall()
    return (found[0][0], found[0][1]) if found else (None, None)


def _others(store: Store, record: Record) -> Iterator[Told]:
    if record.episode is None:
        return
    query = ("SELECT id, report, source, published, title, trigger, type, status, actor_words, recipient_words, "
             "when_from, place FROM listed_records WHERE episode = $episode AND report <> $report "
             "ORDER BY published, report, position LIMIT 40")
    rows_ = store.sql(query, {"episode": record.episode, "report": record.report}).fetchall()
    for name, report, source, published, title, act, *rest in rows_:
        yield Told(name, report, source, published, title, act, tuple(_differences(record, rest)))


def _differences(record: Record, other: Sequence[Any]) -> Iterator[str]:
    """Say what another record of the same act has otherwise."""
    kind, status, actors, recipients, when, place = other
    ours = (("type", record.type, kind), ("status", record.status, status),
            ("who", _names(record, "actors"), actors or ""),
            ("to whom", _names(record, "recipients"), recipients or ""),
            ("when", record.when.from_ if record.when is not None else "", when or ""),
            ("where", (record.where[0].name or "") if record.where else "", place or ""))
    return (f"{label}: {theirs or 'not said'}" for label, own, theirs in ours if own != theirs)


def _names(record: Record, role: str) -> str:
    return "; ".join(person.name or person.text for person in getattr(record, role))


def _refused(coding: Coding, record: Record | None) -> Iterator[Refused]:
    """Yield what was refused in the sentence of a record; all there is where nothing was coded."""
    text = coding.report.text
    for item in coding.rejected:
        if record is None or abs(item.span.start - record.trigger.start) <= _AROUND * 3:
            yield _refusal(text, item)


def _refusal(text: str, item: Rejected) -> Refused:
    start, end = item.span.start, item.span.end
    before = " ".join(text[max(0, start - _AROUND):start].split(" ")[1 if start > _AROUND else 0:])
    after = " ".join(text[end:end + _AROUND].split(" ")[:-1 if end + _AROUND < len(text) else None])
    return Refused(item.span.text, before, after, item.type, item.reason, f"{item.score:.2f}")
