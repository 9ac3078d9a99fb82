"""The event scheme as data: types, modes, contexts, classes and scores.

The table is ``resources/codebooks/plover.toml``; nothing about the scheme is written
in code, so another scheme is another table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.events.cues import Cue, CueIndex
from dragoman.tables import load


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act of one type is done; ``own`` marks modes that are not PLOVER's."""

    name: str
    score: float
    definition: str
    own: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 types, with its class (1 … 4), base score (-10 … 10) and modes."""

    name: str
    quad: int
    score: float
    definition: str
    modes: dict[str, Mode]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What an act may be about.

    Attributes:
        name: PLOVER's name of it.
        definition: in our own words.
        types: event types that imply it.
        modes: modes that imply it, as ``TYPE.mode``.
        by: actors who imply it by an act of a type, as ``TYPE.SECTOR``.
        unless: narrower contexts that make this one superfluous.
        cues: the wordings that speak for it, by id of the row.
        excludes: wordings whose words do not count.
    """

    name: str
    definition: str
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    excludes: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A whole scheme, loaded once and read-only."""

    name: str
    version: str
    types: dict[str, EventType]
    contexts: dict[str, Context]
    cues: CueIndex

    @classmethod
    def load(cls, name: str = "plover") -> Codebook:
        """Load a packaged scheme; raises FileNotFoundError for an unknown name.

        >>> book = Codebook.load()
        >>> book.quad("SANCTION"), book.intensity("CONSULT", ("phone", "visit"))
        (4, 4.0)
        """
        table = load.toml(name)
        types = {key: _event_type(key, row) for key, row in table["types"].items()}
        contexts = {key: _context(key, row) for key, row in table["contexts"].items()}
        cues = CueIndex.of(cue for context in contexts.values() for cue in (*context.cues, *context.excludes))
        return cls(table["name"], table["version"], types, contexts, cues)

    def quad(self, type: str) -> int:  # noqa: A002
        """Return the class of a type, 1 … 4; raises KeyError for an unknown type."""
        return self.types[type].quad

    def modes(self, type: str) -> tuple[str, ...]:  # noqa: A002
        """Return the modes a type may have; raises KeyError for an unknown type."""
        return tuple(self.types[type].modes)

    def intensity(self, type: str, modes: tuple[str, ...] = ()) -> float:  # noqa: A002
        """Return the score, -10 … 10, furthest from 0 among ``modes``, or the type's own without any.

        Raises KeyError for an unknown type or a mode that the type does not have.
        """
        scores = [self.types[type].modes[mode].score for mode in modes]
        return max(scores, key=abs, default=self.types[type].score)


def _event_type(name: str, row: dict[str, Any]) -> EventType:
    modes = {mode: Mode(mode, **values) for mode, values in row.get("modes", {}).items()}
    return EventType(name, row["quad"], row["score"], row["definition"], modes, row.get("note"))


def _context(name: str, row: dict[str, Any]) -> Context:
    cues = [Cue(f"{name}.{key}", name, words) for key, line in row["cues"].items() for words in line.split("|")]
    excludes = [Cue(f"{name}.excludes", name, words, excludes=True) for words in row.get("excludes", ())]
    implied = {key: tuple(row.get(key, ())) for key in ("types", "modes", "by", "unless")}
    return Context(name, row["definition"], **implied, cues=tuple(cues), excludes=tuple(excludes))
