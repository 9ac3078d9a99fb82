"""Which episodes a store has, by what one asks of them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.errors import NothingFound
from dragoman.store import Result, Store

_QUERY = """
SELECT * FROM episodes
WHERE ($type IS NULL OR type = upper($type))
    AND ($since IS NULL OR coalesce(when_to, first_reported) >= $since)
    AND ($until IS NULL OR coalesce(when_from, first_reported) <= $until || '~')
    AND ($country IS NULL OR list_contains(
        json_extract_string(actors, '$[*].country') || json_extract_string(recipients, '$[*].country'),
        upper($country)))
    AND reports >= $reports AND sources >= $sources AND (disputed OR NOT $disputed)
ORDER BY coalesce(when_from, first_reported), first_reported, episode
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What episodes to list.

    Attributes:
        type: PLOVER type.
        country: code of a country that takes part.
        since, until: prefix dates, inclusive; of the act, or of the first report of an undated one.
        reports, sources: least numbers of them.
        disputed: only those that somebody denies.
    """

    type: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    reports: int = 1
    sources: int = 0
    disputed: bool = False


def episodes(store: Store, asked: Asked | None = None) -> Result:
    """Return the episodes that are asked for, by day."""
    asked = asked or Asked()
    return store.sql(_QUERY, {
        "type": asked.type, "country": asked.country, "since": asked.since, "until": asked.until,
        "reports": asked.reports, "sources": asked.sources, "disputed": asked.disputed,
    })


def claims(store: Store, episode: str | None = None, party: str | None = None) -> Result:
    """Return claims on disputed acts, by act and time; of one episode, or by a party's country, if given."""
    query = ("SELECT claims.*, episodes.type, episodes.when_from, episodes.place FROM claims "
             "JOIN episodes USING (episode) WHERE ($episode IS NULL OR episode = $episode) "
             "AND ($party IS NULL OR claims.country = upper($party)) "
             "ORDER BY coalesce(episodes.first_reported, '~'), episode, position")
    return store.sql(query, {"episode": episode, "party": party})


def current(store: Store, episode: str) -> str:
    """Return the id under which an episode is known now: its own, or that of the one its records went into.

    Raises:
        NothingFound: there is no such episode, or none of its records is current.
    """
    query = ("SELECT coalesce((SELECT episode FROM episodes WHERE episode = $episode), "
             "(SELECT into_episode FROM episode_moves WHERE episode = $episode ORDER BY link DESC LIMIT 1))")
    found = store.sql(query, {"episode": episode}).fetchall()[0][0]
    if found is None:
        raise NothingFound(f"no episode {episode!r} in the store; `dragoman link` makes them")
    return str(found)
