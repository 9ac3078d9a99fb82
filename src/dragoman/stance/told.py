"""Which claims of its sentence give an event, and the marking of their sources as participants."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.stance.claims import Claim
from dragoman.stance.cues import StanceCues
from dragoman.stance.denial import denial_of, is_told
from dragoman.stance.sources import claims_in
from dragoman.types import Draft, Part, Reading, Role, Span

_WORD = re.compile(r"[\w’'-]+")
_BREAK = re.compile(r"[,;–—]")
_UNMEASURED = 0.5  # score of a rule without a measurement
_LONGEST_SCARE = 25  # characters up to which a quotation may be a scare quote
_COMMAS = 2  # commas between an act and the words that give it
_LAST = 2  # words before an act that show it to be a noun of another phrase


def mark_sources(reading: Reading, cues: StanceCues) -> Reading:
    """Return the reading with the sources and deniers that rules find, where the reader marked none.

    The stage ``actors`` resolves them like every other participant; ``judge`` then drops sources
    that turn out to be the act's own actor, and gives the rule as the reason.
    """
    told: dict[int, tuple[Claim, ...]] = {}
    sourced = replace(reading, drafts=tuple(_sourced(draft, reading, told, cues) for draft in reading.drafts))
    return replace(sourced, drafts=tuple(_denied(number, sourced, cues) for number in range(len(reading.drafts))))


def _sourced(draft: Draft, reading: Reading, told: dict[int, tuple[Claim, ...]], cues: StanceCues) -> Draft:
    claims = () if draft.of(Role.SAID_BY) else claims_on(draft, reading, told, cues)
    return _with(draft, Role.SAID_BY, tuple((claim.source, claim.rule) for claim in claims), cues)


def _denied(number: int, reading: Reading, cues: StanceCues) -> Draft:
    draft = reading.drafts[number]
    found = None if draft.of(Role.DENIED_BY) else denial_of(number, is_told(number, reading), reading, cues)
    return _with(draft, Role.DENIED_BY, () if found is None else ((found[0].source, found[1]),), cues)


def _with(draft: Draft, role: Role, found: tuple[tuple[Span, str], ...], cues: StanceCues) -> Draft:
    """Return a draft with parts for the people that rules found."""
    if not found:
        return draft
    added = (Part(role, span, cues.precision.get(rule, _UNMEASURED)) for span, rule in found)
    parts = sorted((*draft.parts, *added), key=lambda part: (part.span.start, part.span.end, part.role))
    return replace(draft, parts=tuple(parts))


def claims_on(
    draft: Draft, reading: Reading, told: dict[int, tuple[Claim, ...]], cues: StanceCues,
) -> tuple[Claim, ...]:
    """Return the claims that give a draft, outermost first: one, or two where a source quotes another.

    Args:
        draft: the event's draft.
        reading: the report as read.
        told: claims by sentence, filled as sentences are looked at.
        cues: the rules.
    """
    if not reading.sentences:
        return ()
    number = reading.sentence_at(draft.trigger.start)
    if number not in told:
        told[number] = claims_in(reading.sentences[number], reading.report.text, cues.reporting)
    fitting = [claim for claim in told[number] if _gives(claim, draft, reading.report.text, cues)]
    if not fitting:
        return _quoted(draft, reading, cues)
    innermost = fitting[-1]
    outer = [claim for claim in fitting if claim.rule == "quoting"] if innermost.rule == "quoted" else []
    return (*outer[-1:], innermost)


def _quoted(draft: Draft, reading: Reading, cues: StanceCues) -> tuple[Claim, ...]:
    """Return the quotation with a speaker that a draft stands in, as a claim."""
    if "quotation" not in cues.enabled or draft.type not in cues.frames.material:
        return ()
    return tuple(Claim(quotation.speaker, quotation.speaker, quotation.span, "quotation")
                 for quotation in reading.quotations
                 if quotation.speaker is not None and quotation.span.covers(draft.trigger)
                 and len(quotation.span.text) > _LONGEST_SCARE)[:1]


def _gives(claim: Claim, draft: Draft, text: str, cues: StanceCues) -> bool:
    if not (claim.rule in cues.enabled and claim.content.covers(draft.trigger) and _may_be_told(claim, draft, cues)):
        return False
    left, right = sorted((claim.cue.start, draft.trigger.start))
    if claim.rule == "according-to":
        return text.count(",", left, right) <= _COMMAS
    return claim.cue.start > draft.trigger.start or not _is_subordinate(text[claim.content.start:right], cues)


def _may_be_told(claim: Claim, draft: Draft, cues: StanceCues) -> bool:
    """Say whether an event of this type leans on a source; acts of speech are their actor's own word."""
    verbal = cues.frames.told_after if claim.rule in {"says-after", "said-after"} else frozenset()
    return draft.type in cues.frames.material or draft.type in verbal


def _is_subordinate(between: str, cues: StanceCues) -> bool:
    words = [word.lower() for word in _WORD.findall(between)]
    return (bool(_BREAK.search(between)) or bool(cues.frames.subordinate.intersection(words))
            or bool(cues.frames.nominal.intersection(words[-_LAST:])))
