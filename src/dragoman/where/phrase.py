"""What a passage says about its place before the gazetteer is asked: name, kind, container."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.where import kinds

_TAIL = re.compile(r",\s*|\s*\(|\s+in\s+(?=(?:the\s+)?[A-Z])|\s+of\s+(?=(?:the\s+)?[A-Z][\w'’-]+$)")
_NAME = r"(?P<name>[A-ZÀ-Þ][\w'’-]*(?:\.\w+)*(?:\s+(?:(?:of|the|and|al)\s+)*[A-ZÀ-Þ][\w'’-]*(?:\.\w+)*)*)"
_AFTER = re.compile(rf"^[\"'”’]?\s*(?:,\s*(?:in\s+)?(?:the\s+)?{_NAME}(?=\s*[.,;:)]|$|['’]s\b)"
                    rf"|(?:\(|in\b)\s*(?:the\s+)?{_NAME.replace('?P<name>', '?P<inside>')})")
_KIND_AFTER = re.compile(r"^\s+([A-Za-z]+(?:\s+[a-z]+)?)\b")
_BEFORE = re.compile(r"(?<![\w-])([A-ZÀ-Þ][\w.]*(?:\s+[A-ZÀ-Þ][\w.]*)?)(?:['’]s?)?\s+(?:[a-z-]+\s+){0,2}?"
                     r"(?:(?:city|town|village|province|region|district|port|capital|state|border town)(?:\s+of)?\s+)$")
_OWNER = re.compile(r"(?<![\w-])([A-ZÀ-Þ][\w.]*(?:\s+[A-ZÀ-Þ][\w.]*)?)['’]s?\s+(?:[a-z-]+\s+){0,2}$")
_POSSESSIVE = re.compile(r"['’]s?$")
_FOREIGN = re.compile(r"^.*?\b(?:embass(?:y|ies)|consulates?(?:[- ]general)?|high commission)\b"
                      r"(?:\s+of\s+(?:the\s+)?[A-Z]\w+)?"
                      r"|\b(?:borders?|frontiers?|crossings?|fence|barrier)\s+(?:\w+\s+)?with\s+.*$", re.IGNORECASE)
_MOST_VARIANTS = 12
_LOOK = 70


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to read the passage as a name.

    Attributes:
        name: the words to look up.
        kind: kind of place that the passage asks for, if it says one.
        part: words that take only a part of the place ("northern"), if any.
        around: words that put it beside or over the place ("near", "airspace"), if any.
    """

    name: str
    kind: str | None = None
    part: str | None = None
    around: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A passage and what stands around it.

    Attributes:
        variants: the ways to read its name, best first.
        containers: names that the passage itself gives to what holds the place ("Mosul, *Iraq*").
        after: a name that follows the passage as if it held the place.
        owners: names before it that may hold it ("*Syria*'s", "the *Syrian* city of").
    """

    variants: tuple[Variant, ...]
    containers: tuple[str, ...]
    after: str | None
    owners: tuple[str, ...]


def read_phrase(text: str, start: int, end: int) -> Phrase:
    """Read the passage ``[start, end)`` of ``text`` with the words around it."""
    head, *tails = [piece.strip(" )") for piece in _TAIL.split(text[start:end])]
    after, before = text[end:end + _LOOK], text[max(0, start - _LOOK):start]
    follows = _AFTER.match(_skip_kind(after)) if not tails else None
    containers = tuple(tail for tail in tails if tail)
    owners = tuple(match[1] for pattern in (_BEFORE, _OWNER) if (match := pattern.search(before)))
    whole = text[start:end]
    first = Variant(whole, _kind_after(after)) if tails else None
    variants = _variants(Variant(head or whole, _kind_after(after)), first)
    return Phrase(variants, containers, (follows["name"] or follows["inside"]) if follows else None, owners)


def _kind_after(after: str) -> str | None:
    match = _KIND_AFTER.match(after)
    if match is None:
        return None
    for words in (match[1], match[1].split()[0]):
        if words == words.lower() or words.istitle():
            kind = kinds.asked_kind(f"X {words}")[1]
            if kind is not None and words.lower() != "state":
                return kind
    return None


def _skip_kind(after: str) -> str:
    match = _KIND_AFTER.match(after)
    return after[match.end():] if match and _kind_after(after) else after


def _variants(head: Variant, first: Variant | None) -> tuple[Variant, ...]:
    """Take off words one at a time, breadth first: the fewer words are lost, the earlier the reading."""
    queue = [first, head] if first is not None else [head]
    for variant in queue:
        for shorter in _shorter(variant):
            if shorter.name and all(shorter.name != known.name for known in queue) and len(queue) < _MOST_VARIANTS:
                queue.append(shorter)
    return tuple(queue)


def _shorter(variant: Variant) -> tuple[Variant, ...]:
    name, part = kinds.part_of(variant.name)
    outer, around = kinds.around(variant.name)
    core, kind = kinds.asked_kind(variant.name)
    found = [Variant(_POSSESSIVE.sub("", variant.name), variant.kind, variant.part, variant.around)]
    if kind is not None or core != variant.name:
        found.append(Variant(core, variant.kind or kind, variant.part, variant.around))
    if part is not None:
        found.append(Variant(name, variant.kind, part, variant.around))
    if around is not None:
        found.append(Variant(outer, variant.kind, variant.part, around))
    return tuple(found)


def without_owner(name: str, owner: str) -> str | None:
    """Return the name without the country that leads it ("Syria's Idlib", "Iraqi Kurdistan"), or None.

    >>> without_owner("Syria's Idlib", "Syria"), without_owner("Idlib", "Syria")
    ('Idlib', None)
    """
    if not name.startswith(owner):
        return None
    rest = re.sub(r"^['’]?s?\s+|^['’]s?\s+", "", name[len(owner):])
    return rest if rest and rest != name[len(owner):] else None


def foreign_words(text: str) -> str:
    """Return the words that name whose country the place is *not* in; empty if there are none.

    >>> foreign_words("Kenyan embassy in Cairo"), foreign_words("the border with Chad"), foreign_words("Cairo")
    ('Kenyan embassy', 'border with Chad', '')
    """
    match = _FOREIGN.search(text)
    return match.group() if match else ""
