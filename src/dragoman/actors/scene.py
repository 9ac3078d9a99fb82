"""The scene of a report: its words, and every name in it that the book knows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from dragoman.actors.book import ActorBook, Entry, best
from dragoman.actors.words import Word, words_of
from dragoman.types import Reading

STATE_KINDS = frozenset({"name", "adjective", "demonym", "capital", "territory"})
PLACE_KINDS = frozenset({"name", "capital", "town", "territory"})
LOCATIVES = frozenset({
    "in", "at", "near", "outside", "across", "inside", "around", "throughout", "from", "northern", "southern",
    "eastern", "western", "central", "neighbouring", "neighboring",
})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the book in the text: words ``[first, last)``, and the row it means on the report's day.

    ``kind`` is the row's kind, or ``town`` for a place that is known by its country only.
    """

    first: int
    last: int
    start: int
    end: int
    country: str
    kind: str
    entry: Entry | None = None

    @property
    def is_state(self) -> bool:
        """Say whether the name is a state's, its people's or its capital's."""
        return self.kind in STATE_KINDS


@dataclass(frozen=True)
class Scene:
    """What is looked up once per report.

    Attributes:
        reading: the report as read.
        book: the tables.
        words: the words of the text.
        mentions: the known names in the text, in order, none overlapping.
        title: the known names in the title.
    """

    reading: Reading
    book: ActorBook
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    title: tuple[Mention, ...]

    @classmethod
    def of(cls, reading: Reading, book: ActorBook) -> Scene:
        """Look a report over."""
        report = reading.report
        words = words_of(report.text, book.spellings)
        title_words = words_of(report.title or "", book.spellings)
        return cls(reading, book, words, tuple(mentions_of(words, book, report.published)),
                   tuple(mentions_of(title_words, book, report.published)))

    @property
    def day(self) -> str | None:
        """The day of publication."""
        return self.reading.report.published

    @cached_property
    def starts(self) -> list[int]:
        """Offsets at which words start."""
        return [word.start for word in self.words]

    @cached_property
    def mention_starts(self) -> list[int]:
        """Offsets at which mentions start."""
        return [mention.start for mention in self.mentions]

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Numbers of the words by key, to find where a name stands again."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word.key, []).append(number)
        return found

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the words ``[first, last)`` that characters ``[start, end)`` touch."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        if self.words and self.words[first].end <= start:
            first += 1
        return first, bisect_left(self.starts, end)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that lie inside ``[start, end)``."""
        low, high = bisect_left(self.mention_starts, start), bisect_left(self.mention_starts, end)
        return tuple(mention for mention in self.mentions[low:high] if mention.end <= end + 2)

    def gap(self, number: int) -> str:
        """Return the characters between word ``number`` and the next."""
        if number + 1 >= len(self.words) or number < 0:
            return "."
        return self.reading.report.text[self.words[number].end:self.words[number + 1].start]


def mentions_of(words: tuple[Word, ...], book: ActorBook, day: str | None) -> list[Mention]:
    """Find the known names in some words, longest first from the left."""
    found, number = [], 0
    while number < len(words):
        mention = _longest_at(words, number, book, day) or _town_at(words, number, book)
        if mention is not None:
            found.append(mention)
        number = mention.last if mention is not None else number + 1
    return found


def _longest_at(words: tuple[Word, ...], first: int, book: ActorBook, day: str | None) -> Mention | None:
    if words[first].key[:1] == "@" or " " in words[first].key:
        return _signed_at(words, first, book, day)
    longest = book.longest.get(words[first].key, 0)
    for last in range(min(first + longest, len(words)), first, -1):
        key = words[first].key if last == first + 1 else " ".join(word.key for word in words[first:last])
        entries = book.index.get(key)
        if entries and _is_name(words[first:last], key, book):
            entry = best(entries, day)
            return Mention(first, last, words[first].start, words[last - 1].end, entry.country, entry.kind, entry)
    return None


def _signed_at(words: tuple[Word, ...], first: int, book: ActorBook, day: str | None) -> Mention | None:
    """A handle or a hashtag of several words is a name as a whole ("#SouthSudan") or none ("#IranTalks")."""
    word = words[first]
    entries = book.index.get(word.key)
    if not entries:
        return None
    entry = best(entries, day)
    return Mention(first, first + 1, word.start, word.end, entry.country, entry.kind, entry)


def _is_name(words: tuple[Word, ...], key: str, book: ActorBook) -> bool:
    if key in book.exact:
        return all(_is_capitals(word.text) for word in words)
    return any(word.text[0].isupper() for word in words)


def _is_capitals(text: str) -> bool:
    return text.rstrip("s'’").replace(".", "").isupper() or any(char.isdigit() for char in text)


def _town_at(words: tuple[Word, ...], first: int, book: ActorBook) -> Mention | None:
    for last in range(min(first + 3, len(words)), first, -1):
        country = book.towns.get(" ".join(word.key for word in words[first:last]))
        if country is not None and words[first].text[0].isupper() and _stands_as_place(words, first, last):
            return Mention(first, last, words[first].start, words[last - 1].end, country, "town")
    return None


def _stands_as_place(words: tuple[Word, ...], first: int, last: int) -> bool:
    if last - first > 1:
        return True
    before = words[first - 1].key if first else ""
    after = words[last].key if last < len(words) else ""
    return before in LOCATIVES or before == "of" or after in {"province", "city", "region", "airport", "district"}
