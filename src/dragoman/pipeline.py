"""The whole of coding on one screen: the only module that names every stage.

::

    report -> reading -> events, actors -> stance, when, where -> records
              sentences,  what,  who       really?                ids, same_as,
              drafts                       on whose word?         confidence, why
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from dragoman import __version__, actors, events, stance, when, where
from dragoman.actors import ActorBook, OwnRow
from dragoman.events import Codebook
from dragoman.reading import Reader, read
from dragoman.records.assemble import assemble, vetoed
from dragoman.records.confidence import Knots, load_knots
from dragoman.stance import StanceCues
from dragoman.types import Coding, Reading, Record, Rejected, Report
from dragoman.when import TimeRules
from dragoman.where import Gazetteer

READERS = ("fast", "accurate")
"""Names of readers; one model ships so far and answers to both."""


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything coding needs, loaded once a process and never changed."""

    reader: Reader
    book: ActorBook
    codebook: Codebook
    cues: StanceCues
    times: TimeRules
    gazetteer: Gazetteer
    knots: Knots

    @classmethod
    def load(cls, reader: str = "accurate", model: Traversable | None = None, own: Iterable[OwnRow] = ()) -> Kit:
        """Load model and tables, about a second.

        Args:
            reader: ``fast`` or ``accurate``.
            model: folder of another model than the packaged one.
            own: users' own rows of actors (see ``actors.read_own``).

        Raises:
            ValueError: there is no reader of that name.
            FileNotFoundError: the model's files are missing.
        """
        if reader not in READERS:
            raise ValueError(f"no reader {reader!r}: choose {' or '.join(READERS)}")
        return cls(Reader.load(model), ActorBook.load(own), Codebook.load(), StanceCues.load(), TimeRules.load(),
                   Gazetteer.load(), load_knots())


def code(report: Report, kit: Kit) -> Coding:
    """Code one report: its records by position of their triggers, and what was refused.

    Two calls with equal arguments give equal codings, on any machine of one kind.
    """
    reading = read(report, kit.reader)
    records, refused = finish(reading, kit)
    return Coding(report, records, tuple(sorted((*reading.rejected, *refused), key=lambda r: (r.span, r.type))))


def finish(reading: Reading, kit: Kit) -> tuple[tuple[Record, ...], tuple[Rejected, ...]]:
    """Take a reading through every later stage; returns the records and the drafts refused.

    Measuring starts here with a perfect reading, to see what the later stages cost.
    """
    happenings = events.find(reading, kit.codebook)
    casts = actors.resolve(stance.mark_sources(reading, kit.cues), kit.book)
    stances = stance.judge(reading, casts, kit.cues)
    timings = when.resolve(stance.mark_deadlines(reading, kit.cues.terms), kit.times)
    settings = where.resolve(reading, kit.gazetteer)
    major = int(__version__.split(".")[0])
    records = assemble(reading, happenings, casts, stances, timings, settings, version_major=major, knots=kit.knots)
    return records, vetoed(reading, happenings)
