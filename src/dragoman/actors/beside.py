"""Participants whose belonging stands beside them: "Turkish novelist ‹Orhan Pamuk›", "‹Fico›, the Slovak leader"."""

from __future__ import annotations

from bisect import bisect_left
from dragoman.actors.finding import Finding
from dragoman.actors.scene import Mention, Scene

_LINKS = frozenset("of for and the s to".split())
_ARTICLES = frozenset("the a an its".split())
_REACH = 8
_REACH_RIGHT = 9
_WHO = ("adjective", "demonym", "body", "organisation", "group", "party", "person")


def by_neighbour(scene: Scene, first: int, last: int) -> Finding | None:
    """Return what stands beside the name at words ``[first, last)``: before it, else in apposition after it."""
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


def _before(scene: Scene, first: int) -> Finding | None:
    """Walk left over titles and nouns to a state's name that owns or describes what follows."""
    position, passed = first, 0
    while position > 0 and passed < _REACH:
        gap = scene.gap(position - 1)
        if not _is_joined(gap, passed):
            return None
        mention = mention_ending_at(scene, position)
        if mention is not None:
            return _owner(scene, mention, passed)
        word = scene.words[position - 1]
        if not _is_passable(scene, position - 1, gap):
            return None
        position, passed = position - 1, passed + (word.key not in _LINKS)
    return None


def _is_joined(gap: str, passed: int) -> bool:
    stripped = gap.strip()
    return stripped in {"", "-", "–", "'", "’", '"', "“"} or (stripped == "," and passed == 0)


def _is_passable(scene: Scene, number: int, gap: str) -> bool:
    word = scene.words[number]
    if word.key in _LINKS or word.key in scene.book.nouns or word.key in scene.book.titles:
        return True
    if word.text[0].isupper() and gap.strip() == "":
        return word.key not in {"he", "she", "it", "they", "after", "when", "in", "on", "at", "while", "but"}
    return word.text[0].islower() and _is_described(scene, number)


def _is_described(scene: Scene, number: int) -> bool:
    """An unknown noun or adjective is passed only where an adjective of a state stands just before it."""
    for back in (1, 2):
        mention = mention_ending_at(scene, number - back + 1)
        if mention is not None:
            return mention.kind in {"adjective", "demonym"} and scene.gap(mention.last - 1).strip() == ""
    return False


def _owner(scene: Scene, mention: Mention, passed: int) -> Finding | None:
    word = scene.words[mention.last - 1]
    before = scene.words[mention.first - 1].key if mention.first else ""
    describes = mention.kind in _WHO or word.possessive
    of = before in {"of", "for"}
    title_follows = passed > 0 and mention.kind in {"name", "capital", "body"}
    if describes or of or title_follows or mention.kind == "company":
        return Finding(mention.country, "beside.before", f"described by the words before it: {mention.country}",
                       0.93, ((mention.start, mention.end),))
    return None


def _after(scene: Scene, last: int) -> Finding | None:
    """Read an apposition after a comma or bracket: its first name of a state or body."""
    opening = scene.gap(last - 1).strip()
    if opening not in {",", "(", ", (", "–", "—"}:
        return None
    for number in range(last, min(last + _REACH_RIGHT, len(scene.words))):
        mention = mention_at(scene, number)
        before = scene.words[number - 1].key if number > last else ""
        if mention is not None and before not in {"in", "to", "against", "on", "at", "with", "and", "by"}:
            return Finding(mention.country, "beside.after", f"described by the words after it: {mention.country}",
                           0.9, ((mention.start, mention.end),))
        word = scene.words[number]
        gap = scene.gap(number).strip()
        if gap[:1] in {",", ".", ")", ";"} or mention is not None or not _is_appositive(scene, number, last):
            return None
        del word
    return None


def _is_appositive(scene: Scene, number: int, last: int) -> bool:
    word = scene.words[number]
    if number == last:
        return word.key in _ARTICLES or word.key in scene.book.titles or word.key in scene.book.nouns or word.key in {
            "who", "head", "former", "chief", "deputy", "senior", "one", "leader", "foreign", "prime", "vice", "secretary"}
    return not word.key.endswith(("ed", "ing")) or word.key == "united"
