"""Cut a report's text into sentences, with exact offsets.

Candidates are runs of closing punctuation before white space, and line breaks.
Each candidate is decided by the word before it and the word after it; the words
are in ``resources/cues/sentences.toml``. The work is linear in the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.tables import load
from dragoman.types import Span

SOFT_LIMIT = 600
"""Characters after which a sentence is also cut at a semicolon or a line break."""
HARD_LIMIT = 2_400
"""Characters after which a sentence is cut at a space, or anywhere if there is none."""

_CLOSERS = "\"'”’»)]}*"
_OPENERS = "\"'“‘«([{*—–-"
# The look-behind keeps a long run of stops from being tried again from each of its characters.
_CANDIDATE = re.compile(
    r"(?P<stop>(?<![.!?…])[.!?…]++(?:\[\d{1,3}\]|[\"'”’»)\]}*])*+)(?=\s|\Z)|(?P<line>\n\s*+)")
_WORD = re.compile(r"[^\W_][\w’'-]{0,30}")
_LAST_WORD = re.compile(r"[^\s\"'“”‘«([{/]{1,30}\Z")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
_BULLET = re.compile(r"(?:[-*•–—·▪►]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_ITEM = re.compile(r"\(?\d{1,3}\Z")
_SOFT = re.compile(r";\s|\n")
_WRAPPED = range(45, 111)  # lengths of a line that may have been wrapped by a mail or teletype system


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of the table, as sets."""

    titles: frozenset[str]
    counted: frozenset[str]
    either: frozenset[str]
    clock: frozenset[str]
    closing: frozenset[str]
    openers: frozenset[str]
    after_clock: frozenset[str]


@cache
def _words() -> _Words:
    table = load.toml("sentences")
    lists = {name: frozenset(words) for name, words in table["abbreviations"].items()}
    openers = table["openers"]
    return _Words(**lists, openers=frozenset(openers["words"]), after_clock=frozenset(openers["after_clock"]))


def split(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text`` in order, without the white space around them.

    The spans do not overlap and every character outside them is white space.
    A blank line always ends a sentence. Sentences longer than ``SOFT_LIMIT`` are
    cut at semicolons and line breaks, and none is longer than ``HARD_LIMIT``.

    >>> [sentence.text for sentence in split("Gen. Ode met U.S. envoys. They left.")]
    ['Gen. Ode met U.S. envoys.', 'They left.']
    """
    spans: list[Span] = []
    start = 0
    for cut in (*_cuts(text), len(text)):
        spans.extend(_limited(text, start, cut))
        start = cut
    return tuple(spans)


def _cuts(text: str) -> Iterator[int]:
    line_start = 0
    for match in _CANDIDATE.finditer(text):
        if match["line"] is None:
            if _ends_here(text, line_start, match.start(), match.end()):
                yield match.end()
        else:
            if _line_ends(text, line_start, match.start(), match.end()):
                yield match.start()
            line_start = match.end()


def _line_ends(text: str, line_start: int, stop: int, following: int) -> bool:
    """Say whether the line break ``[stop, following)`` ends a sentence."""
    if text.count("\n", stop, following) > 1 or following >= len(text):
        return True
    last = text[max(line_start, stop - 80):stop].rstrip()
    if not last or _BULLET.match(text, following):
        return True
    if last.rstrip(_CLOSERS)[-1:] in ".!?…":
        return False  # the stop itself was decided already
    if text[following].islower():
        return False
    return stop - line_start not in _WRAPPED or last.endswith(":") or last.isupper()


def _ends_here(text: str, line_start: int, stop: int, after: int) -> bool:
    """Say whether the closing punctuation ``[stop, after)`` ends a sentence."""
    window = text[after:after + 80]
    ahead = window.lstrip()
    if not ahead:
        return True
    opening = ahead.lstrip(_OPENERS)[:1]
    if opening.islower() or ahead[0] in ",;:)":
        return False
    if text.startswith(("[...]", "[…]", "(...)"), stop - 1):
        return False
    if "." not in text[stop:after] or text.startswith("..", stop):
        return True
    if text[after - 1] != ".":
        return True  # a quotation mark or bracket closes after the stop
    following = _WORD.search(ahead)
    return _stop_ends(text, line_start, stop, following.group().lower() if following else "", opening)


def _stop_ends(text: str, line_start: int, stop: int, following: str, opening: str) -> bool:
    """Say whether the plain full stop at ``stop`` ends a sentence before ``following``."""
    match = _LAST_WORD.search(text[max(line_start, stop - 30):stop])
    if match is None:
        return True
    word = match.group()
    if _ITEM.match(word) and not text[line_start:stop - len(word)].strip():
        return False
    return _ends_after(word, following, opening)


def _ends_after(word: str, following: str, opening: str) -> bool:
    """Say whether a sentence ends after ``word`` and its stop; most words end one."""
    words, lower = _words(), word.lower()
    if lower in words.titles:
        return False
    if lower in words.counted and (opening.isdigit() or following in words.counted):
        return False
    if lower in words.clock:
        return following not in words.after_clock
    if lower in words.closing:
        return True
    if lower in words.either or _ACRONYM.match(word) or (len(word) == 1 and word.isupper()):
        return following in words.openers
    return True


def _limited(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield ``[start, stop)`` without outer white space, cut where it is too long."""
    while stop - start > SOFT_LIMIT and (cut := _soft_cut(text, start, stop)) is not None:
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, stop)


def _soft_cut(text: str, start: int, stop: int) -> int | None:
    last = max((match.end() for match in _SOFT.finditer(text, start + 1, min(stop, start + SOFT_LIMIT))), default=None)
    if last is not None:
        return last
    match = _SOFT.search(text, start + 1, min(stop, start + HARD_LIMIT))
    if match is not None:
        return match.end()
    if stop - start <= HARD_LIMIT:
        return None
    space = text.rfind(" ", start + 1, start + HARD_LIMIT)
    return space if space > 0 else start + HARD_LIMIT


def _stripped(text: str, start: int, stop: int) -> Iterator[Span]:
    piece = text[start:stop]
    words = piece.strip()
    if words:
        first = start + len(piece) - len(piece.lstrip())
        yield Span(first, first + len(words), words)
