"""What stands around every screen: which store this is, in figures, and where one can go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from dragoman.store import Store

# (path, name, second letter of the chord that goes there)
SCREENS = (("/read", "Read", "r"), ("/records", "Records", "t"), ("/pair", "Pair", "p"), ("/map", "Map", "m"),
           ("/promises", "Promises", "o"), ("/claims", "Claims", "c"), ("/review", "Review", "v"))

_FIGURES = """
SELECT (SELECT count(*) FROM reports), min(left(published, 10)), max(left(published, 10)),
    count(DISTINCT source), (SELECT count(*) FROM records),
    (SELECT count(*) FROM episodes), (SELECT coder FROM runs ORDER BY run DESC LIMIT 1)
FROM raw_reports
"""


@dataclass(frozen=True, slots=True)
class Screen:
    """An entry of the rail."""

    path: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A store in figures; ``store`` is empty where there is none yet.

    Attributes:
        store: the file's name.
        reports, records, episodes, sources: how many there are.
        since, until: first and last day of publication, ISO, or None.
        coder: version and reader of the newest run, or None.
    """

    store: str = ""
    reports: int = 0
    since: str | None = None
    until: str | None = None
    sources: int = 0
    records: int = 0
    episodes: int = 0
    coder: str | None = None


def of(store: Store, path: Path) -> Frame:
    """Return the figures of a store that is called ``path`` by its user."""
    reports, since, until, sources, records, episodes, coder = store.sql(_FIGURES).fetchall()[0]
    return Frame(path.name, reports, since, until, sources, records, episodes, coder)


def screens(paths: Collection[str]) -> tuple[Screen, ...]:
    """Return the screens that have a route, in the order of the rail."""
    return tuple(Screen(*screen) for screen in SCREENS if screen[0] in paths)
