"""On what terms: the condition an event hangs on, and the words that say by when it is due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from dragoman.tables.load import toml
from dragoman.types import Draft, Part, Reading, Role, Span, Why

Found = tuple[Span | None, tuple[Why, ...]]


@dataclass(frozen=True, slots=True)
class TermCue:
    """One row of the table: words that open a term, and the events it may bind.

    Attributes:
        id: the row's name, given as reason.
        head: the opening words; a group ``term`` narrows the term to itself.
        end: where the term ends, None when the head is all of it.
        side: ``after``, ``before`` or ``any`` side of the trigger.
        types: types that may be bound; empty for all.
        statuses: statuses that may be bound; empty for all.
        either: whether a type or a status of the lists is enough.
        not_before: words after which the head opens nothing.
    """

    id: str
    head: re.Pattern[str]
    end: re.Pattern[str] | None
    side: str
    types: frozenset[str]
    statuses: frozenset[str]
    either: bool = False
    not_before: re.Pattern[str] | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Compile a row; raises ValueError naming it."""
        try:
            return cls(row["id"], re.compile(row["head"], re.IGNORECASE), _optional(row["end"]), row["side"],
                       frozenset(row["types"]), frozenset(row["statuses"]), row.get("either", False),
                       _optional(row.get("not_before", "")))
        except (KeyError, re.error) as error:
            raise ValueError(f"term cue {row.get('id')!r}: {error}") from error

    def binds(self, draft: Draft) -> bool:
        """Say whether a draft is of a kind that the cue may bind."""
        by_type = not self.types or draft.type in self.types
        by_status = not self.statuses or draft.status in self.statuses
        return by_type or by_status if self.either else by_type and by_status


@dataclass(frozen=True, slots=True)
class TermCues:
    """The cue table: conditions and deadlines, in the order they are tried."""

    conditions: tuple[TermCue, ...]
    deadlines: tuple[TermCue, ...]

    @classmethod
    def load(cls) -> Self:
        """Return the packaged cues; raises ValueError naming a row that does not compile."""
        return cls.of(toml("terms"))

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """Compile a table as it stands in ``resources/cues/terms.toml``."""
        return cls(tuple(map(TermCue.of, table["condition"])), tuple(map(TermCue.of, table["deadline"])))


def find_condition(draft: Draft, reading: Reading, cues: TermCues) -> Found:
    """Return the words of the condition that an event hangs on, and why; None if there is none.

    The reader's own part is taken first; else a clause in the trigger's sentence that
    a cue opens and that binds this event rather than a nearer one.
    """
    return _of_reader(draft, Role.CONDITION, "condition") or _of_cues(draft, reading, cues.conditions, "condition")


def find_deadline(draft: Draft, reading: Reading, cues: TermCues) -> Found:
    """Return the words that say by when an event is due, and why; None if there are none.

    The reader's own part is taken first, unless it is a piece of what a cue finds.
    """
    cued = cued_deadline(draft, reading, cues)
    return cued if cued[0] is not None else _of_reader(draft, Role.DEADLINE, "deadline") or (None, ())


def mark_deadlines(reading: Reading, cues: TermCues) -> Reading:
    """Return the reading with the deadlines that cues find and the reader did not mark whole.

    The stage ``when`` reads deadlines off the parts; ``judge`` gives the cue as the reason.
    """
    drafts = tuple(_with_deadline(draft, reading, cues) for draft in reading.drafts)
    return replace(reading, drafts=drafts)


def cued_deadline(draft: Draft, reading: Reading, cues: TermCues) -> Found:
    """Return a deadline that a cue gives, and why; nothing where the reader marked more than a piece of it."""
    found = _of_cues(draft, reading, cues.deadlines, "deadline")
    marked = draft.of(Role.DEADLINE)
    is_whole = found[0] is not None and all(found[0].covers(part.span) and found[0] != part.span for part in marked)
    return found if is_whole else (None, ())


def _with_deadline(draft: Draft, reading: Reading, cues: TermCues) -> Draft:
    span, _ = cued_deadline(draft, reading, cues)
    if span is None:
        return draft
    others = (part for part in draft.parts if part.role is not Role.DEADLINE)
    parts = (*others, Part(Role.DEADLINE, span))
    return replace(draft, parts=tuple(sorted(parts, key=lambda part: (part.span.start, part.span.end, part.role))))


def _of_reader(draft: Draft, role: Role, name: str) -> Found | None:
    """Return the reader's likeliest part of a role."""
    parts = draft.of(role)
    if not parts:
        return None
    best = max(parts, key=lambda part: (part.score, -part.span.start))
    why = Why(name, f"reader.{name}", f'"{best.span.text}"', best.score, ((best.span.start, best.span.end),))
    return best.span, (why,)


def _of_cues(draft: Draft, reading: Reading, cues: Sequence[TermCue], name: str) -> Found:
    """Return the first term in the draft's sentence that binds it."""
    sentence = reading.sentences[reading.sentence_at(draft.trigger.start)] if reading.sentences else None
    if sentence is None:
        return None, ()
    rivals = [other for other in reading.drafts if sentence.covers(other.trigger)]
    for cue in cues:
        if cue.binds(draft):
            for term in _terms(cue, sentence):
                if _nearest(cue, term, rivals) == draft.trigger:
                    detail = f'"{term.text}" binds "{draft.trigger.text}"'
                    spans = ((term.start, term.end), (draft.trigger.start, draft.trigger.end))
                    return term, (Why(name, cue.id, detail, None, spans),)
    return None, ()


def _terms(cue: TermCue, sentence: Span) -> Iterator[Span]:
    """Yield the terms that a cue opens in a sentence."""
    for found in cue.head.finditer(sentence.text):
        if cue.not_before is not None and cue.not_before.search(sentence.text[:found.start()].lower()):
            continue
        start, stop = found.span("term") if "term" in cue.head.groupindex else found.span()
        if cue.end is not None:
            end = cue.end.search(sentence.text, stop)
            stop = end.start() if end else len(sentence.text)
        term = sentence.text[start:stop].rstrip(" ,;.")
        if term:
            yield Span(sentence.start + start, sentence.start + start + len(term), term)


def _nearest(cue: TermCue, term: Span, rivals: Sequence[Draft]) -> Span | None:
    """Return the trigger that a term binds: of those it may bind, the nearest on its side."""
    gaps = []
    for rival in rivals:
        trigger = rival.trigger
        before, after = term.start - trigger.end, trigger.start - term.end
        if not cue.binds(rival) or trigger.overlaps(term):
            continue
        if before >= 0 and cue.side in ("after", "any"):
            gaps.append((before, trigger))
        elif after >= 0 and cue.side in ("before", "any"):
            gaps.append((after, trigger))
    return min(gaps)[1] if gaps else None


def _optional(pattern: str) -> re.Pattern[str] | None:
    """Compile a pattern, None for an empty one."""
    return re.compile(pattern, re.IGNORECASE) if pattern else None
