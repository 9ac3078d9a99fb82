"""Which countries a report names, where and how often: the light scan before any place is chosen."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from dragoman.types import Reading, Span
from dragoman.where.gazetteer import CountryWord, Gazetteer

_WORD = re.compile(r"(?<![\w])[^\W\d_a-zß-öø-ÿ][^\W_]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A word for a country in the text: ``[start, end)``, its code, whether it is a name or an adjective."""

    start: int
    end: int
    text: str
    country: str
    is_name: bool


def scan(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return the words for countries in ``text``, in order, longest first where they overlap."""
    found: list[Mention] = []
    end = 0
    for match in _WORD.finditer(text):
        if match.start() < end:
            continue
        word = _word_at(text, match.start(), gazetteer.words.get(match.group(), ()))
        if word is not None:
            end = match.start() + len(word.word)
            if word.country is not None:
                found.append(Mention(match.start(), end, word.word, word.country, word.is_name))
    return tuple(found)


def _word_at(text: str, start: int, words: tuple[CountryWord, ...]) -> CountryWord | None:
    for word in words:
        after = start + len(word.word)
        if text.startswith(word.word, start) and not text[after:after + 1].isalnum():
            return word
    return None


@dataclass(frozen=True, slots=True)
class Named:
    """The countries that a report names.

    Attributes:
        mentions: in the text, in order.
        counts: mentions in text and title by country.
        title: countries in the title.
        by_sentence: mentions by number of sentence.
    """

    mentions: tuple[Mention, ...]
    counts: Counter[str]
    title: frozenset[str]
    by_sentence: dict[int, tuple[Mention, ...]]

    @classmethod
    def of(cls, reading: Reading, gazetteer: Gazetteer) -> Named:
        """Scan a report's text and title."""
        mentions = scan(reading.report.text, gazetteer)
        title = scan(reading.report.title or "", gazetteer)
        sentences: dict[int, list[Mention]] = {}
        for mention in mentions:
            sentences.setdefault(reading.sentence_at(mention.start), []).append(mention)
        return cls(mentions, Counter(mention.country for mention in (*mentions, *title)),
                   frozenset(mention.country for mention in title),
                   {number: tuple(listed) for number, listed in sentences.items()})

    def without(self, text: str) -> Counter[str]:
        """Return the counts without the mentions that read ``text``: a name is no witness for itself."""
        own = Counter(mention.country for mention in self.mentions if mention.text == text)
        return self.counts - own

    def others_in(self, sentence: int, span: Span) -> frozenset[str]:
        """Return the countries that a sentence names with other words than those of ``span``."""
        return frozenset(mention.country for mention in self.by_sentence.get(sentence, ()) if mention.text != span.text)
