"""Who says a passage: the source of given words, by what stands before and after them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.stance.reporting import Reporting
from dragoman.stance.subjects import Token, is_verb, subject_after, subject_before, tokens_of
from dragoman.types import Span

_TAIL = 160  # characters after a passage in which its source stands
_MARKS = frozenset(',"“”\'’‘')
_OPENING = "\"“'‘"
_QUOTES = tuple(_OPENING)
_PRONOUNS = frozenset({"he", "she", "they", "we", "i", "it"})
_NOT_AFTER = frozenset({"and", "but", "or", "who", "which", "while", "as", "though", "although", "when"})
_SIGNED = re.compile(r"\s*[\"”]?\s*[―—–]\s*(?P<who>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'.-]*){0,4})")
_NAMED = re.compile(r"\s*(?:(?:the|a|an|its|local)\s+)?(?P<who>[^,.;()\"“”—]{2,80})")
_LABEL = re.compile(r"(?:\A|\n)\s*(?P<who>[A-Z][\w.’' -]{1,40}):\s*[\"“]?\Z")
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s")


@dataclass(frozen=True, slots=True)
class Claim:
    """A passage given on somebody's word.

    Attributes:
        source: whose word it is.
        cue: the words that say so.
        content: the passage.
        rule: id of the rule that saw it.
    """

    source: Span
    cue: Span
    content: Span
    rule: str


def claim_of(content: Span, text: str, sentences: tuple[Span, ...], words: Reporting) -> Claim | None:
    """Return on whose word a passage is given; None when nobody stands beside it.

    Args:
        content: the passage; marks of quotation may stand in it or around it.
        text: the report's text.
        sentences: its sentences, in order.
        words: the table of reporting.
    """
    left = max((s.start for s in sentences if s.start <= content.start), default=0)
    before = tokens_of(text, left, content.start)
    right = max(min((s.end for s in sentences if s.end >= content.end), default=len(text)), content.end)
    stop = min(max(content.end + 1, right), content.end + _TAIL)
    after = tokens_of(text, content.end, stop)
    return (_after_phrase(content, before, after, text, words) or _after(content, after, text, words)
            or _before(content, before, text, words) or _signed(content, text, words)
            or _going_on(content, text, sentences, words) or _opening(content, before, text, words))


def _after_phrase(content: Span, before: tuple[Token, ...], after: tuple[Token, ...], text: str,
                  words: Reporting) -> Claim | None:
    """See "according to" beside the passage."""
    for tokens in (before, after):
        if not tokens:
            continue
        limit = tokens[-1].end
        for found in words.phrases.finditer(text, tokens[0].start, limit):
            near = found.start() - content.end < _NEAR if tokens is after else True
            named = _NAMED.match(text, found.end(), limit) if near else None
            if named is not None and named["who"].strip():
                who = named["who"].rstrip()
                source = Span.of(text, named.start("who"), named.start("who") + len(who))
                return Claim(source, Span.of(text, found.start(), found.end()), content, "according-to")
    return None


_NEAR = 12  # characters between a passage and "according to"


def _after(content: Span, tokens: tuple[Token, ...], text: str, words: Reporting) -> Claim | None:
    """See "…, said the mayor" and "…, the mayor said"."""
    start = next((n for n, token in enumerate(tokens) if token.text not in _MARKS), None)
    closes = content.text.rstrip()[-1:] in _MARKS
    if start is None or not (closes or start > 0) or (not closes and _opens_clause(tokens[start])):
        return None
    if tokens[start].key in words.said:
        source = subject_after(tokens, start, text, words)
        return None if source is None else _claim(source, tokens[start], content, "said-after", text)
    rest = tokens[start:]
    for place in range(1, min(len(rest), 16)):
        if rest[place].text in '.;!?"“”' or (not closes and rest[place].text == ","):
            return None
        if is_verb(rest, place, words) and rest[place].key in words.said:
            source = subject_before(rest, place, text, words)
            if source is None or not (closes or _is_last(rest, place)):
                return None
            return _claim(source, rest[place], content, "says-after", text)
    return None


def _opens_clause(token: Token) -> bool:
    """Say whether a word after a passage opens a clause that says nothing of it."""
    return token.key in _NOT_AFTER or token.key.endswith("ing")


def _is_last(tokens: tuple[Token, ...], verb: int) -> bool:
    """Say whether a reporting verb is what its clause ends with, a day or a time aside."""
    return all(token.text[0].isupper() or token.text in ".,;" for token in tokens[verb + 1:verb + 3])


def _before(content: Span, tokens: tuple[Token, ...], text: str, words: Reporting) -> Claim | None:
    """See "the mayor says that …": the subject of the last verb before the passage."""
    for place in range(len(tokens) - 1, 0, -1):
        if is_verb(tokens, place, words) and tokens[place].key not in words.helpers:
            source = subject_before(tokens, place, text, words)
            if source is not None:
                return _claim(source, tokens[place], content, "says-before", text)
    return None


def _signed(content: Span, text: str, words: Reporting) -> Claim | None:
    """See a name after a dash, or one with a colon at the head of a line."""
    found = _SIGNED.match(text, content.end)
    rule = "signed"
    if found is None:
        found, rule = _LABEL.search(text[:content.start]), "labelled"
    if found is None:
        return None
    who = found["who"].split()
    kept = " ".join(who[:-1] if len(who) > 1 and who[-1] in words.said else who)
    source = Span.of(text, found.start("who"), found.start("who") + len(kept))
    return Claim(source, source, content, rule)


def _going_on(content: Span, text: str, sentences: tuple[Span, ...], words: Reporting) -> Claim | None:
    """See a quotation that goes on after "…," he said. "…": its source is that of the sentence before."""
    if content.text[0] not in _OPENING and text[content.start - 1:content.start] not in _QUOTES:
        return None
    earlier = [sentence for sentence in sentences if sentence.end <= content.start]
    if not earlier:
        return None
    tokens = tokens_of(text, earlier[-1].start, earlier[-1].end)
    closed = max((n for n, token in enumerate(tokens) if token.text in _OPENING + "”"), default=-1)
    rest = tokens[closed + 1:]
    for place, token in enumerate(rest):
        if token.key in words.said and token.text.islower():
            source = subject_before(rest, place, text, words) if place else subject_after(rest, place, text, words)
            return None if source is None else _claim(source, token, content, "going-on", text)
    return None


def _opening(content: Span, tokens: tuple[Token, ...], text: str, words: Reporting) -> Claim | None:
    """Take the name or pronoun that opens the sentence, where nothing better is known."""
    del words
    for token in tokens:
        if token.key in _PRONOUNS or (token.text[0].isupper() and token is not tokens[0]):
            source = Span.of(text, token.start, token.end)
            return Claim(source, source, content, "opening")
    return None


def _claim(source: Span, cue: Token, content: Span, rule: str, text: str) -> Claim:
    return Claim(source, Span.of(text, cue.start, cue.end), content, rule)
