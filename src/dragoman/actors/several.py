"""Participants that the reader took for one though their words name several states or persons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from dragoman.actors.scene import Mention, Scene
from dragoman.actors.sector import BODILESS
from dragoman.types import Draft, Part, Role, Span

PEOPLE = (Role.ACTOR, Role.RECIPIENT, Role.SAID_BY, Role.DENIED_BY)
_LINK = re.compile(r"\s*(?:,\s*(?:and\b)?|and\b|&|/)\s*(?:the\b)?\s*", re.IGNORECASE)
_ENDS = re.compile(r"^,?\s*(?:and\b|&|/)", re.IGNORECASE)
"""What tells a list from a town and its country: "Chad, Niger and …", not "Niamey, Niger"."""
_NEAR = 6
"""characters behind a list's end in which the "and" of its last item may stand"""
_BEFORE = re.compile(r"(?:the\s+)?(?:\w+\s+){1,3}of\s+(?:the\s+)?", re.IGNORECASE)
"""What may stand before the names that a plural goes with: "leaders of ‹Chad and Niger›"."""
_AFTER = re.compile(r"\s+(?=[a-z])[\w\s-]*(?:s|men|people|police|personnel|children|media)")
"""What may stand after the adjectives of a plural: "‹Chadian and Nigerien› troops"."""
_PLURAL = re.compile(r"\w+s\s+of\b|\w+men\s+of\b", re.IGNORECASE)

Told = Mapping[tuple[int, int], str]
"""The rule that made a participant, by its offsets."""


def told_apart(scene: Scene) -> tuple[Scene, Told]:
    """Return the scene with one participant for each that the words of one name, and the rules that said so.

    ``list.names``: the words are names and nothing else ("Chad and Niger"), so each is a participant.
    ``list.states``: they are a plural that belongs to several states ("leaders of Chad and Niger", "Chadian and
    Nigerien troops"): the whole stands for the first, the name or adjective of each other state for that state.
    """
    rules: dict[tuple[int, int], str] = {}
    drafts = tuple(_draft(scene, draft, rules) for draft in scene.reading.drafts)
    if not rules:
        return scene, MappingProxyType(rules)
    return replace(scene, reading=replace(scene.reading, drafts=drafts)), MappingProxyType(rules)


def _draft(scene: Scene, draft: Draft, rules: dict[tuple[int, int], str]) -> Draft:
    parts: list[Part] = []
    for part in draft.parts:
        rule, spans = _apart(scene, part) if part.role in PEOPLE else ("", ())
        others = [other.span for other in draft.parts if other is not part and other.role == part.role]
        new = [span for span in spans if not any(span.start < other.end and other.start < span.end for other in others)]
        if len(new) > 1:
            rules.update({(span.start, span.end): rule for span in new})
            parts += [replace(part, span=span) for span in new]
        else:
            parts.append(part)
    return replace(draft, parts=tuple(parts)) if len(parts) > len(draft.parts) else draft


def _apart(scene: Scene, part: Part) -> tuple[str, Sequence[Span]]:
    named = scene.within(part.span.start, part.span.end)
    chain = _chain(scene, named)
    text = scene.reading.report.text
    if len(chain) < 2 or len({mention.country for mention in chain}) < len(chain):  # noqa: PLR2004
        return "", ()
    if not any(_ENDS.search(gap) for gap in (*_gaps(text, chain), text[chain[-1].end : chain[-1].end + _NEAR])):
        return "", ()
    before, after = text[part.span.start : chain[0].start], text[chain[-1].end : part.span.end]
    if before.strip().lower() in {"", "the", "both"} and not after.strip(" '’s"):
        return "list.names", [_span(scene, mention) for mention in chain]
    if len(chain) == len(named) and _is_plural(before, after) and all(map(_is_of_a_state, chain)):
        return "list.states", [part.span, *(_span(scene, mention) for mention in chain[1:])]
    return "", ()


def _chain(scene: Scene, named: Sequence[Mention]) -> list[Mention]:
    """Return the first mentions that only commas and "and" stand between."""
    text = scene.reading.report.text
    chain = list(named[:1])
    for one, other in pairwise(named):
        if not _LINK.fullmatch(text[one.end : other.start]):
            break
        chain.append(other)
    return chain


def _gaps(text: str, chain: Sequence[Mention]) -> Iterator[str]:
    for one, other in pairwise(chain):
        yield text[one.end : other.start]


def _is_plural(before: str, after: str) -> bool:
    if before.strip().lower() in {"", "the", "both", "two"}:
        return _AFTER.fullmatch(after) is not None
    return not after.strip(" '’s") and _BEFORE.fullmatch(before) is not None and _PLURAL.search(before) is not None


def _is_of_a_state(mention: Mention) -> bool:
    return mention.is_state and mention.country not in BODILESS


def _span(scene: Scene, mention: Mention) -> Span:
    return Span.of(scene.reading.report.text, mention.start, mention.end)
