"""Panels of directed pairs of countries: acts by day, week or month, with every zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dragoman.analyze.selection import Selection, count_of, placed, unit_of
from dragoman.errors import UsageError
from dragoman.store import Result, Store
from dragoman.tables.load import toml

CLASSES = {1: "verbal_cooperation", 2: "material_cooperation", 3: "verbal_conflict", 4: "material_conflict"}
Countries = str | Sequence[str] | None
_SYSTEMS = ("cow", "gw")


def panel(  # noqa: PLR0913 - these are the questions that a panel answers
    store: Store, actor: Countries = None, recipient: Countries = None, *, unit: str = "month",
    count: str = "episodes", by: str = "quad", selection: Selection | None = None, members: bool = False,
) -> Result:
    """Return one row a unit of time and directed pair, also where nothing happened.

    Columns: ``start`` (first day of the unit), ``actor``, ``recipient`` (ISO3 or PLOVER's
    international codes), ``actor_cow``, ``actor_gw``, ``recipient_cow``, ``recipient_gw``
    (numbers, null while the state is no member of that state system), ``events``, the four
    classes, with ``by="type"`` the 16 types too, ``intensity`` (mean, null without events),
    ``intensity_sum`` and ``reports``.

    Args:
        store: where the acts are.
        actor: one country, several, or None for all.
        recipient: likewise. With both given, all their pairs have rows; otherwise those with an act.
        unit: ``day``, ``week`` (from Monday) or ``month``.
        count: ``episodes`` (an act counts once, on its first day, however often it is told) or ``mentions``.
        by: ``quad`` or ``type``.
        selection: which acts are counted; by default what happened, between those who speak for states.
        members: only units in which both are members of the COW state system.

    Raises:
        UsageError: a unit, count or class that there is not, or a country with itself only.
    """
    if by not in ("quad", "type"):
        raise UsageError(f"no classes {by!r}; there are quad, type")
    selection = selection if selection is not None else Selection()
    actors, recipients = _listed(actor), _listed(recipient)
    facts, values = facts_query(unit_of(unit), count_of(count), selection, actors, recipients)
    first, last = _range(store, selection)
    if first is None:
        return store.sql(_sql(facts, unit, by, _PAIRS_FOUND, members=members) + " LIMIT 0",
                         values | {"first": None, "last": None})
    pairs = _PAIRS_FOUND
    if actors and recipients:
        pairs = _PAIRS_GIVEN
        values |= {"actors": actors, "recipients": recipients}
        if not {(a, b) for a in actors for b in recipients if a != b}:
            raise UsageError(f"no pair of countries in {', '.join(actors)}: a pair is of two")
    return store.sql(_sql(facts, unit, by, pairs, members=members), values | {"first": first, "last": last})


def facts_query(
    unit: str, count: str, selection: Selection, actors: Sequence[str], recipients: Sequence[str],
) -> tuple[str, dict[str, Any]]:
    """Return a query for one row an act and directed pair (``act``, ``start``, ``actor``, ...), and its values.

    An episode has its first day, and of its mentions the most usual type; a mention that
    belongs to no episode counts as one.
    """
    query, values = placed(unit, selection)
    for name, countries in (("actor", actors), ("recipient", recipients)):
        if countries:
            query += f" AND list_contains(${name}s, {name})"
            values[f"{name}s"] = list(countries)
    if count == "mentions":
        return f"SELECT *, record AS act, 1 AS mentions FROM ({query})", values  # noqa: S608 - own words
    return _EPISODES.format(query=query), values


_EPISODES = """
    SELECT coalesce(told.episode, told.record) AS act, min(start) AS start, min(first_day) AS first_day, actor,
        recipient, bool_or(mutual) AS mutual, coalesce(any_value(e.type), mode(told.type ORDER BY told.type)) AS type,
        coalesce(any_value(e.quad), mode(told.quad ORDER BY told.quad)) AS quad,
        coalesce(any_value(e.intensity), median(told.intensity)) AS intensity,
        max(told.confidence) AS confidence, count(*)::INTEGER AS mentions,
        arg_max(told.record, (told.confidence, told.record)) AS record,
        arg_max(told.report, (told.confidence, told.record)) AS report
    FROM (SELECT counts.*, member.episode FROM ({query}) AS counts LEFT JOIN raw_episode_members AS member
          ON member.record = counts.record AND member.run = counts.run AND member.until IS NULL) AS told
    LEFT JOIN raw_episodes AS e ON e.episode = told.episode AND e.until IS NULL
    GROUP BY coalesce(told.episode, told.record), actor, recipient"""

_PAIRS_GIVEN = """
    SELECT actor, recipient FROM (SELECT unnest($actors) AS actor), (SELECT unnest($recipients) AS recipient)
    WHERE actor <> recipient"""
_PAIRS_FOUND = "SELECT DISTINCT actor, recipient FROM facts"


def _sql(facts: str, unit: str, by: str, pairs: str, *, members: bool) -> str:
    counted = list(_counted(by))
    zeros = ", ".join(f"coalesce(counted.{name}, 0) AS {name}" for name, _ in counted)
    sums = ", ".join(f"{what} AS {name}" for name, what in counted)
    codes = ", ".join(f"{side}_{system}.{system} AS {side}_{system}" for side in _SIDES for system in _SYSTEMS)
    joins = "\n".join(_membership(side, system) for side in _SIDES for system in _SYSTEMS)
    where = "WHERE actor_cow.cow IS NOT NULL AND recipient_cow.cow IS NOT NULL" if members else ""
    return f"""
        WITH facts AS ({facts}),
        pairs AS ({pairs}),
        units AS (SELECT unnest(generate_series(date_trunc('{unit}', $first::DATE), $last::DATE,
                                                INTERVAL 1 {unit}))::DATE AS start),
        counted AS (
            SELECT start, actor, recipient, {sums}, avg(intensity) AS intensity, count(DISTINCT report) AS reports
            FROM facts GROUP BY start, actor, recipient)
        SELECT units.start, pairs.actor, pairs.recipient, {codes}, {zeros}, counted.intensity,
            coalesce(counted.reports, 0) AS reports
        FROM units CROSS JOIN pairs
        LEFT JOIN counted ON counted.start = units.start AND counted.actor = pairs.actor
            AND counted.recipient = pairs.recipient
        {joins}
        {where}
        ORDER BY pairs.actor, pairs.recipient, units.start"""  # noqa: S608 - own words


_SIDES = ("actor", "recipient")


def _counted(by: str) -> Iterable[tuple[str, str]]:
    yield "events", "count(*)"
    yield from ((name, f"count(*) FILTER (quad = {quad})") for quad, name in CLASSES.items())
    if by == "type":
        yield from ((kind.lower(), f"count(*) FILTER (type = '{kind}')") for kind in toml("plover")["types"])
    yield "intensity_sum", "sum(intensity)"


def _membership(side: str, system: str) -> str:
    name = f"{side}_{system}"
    return (f"LEFT JOIN countries AS {name} ON {name}.iso3 = pairs.{side} AND units.start >= {name}.{system}_from "
            f"AND (units.start <= {name}.{system}_to OR {name}.{system}_to IS NULL)")


def _listed(countries: Countries) -> list[str]:
    given = [countries] if isinstance(countries, str) else list(countries or ())
    return [country.upper() for country in given]


def _range(store: Store, selection: Selection) -> tuple[date | None, date | None]:
    """Return the days that are asked for, or those from the first report to the last."""
    if selection.since is not None and selection.until is not None:
        return selection.since, selection.until
    published = "try_cast(left(published, 10) AS DATE)"
    query = f"SELECT min({published}), max({published}) FROM raw_reports"  # noqa: S608 - own words
    first, last = store.sql(query).fetchall()[0]
    return selection.since or first, selection.until or last
