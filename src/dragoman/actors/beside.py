"""Participants whose belonging stands beside them: "Turkish novelist ‹Orhan Pamuk›", "‹Fico›, the Slovak leader"."""

from __future__ import annotations

from bisect import bisect_left

from dragoman.actors.finding import Finding
from dragoman.actors.scene import Mention, Scene

_ARTICLES = frozenset({"the", "a", "an", "its"})
_OPENERS = frozenset({
    "of", "head", "former", "chief", "deputy", "senior", "one", "foreign", "prime", "vice", "secretary", "top",
    "acting",
})
_ABROAD = frozenset({"to", "for", "in"})
_STOPS = frozenset({
    "the", "a", "an", "and", "or", "but", "by", "on", "in", "at", "to", "for", "with", "from", "into", "over", "as",
    "that", "which", "who", "whom", "whose", "when", "after", "before", "while", "if", "he", "she", "it", "they",
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "be", "been", "said", "says", "say", "told",
    "tells", "met", "meets", "against", "between", "during", "since", "until",
})
_REACH = 8
_WHO = ("adjective", "demonym", "body", "organisation", "group", "party", "person")


def by_neighbour(scene: Scene, first: int, last: int, *, is_name: bool = True) -> Finding | None:
    """Return what stands beside words ``[first, last)``: before them, else (names only) in apposition after them."""
    if not is_name:
        return _adjacent(scene, first)
    return _before(scene, first) or _after(scene, last)


def mention_ending_at(scene: Scene, last: int) -> Mention | None:
    """Return the known name whose last word is ``last - 1``."""
    if last <= 0 or last > len(scene.words):
        return None
    end = scene.words[last - 1].end
    number = bisect_left(scene.mention_starts, end) - 1
    mention = scene.mentions[number] if number >= 0 else None
    return mention if mention is not None and mention.last == last else None


def mention_at(scene: Scene, first: int) -> Mention | None:
    """Return the known name whose first word is ``first``."""
    if first >= len(scene.words):
        return None
    number = bisect_left(scene.mention_starts, scene.words[first].start)
    return scene.mentions[number] if number < len(scene.mentions) and scene.mentions[number].first == first else None


def _adjacent(scene: Scene, first: int) -> Finding | None:
    """A state's adjective or possessive directly before a common noun."""
    mention = mention_ending_at(scene, first)
    if mention is None or scene.gap(first - 1).strip() not in {"", "'", "’"}:
        return None
    if mention.kind == "adjective" or scene.words[first - 1].possessive:
        return _said_before(mention)
    return None


def _before(scene: Scene, first: int) -> Finding | None:
    """Walk left over titles and nouns to a state's name that owns or describes what follows."""
    position, passed = first, 0
    while position > 0 and passed < _REACH:
        if not _is_joined(scene.gap(position - 1), passed):
            return None
        mention = mention_ending_at(scene, position)
        if mention is not None:
            before = scene.words[mention.first - 1].key if mention.first else ""
            if before in _ABROAD:
                position, passed = mention.first - 1, passed + 1
                continue
            return _said_before(mention) if _is_owner(scene, mention, before, passed) else None
        if not _is_passable(scene, position - 1):
            return None
        position, passed = position - 1, passed + 1
    return None


def _said_before(mention: Mention) -> Finding:
    return Finding(mention.country, "beside.before", f"described by the words before it: {mention.country}", 0.9,
                   ((mention.start, mention.end),))


def _is_joined(gap: str, passed: int) -> bool:
    stripped = gap.strip()
    return stripped in {"", "-", "–", "'", "’"} or (stripped == "," and passed == 0)


def _is_passable(scene: Scene, number: int) -> bool:
    word = scene.words[number]
    if word.key == "of" or word.key in scene.book.nouns or word.key in scene.book.titles:
        return True
    if word.key in _STOPS:
        return False
    return word.text[0].isupper() or _is_described(scene, number)


def _is_described(scene: Scene, number: int) -> bool:
    """An unknown noun or adjective is passed only where an adjective of a state stands just before it."""
    for back in (1, 2):
        mention = mention_ending_at(scene, number - back + 1)
        if mention is not None:
            return mention.kind in {"adjective", "demonym"} and scene.gap(mention.last - 1).strip() == ""
    return False


def _is_owner(scene: Scene, mention: Mention, before: str, passed: int) -> bool:
    if mention.kind in _WHO or scene.words[mention.last - 1].possessive or before == "of":
        return True
    return passed > 0 and mention.kind in {"name", "capital"}


def _after(scene: Scene, last: int) -> Finding | None:
    """Read an apposition after a comma or bracket: a state's adjective or possessive, or "of" a state."""
    if scene.gap(last - 1).strip() not in {",", "(", ", (", "–", "—"}:
        return None
    number = last
    while number < min(last + _REACH, len(scene.words)):
        mention = mention_at(scene, number)
        if mention is not None:
            return _said_after(mention) if _is_apposition(scene, mention, last) else None
        if scene.gap(number).strip()[:1] in {",", ".", ")", ";"} or not _is_appositive(scene, number, last):
            return None
        number += 1
    return None


def _said_after(mention: Mention) -> Finding:
    return Finding(mention.country, "beside.after", f"described by the words after it: {mention.country}", 0.9,
                   ((mention.start, mention.end),))


def _is_apposition(scene: Scene, mention: Mention, last: int) -> bool:
    if mention.kind == "media":
        return False
    before = scene.words[mention.first - 1].key if mention.first > last else ""
    if before in {"of", "from"}:
        return True
    if mention.last >= len(scene.words) or not (mention.kind == "adjective" or scene.words[mention.last - 1].possessive
                                                or mention.kind in {"organisation", "body", "group", "party", "name"}):
        return False
    follows = " ".join(word.key for word in scene.words[mention.last:mention.last + 2])
    return any(key in scene.book.titles or key in scene.book.nouns for key in (follows, follows.split()[0]))


def _is_appositive(scene: Scene, number: int, last: int) -> bool:
    word = scene.words[number]
    book = scene.book
    known = word.key in _ARTICLES or word.key in _OPENERS or word.key in book.titles or word.key in book.nouns
    if number > last and word.key == "from":
        return True
    return known or (number > last and word.key not in _STOPS and not word.key.endswith(("ed", "ing")))
