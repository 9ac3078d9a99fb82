"""Find what stands in quotation marks, and who is given as saying it.

Straight and curly marks; a quotation that runs over several paragraphs opens each of
them anew and closes once. Single marks count only where they cannot be apostrophes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.tables import load
from dragoman.types import Quotation, Span

LIMIT = 3_000
"""Characters after which an opened quotation is taken to have been left open."""

_MARK = re.compile(
    r"(?P<double>[\"“”„«»])|(?P<single>(?<!\w)[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w))|(?P<blank>\n\s*\n)")
_CAPITAL = r"(?:(?:Adm|Capt|Col|Dr|Gen|Gov|Lt|Maj|Mrs?|Ms|Prof|Rep|Rev|Sen|Sgt|St|[A-Z])\.|[A-Z](?:[\w’'-]|\.(?=\w))*)"
_NAME = rf"(?:{_CAPITAL}(?:\s+(?:of\s+the\s+|of\s+|for\s+|de\s+|al\s+|bin\s+|van\s+|von\s+)?{_CAPITAL}){{0,8}})"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)"
_BEFORE, _AFTER = 120, 120  # characters around a quotation in which its speaker stands
_PAIRS = {"“": "”", "„": "“”", "«": "»", '"': '"”', "‘": "’", "'": "'’"}


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Where a speaker stands: after the quotation, or before it."""

    after_verb_first: re.Pattern[str]
    after_name_first: re.Pattern[str]
    before: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    verbs = "(?:" + "|".join(sorted(load.toml("quotes")["verbs"])) + ")"
    who = f"(?P<who>{_NAME}|{_PRONOUN})"
    lead = r"[\s,—–-]*(?:[a-z]+ly\s+)?"
    return _Patterns(
        re.compile(rf"{lead}{verbs}\s+(?:the\s+|a\s+|an\s+)?{who}"),
        re.compile(rf"{lead}(?:[Tt]he\s+)?{who}(?:,[^,.\"“”\n]{{1,60}},)?\s+(?:also\s+|later\s+|has\s+|had\s+)?{verbs}\b"),
        re.compile(rf"{who}(?:,[^,.\"“”\n]{{1,60}},)?\s+(?:also\s+|later\s+|has\s+|had\s+)?{verbs}\b[^\"“”.\n]{{0,60}}\Z"),
    )


def quotations(text: str, sentences: tuple[Span, ...]) -> tuple[Quotation, ...]:
    """Return the quotations of ``text`` in order, marks not included.

    Args:
        text: the report's text.
        sentences: its sentences, in order; a speaker is looked for in the sentences
            that hold the quotation's ends.

    >>> text = 'Ode said: "We leave." She left.'
    >>> [(q.span.text, q.speaker.text if q.speaker else None) for q in quotations(text, (Span.of(text, 0, len(text)),))]
    [('We leave.', 'Ode')]
    """
    starts = tuple(sentence.start for sentence in sentences)
    found = []
    for start, end in _marked(text):
        span = _stripped(text, start, end)
        if span is not None:
            found.append(Quotation(span, _speaker(text, start - 1, end + 1, sentences, starts)))
    return tuple(found)


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Yield the inside of every outermost pair of marks."""
    opened: int | None = None
    closing, paragraph = "", False
    for match in _MARK.finditer(text):
        if opened is not None and match.start() - opened > LIMIT:
            opened = None
        mark = match.group()
        if opened is None:
            if mark in _PAIRS and _opens(match, text):
                opened, closing, paragraph = match.end(), _PAIRS[mark], False
        elif match["blank"] is not None:
            paragraph = True
            if text[match.end():match.end() + 1] not in _PAIRS:
                opened = None  # the next paragraph does not go on with it
        elif paragraph and mark in _PAIRS and _opens(match, text):
            paragraph = False  # opened anew at the head of a paragraph: the same quotation goes on
        elif mark in closing and _closes(match, text):
            yield opened, match.start()
            opened = None


def _opens(match: re.Match[str], text: str) -> bool:
    before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
    return not before.isalnum() and bool(after) and not after.isspace()


def _closes(match: re.Match[str], text: str) -> bool:
    before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
    return bool(before) and not before.isspace() and not after.isalnum()


def _stripped(text: str, start: int, end: int) -> Span | None:
    inside = text[start:end]
    words = inside.strip()
    if not words:
        return None
    first = start + len(inside) - len(inside.lstrip())
    return Span.of(text, first, first + len(words))


def _speaker(text: str, start: int, end: int, sentences: tuple[Span, ...], starts: tuple[int, ...]) -> Span | None:
    """Return who is given as saying ``[start, end)``, marks included; None when it is doubtful."""
    if not sentences:
        return None
    patterns = _patterns()
    last = sentences[max(0, bisect_right(starts, end - 1) - 1)]
    stop = min(end + _AFTER, max(last.end, end))
    for pattern in (patterns.after_verb_first, patterns.after_name_first):
        match = pattern.match(text, end, stop)
        if match is not None:
            return Span.of(text, match.start("who"), match.end("who"))
    first = sentences[max(0, bisect_right(starts, start) - 1)]
    left = max(first.start, start - _BEFORE)
    match = patterns.before.search(text[left:start])
    return None if match is None else Span.of(text, left + match.start("who"), left + match.end("who"))
