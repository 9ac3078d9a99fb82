"""Words of a text with their offsets, and the folded key under which a word is looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|(?:[A-Z]\.)+[A-Z](?!\w)|[^\W_]+(?:['’ʼ`‘][^\W_]+)*")
LONG = 5
_POSSESSIVE = re.compile(r"['’]s?$")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`‘.")
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "ð": "d", "þ": "th", "ə": "a"})


class Word(NamedTuple):
    """One word: half-open offsets, the characters, its key, and whether it ends in a possessive."""

    start: int
    end: int
    text: str
    key: str
    possessive: bool


def fold(word: str, spellings: Mapping[str, str]) -> str:
    """Return the key of a word: lower case, no accents, dots or apostrophes, one spelling per name.

    >>> fold("Zelenskyy’s", {})
    'zelensky'
    """
    key = _POSSESSIVE.sub("", word).translate(_APOSTROPHES).lower()
    if not key.isascii():
        plain = unicodedata.normalize("NFKD", key.translate(_STROKES))
        key = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    if len(key) >= LONG and key.endswith(("yy", "iy")):
        key = key[:-2] + "y"
    return spellings.get(key, key)


def words_of(text: str, spellings: Mapping[str, str]) -> tuple[Word, ...]:
    """Cut a text into words; hyphens separate, dotted acronyms stay whole."""
    return tuple(_word(found, spellings) for found in _WORD.finditer(text))


def _word(found: re.Match[str], spellings: Mapping[str, str]) -> Word:
    text = found[0]
    possessive = bool(_POSSESSIVE.search(text)) or found.string[found.end():found.end() + 1] in {"'", "’"}
    return Word(found.start(), found.end(), text, fold(text, spellings), possessive)


def key_of(name: str, spellings: Mapping[str, str]) -> str:
    """Return the key of a whole name: the keys of its words, a space between."""
    return " ".join(word.key for word in words_of(name, spellings))
