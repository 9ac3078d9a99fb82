"""What users decide about two records: the same act, not the same, or taken back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from dragoman.analyze.episodes.clustering import pair
from dragoman.analyze.episodes.listing import current
from dragoman.errors import UsageError
from dragoman.store import Store
from dragoman.store.episodes import Links


class Verdict(StrEnum):
    """A user's word on a pair; the last one counts."""

    SAME = "same"
    DIFFERENT = "different"
    UNDONE = "undone"


def judge(path: str | Path, verdict: Verdict, one: str, other: str, *, now: datetime,
          note: str | None = None) -> tuple[str, str]:
    """Note what a user says of two records; the next linking honours it.

    Args:
        path: the store.
        verdict: same act, different acts, or what was said before taken back.
        one: id of a record or an episode, or its beginning; an episode stands for its first record.
        other: likewise.
        now: the time, in UTC without zone.
        note: the user's reason.

    Returns:
        The ids of the two records.

    Raises:
        NothingFound: there is no such record or episode.
        UsageError: an id is ambiguous, or means a report, or both mean one record.
    """
    with Store(path) as store:
        first, second = pair(_record(store, one), _record(store, other))
    if first == second:
        raise UsageError(f"{one} and {other} are one record")
    with Links(path) as links:
        links.ask("put_verdict", first=first, second=second, verdict=verdict.value, said_at=now, note=note)
    return first, second


def _record(store: Store, prefix: str) -> str:
    found = store.find(prefix)
    if found.kind == "report":
        raise UsageError(f"{prefix!r} is a report; name one of its records")
    if found.kind == "record":
        return found.id
    query = "SELECT first_record FROM episodes WHERE episode = ?"
    return str(store.sql(query, [current(store, found.id)]).fetchall()[0][0])
