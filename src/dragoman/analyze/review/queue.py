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

_ASKED = """
WITH asked AS (
    SELECT records.id, records.report, records.run, records.confidence, abs(records.intensity) AS intensity,
        coalesce(episodes.records, 1) AS told
    FROM records
    JOIN reports ON reports.id = records.report
    LEFT JOIN episode_members AS members ON members.record = records.id AND members.run = records.run
    LEFT JOIN episodes ON episodes.episode = members.episode
    WHERE ($type IS NULL OR records.type = upper($type))
        AND ($source IS NULL OR reports.source = $source)
        AND ($since IS NULL OR reports.published >= $since)
        AND ($until IS NULL OR reports.published <= $until || '~')
        AND ($country IS NULL OR EXISTS (
            SELECT 1 FROM participants
            WHERE participants.record = records.id AND participants.run = records.run
                AND role IN ('actor', 'recipient') AND country = upper($country)))
        AND ($only IS NULL OR list_contains($only, records.id))
)
"""
_EXPECTED = _ASKED + """
SELECT id, report, run, confidence, intensity, told,
    4 * confidence * (1 - confidence) * (1 + $intensity_counts * intensity / 10) / told ** $sharing AS value
FROM asked WHERE NOT list_contains($judged, id)
ORDER BY value DESC, id LIMIT $most
"""
_RANDOM = _ASKED + """
SELECT id, report, run, confidence, intensity, told, NULL AS value
FROM asked WHERE NOT list_contains($judged, id)
ORDER BY md5($seed || '/' || id), id LIMIT $most
"""
_COUNT = _ASKED + "SELECT count(*), count(*) FILTER (list_contains($judged, id)) FROM asked"  # noqa: S608 - our own words, values are bound


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
    """A record to be looked at; ``told`` counts the records of its episode, ``value`` is None in a random sample."""

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
    values: dict[str, Any] = {**_values(asked, only), "judged": list(judged), "most": most}
    if asked.order == RANDOM:
        rows = store.sql(_RANDOM, values | {"seed": asked.seed or rules().seed})
    else:
        rows = store.sql(_EXPECTED, values | {"intensity_counts": rules().intensity_counts, "sharing": rules().sharing})
    return [Next(*row) for row in rows.fetchall()]


def size(store: Store, asked: Asked, judged: Collection[str] = (), *,
         only: Collection[str] | None = None) -> tuple[int, int]:
    """Return how many records there are to be reviewed in all, and how many of them are done."""
    total, done = store.sql(_COUNT, _values(asked, only) | {"judged": list(judged)}).fetchall()[0]
    return int(total), int(done)


def _values(asked: Asked, only: Collection[str] | None) -> dict[str, Any]:
    return {"type": asked.type, "country": asked.country, "source": asked.source, "since": asked.since,
            "until": asked.until, "only": None if only is None else list(only)}
