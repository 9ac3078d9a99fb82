"""Who denies it: denials found by their words, and the events they deny."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.stance.cues import StanceCues
from dragoman.stance.subjects import subject_after, subject_before, tokens_of
from dragoman.types import Draft, Reading, Role, Span

_END = re.compile(r"[;:.!?]|,? (?:and|but|while|who|which|saying|adding|calling)\b|, ")
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_LONG = re.compile(r"[a-z]{5,}")
_SPEECH = frozenset({"REJECT", "ACCUSE", "REQUEST"})
_NEXT = 1  # sentences from an event to a denial of it


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial and what it reaches.

    Attributes:
        source: who denies.
        cue: the verb.
        content: what is denied in its own clause; None where it only points back ("denied it").
    """

    source: Span
    cue: Span
    content: Span | None


def denials_in(sentence: Span, text: str, cues: StanceCues) -> tuple[Denial, ...]:
    """Return the denials of a sentence, in order.

    >>> text = "Arden denied shelling the port."
    >>> [found] = denials_in(Span(0, len(text), text), text, StanceCues.load())
    >>> found.source.text, found.content.text
    ('Arden', 'shelling the port')
    """
    found = (_denial(match, sentence, text, cues) for match in cues.denials.verbs.finditer(sentence.text))
    return tuple(denial for denial in found if denial is not None)


def _denial(match: re.Match[str], sentence: Span, text: str, cues: StanceCues) -> Denial | None:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    tokens = tokens_of(text, sentence.start, sentence.end)
    place = next((n for n, token in enumerate(tokens) if token.start == start), 0)
    passive = place > 0 and tokens[place - 1].key in _BE
    if passive and place + 1 < len(tokens) and tokens[place + 1].key == "by":
        denier = subject_after(tokens, place + 1, text, cues.reporting)
        return None if denier is None else Denial(denier, Span.of(text, start, end), None)
    source = None if passive else subject_before(tokens, place, text, cues.reporting)
    if source is None or source.text.lower() in {"which", "that", "who"}:
        return None
    cue = Span.of(text, start, end)
    stop = _END.search(text, end, sentence.end)
    limit = stop.start() if stop is not None else sentence.end
    words = text[end:limit].strip()
    if not words or cues.denials.back.match(text, end, sentence.end):
        return Denial(source, cue, None)
    left = end + len(text[end:limit]) - len(text[end:limit].lstrip())
    return Denial(source, cue, Span.of(text, left, left + len(words)))


def denial_of(number: int, told: bool, reading: Reading, cues: StanceCues) -> tuple[Denial, str] | None:  # noqa: FBT001
    """Return the denial of a draft and the rule that ties them; None where nobody denies it.

    Args:
        number: place of the draft in the reading.
        told: whether the draft is given on somebody's word.
        reading: the report as read.
        cues: the rules.
    """
    draft = reading.drafts[number]
    if draft.type in _SPEECH or not reading.sentences:
        return None
    here = reading.sentence_at(draft.trigger.start)
    for distance in range(_NEXT + 1):
        if here + distance < len(reading.sentences):
            for denial in denials_in(reading.sentences[here + distance], reading.report.text, cues):
                rule = _rule(denial, draft, distance, told, reading)
                if rule in cues.enabled:
                    return denial, rule
    return None


def _rule(denial: Denial, draft: Draft, distance: int, told: bool, reading: Reading) -> str:  # noqa: FBT001
    if denial.content is not None and denial.content.covers(draft.trigger):
        return "denies-clause"
    if denial.content is not None and not _repeats(denial.content, draft):
        return ""
    last = _last_before(denial, draft, reading)
    if distance == 0:
        return "denies-it" if told and last and draft.trigger.end <= denial.source.start else ""
    return "denies-next" if told and last else ""


def _repeats(content: Span, draft: Draft) -> bool:
    """Say whether the denied words name the event again: a long word of its trigger stands in them."""
    return any(word in content.text.lower() for word in _LONG.findall(draft.trigger.text.lower()))


def _last_before(denial: Denial, draft: Draft, reading: Reading) -> bool:
    """Say whether no other event that could be denied stands between a draft and a denial."""
    between = (other for other in reading.drafts
               if draft.trigger.end <= other.trigger.start and other.trigger.end <= denial.source.start)
    return all(other.type in _SPEECH for other in between)


def is_told(number: int, reading: Reading) -> bool:
    """Say whether a draft is given on somebody's word: a source is marked, or it is laid to somebody before it."""
    draft = reading.drafts[number]
    if draft.of(Role.SAID_BY):
        return True
    sentence = reading.sentence_at(draft.trigger.start)
    accusations = (other for other in reading.drafts[:number] if other.type == "ACCUSE")
    return any(reading.sentence_at(other.trigger.start) == sentence for other in accusations)
