"""A question to the table of records: what its address says, and the SQL that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from shlex import quote
from typing import Any

from dragoman.analyze.selection import day
from dragoman.errors import UsageError
from dragoman.web.views.facets import COLUMNS, COUNTS, FACETS, USUAL, Column, Facet

_FROM = "FROM records JOIN reports ON reports.id = records.report JOIN runs ON runs.run = records.run"
_MOST_GROUPED = 2
_BY_NAME = {facet.name: facet for facet in FACETS}
_COLUMN = {column.name: column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the records; hashable, so that answers can be kept.

    Attributes:
        chosen: values by facet.
        words: words that trigger, participants or title have.
        since, until: prefix dates of publication, or empty.
        report, episode: only records of this one, or empty.
        sure: least confidence, 0 to 1.
        columns: names of COLUMNS, in order.
        by: facets to group by, at most two.
        count: what is counted: a key of COUNTS.
        sort: a column's name, with ``-`` for downwards; empty for newest first.
    """

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: str = ""
    since: str = ""
    until: str = ""
    report: str = ""
    episode: str = ""
    sure: float = 0.0
    columns: tuple[str, ...] = USUAL
    by: tuple[str, ...] = ()
    count: str = "events"
    sort: str = field(default="")

    def __post_init__(self) -> None:
        """Raise UsageError for what there is not."""
        _check("column", self.columns, _COLUMN)
        _check("facet", self.by, _BY_NAME)
        _check("count", (self.count,), COUNTS)
        _check("column", (self.sort.removeprefix("-"),) if self.sort else (), _COLUMN)
        if len(self.by) > _MOST_GROUPED:
            raise UsageError("group by two facets at the most")

    def shown(self) -> tuple[Column, ...]:
        """Return the columns of the table."""
        return tuple(_COLUMN[name] for name in self.columns)

    def grouped(self) -> tuple[Facet, ...]:
        """Return the facets that are grouped by."""
        return tuple(_BY_NAME[name] for name in self.by)

    def conditions(self) -> tuple[str, dict[str, Any]]:
        """Return the conditions on ``listed_records`` and their values."""
        plain, values = self.plain()
        chosen = {name: list(given) for name, given in self.chosen}
        return " AND ".join([plain, *(_BY_NAME[name].condition() for name in chosen)]), {**values, **chosen}

    def plain(self) -> tuple[str, dict[str, Any]]:
        """Return the conditions that are no facets', and their values."""
        parts, values = ["TRUE"], {}
        for name, condition in _PLAIN.items():
            value = self._plain(name)
            if value:
                parts.append(condition)
                values[name] = value
        return " AND ".join(parts), values

    def order(self) -> str:
        """Return the order of rows on our copy; newest first is how it lies."""
        if not self.sort:
            return ""
        column = _COLUMN[self.sort.removeprefix("-")].column
        return f"ORDER BY {column} {'DESC' if self.sort.startswith('-') else 'ASC'} NULLS LAST, rowid"

    def sql(self) -> str:
        """Return the question to the public views, with its values in it."""
        where = "".join(f"\n{'WHERE' if place == 0 else '  AND'} {part}" for place, part in enumerate(self._public()))
        if self.by:
            names = ", ".join(f'{facet.public} AS "{facet.name}"' for facet in self._unnested())
            return (f"SELECT {names}, {COUNTS[self.count][1]} AS {self.count}\n{_FROM}{self._joins()}{where}\n"
                    f"GROUP BY ALL\nORDER BY {self.count} DESC")
        names = ",\n    ".join(f'{column.public} AS "{column.name}"' for column in self.shown())
        column = _COLUMN[self.sort.removeprefix("-")].public if self.sort else ""
        order = f"{column}{' DESC' if self.sort.startswith('-') else ''} NULLS LAST, " if column else ""
        return (f"SELECT\n    {names}\n{_FROM}{where}\n"
                f"ORDER BY {order}reports.published DESC NULLS LAST, records.report, records.position")

    def _unnested(self) -> tuple[Facet, ...]:
        return tuple(Facet(facet.name, facet.label, facet.column, f"{facet.name}_of.country", is_list=True)
                     if facet.is_list else facet for facet in self.grouped())

    def _joins(self) -> str:
        return "".join(f"\nJOIN (SELECT DISTINCT record, country FROM participants WHERE role = '{facet.public}' "
                       f"AND country IS NOT NULL) AS {facet.name}_of ON {facet.name}_of.record = records.id"
                       for facet in self.grouped() if facet.is_list)

    def _public(self) -> list[str]:
        parts = [_BY_NAME[name].public_condition(", ".join(map(literal, given))) for name, given in self.chosen]
        for name, condition in _PUBLIC.items():
            value = self._plain(name)
            if value:
                parts.append(condition.format(literal(value)))
        return parts

    def _plain(self, name: str) -> Any:
        value = getattr(self, name)
        if name in {"since", "until"} and value:
            bound = day(value, is_end=name == "until")
            return bound.isoformat() if bound is not None else ""
        return f"%{_escaped(value)}%" if name == "words" and value else value


# How conditions other than facets are put to our copy and to the public views.
_PLAIN = {
    "words": "concat_ws(' ', trigger, actor_words, recipient_words, title) ILIKE $words ESCAPE '!'",
    "since": "left(published, 10) >= $since", "until": "left(published, 10) <= $until", "report": "report = $report",
    "episode": "episode = $episode", "sure": "confidence >= $sure",
}
_PUBLIC = {
    "words": "concat_ws(' ', records.trigger, (SELECT string_agg(coalesce(name, text), ' ') FROM participants "
             "WHERE record = records.id AND role IN ('actor', 'recipient')), reports.title) ILIKE {} ESCAPE '!'",
    "since": "left(reports.published, 10) >= {}", "until": "left(reports.published, 10) <= {}",
    "report": "records.report = {}", "episode": "records.episode = {}", "sure": "records.confidence >= {}",
}


def literal(value: object) -> str:
    """Return a value as SQL writes it."""
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def spoken(sql: str, store: str) -> dict[str, str]:
    """Return the same question in SQL, Python, R and for the command line."""
    fence = "---" if ')"' in sql else ""
    python = f'"""\n{sql}\n"""' if "\\" not in sql and '"""' not in sql else repr(sql)
    return {
        "SQL": sql,
        "Python": f"import dragoman\n\nwith dragoman.open({store!r}) as store:\n    rows = store.sql({python}).df()",
        "R": f'library(DBI)\nstore <- dbConnect(duckdb::duckdb(), {_r(store)}, read_only = TRUE)\n'
             f'rows <- dbGetQuery(store, r"{fence}(\n{sql}\n){fence}")',
        "Command line": f"dragoman query -s {quote(store)} --format csv {quote(sql)}",
    }


def _r(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escaped(words: str) -> str:
    """Return words as they stand in a pattern, where ``%`` and ``_`` would stand for others."""
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _check(what: str, names: tuple[str, ...], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"no {what} {name!r}; there are {', '.join(known)}")
