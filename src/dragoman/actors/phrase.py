"""A participant's words, taken apart: article, pronoun, head noun, title, number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.actors.book import ActorBook
from dragoman.actors.scene import PLACE_KINDS, Scene
from dragoman.actors.words import SIGNS, Word

PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
THING_PRONOUNS = frozenset(["it", "its", "itself"])
SPEAKER_PRONOUNS = frozenset({
    "i", "we", "us", "our", "me", "my", "you", "your", "who", "whom", "which", "those", "others", "one",
})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_STOPS = frozenset({
    "of", "in", "from", "at", "for", "on", "with", "against", "to", "who", "whom", "which", "that", "by", "near",
    "outside", "during", "between", "over", "and",
})
_NUMBERS = frozenset({
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "several", "dozens",
    "hundreds", "thousands", "many", "some",
})
SURNAMES = frozenset({
    "major", "king", "prince", "judge", "marshal", "bishop", "pope", "private", "justice", "cardinal", "abbot",
    "deputy", "speaker", "general", "queen", "captain", "constable", "rector", "editor", "director", "author",
    "sultan", "emir", "amir", "shah", "singer", "actor", "writer", "doctor", "student", "teacher",
})
Kind = Literal["he", "they", "it", "we", "noun", "title", "name"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A participant as words ``[first, last)``, the head noun's ``sector`` and ``role`` where the book has them.

    ``kind``: ``he``, ``they``, ``it``, ``we`` for pronouns; ``noun`` for a common noun, ``title`` for an
    office without a name ("the president"), ``name`` for anything else. ``head`` is the key of the head noun.
    """

    first: int
    last: int
    kind: Kind
    head: str = ""
    sector: str = ""
    role: str = ""
    owner: str = ""
    plural: bool = False


def phrase_of(scene: Scene, start: int, end: int) -> Phrase:
    """Take the participant at characters ``[start, end)`` apart."""
    first, last = _past_dateline(scene, *scene.word_range(start, end))
    words = scene.words[first:last]
    if not words:
        return Phrase(first, last, "name")
    pronoun = _pronoun(words)
    if pronoun is not None:
        return Phrase(first, last, pronoun, words[0].key, plural=pronoun in {"they", "we"})
    owner = words[0].key if words[0].key in POSSESSIVES else ""
    head, sector, role = _head(words, scene.book)
    kind: Kind = "title" if role else "noun" if sector else "name"
    if kind == "name" and all(word.text[0].islower() for word in words[1:] or words):
        kind = "noun"
    return Phrase(first, last, kind, head or words[-1].key, sector, role, owner, _is_plural(words, head))


def is_hashtag(scene: Scene, phrase: Phrase) -> bool:
    """Say whether a participant is but one hashtag or handle."""
    start = scene.words[phrase.first].start
    return phrase.last - phrase.first == 1 and scene.reading.report.text[start - 1:start] in SIGNS


def _past_dateline(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """Leave out a place that opens a line and ends in a full stop: "‹VIENNA.› Iran"."""
    for mention in scene.within(scene.words[first].start, scene.words[last - 1].end) if first < last else ():
        opens = mention.first == first and _opens_line(scene, first)
        if opens and mention.kind in PLACE_KINDS and mention.last < last and scene.gap(mention.last - 1)[:1] == ".":
            return mention.last, last
    return first, last


def _opens_line(scene: Scene, number: int) -> bool:
    return number == 0 or "\n" in scene.gap(number - 1)


def _pronoun(words: tuple[Word, ...]) -> Kind | None:
    if len(words) > 1:
        return None
    key = words[0].key
    if not words[0].text.isalpha() or (words[0].text.isupper() and words[0].text != "I"):
        return None
    kinds: tuple[tuple[frozenset[str], Kind], ...] = (
        (PERSON_PRONOUNS, "he"), (PLURAL_PRONOUNS, "they"), (THING_PRONOUNS, "it"), (SPEAKER_PRONOUNS, "we"))
    return next((kind for pronouns, kind in kinds if key in pronouns), None)


def _head(words: tuple[Word, ...], book: ActorBook) -> tuple[str, str, str]:
    """Return the longest title or noun that ends the phrase before its first preposition: key, sector, role."""
    cut = next((number for number, word in enumerate(words) if number and word.key in _STOPS), len(words))
    for last in dict.fromkeys((cut, len(words))):
        for first in range(max(0, last - 4), last):
            key = " ".join(word.key for word in words[first:last])
            is_common = words[last - 1].text[0].islower() or first == 0
            if key in book.titles and key not in book.nouns and (is_common or key not in SURNAMES):
                return key, *book.titles[key]
            if key in book.nouns:
                return key, book.nouns[key], book.titles[key][1] if key in book.titles else ""
    return "", *_modifier(words, book)


def _modifier(words: tuple[Word, ...], book: ActorBook) -> tuple[str, str]:
    """Return the sector of a known word anywhere before an unknown common noun ("military attachés")."""
    if words[-1].text[0].isupper():
        return "", ""
    known = (book.nouns[word.key] for word in reversed(words) if word.key in book.nouns)
    return next(known, "REB" if words[0].key == "armed" else ""), ""


def _is_plural(words: tuple[Word, ...], head: str) -> bool:
    if words[0].key in _NUMBERS or words[0].text.isdigit():
        return True
    return head.endswith(("s", "men", "people", "police", "children")) and not head.endswith(("ss", "us"))
