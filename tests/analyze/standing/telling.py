"""Mentions out of rows of a table of cases."""

from __future__ import annotations

from typing import Any

from dragoman.analyze.standing.life import Due, Party
from dragoman.analyze.standing.mentions import Mention


def mention(row: dict[str, Any], number: int = 0) -> Mention:
    """Return the mention that a row ``tell`` describes; ``number`` makes its ids."""
    sentence, trigger = row["sentence"], row["trigger"]
    start = sentence.index(trigger)
    end = start + len(trigger)
    name = f"e-{number:04d}"
    due = Due(row["due"][0], row["due"][1], row["due"][2], name) if "due" in row else None
    return Mention(
        id=name, report=f"r-{number:04d}", type=row["type"], modes=frozenset(row.get("modes", ())),
        status=row.get("status", "actual"), trigger=trigger, start=start, end=end, before=sentence[:start],
        after=sentence[end:], published=row["day"], from_=row.get("from"), to=row.get("to", row.get("from")),
        place=None, condition=row.get("if"), due=due, same_as=None,
        actors=_parties(row, "by"), recipients=_parties(row, "on"),
        said_by=_parties(row, "said"))


def mentions(rows: list[dict[str, Any]]) -> tuple[Mention, ...]:
    """Return the mentions of a case in order of time."""
    return tuple(sorted((mention(row, number) for number, row in enumerate(rows, 1)), key=lambda one: one.order))


def _parties(row: dict[str, Any], role: str) -> tuple[Party, ...]:
    return tuple(Party(key, key, key.split("/", maxsplit=1)[0]) for key in row.get(role, ()))
