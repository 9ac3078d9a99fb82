"""An event as others coded it, in the words that it shares with our records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Side:
    """Who acts, or on whom: names and countries (ISO3 or PLOVER's international codes) and PLOVER sectors."""

    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One row of somebody else's file; what it does not give, or we have no word for, is None.

    Attributes:
        event, story: ids that the file gives.
        day, published: of the act, and of the story.
        type, modes: PLOVER's; of CAMEO codes by ``cameo.csv``.
        cameo: the code as given.
        quad: 1 to 4 as given; ICEWS gives none, so it is that of the code's root.
        intensity: as given: PLOVER's or Goldstein's, -10 to 10.
        actor, recipient: the sides.
        place, place_country, lat, lon, source: as given, the country as ISO3.
    """

    event: str | None
    story: str | None
    day: date | None
    published: date | None
    type: str | None
    modes: tuple[str, ...]
    cameo: str | None
    quad: int | None
    intensity: float | None
    actor: Side
    recipient: Side
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    source: str | None
