"""Cut a report's text where marks begin and end, so that marks may overlap.

The picture shows the cuts for three marks, two of them on the same words::

  text      the foreign minister of Norway met her guest
  actor         [------------------------]
  place                             [----]
  trigger                                  [-]
  pieces    |   |                   |    | | |         |
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.types import Participant, Record

KINDS = ("trigger", "actor", "recipient", "source", "denial", "time", "place", "term")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``[start, end)`` that play the part ``kind`` in event ``event`` (from 1)."""

    start: int
    end: int
    kind: str
    event: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text inside which no mark begins or ends.

    Attributes:
        text: the words as they stand.
        kinds: pairs of a kind and the numbers of the events it serves, in the order of KINDS.
        ends: events whose trigger ends with this piece.
    """

    text: str
    kinds: tuple[tuple[str, tuple[int, ...]], ...]
    ends: tuple[int, ...] = ()


def marks_of(record: Record, event: int) -> Iterator[Mark]:
    """Yield the marks of one record: every passage that one of its fields stands on."""
    yield Mark(record.trigger.start, record.trigger.end, "trigger", event)
    for kind, people in (("actor", record.actors), ("recipient", record.recipients),
                         ("source", record.said_by), ("denial", record.denied_by)):
        yield from _people(people, kind, event)
    if record.when is not None and record.when.start is not None and record.when.end is not None:
        yield Mark(record.when.start, record.when.end, "time", event)
    for place in record.where:
        yield Mark(place.start, place.end, "place", event)
    for term in (*record.numbers.values(), record.condition, record.deadline):
        if term is not None:
            yield Mark(term.start, term.end, "term", event)


def paragraphs(text: str, marks: Iterable[Mark]) -> tuple[tuple[Piece, ...], ...]:
    """Return the paragraphs of ``text`` (parted by blank lines) as pieces.

    Nothing but the white space between paragraphs is left out; marks that reach
    over a paragraph's edge are cut there.
    """
    bounds = tuple(_paragraph_bounds(text))
    found: list[list[Piece]] = [[] for _ in bounds]
    starts = [start for start, _ in bounds]
    for start, piece in _pieces(text, tuple(marks), [edge for bound in bounds for edge in bound]):
        number = bisect_right(starts, start) - 1
        if number >= 0 and start < bounds[number][1]:
            found[number].append(piece)
    return tuple(tuple(pieces) for pieces in found)


def _people(people: Sequence[Participant], kind: str, event: int) -> Iterator[Mark]:
    return (Mark(person.start, person.end, kind, event) for person in people)


def _paragraph_bounds(text: str) -> Iterator[tuple[int, int]]:
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    while start < end:
        gap = _BLANK_LINE.search(text, start, end)
        yield start, gap.start() if gap else end
        start = gap.end() if gap else end


def _pieces(text: str, marks: Sequence[Mark], edges: Sequence[int]) -> Iterator[tuple[int, Piece]]:
    """Sweep over the cuts from left to right with the set of marks that are open."""
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        opening[mark.start].append(mark)
    cuts = sorted({0, len(text), *edges, *(cut for mark in marks for cut in (mark.start, min(mark.end, len(text))))})
    is_open: list[Mark] = []
    for start, end in pairwise(cuts):
        is_open = [mark for mark in is_open if mark.end > start] + opening[start]
        yield start, Piece(text[start:end], _kinds(is_open), _ends(is_open, end))


def _kinds(marks: Sequence[Mark]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    by_kind = {kind: tuple(sorted({mark.event for mark in marks if mark.kind == kind})) for kind in KINDS}
    return tuple((kind, events) for kind, events in by_kind.items() if events)


def _ends(marks: Sequence[Mark], end: int) -> tuple[int, ...]:
    return tuple(sorted(mark.event for mark in marks if mark.kind == "trigger" and mark.end == end))
