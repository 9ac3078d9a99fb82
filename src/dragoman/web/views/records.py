"""Records: facets with counts, a page of the table or groups of it, and one record beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.analyze.history import History
from dragoman.page.lines import Line, lines
from dragoman.page.marks import Piece, marks_of, paragraphs
from dragoman.store import Store
from dragoman.types import Coding, Record, Report
from dragoman.web.views.asking import Question
from dragoman.web.views.facets import COUNTS, FACETS, Facet

PER_PAGE = 100
_PER_FACET = 12
_MOST_CELLS = 2000


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, how often it occurs, and whether it is chosen."""

    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A facet with its commonest values; ``chosen`` are those of the address."""

    facet: Facet
    values: tuple[Value, ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a question's records add up to: totals by what is counted, and the facets."""

    totals: tuple[tuple[str, int], ...]
    facets: tuple[Counted, ...]

    @property
    def records(self) -> int:
        """How many rows the table has."""
        return dict(self.totals)["records"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its record, and a cell a column."""

    id: str
    quad: int
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Counts by one or two facets, commonest first; ``across`` is empty for one facet."""

    down: tuple[str | None, ...]
    across: tuple[str | None, ...]
    counts: dict[tuple[str | None, ...], int]


@dataclass(frozen=True, slots=True)
class Preview:
    """A record beside the table: its paragraph with its marks, and what was coded of it."""

    report: Report
    record: Record
    line: Line
    number: int
    paragraph: tuple[Piece, ...]


def summary(store: Store, question: Question) -> Summary:
    """Return totals and facets; each facet is counted as if nothing of it were chosen."""
    plain, values = question.plain()
    chosen = {name: list(given) for name, given in question.chosen}
    counts = ", ".join(expression for expression, _ in COUNTS.values())
    columns = ", ".join(f'{facet.column} AS "{facet.name}"' for facet in FACETS)
    parts = " UNION ALL ".join(f"({_counting(question, facet, chosen)})" for facet in FACETS)
    # What costs is looked at once: the words of a search, not once a facet.
    query = (f"WITH matched AS MATERIALIZED (SELECT id, report, episode, {columns} FROM listed_records WHERE {plain}) "
             f"SELECT NULL AS facet, NULL AS value, [{counts}] AS counted FROM matched WHERE {_all_but('', chosen)} "
             f"UNION ALL {parts}")
    rows = store.sql(query, {**values, **chosen}).fetchall()
    totals = next(counted for facet, _, counted in rows if facet is None)
    return Summary(tuple(zip(COUNTS, totals, strict=True)), tuple(_counted(facet, chosen, rows) for facet in FACETS))


def page(store: Store, question: Question, number: int) -> tuple[Row, ...]:
    """Return a page of the table; ``number`` is from 1."""
    conditions, values = question.conditions()
    cells = ", ".join(column.column for column in question.shown())
    rows = store.sql(
        f"SELECT id, quad, {cells} FROM listed_records WHERE {conditions} {question.order()} "
        "LIMIT $most OFFSET $after", {**values, "most": PER_PAGE, "after": (number - 1) * PER_PAGE}).fetchall()
    return tuple(Row(name, quad, tuple(rest)) for name, quad, *rest in rows)


def everything(store: Store, question: Question) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """Return columns and all rows, for the twins: of the table, or of the groups if there are any."""
    if question.by:
        return (*question.by, question.count), _grouped(store, question)
    conditions, values = question.conditions()
    cells = ", ".join(column.column for column in question.shown())
    names = question.columns
    extra, more = ("", ()) if "id" in names else (", id", ("id",))
    query = f"SELECT {cells}{extra} FROM listed_records WHERE {conditions} {question.order()}"
    return (*names, *more), store.sql(query, values).fetchall()


def groups(store: Store, question: Question) -> Groups:
    """Return the counts by the facets of ``question.by``."""
    rows = _grouped(store, question)
    counts = {tuple(row[:-1]): row[-1] for row in rows}
    down = tuple(dict.fromkeys(key[0] for key in counts))
    across = _by_weight({key: count for key, count in counts.items() if len(key) > 1})
    return Groups(down, across, counts)


def preview(store: History, name: str) -> Preview:
    """Return a record with its paragraph; raises NothingFound."""
    record = store.record(name)
    coding = store.coding(record.report)
    number = next(place for place, item in enumerate(coding.records, 1) if item.id == name)
    line = lines(Coding(coding.report, (record,)))[0]
    found = paragraphs(coding.report.text, marks_of(record, 1))
    own = next((pieces for pieces in found if any(piece.ends for piece in pieces)), ())
    return Preview(coding.report, record, line, number, own)


def _counting(question: Question, facet: Facet, chosen: Mapping[str, Sequence[str]]) -> str:
    """Return the query for the commonest values of a facet among ``matched``; chosen ones are always there."""
    value = f'unnest("{facet.name}")' if facet.is_list else f'"{facet.name}"::VARCHAR'
    first = f"list_contains(${facet.name}, value) DESC, " if facet.name in chosen else ""
    most = max(_PER_FACET, len(chosen.get(facet.name, ())) + 1)
    return (f"SELECT '{facet.name}' AS facet, value, [{COUNTS[question.count][0]}] AS counted "
            f"FROM (SELECT id, report, episode, {value} AS value FROM matched WHERE {_all_but(facet.name, chosen)}) "
            f"WHERE value IS NOT NULL GROUP BY value ORDER BY {first}counted DESC, value LIMIT {most}")


def _all_but(name: str, chosen: Mapping[str, Sequence[str]]) -> str:
    """Return the conditions of the chosen facets on ``matched``, those of one left out."""
    facets = [replace(facet, column=f'"{facet.name}"') for facet in FACETS if facet.name in chosen]
    return " AND ".join(["TRUE", *(facet.condition() for facet in facets if facet.name != name)])


def _counted(facet: Facet, chosen: Mapping[str, Sequence[str]], rows: Sequence[tuple[Any, ...]]) -> Counted:
    wanted = tuple(chosen.get(facet.name, ()))
    own = (Value(value, counted[0], value in wanted) for name, value, counted in rows if name == facet.name)
    return Counted(facet, tuple(sorted(own, key=lambda one: (not one.is_chosen, -one.count, one.value))), wanted)


def _grouped(store: Store, question: Question) -> list[tuple[Any, ...]]:
    conditions, values = question.conditions()
    facets = question.grouped()
    inner = ", ".join(f"{facet.values()} AS value{place}" for place, facet in enumerate(facets))
    names = ", ".join(f"value{place}" for place in range(len(facets)))
    lists = [f"value{place} IS NOT NULL" for place, facet in enumerate(facets) if facet.is_list]
    present = " AND ".join(["TRUE", *lists])
    query = (f"SELECT {names}, {COUNTS[question.count][0]} AS counted "
             f"FROM ({_pairs(facets, inner, conditions)}) WHERE {present} "
             f"GROUP BY {names} ORDER BY counted DESC, {names} LIMIT {_MOST_CELLS}")
    return store.sql(query, values).fetchall()


def _pairs(facets: Sequence[Facet], inner: str, conditions: str) -> str:
    """Return the rows that are grouped; two lists are unnested one after the other, so that each meets each."""
    if [facet.is_list for facet in facets] != [True, True]:
        return f"SELECT id, report, episode, {inner} FROM listed_records WHERE {conditions}"
    one, other = facets
    first = (f"SELECT id, report, episode, {other.column}, unnest({one.column}) AS value0 "
             f"FROM listed_records WHERE {conditions}")
    return f"SELECT id, report, episode, value0, unnest({other.column}) AS value1 FROM ({first})"


def _by_weight(counts: dict[tuple[str | None, ...], int]) -> tuple[str | None, ...]:
    weights: dict[str | None, int] = {}
    for key, count in counts.items():
        weights[key[1]] = weights.get(key[1], 0) + count
    return tuple(sorted(weights, key=lambda value: (-weights[value], value or "")))
