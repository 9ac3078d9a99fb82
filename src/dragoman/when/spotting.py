"""Where time phrases stand in running text, by the table ``resources/when/spots.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from dragoman.types import Span

_PLACEHOLDER = re.compile(r"\{([A-Za-z]+)\}")
_NESTED = 4
_CUES = {"digit": re.compile(r"\d"), "word": re.compile(r"")}


@dataclass(frozen=True, slots=True)
class Spot:
    """One row: ``pattern`` finds phrases of a kind; ``cue`` must be in the text for it to match at all.

    ``is_bare``: whether it stands for itself, or only after a word of ``Spots.leads`` ("in May").
    """

    id: str
    pattern: re.Pattern[str]
    cue: re.Pattern[str]
    is_bare: bool
    example: str


@dataclass(frozen=True, slots=True)
class Head:
    """One row of datelines: ``pattern`` finds a report's own date as group ``date``."""

    id: str
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Spotted:
    """A time phrase found in a text: its words, the row that found it, and it with its preposition.

    ``with_preposition`` equals ``span`` where none stands before it.
    """

    span: Span
    rule: str
    with_preposition: Span


@dataclass(frozen=True, slots=True)
class Spots:
    """The table, compiled.

    Attributes:
        rows: in the order of the table.
        leads: words after which a row that is not bare counts.
        prepositions: words that belong to a phrase that dates an event.
        ahead: words by which a sentence looks ahead.
        back: words by which it looks back.
        past: forms of verbs that tell of what is over.
        present: forms of verbs that tell the news of the day.
        plurals: words in -s that are plurals as often as verbs.
        bounds: words that say only before what something happens; a group ``ahead`` for those that look forward.
        datelines: what a report's own date stands in, in the order they are tried.
        release_year: the number of a release that gives the year, as group ``year``.
        said_before: a verb of saying that ends where a phrase begins.
        said_after: one that begins where a phrase ends.
        hours: phrases that name a time of day and no day.
    """

    rows: tuple[Spot, ...]
    leads: re.Pattern[str]
    prepositions: re.Pattern[str]
    ahead: re.Pattern[str]
    back: re.Pattern[str]
    past: re.Pattern[str]
    present: re.Pattern[str]
    plurals: frozenset[str]
    bounds: re.Pattern[str]
    datelines: tuple[Head, ...]
    release_year: re.Pattern[str]
    said_before: re.Pattern[str]
    said_after: re.Pattern[str]
    hours: re.Pattern[str]

    @classmethod
    def of(cls, table: Mapping[str, Any], words: Mapping[str, str]) -> Self:
        """Compile the table; ``words`` gives the alternations behind placeholders that it does not define.

        Raises ValueError naming a row that does not compile.
        """
        parts = {**words, **table["parts"]}
        ahead, back, past, present = (re.compile(rf"(?<!\w)(?:{table[side]})(?!\w)", re.IGNORECASE)
                                      for side in ("ahead", "back", "past", "present"))
        return cls(tuple(_spot(row, parts) for row in table["spot"]),
                   re.compile(rf"\b(?:{table['leads']})\s+$", re.IGNORECASE),
                   re.compile(rf"\b(?:{table['prepositions']})(?:\s+the)?\s+$", re.IGNORECASE), ahead, back, past,
                   present, frozenset(table["plurals"]), re.compile(table["bounds"], re.IGNORECASE),
                   tuple(_head(row, parts) for row in table["dateline"]),
                   re.compile(table["release_year"]),
                   re.compile(rf"\b(?:{table['saying']})(?:,?\s+on)?\s+$", re.IGNORECASE),
                   re.compile(rf"\s+(?:{table['saying']})\b", re.IGNORECASE),
                   re.compile(table["hours"], re.IGNORECASE))

    def looks_ahead(self, text: str, sentence: Span, phrase: Span) -> bool:
        """Say whether the words around a phrase put it into the future: the nearest cue before it, else after it."""
        before = [(match.start(), is_ahead) for cue, is_ahead in ((self.ahead, True), (self.back, False))
                  for match in cue.finditer(text, sentence.start, phrase.start)]
        if before:
            return max(before)[1]
        after = [(match.start(), is_ahead) for cue, is_ahead in ((self.ahead, True), (self.back, False))
                 if (match := cue.search(text, phrase.end, max(phrase.end, sentence.end)))]
        return min(after)[1] if after else False

    def find(self, text: str) -> tuple[Spotted, ...]:
        """Return the time phrases of a text in order, none overlapping another.

        Of phrases that overlap, the one that begins first counts, and of those the longest.
        """
        found = sorted((start, -end, number) for number, row in enumerate(self.rows) if row.cue.search(text)
                       for start, end in self._matches(row, text))
        kept: list[Spotted] = []
        reached = 0
        for start, minus_end, number in found:
            if start >= reached:
                reached = -minus_end
                kept.append(self._spotted(text, start, reached, self.rows[number].id))
        return tuple(kept)

    def _matches(self, row: Spot, text: str) -> list[tuple[int, int]]:
        spans = [match.span() for match in row.pattern.finditer(text)]
        return [(a, b) for a, b in spans if row.is_bare or self.leads.search(text, max(0, a - 20), a)]

    def _spotted(self, text: str, start: int, end: int, rule: str) -> Spotted:
        before = self.prepositions.search(text, max(0, start - 20), start)
        span = Span.of(text, start, end)
        return Spotted(span, rule, Span.of(text, before.start(), end) if before else span)


def _filled(source: str, parts: Mapping[str, str]) -> str:
    """Put the parts into a pattern; raises KeyError for one that the table lacks."""
    for _ in range(_NESTED):  # parts may name parts
        source = _PLACEHOLDER.sub(lambda hole: f"(?:{parts[hole[1]]})", source)
    return source


def _blanks(source: str) -> str:
    """Let a blank of a pattern match any white space."""
    return source.replace(" ?", r"\s*").replace(" ", r"\s+")


def _head(row: Mapping[str, Any], parts: Mapping[str, str]) -> Head:
    """Compile one row of datelines; raises ValueError naming it."""
    try:
        return Head(row["id"], re.compile(_blanks(_filled(row["pattern"], parts))), row["example"])
    except (KeyError, re.error) as error:
        raise ValueError(f"dateline {row.get('id')!r}: {error}") from error


def _spot(row: Mapping[str, Any], parts: Mapping[str, str]) -> Spot:
    """Compile one row; raises ValueError naming it."""
    try:
        pattern = re.compile(_blanks(rf"(?<!\w)(?:{_filled(row['pattern'], parts)})(?!\w)"), re.IGNORECASE)
        cue = _CUES.get(row["cue"]) or re.compile(parts[row["cue"].capitalize()] if row["cue"] != "holiday"
                                                  else parts["holiday"], re.IGNORECASE)
        return Spot(row["id"], pattern, cue, row.get("bare", True), row["example"])
    except (KeyError, re.error) as error:
        raise ValueError(f"time spot {row.get('id')!r}: {error}") from error
