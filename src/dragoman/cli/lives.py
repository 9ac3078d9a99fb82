"""Changes of what stands in few words, for pages on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.analyze.standing.life import Change

_SHOWN = 3


def told(change: Change) -> str:
    """Return day, state, who, on whose word, the rule and the records that tell it."""
    day = change.from_ or f"by {change.to}"
    if change.from_ and change.to and change.to != change.from_:
        day = f"{change.from_} to {change.to}"
    who = f" by {', '.join(party.name for party in change.by)}" if change.by else ""
    said = f", says {', '.join(change.said_by)}" if change.said_by else ""
    more = f" +{len(change.records) - _SHOWN}" if len(change.records) > _SHOWN else ""
    records = " ".join(record[:10] for record in change.records[:_SHOWN])
    return f"{day}  {change.state}{who}{said}  [{change.why.rule}]  {records}{more}"
