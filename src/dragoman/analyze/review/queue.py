"""What to look at next: where a look is worth most, or a random sample; ``resources/review/queue.toml``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.store import Store
from dragoman.tables import load

EXPECTED, RANDOM = "expected", "random"
ORDERS = (EXPECTED, RANDOM)

# Only what is asked for stands in the query: most of its time would go into conditions that let everything pass.
_CONDITIONS = {
    "type": "r.type = upper($type)",
    "source": "reports.source = $source",
    "since": "reports.published >= $since",
    "until": "reports.published <= $until || '~'",
    "country": "r.id IN (SELECT record FROM participants "
               "WHERE role IN ('actor', 'recipient') AND country = upper($country))",
    "only": "r.id IN (SELECT unnest($only))",
}
_ASKED = """
WITH asked AS (
    SELECT r.id, r.report, r.run, r.confidence, abs(r.intensity) AS intensity
    FROM records AS r {reports} WHERE {conditions}
), done AS (SELECT unnest($judged::VARCHAR[]) AS id)
"""
_EXPECTED = """
SELECT asked.*, coalesce(episodes.records, 1) AS told,
    4 * asked.confidence * (1 - asked.confidence) * (1 + $intensity_counts * asked.intensity / 10)
        / coalesce(episodes.records, 1) ** $sharing AS value
FROM asked ANTI JOIN done USING (id)
LEFT JOIN episode_members AS members ON members.record = asked.id AND members.run = asked.run
LEFT JOIN episodes ON episodes.episode = members.episode
ORDER BY value DESC, asked.id LIMIT $most
"""
_RANDOM = """
SELECT *, 1 AS told, NULL AS value FROM asked ANTI JOIN done USING (id)
ORDER BY md5($seed || '/' || id), id LIMIT $most
"""
_COUNT = "SELECT (SELECT count(*) FROM asked), (SELECT count(*) FROM asked SEMI JOIN done USING (id))"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rows of ``queue.toml``; see there."""

    intensity_counts: float
    sharing: float
    seed: str

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Rules:
        """Read the parsed table; raises KeyError or ValueError."""
        expected = table["expected"]
        return cls(float(expected["intensity_counts"]), float(expected["sharing"]), str(table["random"]["seed"]))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records are to be reviewed, and in which order.

    Attributes:
        order: ``expected`` or ``random``.
        seed: names the random sample: the same name gives the same order, also when the store has grown.
        type, country, source: PLOVER type, code of a country taking part, publisher; None for any.
        since, until: prefix dates of publication, inclusive.
    """

    order: str = EXPECTED
    seed: str = ""
    type: str | None = None
    country: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def sample(self) -> str | None:
        """The name under which judgements note that their record was drawn at random."""
        if self.order != RANDOM:
            return None
        narrowed = (self.type, self.country, self.source, self.since, self.until)
        return "/".join([self.seed or rules().seed, *(item or "" for item in narrowed)]).rstrip("/")


@dataclass(frozen=True, slots=True)
class Next:
    """A record to be looked at; ``told`` counts the records of its episode, ``value`` is None in a random sample.

    In a random sample nobody asks how often an act is told: ``told`` is 1.
    """

    id: str
    report: str
    run: int
    confidence: float
    intensity: float
    told: int
    value: float | None


@cache
def rules() -> Rules:
    """Return the packaged rules."""
    return Rules.of(load.toml("review_queue"))


def queue(store: Store, asked: Asked, judged: Collection[str] = (), *, most: int = 1,
          only: Collection[str] | None = None) -> list[Next]:
    """Return the next records to look at.

    Args:
        store: an open store.
        asked: which, and in which order.
        judged: ids of records that are done.
        most: how many at most.
        only: ids of the only records that are asked for, or None.
    """
    query, values = _asked(asked, judged, only)
    if asked.order == RANDOM:
        rows = store.sql(query + _RANDOM, values | {"most": most, "seed": asked.seed or rules().seed})
    else:
        weights = {"intensity_counts": rules().intensity_counts, "sharing": rules().sharing}
        rows = store.sql(query + _EXPECTED, values | {"most": most, **weights})
    return [Next(*row) for row in rows.fetchall()]


def size(store: Store, asked: Asked, judged: Collection[str] = (), *,
         only: Collection[str] | None = None) -> tuple[int, int]:
    """Return how many records there are to be reviewed in all, and how many of them are done."""
    query, values = _asked(asked, judged, only)
    total, done = store.sql(query + _COUNT, values).fetchall()[0]
    return int(total), int(done)


def _asked(asked: Asked, judged: Collection[str], only: Collection[str] | None) -> tuple[str, dict[str, Any]]:
    """Return the beginning of a query, and the values that it needs."""
    given = {"type": asked.type, "source": asked.source, "since": asked.since, "until": asked.until,
             "country": asked.country, "only": None if only is None else list(only)}
    values = {name: value for name, value in given.items() if value is not None}
    conditions = " AND ".join(_CONDITIONS[name] for name in values) or "TRUE"
    joined = "JOIN reports ON reports.id = r.report" if {"source", "since", "until"} & values.keys() else ""
    return _ASKED.format(reports=joined, conditions=conditions), {**values, "judged": list(judged)}
