"""The claims of a sentence: what it gives on somebody's word, found once a sentence by its words of reporting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.stance.claims import Claim
from dragoman.stance.reporting import Reporting
from dragoman.stance.subjects import Token, is_verb, subject_after, subject_before, tokens_of
from dragoman.types import Span

_NAMED = re.compile(r"\s*(?:(?:the|a|an|its|local|one)\s+)?(?P<who>[^,.;:()\"“”—]{2,80})")
_QUOTED = re.compile(r"\s+(?:(?:the|a|an|its|one)\s+)?(?P<who>[^,.;:()\"“”—]{2,80}?)"
                     r"\s+as\s+(?:saying|telling|confirming)\b")
_QUOTING = frozenset({"quotes", "quoted", "quoting", "cites", "cited", "citing"})
_CUT = re.compile(r"\s+(?:that|who|which|when|after|as|on|in a|at least|but|and (?=[a-z]+ed\b))\b")
_ADJECTIVES = frozenset({"alleged", "suspected", "estimated"})  # mostly of a noun: "the alleged attack"
_REASONS = frozenset({"citing", "quoting"})  # what follows is mostly a reason, seldom a source
_FEWEST = 3  # words before a tail such as ", the ministry said"
_LEAST = 10  # characters of a claim


def claims_in(sentence: Span, text: str, words: Reporting) -> tuple[Claim, ...]:
    """Return the claims of a sentence, outermost first.

    Args:
        sentence: the sentence.
        text: the report's text.
        words: the table of reporting.

    >>> text = "The ministry said that Ves shelled a port."
    >>> [claim.source.text for claim in claims_in(Span(0, len(text), text), text, Reporting.load())]
    ['ministry']
    """
    tokens = tokens_of(text, sentence.start, sentence.end)
    found = [*_by_phrase(sentence, text, words), *_by_verb(tokens, sentence, text, words)]
    return tuple(sorted(found, key=lambda claim: (claim.rule not in _TAILS, claim.cue.start)))


_TAILS = frozenset({"says-after", "said-after"})


def _by_phrase(sentence: Span, text: str, words: Reporting) -> Iterator[Claim]:
    for found in words.phrases.finditer(text, sentence.start, sentence.end):
        named = None if found.group().lower() in _REASONS else _NAMED.match(text, found.end(), sentence.end)
        if named is not None:
            who = _CUT.split(named["who"])[0].rstrip()
            source = Span.of(text, named.start("who"), named.start("who") + len(who)) if who else None
            cue = Span.of(text, found.start(), found.end())
            if source is not None:
                yield Claim(source, cue, _around(cue, source, sentence, text), "according-to")


def _around(cue: Span, source: Span, sentence: Span, text: str) -> Span:
    """Return what a phrase gives: what follows it where it opens the sentence, else what stands before it."""
    if cue.start - sentence.start < _LEAST and sentence.end > source.end:
        return Span.of(text, source.end, sentence.end)
    return Span.of(text, sentence.start, max(cue.start, sentence.start + 1))


def _by_verb(tokens: tuple[Token, ...], sentence: Span, text: str, words: Reporting) -> Iterator[Claim]:
    for place, token in enumerate(tokens):
        if not _claims(tokens, place, words):
            continue
        cue = Span.of(text, token.start, token.end)
        tail = None if token.key in _QUOTING else _tail(tokens, place, text, words)
        if tail is not None:
            comma, source, rule = tail
            if tokens[comma].start > sentence.start:
                yield Claim(source, cue, Span.of(text, sentence.start, tokens[comma].start), rule)
        elif sentence.end - token.end > _LEAST:
            yield from _head(tokens, place, cue, Span.of(text, token.end, sentence.end), text, words)


def _claims(tokens: tuple[Token, ...], place: int, words: Reporting) -> bool:
    """Say whether a word hands over a claim: a verb of claiming or quoting, but not the "saying" of "as saying"."""
    key = tokens[place].key
    is_known = key in _QUOTING or (key in words.claiming and key not in _ADJECTIVES)
    return is_known and is_verb(tokens, place, words) and tokens[place - 1].key != "as"


def _tail(tokens: tuple[Token, ...], verb: int, text: str, words: Reporting) -> tuple[int, Span, str] | None:
    """Return the comma before a tail such as ", the ministry said on Monday.", with its source and rule."""
    comma = next((n for n in range(verb - 1, -1, -1) if tokens[n].text in ',"”'), None)
    if comma is None or comma < _FEWEST:
        return None
    if comma == verb - 1:
        source = subject_after(tokens, verb, text, words)
        closed = source is not None and all(t.text in '.,;”"' for t in tokens if source.end <= t.start < source.end + 2)
        return (comma, source, "said-after") if source is not None and closed and _names(source) else None
    ends = all(t.text[0].isupper() or t.text in '.,”"' or t.key in {"on", "in", "a", "statement", "late", "early"}
               for t in tokens[verb + 1:verb + 4])
    if not ends or any(t.key in {"who", "which", "and", "but", "that"} for t in tokens[comma + 1:verb]):
        return None
    source = subject_before(tokens[comma + 1:], verb - comma - 1, text, words)
    return None if source is None else (comma, source, "says-after")


def _names(source: Span) -> bool:
    """Say whether a subject after its verb names somebody, rather than going on with a clause."""
    first = source.text.split()[0]
    return first not in {"that", "it", "he", "she", "they", "to", "this", "there"} and not first.isdigit()


def _head(
    tokens: tuple[Token, ...], verb: int, cue: Span, content: Span, text: str, words: Reporting,
) -> Iterator[Claim]:
    """Yield the claim that follows a verb; two of "the agency quoted an official as saying …"."""
    source = subject_before(tokens, verb, text, words) if verb else None
    if source is None:
        return
    quoted = _QUOTED.match(text, cue.end, content.end) if tokens[verb].key in _QUOTING else None
    if quoted is not None and quoted.end() < content.end:
        inner = Span.of(text, quoted.start("who"), quoted.end("who"))
        told = Span.of(text, quoted.end(), content.end)
        yield Claim(source, cue, told, "quoting")
        yield Claim(inner, Span.of(text, quoted.end("who"), quoted.end()), told, "quoted")
    elif tokens[verb].key not in _QUOTING:
        yield Claim(source, cue, content, "says-before")
