"""Find the words of a cue table in a text: whole words, stems and phrases.

A cue is one or more words; ``*`` at the end of a word stands for any ending, and a
word with a capital is compared as written, all others ignoring case. Hyphens and
apostrophes count as breaks between words, so ``al-qaeda`` also finds "al Qaeda".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\w+")
_CUE_TOKEN = re.compile(r"\w+\*?")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """One wording in a cue table.

    Attributes:
        id: id of the table's row, ``military.soldiers``.
        label: what the cue speaks for, a context for instance.
        words: the wording as the table has it.
        excludes: whether the wording keeps its words from counting.
    """

    id: str
    label: str
    words: str
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found at characters ``[start, end)`` of the text searched."""

    cue: Cue
    start: int
    end: int


_Wording = tuple[Cue, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CueIndex:
    """Cues by their first word, so that one pass over a text finds them all."""

    words: dict[str, tuple[_Wording, ...]] = field(default_factory=dict)
    stems: dict[str, tuple[_Wording, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, cues: Iterable[Cue]) -> CueIndex:
        """Index ``cues``; raises ValueError for a stem that would match nearly anything."""
        words: dict[str, list[_Wording]] = {}
        stems: dict[str, list[_Wording]] = {}
        for cue in cues:
            tokens = tuple(_CUE_TOKEN.findall(cue.words))
            if not tokens or (tokens[0].endswith("*") and len(tokens[0]) <= _SHORTEST_STEM):
                raise ValueError(f"cue {cue.id}: {cue.words!r} is too short")
            first = tokens[0].lower()
            (stems if first.endswith("*") else words).setdefault(first.rstrip("*"), []).append((cue, tokens))
        return cls(_frozen(words), _frozen(stems))

    def find(self, text: str) -> tuple[Hit, ...]:
        """Return the cues in ``text`` by position, without those that an exclusion of their label covers."""
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
        hits = [hit for number in range(len(tokens)) for hit in self._at(tokens, number)]
        barred = [hit for hit in hits if hit.cue.excludes]
        return tuple(hit for hit in hits if not hit.cue.excludes and not any(_bars(bar, hit) for bar in barred))

    def _at(self, tokens: list[tuple[str, int, int]], number: int) -> Iterator[Hit]:
        for cue, words in self._starting(tokens[number][0].lower()):
            following = tokens[number:number + len(words)]
            if len(following) == len(words) and all(_fits(w, t[0]) for w, t in zip(words, following, strict=True)):
                yield Hit(cue, following[0][1], following[-1][2])

    def _starting(self, token: str) -> Iterator[_Wording]:
        yield from self.words.get(token, ())
        for length in range(_SHORTEST_STEM, len(token) + 1):
            yield from self.stems.get(token[:length], ())


def _frozen(table: dict[str, list[_Wording]]) -> dict[str, tuple[_Wording, ...]]:
    return {key: tuple(wordings) for key, wordings in table.items()}


def _fits(word: str, token: str) -> bool:
    compared = token.lower() if word == word.lower() else token
    return compared.startswith(word[:-1]) if word.endswith("*") else compared == word


def _bars(bar: Hit, hit: Hit) -> bool:
    return bar.cue.label == hit.cue.label and bar.start <= hit.start and hit.end <= bar.end
